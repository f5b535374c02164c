package devices

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// follower is one device of Responses by itself: for charts, and to test the array.
type follower struct {
	law    Response
	traits Traits
	state  float32
	noise  *rng.Source
}

func follow(law Response, d2d rng.Stream, noise *rng.Source, i uint64) *follower {
	return &follower{law: law, traits: law.Traits(d2d, i), noise: noise}
}

func (f *follower) pulse(n int) {
	if n == 0 {
		return
	}
	z := 0.0
	if f.law.PulseNoise() {
		z = num.InvNorm(f.noise.Float64())
	}
	f.state = f.law.Pulse(&f.traits, f.state, n, z)
}

// ohms is the resistance as a read finds it.
func (f *follower) ohms() float64 {
	ln := float64(f.law.Ln(&f.traits, f.state))
	if sd := f.law.ReadNoise(); sd > 0 {
		ln += float64(sd * num.InvNorm(f.noise.Float64()))
	}
	return ohmsOf(f.law, ln)
}

// pulsedSheet characterises a population of devices after so many pulses.
func pulsedSheet(law Response, pulses int, ask Ask) Sheet {
	r := drawnResistances(law, pulses, ask)
	s := Sheet{Numbers: append(Summary(r, "R", "Ω"), misread(law, pulses, ask))}
	if pulses > law.Measured() {
		s.Notes = append(s.Notes, fmt.Sprintf(
			"The law ends at %d pulses: beyond, R is an extrapolation or stands still.", law.Measured()))
	}
	if ask.Charts {
		s.Charts = []Plot{pulseCurves(law, pulses, ask), resistancePlot(r), oneDevice(law, ask),
			misreadCurve(law, pulses, ask)}
	}
	return s
}

// drawnResistances are the resistances of ask.N devices, in ohm.
func drawnResistances(law Response, pulses int, ask Ask) []float64 {
	d2d, noise := rng.New(ask.Seed, rng.D2D), rng.New(ask.Seed, rng.PulseNoise)
	r := make([]float64, max(ask.N, 1))
	for i := range r {
		f := follow(law, d2d, noise.Source(uint64(i)), uint64(i))
		f.pulse(pulses)
		r[i] = f.ohms()
	}
	return r
}

// sheetPairs is how many pairs a Sheet stores bits in, at most.
const sheetPairs = 10000

// misread is the share of pairs that read other than what the pulses stored in them.
func misread(law Response, pulses int, ask Ask) Number {
	n := max(min(ask.N/2, sheetPairs), 1)
	p := wrong(law, pulses, n, ask)
	return Number{
		Key: "ber", Label: "Stored bits that are wrong", Value: p,
		Note: fmt.Sprintf("%d pairs; standard error %.1g", n, standardError(p, n)),
	}
}

// wrong stores +1 in n fresh pairs and returns the share of those that read -1.
func wrong(law Response, pulses, n int, ask Ask) float64 {
	pairs := NewResponses(law, NewResponseStreams(ask.Seed, ask.Seed, 0), 0, n)
	pairs.Init(0, n)
	w := make([]int8, n)
	for i := range w {
		w[i] = 1
	}
	pairs.Program(0, n, w, pulses, 0)
	bad := 0
	for k := range n {
		if pairs.Weight(k) < 0 {
			bad++
		}
	}
	return float64(bad) / float64(n)
}

// along are pulse numbers from 0 to well beyond the measured ones or those in use, at most so many.
func along(law Response, pulses, points int) []float64 {
	end := max(min(law.Measured(), MaxPulses), min(pulses, 2*law.Measured()), 1)
	var x []float64
	for i := range points {
		if t := math.Floor(float64(end) * float64(i) / float64(points-1)); i == 0 || t > x[len(x)-1] {
			x = append(x, t)
		}
	}
	return x
}

