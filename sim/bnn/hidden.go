package bnn

import (
	"encoding/binary"
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// MaxPulsesStep is the largest number of weak-RESET pulses that one step gives a pair
// (arXiv:2107.06064, published code).
const MaxPulsesStep = 14

// hidden is what holds the hidden weights of one layer, as tiles of sixteen neurons: real
// numbers, or pairs of devices. Tiles may be updated at the same time.
type hidden interface {
	// start makes the weights of a tile at their beginning and packs their signs into rows.
	start(tile int, k *Worker, rows kernel.Signs)
	// update moves a tile by its gradient k.grad, [I][16], and packs the signs into rows.
	update(tile int, k *Worker, rows kernel.Signs, u update) devices.Events
	// append and restore write and read the state that a checkpoint needs.
	append(b []byte) []byte
	restore(b []byte) ([]byte, error)
}

// update is what one optimizer step is the same in for all weights.
type update struct {
	step   uint64 // from 1
	latent kernel.Adam
	pulses kernel.Adam
}

// latent holds real hidden weights, moved by Adam and clipped to [-1, 1].
type latent struct {
	in, out int
	w, m, v []float32 // [O/16][I][16]
	stream  rng.Stream
}

// initialSpread bounds the first latent weights, uniform on both sides of zero
// (arXiv:2003.03533, published code).
const initialSpread = 0.05

func newLatent(in, out int, s rng.Stream) *latent {
	n := in * kernel.Pad(out)
	return &latent{in: in, out: out, stream: s,
		w: make([]float32, n), m: make([]float32, n), v: make([]float32, n)}
}

func (h *latent) part(tile int) (lo, hi int) {
	n := h.in * kernel.Lanes
	return tile * n, (tile + 1) * n
}

func (h *latent) start(tile int, k *Worker, rows kernel.Signs) {
	lo, hi := h.part(tile)
	w := h.w[lo:hi]
	clear(w)
	clear(h.m[lo:hi])
	clear(h.v[lo:hi])
	for c := range min(h.out-tile*kernel.Lanes, kernel.Lanes) {
		// Weight (i, o) is word i mod 4 of block (i/4, o).
		for i := 0; i < h.in; i += 4 {
			block := h.stream.Block(uint64(i/4), uint64(tile*kernel.Lanes+c))
			for j := 0; j < 4 && i+j < h.in; j++ {
				u := rng.Uniform(block[j])
				w[(i+j)*kernel.Lanes+c] = float32((float64(2*u) - 1) * initialSpread)
			}
		}
	}
	packTile(rows, w, tile, h.in, h.out)
}

func (h *latent) update(tile int, k *Worker, rows kernel.Signs, u update) devices.Events {
	lo, hi := h.part(tile)
	u.latent.Latent(h.w[lo:hi], h.m[lo:hi], h.v[lo:hi], k.grad[:hi-lo])
	return devices.Events{Flips: packTile(rows, h.w[lo:hi], tile, h.in, h.out)}
}

// packTile packs the signs of a tile [I][16] into the rows of its neurons and counts how many
// differ from those that stood there.
func packTile(rows kernel.Signs, w []float32, tile, in, out int) (flips int64) {
	var words [kernel.Lanes]uint64
	for i0 := 0; i0 < in; i0 += 64 {
		kernel.PackSigns(&words, w[i0*kernel.Lanes:min(i0+64, in)*kernel.Lanes])
		for c, packed := range words[:min(out-tile*kernel.Lanes, kernel.Lanes)] {
			word := &rows.Words[(tile*kernel.Lanes+c)*rows.Stride+i0/64]
			flips += int64(onesCount(*word ^ packed))
			*word = packed
		}
	}
	return flips
}

func (h *latent) append(b []byte) []byte {
	for _, s := range [][]float32{h.w, h.m, h.v} {
		b = appendFloats(b, s)
	}
	return b
}

func (h *latent) restore(b []byte) ([]byte, error) {
	var err error
	for _, s := range [][]float32{h.w, h.m, h.v} {
		if b, err = readFloats(b, s); err != nil {
			return b, err
		}
	}
	return b, nil
}

// paired holds each hidden weight in the resistances of a pair of devices, moved by pulses.
// Pair o*I+i is the weight from input i to neuron o.
type paired struct {
	in, out   int
	pairs     *devices.Pairs
	m, v      []float32 // [O/16][I][16] Adam's moments
	reprogram bool
}

func newPaired(in, out int, pairs *devices.Pairs, reprogram bool) *paired {
	n := in * kernel.Pad(out)
	return &paired{in: in, out: out, pairs: pairs, reprogram: reprogram, m: make([]float32, n), v: make([]float32, n)}
}

// pairRange returns the pairs of a tile's neurons.
func (h *paired) pairRange(tile int) (k0, k1 int) {
	o := tile * kernel.Lanes
	return o * h.in, min(o+kernel.Lanes, h.out) * h.in
}

func (h *paired) start(tile int, k *Worker, rows kernel.Signs) {
	k0, k1 := h.pairRange(tile)
	h.pairs.Init(k0, k1)
	n := h.in * kernel.Lanes
	clear(h.m[tile*n : (tile+1)*n])
	clear(h.v[tile*n : (tile+1)*n])
	k.pulses = grown(k.pulses, k1-k0)
	h.pairs.Weights(k0, k.pulses)
	h.pack(rows, k.pulses, k0, k1)
}

func (h *paired) update(tile int, k *Worker, rows kernel.Signs, u update) devices.Events {
	k0, k1 := h.pairRange(tile)
	n := h.in * kernel.Lanes
	g := k.grad[:n]
	u.pulses.Steps(h.m[tile*n:(tile+1)*n], h.v[tile*n:(tile+1)*n], g)
	k.pulses = grown(k.pulses, k1-k0)
	kernel.Pulses(k.pulses, g, (k1-k0)/h.in, MaxPulsesStep)
	var e devices.Events
	for o := k0 / h.in; o < k1/h.in; o++ {
		row := rows.Words[o*rows.Stride:][:rows.Stride]
		e.Add(h.pairs.ApplyPacked(o*h.in, u.step, k.pulses[o*h.in-k0:][:h.in], h.reprogram, row))
	}
	return e
}

// pack writes weights -1|+1 of the pairs [k0, k1) into the rows of their neurons.
func (h *paired) pack(rows kernel.Signs, w []int8, k0, k1 int) {
	for o := k0 / h.in; o < k1/h.in; o++ {
		packSigns(rows.Words[o*rows.Stride:][:rows.Stride], w[o*h.in-k0:][:h.in])
	}
}

// packSigns packs numbers -1|+1.
func packSigns(words []uint64, w []int8) {
	for j := range words {
		var word uint64
		for b, x := range w[64*j : min(64*j+64, len(w))] {
			word |= uint64(^uint8(x)>>7) << (b & 63)
		}
		words[j] = word
	}
}

func (h *paired) append(b []byte) []byte {
	b = h.pairs.AppendState(b, h.pairs.First(), h.pairs.First()+h.pairs.Len())
	return appendFloats(appendFloats(b, h.m), h.v)
}

func (h *paired) restore(b []byte) ([]byte, error) {
	k0 := h.pairs.First()
	n := devices.StateBytes * h.pairs.Len()
	if len(b) < n {
		return b, fmt.Errorf("bnn: state of the devices holds %d bytes: needs %d", len(b), n)
	}
	if err := h.pairs.Restore(k0, k0+h.pairs.Len(), b[:n]); err != nil {
		return b, err
	}
	b = b[n:]
	var err error
	if b, err = readFloats(b, h.m); err != nil {
		return b, err
	}
	return readFloats(b, h.v)
}

// appendFloats writes numbers little-endian.
func appendFloats(b []byte, s []float32) []byte {
	for _, x := range s {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

// readFloats fills s and returns the bytes behind it.
func readFloats(b []byte, s []float32) ([]byte, error) {
	if len(b) < 4*len(s) {
		return b, fmt.Errorf("bnn: state holds %d bytes: needs %d more", len(b), 4*len(s)-len(b))
	}
	for i := range s {
		s[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return b[4*len(s):], nil
}
