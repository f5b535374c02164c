package devices

import "fmt"

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
	s := Single{Model: p.model, Switches: p.sw, Streams: p.streams, I: i,
		Device: p.model.device(p.sw, p.median, p.streams.D2D, i)}
	s.fresh()
	return s
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
	estimate := p.estimate(p.sw)
	quiet, published, stationary := p.sw.noises()
	pairs := min(ask.N, 100_000)
	costs := weakCosts(v)
	typical := p.median
	if !p.sw.Curve {
		typical.TStar, typical.M2 = 0, typical.M1
	}
	s.Numbers = append(s.Numbers,
		Number{Key: "median_device", Label: "R of the median device without noise",
			Value: typical.Resistance(typical.WMean(float64(pulses))), Unit: "ohm",
			Note: "every parameter at the median of its law: not the median of the population"},
		Number{Key: "error_rate", Label: "Pairs that read other than programmed", Value: p.errorRates(pairs, pulses)[0],
			Note: fmt.Sprintf("of %d pairs", pairs)},
		Number{Key: "error_estimate", Label: "The same, from the laws", Value: estimate.errorRate(pulses),
			Note: "quadrature; R0 and c1 as normal laws"},
		Number{Key: "error_quiet", Label: "The same without noise", Value: p.estimate(quiet).errorRate(pulses),
			Note: "from the laws: what spread alone does"},
		Number{Key: "error_published", Label: "The same with noise as published",
			Value: p.estimate(published).errorRate(pulses),
			Note:  "from the laws: noise lifts pulsed devices alone, and so mends pairs"},
		Number{Key: "error_stationary", Label: "The same with noise of all devices, centred",
			Value: p.estimate(stationary).errorRate(pulses), Note: "from the laws: noise breaks pairs"},
		Number{Key: "trap_high", Label: "Traps that are high", Value: p.model.trapHigh(p.sw, pulses)},
		Number{Key: "joules", Label: "Energy to program a bit", Value: float64(float64(pulses) * costs.Pulse.Joules),
			Unit: "J", Note: costs.Pulse.Source},
	)
	s.Notes = []string{
		"The population is that of the fitted laws, for up to 2,000 pulses of one fixed condition.",
		"The published noise is not centred: pink noise raises ln R of a pulsed device by 0.054 on average and " +
			"telegraph noise never lowers it, while fresh devices make none. So noise makes fewer pairs read wrong " +
			"than spread alone does. Noise of all devices alike, centred, is the other choice.",
		"Energies, read time and area are assumed: they are in no source that can be read.",
	}
	build := func(n int) Pulsed { return NewPairs(p.model, p.sw, p.streams, 0, n) }
	s.pulsesVerified(verifyPulses.Int(v), pulses, p.estimate(quiet).errorRate, build, costs, ask)
	s.storedReads(v, pulses, verifyPulses.Int(v),
		func(noise *readNoise) float64 { return estimate.readRate(pulses, noise) }, build, ask)
	if ask.Charts {
		s.Charts = []Plot{p.curveChart(pulses), p.distributionChart(r, pulses, estimate),
			p.noiseChart(max(pulses, 100)), p.errorChart(pulses, estimate)}
	}
	return s, nil
}

// estimate is from the laws of the population, under other switches.
func (p *weakPopulation) estimate(sw Switches) *weakEstimate { return newWeakEstimate(p.model, sw) }

// noises are the switches without noise, and with their noise in both forms.
func (s Switches) noises() (quiet, published, stationary Switches) {
	quiet, published, stationary = s, s, s
	quiet.RTN, quiet.Pink = false, false
	published.Stationary, stationary.Stationary = false, true
	return quiet, published, stationary
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
