package ledger

import (
	"math"

	"arraylab/devices"
)

// booker makes a ledger.
type booker struct {
	l     Ledger
	rates Rates
	layer int
	costs devices.Costs
	// Of layers in digital memory:
	digital machine
	added   bool // the area of the arithmetic that they share is booked
}

// book enters events of a cost.
func (b *booker) book(phase, place, event, label string, count float64, c devices.Cost) {
	if count == 0 {
		return
	}
	row := Row{Layer: b.layer, Phase: phase, Place: place, Event: event, Label: label, Count: count, Each: c.Joules,
		Joules: count * c.Joules, Source: c.Source, Known: known(c)}
	if !row.Known {
		row.Each, row.Joules = 0, 0
		if row.Source == "" {
			row.Source = notKnown
		}
	}
	b.l.Rows = append(b.l.Rows, row)
}

// labels name the events that a rate serves beside others.
var labels = map[string]string{"input": "input bit", "output": "output bit", "shift": "shifted sum",
	"pool": "comparison of sums in a pool", "threshold": "threshold", "compare": "comparison with a random number",
	"add": "addition of a pixel", "sum": "addition of a weight", "normalize": "normalization of an output",
	"fill": "weight bit written to digital memory"}

// rate enters events of the logic or of a computer.
func (b *booker) rate(phase, place, event string, key RateKey, count float64) {
	t := table[key]
	label := t.Label
	if l := labels[event]; l != "" {
		label = l
	}
	b.book(phase, place, event, label, count, devices.Cost{Joules: b.rates[key], Source: t.Source})
}

// assume is rate where what stands for the event is assumed.
func (b *booker) assume(phase, place, event string, key RateKey, count float64, what string) {
	b.book(phase, place, event, labels[event], count,
		devices.Cost{Joules: b.rates[key], Source: table[key].Source + "; " + what})
}

// Bits of a 32-bit number that an optimizer step reads and writes for a weight: of the latent weight and both
// moments of Adam, or of the moments alone.
const (
	latentTraffic = 2 * 3 * 32
	deviceTraffic = 2 * 2 * 32
)

// train books the training run: forward, towards the inputs and weight gradient, a multiply-add a
// weight and image each; the first layer's inputs need no gradient.
func (b *booker) train(c Counts, l Layer) {
	passes := 3.0
	if b.layer == 0 {
		passes = 2
	}
	w := float64(l.Weights())
	b.rate(Training, Computer, "mac", MACFloat, passes*l.products()*float64(c.Images))
	traffic := latentTraffic
	if c.InDevices && !l.Digital {
		traffic = deviceTraffic
		b.book(Training, InArray, "read", "sensing of a weight", w*float64(c.Steps), b.costs.Read)
	}
	b.rate(Training, Computer, "dram", WeightDRAM, w*float64(traffic)*float64(c.Steps))
	b.book(Training, InArray, "pulse", "pulse", float64(l.TrainPulses), b.costs.Pulse)
	b.book(Training, InArray, "set", "SET of a device", float64(l.TrainSets), b.costs.Set)
	b.rewrite(l)
}

// rewrite books the writes of weights that turn. A weight turns to and fro, so that they take what both directions take
// on an average; what ternary weights turn to is taken to be -1 and +1 as often, and 0 half the time.
func (b *booker) rewrite(l Layer) {
	each := mean(b.costs.Write0, b.costs.Write1)
	if l.TernaryWeights {
		each = mean(each, b.costs.WriteZ)
		each.Source += "; that a half of them are writes of 0 is assumed"
	}
	b.book(Training, InArray, "rewrite", "write of a weight that turned", float64(l.Rewrites), each)
	if l.Verified {
		b.book(Training, InArray, "again", "verification of such a write", float64(l.Rewrites), devices.Cost{})
	}
}

// mean is what two events take on an average, known where both are.
func mean(x, y devices.Cost) devices.Cost {
	if !known(x) || !known(y) {
		return devices.Cost{}
	}
	x.Joules, x.Seconds = (x.Joules+y.Joules)/2, (x.Seconds+y.Seconds)/2
	return x
}

// program books the writing of the trained network.
func (b *booker) program(l Layer) {
	if l.Digital {
		b.fill(l)
		return
	}
	b.book(Programming, InArray, "write-", "write of −1", float64(l.Minus), b.costs.Write0)
	b.book(Programming, InArray, "write+", "write of +1", float64(l.Plus), b.costs.Write1)
	b.book(Programming, InArray, "write0", "write of 0", float64(l.Zeros), b.costs.WriteZ)
	b.book(Programming, InArray, "pulse", "pulse", float64(l.Pulses), b.costs.Pulse)
	b.book(Programming, InArray, "set", "SET of a device", float64(l.Sets), b.costs.Set)
	b.verify(l)
	b.refresh(l)
	word := b.rates[Word]
	words := math.Ceil(float64(l.Minus+l.Plus+l.Zeros) / word)
	b.l.Write += float64(words * (b.costs.Write0.Seconds + b.costs.Write1.Seconds))
	b.l.Write += float64(float64(l.Pulses)*b.costs.Pulse.Seconds) / word
	b.l.Write += float64(float64(l.Sets)*b.costs.Set.Seconds) / word
}

