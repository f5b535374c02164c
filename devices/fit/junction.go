package fit

import (
	"math"
	"sort"

	"arraylab/devices/macrospin"
	"arraylab/sim/num"
)

// The fit of error rates is one of the macrospin Fokker-Planck model (package macrospin), whose write error rate is a
// function of the barrier Delta, the current over the critical one, i = V/Vc, and the length of the pulse over the
// relaxation time, tau = t/tauD. Where the current is strong the rate falls like exp(-2 (i-1) tau): a table over
// lengths or over voltages gives two numbers, Vc and tauD, and the barrier only where the pulses are long and weak.
// So the barrier is held unless the rates tell it.

const (
	leastDelta = macrospin.MinDelta
	mostDelta  = macrospin.MaxDelta
	heldDelta  = 60 // where the table says nothing: the barrier of the default device
	// settings is how well pulses and rates are taken to be known besides the counts, as a share of the rate.
	settings = 0.05
)

// bank solves the model for one barrier at the currents that are asked for, and interpolates between them.
type bank struct {
	delta  float64
	tables map[int]*macrospin.Table
}

func newBank(delta float64) *bank { return &bank{delta, map[int]*macrospin.Table{}} }

// Currents of the bank: 0.05 1.08^k up to 18.7, and 20 at its end.
const (
	firstCurrent = 0.05
	nextCurrent  = 1.08
	lastCurrent  = 77
)

// currents are those of the bank.
var currents = func() (all [lastCurrent + 1]float64) {
	for k := range all {
		all[k] = math.Min(firstCurrent*num.Exp(float64(k)*num.Log(nextCurrent)), macrospin.MaxI)
	}
	return all
}()

// at is the solution for current k.
func (b *bank) at(k int) *macrospin.Table {
	t := b.tables[k]
	if t == nil {
		var err error
		if t, err = macrospin.Solve(b.delta, currents[k], macrospin.Coarse); err != nil {
			panic("fit: a barrier is beyond the solver")
		}
		b.tables[k] = t
	}
	return t
}

// lnWER is ln of the error rate, by a cubic through the four currents around i.
func (b *bank) lnWER(i, tau float64) float64 {
	i = math.Min(math.Max(i, firstCurrent), macrospin.MaxI)
	k := sort.SearchFloat64s(currents[:], i) - 2
	k = min(max(k, 0), lastCurrent-3)
	sum := 0.0
	for a := k; a < k+4; a++ {
		w := b.at(a).LnWER(tau)
		for c := k; c < k+4; c++ {
			if c != a {
				w *= (i - currents[c]) / (currents[a] - currents[c])
			}
		}
		sum += w
	}
	return math.Min(sum, 0)
}

// junctionFit holds the model against rates: i = volts scale[0], tau = seconds scale[1], where a table without
// voltages, or without lengths, counts as one of 1.
type junctionFit struct {
	delta float64
	scale [2]float64
	loss  float64 // weighted sum of squares of ln(rate/model), with the deviance of zeros
}

// pulse is what a rate was measured at, 1 for what the table does not tell.
func (r *rate) pulse() (volts, seconds float64) {
	volts, seconds = r.volts, r.seconds
	if volts == 0 {
		volts = 1
	}
	if seconds == 0 {
		seconds = 1
	}
	return volts, seconds
}

// weight is 1 over the variance of ln of a rate.
func (r *rate) weight() float64 {
	v := settings * settings
	if r.trials > 0 && r.p > 0 {
		v += (1 - r.p) / (r.p * r.trials)
	}
	return 1 / v
}

// ln is ln of the rate by the model.
func (f *junctionFit) ln(b *bank, r *rate) float64 {
	volts, seconds := r.pulse()
	return b.lnWER(volts*f.scale[0], seconds*f.scale[1])
}

// off is the loss of the rates.
func (f *junctionFit) off(b *bank, rates []rate) float64 {
	sum := 0.0
	for k := range rates {
		r := &rates[k]
		ln := f.ln(b, r)
		switch {
		case r.p == 0:
			sum += 2 * r.trials * num.Exp(ln)
		case r.p == 1:
			sum += -2 * r.trials * ln
		default:
			d := num.Log(r.p) - ln
			sum += d * d * r.weight()
		}
	}
	return sum
}

// middle is the geometric mean of the pulses.
func middle(rates []rate) (volts, seconds float64) {
	for k := range rates {
		v, s := rates[k].pulse()
		volts, seconds = volts+num.Log(v), seconds+num.Log(s)
	}
	n := float64(len(rates))
	return num.Exp(volts / n), num.Exp(seconds / n)
}
