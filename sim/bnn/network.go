package bnn

import (
	"slices"

	"arraylab/sim/kernel"
)

// Grid is the form of an image's values: rows and columns of places with a value a channel each. Place follows place
// in the order of reading, and a place has its channels side by side: channel c of row y and column x is the value
// (y*W+x)*C + c. A signal has a single row; what a dense layer gives is channels of a single place.
type Grid struct{ C, H, W int }

// Span is an extent in rows and columns.
type Span struct{ H, W int }

// orOne is the span where it is given, else a single position.
func (s Span) orOne() Span { return Span{max(s.H, 1), max(s.W, 1)} }

// Area returns how many positions it has.
func (s Span) Area() int { return s.H * s.W }

// Values returns how many numbers an image has in this form.
func (g Grid) Values() int { return g.C * g.H * g.W }

// Kind says which values a row of weights takes, and how often it takes others for the same image.
type Kind int

const (
	// Dense: each row of weights takes all values of an image, once.
	Dense Kind = iota
	// Convolution: each row takes the values of all channels in a window, at each of its places.
	Convolution
	// Depthwise: each row takes the values of a single channel in a window: map m of Out that of channel m/(Out/In.C).
	Depthwise
)

// Layer is one layer of weights: what a row of them takes, how many rows there are, and what becomes of the sums.
type Layer struct {
	Kind   Kind
	In     Grid   // what comes in, of an image
	Inputs Levels // the levels of what comes in
	Out    int    // neurons: rows of weights, rows of the array, normalizations

	// Of a layer over a map: what its window spans, how far it moves from place to place, how far it reaches over the edges,
	// where there is nothing to add, and of how many neighbouring sums the largest goes on, the first in the order of
	// rows where several are. A dense layer has none of these; what is not given of Stride and Pool is one.
	Kernel, Stride, Pad, Pool Span

	// Also of a layer over a map: in place of the largest of a pool, Mean are windows of neighbouring sums that are added
	// up; and OutputMean are windows of outputs that are added up behind the layer, so that the next one takes their
	// sums, whole numbers. Both count as averages: the sum of a whole window of ones counts as one. What a window at the
	// end of a map lacks leaves it out.
	Mean, OutputMean Mean

	Weights Levels
	Outputs Levels // Real in the last layer, whose outputs are the scores of the classes
	Bias    bool   // a number is learnt that is added to each neuron's sum
	Norm    Normalization
}

// Mean are windows of Size neighbours, Stride apart; the zero value for none.
type Mean struct{ Size, Stride Span }

// there tells whether there are any.
func (m Mean) there() bool { return m != Mean{} }

// of is how many windows fit into so many rows and columns.
func (m Mean) of(p Span) Span {
	return Span{(p.H-m.Size.H)/m.Stride.H + 1, (p.W-m.Size.W)/m.Stride.W + 1}
}

// each calls do with the places, among rows of so many columns, of window number n.
func (m Mean) each(n, columns int, do func(place Span)) {
	wide := m.of(Span{m.Size.H, columns}).W
	for k := range m.Size.Area() {
		do(Span{n/wide*m.Stride.H + k/m.Size.W, n%wide*m.Stride.W + k%m.Size.W})
	}
}

// products are what the kind does with the weights: with Window, Places, Takes and Map all that asks for it.
func (y *Layer) products() products {
	switch {
	case y.whole():
		return newWide(y)
	case y.Kind == Dense:
		return dense{y}
	}
	return &conv{overMap: overMap{Layer: y}, windows: y.windows()}
}

// whole tells whether the layer's products are taken of whole numbers, one by one, not by tables of signs: these do not
// serve for all levels and windows, nor hold all sums over a map.
func (y *Layer) whole() bool {
	return y.Kind == Depthwise || y.Mean.there() || y.Inputs.Kind == Summed || y.Inputs.Eight() || y.Weights.Eight() ||
		y.Kind != Dense && y.MaxSum() > y.mostOfTables()
}

