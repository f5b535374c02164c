package ui

import (
	"encoding/base64"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/digit"
	"arraylab/wasm/wire"
)

func TestDrawing(t *testing.T) {
	s, d := opened(t, "")
	s.Draw(true)
	ordered(t, d)
	shows(t, s, "pad-undo", "disabled")
	stroke := digit.Stroke{{X: 0.4, Y: 0.2}, {X: 0.4, Y: 0.8}}
	s.Ink([]digit.Stroke{stroke})
	s.Ink([]digit.Stroke{stroke, stroke}) // while the first is under way: asked once, after it
	pixels, _ := digit.Size{W: 28, H: 28}.FromStrokes([]digit.Stroke{stroke})
	ordered(t, d, wire.Classify{Index: -1, Body: pixels})
	s.hears(sevenScores(-1))
	ordered(t, d, wire.Classify{Index: -1, Body: pixels})
	s.hears(sevenScores(-1))
	if f := s.Facts(); f["digit"] != "7" || f["label"] != "-1" {
		t.Errorf("facts %v", f)
	}
	s.Undo()
	s.Undo()
	if len(s.specimen.strokes) != 0 || s.specimen.scores != nil || d.inked < 2 {
		t.Error("undo does not empty the pad")
	}
	d.take()
	s.hears(sevenScores(-1)) // a late answer to what was wiped out
	if s.specimen.scores != nil {
		t.Error("an empty pad has scores")
	}
	s.Draw(false)
	ordered(t, d, wire.Classify{Index: 0})
}

func TestDigits(t *testing.T) {
	s, d := opened(t, "")
	s.Pick(-1)
	ordered(t, d, wire.Classify{Index: 9999})
	s.hears(sevenScores(9999))
	s.PickText("12")
	s.PickText("123456")
	s.PickText("x")
	ordered(t, d, wire.Classify{Index: 12})
	shows(t, s, "digit-number", `value="x"`)
	s.Pick(13)
	shows(t, s, "digit-number", `value="13"`)
}

func TestNeuron(t *testing.T) {
	s, d := opened(t, "")
	s.AskNeuronText("1")
	shows(t, s, "neuron-number", `value="1"`) // drawn while it is typed
	s.AskNeuronText("13")
	ordered(t, d, wire.AskNeuron{Layer: 0, Index: 1}, wire.AskNeuron{Layer: 0, Index: 13})
	shows(t, s, "neuron-number", `value="13"`)
	s.AskNeuron(0, 3)
	ordered(t, d, wire.AskNeuron{Layer: 0, Index: 3})
	inputs, weights := make([]byte, 784), make([]byte, 784)
	inputs[10], inputs[11], weights[10] = 200, 50, 1
	s.hears(wire.NeuronInfo{Neuron: lab.Neuron{Layer: 0, Index: 3, Inputs: inputs, Weights: weights, Popcount: 200,
		Sum: 150, Threshold: 20, Output: 1}})
	page := drawn(t, s)
	for _, want := range []string{`data-sum="150"`, "2·200 − 250 = 150", "150 ≥ 20 → 1, fires"} {
		if !strings.Contains(page, want) {
			t.Errorf("the neuron does not show %q", want)
		}
	}
	s.hears(wire.NeuronInfo{Neuron: lab.Neuron{Layer: 1, Index: 5, Inputs: []byte{1, 0, 1}, Weights: []byte{1, 1, 1},
		Popcount: 2, Sum: 1, Threshold: 3, Flipped: true, Output: 1}})
	if page := drawn(t, s); !strings.Contains(page, "2·2 − 3 = 1") || !strings.Contains(page, "1 ≤ 3 → 1, fires") {
		t.Error("the equation of a flipped threshold is wrong")
	}
	s.hears(wire.NeuronInfo{Neuron: lab.Neuron{Layer: 1, Index: 5, Inputs: []byte{1, 0, 2, 1},
		Weights: []byte{1, 1, 1, 2}, Ternary: true,
		Popcount: 1, Differ: 1, Sum: 0, Levels: 3, Threshold: 2, Zero: -3, Output: 2}})
	if page := drawn(t, s); !strings.Contains(page, "1 − 1 = 0") ||
		!strings.Contains(page, "S = 0, θ₊ = 2, θ₀ = −3 → 0") {
		t.Error("the equation of a ternary neuron is wrong")
	}
	if px, err := base64.StdEncoding.DecodeString(s.ProductPicture().Px); err != nil ||
		!strings.HasPrefix(string(px), "\x01\x00\x02\x02") {
		t.Errorf("the products of a ternary neuron are %v (%v)", px, err)
	}
	d.take()
	s.Pick(4)
	s.hears(sevenScores(4))
	ordered(t, d, wire.Classify{Index: 4}, wire.AskNeuron{Layer: 1, Index: 5}) // it follows the digit
	smaller := sevenScores(4)
	smaller.Bits = [][]byte{{1, 0, 1}, {0, 1, 1}}
	s.hears(smaller)
	ordered(t, d)
	if s.specimen.neuron != nil {
		t.Error("a neuron that the network does not have is still shown")
	}
}
