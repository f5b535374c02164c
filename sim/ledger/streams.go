package ledger

import (
	"fmt"
	"math"

	"arraylab/devices"
)

// longestStream is how far a StreamSaving is drawn.
const longestStream = 256

// StreamSaving tells what a first layer saves that takes streams of single bits instead of pixels of bits bits at once: the
// area of the layer's logic and of the whole chip, and the energy of an image over the length of the streams. c are the counts
// of the network with streams, costs those of its memory by layer. With area the claim's factor is one of area, else of energy.
func (claim Claim) StreamSaving(c Counts, costs []devices.Costs, bits int, area bool) Claim {
	with := func(change func(l *Layer)) Ledger {
		changed := c
		changed.Layers = append([]Layer{}, c.Layers...)
		change(&changed.Layers[0])
		return Compute(changed, costs, DefaultRates())
	}
	streams := with(func(*Layer) {})
	parallel := with(func(l *Layer) { l.Cycles, l.Random, l.Parallel = bits, false, true })
	serial := with(func(l *Layer) { l.Cycles, l.Random, l.Weighed = bits, false, true })
	if area {
		return claim.areaSaving(c.Layers[0], &streams, &parallel)
	}
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "presentations N", Y: "energy of an image saved by a factor", LogX: true, LogY: true}
	ofParallel := devices.Curve{Name: "from pixels at once", Style: devices.StyleLine}
	ofSerial := devices.Curve{Name: "from pixels bit by bit", Style: devices.StyleLine}
	longest := 0
	for n := 1; n <= longestStream; n++ {
		s := with(func(l *Layer) { l.Cycles = n })
		x := float64(n)
		ofParallel.X, ofParallel.Y = append(ofParallel.X, x), append(ofParallel.Y, parallel.Image/s.Image)
		ofSerial.X, ofSerial.Y = append(ofSerial.X, x), append(ofSerial.Y, serial.Image/s.Image)
		if parallel.Image/s.Image >= claim.Factor {
			longest = n
		}
	}
	claim.Plot.Lines = []devices.Curve{ofParallel, ofSerial, rule("claimed", 1, longestStream, claim.Factor)}
	claim.Numbers = []devices.Number{
		{Key: "streams", Label: fmt.Sprintf("an image, streams of %d", c.Layers[0].Cycles), Value: streams.Image, Unit: "J"},
		{Key: "parallel", Label: "an image, pixels at once", Value: parallel.Image, Unit: "J"},
		{Key: "serial", Label: "an image, pixels bit by bit", Value: serial.Image, Unit: "J"},
	}
	claim.Factors = []float64{parallel.Image / streams.Image, serial.Image / streams.Image}
	claim.Holds = longest > 0
	claim.Words = fmt.Sprintf("The factor %.3g is reached by streams of up to %d bits.", claim.Factor, longest)
	if !claim.Holds {
		claim.Words = fmt.Sprintf("The factor %.3g is not reached: a single presentation saves %.3g.", claim.Factor, ofParallel.Y[0])
	}
	claim.Words += fmt.Sprintf(" Streams of %d take %.3g of the energy of pixels at once, and %.3g of that of pixels bit by bit.", c.Layers[0].Cycles,
		streams.Image/parallel.Image, streams.Image/serial.Image)
	claim.Plot.Words = claim.Words
	return claim
}

// areaSaving compares the areas; the claim holds where the chip, or the logic alone, saves as much.
func (claim Claim) areaSaving(first Layer, streams, parallel *Ledger) Claim {
	logic := func(l *Ledger) (m2 float64) {
		for _, p := range l.Parts {
			if p.Label != arrayPart {
				m2 += p.M2
			}
		}
		return m2
	}
	saved := func(s, p float64) float64 { return 100 * (1 - s/p) }
	ofLogic, ofChip := saved(logic(streams), logic(parallel)), saved(streams.Area, parallel.Area)
	goal := 100 * (1 - 1/claim.Factor)
	claim.Numbers = []devices.Number{
		{Key: "logic", Label: "area of the logic that is saved", Value: ofLogic, Unit: "%"},
		{Key: "chip", Label: "area of array and logic that is saved", Value: ofChip, Unit: "%"},
	}
	claim.Factors = []float64{logic(parallel) / logic(streams), parallel.Area / streams.Area}
	const mm2 = 1e-6
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "1 array, 2 logic, 3 both", Y: "area (mm²)", Lines: []devices.Curve{
		{Name: "pixels at once", Style: devices.StyleBars, X: []float64{1, 2, 3}, Y: []float64{(parallel.Area - logic(parallel)) / mm2, logic(parallel) / mm2, parallel.Area / mm2}},
		{Name: "streams", Style: devices.StyleLine, X: []float64{1, 2, 3}, Y: []float64{(streams.Area - logic(streams)) / mm2, logic(streams) / mm2, streams.Area / mm2}},
	}}
	claim.Holds = math.Max(ofLogic, ofChip) >= goal*(1-tolerance)
	verdict := "does not hold"
	if claim.Holds {
		verdict = "holds for the logic"
		if ofChip >= goal*(1-tolerance) {
			verdict = "holds"
		}
	}
	claim.Words = fmt.Sprintf("That %.0f %% are saved %s: %.0f %% of the area of the logic of all layers, %.0f %% of that of logic and array together.", goal, verdict, ofLogic, ofChip)
	claim.Plot.Words = claim.Words
	return claim
}
