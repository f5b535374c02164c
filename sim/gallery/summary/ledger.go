package summary

import (
	"fmt"

	"arraylab/sim/lab"
	"arraylab/sim/ledger"
)

// Ledger is a table of what the networks of links take on their chips, programmed with as many weights of -1 as of +1:
// no run is needed for it. What is not known has a dash.
func (p page) Ledger(links ...string) (string, error) {
	rows := [][]string{{"link", "energy of an image, nJ", "programming, µJ", "latency, µs", "area, mm²"}}
	for _, text := range links {
		l, err := lab.ParseLink(text)
		if err != nil {
			return "", err
		}
		b := l.Experiment.Planned()
		rows = append(rows, []string{code(l.String()), known(b.Image*1e9, b.PhaseKnown(ledger.Inference)),
			known(b.Programming*1e6, b.PhaseKnown(ledger.Programming) && b.Programming > 0), known(b.Latency*1e6, true),
			known(b.Area*1e6, b.AreaKnown())})
	}
	return table(rows), nil
}

// Digital is a table of what the network of a link takes on digital machines.
func (p page) Digital(link string) (string, error) {
	l, err := lab.ParseLink(link)
	if err != nil {
		return "", err
	}
	rows := [][]string{{"machine", "energy of an image, µJ", "latency, µs"}}
	planned := l.Experiment.Planned()
	for _, b := range planned.Baselines {
		rows = append(rows, []string{b.Title, known(b.Image*1e6, true), known(b.Latency*1e6, true)})
	}
	return table(rows), nil
}

// known spells a number with three digits where it is known.
func known(x float64, is bool) string {
	if !is {
		return "–"
	}
	return fmt.Sprintf("%.3g", x)
}
