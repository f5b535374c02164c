package lab

import (
	"slices"
	"testing"

	"arraylab/sim/bnn"
)

// mapsRun is a run whose layers have maps, pools among them, and neurons, that has classified an image.
func mapsRun(t *testing.T) *Run {
	t.Helper()
	r := toyRuns["maps"]()
	r.Classify(toySets().Test.Images[:784], -1)
	return r
}

// What a place of a map shows is what Scores, MapSums and Kernels tell of it.
func TestMapsAndNeuronsAgree(t *testing.T) {
	r := mapsRun(t)
	scores := r.Classify(toySets().Test.Images[:784], -1)
	fired := map[int]int{}
	for layer, y := range r.exp.net().Layers {
		sums, err := r.MapSums(layer)
		if err != nil || len(sums.Shades) != y.Sums() {
			t.Fatalf("layer %d: %d sums, want %d (%v)", layer, len(sums.Shades), y.Sums(), err)
		}
		positions, most := y.Positions(), 1
		for index := range y.Sums() {
			n, err := r.Neuron(layer, index)
			if err != nil {
				t.Fatal(err)
			}
			at := index%positions*y.Out + index/positions
			if most = max(most, n.Sum, -n.Sum); shade(n.Sum, sums.Most) != sums.Shades[at] {
				t.Errorf("layer %d, place %d: a sum of %d has shade %d", layer, index, n.Sum, sums.Shades[at])
			}
			if !n.Final {
				fired[n.Output]++
				if int(scores.Bits[layer][at]) != n.Output {
					t.Errorf("layer %d, place %d: bit %d, output %d", layer, index, scores.Bits[layer][at], n.Output)
				}
			}
			sameKernel(t, r, n, index/positions)
		}
		if most != sums.Most {
			t.Errorf("layer %d: the largest sum is %d, not %d", layer, most, sums.Most)
		}
	}
	if fired[0] == 0 || fired[1] == 0 {
		t.Errorf("outputs %v: not all of them occur", fired)
	}
}

// sameKernel checks the weights of a neuron against those of its map.
func sameKernel(t *testing.T, r *Run, n Neuron, row int) {
	t.Helper()
	k, err := r.Kernels(n.Layer, row)
	if err != nil || k.Window != n.Window || k.Window.Values() != len(n.Weights) {
		t.Fatalf("layer %d: %+v (%v)", n.Layer, k.Window, err)
	}
	from := (row - k.From) * len(n.Weights)
	if !slices.Equal(k.Codes[from:from+len(n.Weights)], n.Weights) {
		t.Errorf("layer %d, map %d: the kernel is not the neuron's", n.Layer, row)
	}
}

// Shades are symmetric around 128.
func TestShade(t *testing.T) {
	for sum, want := range map[int]byte{0: 128, 10: 255, -10: 1, 5: 192, -5: 64, 1: 141, -1: 115} {
		if got := shade(sum, 10); got != want {
			t.Errorf("%d of 10: %d, want %d", sum, got, want)
		}
	}
}

// What there is not is refused.
func TestNoSuchMaps(t *testing.T) {
	r := mapsRun(t)
	for _, err := range []error{second(r.MapSums(9)), second(r.Kernels(9, 0)), second(r.Kernels(0, 999)),
		second((&Run{}).MapSums(0))} {
		if err == nil {
			t.Error("what there is not was found")
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestNeuronsOverMapsAddUp: what a neuron shows is of the place whose sum went on, also at the edges, where windows have
// fewer inputs, and of random bits.
func TestNeuronsOverMapsAddUp(t *testing.T) {
	const streams = 5
	for _, input := range []string{"", "&input=binary", "&input=stochastic&streams=5"} {
		r := mustFinish(t, "train=60&test=60&net=6c5s2z4p-8cp-12&epochs=1&batch=30"+input)
		r.Classify(toySets().Test.Images[:784], -1)
		for layer, y := range r.exp.net().Layers {
			edges := 0
			for index := range y.Sums() {
				n, err := r.Neuron(layer, index)
				if err != nil {
					t.Fatal(err)
				}
				sum, inside := 0, 0
				for i, x := range n.Inputs {
					if x == outside && y.Inputs.Packed() {
						edges++
						continue
					}
					in := int(x)
					if y.Inputs.Packed() {
						in = 2*int(x) - 1
					}
					inside++
					sum += in * (2*int(n.Weights[i]) - 1)
				}
				if layer == 0 && r.exp.Input == InputStream { // the bits themselves are not told, only how many agree
					least, most := insideOf(&y, index%y.Positions())
					if shown := 2*n.Popcount - n.Sum; shown < streams*least || shown > streams*most {
						t.Errorf("%s: place %d: %d matches for a sum of %d", input, index, n.Popcount, n.Sum)
					}
					continue
				}
				if sum != n.Sum || y.Inputs.Packed() && 2*n.Popcount-inside != n.Sum {
					t.Errorf("%s: layer %d, place %d: %d matches of %d, sum %d, shown %d", input, layer, index, n.Popcount, inside,
						sum, n.Sum)
				}
			}
			if layer == 1 && edges == 0 {
				t.Errorf("%s: no window reaches over an edge", input)
			}
		}
	}
}

// TestNeuronsOverAveragesAddUp: what is added up before it is weighed, by an average of the layer or of what is below it,
// adds up to the neuron's sum.
func TestNeuronsOverAveragesAddUp(t *testing.T) {
	r := mustFinish(t, "train=60&test=60&net=6c5s2z4a-8c-a2s1-5ca3e-12&epochs=1&batch=30")
	r.Classify(toySets().Test.Images[:784], -1)
	averages := 0
	for layer, y := range r.exp.net().Layers {
		for index := range y.Sums() {
			n, err := r.Neuron(layer, index)
			if err != nil {
				t.Fatal(err)
			}
			if n.Totals == nil {
				continue
			}
			sum, weights := 0, r.weights(layer).Row(index/y.Positions())
			for i, x := range n.Totals {
				if sum += int(x) * weights.At(i); x != 0 && n.Inputs[i] == 0 {
					t.Fatalf("layer %d, place %d: input %d of %d is shown outside of the map", layer, index, i, x)
				}
			}
			if averages++; sum != n.Sum {
				t.Errorf("layer %d, place %d: sum %d, the engine says %d", layer, index, sum, n.Sum)
			}
		}
	}
	if averages < 100 {
		t.Errorf("%d neurons with averages", averages)
	}
}

// insideOf are how many inputs are inside of the map at the places of a position: the fewest and the most.
func insideOf(y *bnn.Layer, position int) (least, most int) {
	least = y.FanIn()
	for _, place := range y.PlacesOf(position) {
		n := 0
		for i := range y.FanIn() {
			if y.Takes(0, place, i) >= 0 {
				n++
			}
		}
		least, most = min(least, n), max(most, n)
	}
	return least, most
}

// mustFinish carries out a run on the toy sets.
func mustFinish(t *testing.T, link string) *Run {
	t.Helper()
	r := mustRun(t, link, 1)
	finish(r)
	return r
}
