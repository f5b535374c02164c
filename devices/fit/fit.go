package fit

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/stat"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// Fit is what a table of measurements became.
type Fit struct {
	Form string
	// Technology is the memory of the device: devices.MeasuredDevice, or devices.STMRAM for error rates.
	Technology *devices.Technology
	// Values are the texts of the link's keys: the memory, the form and its numbers.
	Values map[string]string
	// Sheet holds the goodness of fit as numbers, and the data against the fit as charts.
	Sheet devices.Sheet
	// Words say what was read, in which units, which form was taken and why, and what of the file was not used.
	Words string
	// Doubts must be said in front of the fit, and answered before the device is used: one sentence each.
	Doubts []string
}

// Given is what is told of a file beside it.
type Given struct {
	Columns Columns // of a CSV file whose header does not make them clear
	Delta   float64 // barrier of the junction over kT, which error rates are then fitted with; 0 where it is not known
}

// Measured reads a CSV or JSON file and fits a device to it; name is the file's, for messages. The error is a
// *FileError or a *ColumnsError.
func Measured(file []byte, name string, given Given) (Fit, error) {
	t, err := read(file, name, given.Columns)
	if err != nil {
		return Fit{}, err
	}
	if err := t.holdBarrier(given.Delta); err != nil {
		return Fit{}, err
	}
	f, err := t.fit()
	if err != nil {
		return Fit{}, err
	}
	f.Words = strings.Join(append([]string{f.Words}, t.said...), " ")
	f.Doubts = t.doubts
	return f, nil
}

// fit makes a device of what the table holds.
func (t *table) fit() (Fit, error) {
	switch {
	case len(t.devices) > 0:
		return overPulses(t)
	case len(t.rates) > 0:
		return errorRates(t)
	}
	return states(t), nil
}

// values collects numbers for the parameters of a technology: rounded, and cut to what they take.
type values struct {
	technology *devices.Technology
	v          devices.Values
	texts      map[string]string
}

func newValues(t *devices.Technology) *values {
	return &values{t, t.Defaults(), map[string]string{"memory": t.Name}}
}

// newMeasured are those of a measured device of a form.
func newMeasured(form string) *values {
	v := newValues(devices.MeasuredDevice)
	v.choose("form", form)
	return v
}

func (v *values) choose(key, option string) {
	p := v.technology.ParamOf(key)
	x, err := p.Parse(option)
	if err != nil {
		panic("fit: the memory has no such option")
	}
	p.Put(&v.v, x)
	v.texts[key] = option
}

func (v *values) put(key string, x float64) {
	p := v.technology.ParamOf(key)
	if p.Kind == knob.Whole {
		x = math.Round(x)
	} else {
		x = devices.Round(x)
	}
	x = math.Min(math.Max(x, p.Min), p.Max)
	p.Put(&v.v, x)
	v.texts[key] = p.Spell(x)
}

// of is the number of a parameter.
func (v *values) of(key string) float64 { return v.technology.ParamOf(key).Of(&v.v) }

// carried is the note of every fit.
const carried = "The link carries the numbers of the fit, rounded to four digits, and nothing of the file."

// Where a form over pulses fits.
const (
	leastR2      = 0.95 // of ln R within the devices
	mostResidual = 2    // over that of the curve
)

// candidate is a form that was fitted to devices over pulses.
type candidate struct {
	form     string
	rss      float64 // of ln R
	deviance float64 // -2 ln of the likelihood, up to what is the same for all
	freedom  int     // parameters
}

// attempts are all forms, fitted to a table.
type attempts struct {
	table       *table
	last        float64
	n           int     // readings
	total       float64 // sum of squares of ln R within the devices
	lines       []line
	conductance *conductance
	curve       *curve
	all         [3]candidate
}

func attempt(t *table) *attempts {
	a := &attempts{table: t, last: lastPulse(t)}
	for _, d := range t.devices {
		a.n += len(d.t)
		a.total += stat.Variance(d.ln, nil) * float64(len(d.ln)-1)
	}
	a.lines, a.conductance, a.curve = lines(t), fitConductance(t, a.last), fitCurve(t, a.last)
	rss := 0.0
	for _, l := range a.lines {
		rss += l.rss
	}
	n := len(t.devices)
	white := func(rss float64) float64 { return float64(a.n) * num.Log(max(rss/float64(a.n), 1e-14)) }
	a.all = [3]candidate{
		{devices.FormLine, rss, white(rss), 4 * n},
		{devices.FormConductance, a.conductance.rss, a.conductance.deviance, 3 + n},
		{devices.FormCurve, a.curve.rss, white(a.curve.rss), devices.Knots + 2*n},
	}
	return a
}

