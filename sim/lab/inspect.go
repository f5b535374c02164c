package lab

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"arraylab/sim/bnn"
	"arraylab/sim/chip"
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

// checkPlace tells of a place that does not exist.
func checkPlace(what string, value, count int) error {
	if value < 0 || value >= count {
		return &RangeError{what, value, count}
	}
	return nil
}

// holder has the weights as the run holds them now.
func (r *Run) holder() bnn.Holder {
	switch {
	case r.chip != nil && r.at >= atProgramming:
		return r.chip
	case r.trainer != nil:
		return r.trainer
	}
	return r.model
}

// weights are those of a layer as the run holds them now.
func (r *Run) weights(l int) bnn.Weights { return r.holder().Weights(l) }

// intended are the weights of a layer as they were to be stored; known tells whether they are anywhere yet.
func (r *Run) intended(l int) (w bnn.Weights, known bool) {
	switch {
	case r.chip != nil && r.at > atProgramming:
		return r.chip.Intended(l), true
	case r.trainer != nil && r.exp.inLoop():
		return r.trainer.Meant(l), true
	}
	return w, false
}

// pairs are the devices of a layer in which a network learns; nil where its weights are latent, or no longer here.
func (r *Run) pairs(l int) *chip.Pairs {
	if r.trainer == nil {
		return nil
	}
	return chip.Learning(r.crew, r.trainer, l)
}

