package junction

import (
	"encoding/binary"
	"math/bits"

	"arraylab/sim/rng"
)

// Bits is a sequence of bits: reads of independent junctions, XORed. It is a function of the chains, a
// seed and a number. It implements io.Reader, and is not for use by several goroutines.
type Bits struct {
	junctions []sampler
	rest      uint64 // bits of a word that Read has begun
	left      int    // bytes of it that it has not returned
}

// NewBits returns the sequence of that number; each has draws of its own.
func NewBits(chains []Chain, seed uint32, number uint64) *Bits {
	b := &Bits{junctions: make([]sampler, len(chains))}
	for k, c := range chains {
		b.junctions[k].init(c, rng.New(seed, rng.Layer(rng.Junction, k)))
	}
	b.Restart(number)
	return b
}

// Restart goes to the first bit of the sequence of that number.
func (b *Bits) Restart(number uint64) {
	b.left = 0
	for k := range b.junctions {
		b.junctions[k].start(number)
	}
}

// Fill writes the next 64 len(words) bits, the first one at bit 0 of the first word.
func (b *Bits) Fill(words []uint64) {
	for k := range b.junctions {
		j := &b.junctions[k]
		for i := range words {
			if k == 0 {
				words[i] = j.next()
			} else {
				words[i] ^= j.next()
			}
		}
	}
}

// Read writes the next 8 len(p) bits, the first one as the highest of the first byte. It never fails. Read
// and Fill go on where the other has ended, Fill with the next whole word.
func (b *Bits) Read(p []byte) (int, error) {
	var words [64]uint64
	for i := 0; i < len(p); {
		for ; b.left > 0 && i < len(p); i++ {
			b.left--
			p[i] = byte(b.rest >> (8 * b.left))
		}
		if n := min((len(p)-i)/8, len(words)); n > 0 {
			b.Fill(words[:n])
			for _, w := range words[:n] {
				binary.BigEndian.PutUint64(p[i:], bits.Reverse64(w))
				i += 8
			}
		} else if i < len(p) {
			b.Fill(words[:1])
			b.rest, b.left = bits.Reverse64(words[0]), 8
		}
	}
	return len(p), nil
}

// sampler makes the reads of one junction, 64 at a time. A read is a 1 if its uniform number u is below the
// probability of a 1 after the one before: below Rise after a 0, below 1-Fall after a 1. So u < Rise
// sets the junction, u >= 1-Fall resets it, and between the two it stays as it was. That is how a carry runs
// through an addition: generated, killed or passed on. One addition of words follows 64 reads.
type sampler struct {
	set, keep [32]uint64 // bits of the two thresholds, highest first: all ones or zeros
	last      int        // the bits of both after the first last ones are 0
	all       [2]uint64  // all ones where a threshold is 1
	first     uint64     // of 2^32: probability that the first read is a 1
	state     uint64     // the last read

	stream rng.Stream
	row    uint64
	block  uint64 // next one
	used   int
	buffer [256]uint32
}

func (s *sampler) init(c Chain, stream rng.Stream) {
	set, keep := threshold(c.Rise), threshold(1-c.Fall)
	// Rise + Fall exceeds 1 by rounding at most: no sampled telegraph process alternates.
	set = min(set, keep)
	for k := range 32 {
		s.set[k], s.keep[k] = -(set >> (31 - k) & 1), -(keep >> (31 - k) & 1)
		if s.set[k]|s.keep[k] != 0 {
			s.last = k + 1
		}
	}
	s.all = [2]uint64{-(set >> 32), -(keep >> 32)}
	s.first, s.stream = threshold(c.P()), stream
}

// start draws the state before the first read.
func (s *sampler) start(row uint64) {
	s.row, s.block, s.used, s.state = row, 1, len(s.buffer), 0
	if u := s.stream.Block(0, row); uint64(u[0]) < s.first {
		s.state = 1
	}
}

// next returns 64 reads, the first one at bit 0. It compares 64 uniform numbers with both thresholds, bit
// by bit from the highest, until all comparisons are decided: after about 8 bits instead of 32.
func (s *sampler) next() uint64 {
	set, keep := s.all[0], s.all[1]
	openSet, openKeep := ^set, ^keep
	for k := 0; k < s.last && openSet|openKeep != 0; k++ {
		if s.used == len(s.buffer) {
			s.stream.Fill(s.buffer[:], s.block, s.row)
			s.block += uint64(len(s.buffer) / 4)
			s.used = 0
		}
		u := uint64(s.buffer[s.used]) | uint64(s.buffer[s.used+1])<<32
		s.used += 2
		a, b := s.set[k&31], s.keep[k&31]
		set |= openSet & a &^ u
		openSet &^= a ^ u
		keep |= openKeep & b &^ u
		openKeep &^= b ^ u
	}
	// set is a part of keep: set&keep generates a carry, set^keep passes it on.
	sum, carry := bits.Add64(set, keep, s.state)
	state := (sum^set^keep)>>1 | carry<<63
	s.state = carry
	return state
}