// r2 is the share of the variance within the devices that a form explains.
func (a *attempts) r2(c *candidate) float64 {
	if a.total == 0 {
		return 1
	}
	return 1 - c.rss/a.total
}

// residual is the standard deviation of what a form leaves over, in ln R.
func (a *attempts) residual(c *candidate) float64 {
	return math.Sqrt(c.rss / float64(max(a.n-c.freedom, 1)))
}

// criterion is the Bayesian information criterion, up to a constant of the table.
func (a *attempts) criterion(c *candidate) float64 {
	return c.deviance + float64(float64(c.freedom)*num.Log(float64(a.n)))
}

// fits tells whether a form is good enough. 1e-3 is a residual that no measurement would show.
func (a *attempts) fits(c *candidate) bool {
	return a.r2(c) >= leastR2 && a.residual(c) <= max(mostResidual*a.residual(&a.all[2]), 1e-3)
}

// chosen is the form to take.
func (a *attempts) chosen() *candidate {
	best := &a.all[2]
	for i := range a.all[:2] {
		c := &a.all[i]
		if a.fits(c) && (best == &a.all[2] || a.criterion(c) < a.criterion(best)) {
			best = c
		}
	}
	return best
}

func overPulses(t *table) (Fit, error) {
	if lastPulse(t) < 1 {
		return Fit{}, t.fail(place{}, "no pulses", "readings after at least one pulse")
	}
	t.doubtSize(num.Exp(medianOf(across(t, 0))))
	a := attempt(t)
	c := a.chosen()
	v := newMeasured(c.form)
	v.put("mlast", a.last)
	v.put("pulses", math.Min(a.last, 1000))
	v.put("mnoise", a.residual(c))
	switch c.form {
	case devices.FormLine:
		a.putLine(v)
	case devices.FormConductance:
		a.putConductance(v)
	default:
		a.putCurve(v)
	}
	f := Fit{Form: c.form, Technology: devices.MeasuredDevice, Values: v.texts}
	f.Words = a.words(c)
	f.Sheet = a.sheet(c, &v.v)
	return f, nil
}

// putSlope puts the law of slopes and returns it.
func (v *values) putSlope(key string, m []float64, least float64) string {
	law, median, sd := slopeLaw(m, least)
	v.choose(key+"law", law)
	v.put(key, median)
	if law == devices.LawLognormal {
		v.put(key+"sd", sd)
	}
	return law
}

// laws are the parameters of the lines, device by device; kinks are those that stand out of the noise.
func (a *attempts) laws() (r0, m1, kinks, m2 []float64) {
	kinks, settled := settle(a.table, a.lines, a.residual(&a.all[0]))
	for _, l := range settled {
		r0, m1, m2 = append(r0, num.Exp(l.a)), append(m1, l.m1), append(m2, l.m2)
	}
	return r0, m1, kinks, m2
}

func (a *attempts) putLine(v *values) {
	r0, m1, k, m2 := a.laws()
	ln, _ := logs(r0)
	v.put("mr", num.Exp(stat.Mean(ln, nil)))
	v.put("mrsd", deviation(ln))
	if least := leastOf(m1); v.putSlope("ms1", m1, least) == devices.LawExponential {
		v.put("ms1min", least)
	}
	v.putSlope("ms2", m2, 0)
	median, sd, first := kinkLaw(k, a.last)
	v.put("mkink", median)
	v.put("mkinksd", sd)
	v.put("mkinkmin", first)
}

func (a *attempts) putConductance(v *values) {
	c := a.conductance
	gmax := num.Exp(stat.Mean(c.ln, nil))
	b := c.b()
	v.put("mgmax", gmax)
	v.put("mgmin", gmax*c.g(c.gran))
	v.put("mb", b)
	v.put("mgran", c.gran)
	v.put("mgsd", deviation(c.ln))
	v.put("msnr", 0)
	if c.walks {
		// The noise of one pulse in G is snr sqrt(C)/gran.
		rootC := math.Sqrt(gmax * c.drop * num.Expm1(b))
		v.put("msnr", math.Sqrt(c.walk)*gmax*c.gran/rootC)
		v.put("mnoise", 0)
	}
}

func (a *attempts) putCurve(v *values) {
	for j, ln := range a.curve.ln {
		v.put(fmt.Sprintf("q%d", j), num.Exp(ln))
	}
	v.put("mrsd", deviation(a.curve.offset))
	v.put("mrise", a.curve.riseSD())
}
