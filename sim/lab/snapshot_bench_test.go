package lab

import (
	"strings"
	"testing"
)

// BenchmarkSnapshot takes pictures of a layer of 2^18 weights, as the array view does while it watches a training:
// after its first step.
func BenchmarkSnapshot(b *testing.B) {
	const size = "v=1&hidden=512-512&epochs=1&train=100&test=100&batch=50"
	for name, link := range map[string]string{
		"latent weight":      size + "&memory=ideal",
		"latent error":       size + "&memory=ideal",
		"ternary weight":     size + "&memory=ideal&weights=ternary",
		"devices resistance": size + "&memory=rram-weak-reset",
		"devices pulses":     size + "&memory=rram-weak-reset",
		"devices error":      size + "&memory=rram-weak-reset",
	} {
		b.Run(name, func(b *testing.B) {
			r, err := NewRun(experimentOf(link), toySets())
			if err != nil {
				b.Fatal(err)
			}
			for r.Step() == 0 {
				r.Advance()
			}
			_, view, _ := strings.Cut(name, " ")
			var s Snapshot
			b.ReportAllocs()
			for b.Loop() {
				if err := r.Snapshot(1, view, &s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
