package topology

import "arraylab/sim/bnn"

// Published is a network that somebody wrote down, or one that is made after such.
type Published struct {
	Name   string   // As people call it.
	Text   string   // Canonical, where weights and outputs are binary.
	Grid   bnn.Grid // Of the images that it was made for.
	Help   string   // One sentence.
	Source string
}

// Sources of several networks.
const (
	binaryNet = "Courbariaux et al. 2016, arXiv:1602.02830, published code"
	narrow    = "after arXiv:2007.14234, published code of its group, where N is 128"
	narrower  = "N maps, twice and four times as many, each twice, and a dense layer; N is a width"
)

// Networks returns the networks that are ready to be chosen, those that learn fastest first. In each the largest of a
// window is taken before the normalization, and a tap outside of the map is left out.
func Networks() []Published {
	cifar := bnn.Grid{C: 3, H: 32, W: 32}
	return []Published{
		{"quick", "24cs2-48c-48cp-96cp-128", cifar,
			"a stride of 2 instead of the first pool: few products", "assumed"},
		{"N = 16", "16c-16cp-32c-32cp-64c-64cp-128", cifar, narrower, narrow},
		{"N = 24", "24c-24cp-48c-48cp-96c-96cp-192", cifar,
			"learns most of those that were tried in five minutes of two browser workers", narrow},
		{"N = 32", "32c-32cp-64c-64cp-128c-128cp-256", cifar, narrower, narrow},
		{"N = 64", "64c-64cp-128c-128cp-256c-256cp-512", cifar, narrower, narrow},
		{"CNV", "64cz0-64cz0p-128cz0-128cz0p-256cz0-256cz0-512-512", cifar,
			"no padding; it was published with its pools after the signs, where it reached 84.22 % on CIFAR-10",
			"Umuroglu et al. 2017, arXiv:1612.07119; Brevitas, published code"},
		{"VGG3", "64cp-64cp-2048", bnn.Grid{C: 1, H: 28, W: 28}, "two layers of maps for MNIST and Fashion-MNIST",
			"Buschjäger et al., DATE 2021, published code"},
		{"VGG7", "128c-128cp-256c-256cp-512c-512cp-1024", cifar, "the network of the modified hinge loss",
			"Buschjäger et al., DATE 2021, published code"},
		{"BinaryNet", "128c-128cp-256c-256cp-512c-512cp-1024-1024", cifar, "88.6 % on CIFAR-10 after 500 epochs",
			binaryNet},
		{"VGG, N = 128", "128c-128cp-256c-256cp-512c-512cp-512", cifar, "one dense layer behind the maps",
			"arXiv:2007.14234, published code of its group"},
		{"stream", "128c-128cp-256c-256cp-512c-512cz0p-2048-2048", cifar,
			"the network of the CIFAR-10 stream; it was published with dropout", "arXiv:2003.03533, published code"},
		{"weak RESET", "384c-384cp-768c-768cp-1536c-512cp-1024-1024", cifar, "the authors' own network",
			"arXiv:2107.06064, published code"},
	}
}

// Shapes are those of the network with weights and outputs that are binary, on images of 8 bits in ten classes.
func (p Published) Shapes() []Shape {
	c := Context{Grid: p.Grid, Largest: 255, Classes: 10, Weights: Binary, Outputs: Binary}
	n, err := Parse(p.Text, c)
	if err != nil {
		panic("topology: a ready network cannot be read")
	}
	shapes, err := n.Shapes(c)
	if err != nil {
		panic("topology: a ready network does not fit")
	}
	return shapes
}
