package fit

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"arraylab/devices"
	"arraylab/sim/num"
)

// lastPulse is the number of pulses that at least half of the devices reached.
func lastPulse(t *table) float64 {
	ends := make([]float64, len(t.devices))
	for i, d := range t.devices {
		ends[i] = d.t[len(d.t)-1]
	}
	slices.Sort(ends)
	return ends[(len(ends)-1)/2]
}

// reading is ln R of a device between its readings; ends are held.
func (s *series) reading(t float64) float64 {
	i, found := slices.BinarySearch(s.t, t)
	switch {
	case found || i == 0:
		return s.ln[i]
	case i == len(s.t):
		return s.ln[i-1]
	}
	return s.ln[i-1] + float64((s.ln[i]-s.ln[i-1])*((t-s.t[i-1])/(s.t[i]-s.t[i-1])))
}

// across are ln R of the devices that reached t.
func across(t *table, at float64) (ln []float64) {
	for i := range t.devices {
		if d := &t.devices[i]; d.t[len(d.t)-1] >= at {
			ln = append(ln, d.reading(at))
		}
	}
	return ln
}

// medianOf is the median of numbers, which it sorts.
func medianOf(x []float64) float64 {
	slices.Sort(x)
	return 0.5 * (x[(len(x)-1)/2] + x[len(x)/2])
}

// curve is the median curve with what each device makes of it.
type curve struct {
	last         float64
	ln           [devices.Knots]float64 // of the median device
	offset, rise []float64              // of each device
	rss          float64
}

func fitCurve(t *table, last float64) *curve {
	c := &curve{last: last}
	for j := range c.ln {
		c.ln[j] = medianOf(across(t, devices.KnotAt(j, last)))
	}
	for i := range t.devices {
		d := &t.devices[i]
		x := make([]float64, len(d.t))
		for j, at := range d.t {
			x[j] = c.at(at) - c.ln[0]
		}
		offset, rise := stat.Mean(d.ln, nil), 0.0
		if stat.Variance(x, nil) > 1e-18 {
			offset, rise = stat.LinearRegression(x, d.ln, nil, false)
		}
		c.offset, c.rise = append(c.offset, offset), append(c.rise, rise)
		for j := range x {
			r := d.ln[j] - offset - float64(rise*x[j])
			c.rss += float64(r * r)
		}
	}
	return c
}

// at is ln R of the median device after t pulses; the last segment goes on.
func (c *curve) at(t float64) float64 {
	j := min(int(float64((devices.Knots-1)*math.Sqrt(t/c.last))), devices.Knots-2)
	lo, hi := devices.KnotAt(j, c.last), devices.KnotAt(j+1, c.last)
	return c.ln[j] + float64((c.ln[j+1]-c.ln[j])*((t-lo)/(hi-lo)))
}

// riseSD is the spread of ln of the factors on the rise.
func (c *curve) riseSD() float64 {
	var ln []float64
	for _, f := range c.rise {
		if f > 0 {
			ln = append(ln, num.Log(f))
		}
	}
	return deviation(ln)
}

// conductance is the older form: G = s (1 - drop ln(1 + per min(t,gran))) with a scale s of each device.
type conductance struct {
	drop, per, gran float64
	ln              []float64 // ln s of each device, in siemens
	rss             float64   // of ln R
	walk            float64   // variance of the noise of a pulse in G/s, where noise adds up
	walks           bool      // noise that adds up explains the readings better than noise of reading
	deviance        float64   // -2 ln of the likelihood of the readings
}

// g is G over s.
func (c *conductance) g(t float64) float64 {
	return 1 - float64(c.drop*num.Log1p(c.per*math.Min(t, c.gran)))
}

// b is the curvature of the form.
func (c *conductance) b() float64 { return num.Log1p(c.per * c.gran) }

