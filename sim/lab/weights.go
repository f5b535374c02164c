package lab

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"

	"arraylab/devices/knob"
	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
)

// Weights are those of a network at the end of a run, layer by layer: as the chip read them back last, and as they were meant
// to be. Where devices learn, that is what ideal linear ones would hold after the same pulses.
type Weights struct {
	layers   []bnn.Layer
	read     []kernel.Signs
	intended []kernel.Signs
}

// Weights packs the weights of a run that is through: a bit a weight, of ternary ones two, layer by layer as they were read
// back; then, where any of them is wrong, once more as they were meant. It returns nil before the run is through.
func (r *Run) Weights() []byte {
	if r.at != atDone {
		return nil
	}
	var read, intended []byte
	same := true
	for l := range r.exp.net().Layers {
		is, meant := r.signs(l).Words, r.chip.Intended(l).Words
		read, intended = appendWords(read, is), appendWords(intended, meant)
		same = same && slices.Equal(is, meant)
	}
	if same {
		return read
	}
	return append(read, intended...)
}

func appendWords(b []byte, words []uint64) []byte {
	b = slices.Grow(b, 8*len(words))
	for _, w := range words {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return b
}

// UnpackWeights reads what Run.Weights packed of the experiment of a link. Errors are those of ParseLink, and one that tells the
// sizes where the bytes are not those of such a network.
func UnpackWeights(link string, packed []byte) (*Weights, error) {
	l, err := ParseLink("#" + link)
	if err != nil {
		return nil, err
	}
	w := &Weights{layers: l.Experiment.net().Layers}
	size := 0
	for l := range w.layers {
		size += 8 * len(w.layers[l].NewWeights().Words)
	}
	if len(packed) != size && len(packed) != 2*size {
		return nil, fmt.Errorf("lab: %d bytes are not the weights of #%s: those take %d or %d", len(packed), knob.Clip(link), size, 2*size)
	}
	w.read = w.cut(packed[:size])
	if w.intended = w.read; len(packed) > size {
		w.intended = w.cut(packed[size:])
	}
	return w, nil
}

// cut reads the weights of all layers.
func (w *Weights) cut(b []byte) (all []kernel.Signs) {
	for l := range w.layers {
		s := w.layers[l].NewWeights()
		for i := range s.Words {
			s.Words[i] = binary.LittleEndian.Uint64(b[8*i:])
		}
		all, b = append(all, s), b[8*len(s.Words):]
	}
	return all
}

// widths are the inputs and the neurons of the layers.
func (w *Weights) widths() []int {
	widths := []int{w.layers[0].FanIn()}
	for l := range w.layers {
		widths = append(widths, w.layers[l].Out)
	}
	return widths
}

// ShapeError says that two networks have no layers of the same size to be compared.
type ShapeError struct{ Before, After []int }

func (e *ShapeError) Error() string {
	return fmt.Sprintf("lab: the networks have layers of other sizes: %s and %s", widthsText(e.Before), widthsText(e.After))
}

func widthsText(widths []int) (text string) {
	for i, w := range widths {
		if i > 0 {
			text += "-"
		}
		text += fmt.Sprint(w)
	}
	return text
}

// Difference is how the weights of one layer differ from those of the same layer of another network.
type Difference struct {
	Inputs, Neurons int
	Ternary         bool  // either network has ternary weights
	Up, Down        int64 // weights that read higher than before, and lower: of binary ones -1 to +1 and +1 to -1
	Intended        int64 // weights that were meant to differ

	ups, downs []uint64 // a bit a weight, by neuron in words of 64 inputs
}

// Share of the layer's weights that differ, 0..1.
func (d *Difference) Share() float64 { return float64(d.Up+d.Down) / float64(d.Inputs*d.Neurons) }

// Differences compares two networks layer by layer, from one before to the one after. A *ShapeError says that their layers
// have other sizes; binary weights can be compared with ternary ones.
func Differences(before, after *Weights) ([]Difference, error) {
	if !slices.EqualFunc(before.layers, after.layers, alike) {
		return nil, &ShapeError{before.widths(), after.widths()}
	}
	var all []Difference
	for l := range before.layers {
		y, z := &before.layers[l], &after.layers[l]
		d := Difference{Inputs: y.FanIn(), Neurons: y.Out, Ternary: y.Weights.Kind == bnn.Ternary || z.Weights.Kind == bnn.Ternary}
		words := kernel.Words(d.Inputs)
		d.ups, d.downs = make([]uint64, words*d.Neurons), make([]uint64, words*d.Neurons)
		for o := range d.Neurons {
			for j := range words {
				at := o*words + j
				d.ups[at], d.downs[at] = rises(wordOf(y, before.read[l], o, j), wordOf(z, after.read[l], o, j), mask(d.Inputs, j))
				d.Up += int64(bits.OnesCount64(d.ups[at]))
				d.Down += int64(bits.OnesCount64(d.downs[at]))
				up, down := rises(wordOf(y, before.intended[l], o, j), wordOf(z, after.intended[l], o, j), mask(d.Inputs, j))
				d.Intended += int64(bits.OnesCount64(up | down))
			}
		}
		all = append(all, d)
	}
	return all, nil
}

// alike tells whether the weights of two layers have the same places.
func alike(y, z bnn.Layer) bool { return y.FanIn() == z.FanIn() && y.Out == z.Out }

// levels are 64 weights: bits where one is at least 0 (of binary ones +1), and where it is +1.
type levels struct{ some, most uint64 }

// wordOf is word j of the weights of a layer's neuron o.
func wordOf(y *bnn.Layer, s kernel.Signs, o, j int) levels {
	p := s.Words[o*s.Stride+j]
	q := p
	if y.Weights.Kind == bnn.Ternary {
		q = s.Words[o*s.Stride+s.Stride/2+j]
	}
	return levels{p | q, p & q}
}

// rises are bits where a weight is higher than before, and where it is lower.
func rises(before, after levels, mask uint64) (up, down uint64) {
	up = after.some&^before.some | after.most&^before.most
	down = before.some&^after.some | before.most&^after.most
	return up & mask, down & mask
}

// mask has the bits of word j that are inputs.
func mask(inputs, j int) uint64 {
	if left := inputs - 64*j; left < 64 {
		return 1<<left - 1
	}
	return ^uint64(0)
}

// Block counts the weights of a rectangle of a layer, and how many of them differ.
type Block struct{ Up, Down, Weights int }

// Share of the block's weights that differ, 0..1.
func (b Block) Share() float64 { return float64(b.Up+b.Down) / float64(b.Weights) }

// Blocks cuts the layer, a row an input and a column a neuron, into at most high rows of at most wide equal blocks; the last
// ones may be smaller.
func (d *Difference) Blocks(high, wide int) (rows, cols int, blocks []Block) {
	h, w := (d.Inputs+high-1)/high, (d.Neurons+wide-1)/wide
	rows, cols = (d.Inputs+h-1)/h, (d.Neurons+w-1)/w
	blocks = make([]Block, rows*cols)
	for r := range rows {
		for c := range cols {
			blocks[r*cols+c].Weights = min(h, d.Inputs-r*h) * min(w, d.Neurons-c*w)
		}
	}
	words := kernel.Words(d.Inputs)
	for at := range d.ups {
		column, first := blocks[at/words/w:], at%words*64
		for up := d.ups[at]; up != 0; up &= up - 1 {
			column[(first+bits.TrailingZeros64(up))/h*cols].Up++
		}
		for down := d.downs[at]; down != 0; down &= down - 1 {
			column[(first+bits.TrailingZeros64(down))/h*cols].Down++
		}
	}
	return rows, cols, blocks
}
