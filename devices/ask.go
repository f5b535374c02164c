package devices

import (
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/knob"
)

// Bounds and defaults of an Ask that is given in texts.
const (
	MaxPopulation = 10_000_000 // devices
	Population    = 10_000     // where nothing else is said: percentiles to about one percent of their spread
)

// The knobs of an Ask, which every technology has beside its own.
var (
	askN = knob.Knob{
		Key: "n", Label: "Devices", Unit: "devices", Kind: knob.Whole, Min: 1, Max: MaxPopulation, Def: Population,
		Help: "Devices of the population that is drawn.",
	}
	askSeed = knob.Knob{
		Key: "seed", Label: "Seed", Kind: knob.Seed, Max: 1<<32 - 1, Def: 1,
		Help: "Seed of that population: another number is another chip.",
	}
)

// AskKnobs returns the knobs of an Ask in the order of the command.
func AskKnobs() []knob.Knob { return []knob.Knob{askN, askSeed} }

// Ask says how a device is to be characterised.
type Ask struct {
	N      int     // How many devices the population has that is drawn.
	Seed   uint32  // The seed of that population.
	Charts bool    // The charts are wanted, too.
	Layers []Layer // What the memory is to hold, by layer; two layers of 1024 x 1024 where nothing is said.
}

// Layer is a matrix of weights that a memory is to hold: as much as a sheet needs to know of a network.
type Layer struct {
	Inputs int // The weights of a row.
	Rows   int // The neurons, which have a row each.
	Reads  int // How many bits of input a weight meets for an image: 8 where inputs have 8 bits, at each place.
	// Digital says that the weights, of 8 bits, lie in digital memory: this one is to hold none of them.
	Digital bool
}

// Weights is the number of weights of the layer.
func (l Layer) Weights() int { return l.Inputs * l.Rows }

// layers are those that are asked about: all that the memory holds.
func (a Ask) layers() []Layer {
	held := slices.DeleteFunc(slices.Clone(a.Layers), func(l Layer) bool { return l.Digital })
	if len(held) == 0 {
		usual := Layer{Inputs: 1024, Rows: 1024, Reads: 1}
		return []Layer{usual, usual}
	}
	return held
}

// weights is the number of weights of all layers together.
func (a Ask) weights() (n int) {
	for _, l := range a.layers() {
		n += l.Weights()
	}
	return n
}

// network names the layers together by their sizes, such as 784-1024-1024-10.
func (a Ask) network() string {
	sizes := []string{strconv.Itoa(a.layers()[0].Inputs)}
	for _, l := range a.layers() {
		sizes = append(sizes, strconv.Itoa(l.Rows))
	}
	return strings.Join(sizes, "-")
}
