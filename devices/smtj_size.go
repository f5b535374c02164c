package devices

import (
	"fmt"
	"math"

	"arraylab/devices/junction"
	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// The size of a superparamagnetic junction, of one material and one barrier oxide. Its energy barrier goes with its
// area, and so do its critical current and the current that a voltage drives through it: what a read drives, over the
// critical current, does not depend on the size. It turns the junction over within the time of a read, the likelier the
// lower the barrier is.
var (
	smtjSize = &Param{Knob: knob.Knob{
		Key: "smtjnm", Label: "Diameter", Unit: "nm", Kind: knob.Real, Min: 10, Max: 35, Def: usualJunction,
		Help:   "Diameter of the junction: its barrier goes with its area and is the one above at 20 nm.",
		Source: "assumed",
	}}
	smtjPaceBy = &Param{Knob: knob.Knob{
		Key: "pacedby", Label: "Interval given", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "time", Label: "in seconds", Help: "the same at all sizes"},
			{Value: "life", Label: "by the memory",
				Help: "in the time in which the nominal junction forgets: small junctions are read faster"},
		},
		Help: "How the sampling interval is given.", Source: "derived",
	}}
	smtjPace = &Param{Knob: knob.Knob{
		Key: "pace", Label: "Interval over memory", Kind: knob.Real, Min: 0.1, Max: 20, Def: 3,
		Help: "Sampling interval over the time 1/(a + b) in which a junction forgets its state: at 3, bits that " +
			"follow each other correlate by 5 %.",
		Source: "assumed",
	}, Acts: pacedByLife}
	smtjDisturbBy = &Param{Knob: knob.Knob{
		Key: "disturbby", Label: "Read disturb given", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "chance", Label: "as a probability", Help: "the same for all junctions"},
			{Value: "current", Label: "by the current",
				Help: "from the spin torque of the current of a read, for the time of a read: scaled junctions are " +
					"disturbed more"},
		},
		Help: "How it is told how often a read turns a junction over.", Source: "derived",
	}}
	smtjReadCurrent = &Param{Knob: knob.Knob{
		Key: "smtjreadi", Label: "Current of a read", Unit: "Ic0", Kind: knob.Real, Min: 0, Max: 0.45, Def: 0.2,
		Help:   "Current through a junction in P while it is read, over its critical current: the same at all sizes.",
		Source: "assumed",
	}, Acts: disturbedByCurrent}
	smtjReadTime = &Param{Knob: knob.Knob{
		Key: "smtjreadns", Label: "Time of a read", Unit: "ns", Kind: knob.Real, Min: 0.1, Max: 1000, Log: true,
		Def: 1, Help: "How long that current flows.", Source: "assumed",
	}, Acts: disturbedByCurrent}
)

const usualJunction = 20.0 // nm

func disturbedByCurrent(v *Values) bool { return smtjDisturbBy.Is(v, "current") }
func pacedByLife(v *Values) bool        { return smtjPaceBy.Is(v, "life") }

// smtjArea20 is the area over that at 20 nm.
func smtjArea20(v *Values) float64 {
	d := smtjSize.Of(v) / usualJunction
	return float64(d * d)
}

// smtjIntervalOf is the time between two reads, in s.
func smtjIntervalOf(v *Values) float64 {
	if !pacedByLife(v) {
		return smtjInterval.Of(v)
	}
	p, ap := smtjNominal(v).Taus()
	return smtjPace.Of(v) / (1/p + 1/ap)
}

// smtjDisturbOf is the probability that a read turns a junction that is in P over to AP.
func smtjDisturbOf(v *Values, j junction.Junction) float64 {
	if !disturbedByCurrent(v) {
		return smtjDisturb.Of(v)
	}
	j.Current = min(j.Current+smtjReadCurrent.Of(v), 0.99)
	p, _ := j.Taus()
	return -num.Expm1(float64(-1e-9*smtjReadTime.Of(v)) / p)
}

// smtjSizes is what reads do to junctions of different sizes that are read at one pace, before and after whitening.
func smtjSizes(v *Values, seed uint32) Plot {
	disturb := Curve{Name: "a read turns P over", Style: StyleLine}
	raw, dots := Curve{Name: "bias of a junction by that", Style: StyleClosed},
		Curve{Name: "bias of a junction, drawn", Style: StyleDots}
	white := Curve{Name: fmt.Sprintf("after XOR of %d", smtjXOR.Int(v)), Style: StyleClosed}
	for _, d := range Grid(11, 28, 69) {
		w, bias := smtjSized(v, d)
		disturb.addRate(d, smtjDisturbOf(&w, smtjNominal(&w)))
		raw.addRate(d, math.Abs(bias))
		white.addRate(d, math.Abs(float64(0.5*power(math.Abs(2*bias), smtjXOR.Int(v)))))
	}
	for k, d := range Grid(11, 15, 5) { // of larger ones chance hides the bias
		w, _ := smtjSized(v, d)
		j := smtjNominal(&w)
		m := smtjMeasure(junction.NewBits([]junction.Chain{smtjChain(&w, j)}, seed, uint64(3000+k)), 4*smtjWords)
		dots.addRate(d, math.Abs(m.p-smtjTelegraph(j).PAP()))
	}
	w, bias := smtjSized(v, smtjSize.Of(v))
	return Plot{Key: "size", Title: "Read disturb over the size", X: "diameter (nm)", Y: "probability, or bias of P(1)",
		LogY: true, Lines: []Curve{disturb, raw, dots, white},
		Words: fmt.Sprintf("The smaller a junction, the likelier a read turns it over: with %.2g at %.3g nm. Read every "+
			"%.2g of the times in which it forgets, its bits have a bias of %.2g by that, which XOR makes smaller.",
			smtjDisturbOf(&w, smtjNominal(&w)), smtjSize.Of(v), smtjPace.Of(v), bias),
	}
}

// smtjSized are the values at a diameter with reads that disturb by their current and come at one pace, and what the
// disturb adds to the share of ones of a nominal junction.
func smtjSized(v *Values, nm float64) (w Values, bias float64) {
	w = *v
	choose(&w, smtjDisturbBy, "current")
	choose(&w, smtjPaceBy, "life")
	smtjSize.Put(&w, nm)
	j := smtjNominal(&w)
	return w, smtjChain(&w, j).P() - smtjTelegraph(j).PAP()
}
