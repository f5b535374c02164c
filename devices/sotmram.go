package devices

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
)

// SOTMRAM is magnetic memory written by spin-orbit torque whose cell computes the XNOR itself.
var SOTMRAM = &Technology{
	Name:  "sot-mram",
	Title: "SOT-MRAM",
	Help: "magnetic junctions written by spin-orbit torque: a cell of 4 transistors and 2 junctions " +
		"computes the XNOR",
	Source: "Shaban et al., 2024 (abstract)",
	Equations: []Equation{
		{"P(0 → 1) = p01,  P(1 → 0) = p10, independent, up to 5e-3", "Shaban et al. 2024, abstract"},
		{"E(image) = 4.8 fJ × XNORs: a weight takes one for each bit of its input, 8 where inputs are pixels",
			"4.8 fJ: Shaban et al. 2024, abstract"},
		{"written again n times at most: p^(n+1) is left, in 1 + … + p^n writes",
			"derived; writes taken to be independent"},
		{"a neuron's sum of n weights, half of them +1, shifts by n (p01 - p10)", "derived"},
	},
	Params: []*Param{sot01, sot10, sotXNOR, verifyWrites, stuckShare, spareRows},
	Ideal:  map[*Param]float64{sot01: 0, sot10: 0, verifyWrites: 0, stuckShare: 0, spareRows: 0},
	Sheets: sotMemory{},
	Arrays: sotMemory{},
	Costs:  sotCosts,
}

// sotMemory is what that memory does.
type sotMemory struct{}

func (sotMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return sotSheet(v, ask) }

func (sotMemory) Array(v *Values, site Site) Array { return sotArray(v, site) }

// sotErrors are the errors of a write.
func sotErrors(v *Values) asymmetric {
	return asymmetric{p01: sot01.Of(v), p10: sot10.Of(v), tries: verifyWrites.Int(v)}
}

func sotArray(v *Values, site Site) Array {
	a := sotErrors(v).flips(site)
	a.stuck = newStuckBits(v, site)
	return a
}

func sotCosts(v *Values) Costs {
	write := Cost{100e-15, 2e-9, "assumed: 50 fJ for each of two junctions, a pulse of 2 ns"}
	c := Costs{
		Write0: write, Write1: write,
		Pulse: Cost{Source: "not pulsed"},
		Set:   Cost{Source: "not pulsed"},
		Read: Cost{sotXNOR.Of(v) * 1e-15, 1e-9,
			"an XNOR of about 4.8 fJ: Shaban et al. 2024, abstract; 1 ns assumed"},
		Decode: Cost{Source: "no code"},
		Cells:  2, Area: 0.3e-12, AreaSource: "assumed: 0.3 µm² for 4 transistors and 2 junctions at 28 nm",
	}
	c.verified(1, 1)
	c.spared(spareRows.Int(v), bitRows)
	return c
}

var (
	sot01 = &Param{Knob: knob.Knob{
		Key: "sot01", Label: "P(0 → 1)", Kind: knob.Real, Min: 0, Max: 0.5, Log: true, Def: 1e-3,
		Help:   "Probability that a stored 0, a weight of -1, is a 1.",
		Source: "asymmetric, up to 5e-3: Shaban et al. 2024, abstract; this one assumed",
	}}
	sot10 = &Param{Knob: knob.Knob{
		Key: "sot10", Label: "P(1 → 0)", Kind: knob.Real, Min: 0, Max: 0.5, Log: true, Def: 5e-3,
		Help:   "Probability that a stored 1, a weight of +1, is a 0.",
		Source: "up to 5e-3: Shaban et al. 2024, abstract; that it is this one is assumed",
	}}
	sotXNOR = &Param{Knob: knob.Knob{
		Key: "xnorfj", Label: "Energy of an XNOR", Unit: "fJ", Kind: knob.Real, Min: 0.1, Max: 100, Log: true,
		Def:    4.8,
		Help:   "Energy of one XNOR of a weight and an input bit in the cell.",
		Source: "about 4.8 fJ: Shaban et al. 2024, abstract",
	}}
)

func sotSheet(v *Values, ask Ask) (Sheet, error) {
	writes := sotErrors(v)
	drawn, a := writes.draw(ask), writes.left()
	s := Sheet{
		Numbers: append(a.numbers(drawn),
			Number{"joules_per_xnor", "Energy of an XNOR", sotXNOR.Of(v) * 1e-15, "J", "about 4.8 fJ: abstract"}),
		Notes: []string{"Which of the two errors is the more frequent one, times, write energy and area are assumed."},
	}
	s.verified(v, withStuck(writes.settled(), stuckShare.Of(v), writes.tries), written(v, sotArray), 1, sotCosts(v),
		ask)
	s.stuckBits(v, ask)
	if ask.Charts {
		s.Charts = []Plot{a.rowsChart(drawn), a.shiftChart(drawn), a.shareChart(), sotEnergyChart(v, ask.layers())}
	}
	return s, nil
}

// sotEnergyChart is the energy of an image over the width of the network's hidden layers, which keep their proportions.
func sotEnergyChart(v *Values, layers []Layer) Plot {
	nanojoules := func(n float64) float64 { return float64(sotXNOR.Of(v) * 1e-6 * xnors(layers, n)) }
	name, reads := sotNames(layers)
	c := Curve{Name: name, Style: StyleClosed}
	for n := 64.0; n <= 4096; n += 64 {
		c.add(n, nanojoules(n))
	}
	now := layers[0].Rows
	return Plot{
		Key: "energy", Title: "XNOR energy of an image", X: "neurons N of a hidden layer", Y: "energy (nJ)",
		LogX: true, LogY: true,
		Lines: []Curve{c, markAt(fmt.Sprintf("%d neurons", now), float64(now), nanojoules(float64(now)))},
		Words: "Each weight is one XNOR for each bit of its input: " + reads +
			" of them from layer to layer. Popcount, inputs and everything else come on top.",
	}
}

// xnors are those of an image where the first hidden layer has n neurons and the others keep their proportion to it.
func xnors(layers []Layer, n float64) (sum float64) {
	scale := func(size int) float64 { return float64(float64(size)*n) / float64(layers[0].Rows) }
	for i, l := range layers {
		inputs, rows := float64(l.Inputs), float64(l.Rows)
		if i > 0 {
			inputs = scale(l.Inputs)
		}
		if i < len(layers)-1 {
			rows = scale(l.Rows)
		}
		sum += float64(float64(l.Reads) * float64(inputs*rows))
	}
	return sum
}

// sotNames are the name of the network of all widths, such as 784-N-N-10, and the bits of the layers' inputs in words.
func sotNames(layers []Layer) (name, reads string) {
	name = strconv.Itoa(layers[0].Inputs)
	bits := make([]string, len(layers))
	for i, l := range layers {
		share := float64(l.Rows) / float64(layers[0].Rows)
		switch {
		case i == len(layers)-1:
			name += fmt.Sprintf("-%d", l.Rows)
		case share == 1:
			name += "-N"
		default:
			name += fmt.Sprintf("-%.3gN", share)
		}
		bits[i] = strconv.Itoa(l.Reads)
	}
	return name, strings.Join(bits, ", ")
}