// devices are those of a layer that there is something to see of, once it is programmed or while it learns; nil where
// there are none.
func (r *Run) devices(l int) chip.Devices {
	if p := r.pairs(l); p != nil {
		return p
	}
	if r.chip != nil && r.at > atProgramming {
		return r.chip.Devices(l)
	}
	return nil
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

// ViewsOf are those of Views that a layer has: one in digital memory has no cells.
func (e Experiment) ViewsOf(layer int) []string {
	views := e.Views()
	if layers := e.net().Layers; layer >= 0 && layer < len(layers) && layers[layer].Digital() {
		views = slices.DeleteFunc(views, func(v string) bool { return v != ViewWeight && v != ViewHidden })
	}
	return views
}

// seen is the network as it meets a single image now: with frozen statistics once it is trained, with running ones
// before.
func (r *Run) seen() bnn.Model {
	if r.model == nil || r.at == atTraining {
		return r.exp.atTest(*r.trainer.Live(r.trainer.Task()))
	}
	return r.exp.atTest(*r.model)
}

// Classify sends an image of the data set's grid through the network as it is now: with frozen
// statistics once it is trained, with running ones before. label is the true class, -1 where
// there is none.
func (r *Run) Classify(pixels []byte, label int) Scores {
	m := r.seen()
	t := m.Follow(r.holder(), r.presented(pixels))
	r.trace = t
	s := Scores{Class: t.Class, Scores: t.P, Label: label, Pixels: r.exp.grey(t.Image)}
	y := append([]float32{}, t.Y...)
	sort.Slice(y, func(i, j int) bool { return y[i] > y[j] })
	s.Margin = float64(y[0]) - float64(y[1])
	for _, outputs := range t.Bits {
		s.Bits, s.Eight = append(s.Bits, codes(outputs)), append(s.Eight, outputs.Eight())
	}
	return s
}

// code is how Scores and Neuron spell a packed number: 0 for -1, 1 for +1, 2 for 0.
func code(level int) byte { return [...]byte{0, 2, 1}[level+1] }

// middle is how numbers of 8 bits are spelled that are 0; others are as many more or less.
const middle = 128

// codes are those of packed numbers, or of numbers of 8 bits.
func codes(x bnn.Numbers) []byte {
	b := make([]byte, x.Len())
	for i := range b {
		if x.Eight() {
			b[i] = byte(middle + x.At(i))
		} else {
			b[i] = code(x.At(i))
		}
	}
	return b
}

// Neuron shows a neuron at work on the image that was classified last; index counts the sums of the layer, those of a
// neuron side by side.
func (r *Run) Neuron(layer, index int) (Neuron, error) {
	if r.trace == nil {
		return Neuron{}, &NeedError{"an image to be classified first"}
	}
	m := r.seen()
	if err := checkPlace("layer", layer, len(m.Net.Layers)); err != nil {
		return Neuron{}, err
	}
	y := &m.Net.Layers[layer]
	if err := checkPlace("neuron", index, y.Sums()); err != nil {
		return Neuron{}, err
	}
	row, position := index/y.Positions(), index%y.Positions()
	sum, norm := r.trace.Sums[layer][index], &m.Norms[layer][row]
	n := Neuron{Layer: layer, Index: index, Final: !y.Hidden(),
		Weights: codes(r.weights(layer).Row(row)), Sum: int(sum), Score: float64(norm.Y(sum))}
	n.place(&m.Net, position)
	if y.Mean != (bnn.Mean{}) || y.Inputs.Kind == bnn.Summed {
		n.EightWeights = y.Digital()
		n.addUp(r.totals(m, layer, row, position))
	} else {
		taken, inside := r.inputs(y, layer, row, position)
		n.Inputs = taken
		n.add(y, inside)
	}
	switch {
	case n.Final:
		n.rank(r.trace.Y)
	case y.Outputs.Eight():
		n.Levels, n.Output = EightLevels, bnn.ToEight(norm.Y(sum))
	default:
		n.compare(y.Folds(norm), sum)
	}
	return n, nil
}

// place tells of a neuron that is a place of a map what it sees.
func (n *Neuron) place(net *bnn.Network, position int) {
	at, size := net.Field(n.Layer, position)
	n.Window = Grid(net.Layers[n.Layer].Window())
	n.Sees = Area{Row: at.H, Column: at.W, Rows: size.H, Columns: size.W}
}

// outside is how Neuron spells an input that lies outside of the map: nothing.
const outside = 3

// totals are what the weights of a row of a layer are multiplied with, at a position, where this is added up: outputs of
// the layer below that are averaged, what a layer takes at all places of its own average, or both; and of how many
// numbers each is made where all are inside of the map. inside tells which are not outside of it.
func (r *Run) totals(m bnn.Model, layer, row, position int) (all []int32, inside []bool, terms int) {
	y := &m.Net.Layers[layer]
	number, terms := r.numbers(y, layer), 1
	if y.Inputs.Kind == bnn.Summed {
		below := &m.Net.Layers[layer-1]
		outputs := r.trace.Bits[layer-1]
		number = func(value int) (sum int) {
			for _, v := range below.Averaged(value) {
				sum += outputs.At(v)
			}
			return sum
		}
		terms = below.OutputMean.Size.Area()
	}
	places := []bnn.Span{r.best(y, layer, row, position, number)}
	if y.Mean != (bnn.Mean{}) {
		places = y.PlacesOf(position)
	}
	all, inside = make([]int32, y.FanIn()), make([]bool, y.FanIn())
	for i := range all {
		for _, place := range places {
			if v := y.Takes(row, place, i); v >= 0 {
				all[i] += int32(number(v))
				inside[i] = true
			}
		}
	}
	return all, inside, terms * len(places)
}

// addUp tells of a sum whose inputs are totals.
func (n *Neuron) addUp(totals []int32, inside []bool, terms int) {
	n.EightInputs, n.Totals, n.Terms, n.Inputs = true, totals, terms, make([]byte, len(totals))
	most := int32(1)
	for _, x := range totals {
		most = max(most, x, -x)
	}
	for i, x := range totals {
		if inside[i] {
			n.Inputs[i] = byte(middle + int(x)*(middle-1)/int(most))
		}
	}
}

// best is the place of a position whose sum goes on: of a pool the one whose sum is the largest, the first where several
// are.
func (r *Run) best(y *bnn.Layer, layer, row, position int, number func(value int) int) (best bnn.Span) {
	weights, most := r.weights(layer).Row(row), math.MinInt
	for _, place := range y.PlacesOf(position) {
		sum := 0
		for i := range y.FanIn() {
			if v := y.Takes(row, place, i); v >= 0 {
				sum += number(v) * weights.At(i)
			}
		}
		if sum > most {
			best, most = place, sum
		}
	}
	return best
}

// inputs are what a row of weights of a layer took, at a position, of the image that was classified last, and how many of
// them are inside of the map.
func (r *Run) inputs(y *bnn.Layer, layer, row, position int) (taken []byte, inside int) {
	values, best := r.values(y, layer), r.best(y, layer, row, position, r.numbers(y, layer))
	taken = make([]byte, y.FanIn())
	for i := range taken {
		if v := y.Takes(row, best, i); v >= 0 {
			taken[i] = values[v]
			inside++
		} else if y.Inputs.Packed() {
			taken[i] = outside
		}
	}
	return taken, inside
}

// numbers are what came into the layer as its sums take it.
func (r *Run) numbers(y *bnn.Layer, layer int) func(value int) int {
	switch {
	case layer > 0:
		return r.trace.Bits[layer-1].At
	case y.Inputs.Packed():
		return r.trace.Input.At
	case y.Inputs.Kind == bnn.Streamed:
		return func(value int) int { return 2*int(r.trace.Image[value]) - y.Inputs.Presentations }
	}
	return func(value int) int { return int(r.trace.Image[value]) }
}

// values are all that came into the layer.
func (r *Run) values(y *bnn.Layer, layer int) []byte {
	switch {
	case layer > 0:
		return codes(r.trace.Bits[layer-1])
	case y.Inputs.Packed():
		return codes(r.trace.Input)
	}
	return r.exp.grey(r.trace.Image)
}

// add tells of what the sum is made, of which so many inputs are inside of the map.
func (n *Neuron) add(y *bnn.Layer, inside int) {
	n.Grey = !y.Inputs.Packed() && !y.Inputs.Eight()
	if n.EightInputs, n.EightWeights = y.Inputs.Eight(), y.Digital(); n.EightInputs || n.EightWeights {
		return
	}
	n.Popcount = popcount(n.Inputs, n.Weights, n.Grey)
	if y.Inputs.Kind == bnn.Streamed {
		n.Popcount = (n.Sum + inside*y.Inputs.Presentations) / 2 // matches over all presentations
	}
	if n.Ternary = y.Weights.HasZero() || y.Inputs.HasZero(); n.Ternary {
		n.Differ = n.Popcount - n.Sum
	}
}

// rank counts the scores above that of a neuron of the last layer.
func (n *Neuron) rank(scores []float32) {
	for _, y := range scores {
		if float64(y) > n.Score {
			n.Output++
		}
	}
}

// compare tells what a hidden neuron makes of its sum.
func (n *Neuron) compare(fold []bnn.Threshold, sum int32) {
	last := fold[len(fold)-1]
	n.Threshold, n.Flipped, n.Output = int(last.At), last.Flipped, int(code(bnn.Fire(fold, sum)))
	if len(fold) > 1 {
		n.Levels, n.Zero = 3, int(fold[0].At)
	}
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
