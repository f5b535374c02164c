// Package kernel holds the inner loops of binarized networks: products of signs with real and
// with whole numbers by look-up tables, XNOR and popcount, batch normalization, Adam, bit packing.
//
// # Shapes
//
//	B  images of a batch        I  inputs of a layer        O  outputs (neurons) of a layer
//	activations  [O][stride(B)] float32 or int32: one row a neuron, one column an image
//	gradients    the same, or whole multiples of one unit, [O][stride(B)] int8 (see Bytes)
//	bits         rows of 64-bit words, least significant bit first; a set bit stands for +1
//	tiles        [O/16][n][16]: sixteen neurons side by side, contiguous
//	maps         [H*W*C] of an image: rows of places, which have their channels side by side (see Windows)
//	sums of maps [H*W*O][stride(B)] int32 or int16: of each place those of all neurons side by side
//
// # Determinism
//
// Each kernel equals its plain loop bit for bit, on every architecture and with any split of
// the work: sums run in one stated order, products that feed a sum are rounded first
// (float32(a*b) + c, never fused), and vector code works on several outputs at once, never on
// several terms of one sum, unless the order in lanes is the stated one (see LaneSums). Sums of
// whole numbers are exact and have any order.
package kernel

//go:generate go run ./tiles

// Lanes is the number of columns that a tile and a padded row hold a multiple of.
const Lanes = 16

// Pad rounds a number of columns up to whole tiles.
func Pad(n int) int { return (n + Lanes - 1) / Lanes * Lanes }

// Stride returns the length of a padded row of n columns of 4 bytes. Rows whose length is a
// multiple of 4 KiB would all fall into one set of the first-level cache: they get a tile more.
func Stride(n int) int {
	s := Pad(n)
	if s%512 == 0 {
		s += Lanes
	}
	return s
}

// Words returns the number of 64-bit words that hold n bits.
func Words(n int) int { return (n + 63) / 64 }
