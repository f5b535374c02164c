package devices

import (
	"math"
	"slices"

	"arraylab/sim/num"
)

// weakEstimate gives rates and densities from the laws by quadrature: over the slopes, the kink and the
// telegraph noise by equal shares of their laws, over R0, c1 and pink noise by a normal law of ln R.
type weakEstimate struct {
	model WeakReset
	sw    Switches
	slope []Device // equal shares of the laws of M1, TStar and M2
	log   float64  // mean of ln R0 + c1
	sd    float64  // its standard deviation
	high  []float64
}

// The quadrature's shares of each law.
const (
	weakSharesM1, weakSharesTStar, weakSharesM2 = 24, 12, 3
	weakSharesTrap                              = 8
)

func newWeakEstimate(m WeakReset, sw Switches) *weakEstimate {
	e := &weakEstimate{model: m, sw: sw, high: trapShares(m, sw)}
	if !sw.D2D {
		d := m.device(sw, m.Median(), NewStreams(0, 0, 0).D2D, 0)
		e.slope, e.log = []Device{d}, num.Log(d.R0)+d.C1
		return e
	}
	for i := range weakSharesM1 {
		for j := range weakSharesTStar {
			for k := range weakSharesM2 {
				d := Device{M1: m.M1.Quantile(share(i, weakSharesM1)),
					TStar: m.TStar.Quantile(share(j, weakSharesTStar)), M2: m.M2.Quantile(share(k, weakSharesM2))}
				if !sw.Curve {
					d.TStar, d.M2 = 0, d.M1
				}
				e.slope = append(e.slope, d)
			}
		}
	}
	const n = 200
	logs, offsets := make([]float64, n), make([]float64, n)
	for i := range n {
		logs[i], offsets[i] = num.Log(m.R0.Quantile(share(i, n))), m.C1.Quantile(share(i, n))
	}
	mean, a := MeanSD(logs)
	c, b := MeanSD(offsets)
	e.log, e.sd = mean+c, hypotenuse(a, b)
	return e
}

// share is the middle of the i-th of n equal parts of a law.
func share(i, n int) float64 { return (float64(i) + 0.5) / float64(n) }

// trapShares are equal shares of the law of U1 U2 Amp, the telegraph noise of a high trap.
func trapShares(m WeakReset, sw Switches) []float64 {
	const n = 12
	var all []float64
	for i := range n * n * n {
		amp := m.Amp.Median()
		if sw.D2D {
			amp = m.Amp.Quantile(share(i/n/n, n))
		}
		all = append(all, share(i%n, n)*share(i/n%n, n)*amp)
	}
	slices.Sort(all)
	few := weakSharesTrap
	if !sw.D2D { // nothing else spreads the pairs, and there is but one curve to go along
		few *= 8
	}
	shares := make([]float64, few)
	for i, v := range all {
		shares[i*few/len(all)] += v * float64(few) / float64(len(all))
	}
	return shares
}

// pinkMoments are mean and variance of the pink noise in ln R after pulses.
func (e *weakEstimate) pinkMoments(pulses int) (mean, variance float64) {
	if !e.sw.Pink {
		return 0, 0
	}
	if e.sw.Stationary {
		pulses = PinkTaps
	}
	for k, b := range PinkWeights() {
		if k < pulses {
			b *= e.model.PinkScale
			mean += float64(0.5 * b)
			variance += float64(b*b) / 12 // of a uniform number
		}
	}
	if e.sw.Stationary {
		mean = 0
	}
	return mean, variance
}

// over averages a function of the rise of ln R after pulses, given the spread around it of the pink noise.
func (e *weakEstimate) over(pulses int, f func(rise float64) float64) float64 {
	pink, _ := e.pinkMoments(pulses)
	sum := 0.0
	for _, d := range e.slope {
		sum += e.trapped(pulses, d.WMean(float64(pulses))-d.C1+pink, 1, f)
	}
	return sum / float64(len(e.slope))
}

// trapped averages a function of the rise over the telegraph noise of a device after pulses, which is added to it or
// taken off, by the sign.
func (e *weakEstimate) trapped(pulses int, rise, sign float64, f func(rise float64) float64) float64 {
	trap := e.model.trapHigh(e.sw, pulses)
	sum := float64((1 - trap) * f(rise))
	if trap > 0 {
		for _, h := range e.high {
			sum += float64(trap / float64(len(e.high)) * f(rise+float64(sign*h)))
		}
	}
	return sum
}

// errorRate is the probability that a pair reads other than programmed after pulses on one of its devices.
func (e *weakEstimate) errorRate(pulses int) float64 { return e.readRate(pulses, &readNoise{}) }

// readRate is that of a read with noise of its own. Equal resistances keep a random sign.
func (e *weakEstimate) readRate(pulses int, noise *readNoise) float64 {
	_, pink := e.pinkMoments(pulses)
	_, other := e.pinkMoments(0) // of the fresh device
	sd := math.Sqrt(float64(2*float64(e.sd*e.sd)) + pink + other)
	if e.sd == 0 && !e.sw.Stationary {
		sd = 0 // devices that are all alike: pink noise only raises the pulsed one
	}
	wrong := func(rise float64) float64 { return noise.rate(rise, sd) }
	return e.over(pulses, func(rise float64) float64 { return e.trapped(0, rise, -1, wrong) })
}

// density is that of ln R after pulses; the devices must differ.
func (e *weakEstimate) density(ln float64, pulses int) float64 {
	_, pink := e.pinkMoments(pulses)
	sd := math.Sqrt(float64(e.sd*e.sd) + pink)
	return e.over(pulses, func(rise float64) float64 {
		return density(ln, e.log+rise, sd)
	})
}
