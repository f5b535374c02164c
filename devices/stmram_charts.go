package devices

import (
	"fmt"
	"math"
	"slices"

	"arraylab/devices/macrospin"
	"arraylab/sim/num"
)

var directions = [2]string{toAP: "P to AP", toP: "AP to P"}

func mtjCharts(v *Values, d *mtjDevice, spread *surface, ask Ask) []Plot {
	charts := []Plot{mtjPulseChart(d), mtjTimeChart(d), mtjDeviceChart(spread, ask)}
	if energy := mtjEnergyChart(v, d); len(energy.Lines) > 0 {
		charts = append(charts, energy)
	}
	return append(charts, mtjRetentionChart(d), mtjReadChart(v, d))
}

// sides are the directions to show: one where both are alike.
func (d *mtjDevice) sides() []int {
	if d.i[0] == d.i[1] {
		return []int{toAP}
	}
	return []int{toAP, toP}
}

// name is the name of a curve of a direction.
func (d *mtjDevice) name(b int) string {
	if d.i[0] == d.i[1] {
		return "both directions"
	}
	return directions[b]
}

// mtjPulseChart is the WER over the duration of the pulse.
func mtjPulseChart(d *mtjDevice) Plot {
	c := Plot{Key: "wer", Title: "Write error rate over the duration of the pulse", X: "pulse (ns)",
		Y: "write error rate", LogY: true}
	ns := d.tauD / 1e-9
	for _, b := range d.sides() {
		t := d.table(b, macrospin.Fine)
		span := 1.5 * d.tau
		for t.LnWER(span) > num.Log(1e-3) && span < 20*d.tau {
			span *= 1.3
		}
		line := Curve{Name: d.name(b) + ", solved", Style: StyleLine}
		closed := Curve{Name: d.name(b) + ", closed form", Style: StyleClosed}
		for _, tau := range Grid(0, span, 160) {
			line.addRate(float64(tau*ns), num.Exp(t.LnWER(tau)))
			if ln, ok := closedWER(d.delta, d.i[b], tau); ok {
				closed.addRate(float64(tau*ns), num.Exp(ln))
			}
		}
		here := Curve{Name: "this pulse", Style: StyleMark}
		here.addRate(float64(d.tau*ns), num.Exp(t.LnWER(d.tau)))
		c.Lines = append(c.Lines, line, closed, here)
	}
	c.Lines = nonEmpty(c.Lines...)
	wer := d.table(toAP, macrospin.Fine).WER(d.tau)
	c.Words = fmt.Sprintf("A pulse of %.3g ns leaves a share of %.2g of the devices unswitched.",
		float64(d.tau*ns), wer)
	return c
}

// closedWER is ln WER in closed form, and whether there is one.
func closedWER(delta, i, tau float64) (float64, bool) {
	switch {
	case i >= 1.5:
		return macrospin.ClosedLnWER(delta, i, tau), true
	case i <= 0.6 && i > 0:
		return -float64(macrospin.ClosedRate(delta, i) * tau), true
	}
	return 0, false
}

// mtjTimeChart is the density of the switching time.
func mtjTimeChart(d *mtjDevice) Plot {
	c := Plot{Key: "time", Title: "Distribution of the switching time", X: "switching time (τD)", Y: "density (1/τD)"}
	for _, b := range d.sides() {
		t := d.table(b, macrospin.Fine)
		mean, sd, skew := t.Moments()
		taus := Grid(0, mean+float64(5*sd), 200)
		step := taus[1]
		density := func(ln func(float64) float64) func(float64) float64 {
			return func(tau float64) float64 {
				return (num.Exp(ln(max(0, tau-float64(0.5*step)))) - num.Exp(ln(tau+float64(0.5*step)))) / step
			}
		}
		c.Lines = append(c.Lines, CurveOf(d.name(b)+", solved", StyleLine, taus, density(t.LnWER)))
		if _, ok := closedWER(d.delta, d.i[b], 1); ok {
			c.Lines = append(c.Lines, CurveOf(d.name(b)+", closed form", StyleClosed, taus,
				density(func(tau float64) float64 {
					ln, _ := closedWER(d.delta, d.i[b], tau)
					return ln
				})))
		}
		if c.Words == "" {
			c.Words = fmt.Sprintf("Junctions switch after %.3g τD on average, with a standard deviation of %.2g and "+
				"a skewness of %.2g.", mean, sd, skew)
		}
	}
	return c
}