// Window returns the form of what a row of weights takes at once: all that comes in, or what the kernel spans, of each
// channel or of a single one.
func (y *Layer) Window() Grid {
	switch y.Kind {
	case Convolution:
		return Grid{C: y.In.C, H: y.Kernel.H, W: y.Kernel.W}
	case Depthwise:
		return Grid{C: 1, H: y.Kernel.H, W: y.Kernel.W}
	}
	return y.In
}

// FanIn returns the inputs of a row of weights: the products that a sum adds up.
func (y *Layer) FanIn() int { return y.Window().Values() }

// Places returns how often a row of weights is moved over the map: the sums that are made, of which pools leave the
// largest.
func (y *Layer) Places() Span {
	if y.Kind != Dense {
		return Span{(y.In.H+2*y.Pad.H-y.Kernel.H)/y.Stride.H + 1, (y.In.W+2*y.Pad.W-y.Kernel.W)/y.Stride.W + 1}
	}
	return Span{1, 1}
}

// Map returns the form of the outputs, of an image.
func (y *Layer) Map() Grid {
	p := y.Places()
	switch {
	case y.Mean.there():
		p = y.Mean.of(p)
	case y.Kind != Dense:
		p = Span{p.H / y.Pool.H, p.W / y.Pool.W}
	}
	return Grid{C: y.Out, H: p.H, W: p.W}
}

// Gives returns the form of what goes on, of an image: of the outputs, or of their averages.
func (y *Layer) Gives() Grid {
	m := y.Map()
	if y.OutputMean.there() {
		p := y.OutputMean.of(Span{m.H, m.W})
		m.H, m.W = p.H, p.W
	}
	return m
}

// Passes returns the levels of what goes on.
func (y *Layer) Passes() Levels {
	if y.OutputMean.there() {
		return Levels{Kind: Summed, Terms: y.OutputMean.Size.Area(), OfEight: y.Outputs.Eight()}
	}
	return y.Outputs
}

// Positions returns the sums of a neuron, for one image, that go on.
func (y *Layer) Positions() int { return y.Map().H * y.Map().W }

// PlacesOf returns the places, in the order of rows, of which the largest sum goes on to a position, or, of averages,
// all do.
func (y *Layer) PlacesOf(position int) (all []Span) {
	if y.Kind == Dense {
		return []Span{{}}
	}
	if y.Mean.there() {
		y.Mean.each(position, y.Places().W, func(place Span) { all = append(all, place) })
		return all
	}
	columns := y.Map().W
	for k := range y.Pool.Area() {
		all = append(all, Span{position/columns*y.Pool.H + k/y.Pool.W, position%columns*y.Pool.W + k%y.Pool.W})
	}
	return all
}

// Averaged returns which outputs of the layer are added up to a value that it passes on.
func (y *Layer) Averaged(value int) (outputs []int) {
	m := y.Map()
	y.OutputMean.each(value/m.C, m.W, func(place Span) {
		outputs = append(outputs, (place.H*m.W+place.W)*m.C+value%m.C)
	})
	return outputs
}

// Takes returns which of the values that come in an input of a neuron's row of weights is at a place: -1 where it is
// outside of the map.
func (y *Layer) Takes(neuron int, place Span, input int) (value int) {
	tap, c := input/y.In.C, input%y.In.C
	switch y.Kind {
	case Dense:
		return input
	case Depthwise:
		tap, c = input, neuron/(y.Out/y.In.C)
	}
	row, column := place.H*y.Stride.H-y.Pad.H+tap/y.Kernel.W, place.W*y.Stride.W-y.Pad.W+tap%y.Kernel.W
	if row < 0 || row >= y.In.H || column < 0 || column >= y.In.W {
		return -1
	}
	return (row*y.In.W+column)*y.In.C + c
}

// Size returns the number of weights.
func (y *Layer) Size() int { return y.FanIn() * y.Out }

// MaxSum returns the largest absolute sum.
func (y *Layer) MaxSum() int { return y.FanIn() * y.Inputs.Largest() * y.Weights.Largest() * y.terms() }

// terms is how many sums are added up to one.
func (y *Layer) terms() int {
	if y.Mean.there() {
		return y.Mean.Size.Area()
	}
	return 1
}

