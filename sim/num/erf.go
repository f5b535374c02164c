package num

import "math"

// erx is erf(1) to single precision: the msun expansion between 0.84 and 1.25 is around it.
const erx = 8.45062911510467529297e-01

// Erf returns the error function 2/sqrt(pi) * integral of exp(-t^2) from 0 to x within 1 ulp.
// Erf(+-Inf) = +-1.
func Erf(x float64) float64 {
	z := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return x
	case z < 0.84375:
		return x + float64(x*erfSmall(float64(x*x)))
	case z < 1.25:
		z = erx + erfMiddle(z-1)
	case z < 6:
		z = 1 - erfcTail(z)
	default:
		z = 1
	}
	return math.Copysign(z, x)
}

// Erfc returns 1 - Erf(x) within 2 ulp, also where it is tiny (above 27 it underflows).
// Erfc(+Inf) = 0, Erfc(-Inf) = 2.
func Erfc(x float64) float64 {
	z := math.Abs(x)
	var y float64 // erfc(|x|)
	switch {
	case math.IsNaN(x):
		return x
	case x < 0.25 && z < 0.84375:
		return 1 - (x + float64(x*erfSmall(float64(x*x))))
	case z < 0.84375:
		return 0.5 - (float64(x*erfSmall(float64(x*x))) + (x - 0.5))
	case z < 1.25:
		y = 1 - erx - erfMiddle(z-1)
		if x < 0 {
			return 1 + (erx + erfMiddle(z-1))
		}
		return y
	case z < 28:
		y = erfcTail(z)
	}
	if x < 0 {
		return 2 - y
	}
	return y
}

// erfSmall is erf(x)/x - 1 as a function of z = x^2 < 0.84375^2.
func erfSmall(z float64) float64 {
	r := mad(z, mad(z, mad(z, mad(z, -2.37630166566501626084e-05, -5.77027029648944159157e-03),
		-2.84817495755985104766e-02), -3.25042107247001499370e-01), 1.28379167095512558561e-01)
	s := mad(z, mad(z, mad(z, mad(z, mad(z, -3.96022827877536812320e-06, 1.32494738004321644526e-04),
		5.08130628187576562776e-03), 6.50222499887672944485e-02), 3.97917223959155352819e-01), 1)
	return r / s
}

// erfMiddle is erf(1+s) - erx on -0.16 < s < 0.25.
func erfMiddle(s float64) float64 {
	p := mad(s, mad(s, mad(s, mad(s, mad(s, mad(s, -2.16637559486879084300e-03, 3.54783043256182359371e-02),
		-1.10894694282396677476e-01), 3.18346619901161753674e-01), -3.72207876035701323847e-01),
		4.14856118683748331666e-01), -2.36211856075265944077e-03)
	q := mad(s, mad(s, mad(s, mad(s, mad(s, mad(s, 1.19844998467991074170e-02, 1.36370839120290507362e-02),
		1.26171219808761642112e-01), 7.18286544141962662868e-02), 5.40397917702171048937e-01),
		1.06420880400844228286e-01), 1)
	return p / q
}

// erfcTail is erfc(x) for 1.25 <= x < 28.
func erfcTail(x float64) float64 {
	t := 1 / float64(x*x)
	var r, s float64
	if x < 1/0.35 {
		r = mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, -9.81432934416914548592e+00, -8.12874355063065934246e+01),
			-1.84605092906711035994e+02), -1.62396669462573470355e+02), -6.23753324503260060396e+01),
			-1.05586262253232909814e+01), -6.93858572707181764372e-01), -9.86494403484714822705e-03)
		s = mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, -6.04244152148580987438e-02,
			6.57024977031928170135e+00), 1.08635005541779435134e+02), 4.29008140027567833386e+02),
			6.45387271733267880336e+02), 4.34565877475229228821e+02), 1.37657754143519042600e+02),
			1.96512716674392571292e+01), 1)
	} else {
		r = mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, -4.83519191608651397019e+02, -1.02509513161107724954e+03),
			-6.37566443368389627722e+02), -1.60636384855821916062e+02), -1.77579549177547519889e+01),
			-7.99283237680523006574e-01), -9.86494292470009928597e-03)
		s = mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, mad(t, -2.24409524465858183362e+01, 4.74528541206955367215e+02),
			2.55305040643316442583e+03), 3.19985821950859553908e+03), 1.53672958608443695994e+03),
			3.25792512996573918826e+02), 3.03380607434824582924e+01), 1)
	}
	// exp(-x^2) in two factors: z has few enough bits that its square is exact.
	z := math.Float64frombits(math.Float64bits(x) &^ 0xffffffff)
	return Exp(-float64(z*z)-0.5625) * Exp(float64((z-x)*(z+x))+r/s) / x
}
