//go:build goexperiment.simd && go1.27

package kernel

import "testing"

// TestWithoutDots: where the processor has vectors of 512 bits, those that it would do with otherwise give the same.
func TestWithoutDots(t *testing.T) {
	if !dotting {
		return // all other tests have tried them
	}
	dotting = false
	defer func() { dotting = true }()
	t.Run("wide", TestWide)
	t.Run("tables", TestWholePlainTwins)
	t.Run("look-ups", TestLookupWholeEqualsOracle)
	t.Run("twins of windows", TestTwinsOfWindows)
}

// BenchmarkPairs are the products of 32 neurons with windows of 3x3 of 32 maps, for sixteen images.
func BenchmarkPairs(b *testing.B) {
	const neurons, pairs = 32, 144
	rows, w, x := make([][Lanes]int32, neurons), make([]int32, neurons*pairs), make([]pairTile, pairs)
	for b.Loop() {
		addPairs(rows, w, pairs, x)
	}
	b.ReportMetric(float64(b.N)*neurons*2*pairs*Lanes/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
