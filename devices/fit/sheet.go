package fit

import (
	"fmt"
	"slices"

	"arraylab/devices"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

var names = map[string]string{
	devices.FormLine: "kinked line of ln R", devices.FormConductance: "conductance form",
	devices.FormCurve:     "measured curve",
	devices.FormLognormal: "log-normal", devices.FormQuantiles: "measured quantiles",
}

// words say what was read and what became of it.
func (a *attempts) words(c *candidate) string {
	s := fmt.Sprintf("%s: %d devices with %d readings up to %.0f pulses. ", a.table.file, len(a.table.devices), a.n,
		a.last)
	if c.form == devices.FormCurve {
		s += "No formula fits, so the median curve itself is used, with an offset and a factor for each device: "
	} else {
		s += "The " + names[c.form] + " fits: "
	}
	return s + fmt.Sprintf("R² of ln R within the devices is %.4f, and readings lie %.2g %% of R off, as a "+
		"standard deviation.", a.r2(c), 100*a.residual(c))
}

// sheet is the goodness of fit with the data against the fit.
func (a *attempts) sheet(c *candidate, v *devices.Values) devices.Sheet {
	var s devices.Sheet
	count := func(key, label string, n int) {
		s.Numbers = append(s.Numbers, devices.Number{Key: key, Label: label, Value: float64(n)})
	}
	count("devices", "Devices", len(a.table.devices))
	count("readings", "Readings", a.n)
	for i := range a.all {
		o := &a.all[i]
		note := names[o.form]
		if o == c {
			note += ", taken"
		}
		s.Numbers = append(s.Numbers,
			devices.Number{Key: "r2_" + o.form, Label: "R² of ln R within the devices", Value: a.r2(o), Note: note},
			devices.Number{Key: "residual_" + o.form, Label: "Residual of ln R", Value: a.residual(o), Note: note},
			devices.Number{Key: "bic_" + o.form, Label: "Bayesian information criterion", Value: a.criterion(o),
				Note: note})
	}
	s.Charts = []devices.Plot{a.dataPlot(v), a.residualPlot(c)}
	if c.form == devices.FormLine {
		a.addLaws(&s, v)
	}
	if len(a.table.devices) < few {
		s.Notes = append(s.Notes,
			fmt.Sprintf("%d devices tell little of the spread from device to device: 20 or more do.",
				len(a.table.devices)))
	}
	s.Notes = append(s.Notes, carried)
	return s
}

// mostDots is the most dots of a curve.
const mostDots = 1500

// dataPlot shows the readings against the median device of the fit.
func (a *attempts) dataPlot(v *devices.Values) devices.Plot {
	every := (a.n + mostDots - 1) / mostDots
	var x, y []float64
	i := 0
	for _, d := range a.table.devices {
		for j := range d.t {
			if i%every == 0 {
				x, y = append(x, d.t[j]), append(y, num.Exp(d.ln[j]))
			}
			i++
		}
	}
	var at, middle, closed []float64
	for j := range 61 {
		t := float64(int(a.last * float64(j) / 60))
		if j > 0 && t <= at[len(at)-1] {
			continue
		}
		at, middle = append(at, t), append(middle, num.Exp(medianOf(across(a.table, t))))
		closed = append(closed, devices.MeasuredOhms(v, t))
	}
	return devices.Plot{
		Key: "fit", Title: "The readings and the fit", X: "pulses", Y: "R (Ω)", LogY: true,
		Lines: []devices.Curve{
			{Name: "readings", Style: devices.StyleDots, X: x, Y: y}, {Name: "median of the devices",
				Style: devices.StyleLine, X: at, Y: middle},
			{Name: "median device of the fit", Style: devices.StyleClosed, X: at, Y: closed},
		},
		Words: fmt.Sprintf("After %.0f pulses the median of the devices is %.4g Ω and the median device of the "+
			"fit %.4g Ω.", a.last, middle[len(middle)-1], closed[len(closed)-1]),
	}
}

// fitted is ln R of device i by a form.
func (a *attempts) fitted(form string, i int, t float64) float64 {
	switch form {
	case devices.FormLine:
		return a.lines[i].at(t)
	case devices.FormConductance:
		return -a.conductance.ln[i] - num.Log(a.conductance.g(t))
	}
	return a.curve.offset[i] + float64(a.curve.rise[i]*(a.curve.at(t)-a.curve.ln[0]))
}

// residualPlot shows what the form leaves over.
func (a *attempts) residualPlot(c *candidate) devices.Plot {
	every := (a.n + mostDots - 1) / mostDots
	var x, y []float64
	n := 0
	for i, d := range a.table.devices {
		for j, t := range d.t {
			if n%every == 0 {
				x, y = append(x, t), append(y, d.ln[j]-a.fitted(c.form, i, t))
			}
			n++
		}
	}
	return devices.Plot{
		Key: "residuals", Title: "What the fit of each device leaves over", X: "pulses", Y: "ln R − fit",
		Lines: []devices.Curve{{Name: "readings", Style: devices.StyleDots, X: x, Y: y}},
		Words: fmt.Sprintf("The standard deviation of what is left is %.3g in ln R.", a.residual(c)),
	}
}

// addLaws tests the laws of the population and draws them.
func (a *attempts) addLaws(s *devices.Sheet, v *devices.Values) {
	model := devices.MeasuredLine(v)
	r0, m1, k, m2 := a.laws()
	for _, l := range []struct {
		key, title, unit string
		x                []float64
		law              rng.Law
	}{
		{"mr", "Resistance without pulses", "Ω", r0, model.R0}, {"ms1", "First slope", "per pulse", m1, model.M1},
		{"mkink", "Kink", "pulses", k, model.TStar}, {"ms2", "Second slope", "per pulse", m2, model.M2},
	} {
		d := distance(l.x, l.law.CDF)
		p := kolmogorov(d, len(l.x))
		s.Numbers = append(s.Numbers, devices.Number{
			Key: "ks_" + l.key, Label: l.title + ": distance from its law (Kolmogorov-Smirnov)", Value: d,
			Note: fmt.Sprintf("probability of more: %.2g, too high as the law was fitted to the same devices", p),
		})
		if p < 0.01 {
			s.Notes = append(s.Notes,
				fmt.Sprintf("%s: the devices follow their law badly (Kolmogorov-Smirnov distance %.3g).", l.title, d))
		}
		s.Charts = append(s.Charts, lawPlot(l.key, l.title, l.unit, l.x, l.law, d))
	}
}

// lawPlot shows the devices against the law of one parameter.
func lawPlot(key, title, unit string, x []float64, law rng.Law, d float64) devices.Plot {
	x = slices.Sorted(slices.Values(x))
	p := make([]float64, len(x))
	for i := range p {
		p[i] = (float64(i) + 0.5) / float64(len(x))
	}
	every := (len(x) + mostDots - 1) / mostDots
	var dx, dp, lx, lp []float64
	for i := 0; i < len(x); i += every {
		dx, dp = append(dx, x[i]), append(dp, p[i])
	}
	for i := range 99 {
		u := float64(i+1) / 100
		lx, lp = append(lx, law.Quantile(u)), append(lp, u)
	}
	return devices.Plot{
		Key: key, Title: title + " from device to device", X: title + " (" + unit + ")", Y: "share of the " +
			"devices below",
		Lines: []devices.Curve{{Name: "devices", Style: devices.StyleDots, X: dx, Y: dp},
			{Name: "law", Style: devices.StyleClosed, X: lx, Y: lp}},
		Words: fmt.Sprintf("The devices are at most %.3g away from their law.", d),
	}
}

func statesWords(t *table, form string, d [2]float64) string {
	s := fmt.Sprintf("%s: %d samples of LRS and %d of HRS. ", t.file, len(t.low), len(t.high))
	if form == devices.FormLognormal {
		s += "Both are log-normal"
	} else {
		s += "They are not log-normal, so their measured quantiles are used"
	}
	return s + fmt.Sprintf(" (modified Kolmogorov-Smirnov distance %.2f and %.2f, at most %.3f would be).", d[0],
		d[1], lillieforsLimit)
}

// statesSheet is the goodness of fit of both states with the samples against the fit.
func statesSheet(low, high []float64, d [2]float64, v *devices.Values) devices.Sheet {
	var s devices.Sheet
	plot := devices.Plot{Key: "fit", Title: "The samples and the fit", X: "R (Ω)",
		Y: "normal quantile of the probability", LogX: true}
	l, h := devices.MeasuredStates(v)
	for i, x := range [][]float64{low, high} {
		name, key, law := []string{"LRS", "HRS"}[i], []string{"lrs", "hrs"}[i], []*devices.State{&l, &h}[i]
		chi2, p, bins := chiSquared(x)
		s.Numbers = append(s.Numbers,
			devices.Number{Key: "n_" + key, Label: "Samples of " + name, Value: float64(len(x))},
			devices.Number{Key: "ks_" + key,
				Label: name + ": distance from a log-normal law (Kolmogorov-Smirnov, modified by Lilliefors' " +
					"test)", Value: d[i], Note: "log-normal is refused at 1 % above 1.035"},
			devices.Number{Key: "chi2_" + key, Label: name + ": chi squared of a log-normal law", Value: chi2,
				Note: fmt.Sprintf("%d bins, probability of more %.2g", bins, p)},
			devices.Number{Key: "r2_" + key, Label: name + ": R² of the normal plot of ln R", Value: straightness(x)})
		var dx, dz, lx, lz []float64
		every := (len(x) + mostDots - 1) / mostDots
		for j := 0; j < len(x); j += every {
			dx, dz = append(dx, num.Exp(x[j])), append(dz, num.InvNorm((float64(j)+0.5)/float64(len(x))))
		}
		for j := range 61 {
			z := float64(j-30) / 10
			lx, lz = append(lx, num.Exp(law.At(z))), append(lz, z)
		}
		plot.Lines = append(plot.Lines, devices.Curve{Name: name + ", samples", Style: devices.StyleDots, X: dx,
			Y: dz}, devices.Curve{Name: name + ", fit", Style: devices.StyleClosed, X: lx, Y: lz})
	}
	s.Numbers = append(s.Numbers, devices.Number{Key: "ber_2t2r", Label: "Bit errors of the fit, differential",
		Value: devices.Misread(&l, &h)})
	plot.Words = fmt.Sprintf("The median LRS of the fit is %.4g Ω, the median HRS %.4g Ω.", num.Exp(l.At(0)),
		num.Exp(h.At(0)))
	s.Charts = []devices.Plot{plot}
	s.Notes = []string{carried}
	return s
}
