// Package num holds elementary functions that give the same bits on every machine.
//
// The functions of package math do not: amd64 has an assembly Exp, and some targets fuse a
// product and a sum into one rounding. Here only +, -, *, / and Sqrt of float64 are used, which
// IEEE 754 rounds in one way, and every product that feeds a sum is converted explicitly,
// which by the Go specification forbids fusing. Errors are stated in ulp, units in the last
// place of the result, against the exact function.
//
// Exp, Log, Expm1, Erf, Erfc and CosPi follow FreeBSD's msun (Sun Microsystems 1993), under:
//
//	Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//	Developed at SunPro, a Sun Microsystems, Inc. business.
//	Permission to use, copy, modify, and distribute this software is freely granted,
//	provided that this notice is preserved.
package num

import "math"

// mad is x*y + z with the product rounded first, on every machine.
func mad(x, y, z float64) float64 { return float64(x*y) + z }

// ln 2 in two parts: the trailing 21 bits of the upper one are zero, so that its products with
// exponents are exact.
const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
	log2e = 1.44269504088896338700e+00
)

// scale returns y * 2^k for y near 1.
func scale(y float64, k int) float64 {
	if k > -1021 && k < 1023 {
		return y * math.Float64frombits(uint64(k+1023)<<52)
	}
	return math.Ldexp(y, k)
}
