package chart

import (
	"testing"

	"arraylab/sim/lab"
)

// Neurons are laid out in a grid that holds them all.
func TestGrid(t *testing.T) {
	for n := 1; n <= lab.MaxWidth; n++ {
		w, h := grid(n)
		if w*h < n || w*(h-1) >= n || (n > 50 && (w < h || w > 4*h)) {
			t.Fatalf("%d neurons in %d by %d", n, w, h)
		}
	}
}
