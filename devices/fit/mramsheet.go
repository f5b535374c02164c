package fit

import (
	"fmt"
	"strings"

	"arraylab/devices"
	"arraylab/sim/num"
)

// words say what was read, what became of it, and what is held.
func (m *mram) words() string {
	over := "pulse length"
	switch {
	case m.timed && m.driven:
		over = "pulse length and voltage"
	case m.driven:
		over = "voltage"
	}
	zeros := len(m.rates) - m.above()
	s := fmt.Sprintf("%s: %d error rates over %s", m.table.file, len(m.rates), over)
	if zeros > 0 {
		s += fmt.Sprintf(", %d of them without an error", zeros)
	}
	s += "."
	if n := m.minus(); n > 0 {
		s += fmt.Sprintf(" Signs of voltages are ignored, for both directions are taken to be alike: "+
			"%d are below zero, %d above.", n, len(m.rates)-n)
	}
	s += " They make an ST-MRAM device, by the macrospin model: "
	s += fmt.Sprintf("R² of ln of the rate is %.4f, and rates lie a factor of %.2f off, as a standard deviation. ",
		m.r2(), m.factor())
	var fitted []string
	j := devices.JunctionOf(&m.v.v)
	if m.driven {
		fitted = append(fitted, fmt.Sprintf("the critical voltage, %.3g V", j.Critical[0]))
	} else {
		fitted = append(fitted, fmt.Sprintf("the current, %.3g of the critical one", j.I[0]))
	}
	if m.timed {
		fitted = append(fitted, fmt.Sprintf("the relaxation time, %.3g ns", j.TauD*1e9))
	} else {
		fitted = append(fitted, fmt.Sprintf("the length of the pulse, %.3g relaxation times", j.Tau))
	}
	if m.lo == m.hi && m.rates[0].delta == 0 {
		fitted = append(fitted, fmt.Sprintf("the barrier, %.3g kT", j.Delta))
	}
	return s + "Fitted: " + strings.Join(fitted, "; ") + ". " + m.held()
}

// above is how many rates are above zero.
func (m *mram) above() (n int) {
	for _, r := range m.rates {
		if r.p > 0 {
			n++
		}
	}
	return n
}

// minus is how many rates are of a voltage below zero.
func (m *mram) minus() (n int) {
	for _, r := range m.rates {
		if r.minus {
			n++
		}
	}
	return n
}

// held says what is held.
func (m *mram) held() string {
	s := "Held: "
	switch {
	case m.table.barrier:
		s += fmt.Sprintf("the barrier that was given, %.4g kT; ", m.f.delta)
	case m.rates[0].delta > 0:
		s += fmt.Sprintf("the barrier of the table, %.4g kT; ", m.f.delta)
	case m.lo < m.hi:
		s += fmt.Sprintf("a barrier of %.3g kT, for barriers from %.3g to %.3g kT fit as well; ", m.f.delta, m.lo, m.hi)
	}
	return s + "geometry, temperature and TMR of the default device, and no spread from device to device."
}

// notes say what stands for what, and what is assumed.
func (m *mram) notes() []string {
	notes := []string{"An error rate is taken as that of a write that must switch, the same in both directions: " +
		"the table does not tell them apart."}
	if m.timed {
		notes = append(notes,
			"The damping is set so that the relaxation time comes out: it is no measurement of the damping.")
	} else {
		notes = append(notes,
			"The table has no pulse length: that in ns is assumed, only its ratio to the relaxation time is fitted.")
	}
	if m.driven {
		notes = append(notes,
			"The resistance of P is set so that the critical voltage comes out: currents and energies follow "+
				"from it and are not measured.")
	} else {
		notes = append(notes,
			"The table has no voltage: currents, voltages and energies are those of the default junction at the "+
				"fitted multiple of its critical current.")
	}
	at := "The pulse is that of the table with the fewest errors"
	if m.timed {
		at += fmt.Sprintf(", %.4g ns", m.at.seconds*1e9)
	}
	if m.driven {
		at += fmt.Sprintf(", %.4g V", m.at.volts)
	}
	return append(notes, at+": move it to trade energy for errors.", carried)
}

