package lab

import (
	"fmt"
	"slices"

	"arraylab/devices/knob"
	"arraylab/sim/bnn"
)

// Weights are those of a network at the end of a run, layer by layer: as the chip read them back last, and as they were
// meant to be. Where devices learn, that is what ideal linear ones would hold after the same pulses.
type Weights struct {
	layers   []bnn.Layer
	read     []bnn.Weights
	intended []bnn.Weights
}

// Weights packs the weights of a run that is through: a bit a weight, of ternary ones two, layer by layer as they were
// read back; then, where any of them is wrong, once more as they were meant. It returns nil before the run is through.
func (r *Run) Weights() []byte {
	if r.at != atDone {
		return nil
	}
	var read, intended []byte
	same := true
	for l := range r.exp.net().Layers {
		is, meant := r.weights(l), r.chip.Intended(l)
		read, intended = append(read, is.Bytes()...), append(intended, meant.Bytes()...)
		same = same && is.Equal(meant)
	}
	if same {
		return read
	}
	return append(read, intended...)
}

// UnpackWeights reads what Run.Weights packed of the experiment of a link. Errors are those of ParseLink, and one that
// tells the sizes where the bytes are not those of such a network.
func UnpackWeights(link string, packed []byte) (*Weights, error) {
	l, err := ParseLink("#" + link)
	if err != nil {
		return nil, err
	}
	w := &Weights{layers: l.Experiment.net().Layers}
	size := 0
	for l := range w.layers {
		size += w.layers[l].WeightBytes()
	}
	if len(packed) != size && len(packed) != 2*size {
		return nil, fmt.Errorf("lab: %d bytes are not the weights of #%s: those take %d or %d", len(packed),
			knob.Clip(link), size, 2*size)
	}
	w.read = w.cut(packed[:size])
	if w.intended = w.read; len(packed) > size {
		w.intended = w.cut(packed[size:])
	}
	return w, nil
}

// cut reads the weights of all layers.
func (w *Weights) cut(b []byte) (all []bnn.Weights) {
	for l := range w.layers {
		y := &w.layers[l]
		all = append(all, y.ReadWeights(b))
		b = b[y.WeightBytes():]
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
	return fmt.Sprintf("lab: the networks have layers of other sizes: %s and %s", widthsText(e.Before),
		widthsText(e.After))
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
	Several         bool  // either network has weights of more than two levels
	Up, Down        int64 // weights that read higher than before, and lower: of binary ones -1 to +1 and +1 to -1
	Intended        int64 // weights that were meant to differ

	ups, downs bnn.Marks
}

// Share of the layer's weights that differ, 0..1.
func (d *Difference) Share() float64 { return float64(d.Up+d.Down) / float64(d.Inputs*d.Neurons) }

// Differences compares two networks layer by layer, from one before to the one after. A *ShapeError says that their
// layers have other sizes; binary weights can be compared with ternary ones.
func Differences(before, after *Weights) ([]Difference, error) {
	if !slices.EqualFunc(before.layers, after.layers, alike) {
		return nil, &ShapeError{before.widths(), after.widths()}
	}
	var all []Difference
	for l := range before.layers {
		was, is, y := before.read[l], after.read[l], &before.layers[l]
		d := Difference{Inputs: y.FanIn(), Neurons: y.Out, Several: was.Several() || is.Several()}
		d.ups, d.downs = bnn.Rises(was, is)
		d.Up, d.Down = d.ups.Count(), d.downs.Count()
		up, down := bnn.Rises(before.intended[l], after.intended[l])
		d.Intended = up.Count() + down.Count()
		all = append(all, d)
	}
	return all, nil
}

// alike tells whether the weights of two layers have the same places.
func alike(y, z bnn.Layer) bool { return y.FanIn() == z.FanIn() && y.Out == z.Out }

// Block counts the weights of a rectangle of a layer, and how many of them differ.
type Block struct{ Up, Down, Weights int }

// Share of the block's weights that differ, 0..1.
func (b Block) Share() float64 { return float64(b.Up+b.Down) / float64(b.Weights) }

// Blocks cuts the layer, a row an input and a column a neuron, into at most high rows of at most wide equal blocks; the
// last ones may be smaller.
func (d *Difference) Blocks(high, wide int) (rows, cols int, blocks []Block) {
	h, w := (d.Inputs+high-1)/high, (d.Neurons+wide-1)/wide
	rows, cols = (d.Inputs+h-1)/h, (d.Neurons+w-1)/w
	blocks = make([]Block, rows*cols)
	for r := range rows {
		for c := range cols {
			blocks[r*cols+c].Weights = min(h, d.Inputs-r*h) * min(w, d.Neurons-c*w)
		}
	}
	for neuron, input := range d.ups.All() {
		blocks[input/h*cols+neuron/w].Up++
	}
	for neuron, input := range d.downs.All() {
		blocks[input/h*cols+neuron/w].Down++
	}
	return rows, cols, blocks
}
