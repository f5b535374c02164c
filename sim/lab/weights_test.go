package lab

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/rng"
)

// unpacked are the weights of a toy run.
func unpacked(t *testing.T, name string) *Weights {
	t.Helper()
	w, err := UnpackWeights(toyResult(name).Link, toyRuns[name]().Weights())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestWeightsAreThoseOfTheChip: of every toy run they are what the engine reads, and where errors are drawn once, as
// many of them are wrong as the result says.
func TestWeightsAreThoseOfTheChip(t *testing.T) {
	for name := range toyLinks {
		w, r := unpacked(t, name), toyRuns[name]()
		meant := &Weights{layers: w.layers, read: w.intended, intended: w.intended}
		all, err := Differences(meant, w)
		if err != nil || len(all) != len(w.layers) {
			t.Fatalf("%s: %v", name, err)
		}
		for l, d := range all {
			if d.Intended != 0 {
				t.Errorf("%s: what is meant differs from itself", name)
			}
			if !w.read[l].Equal(r.weights(l)) {
				t.Errorf("%s: layer %d is not what the engine reads", name, l)
			}
			if ber := toyResult(name).BER; len(ber) > l && !readErrors[name] && math.Abs(d.Share()-ber[l]) > 1e-12 {
				t.Errorf("%s: %g of layer %d are wrong, the result says %g", name, d.Share(), l, ber[l])
			}
		}
	}
}

// TestLiveErrorsAreMarked: while the memory is in the loop, as many cells are marked as the test while training tells,
// and a cell that is marked tells what it was to be.
func TestLiveErrorsAreMarked(t *testing.T) {
	r := mustRun(t, toyLinks["writes"], 1)
	for r.Step() < 3 || !r.StepDone() {
		r.Advance()
	}
	all := 0
	for l, y := range r.exp.net().Layers {
		var s Snapshot
		if err := r.Snapshot(l, ViewError, &s); err != nil {
			t.Fatal(err)
		}
		marked := 0
		for i, b := range s.Cells {
			c, err := r.Cell(l, i/s.Cols, i%s.Cols)
			if wrong := b > 128; err != nil || wrong != (c.Weight != c.Intended) {
				t.Fatalf("layer %d: cell %d is marked %v, holds %d, was to hold %d: %v", l, i, wrong, c.Weight, c.Intended, err)
			} else if wrong {
				marked++
			}
		}
		if share := r.liveErrors(l); share != float64(marked)/float64(y.Size()) {
			t.Errorf("layer %d: %d of %d cells are marked, %g are told", l, marked, y.Size(), share)
		}
		all += marked
	}
	if all < 100 {
		t.Errorf("%d cells are marked: a test of nothing", all)
	}
}

// readErrors are the toy runs that draw errors anew for each thousand images: their rate is a mean.
var readErrors = map[string]bool{"ber read": true, "trits read": true, "pulses read": true, "stochastic": true,
	"maps trits": true}

// number is a weight as the trace reads it.
func (w *Weights) number(l, i, o int) int {
	return w.read[l].At(o, i)
}

// TestDifferencesAgainstAPlainCount, weight by weight, binary and ternary, in either order and cut into blocks.
func TestDifferencesAgainstAPlainCount(t *testing.T) {
	random := func(seed uint32, ternary bool) *Weights {
		var levels bnn.Levels
		if ternary {
			levels.Kind = bnn.Ternary
		}
		w := &Weights{layers: bnn.NewPerceptron(bnn.Input{Grid: bnn.Grid{C: 150, H: 1, W: 1}}, bnn.Loss{},
			bnn.Layer{Weights: levels}, 37, 10).Layers}
		draw := rng.New(seed, "differences").Source(0)
		for l := range 2 {
			var b []byte
			for len(b) < w.layers[l].WeightBytes() { // bits behind the last input too
				b = binary.LittleEndian.AppendUint64(b,
					uint64(draw.Below(1<<16))|uint64(draw.Below(1<<16))<<30|uint64(draw.Below(1<<16))<<48)
			}
			w.read = append(w.read, w.layers[l].ReadWeights(b))
		}
		w.intended = w.read
		return w
	}
	for _, c := range [][2]bool{{false, false}, {true, true}, {false, true}, {true, false}} {
		a, b := random(1, c[0]), random(2, c[1])
		all, err := Differences(a, b)
		back, err2 := Differences(b, a)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		for l, d := range all {
			const high, wide = 40, 9
			rows, cols, blocks := d.Blocks(high, wide)
			if rows > high || cols > wide {
				t.Fatalf("%d x %d blocks", rows, cols)
			}
			h, w := (d.Inputs+high-1)/high, (d.Neurons+wide-1)/wide
			want := make([]Block, rows*cols)
			var up, down int64
			for i := range d.Inputs {
				for o := range d.Neurons {
					k := &want[i/h*cols+o/w]
					k.Weights++
					switch x, y := a.number(l, i, o), b.number(l, i, o); {
					case y > x:
						k.Up++
						up++
					case y < x:
						k.Down++
						down++
					}
				}
			}
			if d.Up != up || d.Down != down || up == 0 || down == 0 || d.Intended != up+down ||
				d.Several != (c[0] || c[1]) {
				t.Errorf("%v, layer %d: %+v, want %d and %d", c, l, d, up, down)
			}
			for i := range want {
				if blocks[i] != want[i] {
					t.Fatalf("%v, layer %d: block %d is %+v, want %+v", c, l, i, blocks[i], want[i])
				}
			}
			if back[l].Up != d.Down || back[l].Down != d.Up {
				t.Errorf("%v: the other way round %+v", c, back[l])
			}
		}
	}
}

// TestDifferencesOfRuns: of a run and itself there are none; of two chips of one network only what is read differs;
// networks of other widths are told.
func TestDifferencesOfRuns(t *testing.T) {
	w := unpacked(t, "devices")
	all, err := Differences(w, w)
	if err != nil || all[0].Up+all[0].Down+all[0].Intended != 0 || all[0].Inputs != 784 || all[0].Neurons != 40 {
		t.Errorf("of a run and itself %+v, %v", all, err)
	}

	r := mustRun(t, toyLinks["ber"], 1)
	finish(r)
	first := r.Weights()
	e := r.Experiment()
	if e, err = e.With("chip", "2"); err != nil {
		t.Fatal(err)
	}
	if err := r.Reinfer(e); err != nil {
		t.Fatal(err)
	}
	if r.Weights() != nil {
		t.Error("there are weights before the run is through")
	}
	finish(r)
	link := r.Experiment().Link()
	a, err := UnpackWeights(link, first)
	b, err2 := UnpackWeights(link, r.Weights())
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if all, err = Differences(a, b); err != nil {
		t.Fatal(err)
	}
	// Two chips at a rate p differ in 2 p (1-p) of the weights: five standard errors of a binomial share.
	p := 2 * 0.05 * 0.95
	if d := &all[0]; d.Intended != 0 || math.Abs(d.Share()-p) > 5*math.Sqrt(p*(1-p)/(784*40)) {
		t.Errorf("two chips of one network: %g differ, want %g; %d were meant to", d.Share(), p, d.Intended)
	}

	var shape *ShapeError
	if _, err := Differences(w, a); !errors.As(err, &shape) ||
		err.Error() != "lab: the networks have layers of other sizes: 784-40-20-10 and 784-40-10" {
		t.Errorf("other widths: %v", err)
	}
	for _, n := range []int{0, 8, len(first) - 8, len(first) + 8, 2*len(first) + 1} {
		if _, err := UnpackWeights(link, make([]byte, n)); err == nil {
			t.Errorf("%d bytes are weights", n)
		}
	}
	if _, err := UnpackWeights("colour=blue", first); err == nil {
		t.Error("a link that is none has weights")
	}
}

// TestIdealWeightsTakeABitEach: what reads back as it was meant is packed once.
func TestIdealWeightsTakeABitEach(t *testing.T) {
	bits := 0
	for _, k := range [][2]int{{784, 40}, {40, 30}, {30, 10}} {
		bits += (k[0] + 63) / 64 * 64 * k[1]
	}
	if got := len(toyRuns["ideal"]().Weights()); got != bits/8 {
		t.Errorf("the weights take %d bytes, want %d", got, bits/8)
	}
}

// TestWeightsOfACrew are those of one engine.
func TestWeightsOfACrew(t *testing.T) {
	for _, name := range []string{"ber read", "devices", "ternary"} {
		crewed(2, func(c crew.Crew) {
			r := mustLead(t, c, toyLinks[name])
			finish(r)
			if !bytes.Equal(r.Weights(), toyRuns[name]().Weights()) {
				t.Errorf("%s: a crew's weights are others", name)
			}
		})
	}
}
