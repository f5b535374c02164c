package bnn

import "testing"

// BenchmarkEightBits is a step of the small network of BenchmarkConvolutionStep whose layers but the last are of 8 bits,
// or but the last two.
func BenchmarkEightBits(b *testing.B) {
	net := convolutional(16)
	for l := range net.Layers[:len(net.Layers)-2] {
		net.Layers[l].Weights, net.Layers[l].Outputs = Levels{Kind: Eight}, Levels{Kind: Eight}
	}
	benchmarkSteps(b, NewNetwork(net.Input, net.Loss, net.Layers...), 100)
}
