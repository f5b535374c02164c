package devices

import (
	"fmt"
	"slices"

	"arraylab/sim/num"
)

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
	bands := p.bands(x)
	median := bands[1].Y
	c.Lines = append(c.Lines, bands[0], bands[2], bands[1], markAt("programming", float64(pulses), median[pulses/50]))
	c.Words = fmt.Sprintf("Without noise the median rises from %.0f to %.0f ohm over 2,000 pulses; nine in ten "+
		"devices end between %.0f and %.0f ohm.",
		median[0], median[40], bands[0].Y[40], bands[2].Y[40])
	return c
}

// bands are the 5 %, 50 % and 95 % quantiles of the resistances without noise over pulses.
func (p *weakPopulation) bands(pulses []float64) [3]Curve {
	quiet := *p
	quiet.sw.RTN, quiet.sw.Pink = false, false
	devices := make([]Single, weakDrawn)
	for k := range devices {
		devices[k] = quiet.single(k)
	}
	bands := [3]Curve{{Name: "5 %, 95 % without noise", Style: StyleClosed},
		{Name: "median without noise", Style: StyleClosed}, {Name: "5 %, 95 % without noise", Style: StyleClosed}}
	r := make([]float64, weakDrawn)
	for _, t := range pulses {
		for k := range devices {
			r[k] = devices[k].Device.Resistance(devices[k].Device.WMean(t))
		}
		slices.Sort(r)
		for b, q := range [3]float64{0.05, 0.5, 0.95} {
			bands[b].add(t, Quantile(r, q))
		}
	}
	return bands
}

// distributionChart is the drawn population against the density that the laws give.
func (p *weakPopulation) distributionChart(sorted []float64, pulses int, e *weakEstimate) Plot {
	bars := Histogram("population", logsOf(sorted), 40).OfLogs()
	c := Plot{Key: "distribution", Title: fmt.Sprintf("Resistances after %d pulses", pulses), X: "R (ohm)",
		Y: "density of ln R", LogX: true, Lines: []Curve{bars}}
	if p.sw.D2D {
		x := GridLog(bars.X[0], bars.X[len(bars.X)-1], 80)
		c.Lines = append(c.Lines, CurveOf("from the laws", StyleClosed, x, func(r float64) float64 {
			return e.density(num.Log(r), pulses)
		}))
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
	return Plot{Key: "noise", Title: "One device through its noise", X: "weak RESET pulses", Y: "R (ohm)",
		Lines: []Curve{noisy, mean},
		Words: fmt.Sprintf("Device %d, read %d times, every %d pulses: its trap is high in %d of the readings.", best,
			pulses/every, every, most)}
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
	of := func(e *weakEstimate) func(t float64) float64 {
		return func(t float64) float64 { return e.errorRate(int(t)) }
	}
	now := e.errorRate(pulses)
	quiet, other, stationary := p.sw.noises()
	name := "noise as published"
	if !p.sw.Stationary {
		other, name = stationary, "noise of all devices, centred"
	}
	return Plot{Key: "errors", Title: "Pairs that read other than programmed", X: "programming pulses", Y: "error rate",
		Lines: []Curve{CurveOf("from the laws", StyleClosed, x, of(e)), dots,
			CurveOf("without noise", StyleLine, x, of(p.estimate(quiet))),
			CurveOf(name, StyleLine, x, of(p.estimate(other))), markAt("programming", float64(pulses), now)},
		Words: fmt.Sprintf("After %d pulses %.3g of the pairs read other than programmed, %.3g after 2,000; without "+
			"noise it would be %.3g, with %s %.3g.", pulses, now, e.errorRate(2000),
			p.estimate(quiet).errorRate(pulses), name, p.estimate(other).errorRate(pulses))}
}
