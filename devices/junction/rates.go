package junction

import (
	"math"

	"arraylab/sim/num"
)

// Junction is one superparamagnetic junction under a constant current.
type Junction struct {
	Barrier float64 // Delta: energy barrier in units of kT, positive
	Current float64 // i, in units of the critical current, -1 < i < 1; positive favours AP
	TauD    float64 // damping time (1+alpha^2)/(alpha gamma0 mu0 Hk) in s
}

// ClosedTaus returns the mean times in P and in AP by the closed form for high barriers,
//
//	tau = tauD sqrt(pi/Delta)/((1-i^2)(1-+i)) exp(Delta (1-+i)^2),  - for P, + for AP
//
// the inverse of the thermal switching rate in arXiv:1708.01671. Without current it is 26 % low at Delta =
// 3, 14 % at 8, 7 % at 15 and 2 % at 60.
func (j Junction) ClosedTaus() (p, ap float64) {
	return j.closed(j.Current), j.closed(-j.Current)
}

func (j Junction) closed(i float64) float64 {
	rise := float64(j.Barrier * float64((1-i)*(1-i)))
	return float64(j.TauD*math.Sqrt(math.Pi/j.Barrier)) / float64((1-float64(i*i))*(1-i)) * num.Exp(rise)
}

// Taus returns the mean times in P and in AP by integrating the mean first-passage time of the magnet's
// angle, at any barrier. With z = cos(theta) the macrospin under heat drifts by (1-z^2)(z-i) and diffuses by
// (1-z^2)/(2 Delta) per tauD. From the bottom of its well at z = 1 it first reaches the saddle z = i after
//
//	T = 2 Delta tauD  integral_i^1 dy/(1-y^2) exp(-Delta (y-i)^2)  integral_y^1 dx exp(Delta (x-i)^2)
//
// There it falls into the other well with probability q, before it is back in its own, so tau = T/q; without
// current q = 1/2. Being in a well means: at its thermal mean, 1 - |z| = 1/(2 Delta (1-+i)), or half-way from
// the saddle to its bottom where that is further. Against the
// slowest relaxation of the whole distribution, tau is within 0.3 % at Delta = 8 without current,
// within 10 % for Delta >= 3 there, and within 15 % where the lower barrier Delta (1-|i|)^2 is 2 or more.
func (j Junction) Taus() (p, ap float64) {
	return j.passage(j.Current), j.passage(-j.Current)
}

// Panels of the quadratures. With them the error of tau is below 1e-5 up to a barrier of 30 and 1e-4 up to
// 60, for currents |i| <= 0.5.
const (
	panels      = 400
	scalePanels = 100
)

func (j Junction) passage(i float64) float64 {
	home, other := j.scale(i), j.scale(-i)
	// q is home/(home+other): the drift apart, the nearer well is the likelier one.
	return float64(j.TauD*float64(2*j.Barrier)) * j.toSaddle(i) * (home + other) / home
}

// toSaddle is the double integral of Taus. The inner integral advances with the outer one by Simpson's rule;
// to the middle of a panel it is that of the same parabola. exp(Delta (1-i)^2), which both exponentials
// would hold, cancels.
func (j Junction) toSaddle(i float64) float64 {
	h := (1 - i) / panels
	top := float64((1 - i) * (1 - i))
	weight := func(y float64) float64 { return num.Exp(float64(j.Barrier * (float64((y-i)*(y-i)) - top))) }
	value := func(y, w, inner float64) float64 { return inner / float64(w*float64((1-y)*(1+y))) }
	// Where y nears 1 the inner integral is 1-y.
	sum, inner, w0, v0 := 0.0, 0.0, 1.0, 0.5
	for k := range panels {
		middle, end := 1-float64((float64(k)+0.5)*h), 1-float64(float64(k+1)*h)
		w1, w2 := weight(middle), weight(end)
		half := inner + float64(h/24*(float64(5*w0)+float64(8*w1)-w2))
		inner += float64(h / 6 * (w0 + float64(4*w1) + w2))
		v1, v2 := value(middle, w1, half), value(end, w2, inner)
		sum += float64(h / 6 * (v0 + float64(4*v1) + v2))
		w0, v0 = w2, v2
	}
	return sum
}

// scale is the scale function integral dy exp(-Delta (y-i)^2)/(1-y^2) from the saddle y = i to the thermal
// mean of the well at y = 1, or half-way up there where that is further.
func (j Junction) scale(i float64) float64 {
	to := math.Max(1-1/float64(2*j.Barrier*(1-i)), (1+i)/2)
	h := (to - i) / scalePanels
	value := func(y float64) float64 {
		return num.Exp(float64(-j.Barrier*float64((y-i)*(y-i)))) / float64((1-y)*(1+y))
	}
	sum := 0.0
	for k := range scalePanels {
		y := i + float64(float64(k)*h)
		sum += float64(h / 6 * (value(y) + float64(4*value(y+float64(h/2))) + value(y+h)))
	}
	return sum
}
