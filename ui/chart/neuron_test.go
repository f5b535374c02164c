package chart

import (
	"bytes"
	"encoding/base64"
	"slices"
	"testing"

	"arraylab/sim/lab"
)

// Neurons are laid out in a grid that holds them all.
func TestGrid(t *testing.T) {
	for n := 1; n <= lab.MaxWidth; n++ {
		w, h := grid(n)
		if w*h < n || w*(h-1) >= n || (n > 50 && (w < h || w > 4*h)) {
			t.Fatalf("%d neurons in %d by %d", n, w, h)
		}
	}
}

// TestNeuronsOfEightBits: inputs, weights and products of 8 bits are shades around 128; what is outside of the map is a
// line.
func TestNeuronsOfEightBits(t *testing.T) {
	of := func(n lab.Neuron) Neuron { return Neuron{Neuron: &n} }
	n := of(lab.Neuron{Layer: 1, Inputs: []byte{128 + 100, 128 - 50, 0, 128}, EightInputs: true, Sum: 150, Score: 0.305,
		Weights: []byte{1, 0, 1, 1}, Levels: lab.EightLevels, Output: 39, Window: lab.Grid{C: 4, H: 1, W: 1}})
	if px := n.wholeProducts(); string(px) != string([]byte{255, 128 + 63, 0, 128}) {
		t.Errorf("products %v", px)
	}
	var laws []string
	for _, s := range Equation(n.Neuron) {
		laws = append(laws, s.Law+": "+s.Numbers)
	}
	want := []string{"S = Σ wᵢxᵢ, x of 8 bits: 150", "y = batch norm of S: 0.3050", "128·y, rounded, −127 to 127: 39"}
	if !slices.Equal(laws, want) {
		t.Errorf("%q, want %q", laws, want)
	}
	n = of(lab.Neuron{Layer: 1, Inputs: []byte{255, 64, 0, 128}, EightInputs: true, Totals: []int32{200, -100, 0, 0},
		Terms: 2, Weights: []byte{0, 1, 1, 1}, Sum: -300})
	if px, law := n.wholeProducts(), Equation(n.Neuron)[0]; string(px) != string([]byte{1, 128 - 63, 0, 128}) ||
		law != (Step{"S = Σ wᵢxᵢ, each x of 2 added up", "−300"}) {
		t.Errorf("products %v of totals, %v", px, law)
	}
	n = of(lab.Neuron{Inputs: []byte{0, 1, 3, 2}, Weights: []byte{1, 255, 200, 5}, EightWeights: true})
	if px := n.wholeProducts(); string(px) != string([]byte{255, 255, 0, 128}) {
		t.Errorf("products %v", px)
	}
	for _, p := range []Picture{n.InputsPicture(), n.WeightsPicture(), n.ProductPicture()} {
		if p.W*p.H < 4 {
			t.Errorf("no picture: %+v", p)
		}
	}
	n = of(lab.Neuron{Layer: 1, Inputs: bytes.Repeat([]byte{200}, 8), EightInputs: true, Weights: make([]byte, 8),
		Window: lab.Grid{C: 2, H: 2, W: 2}})
	px, err := base64.StdEncoding.DecodeString(n.InputsPicture().Px)
	if err != nil || !bytes.Contains(px, []byte{0}) || bytes.Contains(px, []byte{outsideIndex}) {
		t.Errorf("there is no line between maps: %v (%v)", px, err)
	}
	if p := (Ground{}).Outputs([]byte{1, 255, 128}, 2); p.Mark != 2 || p.W*p.H < 3 {
		t.Errorf("outputs: %+v", p)
	}
}
