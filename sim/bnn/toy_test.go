package bnn

// Pixels and Classes are those of the images that the tests make.
const (
	Pixels  = 784
	Classes = 10
)

// grid is the form of such an image.
var grid = Grid{C: 1, H: 28, W: 28}

// trits are ternary levels.
func trits(threshold float32) Levels { return Levels{Kind: Ternary, Threshold: threshold} }

// perceptron takes grey images of the tests and has hidden layers of the given widths, alike.
func perceptron(alike Layer, hidden ...int) Network {
	return NewPerceptron(Input{grid, Levels{Kind: Grey}}, Loss{}, alike, append(hidden, Classes)...)
}
