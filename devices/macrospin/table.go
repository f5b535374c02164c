package macrospin

import (
	"math"
	"sort"

	"arraylab/sim/num"
)

// LnWER is the natural logarithm of the probability left on the initial side after a pulse of length tau.
func (t *Table) LnWER(tau float64) float64 {
	last := len(t.tau) - 1
	if tau <= t.tau[last] {
		return t.between(t.left, tau)
	}
	if gone := t.Switched(tau); gone < 0.5 {
		return num.Log1p(-gone)
	}
	fall := float64(t.decay * (tau - t.tau[last]))
	if t.floor < 1e-30 { // WERs below that are no one's business, but the logarithm goes on
		return t.left[last].ln - fall
	}
	return num.Log(t.floor + float64((num.Exp(t.left[last].ln)-t.floor)*num.Exp(-fall)))
}

// WER is the probability left on the initial side after a pulse of length tau >= 0.
func (t *Table) WER(tau float64) float64 { return num.Exp(min(t.LnWER(tau), 0)) }

// Switched is 1 - WER with all digits where it is small, as in storage and at reads.
func (t *Table) Switched(tau float64) float64 {
	last := len(t.tau) - 1
	if tau <= t.tau[last] {
		k := sort.SearchFloat64s(t.tau, tau)
		if k > 0 && math.IsInf(t.switched[k-1].ln, -1) { // nothing yet one step before: a square is near enough
			x := (tau - t.tau[k-1]) / (t.tau[k] - t.tau[k-1])
			return float64(num.Exp(t.switched[k].ln) * x * x)
		}
		return min(num.Exp(t.between(t.switched, tau)), 1)
	}
	excess := num.Exp(t.left[last].ln) - t.floor
	// The mass that has passed is summed with rounding: it may exceed 1 by some 1e-14.
	return min(num.Exp(t.switched[last].ln)-float64(excess*num.Expm1(-float64(t.decay*(tau-t.tau[last])))), 1)
}

// Rate is the rate of the exponential fall, per tauD.
func (t *Table) Rate() float64 { return t.decay }

// Stay is the mean time, in tauD, that a moment is on the initial side within a pulse of length tau >= 0: the integral
// of WER over it. For a long pulse it is the mean switching time, and what never switches stays for all of tau.
func (t *Table) Stay(tau float64) (sum float64) {
	last := len(t.tau) - 1
	for k := 1; k <= last && t.tau[k-1] < tau; k++ {
		a, b := t.tau[k-1], min(t.tau[k], tau)
		middle, half := float64(0.5*(a+b)), float64(0.5*(b-a))
		// Gauss's rule: as exact as the cubic pieces
		for _, g := range [2]float64{-1 / math.Sqrt(3), 1 / math.Sqrt(3)} {
			sum += float64(half * t.WER(middle+float64(g*half)))
		}
	}
	if more := tau - t.tau[last]; more > 0 {
		excess := num.Exp(t.left[last].ln) - t.floor
		sum += float64(t.floor*more) - float64(excess*num.Expm1(-float64(t.decay*more))/t.decay)
	}
	return sum
}

// between interpolates by Hermite's cubic, which may not leave the range of its ends.
func (t *Table) between(s []side, tau float64) float64 {
	k := sort.SearchFloat64s(t.tau, tau)
	if k == 0 {
		return s[0].ln
	}
	h := t.tau[k] - t.tau[k-1]
	x := (tau - t.tau[k-1]) / h
	y := 1 - x
	a, b := s[k-1], s[k]
	rise := b.ln - a.ln
	bow := float64(float64(y*(float64(a.slope*h)-rise)) + float64(x*(rise-float64(b.slope*h))))
	ln := a.ln + float64(x*rise) + float64(float64(x*y)*bow)
	return min(max(ln, min(a.ln, b.ln)), max(a.ln, b.ln))
}

// Moments are the mean, the standard deviation and the skewness of the switching time, in tauD. What the
// current leaves on the initial side for ever (half of all moments at i = 0, next to nothing from i = 1 on) does
// not count: the time's distribution is 1 - (WER - rest)/(1 - rest).
func (t *Table) Moments() (mean, sd, skew float64) {
	last := len(t.tau) - 1
	unit := t.tau[last] + 1/t.decay // else the third power of a long time is too large for a number
	norm := 1 - t.floor
	// With W the probability left, E t^n = n times the integral of t^(n-1) W. Gauss's rule with two
	// points is as exact as the cubic pieces.
	var m1, m2, m3 float64
	for k := 1; k <= last; k++ {
		h := (t.tau[k] - t.tau[k-1]) / unit
		for _, g := range [2]float64{0.5 - 0.5/math.Sqrt(3), 0.5 + 0.5/math.Sqrt(3)} {
			at := t.tau[k-1]/unit + float64(g*h)
			w := float64(0.5*h) * (t.WER(float64(at*unit)) - t.floor) / norm
			m1 += w
			m2 += float64(2 * at * w)
			m3 += float64(3 * at * at * w)
		}
	}
	a, e := t.tau[last]/unit, (num.Exp(t.left[last].ln)-t.floor)/norm
	r := 1 / float64(t.decay*unit) // for the integrals of t^n exp(-(t-a)/r) from a on
	m1 += float64(e * r)
	m2 += float64(2 * e * r * (a + r))
	m3 += float64(3 * e * r * (float64(a*a) + float64(2*r*(a+r))))
	variance := m2 - float64(m1*m1)
	sd = math.Sqrt(variance)
	skew = (m3 - float64(3*m1*variance) - float64(m1*m1*m1)) / float64(sd*variance)
	return float64(m1 * unit), float64(sd * unit), skew
}
