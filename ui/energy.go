package ui

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/sim/ledger"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// books keep the ledger of a result, for it is asked for at each rendering.
type books struct {
	booked  memo[*lab.Result, *ledger.Ledger]
	claimed *lab.Result    // whose claims were asked for
	claims  []ledger.Claim // that have come
}

// energyLedger is the ledger of the result on the screen; nil while there is none.
func (s *Store) energyLedger() *ledger.Ledger {
	if s.result == nil || s.live() != nil {
		return nil
	}
	return s.books.booked.of(s.result, func() *ledger.Ledger {
		l, err := lab.Ledger(*s.result)
		if err != nil {
			return nil
		}
		return &l
	})
}

// energyClaims are what papers say of the energy of the result's memory, once they were asked for.
func (s *Store) energyClaims() []ledger.Claim {
	if s.energyLedger() == nil || s.books.claimed != s.result {
		return nil
	}
	return s.books.claims
}

// canClaim tells whether there are claims that were not asked for yet: to look at all strengths of
// programming takes a moment.
func (s *Store) canClaim() bool {
	if s.energyLedger() == nil || s.books.claimed == s.result {
		return false
	}
	l, err := s.parsed(s.result.Link)
	return err == nil && lab.HasClaims(l.Experiment)
}

// CompareClaims asks the engine for the papers' claims, which stand beside the ledger.
func (s *Store) CompareClaims() {
	if s.canClaim() && s.session.Alive() {
		s.books.claimed, s.books.claims = s.result, nil
		s.desk.Order(wire.AskClaims{Result: *s.result, Bears: gallery.PointBER()})
	}
}

// claimsArrived takes the claims; those of another result are out of date.
func (s *Store) claimsArrived(m wire.Claims) {
	if r := s.books.claimed; r != nil && m.Link == r.Link && m.Fingerprint == r.Fingerprint {
		s.books.claims = m.Claims
	}
}

// offerClaims lets the claims be asked for again that the engine before this one did not send.
func (s *Store) offerClaims() {
	if s.books.claims == nil {
		s.books.claimed = nil
	}
}

// imageEnergy is the energy of an image in microjoules, a dash where it is not known.
func (s *Store) imageEnergy() string {
	l := s.energyLedger()
	if l == nil || !l.PhaseKnown(ledger.Inference) {
		return "–"
	}
	if 1e6*l.Image < 0.1 {
		return fmt.Sprintf("%.2g", 1e6*l.Image) // two digits of it fill the place
	}
	return fmt.Sprintf("%.3g", 1e6*l.Image)
}

// energyTip says what the energy of an image is made of.
func (s *Store) energyTip() string { return s.word().Of(s.energyWords()) }

// energyWords are those of an image.
func (s *Store) energyWords() string {
	l := s.energyLedger()
	switch {
	case l == nil:
		return "Energy that one image takes on the chip: sensing the array, and the logic beside it. It is booked " +
			"when the test set has been inferred."
	case !l.PhaseKnown(ledger.Inference):
		return fmt.Sprintf("Energy that one image takes on the chip. The dash: this memory is no device, so what "+
			"sensing its cells takes is not known; the logic beside them takes %s.", spell.SI(l.Image, "J"))
	}
	array := 0.0
	for _, r := range l.Rows {
		if r.Phase == ledger.Inference && r.Place == ledger.InArray {
			array += r.Joules
		}
	}
	return fmt.Sprintf("Energy that one image takes on the chip, %.0f %% of it in the array; with 1-bit weights "+
		"fetched from SRAM it would be %s. The tab Energy below has each event and its source.",
		100*array/l.Image, spell.SI(l.Baselines[0].Image, "J"))
}

// energySource is where the energy of an image comes from.
func (s *Store) energySource() string {
	l := s.energyLedger()
	if l == nil {
		return ""
	}
	for _, r := range l.Rows {
		if r.Phase == ledger.Inference && r.Event == "read" {
			return "sensing: " + r.Source
		}
	}
	return ""
}

// phaseNames say what a phase's energy is of.
var phaseNames = [...][2]string{{ledger.Inference, "One image"}, {ledger.Programming, "Programming the chip once"},
	{ledger.Training, "The training run"}}

// phaseTable is one phase of the ledger, layer by layer, as HTML.
func phaseTable(l *ledger.Ledger, phase, title string, total float64) string {
	var b strings.Builder
	layer, last := -1, ""
	for _, r := range shortened(l.Rows) {
		if r.Phase != phase {
			continue
		}
		if name := layerName(l, r.Layer); name != last {
			layer, last = r.Layer, name
			fmt.Fprintf(&b, `<tr class="layer"><th colspan="4" scope="rowgroup">%s</th></tr>`, name)
		}
		each, joules := "not known", "–"
		if r.Known {
			each, joules = spell.SI(r.Each, "J"), spell.SI(r.Joules, "J")
		}
		if r.Assumed() {
			each += "*"
		}
		fmt.Fprintf(&b, `<tr><th scope="row">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>`, html.EscapeString(r.Label),
			spell.Amount(r.Count), each, joules)
	}
	if layer < 0 {
		return ""
	}
	sum := spell.SI(total, "J")
	if !l.PhaseKnown(phase) {
		sum = "over " + sum
	}
	if phase == ledger.Training {
		sum += ", of which in the array " + spell.SI(l.TrainArray, "J")
	}
	return fmt.Sprintf(`<table class="ledger"><caption>%s: %s</caption><thead><tr><th scope="col">event</th>`+
		`<th scope="col">number</th><th scope="col">each</th><th scope="col">energy</th></tr></thead>`+
		`<tbody>%s</tbody></table>`,
		title, sum, b.String())
}

// mostLayers is how many layers the page's tables tell apart: a text of the page has an end. The CSV has all.
const mostLayers = 6

// layerName is the name of a layer in a table.
func layerName(l *ledger.Ledger, layer int) string {
	if l.Layers() > mostLayers {
		return fmt.Sprintf("all %d layers", l.Layers())
	}
	return fmt.Sprintf("layer %d", layer+1)
}

// shortened adds up the layers where there are many; rows with another cost or phase stay apart.
func shortened(rows []ledger.Row) []ledger.Row {
	if rows[len(rows)-1].Layer < mostLayers {
		return rows
	}
	var sums []ledger.Row
	for _, r := range rows {
		i := slices.IndexFunc(sums, func(q ledger.Row) bool {
			return q.Phase == r.Phase && q.Event == r.Event && q.Place == r.Place && q.Each == r.Each
		})
		if i < 0 {
			sums = append(sums, r)
			continue
		}
		sums[i].Count, sums[i].Joules = sums[i].Count+r.Count, sums[i].Joules+r.Joules
	}
	return sums
}

// SaveLedger hands the ledger over as a table.
func (s *Store) SaveLedger() {
	l := s.energyLedger()
	if l == nil {
		return
	}
	var b strings.Builder
	b.WriteString("# of " + s.desk.Base() + "#" + s.result.Link + "\n")
	if err := l.WriteCSV(&b); err != nil {
		panic(err) // a Builder takes everything
	}
	s.desk.Download("arraylab-energy.csv", []byte(b.String()))
}