// verify books what was written again, and what was sensed for that; refreshes are taken to need as much.
func (b *booker) verify(l Layer) {
	times, word := 1+b.costs.Refreshes, b.rates[Word]
	for _, e := range []struct {
		event, label string
		count        int64
		cost         devices.Cost
	}{
		{"again0", "write of a 0 again", l.Again0, b.costs.Again0},
		{"again1", "write of a 1 again", l.Again1, b.costs.Again1},
		{"check", "sensing after a write", l.Checks, b.costs.Check},
	} {
		count := float64(times * float64(e.count))
		b.book(Programming, InArray, e.event, e.label, count, e.cost)
		b.l.Write += float64(float64(e.count)*e.cost.Seconds) / word
	}
}

// refresh books the refreshes between programming and reading. Their time is not that of programming.
func (b *booker) refresh(l Layer) {
	n := b.costs.Refreshes
	b.book(Programming, InArray, "refresh-", "refresh of −1", float64(n*float64(l.Minus)), b.costs.Write0)
	b.book(Programming, InArray, "refresh+", "refresh of +1", float64(n*float64(l.Plus)), b.costs.Write1)
	b.book(Programming, InArray, "refresh0", "refresh of 0", float64(n*float64(l.Zeros)), b.costs.WriteZ)
}

// infer books one image.
func (b *booker) infer(l Layer) {
	if l.Digital {
		b.digit(InLogic, b.digital, l)
		b.l.Latency += b.latency(b.digital, l)
		return
	}
	products, cycles, width := l.products(), float64(l.Cycles), 1.0
	b.rate(Inference, InLogic, "input", Activation, l.values()*cycles*twice(l.TernaryInputs))
	if l.Parallel {
		cycles, width = 1, cycles
	}
	b.streams(InLogic, l)
	b.book(Inference, InArray, "read", "sensing of a weight", products*cycles, b.costs.Read)
	if b.decodes() {
		b.book(Inference, InLogic, "decode", "error correction of a weight", products*cycles, b.costs.Decode)
		b.rate(Inference, InLogic, "xnor", XNOR, products*cycles)
	}
	b.rate(Inference, InLogic, "popcount", Popcount, products*cycles*width*twice(l.TernaryWeights || l.TernaryInputs))
	if l.Weighed && !l.Parallel || cycles > 1 {
		b.rate(Inference, InLogic, "shift", Add, l.made()*cycles)
	}
	b.outputs(InLogic, l)
	row := b.costs.Read.Seconds + b.costs.Decode.Seconds + b.rates[Cycle]
	b.l.Latency += float64(cycles * l.rows(b.rates[Tile]) * row)
}

// outputs books what becomes of the sums of a layer.
func (b *booker) outputs(place string, l Layer) {
	b.rate(Inference, place, "pool", Add, float64(l.Compared))
	if l.EightOutputs {
		b.assume(Inference, place, "normalize", MAC8, l.sums(), "that a normalization takes one is assumed")
		b.rate(Inference, place, "output", Activation, l.sums()*eightBits)
		return
	}
	b.rate(Inference, place, "threshold", Add, l.sums()*twice(l.TernaryOutputs))
	b.rate(Inference, place, "output", Activation, l.sums()*twice(l.TernaryOutputs))
}

// twice counts what three levels take two of: bits of an activation, thresholds of a neuron, popcounts, of the products
// +1 and of those -1 apart (assumed).
func twice(ternary bool) float64 {
	if ternary {
		return 2
	}
	return 1
}

// streams books the making of stochastic streams: a random number and a comparison for each bit.
func (b *booker) streams(place string, l Layer) {
	if l.Random {
		bits := l.values() * float64(l.Cycles)
		b.rate(Inference, place, "random", RandomBit, randomBits*bits)
		b.rate(Inference, place, "compare", Add, bits)
	}
}

// randomBits is the width of the random number that makes one bit of a stream of 8-bit pixels (assumed).
const randomBits = 8

// decodes tells whether words are corrected before the XNOR.
func (b *booker) decodes() bool { return known(b.costs.Decode) && b.costs.Decode.Joules > 0 }

// arrayPart is the share of the cells and their amplifiers.
const arrayPart = "array"

// build books the area of a layer.
func (b *booker) build(l Layer) {
	if l.Digital {
		b.buildDigital(l)
		return
	}
	w, adders := float64(l.Weights()), l.columns(b.rates[Tile])
	switch {
	case l.Parallel:
		adders *= float64(l.Cycles)
	case l.Random:
		adders += float64(l.Inputs * randomBits) // comparators; one random number serves all pixels (assumed)
	}
	b.l.Cells += float64(w * b.costs.Cells)
	b.part(arrayPart, float64(w*b.costs.Area), b.costs.AreaSource, b.costs.Area > 0)
	b.part(table[AdderArea].Label, float64(adders*b.rates[AdderArea]), table[AdderArea].Source, true)
}

// part adds to a share of the area.
func (b *booker) part(label string, m2 float64, source string, known bool) {
	if !known {
		m2, source = 0, notKnown
	}
	for i := range b.l.Parts {
		if p := &b.l.Parts[i]; p.Label == label {
			p.M2, p.Known = p.M2+m2, p.Known && known
			return
		}
	}
	b.l.Parts = append(b.l.Parts, Part{label, m2, source, known})
}
