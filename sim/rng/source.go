package rng

import "math/bits"

// Source reads one row of a stream in sequence: the blocks (0, row), (1, row), ... It is a
// math/rand/v2 Source. Make one with Stream.Source; it is not for use by several goroutines.
type Source struct {
	stream Stream
	row    uint64
	next   uint64 // index of the next block
	block  [4]uint32
	used   int // words of block that are used up
}

// Source returns a sequential reader at the start of a row.
func (s Stream) Source(row uint64) *Source {
	return &Source{stream: s, row: row, used: 4}
}

// Uint32 returns the next random word.
func (s *Source) Uint32() uint32 {
	if s.used == 4 {
		s.block = s.stream.Block(s.next, s.row)
		s.next++
		s.used = 0
	}
	u := s.block[s.used]
	s.used++
	return u
}

// Uint64 returns the next two words, the first one as the upper half.
func (s *Source) Uint64() uint64 {
	hi := s.Uint32()
	return uint64(hi)<<32 | uint64(s.Uint32())
}

// Float64 returns a uniform number in (0,1).
func (s *Source) Float64() float64 {
	hi := s.Uint32()
	return Uniform64(hi, s.Uint32())
}

// Below returns a uniform whole number in [0, n), n > 0, without bias (D. Lemire, Fast random
// integer generation in an interval, ACM TOMACS 29, 3, 2019).
func (s *Source) Below(n uint32) uint32 {
	if n == 0 {
		panic("rng: Below needs a positive bound")
	}
	hi, lo := bits.Mul32(s.Uint32(), n)
	if lo < n {
		for reject := -n % n; lo < reject; {
			hi, lo = bits.Mul32(s.Uint32(), n)
		}
	}
	return hi
}

// Shuffle permutes n things uniformly by Fisher and Yates' method, from the last one down;
// swap exchanges two of them.
func (s *Source) Shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, int(s.Below(uint32(i)+1)))
	}
}

// Perm writes a uniform permutation of 0, 1, ... len(p)-1 into p.
func (s *Source) Perm(p []int32) {
	for i := range p {
		p[i] = int32(i)
	}
	s.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
}
