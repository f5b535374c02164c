package chart

import (
	"encoding/base64"
	"slices"
	"testing"

	"arraylab/sim/lab"
)

// TestImageOfChannels: three channels are colours, of which a palette has no part, and so are a neuron's weights for
// them; other numbers lie one below the other.
func TestImageOfChannels(t *testing.T) {
	values := []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11} // of a grid with channels side by side
	pixels := func(p Picture) []byte {
		px, err := base64.StdEncoding.DecodeString(p.Px)
		if err != nil {
			t.Fatal(err)
		}
		return px
	}
	rgb := lab.Grid{C: 3, H: 2, W: 2}
	if p := (Ground{}).Image(rgb, values); p.W != 2 || p.H != 2 || p.Pal != "" || !slices.Equal(pixels(p), values) {
		t.Errorf("in colour: %+v", p)
	}
	n := Neuron{Neuron: &lab.Neuron{Grey: true, Inputs: values,
		Weights: []byte{0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2}}, Grid: rgb}
	for name, c := range map[string]struct {
		p    Picture
		want []byte
	}{
		"inputs":   {n.InputsPicture(), values},
		"weights":  {n.WeightsPicture(), []byte{0, 255, 128, 0, 255, 128, 0, 255, 128, 0, 255, 128}},
		"products": {n.ProductPicture(), []byte{128, 128, 128, 127, 130, 128, 125, 131, 128, 124, 133, 128}},
	} {
		if c.p.W != 2 || c.p.H != 2 || c.p.Pal != "" || !slices.Equal(pixels(c.p), c.want) {
			t.Errorf("%s of a neuron: %d by %d, %v", name, c.p.W, c.p.H, pixels(c.p))
		}
	}
	two := (Ground{}).Image(lab.Grid{C: 2, H: 3, W: 2}, values)
	if want := []byte{0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}; two.W != 2 || two.H != 6 || !slices.Equal(pixels(two), want) {
		t.Errorf("two channels: %d by %d, %v", two.W, two.H, pixels(two))
	}
	if p := (Ground{}).Image(rgb, values[:5]); len(pixels(p)) != 4 || p.Pal == "" {
		t.Errorf("of too few values: %+v", p)
	}
}
