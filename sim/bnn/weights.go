package bnn

import (
	"bytes"
	"encoding/binary"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Numbers are packed numbers side by side: the weights of a neuron, or what an image gives a layer.
type Numbers struct {
	levels Levels
	n      int
	words  []uint64
}

// Eight tells whether they are of 8 bits.
func (x Numbers) Eight() bool { return x.levels.Eight() }

// Len returns how many they are.
func (x Numbers) Len() int { return x.n }

// At returns the i-th of them: -1, 0 or +1; of 8 bits -127 to 127.
func (x Numbers) At(i int) int { return x.levels.Number(x.words, i, x.n) }

// Weights are those of one layer, [O][FanIn], for whoever looks at them and knows nothing of how they are packed. They
// share the memory of whom they are from: who wants to keep them takes a Clone.
type Weights struct {
	levels Levels
	inputs int
	rows   kernel.Signs
}

// Holder has a network's weights: a trainer those that it trains, a model those that were trained, a chip those that
// were read last.
type Holder interface {
	Weights(l int) Weights
}

// signs are how the way up takes the weights that someone holds.
func signs(of Holder) func(l int) kernel.Signs {
	return func(l int) kernel.Signs { return of.Weights(l).rows }
}

// Packed returns weights of the layer that stand in rows such as NewWeights makes.
func (y *Layer) Packed(rows kernel.Signs) Weights {
	return Weights{levels: y.Weights, inputs: y.FanIn(), rows: rows}
}

// Pack packs whole numbers, [O][FanIn], each of which the layer's weights Hold.
func (y *Layer) Pack(at func(neuron, input int) int) kernel.Signs {
	rows, n := y.NewWeights(), y.FanIn()
	for o := range y.Out {
		row := rows.Row(o)
		for i := range n {
			y.Weights.put(row, i, n, at(o, i))
		}
	}
	return rows
}

// Neurons returns how many rows of weights there are.
func (w Weights) Neurons() int { return len(w.rows.Words) / w.rows.Stride }

// Inputs returns the weights of a row.
func (w Weights) Inputs() int { return w.inputs }

// HasZero tells whether a weight can be 0.
func (w Weights) HasZero() bool { return w.levels.HasZero() }

// Several tells whether a weight has more than two levels.
func (w Weights) Several() bool { return w.levels.Kind != Binary }

// Row returns the weights of a neuron.
func (w Weights) Row(neuron int) Numbers { return Numbers{w.levels, w.inputs, w.rows.Row(neuron)} }

// At returns one weight: -1, 0 or +1; of 8 bits -127 to 127.
func (w Weights) At(neuron, input int) int { return w.Row(neuron).At(input) }

// Count tells how many weights are +1, of 8 bits above 0, and how many are 0.
func (w Weights) Count() (plus, zeros int64) {
	if !w.levels.Eight() {
		return w.levels.Count(w.rows)
	}
	for o := range w.Neurons() {
		row := w.Row(o)
		for i := range w.inputs {
			if x := row.At(i); x > 0 {
				plus++
			} else if x == 0 {
				zeros++
			}
		}
	}
	return plus, zeros
}

// Bytes are the weights as files have them, in the memory where they stand: a bit a weight, of ternary ones a plane of
// those that are at least 0 and one of those above, neuron by neuron in words of 64 inputs, least significant bit and
// byte first; zeros behind the inputs. Weights of 8 bits are a byte each, neuron by neuron in words of eight.
func (w Weights) Bytes() []byte { return crew.Bytes(w.rows.Words) }

// WeightBytes is how many bytes the weights of the layer take, as Weights.Bytes has them.
func (y *Layer) WeightBytes() int { return 8 * y.Out * y.Weights.rowWords(y.FanIn()) }

// ReadWeights copies what Weights.Bytes gave. There must be as many bytes as WeightBytes, or more.
func (y *Layer) ReadWeights(b []byte) Weights {
	w := y.Packed(y.NewWeights())
	copy(w.Bytes(), b[:y.WeightBytes()])
	return w
}

// Equal tells whether all weights of two layers of the same size and levels are the same.
func (w Weights) Equal(v Weights) bool { return bytes.Equal(w.Bytes(), v.Bytes()) }

// Clone returns weights in memory of their own.
func (w Weights) Clone() Weights {
	w.rows.Words = append([]uint64{}, w.rows.Words...)
	return w
}

// Copy takes over weights of the same layer.
func (w Weights) Copy(from Weights) { copy(w.rows.Words, from.rows.Words) }

// planes are word j of a row in both planes; of binary weights they agree.
func (w Weights) planes(row []uint64, j int) (p, q uint64) {
	p = row[j]
	if w.HasZero() {
		return p, row[len(row)/2+j]
	}
	return p, p
}

// Paint draws the weights, a row an input and a column a neuron, a byte a weight: 255 for +1, 128 for 0, 0 for -1,
// of 8 bits 128 more than it is.
func (w Weights) Paint(cells []byte) {
	if w.levels.Eight() {
		for at := range cells[:w.inputs*w.Neurons()] {
			cells[at] = byte(perOne + w.At(at%w.Neurons(), at/w.Neurons()))
		}
		return
	}
	paint(cells, w.inputs, w.Neurons(), func(o, j int) (white, grey uint64) {
		p, q := w.planes(w.rows.Row(o), j)
		return p & q, p ^ q
	})
}

// paint draws a byte for each weight: white 255, grey 128, black 0. of gives the bits of 64 inputs of a neuron. A block
// of 64 neurons is turned at a time, so that whole rows of it are written.
func paint(cells []byte, in, out int, of func(o, j int) (white, grey uint64)) {
	var white, grey [64]uint64
	for o := 0; o < out; o += 64 {
		n := min(64, out-o)
		for j := range kernel.Words(in) {
			any := uint64(0)
			for k := range n {
				white[k], grey[k] = of(o+k, j)
				any |= grey[k]
			}
			clear(white[n:])
			clear(grey[n:])
			kernel.Transpose64(&white)
			if any != 0 {
				kernel.Transpose64(&grey)
			}
			for i := range min(64, in-64*j) {
				paintRow(cells[(64*j+i)*out+o:][:n], white[i], grey[i])
			}
		}
	}
}

// paintRow writes a byte for each of up to 64 bits.
func paintRow(cells []byte, white, grey uint64) {
	for len(cells) >= 8 {
		binary.LittleEndian.PutUint64(cells, 255*eightBytes(byte(white))|128*eightBytes(byte(grey)))
		cells, white, grey = cells[8:], white>>8, grey>>8
	}
	for i := range cells {
		cells[i] = -byte(white>>i&1) | byte(grey>>i&1)<<7
	}
}

// eightBytes are the bits of b as bytes 0 or 1.
func eightBytes(b byte) uint64 {
	const each, own, low = 0x0101010101010101, 0x8040201008040201, 0x7f7f7f7f7f7f7f7f
	x := uint64(b) * each & own // each byte has the bit that is its own
	return (x&low + low | x) >> 7 & each
}
