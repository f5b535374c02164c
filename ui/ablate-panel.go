package ui

import (
	"fmt"

	"arraylab/ui/spell"
)

// AblatePanel asks which imperfection of the memory costs most.
type AblatePanel struct{ S *Store }

func (c *AblatePanel) set(part, text string) { c.S.Do(func() { c.S.AblateText(part, text) }) }

func (c *AblatePanel) open() bool { return c.S.chrome.detail == "ablate" }

func (c *AblatePanel) label() string {
	if c.S.session.Ablating() {
		return "Ablating"
	}
	return "Ablate"
}

// wrong says why there can be no ablation here.
func (c *AblatePanel) wrong() string {
	if c.S.ablation.wrong != "" || !c.open() {
		return c.S.ablation.wrong
	}
	if _, err := c.S.ablateOf(); err != nil {
		return spell.Sentence(err)
	}
	return ""
}

// note says what the ablation trains.
func (c *AblatePanel) note() string {
	if !c.open() || c.S.session.Sweeping() {
		return ""
	}
	s := c.S
	if why := s.broughtNote(); why != "" {
		return why
	}
	form := fmt.Sprint(s.chipsText(), s.ablation.seeds, s.link.Experiment.Link(), s.needsNetwork())
	return s.ablation.noted.of(form, func() string {
		all, _ := s.ablateExperiments() // what is wrong with the form is told beside it
		return s.trainsWords(s.networks(all))
	})
}

// words are those of the chart; "" while there is none.
func (c *AblatePanel) words() string {
	if !c.open() {
		return ""
	}
	return c.S.ablation.words()
}
