package devices

import (
	"encoding/binary"

	"arraylab/sim/rng"
)

// RandomBytes are sequences of random bytes, each with a number. Read never fails. *junction.Bits is one.
type RandomBytes interface {
	Restart(number uint64) // goes to the start of a sequence
	Read(p []byte) (int, error)
}

// StochasticInput turns images into streams of bits (arXiv:1906.00915). For each bit it compares a pixel with a
// random number of 8 bits, the first one highest, and gives a 1 where the number is less. Of the 256 numbers it
// discards 255, so that a pixel p gives a 1 with the probability p/255 exactly. It is not for use by
// several goroutines.
type StochasticInput struct {
	source RandomBytes
	buffer [256]byte
	used   int
}

// NewStochasticInput returns a generator over a source.
func NewStochasticInput(source RandomBytes) *StochasticInput {
	return &StochasticInput{source: source}
}

// Counts presents an image n times and writes the number of ones that each of its pixels gave. It is a
// function of the image, of the number of the source's sequence, and of n, which is at most 65,535.
//
// The input of the network is the mean over the presentations of the bits as +1 and -1, 2 count/n - 1: its mean
// is 2p - 1 and its variance 4p(1-p)/n for a probability p. A pixel of 0 or 255, whose bits are certain,
// draws nothing here; a circuit spends 8 random bits on each bit of each pixel.
func (s *StochasticInput) Counts(dst []uint16, image []byte, number uint64, n int) {
	s.source.Restart(number)
	s.used = len(s.buffer)
	for j, pixel := range image {
		switch pixel {
		case 0:
			dst[j] = 0
		case 255:
			dst[j] = uint16(n)
		default:
			dst[j] = s.count(pixel, n)
		}
	}
}

// count presents one pixel between 0 and 255.
func (s *StochasticInput) count(pixel byte, n int) uint16 {
	ones := uint16(0)
	for n > 0 {
		if s.used == len(s.buffer) {
			_, _ = s.source.Read(s.buffer[:])
			s.used = 0
		}
		some := s.buffer[s.used:]
		some = some[:min(n, len(some))]
		s.used += len(some)
		n -= len(some)
		for _, b := range some {
			// Without branches, which nobody could predict: the difference is negative where the bit is a 1,
			// and b+1 has the bit 8 where the number is discarded.
			ones += (uint16(b) - uint16(pixel)) >> 15
			n += (int(b) + 1) >> 8
		}
	}
	return ones
}

// PseudoRandom is a source of pseudorandom bytes: the generator of the simulator itself.
type PseudoRandom struct {
	stream rng.Stream
	number uint64
	block  uint64
	bytes  [1024]byte
	words  [256]uint32
	used   int
}

// NewPseudoRandom returns the source of a seed.
func NewPseudoRandom(seed uint32) *PseudoRandom {
	s := &PseudoRandom{stream: rng.New(seed, rng.Input)}
	s.Restart(0)
	return s
}

// Restart goes to the start of a sequence.
func (s *PseudoRandom) Restart(number uint64) {
	s.number, s.block, s.used = number, 0, len(s.bytes)
}

// Read writes the next bytes.
func (s *PseudoRandom) Read(p []byte) (int, error) {
	for n := 0; n < len(p); {
		if s.used == len(s.bytes) {
			s.stream.Fill(s.words[:], s.block, s.number)
			s.block += uint64(len(s.words) / 4)
			for i, w := range s.words {
				binary.LittleEndian.PutUint32(s.bytes[4*i:], w)
			}
			s.used = 0
		}
		some := copy(p[n:], s.bytes[s.used:])
		s.used += some
		n += some
	}
	return len(p), nil
}
