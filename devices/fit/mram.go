package fit

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"arraylab/devices"
	"arraylab/devices/macrospin"
	"arraylab/sim/num"
)

// FormMacrospin is the form of error rates of writes: the macrospin model of devices.STMRAM.
const FormMacrospin = "macrospin"

// mram is a fit of error rates with what it is about.
type mram struct {
	table  *table
	rates  []rate // sorted
	f      junctionFit
	lo, hi float64 // barriers that fit as well
	timed  bool    // the table has lengths of pulses
	driven bool    // it has voltages
	at     rate    // the pulse that the experiment gets
	v      *values
	ln     []float64 // ln of the model's rate for each of rates, as the link has it
}

// errorRates fits a magnetic junction to error rates.
func errorRates(t *table) (Fit, error) {
	m := &mram{table: t, rates: sortedRates(t.rates)}
	for _, r := range m.rates {
		m.timed, m.driven = m.timed || r.seconds > 0, m.driven || r.volts > 0
	}
	if !m.falls() {
		return Fit{}, t.fail(place{}, "error rates that rise", "rates that fall with longer or stronger pulses")
	}
	m.f, m.lo, m.hi = fitJunction(m.rates)
	if math.IsInf(m.f.loss, 0) {
		return Fit{}, t.fail(place{}, "these error rates", tooFar)
	}
	m.at = m.best()
	if err := m.put(); err != nil {
		return Fit{}, err
	}
	m.follow()
	f := Fit{Form: FormMacrospin, Technology: devices.STMRAM, Values: m.v.texts, Words: m.words()}
	if r2 := m.r2(); r2 < leastRateR2 {
		t.doubt("The macrospin model does not follow these rates: R² of ln of the rate is %.2f.", r2)
	}
	f.Sheet = m.sheet()
	return f, nil
}

// leastRateR2 is the R² of ln of the rates below which the model does not follow them.
const leastRateR2 = 0.9

// falls tells whether rates fall more often than they rise from one pulse to the next stronger or longer one.
func (m *mram) falls() bool {
	groups, _ := m.groups()
	falls, rises := 0, 0
	for _, rates := range groups {
		for k := 1; k < len(rates); k++ {
			switch before, now := rates[k-1].p, rates[k].p; {
			case now < before:
				falls++
			case now > before:
				rises++
			}
		}
	}
	return falls > rises
}

// best is the pulse with the fewest errors that were seen.
func (m *mram) best() rate {
	best := rate{p: 2}
	for _, r := range m.rates {
		if r.p > 0 && r.p < best.p {
			best = r
		}
	}
	return best
}

// put turns the scales into parameters. The barrier is a parameter; the damping stands for the relaxation time, and the
// resistance of P for the critical voltage, both beside a fixed geometry.
func (m *mram) put() error {
	m.v = newValues(devices.STMRAM)
	m.v.put("delta", m.f.delta)
	m.v.put("sdra", 0)
	m.v.put("sdhk", 0)
	volts, seconds := m.at.pulse()
	if m.timed {
		if err := m.putRelaxation(1 / m.f.scale[1]); err != nil {
			return err
		}
	}
	if !m.driven {
		m.v.choose("drive", "normalized")
		m.v.put("i", volts*m.f.scale[0])
		m.v.put("tau", seconds/devices.JunctionOf(&m.v.v).TauD)
		return nil
	}
	m.v.choose("drive", "volts")
	// By Julliere's formula both directions need the same voltage; a table tells one alone.
	tmr := m.v.of("tmr")
	m.v.put("pol", math.Sqrt(tmr/(2+tmr)))
	j := devices.JunctionOf(&m.v.v)
	m.v.put("rp", m.v.of("rp")/(j.Critical[0]*m.f.scale[0]))
	m.v.put("volts", volts)
	if m.timed {
		m.v.put("pulse", seconds*1e9)
	} else {
		m.v.put("pulse", seconds*m.f.scale[1]*j.TauD*1e9)
	}
	return m.reached()
}

const tooFar = "rates that a junction reaches, with a relaxation time of some ps to some ten ns; is the unit of " +
	"the pulse length right?"

