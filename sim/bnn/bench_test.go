package bnn

import (
	"testing"
	"time"

	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// BenchmarkPaired updates the hidden weights of a layer by gradients that are noise: a fifth of the inputs
// have none, about half of the pairs are pulsed.
func BenchmarkPaired(b *testing.B) {
	const in, out, count = 784, 256, 256 / kernel.Lanes
	h := newPaired(tiles{in: in, out: out, tile1: count}, weakReset(0, 0, in*out), false)
	k, rows := &Worker{}, Levels{}.NewRows(out, in)
	noise := rng.New(1, "gradient").Source(0)
	var g [2][in * kernel.Lanes]float32
	for i := range g[0] {
		if i/kernel.Lanes%5 > 0 {
			g[0][i], g[1][i] = float32(noise.Float64()-0.5), float32(noise.Float64()-0.5)
		}
	}
	k.grad = make([]float32, in*kernel.Lanes)
	for tile := range count {
		h.start(tile, k, rows)
	}
	var powers kernel.Powers
	step := 0
	var best [count]time.Duration // of each tile: other work on the machine drops out
	for tile := range best {
		best[tile] = time.Hour
	}
	all := func() (pulses int64) {
		powers = powers.Next()
		step++
		for tile := range count {
			copy(k.grad, g[(step*7+tile*3)>>1&1][:])
			start := time.Now()
			pulses += h.update(tile, k, rows, update{step: uint64(step), pulses: powers.Adam(4)}).Pulses
			best[tile] = min(best[tile], time.Since(start))
		}
		return pulses
	}
	for range 30 {
		all()
	}
	b.ResetTimer()
	var pulses int64
	for range b.N {
		pulses += all()
	}
	perPair := float64(b.N) * in * out
	var sum time.Duration
	for _, d := range best {
		sum += d
	}
	b.ReportMetric(float64(sum.Nanoseconds())/(in*out), "best-ns/pair")
	b.ReportMetric(float64(pulses)/perPair, "pulses/pair")
}
