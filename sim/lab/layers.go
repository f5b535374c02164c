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
	costs, planned := e.costs(), e.Planned()
	all := make([]LayerCost, len(costs))
	for l, y := range e.net().Layers {
		all[l] = LayerCost{Weights: int64(y.Size()), Products: int64(y.Products()), Known: true,
			Digital: y.Digital(), Cells: int64(math.Ceil(costs[l].Cells * float64(y.Size())))}
	}
	for _, r := range planned.Rows {
		if r.Phase == ledger.Inference {
			all[r.Layer].Joules += r.Joules
			all[r.Layer].Known = all[r.Layer].Known && r.Known
		}
	}
	return all
}

// Planned books what hangs on no run, and the writing of a network with as many weights of -1 as of +1. What is written
// in pulses, and what training takes, is known once it has been done: it is left out.
func (e Experiment) Planned() ledger.Ledger {
	counts := e.network()
	for l := range counts.Layers {
		if y := &counts.Layers[l]; !e.pulsed() && !counts.InDevices {
			y.Plus = y.Weights() / 2
			y.Minus = y.Weights() - y.Plus
		}
	}
	return ledger.Compute(counts, e.costs(), e.tiled(ledger.DefaultRates()))
}
