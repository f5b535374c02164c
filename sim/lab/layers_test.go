package lab

import (
	"math"
	"testing"

	"arraylab/sim/topology"
)

// What layers take adds up to what the plan and the grammar tell of the whole network, dense or not.
func TestLayerCosts(t *testing.T) {
	for _, net := range []string{"1024-1024", "16c-16cp-32c-32cp-128"} {
		e, err := Default().With("net", net)
		if err != nil {
			t.Fatal(err)
		}
		if e, err = e.StoredIn(MemoryWeakReset); err != nil {
			t.Fatal(err)
		}
		n, c := e.Topology()
		shapes, err := n.Shapes(c)
		if err != nil {
			t.Fatal(err)
		}
		weights, products := topology.Total(shapes)
		var got LayerCost
		for i, y := range e.LayerCosts() {
			if !y.Known || y.Joules <= 0 || y.Weights != int64(shapes[i].Weights) {
				t.Errorf("net=%s, layer %d: %+v of %+v", net, i, y, shapes[i])
			}
			got.Weights, got.Products, got.Cells = got.Weights+y.Weights, got.Products+y.Products, got.Cells+y.Cells
		}
		if want := (LayerCost{Weights: int64(weights), Products: products, Cells: Plan(e, 1).Devices}); got != want {
			t.Errorf("net=%s: %+v, want %+v", net, got, want)
		}
	}
}

// A memory that is no device has no cells, and the energy of its layers is not known.
func TestLayerCostsOfTheIdealMemory(t *testing.T) {
	e := Default()
	e.Memory = MemoryIdeal
	for i, y := range e.LayerCosts() {
		if y.Known || y.Cells != 0 || math.IsNaN(y.Joules) {
			t.Errorf("layer %d: %+v", i, y)
		}
	}
}
