package lab

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/ledger"
)

// classifierOnly is the toy run of which only the classifier lies in cells.
const classifierOnly = "classifier"

// TestDigitalLayersHaveNoErrors: what goes wrong does so in the cells alone, and what learns by pulses are the pairs.
func TestDigitalLayersHaveNoErrors(t *testing.T) {
	for name, digital := range map[string][]bool{
		"digital": {true, true, true}, classifierOnly: {true, true, false},
		"beside digital": {true, false, true, false, false},
	} {
		r := toyResult(name)
		for l, in := range digital {
			if wrong := r.BER[l] > 0; wrong == in || in && (r.Pulses[l] != 0 || r.Beyond[l] != 0) || r.Flips[l] == 0 {
				t.Errorf("%s: layer %d of %v: %g wrong, %d pulses, %d flips", name, l, digital, r.BER[l], r.Pulses[l],
					r.Flips[l])
			}
			if pulsed := r.Pulses[l] > 0; pulsed != (!in && name == "beside digital") {
				t.Errorf("%s: layer %d has %d pulses", name, l, r.Pulses[l])
			}
		}
	}
}

// TestErrorsOfTheClassifierAlone: the more of them, the worse, and with none it is as it was trained.
func TestErrorsOfTheClassifierAlone(t *testing.T) {
	r := mustRun(t, toyLinks[classifierOnly], 1)
	finish(r)
	before := 1.0
	for _, ber := range []string{"0", "0.2", "0.4"} {
		e, err := r.Experiment().With("ber", ber)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Reinfer(e); err != nil {
			t.Fatal(err)
		}
		res := finish(r)
		if res.Accuracy > before || ber == "0" && res.Accuracy != res.IdealAccuracy || res.BER[0]+res.BER[1] != 0 {
			t.Errorf("ber=%s: accuracy %v after %v, ideal %v, errors %v", ber, res.Accuracy, before, res.IdealAccuracy,
				res.BER)
		}
		if p := (SweepPoint{}).with(res, e); p.BER != res.BER[2] {
			t.Errorf("of the weights in cells %g are wrong, of the classifier's %g", p.BER, res.BER[2])
		}
		before = res.Accuracy
	}
	if before > 0.95 {
		t.Errorf("with 40 %% wrong weights of the classifier %v are right", before)
	}
}

// TestDigitalPictures: a layer in digital memory shows its weights, and says that there are no cells.
func TestDigitalPictures(t *testing.T) {
	r := toyRuns["beside digital"]()
	var s Snapshot
	for layer, digital := range []bool{true, false, true, false, false} {
		if err := r.Snapshot(layer, ViewWeight, &s); err != nil || s.Digital != digital {
			t.Fatalf("layer %d: %v, digital %v", layer, err, s.Digital)
		}
		for at := 0; at < len(s.Cells); at += 97 {
			c, err := r.Cell(layer, at/s.Cols, at%s.Cols)
			if err != nil || c.Digital != digital || c.Devices == digital ||
				digital && (int(s.Cells[at]) != 128+c.Weight || c.Intended != c.Weight) {
				t.Fatalf("layer %d: %+v (%v), byte %d", layer, c, err, s.Cells[at])
			}
		}
		var bad *knob.ValueError
		if err := r.Snapshot(layer, ViewResistance, &s); digital != errors.As(err, &bad) {
			t.Errorf("layer %d: %v", layer, err)
		}
		if views := r.exp.ViewsOf(layer); slices.Contains(views, ViewPulses) == digital {
			t.Errorf("layer %d has the views %v", layer, views)
		}
	}
}

// TestDigitalNeedsAnArray: where nothing lies in cells, no memory, no pulses and no errors have a meaning.
func TestDigitalNeedsAnArray(t *testing.T) {
	for link, key := range map[string]string{
		"net=20e-ye&memory=ber":                    "memory",
		"net=20e-ye&memory=rram-weak-reset":        "learn",
		"net=20e-ye&trainerr=ber":                  "trainerr",
		"net=20e-ye":                               "",
		"net=20e&acterr=0.01":                      "acterr",
		"net=20e-20&acterr=0.01":                   "",
		"net=20e&memory=rram-weak-reset":           "",
		"net=20e&memory=ber&trainerr=memory":       "",
		"net=20be-ye&memory=st-mram":               "",
		"net=20e-ye&sequence=permuted&meta=1.35":   "",
		"net=20e&sequence=both&ewc=100&ewcof=read": "",
	} {
		_, err := ParseLink(link)
		var bad *knob.ValueError
		if (err != nil) != (key != "") || err != nil && (!errors.As(err, &bad) || bad.Key != key ||
			!strings.Contains(err.Error(), "digital memory")) {
			t.Errorf("%s: %v, want one of %q", link, err, key)
		}
	}
}

