package bnn

import (
	"fmt"
	"math/bits"

	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// MaxPulsesStep is the largest number of weak-RESET pulses that one step gives a pair
// (arXiv:2107.06064, published code).
const MaxPulsesStep = 14

// hidden is what holds the hidden weights of one layer, as tiles of sixteen neurons: real
// numbers, or pairs of devices. A member of a crew holds its own tiles alone. Tiles may be
// updated at the same time.
type hidden interface {
	// start makes the weights of a tile at their beginning and packs their signs into rows.
	start(tile int, k *Worker, rows kernel.Signs)
	// update moves a tile by its gradient k.grad, [I][16], and packs the signs into rows.
	update(tile int, k *Worker, rows kernel.Signs, u update) devices.Events
	// anew clears the moments of the optimizer.
	anew()
	// planes are the numbers that a checkpoint needs: so many bytes for the whole layer, in the
	// order of its tiles, of which those from lo to hi-1 are held here.
	planes() []plane
	// save returns the held bytes of a plane, load sets them.
	save(plane int) []byte
	load(plane int, b []byte) error
	// check tells what is wrong with the planes of the whole layer, as save gives them, whichever tiles are held; nil
	// for nothing. What is learnt and not clipped is at most most in magnitude.
	check(planes [][]byte, r *Rule, most float64) error
}

// plane is one kind of number of a layer's hidden weights, in bytes.
type plane struct{ size, lo, hi int }

// tiles says which tiles of a layer are held.
type tiles struct{ in, out, tile0, tile1 int }

// part is the place of a tile among the held ones, in weights.
func (h *tiles) part(tile int) (lo, hi int) {
	n := h.in * kernel.Lanes
	return (tile - h.tile0) * n, (tile - h.tile0 + 1) * n
}

// pair is the first pair of a tile: pair o*I+i is the weight from input i to neuron o.
func (h *tiles) pair(tile int) int { return min(tile*kernel.Lanes, h.out) * h.in }

// floats is the plane of one number of four bytes a weight, in tiles [I][16].
func (h *tiles) floats() plane {
	n := h.in * kernel.Lanes * 4
	return plane{parts(h.out, kernel.Lanes) * n, h.tile0 * n, h.tile1 * n}
}

// loadFloats sets numbers from their bytes.
func loadFloats(s []float32, b []byte) error {
	if len(b) != 4*len(s) {
		return fmt.Errorf("bnn: a plane of hidden weights has %d bytes: needs %d", len(b), 4*len(s))
	}
	copy(crew.Bytes(s), b)
	return nil
}

// update is what one optimizer step is the same in for all weights: what the learning rules change of it.
type update struct {
	step   uint64 // from 1
	latent kernel.Adam
	pulses kernel.Adam
	free   bool // latent weights move by meta and are not clipped
	meta   kernel.Meta
	pull   float32 // strength of the anchors
}

// update is that of the step under way.
func (t *Trainer) update() update {
	u := update{step: uint64(t.step + 1), latent: t.powers.Adam(t.lr), pulses: t.powers.Adam(t.gain), free: t.rule.Free}
	if u.free {
		u.meta = u.latent.Meta(t.rule.Meta, t.rule.L2)
	}
	if t.lesson > 0 {
		u.pull = float32(t.rule.EWC)
	}
	return u
}

// move moves up to 64 rows of sixteen latent weights by their gradients, and packs their signs.
func (u *update) move(signs *[kernel.Lanes]uint64, w, m, v, g []float32) {
	if u.free {
		u.meta.Latent(signs, w, m, v, g)
		return
	}
	u.latent.Latent(signs, w, m, v, g)
}

// latent holds real hidden weights, moved by Adam and clipped to [-1, 1], or moved by the metaplastic Adam. Those of
// ternary networks are clipped as those of binary ones, though the published code does without, so that the networks
// differ in their levels alone; Rule.Free does without, too.
type latent struct {
	tiles
	levels  Levels // of the weights that they stand for
	w, m, v []float32
	anchors *anchors // nil for none
	stream  rng.Stream
}

func newLatent(held tiles, levels Levels, s rng.Stream, anchored, binarized bool) *latent {
	n := (held.tile1 - held.tile0) * held.in * kernel.Lanes
	h := &latent{tiles: held, levels: levels, stream: s}
	h.w, h.m, h.v = make([]float32, n), make([]float32, n), make([]float32, n)
	if anchored {
		h.anchors = &anchors{f: make([]float32, n), fw: make([]float32, n)}
		if binarized {
			h.anchors.read = &h.levels
		}
	}
	return h
}

func (h *latent) start(tile int, k *Worker, rows kernel.Signs) {
	lo, hi := h.part(tile)
	w := h.w[lo:hi]
	clear(w)
	clear(h.m[lo:hi])
	clear(h.v[lo:hi])
	first := h.levels.first()
	k.words = grown(k.words, (h.in+3)/4*4)
	for c := range h.columns(tile) {
		h.stream.Fill(k.words, 0, uint64(tile*kernel.Lanes+c)) // weight (i, o) is word i mod 4 of block (i/4, o)
		for i, word := range k.words[:h.in] {
			w[i*kernel.Lanes+c] = first(rng.Uniform(word))
		}
	}
	var planes [2][kernel.Lanes]uint64
	for i0 := 0; i0 < h.in; i0 += 64 {
		some := w[i0*kernel.Lanes : min(i0+64, h.in)*kernel.Lanes]
		if h.levels.Eight() {
			h.putEights(rows, some, tile, i0)
			continue
		}
		kernel.PackSigns(&planes[0], some)
		h.levels.pack(&planes, some)
		h.put(rows, &planes, tile, i0)
	}
}

func (h *latent) update(tile int, k *Worker, rows kernel.Signs, u update) devices.Events {
	lo, hi := h.part(tile)
	w, m, v, g := h.w[lo:hi], h.m[lo:hi], h.v[lo:hi], k.grad[:hi-lo]
	var planes [2][kernel.Lanes]uint64
	flips := int64(0)
	for i0 := 0; i0 < h.in; i0 += 64 {
		a, b := i0*kernel.Lanes, min(i0+64, h.in)*kernel.Lanes
		if u.pull != 0 {
			h.anchors.pull(g[a:b], w[a:b], lo+a, u.pull)
		}
		u.move(&planes[0], w[a:b], m[a:b], v[a:b], g[a:b])
		if h.levels.Eight() {
			flips += h.putEights(rows, w[a:b], tile, i0)
			continue
		}
		h.levels.pack(&planes, w[a:b])
		flips += h.put(rows, &planes, tile, i0)
	}
	return devices.Events{Flips: flips}
}

// columns is the number of neurons of a tile.
func (h *tiles) columns(tile int) int { return min(h.out-tile*kernel.Lanes, kernel.Lanes) }

// put writes the packed weights of a tile from input i0 on into the rows of their neurons
// and counts how many differ from those that stood there.
func (h *latent) put(rows kernel.Signs, planes *[2][kernel.Lanes]uint64, tile, i0 int) (flips int64) {
	stride, first := rows.Stride, rows.Words[tile*kernel.Lanes*rows.Stride+i0/64:]
	if h.levels.planes() == 1 {
		for c, packed := range planes[0][:h.columns(tile)] {
			word := &first[c*stride]
			flips += int64(bits.OnesCount64(*word ^ packed))
			*word = packed
		}
		return flips
	}
	second := first[stride/2:]
	for c := range h.columns(tile) {
		p, q := &first[c*stride], &second[c*stride]
		flips += int64(bits.OnesCount64(*p ^ planes[0][c] | *q ^ planes[1][c])) // in any plane
		*p, *q = planes[0][c], planes[1][c]
	}
	return flips
}

func (h *latent) anew() {
	clear(h.m)
	clear(h.v)
}

// anchor adds to the Fisher information of a tile.
func (h *latent) anchor(tile int, fisher []float32) {
	lo, hi := h.part(tile)
	h.anchors.add(fisher, h.w[lo:hi], lo)
}

// numbers are those that a checkpoint needs.
func (h *latent) numbers() [][]float32 {
	if h.anchors == nil {
		return [][]float32{h.w, h.m, h.v}
	}
	return [][]float32{h.w, h.m, h.v, h.anchors.f, h.anchors.fw}
}

func (h *latent) planes() []plane {
	p := make([]plane, len(h.numbers()))
	for i := range p {
		p[i] = h.floats()
	}
	return p
}

func (h *latent) save(i int) []byte { return crew.Bytes(h.numbers()[i]) }

func (h *latent) load(i int, b []byte) error { return loadFloats(h.numbers()[i], b) }

// paired holds each hidden weight in the resistances of a pair of devices, moved by pulses.
type paired struct {
	tiles
	pairs     devices.Pulsed
	m, v      []float32 // [tiles][I][16] Adam's moments
	reprogram bool
}

func newPaired(held tiles, pairs devices.Pulsed, reprogram bool) *paired {
	n := (held.tile1 - held.tile0) * held.in * kernel.Lanes
	return &paired{tiles: held, pairs: pairs, reprogram: reprogram, m: make([]float32, n), v: make([]float32, n)}
}

func (h *paired) start(tile int, k *Worker, rows kernel.Signs) {
	k0, k1 := h.pair(tile), h.pair(tile+1)
	h.pairs.Init(k0, k1)
	lo, hi := h.part(tile)
	clear(h.m[lo:hi])
	clear(h.v[lo:hi])
	k.pulses = grown(k.pulses, k1-k0)
	h.pairs.Weights(k0, k.pulses)
	h.pack(rows, k.pulses, k0, k1)
}

func (h *paired) update(tile int, k *Worker, rows kernel.Signs, u update) devices.Events {
	k0, k1 := h.pair(tile), h.pair(tile+1)
	lo, hi := h.part(tile)
	g := k.grad[:hi-lo]
	u.pulses.Steps(h.m[lo:hi], h.v[lo:hi], g)
	k.pulses = grown(k.pulses, k1-k0)
	kernel.Pulses(k.pulses, g, (k1-k0)/h.in, MaxPulsesStep)
	var e devices.Events
	for o := k0 / h.in; o < k1/h.in; o++ {
		row := rows.Row(o)
		e.Add(h.pairs.ApplyPacked(o*h.in, u.step, k.pulses[o*h.in-k0:][:h.in], h.reprogram, row))
	}
	return e
}

func (h *paired) anew() {
	clear(h.m)
	clear(h.v)
}

// pack writes weights -1|+1 of the pairs [k0, k1) into the rows of their neurons.
func (h *paired) pack(rows kernel.Signs, w []int8, k0, k1 int) {
	for o := k0 / h.in; o < k1/h.in; o++ {
		packSigns(rows.Row(o), w[o*h.in-k0:][:h.in])
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

func (h *paired) planes() []plane {
	k0, k1 := h.pair(h.tile0), h.pair(h.tile1)
	n := h.pairs.StateSize()
	return []plane{{n * h.in * h.out, n * k0, n * k1}, h.floats(), h.floats()}
}

func (h *paired) save(i int) []byte {
	if i == 0 {
		return h.pairs.AppendState(nil, h.pair(h.tile0), h.pair(h.tile1))
	}
	return crew.Bytes([][]float32{h.m, h.v}[i-1])
}

func (h *paired) load(i int, b []byte) error {
	if i == 0 {
		return h.pairs.Restore(h.pair(h.tile0), h.pair(h.tile1), b)
	}
	return loadFloats([][]float32{h.m, h.v}[i-1], b)
}
