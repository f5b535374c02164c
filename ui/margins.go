package ui

import (
	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// askMargins asks for the margins of the result that is shown, where they are looked at and not known.
func (s *Store) askMargins() {
	if s.chrome.detail == "margins" && s.answers.margins == nil && s.result != nil && !s.Busy() {
		s.desk.Order(wire.AskMargins{})
	}
}

// marginWords say below the chart what it shows.
func (c *ResultPanel) marginWords() string {
	if c.S.chrome.detail != "margins" || len(c.S.answers.margins) == 0 {
		return ""
	}
	return chart.Margins{Layers: c.S.answers.margins}.Words() +
		" A wrong weight moves a sum by two: neurons near zero are the first to turn over. The first " +
		spell.Thousands(lab.MarginImages) + c.S.word().Of(" test images, with the weights as they are read.")
}
