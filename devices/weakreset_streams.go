package devices

import "arraylab/sim/rng"

// Streams are the independent random streams of the devices of one layer. Switching a source of
// error on or off, or using it more, never changes the draws of the others:
//
//	D2D    device i: blocks (i, 0) and (i, 1), one word a parameter: M1, TStar, C1, M2; R0, Amp
//	Trap   pair k in step s: block (k, s): word 0 moves the trap of the pulsed device, words 1 and 2
//	       hold U1 and U2 of BL and of BLb (16 bits each), word 3 moves the trap after a SET
//	Pink   pulse j of device i after its n-th SET: 16 bits of block (i, n<<32 | j/8), number j mod 8
//	Fresh  device i after its n-th SET: word 0 of block (i, n) draws its trap, where noise is stationary
//	Signs  pair k: bit k mod 128 of block (k/128, 0)
//
// Device 2k is BL and device 2k+1 is BLb of pair k.
type Streams struct{ D2D, Trap, Pink, Fresh, Signs rng.Stream }

// NewStreams returns the streams of a layer. The seed of the chip decides the devices; the first
// random signs belong to the run's own seed.
func NewStreams(chip, seed uint32, layer int) Streams {
	return Streams{
		D2D:   rng.New(chip, rng.Layer(rng.D2D, layer)),
		Trap:  rng.New(chip, rng.Layer(rng.Trap, layer)),
		Pink:  rng.New(chip, rng.Layer(rng.Pink, layer)),
		Fresh: rng.New(chip, rng.Layer(rng.Traps, layer)),
		Signs: rng.New(seed, rng.Layer(rng.Signs, layer)),
	}
}

// negative tells whether the first random weight of pair k is -1.
func (s Streams) negative(k uint64) bool {
	b := s.Signs.Block(k>>7, 0)
	return b[k>>5&3]>>(k&31)&1 == 1
}
