package ui

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/sim/ledger"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
)

// EnergyPanel is the ledger of the result: each event, and the same network on digital machines.
type EnergyPanel struct{ S *Store }

// empty says why there is no ledger.
func (c *EnergyPanel) empty() string {
	switch {
	case c.S.chrome.detail != "energy" || c.S.energyLedger() != nil:
		return ""
	case c.S.live() != nil:
		return "Energy is booked when the training is through."
	case c.S.result == nil:
		return "" // the panel around says so
	}
	return "This result is an older one that does not tell what a ledger needs: train, and it is booked."
}

// open tells whether the panel shows a ledger: what is hidden is not written.
func (c *EnergyPanel) open() *ledger.Ledger {
	if c.S.chrome.detail != "energy" {
		return nil
	}
	return c.S.energyLedger()
}

// claims are what papers say of the energy of this memory.
func (c *EnergyPanel) claims() []ledger.Claim {
	if c.open() == nil {
		return nil
	}
	return c.S.energyClaims()
}

func (c *EnergyPanel) canClaim() bool { return c.open() != nil && c.S.canClaim() }

// groups are the kinds of events that the chart of an image tells apart.
func (c *EnergyPanel) groups() []chart.EventGroup { return chart.EventGroups() }

// keys are those of a claim's chart.
func (c *EnergyPanel) keys(k ledger.Claim) []chart.Key { return chart.Plot{Plot: k.Plot}.Keys() }

// verdictOf says whether a claim holds under the first of the drawn assumptions.
func verdictOf(k ledger.Claim) string {
	if k.Holds {
		return "Holds."
	}
	return "Does not hold here."
}

// machines compares energy, time and area with digital machines.
func (c *EnergyPanel) machines() vugu.HTML {
	l := c.open()
	if l == nil {
		return ""
	}
	var b strings.Builder
	line := func(name string, image, latency, area float64) {
		fmt.Fprintf(&b, `<tr><th scope="row">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>`, html.EscapeString(name),
			spell.SI(image, "J"), spell.SI(latency, "s"), spell.Area(area))
	}
	line("this memory", l.Image, l.Latency, l.Area)
	for _, m := range l.Baselines {
		line(chart.MachineName(m), m.Image, m.Latency, m.Area)
	}
	const head = `<thead><tr><th scope="col">machine</th><th scope="col">an image</th>` +
		`<th scope="col">latency</th><th scope="col">area</th></tr></thead>`
	return vugu.HTML(`<table class="ledger"><caption class="hidden">This chip, and digital machines</caption>` + head +
		`<tbody>` + b.String() + `</tbody></table>`)
}

// shape says what the chip is made of, and what stands beside its accuracy.
func (c *EnergyPanel) shape() string {
	l := c.open()
	if l == nil {
		return ""
	}
	t := fmt.Sprintf("Accuracy %s.", spell.Percent(c.S.result.Accuracy))
	if l.Cells > 0 {
		t += fmt.Sprintf(" %s memory devices.", spell.Amount(l.Cells))
	}
	if l.Write > 0 {
		t += fmt.Sprintf(" Programming takes %s.", spell.SI(l.Write, "s"))
	}
	if l.Places > 1 {
		t += fmt.Sprintf(c.S.word().Of(" An image senses the small array of a convolution at up to %s places: what a read "+
			"costs, its noise and its disturbance weigh more than in a dense layer, programming less."),
			spell.Amount(float64(l.Places)))
	}
	if !l.Known {
		t += " What this memory's cells take is not known: its sums are too low."
	}
	return t
}

// phase is the table of a phase.
func (c *EnergyPanel) phase(i int) vugu.HTML {
	l := c.open()
	if l == nil {
		return ""
	}
	total := [...]float64{l.Image, l.Programming, l.Training}[i]
	return vugu.HTML(phaseTable(l, phaseNames[i][0], c.S.word().Of(phaseNames[i][1]), total))
}

// sources lists where the energies come from, each once, and what is assumed of the chip.
func (c *EnergyPanel) sources() vugu.HTML {
	l := c.open()
	if l == nil {
		return ""
	}
	var order []string
	of := map[string][]string{} // what a source is the source of
	entry := func(label, source string) {
		if of[source] == nil {
			order = append(order, source)
		}
		if !slices.Contains(of[source], label) {
			of[source] = append(of[source], label)
		}
	}
	for _, r := range l.Rows {
		entry(r.Label, r.Source)
	}
	for _, m := range l.Baselines {
		for _, r := range m.Rows {
			entry(r.Label, r.Source)
		}
	}
	for _, p := range l.Parts {
		entry(p.Label, p.Source)
	}
	var b strings.Builder
	for _, source := range order {
		fmt.Fprintf(&b, `<li>%s: %s</li>`, html.EscapeString(strings.Join(of[source], ", ")), html.EscapeString(source))
	}
	return vugu.HTML(`<details><summary>Sources and assumptions (*)</summary><p>` +
		html.EscapeString(ledger.Assumptions) + `</p><ul>` + b.String() + `</ul></details>`)
}