// pulseCurves shows a live population over its pulses against the closed form of the median device.
func pulseCurves(law Response, pulses int, ask Ask) Plot {
	x := along(law, pulses, 41)
	d2d, noise := rng.New(ask.Seed, rng.D2D), rng.New(ask.Seed, rng.PulseNoise)
	const n = 1000
	all := make([]*follower, n)
	for i := range all {
		all[i] = follow(law, d2d, noise.Source(uint64(i)), uint64(i))
	}
	closed, p5, p50, p95 := make([]float64, len(x)), make([]float64, len(x)), make([]float64, len(x)),
		make([]float64, len(x))
	r, before := make([]float64, n), 0.0
	for j, t := range x {
		for i, f := range all {
			f.pulse(int(t - before))
			r[i] = f.ohms()
		}
		before = t
		slices.Sort(r)
		p5[j], p50[j], p95[j] = Quantile(r, 0.05), Quantile(r, 0.5), Quantile(r, 0.95)
		closed[j] = closedOhms(law, t)
	}
	at := float64(pulses)
	return Plot{
		Key: "pulses", Title: "Resistance over pulses", X: "pulses", Y: "R (Ω)",
		Lines: []Curve{
			{"5 % of 1000 devices", StyleLine, x, p5}, {"half of them", StyleLine, x, p50}, {"95 %", StyleLine, x, p95},
			{"median device, closed form", StyleClosed, x, closed},
			markAt("pulses that store a bit", at, closedOhms(law, at)),
		},
		Words: fmt.Sprintf("The median device rises from %.4g Ω without pulses to %.4g Ω after %.0f.", closed[0],
			closed[len(closed)-1], x[len(x)-1]),
	}
}

// closedOhms is the resistance of the median device without noise.
func closedOhms(law Response, t float64) float64 {
	var traits Traits
	if m, ok := law.(interface{ Median() Traits }); ok {
		traits = m.Median()
	}
	state := float32(0)
	if t >= 1 {
		state = law.Pulse(&traits, 0, int(t), 0)
	}
	return ohmsOf(law, float64(law.Ln(&traits, state)))
}

// oneDevice follows one device, read after each pulse or few.
func oneDevice(law Response, ask Ask) Plot {
	x := along(law, 0, 251)
	f := follow(law, rng.New(ask.Seed, rng.D2D), rng.New(ask.Seed, rng.PulsedRead).Source(0), 0)
	y, before := make([]float64, len(x)), 0.0
	for j, t := range x {
		f.pulse(int(t - before))
		y[j], before = f.ohms(), t
	}
	return Plot{
		Key: "device", Title: "One device through its noise", X: "pulses", Y: "R (Ω)",
		Lines: []Curve{{"device 0", StyleLine, x, y}},
		Words: fmt.Sprintf("Device 0 goes from %.4g Ω to %.4g Ω in %.0f pulses.", y[0], y[len(y)-1], x[len(x)-1]),
	}
}

// misreadCurve shows how many stored bits are wrong over the pulses that store them.
func misreadCurve(law Response, pulses int, ask Ask) Plot {
	var x, y []float64
	const n = 2000
	last := -1.0
	for _, t := range along(law, pulses, 13) {
		if t > last {
			x, y = append(x, t), append(y, wrong(law, int(t), n, ask))
		}
		last = t
	}
	return Plot{
		Key: "ber", Title: "Stored bits that are wrong", X: "pulses to store a bit", Y: "share of the bits",
		Lines: []Curve{{fmt.Sprintf("%d pairs", n), StyleLine, x, y}},
		Words: fmt.Sprintf("%.2g of the bits are wrong without pulses, %.2g after %.0f.", y[0],
			y[len(y)-1], x[len(x)-1]),
	}
}

// resistancePlot counts sorted resistances in bins of ln R; X are in ohm.
func resistancePlot(r []float64) Plot {
	lo, hi := num.Log(r[0]), num.Log(r[len(r)-1])
	if !(hi-lo > 1e-6) {
		lo, hi = lo-0.01, hi+0.01
	}
	bars := Bars(fmt.Sprintf("%d devices", len(r)), logsOf(r), lo, hi+float64((hi-lo)*1e-9), 40).OfLogs()
	return Plot{
		Key: "population", Title: "Resistances of the population", X: "R (Ω)", Y: "share of the devices", LogX: true,
		Lines: []Curve{bars},
		Words: fmt.Sprintf("Half of the devices lie between %.4g and %.4g Ω.", Quantile(r, 0.25), Quantile(r, 0.75)),
	}
}
