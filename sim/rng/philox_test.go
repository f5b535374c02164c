package rng_test

import (
	"testing"

	"arraylab/sim/rng"
)

// TestKnownAnswers are the vectors philox4x32 10 of the authors' Random123 (kat_vectors).
func TestKnownAnswers(t *testing.T) {
	const ones = 0xffffffff
	tests := []struct {
		ctr  [4]uint32
		key  [2]uint32
		want [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{ones, ones, ones, ones}, [2]uint32{ones, ones},
			[4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	}
	for _, c := range tests {
		if got := rng.Philox(c.ctr, c.key); got != c.want {
			t.Errorf("Philox(%#x, %#x) = %#x: want %#x", c.ctr, c.key, got, c.want)
		}
	}
}

// TestBulkEqualsBlocks compares Fill and Gather with Block at lengths around the number of
// blocks made at once, and where the lower half of the index overflows.
func TestBulkEqualsBlocks(t *testing.T) {
	s := rng.New(7, "bulk")
	for n := range 40 {
		for _, i0 := range []uint64{0, 5, 1<<32 - 9, 1<<64 - 20} {
			for _, j := range []uint64{0, 1<<40 + 3} {
				got := make([]uint32, 4*n)
				s.Fill(got, i0, j)
				at := make([]rng.Index, n)
				for k := range at {
					at[k] = rng.Index{I: i0 + uint64(k*k), J: j + uint64(3*k)}
				}
				gathered := make([]uint32, 4*n)
				s.Gather(gathered, at)
				for k := range n {
					if want := s.Block(i0+uint64(k), j); [4]uint32(got[4*k:]) != want {
						t.Fatalf("Fill of %d from (%d, %d): block %d is %x: want %x", n, i0, j, k, got[4*k:4*k+4], want)
					}
					if want := s.Block(at[k].I, at[k].J); [4]uint32(gathered[4*k:]) != want {
						t.Fatalf("Gather of %d: block %d at %v is %x: want %x", n, k, at[k], gathered[4*k:4*k+4], want)
					}
				}
			}
		}
	}
}

func BenchmarkFill(b *testing.B) {
	s := rng.New(1, "bench")
	buf := make([]uint32, 4*256)
	for i := range b.N {
		s.Fill(buf, uint64(i)*256, 3)
	}
	b.ReportMetric(float64(b.N)*256/b.Elapsed().Seconds()/1e6, "Mblocks/s")
}

func BenchmarkGather(b *testing.B) {
	s := rng.New(1, "bench")
	buf := make([]uint32, 4*256)
	at := make([]rng.Index, 256)
	for i := range at {
		at[i] = rng.Index{I: uint64(i) * 7, J: uint64(i % 5)}
	}
	for range b.N {
		s.Gather(buf, at)
	}
	b.ReportMetric(float64(b.N)*256/b.Elapsed().Seconds()/1e6, "Mblocks/s")
}

func BenchmarkBlock(b *testing.B) {
	s := rng.New(1, "bench")
	var sum uint32
	for i := range b.N {
		sum += s.Block(uint64(i), 3)[0]
	}
	if sum == 1 {
		b.Log(sum)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "Mblocks/s")
}
