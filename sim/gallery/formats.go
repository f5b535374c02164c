package gallery

import (
	"cmp"
	"slices"
	"strings"

	"arraylab/sim/lab"
)

// Formats are the weights of a network by the numbers that they are. Ternary ones are not told from binary ones.
type Formats struct {
	Binary int64 // of a single bit
	Eight  int64 // of 8 bits, in digital memory
}

// FormatsOf are those of an experiment's network, all layers together.
func FormatsOf(e lab.Experiment) (f Formats) {
	for _, l := range e.LayerCosts() {
		if l.Digital {
			f.Eight += l.Weights
		} else {
			f.Binary += l.Weights
		}
	}
	return f
}

// Weights are all of them.
func (f Formats) Weights() int64 { return f.Binary + f.Eight }

// Bytes of memory that they take: the numbers alone, without what corrects or addresses them.
func (f Formats) Bytes() float64 { return float64(f.Binary)/8 + float64(f.Eight) }

// Saves is the share of the memory that they save against 8 bits throughout.
func (f Formats) Saves() float64 { return 1 - f.Bytes()/float64(f.Weights()) }

// bitCells is the memory in which weights of a single bit lie, where energies of number formats are compared: pairs of
// resistive devices, as in the papers.
const bitCells = "rram-2t2r"

// ImageEnergy is what an image takes (J) of an experiment's network whose weights of a single bit lie in pairs of
// resistive devices, and those of 8 bits in digital memory; false where not all of it is known.
func ImageEnergy(e lab.Experiment) (joules float64, known bool) {
	e, err := e.With("memory", bitCells)
	if err != nil {
		return 0, false
	}
	known = true
	for _, l := range e.LayerCosts() {
		joules, known = joules+l.Joules, known && l.Known
	}
	return joules, known
}

// TradeOff is what one network of a figure of that kind comes to.
type TradeOff struct {
	Scenario Scenario
	Name     string // of its format, in the words of the scenario's title
	Formats
	Word     lab.Word   // of a sample
	Accuracy lab.Spread // in percent, over the seeds
	Seeds    int
	Joules   float64 // of an image; 0 where it is not known
}

// TradeOffs are the networks of a claim that are single runs with stored results, the smallest memory first.
func (c Claim) TradeOffs() (all []TradeOff) {
	for _, name := range c.Scenarios {
		x, ok := ScenarioOf(name)
		if !ok || x.Stored == nil || x.Sweep != nil {
			continue
		}
		l, err := lab.ParseLink(x.Stored.Link)
		if err != nil {
			continue
		}
		t := TradeOff{Scenario: x, Name: x.Title, Formats: FormatsOf(l.Experiment), Word: l.Data().Word,
			Seeds: len(x.Stored.Runs())}
		if _, format, ok := strings.Cut(x.Title, ", "); ok {
			t.Name = format
		}
		percents := x.Stored.Accuracies()
		for i := range percents {
			percents[i] *= 100
		}
		t.Accuracy = lab.SpreadOf(percents)
		if joules, known := ImageEnergy(l.Experiment); known {
			t.Joules = joules
		}
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b TradeOff) int { return cmp.Compare(a.Bytes(), b.Bytes()) })
	return all
}
