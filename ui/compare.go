package ui

import (
	"fmt"
	"html"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
	"arraylab/sim/ledger"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
)

// Compare sets an earlier result beside the one on the screen.
func (s *Store) Compare(link string) {
	s.comparison.with(link)
	s.showDetail("compare")
}

// versusResult is the earlier result that is compared; nil for none, or for the one that is on the screen.
func (s *Store) versusResult() *lab.Result {
	if p := s.versusPast(); p != nil {
		return &p.Result
	}
	return nil
}

func (s *Store) versusPast() *Past {
	if s.comparison.versus == "" || s.result == nil || s.result.Link == s.comparison.versus {
		return nil
	}
	return s.past.find(s.comparison.versus)
}

// details are the charts below the curves: the comparison is there once one was asked for.
func (s *Store) details() [][2]string {
	all := detailNames[:]
	if s.comparison.versus != "" {
		all = append(all[:len(all):len(all)], [2]string{"compare", "Compare"})
	}
	return all
}

// quantity of a result and its ledger, which is nil where none can be booked; ok tells whether it is known.
type quantity func(r *lab.Result, l *ledger.Ledger) (x float64, ok bool)

// comparedRow is a quantity of both runs.
type comparedRow struct {
	name  string
	of    quantity
	write func(float64) string
	minus func(float64) string // writes a difference; nil for a ratio
}

// booking is a quantity of a ledger.
func booking(of func(l *ledger.Ledger) (float64, bool)) quantity {
	return func(_ *lab.Result, l *ledger.Ledger) (float64, bool) {
		if l == nil {
			return 0, false
		}
		return of(l)
	}
}

func inJoules(x float64) string { return spell.SI(x, "J") }

// comparedRows are the quantities that are compared of runs on samples of a word, without the error rates of the layers.
func comparedRows(w lab.Word) []comparedRow {
	return []comparedRow{
		{"accuracy", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) { return r.Accuracy, true },
			spell.Percent, spell.Points},
		{"lost by errors", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) {
			return r.IdealAccuracy - r.Accuracy, r.IdealAccuracy >= 0
		}, spell.Points, spell.Points},
		{"loss", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) { return r.Loss, true }, spell.Rate, nil},
		{w.Of("J an image"), booking(func(l *ledger.Ledger) (float64, bool) {
			return l.Image, l.PhaseKnown(ledger.Inference)
		}), inJoules, nil},
		{"J to program", booking(func(l *ledger.Ledger) (float64, bool) {
			return l.Programming, l.PhaseKnown(ledger.Programming)
		}), inJoules, nil},
		{"J to train", booking(func(l *ledger.Ledger) (float64, bool) {
			return l.Training, l.PhaseKnown(ledger.Training)
		}), inJoules, nil},
		{"devices", booking(func(l *ledger.Ledger) (float64, bool) {
			return l.Cells, l.AreaKnown()
		}), spell.Amount, nil},
		{"pulses", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) {
			return float64(sum(r.Pulses)), sum(r.Pulses) > 0
		}, spell.Amount, nil},
	}
}

// errorRow compares the bit error rates of a layer.
func errorRow(layer int) comparedRow {
	return comparedRow{name: fmt.Sprintf("BER, layer %d", layer+1), write: spell.Rate,
		of: func(r *lab.Result, _ *ledger.Ledger) (float64, bool) {
			if layer >= len(r.BER) {
				return 0, false
			}
			l, err := lab.ParseLink("#" + r.Link)
			return r.BER[layer], err != nil || !l.Stored()[layer].Digital // which has none
		}}
}

// comparedRun is a result with its ledger, nil where none can be booked.
type comparedRun struct {
	result *lab.Result
	ledger *ledger.Ledger
}

func comparedRunOf(r *lab.Result) comparedRun {
	l, err := lab.Ledger(*r)
	if err != nil {
		return comparedRun{result: r}
	}
	return comparedRun{r, &l}
}

// html is the row of both runs; "" where neither knows the quantity.
func (c comparedRow) html(this, other comparedRun) string {
	x, okX := c.of(this.result, this.ledger)
	y, okY := c.of(other.result, other.ledger)
	if !okX && !okY {
		return ""
	}
	cells := [3]string{"–", "–", "–"}
	if okX {
		cells[0] = c.write(x)
	}
	if okY {
		cells[1] = c.write(y)
	}
	switch {
	case okX && okY && c.minus != nil:
		cells[2] = c.minus(x - y)
	case okX && okY && x > 0 && y > 0:
		cells[2] = "× " + spell.Rate(x/y)
	}
	text := `<tr><th scope="row">` + html.EscapeString(c.name) + "</th>"
	for _, cell := range cells {
		text += "<td>" + html.EscapeString(cell) + "</td>"
	}
	return text + "</tr>"
}

// compareTable sets the figures of both runs side by side, and the error rates of their arrays layer by layer.
func compareTable(this, other *lab.Result, w lab.Word) vugu.HTML {
	a, b := comparedRunOf(this), comparedRunOf(other)
	all := comparedRows(w)
	for l := range max(len(this.BER), len(other.BER)) {
		all = append(all, errorRow(l))
	}
	const head = `<thead><tr><td></td><th scope="col">` + chart.ThisRun + `</th><th scope="col">` + chart.OtherRun +
		`</th><th scope="col">difference</th></tr></thead>`
	rows := ""
	for _, c := range all {
		rows += c.html(a, b)
	}
	return vugu.HTML(`<table class="compare">` + head + "<tbody>" + rows + "</tbody></table>")
}
