package kernel

import (
	"math"
	"testing"
)

// TestExp2 compares with the exact power over the whole range, and at its ends.
func TestExp2(t *testing.T) {
	worst := 0.0
	for x := float32(0); x >= least; x -= 0.00037 {
		worst = max(worst, math.Abs(float64(exp2(x))/math.Exp2(float64(x))-1))
	}
	if worst > 3e-7 {
		t.Errorf("exp2 is off by %.2g of itself", worst)
	}
	if exp2(0) != 1 || exp2(-3) != 0.125 || exp2(-1e9) != exp2(least) {
		t.Errorf("exp2 of 0, -3 and -1e9 is %v, %v, %v", exp2(0), exp2(-3), exp2(-1e9))
	}
}

// metaReference is the rule as the paper writes it, in float64.
type metaReference struct{ w, m, v float64 }

func (r *metaReference) step(g, lr, meta, decay float64, t int) {
	g += decay * r.w
	r.m = 0.9*r.m + 0.1*g
	r.v = 0.999*r.v + 0.001*g*g
	step := lr * (r.m / (1 - math.Pow(0.9, float64(t)))) / (math.Sqrt(r.v/(1-math.Pow(0.999, float64(t)))) + 1e-8)
	sign := 0.0
	if r.w > 0 {
		sign = 1
	} else if r.w < 0 {
		sign = -1
	}
	if sign*r.m > 0 {
		tanh := math.Tanh(meta * math.Abs(r.w))
		step *= 1 - tanh*tanh
	}
	r.w -= step
}

// TestMetaAgainstItsDefinition: weights of all sizes over ten steps, vector and plain code to the same bits.
func TestMetaAgainstItsDefinition(t *testing.T) {
	for _, meta := range []float64{0, 0.5, 1.35, 13} {
		n := noise(3)
		const rows = 37
		w, m, v := n.floats(rows*Lanes), make([]float32, rows*Lanes), make([]float32, rows*Lanes)
		ref := make([]metaReference, len(w))
		for i := range w {
			w[i] *= float32(math.Exp2(-float64(i % 20))) // far beyond 1, too
			if i%11 == 0 {
				w[i] = 0
			}
			ref[i].w = float64(w[i])
		}
		var p Powers
		for step := 1; step <= 10; step++ {
			g := n.floats(len(w))
			p = p.Next()
			a := p.Adam(0.01).Meta(meta, 1e-3)
			w2, m2, v2 := append([]float32{}, w...), append([]float32{}, m...), append([]float32{}, v...)
			var words, words2 [Lanes]uint64
			a.Latent(&words, w, m, v, g)
			a.latentPlain(&words2, w2, m2, v2, g)
			sameBits(t, "w", w, w2)
			sameBits(t, "m", m, m2)
			sameBits(t, "v", v, v2)
			if words != words2 {
				t.Fatalf("m %v, step %d: signs %x, want %x", meta, step, words, words2)
			}
			for i := range ref {
				ref[i].step(float64(g[i]), 0.01, meta, 1e-3, step)
				if math.Abs(float64(w[i])-ref[i].w) > 2e-6*max(1, math.Abs(ref[i].w)) {
					t.Fatalf("m %v, step %d: w[%d] = %v, want %v", meta, step, i, w[i], ref[i].w)
				}
			}
		}
	}
}

// TestMetaWithoutMetaplasticity is Adam, to the bit, as long as nothing is clipped.
func TestMetaWithoutMetaplasticity(t *testing.T) {
	n := noise(5)
	w, m, v := n.floats(64*Lanes), make([]float32, 64*Lanes), make([]float32, 64*Lanes)
	for i := range w {
		w[i], v[i] = float32(n.next()%1000)/1000-0.5, float32(n.next()%1000)/1000+0.1
	}
	g := n.floats(len(w))
	w2, m2, v2 := append([]float32{}, w...), append([]float32{}, m...), append([]float32{}, v...)
	var words, words2 [Lanes]uint64
	a := Powers{}.Next().Adam(0.001)
	a.Meta(0, 0).Latent(&words, w, m, v, g)
	a.Latent(&words2, w2, m2, v2, g)
	sameBits(t, "w", w, w2)
	sameBits(t, "m", m, m2)
	sameBits(t, "v", v, v2)
	if words != words2 {
		t.Error("the signs differ")
	}
}

