package rng_test

import (
	"testing"

	"arraylab/sim/rng"
)

func BenchmarkBulk(b *testing.B) {
	const n = 1 << 10
	s := rng.New(1, "bench")
	dst, at, index := make([]uint32, 4*n), make([]uint32, n), make([]rng.Index, n)
	for i := range at {
		at[i], index[i] = uint32(2*i), rng.Index{I: uint64(3 * i), J: uint64(i)}
	}
	for name, work := range map[string]func(){
		"Fill":   func() { s.Fill(dst, 5, 6) },
		"Gather": func() { s.Gather(dst, index) },
		"Words":  func() { s.Words(dst, 5, at, 6) },
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				work()
			}
			b.ReportMetric(float64(b.N)*4*n/b.Elapsed().Seconds()/1e6, "Mwords/s")
		})
	}
}
