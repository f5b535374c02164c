package num

import "math"

// CosPi returns the cosine of pi times x within 2 ulp; at whole numbers and at halves it is exact. CosPi(+-Inf) and
// CosPi(NaN) are NaN.
func CosPi(x float64) float64 {
	x = math.Abs(math.Mod(x, 2)) // exact, as all differences below
	if x > 1 {
		x = 2 - x
	}
	switch {
	case x <= 0.25:
		return cosNear(float64(math.Pi * x))
	case x < 0.75:
		return sinNear(float64(math.Pi * (0.5 - x)))
	}
	return -cosNear(float64(math.Pi * (1 - x)))
}

// cosNear is the cosine of |x| <= pi/4: 1 - x^2/2 in two parts, and a polynomial of t = x^2.
func cosNear(x float64) float64 {
	t := float64(x * x)
	half := float64(0.5 * t)
	head := 1 - half
	rest := float64(float64(t*t) * mad(t, mad(t, mad(t, mad(t, mad(t,
		-1.13596475577881948265e-11, 2.08757232129817482790e-09), -2.75573143513906633035e-07),
		2.48015872894767294178e-05), -1.38888888888741095749e-03), 4.16666666666666019037e-02))
	return head + (((1 - head) - half) + rest)
}

// sinNear is the sine of |x| <= pi/4: x and a polynomial of t = x^2.
func sinNear(x float64) float64 {
	t := float64(x * x)
	return mad(float64(t*x), mad(t, mad(t, mad(t, mad(t, mad(t,
		1.58969099521155010221e-10, -2.50507602534068634195e-08), 2.75573137070700676789e-06),
		-1.98412698298579493134e-04), 8.33333333332248946124e-03), -1.66666666666666324348e-01), x)
}
