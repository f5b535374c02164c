// Package topology is the grammar in which a link says a network, and what a network of it comes to: its maps, weights
// and products.
//
//	net=32c-32cp-64c-64cp-128c-128cp-256
//
// Tokens joined by "-" are the hidden layers, input side first; the output layer is implied. A token is
//
//	token  = layer [levels] | average | "y" level          y: the output layer, at the end, where its level is told
//	layer  = maps                                          a dense layer of so many neurons
//	       | maps ("c" | "d") [span] ["s" span] ["z" span] [pool]
//	pool   = "p" [span] | average
//	average = "a" [span] ["s" span]
//	span   = number | number "x" number                    rows x columns
//	levels = level [level]                                 of weights and outputs; one is both
//	level  = "b" | "t" | "e"                               binary, ternary, whole numbers of 8 bits
//
// c is a convolution, d a depthwise one: each of its maps takes a single map of those that come in. The span behind it
// is the kernel (3 where none is told), s the stride (1), z the padding at each side (half the kernel, rounded down): a
// tap outside of the map is left out of the sum. p is the largest of a window (2) of sums, a their sum, the average but
// for a factor: both before the normalization. Windows of p stand side by side, those of a unless a stride is told;
// what is left over at the end of a map is left out. An average that is a token of its own is one of the outputs of the
// layer before it.
//
// Where an image is one row, a signal, a span of one number is along the row alone: a kernel of 13 is 1x13.
//
// A network has one canonical spelling, which leaves out what stands for itself. Links are for ever: the grammar may
// grow, but what it says now it says always.
package topology

import "arraylab/sim/bnn"

// Kind says what a token does with the maps that come in.
type Kind int

// The kinds of tokens.
const (
	Dense     Kind = iota // Each neuron takes all values.
	Conv                  // Each map takes a window of all maps.
	Depthwise             // Each map takes a window of one map: map m of those that come out takes m/(out/in).
	Average               // The outputs of the layer before are summed up in windows; there are no weights.
)

// Level says which numbers weights or outputs are.
type Level int

// The levels.
const (
	Standard Level = iota // What holds where a token does not tell.
	Binary                // -1 or +1.
	Ternary               // -1, 0 or +1.
	Eight                 // Whole numbers of 8 bits.
)

// Span is a number of rows and one of columns. H is either where one number stands for both and nothing is known yet of
// the images.
type Span struct{ H, W int }

// either is the H of a Span that is as W on images, and nothing on signals.
const either = -1

// Layer is what a token says.
type Layer struct {
	Kind   Kind
	Out    int  // Neurons, or maps; 0 of an average.
	Kernel Span // Of a convolution, or of an average.
	Stride Span // Likewise.
	Pad    Span // Rows above and below, columns left and right.
	Pool   Span // The largest sum of so many is taken; the zero value for all of them.
	// Mean are the windows whose sums are summed up; the zero value for none.
	Mean, MeanStride Span

	Weights, Outputs Level
}

// Network is what a text says. Equal values are equal networks, among those that were read in the same context.
type Network struct {
	Layers []Layer // hidden ones and averages, input side first
	Last   Level   // of the weights of the output layer
}

// Context is where a network stands. In the zero value a text can be read, and spelled again, before any of it is
// known.
type Context struct {
	Grid    bnn.Grid // Of an image.
	Largest int      // The largest magnitude of its values, as whole numbers.
	Classes int
	Weights Level // Where a token tells none.
	Outputs Level
}

// signal tells whether images are rows.
func (c Context) signal() bool { return c.Grid.H == 1 }

// one is the span of a single number n, of a kernel, a stride or a window.
func (c Context) one(n int) Span { return c.along(n, 1) }

// along is the span of a single number n; on a signal there are so many rows beside it.
func (c Context) along(n, alone int) Span {
	switch {
	case c.Grid.H == 0:
		return Span{either, n}
	case c.signal():
		return Span{alone, n}
	}
	return Span{n, n}
}

// halved is the padding that goes without saying.
func (k Span) halved() Span {
	if k.H == either {
		return Span{either, k.W / 2}
	}
	return Span{k.H / 2, k.W / 2}
}

// What goes without saying.
const (
	kernelSide = 3
	windowSide = 2
)

// What a text can say.
const (
	MaxLayers = 32   // Tokens of hidden layers and averages.
	MaxMaps   = 4096 // Maps, or neurons of a dense layer.
	MaxKernel = 64   // A side of a kernel.
	MaxStride = 16   // Of a kernel.
	MaxPad    = 63   // At each side.
	MaxWindow = 64   // A side of a pool, or its stride.
)

// What a network can come to.
const (
	MaxValues  = 1 << 20   // Sums of a layer for an image: 1024 maps of 32x32.
	MaxFanIn   = 1<<15 - 1 // Inputs of a sum: those of signs are kept in 16 bits.
	MaxWeights = 1 << 28   // Of all layers.
	MaxSum     = 1<<31 - 1 // Sums of whole numbers are kept in 32 bits.
)