// TestMetaHasNoSubnormalNumbers: a weight without a gradient decays for long, and nothing of it becomes subnormal.
func TestMetaHasNoSubnormalNumbers(t *testing.T) {
	var w, m, v [Lanes]float32
	for i := range w {
		w[i] = float32(i-8) / 160
	}
	var p Powers
	for range 5000 {
		p = p.Next()
		var words [Lanes]uint64
		p.Adam(0.005).Meta(1.35, 1e-7).Latent(&words, w[:], m[:], v[:], make([]float32, Lanes))
	}
	const normal = 0x1p-126
	for i := range w {
		if w[i] > 1e-4 || w[i] < -1e-4 {
			t.Errorf("weight %d has decayed to %v only", i, w[i])
		}
		for _, x := range []float32{w[i], m[i], v[i]} {
			if x != 0 && x < normal && x > -normal {
				t.Errorf("weight %d is %v, its moments %v and %v: subnormal", i, w[i], m[i], v[i])
			}
		}
	}
}

// TestMetaHoldsStrongWeights: a step towards zero is weaker the larger the weight, one away from it is Adam's.
func TestMetaHoldsStrongWeights(t *testing.T) {
	a := Powers{}.Next().Adam(0.01)
	for _, x := range []float32{0.1, 1, 3, 20, 1e5} {
		down, up, plain := x, x, x
		var m, v [3]float32
		a.Meta(1.35, 0).One(&down, &m[0], &v[0], 1)
		a.Meta(1.35, 0).One(&up, &m[1], &v[1], -1)
		plain -= a.One(&m[2], &v[2], -1)
		tanh := math.Tanh(1.35 * float64(x))
		if want := x - float32(0.01*(1-tanh*tanh)); math.Abs(float64(down-want)) > 1e-6*float64(x) {
			t.Errorf("down from %v to %v, want %v", x, down, want)
		}
		if up != plain {
			t.Errorf("up from %v to %v, want %v", x, up, plain)
		}
	}
}

func TestPull(t *testing.T) {
	n := noise(6)
	g, w, f, fw := n.floats(100), n.floats(100), n.floats(100), n.floats(100)
	for i := range g {
		g[i], w[i], fw[i] = g[i]/1000, w[i]/1000, fw[i]/1000
	}
	want := append([]float32{}, g...)
	Pull(g, w, f, fw, 50)
	for i := range g {
		exact := float64(want[i]) + 50*(float64(f[i])*float64(w[i])-float64(fw[i]))
		if math.Abs(float64(g[i])-exact) > 1e-6*max(1, math.Abs(exact), 50*math.Abs(float64(fw[i]))) {
			t.Fatalf("g[%d] = %v, want %v", i, g[i], exact)
		}
	}
}

func BenchmarkMetaLatent(b *testing.B) {
	n := noise(1)
	const weights = 64 * Lanes * 16
	w, m, v, g := n.floats(weights), make([]float32, weights), make([]float32, weights), n.floats(weights)
	for i := range g {
		g[i] = float32(n.next()%1000+1) / 1000 // no moment fades to a subnormal number
	}
	adam := Powers{}.Next().Adam(1e-3).Meta(1.35, 1e-7)
	var words [Lanes]uint64
	for b.Loop() {
		for i := 0; i < weights; i += 64 * Lanes {
			adam.Latent(&words, w[i:i+64*Lanes], m[i:i+64*Lanes], v[i:i+64*Lanes], g[i:i+64*Lanes])
		}
	}
	b.ReportMetric(weights*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gweights/s")
}
