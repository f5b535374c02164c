package devices

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/num"
)

// weakPopulation is a population of weak-RESET devices: device k is the device BL of pair k in the first layer of a
// chip, so that no two share a draw.
type weakPopulation struct {
	model   WeakReset
	sw      Switches
	streams Streams
	median  Device
}

func newWeakPopulation(v *Values, seed uint32) *weakPopulation {
	m := HfOxWeakReset()
	return &weakPopulation{model: m, sw: weakSwitches(v), streams: NewStreams(seed, seed, 0), median: m.Median()}
}

// single returns device k, without pulses.
func (p *weakPopulation) single(k int) Single {
	i := 2 * uint64(k)
	return Single{Model: p.model, Switches: p.sw, Streams: p.streams, I: i, Device: p.model.device(p.sw, p.median, p.streams.D2D, i)}
}

// resistances are those of the first n devices, in ohm, after so many pulses in one step, in which they are read.
func (p *weakPopulation) resistances(n, pulses int) []float64 {
	r := make([]float64, n)
	for k := range r {
		s := p.single(k)
		s.Pulse(pulses, 1)
		r[k] = s.R(1)
	}
	return r
}

// weakSheet characterises the weak RESET.
func weakSheet(v *Values, ask Ask) (Sheet, error) {
	p, pulses := newWeakPopulation(v, ask.Seed), weakPulses.Int(v)
	r := p.resistances(ask.N, pulses)
	s := Sheet{Numbers: Summary(r, "R", "ohm")}
	estimate := newWeakEstimate(p.model, p.sw)
	pairs := min(ask.N, 100_000)
	costs := weakCosts(v)
	typical := p.median
	if !p.sw.Curve {
		typical.TStar, typical.M2 = 0, typical.M1
	}
	s.Numbers = append(s.Numbers,
		Number{Key: "median_device", Label: "R of the median device without noise", Value: typical.Resistance(typical.WMean(float64(pulses))), Unit: "ohm",
			Note: "every parameter at the median of its law: not the median of the population"},
		Number{Key: "error_rate", Label: "Pairs that read other than programmed", Value: p.errorRates(pairs, pulses)[0], Note: fmt.Sprintf("of %d pairs", pairs)},
		Number{Key: "error_estimate", Label: "The same, from the laws", Value: estimate.errorRate(pulses), Note: "quadrature; R0 and c1 as normal laws"},
		Number{Key: "trap_high", Label: "Traps that are high", Value: p.trapHigh(pulses)},
		Number{Key: "joules", Label: "Energy to program a bit", Value: float64(float64(pulses) * costs.Pulse.Joules), Unit: "J", Note: costs.Pulse.Source},
	)
	s.Notes = []string{
		"The population is that of the fitted laws, for up to 2,000 pulses of one fixed condition.",
		"The published fits of pink noise are not centred: it raises ln R by 0.054 on average.",
		"Energies, read time and area are assumed: they are in no source that can be read.",
	}
	if ask.Charts {
		s.Charts = []Plot{p.curveChart(pulses), p.distributionChart(r, pulses, estimate), p.noiseChart(max(pulses, 100)), p.errorChart(pulses, estimate)}
	}
	return s, nil
}

// trapHigh is the probability that a trap is high after pulses in one step.
func (p *weakPopulation) trapHigh(pulses int) float64 {
	if !p.sw.RTN {
		return 0
	}
	return p.model.TrapHigh(false, pulses)
}

// errorRates program n fresh pairs to +1 as a chip does, with each number of pulses anew, and return the shares that
// read -1.
func (p *weakPopulation) errorRates(n int, pulses ...int) []float64 {
	const some = 1 << 14 // pairs in memory at a time
	want := make([]int8, min(n, some))
	for i := range want {
		want[i] = 1
	}
	rates := make([]float64, len(pulses))
	for from := 0; from < n; from += some {
		to := min(from+some, n)
		a := NewPairs(p.model, p.sw, p.streams, from, to)
		a.Init(from, to)
		for i, t := range pulses {
			a.Program(from, to, want[:to-from], t, 1)
			for k := from; k < to; k++ {
				if a.Weight(k) < 0 {
					rates[i]++
				}
			}
		}
	}
	for i := range rates {
		rates[i] /= float64(n)
	}
	return rates
}

const (
	weakFollowed = 24   // devices drawn one by one
	weakDrawn    = 1500 // devices behind quantile curves
)