// mtjDeviceChart is the WER of a population beside the log-normal law of its mean and spread.
func mtjDeviceChart(spread *surface, ask Ask) Plot {
	c := Plot{Key: "devices", Title: "Write error rate over the devices, P to AP",
		X: "log10 of the write error rate", Y: "density"}
	mean, sd, skew := spread.moments()
	if sd == 0 {
		c.Lines = []Curve{markAt("all devices", mean/math.Ln10, 1)}
		c.Words = "Without a spread all devices have the same write error rate."
		return c
	}
	sample := spread.draw(ask)
	for k := range sample {
		sample[k] = sample[k] / math.Ln10
	}
	slices.Sort(sample)
	bars := Histogram(fmt.Sprintf("%d devices", len(sample)), sample, 50)
	normal := func(x float64) float64 { return density(x, mean/math.Ln10, sd/math.Ln10) }
	c.Lines = []Curve{bars,
		CurveOf("log-normal of the same mean and spread", StyleClosed,
			Grid(bars.X[0], bars.X[len(bars.X)-1], 120), normal)}
	c.Words = fmt.Sprintf("Half of the devices have a write error rate above %.2g; one standard deviation is "+
		"a factor of %.3g. The skewness of ln WER is %.2g, that of a log-normal law 0.",
		num.Exp(spread.ln(0, 0)), num.Exp(sd), skew)
	return c
}

// mtjEnergyChart is the WER over the energy, as the strength of the pulse goes, without and with the code.
func mtjEnergyChart(v *Values, d *mtjDevice) Plot {
	c := Plot{Key: "energy", Title: "Write error rate over the energy of a weight",
		X: "energy of storing a weight (pJ)", Y: "write error rate", LogX: true, LogY: true}
	if half(d.volts) == 0 { // nothing to show on a logarithmic axis
		return c
	}
	at := func(factor float64) (picojoules, wer float64) {
		e := *d
		var each [2]float64
		for b := range e.i {
			e.i[b] = min(float64(d.i[b]*factor), macrospin.MaxI)
			e.volts[b] = float64(d.volts[b] * factor)
			each[b] = num.Exp(e.quickWER(b))
		}
		return float64(half(e.joules(macrospin.Coarse)) * 1e12), half(each)
	}
	code := secdedOf(v)
	cells := float64(code.N()) / float64(code.K())
	plain := Curve{Name: "without a code", Style: StyleLine}
	coded := Curve{Name: fmt.Sprintf("with the %v code", code), Style: StyleLine}
	for _, factor := range GridLog(0.3, 3, 28) {
		pj, wer := at(factor)
		plain.addRate(pj, wer)
		coded.addRate(float64(pj*cells), code.BitErrorRate(wer))
	}
	here := Curve{Name: "this pulse", Style: StyleMark}
	pj, wer := at(1)
	if hasCode(v) {
		pj, wer = float64(pj*cells), code.BitErrorRate(wer)
	}
	here.addRate(pj, wer)
	c.Lines = nonEmpty(plain, coded, here)
	c.Words = fmt.Sprintf("Storing a weight takes %.3g pJ at an error rate of %.2g.", pj, wer)
	return c
}

// mtjRetentionChart is the mean life of a bit over the barrier.
func mtjRetentionChart(d *mtjDevice) Plot {
	const year = 365.25 * 86400
	c := Plot{Key: "retention", Title: "Life of a stored bit over the barrier", X: "barrier Δ (kT)",
		Y: "mean life (years)", LogY: true}
	life := func(delta, rate float64) float64 {
		// The relaxation time goes with the field that makes the barrier.
		return float64(d.tauD*d.delta) / delta / rate / year
	}
	deltas := Grid(10, 80, 11)
	c.Lines = []Curve{
		CurveOf("solved", StyleDots, deltas, func(delta float64) float64 {
			return life(delta, 0.5*solved(delta, 0, macrospin.Coarse).Rate())
		}),
		CurveOf("closed form", StyleClosed, Grid(10, 80, 60), func(delta float64) float64 {
			return life(delta, macrospin.ClosedRate(delta, 0))
		}),
	}
	if years := d.lifetime() / year; d.delta <= 80 {
		c.Lines = append(c.Lines, markAt("this device", d.delta, years))
		c.Words = fmt.Sprintf("With a barrier of %.3g kT a bit lives %.2g years on average.", d.delta, years)
	} else {
		c.Words = fmt.Sprintf("With a barrier of %.3g kT a bit outlives the scale of this chart.", d.delta)
	}
	return c
}

// mtjReadChart is the probability of a read's disturbing over its voltage.
func mtjReadChart(v *Values, d *mtjDevice) Plot {
	c := Plot{Key: "disturb", Title: "Disturb by a read over its voltage", X: "read voltage (V)",
		Y: "probability that a P turns over", LogY: true}
	critical := float64((d.r[toAP] + d.series) * d.ic0[toAP])
	tau := float64(mtjReadTime.Of(v)*1e-9) / d.tauD
	line := Curve{Name: fmt.Sprintf("reads of %g ns", mtjReadTime.Of(v)), Style: StyleLine}
	for _, u := range Grid(0, float64(1.2*critical), 12) {
		if p := solved(d.delta, u/critical, macrospin.Coarse).Switched(tau); p >= 1e-30 {
			line.add(u, p)
		}
	}
	p := d.readDisturb(v)
	if len(line.X) > 0 {
		c.Lines = append(c.Lines, line)
	}
	if p >= 1e-30 {
		c.Lines = append(c.Lines, markAt("this read", mtjReadVolts.Of(v), p))
	}
	c.Words = fmt.Sprintf("A read at %.3g V turns a cell in P over with a probability of %.2g.", mtjReadVolts.Of(v), p)
	return c
}
