package lab

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/ledger"
	"arraylab/sim/topology"
)

// NetKey is the key of the field that says any network: what its text says is package topology's.
const NetKey = "net"

// Topology is the network as its text says it, and where it stands: among these images, with these levels.
func (e Experiment) Topology() (topology.Network, topology.Context) { return e.topology(), e.context() }

// ReadyNetworks are the networks that are ready to be chosen, with what each comes to and its source. The value of
// each is a text of NetKey.
func ReadyNetworks() []knob.Choice { return networkChoices() }

// LayerCost is what a layer takes on its chip.
type LayerCost struct {
	Weights  int64
	Products int64   // Products of an image.
	Cells    int64   // Cells are memory devices; 0 where a memory has none.
	Digital  bool    // Digital: the weights have 8 bits and lie in digital memory.
	Joules   float64 // Joules an image; see Known.
	Known    bool    // Known: no part of the energy is missing.
}

// LayerCosts are those of all layers, the output layer last. They hang on no run.
func (e Experiment) LayerCosts() []LayerCost {
	costs, counts := e.costs(), e.network()
	all := make([]LayerCost, len(costs))
	for l, y := range e.net().Layers {
		all[l] = LayerCost{Weights: int64(y.Size()), Products: int64(y.Products()), Known: true,
			Digital: y.Digital(), Cells: int64(math.Ceil(costs[l].Cells * float64(y.Size())))}
	}
	booked := ledger.Compute(counts, costs, e.tiled(ledger.DefaultRates()))
	for _, r := range booked.Rows {
		if r.Phase == ledger.Inference {
			all[r.Layer].Joules += r.Joules
			all[r.Layer].Known = all[r.Layer].Known && r.Known
		}
	}
	return all
}