// curveChart is the resistance over pulses of a few devices, with the quantiles of many.
func (p *weakPopulation) curveChart(pulses int) Plot {
	x := Grid(0, 2000, 41)
	c := Plot{Key: "curve", Title: "Resistance over pulses", X: "weak RESET pulses", Y: "R (ohm)", LogY: true}
	for k := range weakFollowed {
		s := p.single(k)
		line := Curve{Name: "devices", Style: StyleLine, X: x, Y: make([]float64, len(x))}
		for i := range x {
			if i > 0 {
				s.Pulse(int(x[i]-x[i-1]), uint64(i))
			}
			line.Y[i] = s.R(uint64(i))
		}
		c.Lines = append(c.Lines, line)
	}
	quiet := *p
	quiet.sw.RTN, quiet.sw.Pink = false, false
	devices := make([]Single, weakDrawn)
	for k := range devices {
		devices[k] = quiet.single(k)
	}
	bands := [3]Curve{{Name: "5 %, 95 % without noise", Style: StyleClosed}, {Name: "median without noise", Style: StyleClosed}, {Name: "5 %, 95 % without noise", Style: StyleClosed}}
	r := make([]float64, weakDrawn)
	for _, t := range x {
		for k := range devices {
			r[k] = devices[k].Device.Resistance(devices[k].Device.WMean(t))
		}
		slices.Sort(r)
		for b, q := range [3]float64{0.05, 0.5, 0.95} {
			bands[b].add(t, Quantile(r, q))
		}
	}
	median := bands[1].Y
	c.Lines = append(c.Lines, bands[0], bands[2], bands[1], markAt("programming", float64(pulses), median[pulses/50]))
	c.Words = fmt.Sprintf("Without noise the median rises from %.0f to %.0f ohm over 2,000 pulses; nine in ten devices end between %.0f and %.0f ohm.",
		median[0], median[40], bands[0].Y[40], bands[2].Y[40])
	return c
}

// distributionChart is the drawn population against the density that the laws give.
func (p *weakPopulation) distributionChart(sorted []float64, pulses int, e *weakEstimate) Plot {
	bars := Histogram("population", logsOf(sorted), 40).OfLogs()
	c := Plot{Key: "distribution", Title: fmt.Sprintf("Resistances after %d pulses", pulses), X: "R (ohm)", Y: "density of ln R", LogX: true, Lines: []Curve{bars}}
	if p.sw.D2D {
		x := GridLog(bars.X[0], bars.X[len(bars.X)-1], 80)
		c.Lines = append(c.Lines, CurveOf("from the laws", StyleClosed, x, func(r float64) float64 { return e.density(num.Log(r), pulses) }))
	}
	c.Words = fmt.Sprintf("Half of the devices lie below %.0f ohm, nine in ten between %.0f and %.0f ohm.",
		Quantile(sorted, 0.5), Quantile(sorted, 0.05), Quantile(sorted, 0.95))
	return c
}

// noiseChart follows the device of the first ones whose trap is high longest, pulse by pulse.
func (p *weakPopulation) noiseChart(pulses int) Plot {
	every := max(1, pulses/250)
	best, most := 0, -1
	for k := range weakFollowed {
		s, high := p.single(k), 0
		for step := 1; step <= pulses/every; step++ {
			if s.Pulse(every, uint64(step)); s.High {
				high++
			}
		}
		if high > most {
			best, most = k, high
		}
	}
	s := p.single(best)
	noisy, mean := Curve{Name: "as it is read", Style: StyleLine}, Curve{Name: "without noise", Style: StyleClosed}
	for step := 0; step <= pulses/every; step++ {
		if step > 0 {
			s.Pulse(every, uint64(step))
		}
		t := float64(s.T)
		noisy.add(t, s.R(uint64(step)))
		mean.add(t, s.Device.Resistance(s.Device.WMean(t)))
	}
	return Plot{Key: "noise", Title: "One device through its noise", X: "weak RESET pulses", Y: "R (ohm)", Lines: []Curve{noisy, mean},
		Words: fmt.Sprintf("Device %d, read %d times, every %d pulses: its trap is high in %d of the readings.", best, pulses/every, every, most)}
}

