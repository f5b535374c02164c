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
