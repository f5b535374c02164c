package kernel

import (
	"math"
	"testing"
)

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
		w2, m2, v2, g2 := append([]float32{}, w...), append([]float32{}, m...), append([]float32{}, v...),
			append([]float32{}, g...)
		var words, words2 [Lanes]uint64
		p.Adam(0.01).Latent(&words, w, m, v, g)
		p.Adam(0.01).latentPlain(&words2, w2, m2, v2, g2)
		sameBits(t, "w", w, w2)
		sameBits(t, "m", m, m2)
		sameBits(t, "v", v, v2)
		if words != words2 {
			t.Fatalf("step %d: signs %x, want %x", step, words, words2)
		}
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

// Signs of every number of rows, of weights at zero, at the bounds and beyond them.
func TestAdamPacksAndClips(t *testing.T) {
	for rows := 1; rows <= 64; rows++ {
		n := noise(rows)
		w, m, v, g := n.floats(rows*Lanes), n.floats(rows*Lanes), make([]float32, rows*Lanes), n.floats(rows*Lanes)
		for i := range v {
			v[i] = float32(n.next() % 3)
			if n.next()%4 == 0 {
				m[i], g[i] = 0, 0 // the weight, a zero of either sign among others, stays
			}
		}
		w2, m2, v2 := append([]float32{}, w...), append([]float32{}, m...), append([]float32{}, v...)
		words := [Lanes]uint64{7: ^uint64(0)}
		a := Powers{}.Next().Adam(0.5)
		a.Latent(&words, w, m, v, g)
		for i := range w2 {
			w2[i] = max(-1, min(1, w2[i]-a.One(&m2[i], &v2[i], g[i])))
		}
		sameBits(t, "w", w, w2)
		sameBits(t, "m", m, m2)
		sameBits(t, "v", v, v2)
		for c := range Lanes {
			for r := range 64 {
				want := r < rows && w2[min(r, rows-1)*Lanes+c] >= 0
				if got := words[c]>>r&1 == 1; got != want {
					t.Fatalf("%d rows: row %d column %d of %v packs to %v", rows, r, c, w2[r*Lanes+c], got)
				}
			}
		}
	}
}

func BenchmarkAdamLatent(b *testing.B) {
	n := noise(1)
	const weights = 64 * Lanes * 16
	w, m, v, g := n.floats(weights), make([]float32, weights), make([]float32, weights), n.floats(weights)
	for i := range g {
		g[i] = float32(n.next()%1000+1) / 1000 // no moment fades to a subnormal number
	}
	adam := Powers{}.Next().Adam(1e-3)
	var words [Lanes]uint64
	for b.Loop() {
		for i := 0; i < weights; i += 64 * Lanes {
			adam.Latent(&words, w[i:i+64*Lanes], m[i:i+64*Lanes], v[i:i+64*Lanes], g[i:i+64*Lanes])
		}
	}
	b.ReportMetric(weights*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gweights/s")
}
