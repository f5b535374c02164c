package lab

import (
	"errors"
	"testing"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/ledger"
)

// ternaryValues are those of the memory of the toy run of a ternary network.
func ternaryValues() devices.Values { return experimentOf(toyLinks["ternary"]).Device }

// TestTernaryCells: the picture, the cells and the counts of a ternary network tell of the same three levels.
func TestTernaryCells(t *testing.T) {
	r := toyRuns["ternary"]()
	res, _ := r.Result()
	var s Snapshot
	for layer, zeros := range res.Zeros {
		if err := r.Snapshot(layer, ViewWeight, &s); err != nil || !s.Ternary {
			t.Fatalf("layer %d: %v, ternary %v", layer, err, s.Ternary)
		}
		if want := []int{28, 0, 0}[layer]; s.Width != want { // only the first layer's inputs lie in lines
			t.Errorf("layer %d: lines of %d inputs, want %d", layer, s.Width, want)
		}
		wrong, n := 0, map[byte]int64{}
		for i, b := range s.Cells {
			n[b]++
			if i%97 != 0 {
				continue
			}
			c, err := r.Cell(layer, i/s.Cols, i%s.Cols)
			if err != nil || c.Weight != map[byte]int{0: -1, 128: 0, 255: 1}[b] || !c.Devices {
				t.Errorf("layer %d, cell %d: %+v (%v), byte %d", layer, i, c, err, b)
			}
		}
		if n[0]+n[128]+n[255] != int64(len(s.Cells)) || n[128] == 0 {
			t.Errorf("layer %d: levels %v", layer, n)
		}
		// Errors move less than a quarter of the weights.
		if d := n[128] - zeros; 4*d > int64(len(s.Cells)) || -4*d > int64(len(s.Cells)) {
			t.Errorf("layer %d: %d zeros are read, %d were stored", layer, n[128], zeros)
		}
		if err := r.Snapshot(layer, ViewError, &s); err != nil {
			t.Fatal(err)
		}
		for _, b := range s.Cells {
			wrong += int(b) / 255
		}
		if got := float64(wrong) / float64(len(s.Cells)); got != res.BER[layer] {
			t.Errorf("layer %d: the picture shows a share of %v wrong, the result says %v", layer, got, res.BER[layer])
		}
	}
}

// TestTernaryNeurons: what a neuron shows adds up.
func TestTernaryNeurons(t *testing.T) {
	r := toyRuns["ternary"]()
	r.Classify(toySets().Test.Images[:784], -1)
	levels := map[int]int{}
	layers := r.exp.net().Layers
	for layer := range len(layers) - 1 {
		for index := range layers[layer].Out {
			n, err := r.Neuron(layer, index)
			if err != nil || !n.Ternary || n.Levels != 3 {
				t.Fatalf("%+v, %v", n, err)
			}
			number := map[byte]int{0: -1, 1: 1, 2: 0}
			sum := 0
			for i, x := range n.Inputs {
				in := int(x)
				if layer > 0 {
					in = number[x]
				}
				sum += in * number[n.Weights[i]]
			}
			// Of a falling neuron the comparisons are turned round.
			plus, least := n.Sum >= n.Threshold, n.Sum >= n.Zero
			if n.Flipped {
				plus, least = n.Sum <= n.Threshold, n.Sum <= n.Zero
			}
			want := map[[2]bool]int{{false, false}: 0, {false, true}: 2, {true, true}: 1}[[2]bool{plus, least}]
			if sum != n.Sum || n.Popcount-n.Differ != n.Sum || n.Output != want || plus && !least {
				t.Errorf("layer %d, neuron %d: %+v: sum %d", layer, index, n, sum)
			}
			levels[n.Output]++
		}
	}
	if levels[0] == 0 || levels[1] == 0 || levels[2] == 0 {
		t.Errorf("levels %v: not all of them occur", levels)
	}
}

func TestTernaryWeightsNeedAMemoryThatHoldsThem(t *testing.T) {
	for link, key := range map[string]string{"sequence=permuted&ewc=1": "ewc"} {
		var bad *knob.ValueError
		if _, err := ParseLink("weights=ternary&activations=ternary&" + link); !errors.As(err, &bad) || bad.Key != key {
			t.Errorf("%s: %v", link, err)
		}
	}
	for link, ok := range map[string]bool{
		"weights=ternary":                                     true,
		"weights=ternary&memory=ber":                          true,
		"weights=ternary&memory=ternary-2t2r":                 true,
		"memory=ternary-2t2r":                                 true,
		"weights=ternary&memory=st-mram":                      false,
		"weights=ternary&memory=rram-weak-reset":              false,
		"weights=ternary&memory=rram-weak-reset&learn=latent": false,
		"activations=ternary&memory=rram-weak-reset":          true,
	} {
		_, err := ParseLink(link)
		var bad *knob.ValueError
		if ok != (err == nil) || !ok && (!errors.As(err, &bad) || bad.Key != "weights") {
			t.Errorf("%s: %v", link, err)
		}
	}
}

func TestTernaryNetworksHaveNoONNX(t *testing.T) {
	var need *NeedError
	for _, name := range []string{"ternary", "trits out"} {
		if _, err := toyRuns[name]().ONNX(); !errors.As(err, &need) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTernaryLedger: three levels take two bits of an activation, and two counts a product; both networks take the same
// cells.
func TestTernaryLedger(t *testing.T) {
	books := map[string]ledger.Ledger{}
	for _, levels := range []string{LevelsBinary, LevelsTernary} {
		l, err := Ledger(Result{Link: "hidden=40-30&memory=ternary-2t2r&weights=" + levels + "&activations=" + levels,
			Ones: []int64{1, 2, 3}, Zeros: []int64{4, 5, 6}})
		if err != nil {
			t.Fatal(err)
		}
		books[levels] = l
	}
	b, x := books[LevelsBinary], books[LevelsTernary]
	if b.Cells != x.Cells || b.Cells != 2*(784*40+40*30+30*10) {
		t.Errorf("%g and %g devices", b.Cells, x.Cells)
	}
	for event, want := range map[string]float64{"output": 2*(40+30) + 10, "input": 8*784 + 2*(40+30),
		"popcount": 2 * (8*784*40 + 40*30 + 30*10), "read": 8*784*40 + 40*30 + 30*10} {
		if got, _ := sumOf(x, ledger.Inference, event); got != want {
			t.Errorf("%g of %s, want %g", got, event, want)
		}
	}
}

// TestSnapshotsTellWhatFlipped: within one step it is what differs between two pictures.
func TestSnapshotsTellWhatFlipped(t *testing.T) {
	for _, name := range []string{"ideal", "ternary"} {
		r := mustRun(t, toyLinks[name], 1)
		to := func(step int) {
			for r.Step() < step || !r.StepDone() {
				r.Advance()
			}
		}
		var before, after Snapshot
		to(3)
		if err := r.Snapshot(0, ViewWeight, &before); err != nil {
			t.Fatal(err)
		}
		to(4)
		if err := r.Snapshot(0, ViewWeight, &after); err != nil {
			t.Fatal(err)
		}
		flips := 0
		for i, b := range after.Cells {
			if flipped := after.Flips[i/8]>>(i%8)&1 == 1; flipped != (b != before.Cells[i]) {
				t.Fatalf("%s: cell %d went from %d to %d, flipped %v", name, i, before.Cells[i], b, flipped)
			} else if flipped {
				flips++
			}
		}
		if last := r.Progress().Flips[0]; int64(flips) != last || flips == 0 {
			t.Errorf("%s: %d cells flipped, the trainer counted %d", name, flips, last)
		}
	}
}
