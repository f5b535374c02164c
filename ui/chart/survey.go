package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// Survey is a sweep with the points that it has so far.
type Survey struct {
	Sweep  lab.Sweep        // Sweep is what is swept.
	Points []lab.SweepPoint // Points are in the order of the sweep.
	Word   lab.Word         // Word is what a sample is called.
}

// Spread is what came of one value over its chips and seeds; accuracies are in percent.
type Spread struct {
	Series string  `json:"series"` // Series names the choice that it belongs to.
	Value  string  `json:"-"`      // Value is that of the knob.
	X      float64 `json:"x"`      // X is the value, or the chip's number where there is none.
	Joules float64 `json:"joules"` // Joules are the mean over the chips of the energy that the sweep is about.
	BER    float64 `json:"ber"`    // BER is the mean bit error rate.
	Mean   float64 `json:"mean"`   // Mean is that of the accuracies.
	SD     float64 `json:"-"`      // SD is their deviation from chip to chip, unbiased; 0 for one chip.
	Lo     float64 `json:"lo"`     // Lo is one deviation below the mean.
	Hi     float64 `json:"hi"`     // Hi is one deviation above it.
	N      int     `json:"-"`      // N is how many points there are.
}

// Spreads sums the points up, value by value.
func (v Survey) Spreads() []Spread {
	var all []Spread
	by, energy := v.by(), v.energyOf()
	for from := 0; from < len(v.Points); {
		to, first := from, v.Points[from]
		for to < len(v.Points) && v.Points[to].Value == first.Value && v.Points[to].Series == first.Series {
			to++
		}
		p := Spread{N: to - from, Series: choiceLabel(by, first.Series), Value: first.Value, X: v.place(first.Value)}
		percents := make([]float64, 0, p.N)
		for _, q := range v.Points[from:to] {
			percents = append(percents, 100*q.Accuracy)
			p.Joules += energy(q) / float64(p.N)
			p.BER += q.BER / float64(p.N)
		}
		over := lab.SpreadOf(percents)
		p.Mean, p.SD = over.Mean, over.SD
		p.Lo, p.Hi = p.Mean-p.SD, p.Mean+p.SD
		all, from = append(all, p), to
	}
	return all
}

// place is where a value stands on the axis: a number at itself, another one at its number in the sweep.
func (v Survey) place(value string) float64 {
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		return x
	}
	return float64(1 + slices.Index(v.Sweep.Values, value))
}

// span is the range of the values on the axis.
func (v Survey) span() (span [2]float64) {
	for i, p := range v.Points {
		x := v.place(p.Value)
		if i == 0 {
			span = [2]float64{x, x}
		}
		span = [2]float64{min(span[0], x), max(span[1], x)}
	}
	return span
}

// axisLabel names the axis of the knob; values that are no numbers are told by their places.
func (v Survey) axisLabel(f lab.Field) string {
	if f.Numeric() {
		return v.Word.Of(f.Label)
	}
	var names []string
	for i, value := range v.Sweep.Values {
		names = append(names, fmt.Sprintf("%d %s", i+1, value))
	}
	return f.Label + ": " + strings.Join(names, ", ")
}

// by is the field that makes the series; an empty one where there is one series.
func (v Survey) by() lab.Field {
	f, _ := lab.FieldOf(v.Sweep.By)
	return f
}

// choiceLabel is the label of a choice of a field, else the choice itself.
func choiceLabel(f lab.Field, choice string) string {
	for _, c := range f.Choices {
		if c.Value == choice {
			return c.Label
		}
	}
	return choice
}

// longName names a series where its field is not told beside it: a number with the field's name, a switch with on or
// off.
func (v Survey) longName(choice string) string {
	if f, ok := lab.FieldOf(v.Sweep.By); ok && len(f.Choices) == 0 {
		return f.Words(choice)
	}
	return choiceLabel(v.by(), choice)
}

// Energies of a point.
func toProgram(p lab.SweepPoint) float64 { return p.Joules }
func toInfer(p lab.SweepPoint) float64   { return p.Image }

// Energies tells whether the points know an energy, and more than one amount of it.
func (v Survey) Energies() bool { return v.ratio(toProgram) > 1 || v.ratio(toInfer) > 1 }

