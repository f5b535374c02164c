package topology_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"arraylab/sim/bnn"
	"arraylab/sim/topology"
)

// grids spells the maps between the layers.
func grids(shapes []topology.Shape) string {
	var texts []string
	for _, s := range shapes {
		texts = append(texts, fmt.Sprintf("%dx%dx%d", s.Map.C, s.Map.H, s.Map.W))
	}
	return strings.Join(texts, " ")
}

// TestPublished: the networks that others wrote down are spelled as they are for ever, and come to as many weights,
// products and places as was counted for them by hand.
func TestPublished(t *testing.T) {
	for _, c := range []struct {
		name, text string
		weights    float64 // millions
		products   float64 // of an image, millions
		maps       string
		inputs     int // of the first dense layer
	}{
		{"quick", "24cs2-48c-48cp-96cp-128", 0.27, 11.0, "24x16x16 48x16x16 48x8x8 96x4x4 128x1x1 10x1x1", 1536},
		{"N = 16", "16c-16cp-32c-32cp-64c-64cp-128", 0.20, 10.0,
			"16x32x32 16x16x16 32x16x16 32x8x8 64x8x8 64x4x4 128x1x1 10x1x1", 1024},
		{"N = 24", "24c-24cp-48c-48cp-96c-96cp-192", 0.46, 22.2,
			"24x32x32 24x16x16 48x16x16 48x8x8 96x8x8 96x4x4 192x1x1 10x1x1", 1536},
		{"N = 32", "32c-32cp-64c-64cp-128c-128cp-256", 0.81, 39.2,
			"32x32x32 32x16x16 64x16x16 64x8x8 128x8x8 128x4x4 256x1x1 10x1x1", 2048},
		{"N = 64", "64c-64cp-128c-128cp-256c-256cp-512", 3.25, 154.9,
			"64x32x32 64x16x16 128x16x16 128x8x8 256x8x8 256x4x4 512x1x1 10x1x1", 4096},
		{"CNV", "64cz0-64cz0p-128cz0-128cz0p-256cz0-256cz0-512-512", 1.54, 59.5,
			"64x30x30 64x14x14 128x12x12 128x5x5 256x3x3 256x1x1 512x1x1 512x1x1 10x1x1", 256},
		{"VGG3", "64cp-64cp-2048", 0, 0, "64x14x14 64x7x7 2048x1x1 10x1x1", 3136},
		{"VGG7", "128c-128cp-256c-256cp-512c-512cp-1024", 0, 0,
			"128x32x32 128x16x16 256x16x16 256x8x8 512x8x8 512x4x4 1024x1x1 10x1x1", 8192},
		{"BinaryNet", "128c-128cp-256c-256cp-512c-512cp-1024-1024", 14.02, 617.0,
			"128x32x32 128x16x16 256x16x16 256x8x8 512x8x8 512x4x4 1024x1x1 1024x1x1 10x1x1", 8192},
		{"VGG, N = 128", "128c-128cp-256c-256cp-512c-512cp-512", 8.77, 611.7,
			"128x32x32 128x16x16 256x16x16 256x8x8 512x8x8 512x4x4 512x1x1 10x1x1", 8192},
		{"stream", "128c-128cp-256c-256cp-512c-512cz0p-2048-2048", 0, 0,
			"128x32x32 128x16x16 256x16x16 256x8x8 512x8x8 512x3x3 2048x1x1 2048x1x1 10x1x1", 4608},
		{"weak RESET", "384c-384cp-768c-768cp-1536c-512cp-1024-1024", 36.44, 4549.9,
			"384x32x32 384x16x16 768x16x16 768x8x8 1536x8x8 512x4x4 1024x1x1 1024x1x1 10x1x1", 8192},

		// Not among the choices.
		{"", "24c-24cp-48c-48cp-96c-96cp-192", 0.46, 22.2, "", 1536},
		{"", "32cs2-64c-64cp-128c-128cp-256", 0.80, 29.1, "", 2048},
		{"", "32cp-64c-64cp-128c-128cp-256", 0.80, 29.7, "", 2048},
		{"", "48cp-96c-96cp-192c-192cp-256", 1.41, 65.8, "", 3072},
		{"", "48c-48cp-96c-96cp-192c-192cp-384", 1.83, 87.4, "", 3072},
	} {
		in := cifar
		in.Grid = bnn.Grid{C: 3, H: 32, W: 32}
		if c.name == "VGG3" {
			in.Grid = bnn.Grid{C: 1, H: 28, W: 28}
		}
		n := read(t, c.text, in)
		shapes, err := n.Shapes(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := n.Spell(in); got != c.text {
			t.Errorf("%s is spelled %s", c.text, got)
		}
		weights, products := topology.Total(shapes)
		if c.weights > 0 && math.Abs(float64(weights)/1e6-c.weights) > 0.0051 {
			t.Errorf("%s has %d weights: counted were %g millions", c.text, weights, c.weights)
		}
		if c.products > 0 && math.Abs(float64(products)/1e6-c.products) > 0.051 {
			t.Errorf("%s has %d products: counted were %g millions", c.text, products, c.products)
		}
		if got := grids(shapes); c.maps != "" && got != c.maps {
			t.Errorf("%s makes %s: want %s", c.text, got, c.maps)
		}
		for i, y := range n.Layers {
			if y.Kind == topology.Dense {
				if shapes[i].FanIn != c.inputs {
					t.Errorf("%s: its first dense layer has %d inputs: want %d", c.text, shapes[i].FanIn, c.inputs)
				}
				break
			}
		}
	}
}

// TestNetworks: what can be chosen is canonical, fits its images, and is tested above.
func TestNetworks(t *testing.T) {
	for _, p := range topology.Networks() {
		in := cifar
		in.Grid = p.Grid
		n := read(t, p.Text, in)
		if got := n.Spell(in); got != p.Text {
			t.Errorf("%s is spelled %s", p.Text, got)
		}
		if _, err := n.Shapes(in); err != nil {
			t.Error(err)
		}
	}
}