// TestDigitalLedger: 8-bit weights are fetched and multiplied; a classifier in cells takes its 8-bit inputs bit by bit.
func TestDigitalLedger(t *testing.T) {
	l, err := Ledger(toyResult(classifierOnly))
	if err != nil {
		t.Fatal(err)
	}
	for event, want := range map[string]float64{"sram": 8 * (25*8 + 200*40), "read": 8 * 40 * 10,
		"normalize": 25*8 + 40, "output": 8*(25*8+40) + 10, "input": 8 * (784 + 200 + 40)} {
		if got, _ := sumOf(l, ledger.Inference, event); got != want {
			t.Errorf("%g of %s, want %g", got, event, want)
		}
	}
	if minus, _ := sumOf(l, ledger.Programming, "write-"); minus+float64(toyResult(classifierOnly).Ones[2]) != 400 {
		t.Errorf("%g weights of the classifier are written as -1", minus)
	}
	if filled, _ := sumOf(l, ledger.Programming, "fill"); filled != 8*(25*8+200*40) {
		t.Errorf("%g bits are written to digital memory", filled)
	}
}

// numberOf is what a byte of a neuron's inputs or weights stands for.
func numberOf(code byte, eight, grey bool) int {
	switch {
	case eight && code == 0: // outside of the map
		return 0
	case eight:
		return int(code) - 128
	case grey:
		return int(code)
	}
	return map[byte]int{0: -1, 1: 1, 2: 0, outside: 0}[code]
}

// TestDigitalNeurons: what a neuron shows adds up to its sum, and what it gives is what the layer above takes.
func TestDigitalNeurons(t *testing.T) {
	for _, name := range []string{"digital", classifierOnly, "beside digital"} {
		r := toyRuns[name]()
		scores := r.Classify(toySets().Test.Images[784:2*784], -1)
		for layer, y := range r.exp.net().Layers {
			for index := 0; index < y.Sums(); index += 7 {
				n, err := r.Neuron(layer, index)
				if err != nil || n.EightWeights != y.Digital() || n.EightInputs != y.Inputs.Eight() {
					t.Fatalf("%s: %+v, %v", name, n, err)
				}
				sum := 0
				for i, x := range n.Inputs {
					sum += numberOf(x, n.EightInputs, n.Grey) * numberOf(n.Weights[i], n.EightWeights, false)
				}
				if sum != n.Sum {
					t.Errorf("%s, layer %d, neuron %d: %d, and the products add up to %d", name, layer, index, n.Sum, sum)
				}
				if !y.Hidden() {
					continue
				}
				value := index%y.Positions()*y.Out + index/y.Positions()
				eight := n.Levels == EightLevels
				if out := numberOf(scores.Bits[layer][value], eight, false); scores.Eight[layer] != eight ||
					eight && out != n.Output || !eight && out != 2*n.Output-1 {
					t.Errorf("%s, layer %d, neuron %d gives %+v: the layer's output is %d, of 8 bits %v", name, layer, index,
						n, out, scores.Eight[layer])
				}
			}
		}
	}
}

// TestDigitalNetworksHaveONNX: with and without cells.
func TestDigitalNetworksHaveONNX(t *testing.T) {
	for _, name := range []string{"digital", classifierOnly, "beside digital"} {
		if b, err := toyRuns[name]().ONNX(); err != nil || len(b) < 10000 {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
}

// TestDigitalDifferences: of one network on two chips what differs is in cells.
func TestDigitalDifferences(t *testing.T) {
	r := mustRun(t, toyLinks[classifierOnly], 1)
	finish(r)
	var all []*Weights
	for _, chip := range []string{"1", "2"} {
		e, err := r.Experiment().With("chip", chip)
		if err == nil {
			err = r.Reinfer(e)
		}
		if err != nil {
			t.Fatal(err)
		}
		link := finish(r).Link
		w, err := UnpackWeights(link, r.Weights())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, w)
	}
	d, err := Differences(all[0], all[1])
	if err != nil || d[0].Up+d[0].Down+d[1].Up+d[1].Down != 0 || d[2].Up+d[2].Down == 0 || !d[0].Several || d[2].Several {
		t.Errorf("%v: %+v", err, d)
	}
}