// putRelaxation sets damping, and where that does not reach, the magnetization, to a relaxation time in s.
func (m *mram) putRelaxation(want float64) error {
	alpha := m.v.of("alpha")
	// tauD goes with (1 + alpha^2)/alpha, and with the magnetization.
	x := want / devices.JunctionOf(&m.v.v).TauD * (1 + alpha*alpha) / alpha
	alpha = 1 // where no damping gives so short a time
	if x >= 2 {
		alpha = 0.5 * (x - math.Sqrt(x*x-4))
	}
	p := devices.STMRAM.ParamOf("alpha")
	m.v.put("alpha", math.Min(math.Max(alpha, p.Min), p.Max))
	if got := devices.JunctionOf(&m.v.v).TauD; math.Abs(got/want-1) > near {
		m.v.put("ms", m.v.of("ms")*want/got)
	}
	if got := devices.JunctionOf(&m.v.v).TauD; math.Abs(got/want-1) > near {
		return m.table.fail(place{}, fmt.Sprintf("a relaxation time of %.3g s", want), tooFar)
	}
	return nil
}

// near is how far a parameter of four digits may miss.
const near = 0.002

// reached refuses a critical voltage that no resistance gives.
func (m *mram) reached() error {
	critical, want := devices.JunctionOf(&m.v.v).Critical[0], 1/m.f.scale[0]
	if math.Abs(critical/want-1) > near {
		return m.table.fail(place{}, fmt.Sprintf("a critical voltage of %.3g V", want),
			"rates that a junction reaches; is the unit of the voltage right?")
	}
	return nil
}

// follow holds the device of the link, with its rounded parameters, against the rates.
func (m *mram) follow() {
	m.ln = make([]float64, len(m.rates))
	for k := range m.rates {
		m.ln[k] = m.model(m.rates[k])
	}
}

// model is ln of the rate of the device of the link under a pulse.
func (m *mram) model(r rate) float64 {
	j := devices.JunctionOf(&m.v.v)
	i, tau := j.I[0], j.Tau
	if m.driven {
		i = r.volts / j.Critical[0]
	}
	if m.timed {
		tau = r.seconds / j.TauD
	}
	t, err := macrospin.Solved(j.Delta, math.Min(math.Max(i, 0), macrospin.MaxI), macrospin.Fine)
	if err != nil {
		return math.Inf(-1)
	}
	return math.Max(t.LnWER(tau), -700)
}

// seen are ln of the measured rates and of the model's, where errors were seen.
func (m *mram) seen() (data, model []float64) {
	for k, r := range m.rates {
		if r.p > 0 {
			data, model = append(data, num.Log(r.p)), append(model, m.ln[k])
		}
	}
	return data, model
}

// r2 is the share of the variance of ln of the rates that the model explains.
func (m *mram) r2() float64 {
	data, model := m.seen()
	rss := 0.0
	for k := range data {
		rss += (data[k] - model[k]) * (data[k] - model[k])
	}
	total := stat.Variance(data, nil) * float64(len(data)-1)
	if total == 0 {
		return 0
	}
	return 1 - rss/total
}

// factor is by how much rates are off, as a factor of one standard deviation.
func (m *mram) factor() float64 {
	data, model := m.seen()
	rss := 0.0
	for k := range data {
		rss += (data[k] - model[k]) * (data[k] - model[k])
	}
	return num.Exp(math.Sqrt(rss / float64(max(len(data)-2, 1))))
}

// overLength tells whether charts run over the length of the pulse rather than over its voltage.
func (m *mram) overLength() bool {
	lengths, volts := map[float64]bool{}, map[float64]bool{}
	for _, r := range m.rates {
		lengths[r.seconds], volts[r.volts] = true, true
	}
	return len(lengths) >= len(volts)
}

// groups are the rates with the same voltage, or with the same length of pulse.
func (m *mram) groups() (groups [][]rate, names []string) {
	long := m.overLength()
	rates := slices.Clone(m.rates)
	if !long {
		slices.SortStableFunc(rates, func(a, b rate) int {
			switch {
			case a.seconds < b.seconds:
				return -1
			case a.seconds > b.seconds:
				return 1
			}
			return 0
		})
	}
	for _, r := range rates {
		last := len(groups) - 1
		if last < 0 || long && groups[last][0].volts != r.volts || !long && groups[last][0].seconds != r.seconds {
			groups = append(groups, nil)
			name := ""
			switch {
			case long && m.driven:
				name = fmt.Sprintf("%.4g V", r.volts)
			case !long && m.timed:
				name = fmt.Sprintf("%.4g ns", r.seconds*1e9)
			}
			names = append(names, name)
			last++
		}
		groups[last] = append(groups[last], r)
	}
	return groups, names
}
