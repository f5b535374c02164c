package engine

import (
	"slices"

	"arraylab/wasm/wire"
)

// results are the packed weights of the last results, oldest first. They stay here until a comparison asks for them: the
// next result has others, and few are ever compared.
type results []kept

// kept are the weights of one result.
type kept struct {
	of     wire.Named
	packed []byte
}

// mostBytes is how many bytes of weights are kept (assumed: a training takes four times as much).
const mostBytes = 64 << 20

// keep notes the weights of the newest result, and lets go of the oldest that are too many.
func (all *results) keep(of wire.Named, packed []byte) {
	*all = append(slices.DeleteFunc(*all, func(k kept) bool { return k.of == of }), kept{of, packed})
	size, first := 0, len(*all)
	for first > 0 && len(*all)-first < wire.MostWeights && size+len((*all)[first-1].packed) <= mostBytes {
		first--
		size += len((*all)[first].packed)
	}
	*all = slices.Delete(*all, 0, first)
}

// find are the packed weights of a result; nil where they are no longer kept.
func (all results) find(of wire.Named) []byte {
	for _, k := range all {
		if k.of == of {
			return k.packed
		}
	}
	return nil
}

// weights answers AskWeights.
func (m *Machine) weights(o wire.AskWeights) {
	m.post(wire.Weights{Named: o.Named, Body: m.results.find(o.Named)})
}
