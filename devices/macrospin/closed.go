package macrospin

import (
	"math"

	"arraylab/sim/num"
)

// ClosedLnWER is ln WER in closed form, for i > 1. Against the solver: from i = 3 and Delta = 40 on it agrees
// within 1 % down to a WER of 1e-5; between i = 2 and 3 it is up to 11 % high, at 1.5 by 20 to 180 %.
func ClosedLnWER(delta, i, tau float64) float64 {
	theta2 := float64(2 * num.Exp((float64(2*num.Log((i-1)/i))+float64((i-1)*math.Ln2))/(i+1)))
	head := float64(delta*theta2) * (i - 1)
	x := float64(2 * (i - 1) * tau)
	if x > 600 {
		return num.Log(head/i) - x
	}
	return num.Log(-num.Expm1(-head / (float64(i*num.Exp(x)) - 1)))
}

// ClosedHolds tells where ClosedLnWER is within 1 % of the solver, for WERs down to 1e-5.
func ClosedHolds(delta, i float64) bool { return i >= 3 && delta >= 40 }

// ClosedRate is the rate of thermally activated switching in closed form, per tauD, for i < 1: 5 to 22 % high for
// i <= 0.6 and Delta from 30 to 40.
func ClosedRate(delta, i float64) float64 {
	return float64(math.Sqrt(delta/math.Pi)*(1-float64(i*i))*(1-i)) * num.Exp(-float64(delta*float64((1-i)*(1-i))))
}
