package junction

import (
	"testing"

	"arraylab/sim/rng"
)

// naive makes the same reads one at a time: it builds each uniform number of 32 bits from the words that
// sampler would take, with as many of them as some of the 64 comparisons still needs.
type naive struct {
	set, keep uint64
	source    *rng.Source
	state     bool
}

func (n *naive) next() (word uint64) {
	var u [64]uint64
	bits := 0
	for ; bits < 32 && n.open(u, bits); bits++ {
		lo := uint64(n.source.Uint32())
		w := lo | uint64(n.source.Uint32())<<32
		for i := range u {
			u[i] |= (w >> i & 1) << (31 - bits)
		}
	}
	for i := range u {
		limit := n.set
		if n.state {
			limit = n.keep
		}
		n.state = u[i] < limit
		if n.state {
			word |= 1 << i
		}
	}
	return word
}

// open tells whether the lower bits may still decide one of the comparisons.
func (n *naive) open(u [64]uint64, bits int) bool {
	for _, x := range u {
		for _, limit := range []uint64{n.set, n.keep} {
			if most := x + 1<<(32-bits) - 1; (x < limit) != (most < limit) {
				return true
			}
		}
	}
	return false
}

// TestSamplerAgainstNaive also holds for chains that never move or always are in one state.
func TestSamplerAgainstNaive(t *testing.T) {
	for _, c := range []Chain{
		{0.5, 0.5}, {0.25, 0.5}, {0.3, 0.01}, {1e-4, 2e-5}, {0.999, 0.0005}, {1, 0}, {0, 0}, {0.75, 0.25}, {1e-9, 0.3},
	} {
		var s sampler
		stream := rng.New(7, rng.Junction)
		s.init(c, stream)
		s.start(3)
		n := naive{set: threshold(c.Rise), keep: threshold(1 - c.Fall), source: stream.Source(3), state: s.state == 1}
		for range 4 { // the first block decides the first state
			n.source.Uint32()
		}
		for k := range 300 {
			if got, want := s.next(), n.next(); got != want {
				t.Fatalf("%v, word %d: %#x, want %#x", c, k, got, want)
			}
		}
	}
}
