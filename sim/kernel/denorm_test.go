package kernel

import (
	"math"
	"testing"
)

// loss is a smooth function of the outputs of one neuron whose gradient is known.
func TestDenormalizeAgainstFiniteDifferences(t *testing.T) {
	for _, rows := range []int{1, 3} {
		againstDifferences(t, rows)
	}
}

// againstDifferences checks the gradients of a neuron with so many sums for an image.
func againstDifferences(t *testing.T, rows int) {
	const images = 7
	n, batch := noise(8), float64(rows*images)
	sums, weight := make([]float64, rows*images), make([]float64, rows*images)
	for i := range sums {
		sums[i], weight[i] = float64(n.next()%200)-100, float64(n.next()%100)/50-1
	}
	gamma, beta := 0.8, -0.1
	loss := func(s []float64, gamma, beta float64) float64 {
		var m, v, l float64
		for _, x := range s {
			m += x / batch
		}
		for _, x := range s {
			v += (x - m) * (x - m) / batch
		}
		for i, x := range s {
			l += weight[i] * ((x-m)/math.Sqrt(v+Epsilon)*gamma + beta)
		}
		return l
	}
	norm := &Norm{Scale: 1, Gamma: float32(gamma), Beta: float32(beta)}
	row := make([]int32, rows*images)
	for i, s := range sums {
		row[i] = int32(s)
	}
	norm.SetMoments(Moments(row))
	stride := Pad(images) + Lanes
	xhat, dy := make([]float32, rows*stride), make([]float32, rows*stride)
	at := func(i int) int { return i/images*stride + i%images }
	for i := range row {
		xhat[at(i)], dy[at(i)] = norm.XHat(row[i]), float32(weight[i])
	}
	dGamma, dBeta := Denormalize(Matrix{dy, stride}, Matrix{xhat, stride}, rows, norm, images, false)
	const h = 1e-4
	for i := range sums {
		up, down := append([]float64{}, sums...), append([]float64{}, sums...)
		up[i] += h
		down[i] -= h
		want := (loss(up, gamma, beta) - loss(down, gamma, beta)) / (2 * h)
		if got := dy[at(i)]; math.Abs(float64(got)-want) > 1e-5*math.Abs(want)+1e-6 {
			t.Errorf("%d rows: dS[%d] = %v, want %v", rows, i, got, want)
		}
	}
	byGamma := (loss(sums, gamma+h, beta) - loss(sums, gamma-h, beta)) / (2 * h)
	byBeta := (loss(sums, gamma, beta+h) - loss(sums, gamma, beta-h)) / (2 * h)
	if math.Abs(float64(dGamma)-byGamma) > 1e-5 || math.Abs(float64(dBeta)-byBeta) > 1e-5 {
		t.Errorf("%d rows: dGamma = %v, dBeta = %v; want %v, %v", rows, dGamma, dBeta, byGamma, byBeta)
	}
}

func TestBackwardTwinsAndClipping(t *testing.T) {
	n := noise(6)
	const width = 48
	xhat := make([]float32, width)
	for i := range xhat {
		xhat[i] = float32(int32(n.next()>>32)) / (1 << 30)
	}
	dy := n.floats(width)
	for _, clip := range []bool{false, true} {
		a, b := append([]float32{}, dy...), append([]float32{}, dy...)
		g1, b1 := gradSums(a, xhat, 0.9, 0.2, clip)
		g2, b2 := gradSumsPlain(b, xhat, 0.9, 0.2, clip)
		sameBits(t, "dy", a, b)
		sameBits(t, "gamma lanes", g1[:], g2[:])
		sameBits(t, "beta lanes", b1[:], b2[:])
		gradRow(a, xhat, 0.3, 0.01, -0.02)
		gradRowPlain(b, xhat, 0.3, 0.01, -0.02)
		sameBits(t, "dS", a, b)
	}
	// Straight through: the gradient passes where |y| <= 1 and nowhere else.
	a := append([]float32{}, dy...)
	gradSums(a, xhat, 0.9, 0.2, true)
	for i, x := range xhat {
		y := x*0.9 + 0.2
		if inside := y <= 1 && y >= -1; inside && a[i] != dy[i] || !inside && a[i] != 0 {
			t.Errorf("y = %v: dy %v became %v", y, dy[i], a[i])
		}
	}
}
