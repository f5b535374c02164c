package kernel

import (
	"math"
	"testing"
)

func sameBits(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s[%d] = %v, want %v", what, i, got[i], want[i])
		}
	}
}

func TestMomentsAgainstTwoPasses(t *testing.T) {
	n := noise(9)
	for _, count := range []int{1, 2, 1000} {
		row := make([]int32, count)
		for i := range row {
			row[i] = int32(n.next()%400000) - 200000
		}
		mean, variance := Moments(row)
		var m, v float64
		for _, s := range row {
			m += float64(s) / float64(count)
		}
		for _, s := range row {
			v += (float64(s) - m) * (float64(s) - m) / float64(count)
		}
		if math.Abs(mean-m) > 1e-9*200000 || math.Abs(variance-v) > 1e-9*v {
			t.Errorf("%d sums: mean %v variance %v, want %v and %v", count, mean, variance, m, v)
		}
	}
}

func TestExactMomentsOfAWholeSet(t *testing.T) {
	// 60,000 sums at the far end of the range exceed 63 bits when multiplied out.
	const n = 60000
	var sum, squares int64
	for i := range int64(n) {
		s := 199920 - i%3
		sum, squares = sum+s, squares+s*s
	}
	mean, variance := ExactMoments(sum, squares, n)
	if mean != 199919 || math.Abs(variance-2.0/3) > 1e-12 {
		t.Errorf("mean %v variance %v, want 199919 and 2/3", mean, variance)
	}
}

func TestNormalizeTwinsAndTails(t *testing.T) {
	n := noise(4)
	norm := &Norm{Scale: 1.0 / 255, Bias: 0.1, Gamma: -0.7, Beta: 0.05}
	norm.SetMoments(120.5, 9000)
	for _, batch := range []int{1, 16, 63, 64, 100} {
		sums := make([]int32, Pad(batch))
		for i := range sums {
			sums[i] = int32(n.next()%1000) - 400
		}
		xhat, plain := n.floats(len(sums)), make([]float32, len(sums))
		bits := n.words(Words(batch))
		Normalize(xhat, bits, sums, norm, batch)
		xhatRowPlain(plain[:batch], sums[:batch], norm)
		sameBits(t, "xhat", xhat, plain)
		for b := range 64 * len(bits) {
			want := b < batch && norm.Y(sums[min(b, batch-1)]) >= 0
			if got := bits[b/64]>>(b%64)&1 == 1; got != want {
				t.Fatalf("batch %d: bit %d is %v, want %v", batch, b, got, want)
			}
		}
	}
}

func TestSignOfZeroIsPlus(t *testing.T) {
	bits := []uint64{0}
	signRow(bits, []float32{0, 1, -1, float32(math.Copysign(0, -1))}, 1, 0, 4)
	if bits[0] != 0b1011 {
		t.Errorf("signs of 0, 1, -1, -0 pack to %04b, want 1011", bits[0])
	}
}

// loss is a smooth function of the outputs of one neuron whose gradient is known.
func TestDenormalizeAgainstFiniteDifferences(t *testing.T) {
	const batch = 7
	n := noise(8)
	sums, weight := make([]float64, batch), make([]float64, batch)
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
	row := make([]int32, batch)
	for i, s := range sums {
		row[i] = int32(s)
	}
	norm.SetMoments(Moments(row))
	xhat, dy := make([]float32, Pad(batch)), make([]float32, Pad(batch))
	for i := range row {
		xhat[i], dy[i] = norm.XHat(row[i]), float32(weight[i])
	}
	dGamma, dBeta := Denormalize(dy, xhat, norm, batch, false)
	const h = 1e-4
	for i := range sums {
		up, down := append([]float64{}, sums...), append([]float64{}, sums...)
		up[i] += h
		down[i] -= h
		want := (loss(up, gamma, beta) - loss(down, gamma, beta)) / (2 * h)
		if math.Abs(float64(dy[i])-want) > 1e-5*math.Abs(want)+1e-6 {
			t.Errorf("dS[%d] = %v, want %v", i, dy[i], want)
		}
	}
	if want := (loss(sums, gamma+h, beta) - loss(sums, gamma-h, beta)) / (2 * h); math.Abs(float64(dGamma)-want) > 1e-5 {
		t.Errorf("dGamma = %v, want %v", dGamma, want)
	}
	if want := (loss(sums, gamma, beta+h) - loss(sums, gamma, beta-h)) / (2 * h); math.Abs(float64(dBeta)-want) > 1e-5 {
		t.Errorf("dBeta = %v, want %v", dBeta, want)
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

func TestAdamAgainstItsDefinition(t *testing.T) {
	n := noise(2)
	const width = 16
	w, m, v := make([]float32, width), make([]float32, width), make([]float32, width)
	ref := make([]struct{ w, m, v float64 }, width)
	var p Powers
	for step := 1; step <= 10; step++ {
		g := make([]float32, width)
		for i := range g {
			g[i] = float32(int32(n.next()>>32)) / (1 << 33)
		}
		p = p.Next()
		w2, m2, v2, g2 := append([]float32{}, w...), append([]float32{}, m...), append([]float32{}, v...), append([]float32{}, g...)
		p.Adam(0.01).Latent(w, m, v, g)
		p.Adam(0.01).latentPlain(w2, m2, v2, g2)
		sameBits(t, "w", w, w2)
		for i := range ref {
			r := &ref[i]
			r.m = 0.9*r.m + 0.1*float64(g[i])
			r.v = 0.999*r.v + 0.001*float64(g[i])*float64(g[i])
			mHat, vHat := r.m/(1-math.Pow(0.9, float64(step))), r.v/(1-math.Pow(0.999, float64(step)))
			r.w -= 0.01 * mHat / (math.Sqrt(vHat) + 1e-8)
			if math.Abs(float64(w[i])-r.w) > 1e-5 {
				t.Fatalf("step %d: w[%d] = %v, want %v", step, i, w[i], r.w)
			}
		}
	}
	a := p.Adam(8)
	g := n.floats(width)
	g2, m2, v2 := append([]float32{}, g...), append([]float32{}, m...), append([]float32{}, v...)
	a.Steps(m, v, g)
	a.stepsPlain(m2, v2, g2)
	sameBits(t, "steps", g, g2)
}