// fitConductance fits the shape to the mean over the devices of ln R, and then a scale to each device.
func fitConductance(t *table, last float64) *conductance {
	const points = 80
	var at, mean []float64
	for i := range points {
		x := last * float64(i*i) / ((points - 1) * (points - 1))
		at, mean = append(at, x), append(mean, stat.Mean(across(t, x), nil))
	}
	of := func(x []float64) *conductance {
		return &conductance{drop: num.Exp(x[0]), per: num.Exp(x[1]) / last, gran: last * num.Exp(-x[2]*x[2])}
	}
	loss := func(x []float64) float64 {
		c := of(x)
		if !(c.g(c.gran) > 1e-6) || c.per*c.gran > 1e5 || c.b() < 0.01 {
			return math.Inf(1)
		}
		r := make([]float64, points)
		for i := range r {
			r[i] = mean[i] + num.Log(c.g(at[i]))
		}
		return stat.Variance(r, nil)
	}
	best, least := []float64{-2, 0, 0}, math.Inf(1)
	for _, per := range []float64{-2, 1, 4} {
		for _, gran := range []float64{0, 0.8, 1.5} {
			// The drop that reaches the last mean.
			c := of([]float64{0, per, gran})
			drop := num.Log(max(-num.Expm1(mean[0]-mean[points-1]), 1e-3) / num.Log1p(c.per*c.gran))
			x := minimize(loss, minimize(loss, []float64{drop, per, gran}, 300), 600)
			if l := loss(x); l < least {
				best, least = x, l
			}
		}
	}
	c := of(best)
	if c.gran > 0.98*last {
		c.gran = last
	}
	c.scales(t)
	return c
}

// scales finds the scale of each device and what is left over.
func (c *conductance) scales(t *table) {
	n, walkN, jacobian := 0, 0, 0.0
	for i := range t.devices {
		d := &t.devices[i]
		r := make([]float64, len(d.t))
		for j, at := range d.t {
			r[j] = -d.ln[j] - num.Log(c.g(at))
		}
		s := stat.Mean(r, nil)
		c.ln = append(c.ln, s)
		n += len(r)
		for j := range r {
			c.rss += float64((r[j] - s) * (r[j] - s))
		}
		w, m, ln := c.steps(d, c.first(d))
		c.walk, walkN, jacobian = c.walk+w, walkN+m, jacobian+ln
	}
	white := float64(n) * num.Log(max(c.rss/float64(n), 1e-14))
	c.deviance = white
	if walkN < n/2 {
		c.walk = 0
		return
	}
	c.walk /= float64(walkN)
	// The first readings of each device count as in the white noise.
	steps := float64(walkN)*num.Log(max(c.walk, 1e-14)) + jacobian + float64(n-walkN)*num.Log(max(c.rss/float64(n),
		1e-14))
	if steps < white {
		c.walks, c.deviance = true, steps
		for i := range c.ln {
			c.ln[i] = c.first(&t.devices[i])
		}
	}
}

// first is ln of the scale of a device by its first reading, before noise has added up.
func (c *conductance) first(d *series) float64 { return -d.ln[0] - num.Log(c.g(d.t[0])) }

// steps predicts each reading from the one before it: the sum of the squares of what was wrong in G/s over the
// pulses between them, their number, and the sum of ln of what turns their density into one of ln R.
func (c *conductance) steps(d *series, s float64) (sum float64, n int, jacobian float64) {
	for j := 1; j < len(d.t); j++ {
		if d.t[j] > c.gran {
			break // at the end nothing moves
		}
		before, now := num.Exp(-d.ln[j-1]-s), num.Exp(-d.ln[j]-s)
		u := math.Min(math.Max(num.Expm1(math.Min((1-before)/c.drop, 30))/c.per, 0), c.gran)
		pulses := d.t[j] - d.t[j-1]
		e := now - c.g(u+pulses)
		sum += float64(e*e) / pulses
		jacobian += num.Log(pulses) - 2*num.Log(now)
		n++
	}
	return sum, n, jacobian
}
