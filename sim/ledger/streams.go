package ledger

import (
	"fmt"

	"arraylab/devices"
)

// How far the claims of stochastic input are drawn: the length of a stream, and the width of pixels in bits.
const (
	longestStream = 256
	widestPixels  = 16
)

// withFirst is the ledger of a network with a first layer that differs.
func withFirst(c Counts, costs []devices.Costs, change func(l *Layer)) Ledger {
	c.Layers = append([]Layer{}, c.Layers...)
	change(&c.Layers[0])
	return Compute(c, costs, DefaultRates())
}

// atOnce makes a first layer take pixels of so many bits at once.
func atOnce(bits int) func(l *Layer) {
	return func(l *Layer) { l.Cycles, l.Random, l.Parallel = bits, false, true }
}

// StreamEnergy tells by which factor the energy of an image falls where the first layer takes streams of single bits
// instead of pixels of bits bits, over the length of the streams. c are the counts of the network with streams, costs
// those of its memory by layer.
func (claim Claim) StreamEnergy(c Counts, costs []devices.Costs, bits int) Claim {
	streams, parallel := Compute(c, costs, DefaultRates()), withFirst(c, costs, atOnce(bits))
	serial := withFirst(c, costs, func(l *Layer) { l.Cycles, l.Random, l.Weighed = bits, false, true })
	ofParallel := devices.Curve{Name: "from pixels at once", Style: devices.StyleLine}
	ofSerial := devices.Curve{Name: "from pixels bit by bit", Style: devices.StyleLine}
	longest := 0
	for n := 1; n <= longestStream; n++ {
		s := withFirst(c, costs, func(l *Layer) { l.Cycles = n })
		ofParallel.X, ofParallel.Y = append(ofParallel.X, float64(n)), append(ofParallel.Y, parallel.Image/s.Image)
		ofSerial.X, ofSerial.Y = append(ofSerial.X, float64(n)), append(ofSerial.Y, serial.Image/s.Image)
		if parallel.Image/s.Image >= claim.Factor {
			longest = n
		}
	}
	claim.Numbers = []devices.Number{
		{Key: "streams", Label: fmt.Sprintf("an image, streams of %d", c.Layers[0].Cycles),
			Value: streams.Image, Unit: "J"},
		{Key: "parallel", Label: "an image, pixels at once", Value: parallel.Image, Unit: "J"},
		{Key: "serial", Label: "an image, pixels bit by bit", Value: serial.Image, Unit: "J"},
	}
	claim.Factors = []float64{parallel.Image / streams.Image, serial.Image / streams.Image}
	claim.Holds = longest > 0
	claim.Words = fmt.Sprintf("The factor %.3g is reached for N up to %d.", claim.Factor, longest)
	if !claim.Holds {
		claim.Words = fmt.Sprintf("The factor %.3g is not reached: a single presentation saves %.3g.", claim.Factor,
			ofParallel.Y[0])
	}
	claim.Words += fmt.Sprintf(" Streams of %d take %.3g of the energy of pixels at once, and %.3g of that of "+
		"pixels bit by bit.", c.Layers[0].Cycles,
		streams.Image/parallel.Image, streams.Image/serial.Image)
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "presentations N",
		Y: "energy of an image saved by a factor", LogX: true, LogY: true,
		Lines: []devices.Curve{ofParallel, ofSerial, rule("claimed", 1, longestStream, claim.Factor)},
		Words: claim.Words}
	return claim
}

// StreamArea tells by which factor the area falls likewise, over the width of the pixels. The claim holds where the
// logic alone, at least, saves as much.
func (claim Claim) StreamArea(c Counts, costs []devices.Costs, bits int) Claim {
	streams := Compute(c, costs, DefaultRates())
	ofLogic := devices.Curve{Name: "of the logic", Style: devices.StyleLine}
	ofChip := devices.Curve{Name: "of logic and array", Style: devices.StyleLine}
	for n := 1; n <= widestPixels; n++ {
		parallel := withFirst(c, costs, atOnce(n))
		ofLogic.X, ofLogic.Y = append(ofLogic.X, float64(n)),
			append(ofLogic.Y, parallel.logicArea()/streams.logicArea())
		ofChip.X, ofChip.Y = append(ofChip.X, float64(n)), append(ofChip.Y, parallel.Area/streams.Area)
	}
	claim.Factors = []float64{ofLogic.Y[bits-1], ofChip.Y[bits-1]}
	saved := func(factor float64) float64 { return 100 * (1 - 1/factor) }
	claim.Numbers = []devices.Number{
		{Key: "logic", Label: "area of the logic that is saved", Value: saved(claim.Factors[0]), Unit: "%"},
		{Key: "chip", Label: "area of logic and array that is saved", Value: saved(claim.Factors[1]), Unit: "%"},
	}
	verdict := "does not hold"
	switch enough := claim.Factor * (1 - tolerance); {
	case claim.Factors[1] >= enough:
		claim.Holds, verdict = true, "holds"
	case claim.Factors[0] >= enough:
		claim.Holds, verdict = true, "holds for the logic"
	}
	claim.Words = fmt.Sprintf("That %.0f %% are saved %s: %.0f %% of the area of the logic of all layers, %.0f %% of "+
		"that of logic and array together.",
		saved(claim.Factor), verdict, saved(claim.Factors[0]), saved(claim.Factors[1]))
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "bits of a pixel that come at once",
		Y:     "area saved by a factor",
		Lines: []devices.Curve{ofLogic, ofChip, rule("claimed", 1, widestPixels, claim.Factor)}, Words: claim.Words}
	return claim
}

// logicArea (m2) is that of all but the array.
func (l *Ledger) logicArea() (m2 float64) {
	for _, p := range l.Parts {
		if p.Label != arrayPart {
			m2 += p.M2
		}
	}
	return m2
}
