package lab

import (
	"fmt"
	"sort"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
)

// RangeError says that a place does not exist.
type RangeError struct {
	What  string
	Value int
	Count int
}

func (e *RangeError) Error() string {
	return fmt.Sprintf("lab: there is no %s %d: allowed are 0 to %d", e.What, e.Value, e.Count-1)
}

// signs are the weights of a layer as the run holds them now.
func (r *Run) signs(l int) kernel.Signs {
	switch {
	case r.chip != nil && r.at >= atProgramming:
		return r.chip.Signs(l)
	case r.trainer != nil:
		return r.trainer.Weights(l)
	}
	return r.model.Signs[l]
}

// pairs are the devices of a layer and the step whose noise they show; nil where there are none.
func (r *Run) pairs(l int) (p devices.Pulsed, step uint64) {
	if r.trainer != nil {
		if p := r.trainer.Pairs(l); p != nil {
			return p, uint64(r.trainer.Step())
		}
	}
	if r.chip != nil && r.at > atProgramming {
		return r.chip.Pairs(l), r.chip.Step()
	}
	return nil, 0
}

// cells are those of a layer that tell resistances, once they are programmed; nil where there are none.
func (r *Run) cells(l int) devices.Resistive {
	if r.chip == nil || r.at <= atProgramming {
		return nil
	}
	cells, _ := r.chip.Cells(l).(devices.Resistive)
	return cells
}

// Views are the views that Snapshot takes of the memory of an experiment.
func (e Experiment) Views() []string {
	t := e.Technology()
	switch {
	case e.Free() && t == nil:
		return []string{ViewWeight, ViewHidden, ViewError}
	case t == nil:
		return []string{ViewWeight, ViewError}
	case t.Pulsed(&e.Device):
		return []string{ViewWeight, ViewResistance, ViewPulses, ViewError}
	case t.Resistances:
		return []string{ViewWeight, ViewResistance, ViewError}
	}
	return []string{ViewWeight, ViewError}
}

// Classify sends an image of the data set's grid through the network as it is now: with frozen
// statistics once it is trained, with running ones before. label is the true class, -1 where
// there is none.
func (r *Run) Classify(pixels []byte, label int) Scores {
	m := r.model
	if m == nil || r.at == atTraining {
		m = r.trainer.Snapshot()
		m.Norms = m.Running
	}
	signs := make([]kernel.Signs, len(m.Net.Layers))
	for l := range signs {
		signs[l] = r.signs(l)
	}
	seen := *m
	seen.Net, seen.Norms = r.exp.atTest(m.Net, m.Norms)
	t := seen.Follow(signs, r.presented(pixels))
	r.trace = t
	s := Scores{Class: t.Class, Scores: t.P, Label: label, Pixels: r.exp.grey(t.Image)}
	y := append([]float32{}, t.Y...)
	sort.Slice(y, func(i, j int) bool { return y[i] > y[j] })
	s.Margin = float64(y[0]) - float64(y[1])
	for l, packed := range t.Bits {
		s.Bits = append(s.Bits, unpackNumbers(packed, m.Net.Layers[l].Out, m.Net.Layers[l].Outputs))
	}
	return s
}

// unpack turns packed bits into bytes 0|1.
func unpack(words []uint64, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(words[i/64] >> (i % 64) & 1)
	}
	return b
}

// unpackNumbers turns packed numbers into bytes: 0 for -1, 1 for +1, 2 for 0.
func unpackNumbers(words []uint64, n int, levels bnn.Levels) []byte {
	if levels.Kind == bnn.Binary {
		return unpack(words, n)
	}
	b := make([]byte, n)
	for i := range b {
		b[i] = [...]byte{0, 2, 1}[levels.Number(words, i, n)+1]
	}
	return b
}

// Neuron shows a neuron at work on the image that was classified last.
func (r *Run) Neuron(layer, index int) (Neuron, error) {
	t := r.trace
	net, _ := r.exp.atTest(r.exp.net(), [][]kernel.Norm{nil})
	if t == nil {
		return Neuron{}, &NeedError{"an image to be classified first"}
	}
	if layer < 0 || layer >= len(net.Layers) {
		return Neuron{}, &RangeError{"layer", layer, len(net.Layers)}
	}
	if index < 0 || index >= net.Layers[layer].Out {
		return Neuron{}, &RangeError{"neuron", index, net.Layers[layer].Out}
	}
	y, w := &net.Layers[layer], r.signs(layer)
	n := Neuron{Layer: layer, Index: index, Final: !y.Hidden(),
		Weights: unpackNumbers(w.Words[index*w.Stride:][:w.Stride], y.FanIn(), y.Weights), Sum: int(t.Sums[layer][index])}
	switch {
	case layer > 0:
		n.Inputs = unpackNumbers(t.Bits[layer-1], y.FanIn(), y.Inputs)
	case y.Inputs.Packed():
		n.Inputs = unpack(t.Input, y.FanIn())
	default:
		n.Inputs = r.exp.grey(t.Image)
	}
	n.Popcount = popcount(n.Inputs, n.Weights, !y.Inputs.Packed())
	if y.Inputs.Kind == bnn.Streamed {
		n.Popcount = (n.Sum + y.MaxSum()) / 2 // matches over all presentations
	}
	if n.Ternary = y.Weights.Kind == bnn.Ternary || y.Inputs.Kind == bnn.Ternary; n.Ternary {
		n.Differ = n.Popcount - n.Sum
	}
	norm := r.norms(layer)[index]
	n.Score = float64(norm.Y(t.Sums[layer][index]))
	if n.Final {
		for _, y := range t.Y {
			if float64(y) > n.Score {
				n.Output++
			}
		}
		return n, nil
	}
	fold := y.Folds(&norm)
	last := fold[len(fold)-1]
	n.Threshold, n.Flipped = int(last.At), last.Flipped
	if sum := t.Sums[layer][index]; last.Fires(sum) {
		n.Output = 1
	} else if y.Outputs.Kind == bnn.Ternary && fold[0].Fires(sum) {
		n.Output = 2
	}
	if y.Outputs.Kind == bnn.Ternary {
		n.Levels, n.Zero = 3, int(fold[0].At)
	}
	return n, nil
}

// norms are the normalizations that Classify uses.
func (r *Run) norms(l int) []kernel.Norm {
	var norms []kernel.Norm
	if r.model == nil || r.at == atTraining {
		norms = r.trainer.Norms(l)
	} else {
		norms = r.model.Norms[l]
	}
	if l == 0 {
		_, all := r.exp.atTest(r.exp.net(), [][]kernel.Norm{norms})
		norms = all[0]
	}
	return norms
}

// popcount counts the inputs that agree with their weights, or adds the pixels under +1.
func popcount(inputs, weights []byte, grey bool) (n int) {
	for i, x := range inputs {
		switch {
		case grey && weights[i] == 1:
			n += int(x)
		case !grey && weights[i] == x && x != 2: // a ternary 0 agrees with nothing
			n++
		}
	}
	return n
}

// collectFlips notes which weights differ from those that the last snapshot showed.
func (r *Run) collectFlips() {
	for l, shown := range r.shown {
		if shown == nil {
			continue
		}
		for i, w := range r.signs(l).Words {
			r.flipped[l][i] |= shown[i] ^ w
		}
	}
}
