package devices

import (
	"math"

	"arraylab/devices/macrospin"
	"arraylab/sim/num"
)

// surface is an error probability p over the devices, as a function of how many standard deviations za and zb their
// RA and their anisotropy lie from the nominal ones. It is smooth in
//
//	y(za, zb) = ln(-ln(1 - p/most)) = f(za) + g(zb) + bend za zb
//
// which is ln p where p is small, and has no end where p comes to the largest one. Both polynomials go through
// solutions of the equation; f(0) is y of the nominal device, and g(0) is 0. Devices are met to 1 % of ln p with
// spreads up to 10 %, mean rates to 0.6 %; with 12 % of both the mean is 0.9 % too high, with 20 % 15 % (assumed
// spreads are 2 %).
type surface struct {
	f, g  [surfaceNodes]float64 // coefficients, the constant first; none but f[0] without that spread
	bend  float64
	most  float64 // largest p
	plain bool    // no spread at all
}

// The nodes of the polynomials lie 1.5 standard deviations apart, from -3 to 3. Further out than surfaceReach, which
// one device in 30,000 is on either side, y goes on as a straight line.
const (
	surfaceNodes = 5
	surfaceStep  = 1.5
	surfaceReach = 4.0
	surfaceBend  = 1.0 // where the mixed term is taken, on both axes
)

// newSurface takes y of devices whose RA and anisotropy are so many times the nominal ones. Spreads are shares. Coarse
// solutions will do for the differences, in which their errors cancel.
func newSurface(ra, hk, most float64, y func(ra, hk float64, g macrospin.Grid) float64) surface {
	s := surface{most: most, plain: ra == 0 && hk == 0}
	fine := y(1, 1, macrospin.Fine)
	if s.plain {
		s.f[0] = fine
		return s
	}
	at := func(za, zb float64) float64 {
		return y(max(1+float64(ra*za), leastShare), max(1+float64(hk*zb), leastShare), macrospin.Coarse)
	}
	nominal := at(0, 0)
	if ra > 0 {
		s.f = through(func(z float64) float64 { return at(z, 0) - nominal })
	}
	if hk > 0 {
		s.g = through(func(z float64) float64 { return at(0, z) - nominal })
	}
	if ra > 0 && hk > 0 {
		const z = surfaceBend
		s.bend = (at(z, z) - nominal - polynomial(&s.f, z) - polynomial(&s.g, z)) / (z * z)
	}
	s.f[0] += fine
	return s
}

// leastShare is the least that a device has of the nominal RA or anisotropy: a normal law of a wide spread would go on
// below 0.
const leastShare = 0.05

// through returns the polynomial of degree 4 through y at -3, -1.5, 0, 1.5 and 3.
func through(y func(z float64) float64) (c [surfaceNodes]float64) {
	const h = surfaceStep
	a, b, m, d, e := y(-2*h), y(-h), y(0), y(h), y(2*h)
	c[0] = m
	c[1] = (float64(8*(d-b)) - (e - a)) / (12 * h)
	c[2] = (float64(16*(d+b)) - (e + a) - float64(30*m)) / (24 * h * h)
	c[3] = ((e - a) - float64(2*(d-b))) / (12 * h * h * h)
	c[4] = ((e + a) - float64(4*(d+b)) + float64(6*m)) / (24 * h * h * h * h)
	return c
}

// polynomial is its value at z, beyond surfaceReach that of its tangent there.
func polynomial(c *[surfaceNodes]float64, z float64) float64 {
	x := min(max(z, -surfaceReach), surfaceReach)
	y, slope := 0.0, 0.0
	for k := surfaceNodes - 1; k >= 0; k-- {
		slope = float64(slope*x) + y
		y = float64(y*x) + c[k]
	}
	return y + float64(slope*(z-x))
}

// ln is ln p of a device.
func (s *surface) ln(za, zb float64) float64 {
	y := s.f[0]
	if !s.plain {
		y = polynomial(&s.f, za) + polynomial(&s.g, zb) + float64(s.bend*za*zb)
	}
	if y < smallY {
		return y + num.Log(s.most)
	}
	return num.Log(-float64(s.most * num.Expm1(-num.Exp(y))))
}

// smallY is where y is ln(p/most) to the last digit.
const smallY = -37

// yOf is y of a probability and its rest to the largest one, as shares of that, each with its digits where it is small.
func yOf(lnShare, rest float64) float64 {
	if lnShare < smallY {
		return lnShare
	}
	if share := num.Exp(lnShare); share < 0.5 {
		return num.Log(-num.Log1p(-share))
	}
	return num.Log(-num.Log(min(max(rest, 1e-300), 1)))
}

