package bnn

import (
	"slices"

	"arraylab/sim/kernel"
)

// Model is a trained network as inference needs it: signs and batch normalizations.
type Model struct {
	Net   Network
	Signs []kernel.Signs // by layer, [O][I]
	// Meant are what was last to be written into a memory in the loop of the training, which may hold other weights,
	// the Signs; nil of other networks.
	Meant []kernel.Signs
	Norms [][]kernel.Norm // by layer; the statistics frozen over the training set
	// Running are the same with the running statistics of the training.
	Running [][]kernel.Norm
	// Errors are those with which a network was trained (Rule.Errors and Rule.Seed), as long as its statistics are to
	// be frozen.
	Errors func(layer int) [2]float64
	Seed   uint32
	// Tasks, of a network that has learnt several, are their normalizations by task and layer, with running statistics.
	Tasks [][][]kernel.Norm
}

// Snapshot copies the weights and parameters of a trainer. Frozen statistics are not there yet:
// Freeze finds them.
func (t *Trainer) Snapshot() *Model {
	m := &Model{Net: t.net, Errors: t.rule.Errors, Seed: t.rule.Seed}
	if t.rule.Written {
		m.Errors = nil // they stand in the weights
	}
	for l := range t.layers {
		m.Signs = append(m.Signs, copied(t.layers[l].standing()))
		if t.rule.Written {
			m.Meant = append(m.Meant, copied(t.layers[l].byNeuron))
		}
		m.Norms = append(m.Norms, append([]kernel.Norm{}, t.layers[l].norms...))
		m.Running = append(m.Running, t.running(t.Task(), l))
	}
	if tasks(t.course) > 1 {
		for task := range t.Seen() {
			var norms [][]kernel.Norm
			for l := range t.layers {
				norms = append(norms, t.running(task, l))
			}
			m.Tasks = append(m.Tasks, norms)
		}
	}
	return m
}

func copied(s kernel.Signs) kernel.Signs {
	return kernel.Signs{Words: slices.Clone(s.Words), Stride: s.Stride}
}

// Weights implements Holder.
func (m *Model) Weights(l int) Weights { return m.Net.Layers[l].Packed(m.Signs[l]) }

// Taking returns the model with inputs of other levels, the same in all else. Its weights are not copied.
func (m Model) Taking(inputs Levels) Model {
	m.Net = m.Net.Taking(inputs)
	first := slices.Clone(m.Norms[0])
	for o := range first {
		first[o].Scale = m.Net.Layers[0].unit()
	}
	m.Norms = append([][]kernel.Norm{first}, m.Norms[1:]...)
	return m
}

// Live is the network as it stands between two steps, with the normalizations of a task and their running statistics,
// to be tested or looked at. Its weights go on being trained.
func (t *Trainer) Live(task int) *Model {
	m := &Model{Net: t.net}
	for l := range t.layers {
		m.Signs, m.Norms = append(m.Signs, t.layers[l].standing()), append(m.Norms, t.running(task, l))
	}
	return m
}

// Threshold is the folded batch normalization of a hidden neuron: it fires where its sum is at
// least At, or, Flipped, where it is at most At.
type Threshold struct {
	At      int32
	Flipped bool
}

// Fires tells whether the neuron's output is +1 for the sum s.
func (t Threshold) Fires(s int32) bool {
	if t.Flipped {
		return s <= t.At
	}
	return s >= t.At
}

// Fire returns what a hidden neuron with the thresholds t, one for each plane of its outputs, gives for the sum s: -1,
// 0 or +1.
func Fire(t []Threshold, s int32) (level int) {
	for _, plane := range t {
		if plane.Fires(s) {
			level++
		} else {
			level--
		}
	}
	return level / len(t)
}

// Fold finds the threshold that gives the very signs of the unfolded normalization, for every
// sum from -limit to limit. Y is monotone in the sum, rounding included, so bisection on Y
// itself is exact. A neuron that never fires has its threshold outside of the range.
func Fold(n *kernel.Norm, limit int) Threshold {
	falling := n.Gamma < 0
	fires := func(s int32) bool { return (n.Y(s) >= 0) != falling }
	// fires is false below lo and true from hi on, once the ends are settled. For a falling
	// neuron it is the negated output, and the last firing sum is the one before.
	lo, hi := int32(-limit), int32(limit)+1
	for lo < hi {
		mid := lo + (hi-lo)/2
		if fires(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	if falling {
		return Threshold{At: lo - 1, Flipped: true}
	}
	return Threshold{At: lo}
}

// Thresholds are those of the hidden layers with the frozen statistics, by layer, neuron and plane of its outputs. Of
// ternary outputs the first is that from which on they are at least 0, the second that of +1; outputs of 8 bits have
// none.
func (m *Model) Thresholds() [][][]Threshold { return m.Net.thresholds(m.Norms) }

func (net Network) thresholds(norms [][]kernel.Norm) (all [][][]Threshold) {
	for l := range net.Layers {
		if y := &net.Layers[l]; y.Hidden() {
			all = append(all, y.thresholds(norms[l]))
		}
	}
	return all
}

// thresholds are those of all neurons of a hidden layer.
func (y *Layer) thresholds(norms []kernel.Norm) [][]Threshold {
	if y.Outputs.Eight() {
		return make([][]Threshold, len(norms))
	}
	planes := y.Outputs.planes()
	t, all := make([][]Threshold, len(norms)), make([]Threshold, len(norms)*planes)
	for o := range norms {
		t[o] = all[o*planes:][:planes]
		for plane := range t[o] {
			t[o][plane] = y.fold(&norms[o], plane)
		}
	}
	return t
}
