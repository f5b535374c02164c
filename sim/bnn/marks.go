package bnn

import (
	"iter"
	"math/bits"

	"arraylab/sim/kernel"
)

// Marks are a mark, or none, for each weight of a layer.
type Marks struct {
	inputs int
	words  []uint64 // [O][inputs], a bit a weight, in rows of whole words
}

// NewMarks returns marks of a layer's weights, none of them set.
func (w Weights) NewMarks() Marks {
	return Marks{w.inputs, make([]uint64, w.Neurons()*kernel.Words(w.inputs))}
}

// AddChanged marks the weights that differ; of ternary ones those that differ in either plane.
func (m Marks) AddChanged(before, after Weights) {
	words := kernel.Words(m.inputs)
	if before.levels.Eight() {
		differences(before, after, func(at, bit, was, is int) {
			if was != is {
				m.words[at] |= 1 << bit
			}
		})
		return
	}
	for o := range before.Neurons() {
		row, was, is := m.words[o*words:][:words], before.rows.Row(o), after.rows.Row(o)
		for plane := range before.levels.planes() {
			p, q := was[plane*words:][:words], is[plane*words:][:words]
			for j := range row {
				row[j] |= p[j] ^ q[j]
			}
		}
	}
}

// Clear takes all marks away.
func (m Marks) Clear() { clear(m.words) }

// Count returns how many weights are marked.
func (m Marks) Count() (n int64) {
	for _, word := range m.words {
		n += int64(bits.OnesCount64(word))
	}
	return n
}

// All goes through the marked weights, neuron by neuron.
func (m Marks) All() iter.Seq2[int, int] {
	return func(yield func(neuron, input int) bool) {
		words := kernel.Words(m.inputs)
		for at, word := range m.words {
			for ; word != 0; word &= word - 1 {
				if !yield(at/words, at%words*64+bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}

// Paint draws the marks as Weights are drawn: 255 where one is set, else 0.
func (m Marks) Paint(cells []byte) {
	words := kernel.Words(m.inputs)
	paint(cells, m.inputs, len(m.words)/words, func(o, j int) (white, grey uint64) { return m.words[o*words+j], 0 })
}

// Rises marks the weights that are higher after than before, and those that are lower. Layers of the same size can have
// other levels.
func Rises(before, after Weights) (up, down Marks) {
	up, down = before.NewMarks(), before.NewMarks()
	if before.levels.Eight() || after.levels.Eight() {
		differences(before, after, func(at, bit, was, is int) {
			if is > was {
				up.words[at] |= 1 << bit
			} else if is < was {
				down.words[at] |= 1 << bit
			}
		})
		return up, down
	}
	words := kernel.Words(before.inputs)
	for o := range before.Neurons() {
		was, is := before.rows.Row(o), after.rows.Row(o)
		for j := range words {
			at, inside := o*words+j, ^uint64(0)>>(64-min(64, before.inputs-64*j))
			p, q := before.planes(was, j)
			r, s := after.planes(is, j)
			least0, most1 := p|q, p&q // at least 0, of binary weights +1; and +1
			now0, now1 := r|s, r&s
			up.words[at] = (now0&^least0 | now1&^most1) & inside
			down.words[at] = (least0&^now0 | most1&^now1) & inside
		}
	}
	return up, down
}