// ratio is the largest of an energy over its smallest; 0 where some point does not know it.
func (v Survey) ratio(of func(lab.SweepPoint) float64) float64 {
	lo, hi := math.Inf(1), 0.0
	for _, p := range v.Points {
		lo, hi = min(lo, of(p)), max(hi, of(p))
	}
	if len(v.Points) == 0 || lo <= 0 {
		return 0
	}
	return hi / lo
}

// perImage tells which energy the sweep is about: the one that it changes more.
func (v Survey) perImage() bool { return v.ratio(toInfer) > v.ratio(toProgram) }

// energyOf is that energy of a point.
func (v Survey) energyOf() func(lab.SweepPoint) float64 {
	if v.perImage() {
		return toInfer
	}
	return toProgram
}

// Words say what came of the sweep; "" before its first point.
func (v Survey) Words() string {
	all := v.Spreads()
	if len(all) == 0 {
		return ""
	}
	say := func(p Spread) string {
		if p.N < 2 {
			return fmt.Sprintf("%.2f %%", p.Mean)
		}
		return fmt.Sprintf("%.2f ± %.2f %%", p.Mean, p.SD)
	}
	if v.Sweep.Key == "" {
		words := v.over() + ": " + say(all[0])
		for _, p := range all[1:] {
			words += ", " + p.Series + " " + say(p)
		}
		return words + "."
	}
	last := all[len(all)-1]
	if v.Sweep.By != "" {
		return fmt.Sprintf("%s at %s for %s to %s at %s for %s; mean and standard deviation over %s.",
			say(all[0]), all[0].Value, all[0].Series, say(last), last.Value, last.Series, v.over())
	}
	return fmt.Sprintf("%s at %s, %s at %s; mean and standard deviation over %s.",
		say(all[0]), v.Sweep.Values[0], say(last), v.Points[len(v.Points)-1].Value, v.over())
}

// over says what a value is repeated over.
func (v Survey) over() string {
	if v.Sweep.Seeds > 1 {
		return fmt.Sprintf("%d seeds, %d chips each", v.Sweep.Seeds, v.Sweep.Chips)
	}
	return fmt.Sprintf("%d chips", v.Sweep.Chips)
}

// Saved says for each series how much of the largest energy, that of the strongest programming, is saved at most where
// the mean accuracy is within a loss that is granted: so many points, as typed, below the ideal accuracy (negative
// where it is not known: then below that of the strongest programming).
func (v Survey) Saved(loss string, ideal float64) string {
	granted, err := strconv.ParseFloat(strings.TrimSpace(loss), 64)
	if err != nil || !(granted >= 0 && granted <= 100) {
		return fmt.Sprintf("A loss of %q is not allowed: it takes a number of points from 0 to 100.", spell.Short(loss))
	}
	var words []string
	for all := v.Spreads(); len(all) > 0; {
		n := 1
		for n < len(all) && all[n].Series == all[0].Series {
			n++
		}
		strongest := slices.MaxFunc(all[:n], func(a, b Spread) int { return cmp.Compare(a.Joules, b.Joules) })
		goal := strongest.Mean - granted
		if ideal >= 0 {
			goal = 100*ideal - granted
		}
		words, all = append(words, saved(all[:n], strongest, goal)), all[n:]
	}
	return strings.Join(words, " ")
}

// saved says what the least energy that reaches an accuracy saves.
func saved(all []Spread, strongest Spread, goal float64) string {
	best, found := strongest, strongest.Mean >= goal
	for _, p := range all {
		if p.Mean >= goal && (!found || p.Joules < best.Joules) {
			best, found = p, true
		}
	}
	name := ""
	if all[0].Series != "" {
		name = all[0].Series + ": "
	}
	if !found {
		return name + "no point of this sweep is within that loss."
	}
	return fmt.Sprintf("%s%s at %s: %.0f %% less than %s at %s, %.2f %% right.",
		name, spell.SI(best.Joules, "J"), best.Value,
		100*(1-best.Joules/strongest.Joules), spell.SI(strongest.Joules, "J"), strongest.Value, best.Mean)
}