// errorChart is the rate of wrong pairs over pulses.
func (p *weakPopulation) errorChart(pulses int, e *weakEstimate) Plot {
	x := append([]float64{0, 10, 20, 50}, Grid(100, 2000, 20)...)
	dots := Curve{Name: "4,000 pairs", Style: StyleDots, X: x}
	at := make([]int, len(x))
	for i := range x {
		at[i] = int(x[i])
	}
	dots.Y = p.errorRates(4000, at...)
	of := func(t float64) float64 { return e.errorRate(int(t)) }
	now := of(float64(pulses))
	return Plot{Key: "errors", Title: "Pairs that read other than programmed", X: "programming pulses", Y: "error rate",
		Lines: []Curve{CurveOf("from the laws", StyleClosed, x, of), dots, markAt("programming", float64(pulses), now)},
		Words: fmt.Sprintf("After %d pulses %.3g of the pairs read other than programmed, %.3g after 2,000.", pulses, now, of(2000))}
}

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
	e := &weakEstimate{model: m, sw: sw, high: trapShares(m)}
	share := func(i, n int) float64 { return (float64(i) + 0.5) / float64(n) }
	if !sw.D2D {
		d := m.device(sw, m.Median(), NewStreams(0, 0, 0).D2D, 0)
		e.slope, e.log = []Device{d}, num.Log(d.R0)+d.C1
		return e
	}
	for i := range weakSharesM1 {
		for j := range weakSharesTStar {
			for k := range weakSharesM2 {
				d := Device{M1: m.M1.Quantile(share(i, weakSharesM1)), TStar: m.TStar.Quantile(share(j, weakSharesTStar)), M2: m.M2.Quantile(share(k, weakSharesM2))}
				if !sw.Curve {
					d.TStar, d.M2 = 0, d.M1
				}
				e.slope = append(e.slope, d)
			}
		}
	}
	const n = 200
	logs := make([]float64, n)
	for i := range logs {
		logs[i] = num.Log(m.R0.Quantile(share(i, n)))
	}
	mean, a := MeanSD(logs)
	for i := range logs {
		logs[i] = m.C1.Quantile(share(i, n))
	}
	c, b := MeanSD(logs)
	e.log, e.sd = mean+c, math.Sqrt(float64(a*a)+float64(b*b))
	return e
}

// trapShares are equal shares of the law of U1 U2 Amp, the telegraph noise of a high trap.
func trapShares(m WeakReset) []float64 {
	const n = 12
	var all []float64
	for i := range n * n * n {
		u1, u2 := (float64(i%n)+0.5)/n, (float64(i/n%n)+0.5)/n
		all = append(all, u1*u2*m.Amp.Quantile((float64(i/n/n)+0.5)/n))
	}
	slices.Sort(all)
	shares := make([]float64, weakSharesTrap)
	for i, v := range all {
		shares[i*weakSharesTrap/len(all)] += v * weakSharesTrap / float64(len(all))
	}
	return shares
}

// pinkMoments are mean and variance of the pink noise in ln R after pulses.
func (e *weakEstimate) pinkMoments(pulses int) (mean, variance float64) {
	if !e.sw.Pink {
		return 0, 0
	}
	for k, b := range PinkWeights() {
		if k < pulses {
			b *= e.model.PinkScale
			mean += float64(0.5 * b)
			variance += float64(b*b) / 12 // of a uniform number
		}
	}
	return mean, variance
}

// over averages a function of the rise of ln R after pulses, given the spread around it of the pink noise.
func (e *weakEstimate) over(pulses int, f func(rise float64) float64) float64 {
	pink, _ := e.pinkMoments(pulses)
	trap := 0.0
	if e.sw.RTN {
		trap = e.model.TrapHigh(false, pulses)
	}
	sum := 0.0
	for _, d := range e.slope {
		rise := d.WMean(float64(pulses)) - d.C1 + pink
		sum += float64((1 - trap) * f(rise))
		if trap > 0 {
			for _, h := range e.high {
				sum += float64(trap / weakSharesTrap * f(rise+h))
			}
		}
	}
	return sum / float64(len(e.slope))
}

// errorRate is the probability that a pair reads other than programmed after pulses on one of its devices.
func (e *weakEstimate) errorRate(pulses int) float64 {
	_, pink := e.pinkMoments(pulses)
	sd := math.Sqrt(float64(2*float64(e.sd*e.sd)) + pink)
	if e.sd == 0 {
		sd = 0 // devices that are all alike: pink noise only raises the pulsed one
	}
	return e.over(pulses, func(rise float64) float64 {
		switch {
		case sd > 0:
			return num.NormCDF(-rise / sd)
		case rise == 0:
			return 0.5 // equal resistances keep a random sign
		}
		return 0
	})
}

// density is that of ln R after pulses; the devices must differ.
func (e *weakEstimate) density(ln float64, pulses int) float64 {
	_, pink := e.pinkMoments(pulses)
	sd := math.Sqrt(float64(e.sd*e.sd) + pink)
	return e.over(pulses, func(rise float64) float64 {
		return density(ln, e.log+rise, sd)
	})
}