// sheet is the goodness of fit with the rates against it.
func (m *mram) sheet() devices.Sheet {
	var s devices.Sheet
	add := func(key, label string, value float64, unit, note string) {
		s.Numbers = append(s.Numbers, devices.Number{Key: key, Label: label, Value: value, Unit: unit, Note: note})
	}
	j := devices.JunctionOf(&m.v.v)
	add("rates", "Error rates", float64(len(m.rates)), "", "")
	add("r2_rate", "R² of ln of the rate", m.r2(), "", "macrospin model")
	add("off_rate", "Factor by which rates are off", m.factor(), "", "one standard deviation")
	add("fit_delta", "Barrier of the fit", j.Delta, "kT", m.barrierNote())
	if m.driven {
		add("fit_vc", "Critical voltage of the fit", j.Critical[0], "V", "")
	} else {
		add("fit_i", "Current of the fit", j.I[0], "Ic0", "")
	}
	if m.timed {
		add("fit_taud", "Relaxation time of the fit", j.TauD, "s", "")
	} else {
		add("fit_tau", "Pulse length of the fit", j.Tau, "τD", "")
	}
	s.Charts = []devices.Plot{m.dataPlot(), m.residualPlot()}
	s.Notes = m.notes()
	return s
}

func (m *mram) barrierNote() string {
	switch {
	case m.rates[0].delta > 0:
		return "given by the table"
	case m.lo < m.hi:
		return fmt.Sprintf("held; %.3g to %.3g kT fit as well", m.lo, m.hi)
	}
	return "fitted"
}

// x is where a rate stands in the charts.
func (m *mram) x(r rate) float64 {
	if m.overLength() {
		return r.seconds * 1e9
	}
	return r.volts
}

// mostCurves is how many groups of rates a chart shows with a curve each.
const mostCurves = 6

func (m *mram) axis() string {
	if m.overLength() {
		return "length of the pulse (ns)"
	}
	return "voltage of the pulse (V)"
}

// dataPlot shows the rates against the device of the link.
func (m *mram) dataPlot() devices.Plot {
	p := devices.Plot{Key: "fit", Title: "The error rates and the fit", X: m.axis(), Y: "write error rate", LogY: true}
	groups, names := m.groups()
	for g, rates := range groups[:min(len(groups), mostCurves)] {
		var x, y, zx, zy, cx, cy []float64
		for _, r := range rates {
			if r.p > 0 {
				x, y = append(x, m.x(r)), append(y, r.p)
			} else {
				zx, zy = append(zx, m.x(r)), append(zy, 3/r.trials)
			}
		}
		for k := range 41 {
			r := rates[0]
			share := float64(k) / 40
			r.seconds += share * (rates[len(rates)-1].seconds - r.seconds)
			r.volts += share * (rates[len(rates)-1].volts - r.volts)
			if ln := m.model(r); ln > -70 {
				cx, cy = append(cx, m.x(r)), append(cy, num.Exp(ln))
			}
		}
		name := strings.TrimSpace("measured " + names[g])
		p.Lines = append(p.Lines, devices.Curve{Name: name, Style: devices.StyleDots, X: x, Y: y},
			devices.Curve{Name: strings.TrimSpace("fit " + names[g]), Style: devices.StyleClosed, X: cx, Y: cy})
		if zx != nil {
			p.Lines = append(p.Lines, devices.Curve{Name: name + ", no error: limit at 95 %",
				Style: devices.StyleDots, X: zx, Y: zy})
		}
	}
	p.Words = fmt.Sprintf("Rates lie a factor of %.2f off the fit, as a standard deviation.", m.factor())
	return p
}

// residualPlot shows what the fit leaves over.
func (m *mram) residualPlot() devices.Plot {
	var x, y []float64
	for k, r := range m.rates {
		if r.p > 0 {
			x, y = append(x, m.x(r)), append(y, num.Log(r.p)-m.ln[k])
		}
	}
	return devices.Plot{
		Key: "residuals", Title: "What the fit leaves over", X: m.axis(), Y: "ln rate − ln fit",
		Lines: []devices.Curve{{Name: "rates", Style: devices.StyleDots, X: x, Y: y}},
		Words: fmt.Sprintf("The standard deviation of what is left is %.3g in ln of the rate.", num.Log(m.factor())),
	}
}