// towards is the direction in which y rises fastest in the middle, of length 1.
func (s *surface) towards() (a, b float64) {
	a = float64(0.5 * (polynomial(&s.f, 1) - polynomial(&s.f, -1)))
	b = float64(0.5 * (polynomial(&s.g, 1) - polynomial(&s.g, -1)))
	length := math.Sqrt(float64(a*a) + float64(b*b))
	if length == 0 {
		return 1, 0
	}
	return a / length, b / length
}

// over averages a function of ln p over the devices, by trapezoids on both axes.
func (s *surface) over(f func(ln float64) float64) (mean float64) {
	if s.plain {
		return f(s.ln(0, 0))
	}
	const h = 0.25
	weight := 0.0
	for za := -8.0; za <= 8; za += h {
		if s.f == [surfaceNodes]float64{s.f[0]} && za != 0 { // RA has no spread
			continue
		}
		for zb := -8.0; zb <= 8; zb += h {
			if s.g == [surfaceNodes]float64{} && zb != 0 {
				continue
			}
			w := num.Exp(-float64(0.5 * (float64(za*za) + float64(zb*zb))))
			weight += w
			mean += float64(w * f(s.ln(za, zb)))
		}
	}
	return mean / weight
}

// expected is the mean probability over the devices.
func (s *surface) expected() float64 { return s.over(num.Exp) }

// moments are mean, standard deviation and skewness of ln p over the devices: the skewness is 0 where the law is
// log-normal.
func (s *surface) moments() (mean, sd, skew float64) {
	mean = s.over(func(ln float64) float64 { return ln })
	variance := s.over(func(ln float64) float64 { return float64((ln - mean) * (ln - mean)) })
	if sd = math.Sqrt(variance); sd < 1e-9 {
		return mean, 0, 0
	}
	third := s.over(func(ln float64) float64 { return float64((ln - mean) * (ln - mean) * (ln - mean)) })
	return mean, sd, third / float64(variance*sd)
}

// The deviations z for which law tells ln p, as far as a word of 32 bits reaches.
const (
	lawReach = 6.5
	lawStep  = 1.0 / 16
	lawNodes = 2*lawReach/lawStep + 1
)

// law is p over one deviation z of a device, in the direction in which it rises fastest: at each z the mean of p over
// the other direction, so that the mean over all devices is expected. It never falls with z.
func (s *surface) law() spreadLaw {
	if s.plain {
		return spreadLaw{mean: s.ln(0, 0), most: s.most}
	}
	a, b := s.towards()
	l := spreadLaw{most: s.most, nodes: make([]float64, lawNodes)}
	l.mean, l.sd, _ = s.moments()
	for k := range l.nodes {
		z := float64(float64(k)*lawStep) - lawReach
		sum, weight := 0.0, 0.0
		for w := -4.0; w <= 4; w += 0.5 {
			share := num.Exp(-float64(0.5 * w * w))
			weight += share
			sum += float64(share * num.Exp(s.ln(float64(z*a)-float64(w*b), float64(z*b)+float64(w*a))))
		}
		l.nodes[k] = num.Log(sum / weight)
		if k > 0 {
			l.nodes[k] = max(l.nodes[k], l.nodes[k-1])
		}
	}
	return l
}

// writeSurface is that of the write errors of a direction.
func (d *mtjDevice) writeSurface(v *Values, b int) surface {
	return newSurface(mtjSpreadRA.Of(v)/100, mtjSpreadHk.Of(v)/100, 1,
		func(ra, hk float64, g macrospin.Grid) float64 {
			t, tau := d.deviating(b, ra, hk, g)
			return yOf(t.LnWER(tau), t.Switched(tau))
		})
}

// lossSurface is that of losing a stored bit in a time in s, over the anisotropy alone.
func (d *mtjDevice) lossSurface(v *Values, seconds float64) surface {
	if seconds == 0 {
		return surface{f: [surfaceNodes]float64{math.Inf(-1)}, most: 0.5, plain: true}
	}
	return newSurface(0, mtjSpreadHk.Of(v)/100, 0.5,
		func(_, hk float64, g macrospin.Grid) float64 {
			share := 2 * d.lost(seconds, hk, g)
			return yOf(num.Log(max(share, 1e-300)), 1-share)
		})
}