// unit is what a sum counts in.
func (y *Layer) unit() float32 { return y.Inputs.Unit() * y.Weights.Unit() / float32(y.terms()) }

// Hidden tells whether the outputs are passed on to another layer, as levels.
func (y *Layer) Hidden() bool { return y.Outputs.Kind != Real }

// NewWeights makes the packed weights, [O][FanIn].
func (y *Layer) NewWeights() kernel.Signs { return y.Weights.NewRows(y.Out, y.FanIn()) }

// Folds returns the integer thresholds of a hidden neuron with the normalization n, one for each plane of its outputs.
func (y *Layer) Folds(n *kernel.Norm) []Threshold {
	if y.Outputs.Eight() {
		return nil // whose outputs are made by the normalization itself
	}
	t := make([]Threshold, y.Outputs.planes())
	for plane := range t {
		t[plane] = y.fold(n, plane)
	}
	return t
}

// fold is the threshold of one plane.
func (y *Layer) fold(n *kernel.Norm, plane int) Threshold {
	m := y.Outputs.shifted(n, plane)
	return Fold(&m, y.MaxSum())
}

// NewNorms makes the normalizations at their start: gamma 1, beta 0, and, where there is a bias, bias 0. A layer with a
// learnt scale has mean 0, no deviation, and the scale as the gamma of all its neurons.
func (y *Layer) NewNorms() []kernel.Norm {
	n := make([]kernel.Norm, y.Out)
	for o := range n {
		n[o] = kernel.Norm{Scale: y.unit(), Gamma: y.Norm.gamma(), Inv: 1}
	}
	return n
}

// Input is what a network is shown: the form of an image, whose values are bytes, and what becomes of them. Binary: a
// byte counts as +1 from BinaryThreshold on, else as -1. Grey: it is taken as it is. Streamed: it is presented as
// random bits (see Images.Encode).
type Input struct {
	Grid
	Levels Levels
}

// BinaryThreshold is the grey value from which on a binary input is +1 (assumed: the middle).
const BinaryThreshold = 128

// Network is what fixes a network apart from its parameters. Make it with NewNetwork, which sets what follows from
// the rest.
type Network struct {
	Input   Input
	Layers  []Layer // input side first
	Classes int
	Loss    Loss
}

// NewNetwork connects layers, input side first, of which Kind, Out, Bias and the levels of weights and outputs are
// given, and what a convolution has beside: each takes what the one before it gives, and the last one gives the scores
// of the classes, as the loss wants them.
func NewNetwork(in Input, loss Loss, layers ...Layer) Network {
	net := Network{Input: in, Layers: slices.Clone(layers), Loss: loss}
	grid, levels := in.Grid, in.Levels
	for l := range net.Layers {
		y := &net.Layers[l]
		y.In, y.Inputs = grid, levels
		if y.Kind != Dense {
			y.Stride, y.Pool = y.Stride.orOne(), y.Pool.orOne()
		}
		grid, levels = y.Gives(), y.Passes()
	}
	last := &net.Layers[len(net.Layers)-1]
	last.Outputs, last.Norm = Levels{Kind: Real}, loss.norm()
	net.Classes = last.Out
	return net
}

// NewPerceptron connects dense layers of the given widths, the last of which are the classes, alike in all but that.
func NewPerceptron(in Input, loss Loss, alike Layer, widths ...int) Network {
	layers := make([]Layer, len(widths))
	for l := range layers {
		layers[l] = alike
		layers[l].Out = widths[l]
	}
	return NewNetwork(in, loss, layers...)
}

// Taking returns the network with inputs of other levels, the same in all else.
func (net Network) Taking(inputs Levels) Network {
	net.Input.Levels = inputs
	net.Layers = slices.Clone(net.Layers)
	net.Layers[0].Inputs = inputs
	return net
}

// Sums returns the sums that are made for an image: rows of sums over a batch.
func (y *Layer) Sums() int { return y.Out * y.Positions() }

// Products returns the products that are summed up for an image: each weight has one at each place.
func (y *Layer) Products() int { return y.Size() * y.Places().Area() }
