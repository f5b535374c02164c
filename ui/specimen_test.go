package ui

import (
	"encoding/base64"
	"slices"
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
	s.firstNeuron()
	s.AskNeuron(0, 3)
	ordered(t, d, wire.AskNeuron{Layer: 0, Index: 0}, wire.AskNeuron{Layer: 0, Index: 3})
	inputs, weights := make([]byte, 784), make([]byte, 784)
	inputs[10], inputs[11], weights[10] = 200, 50, 1
	s.hears(wire.NeuronInfo{Neuron: lab.Neuron{Layer: 0, Index: 3, Grey: true, Inputs: inputs, Weights: weights, Popcount: 200,
		Sum: 150, Threshold: 20, Output: 1}})
	if d.focused != "neuron-next" {
		t.Errorf("of a neuron that was chosen by keys the focus is at %q", d.focused)
	}
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

// colourLink has images in colour, of which the visitor's own are pictures.
const colourLink = "v=1&task=cifar10"

// inColour is a store whose page shows a network for images in colour.
func inColour(t *testing.T) (*Store, *desk) {
	t.Helper()
	s, d := opened(t, "")
	s.Open("#" + colourLink)
	for _, piece := range []int{0, 1} {
		s.Fetched("cifar10", "test", piece, []byte("t"), nil)
	}
	s.hears(wire.DataState{Task: "cifar10", Part: "test", Images: 10000})
	s.Train()
	for _, piece := range []int{0, 1} {
		s.Fetched("cifar10", "train", piece, []byte("t"), nil)
	}
	s.hears(wire.DataState{Task: "cifar10", Part: "train", Images: 10000})
	s.hears(wire.Status{State: wire.StateRunning, Link: colourLink})
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: colourLink, Accuracy: 0.4, Total: 10000,
		BER: []float64{0, 0, 0}, Fingerprint: print("cc")}})
	s.hears(wire.Status{State: wire.StateDone, Link: colourLink})
	for s.specimen.asking.asked {
		s.hears(sevenScores(0))
	}
	d.take()
	return s, d
}

// TestPictures: of images in colour a picture takes the place of the drawing, and its three best guesses are told.
func TestPictures(t *testing.T) {
	s, d := inColour(t)
	s.Draw(true)
	ordered(t, d)
	shows(t, s, "mode-draw", ">photo")
	shows(t, s, "photo", `data-ready="true"`)
	picture := make([]byte, 3072)
	picture[5] = 9
	s.Photo(picture)
	ordered(t, d, wire.Classify{Index: -1, Body: picture})
	s.hears(wire.Scores{Index: -1, Scores: lab.Scores{Class: 5, Label: -1, Pixels: picture,
		Scores: []float64{0.01, 0, 0, 0.3, 0, 0.5, 0.1, 0.09, 0, 0}}})
	holds(t, s, "<li><span>dog</span> <span class=\"num\">50.0 %</span></li><li><span>cat</span>")
	shows(t, s, "digit", "Your image, classified as dog")
	if p := s.DigitPicture(); p.Pal != "" || p.W != 32 || p.H != 32 || p.Px != base64.StdEncoding.EncodeToString(picture) {
		t.Errorf("the picture is %d by %d with the palette %q", p.W, p.H, p.Pal)
	}
	s.Draw(false)
	ordered(t, d, wire.Classify{Index: 0})
	s.hears(sevenScores(0))
	s.Photo(picture) // dropped while a test image is shown
	ordered(t, d, wire.Classify{Index: -1, Body: picture})
	s.Unseen("x.heic")
	if n := len(s.notices); n == 0 || !strings.Contains(s.notices[n-1].What, "x.heic is no picture") {
		t.Errorf("notices %v", s.notices)
	}

	s, d = opened(t, "") // of digits there are none
	s.Photo(picture)
	if ordered(t, d); s.specimen.drawing || s.specimen.photo != nil {
		t.Error("a picture was taken for a digit")
	}
}

// TestAChosenDataSetOpensAtWork with the network that comes with the page: only that and the test images are fetched, and
// what was there before is among the earlier results; the data set before comes back with its own.
func TestAChosenDataSetOpensAtWork(t *testing.T) {
	s, d := opened(t, "")
	d.fetched = nil
	s.Knob("task", "cifar10")
	if want := []string{"cifar10/test/0", "cifar10/test/1"}; !slices.Equal(d.fetched, want) ||
		d.model != "cifar10-quick.arraylab" {
		t.Fatalf("fetched %v and the network %s", d.fetched, d.model)
	}
	if len(s.past) != 1 || s.past[0].Link != modelLink {
		t.Errorf("earlier results %v", s.past)
	}
	shows(t, s, "accuracy", "–")
	for _, piece := range []int{0, 1} {
		s.Fetched("cifar10", "test", piece, []byte("t"), nil)
	}
	s.ModelFetched([]byte("photographs"), nil)
	s.hears(wire.DataState{Task: "cifar10", Part: "test", Images: 10000})
	link := s.supplies.network.Link
	s.hears(wire.Result{Reason: "load", Result: lab.Result{Link: link, Accuracy: 0.6965, Fingerprint: print("cd")}})
	if s.result == nil || s.foreign.on || s.strange() {
		t.Fatal("the network of the photographs is not shown as that of the settings")
	}
	if text := s.CostText(); !strings.Contains(text, "of images are fetched") {
		t.Errorf("what a training fetches is not said: %s", text)
	}
	if strings.Contains(strings.Join(d.fetched, " "), "train") {
		t.Errorf("training images came that nobody asked for: %v", d.fetched)
	}
	s.Knob("task", "mnist")
	if d.model != "standard.arraylab" || s.link.Train != 60000 || s.link.Net != "1024-1024" {
		t.Errorf("the settings are %s, the network %s", s.link.Experiment.Link(), d.model)
	}
}

// TestAChosenDataSetLeavesARunAlone: a run under way goes on, and what the visitor changed of the training is kept.
func TestAChosenDataSetLeavesARunAlone(t *testing.T) {
	s, d := opened(t, "v=1&epochs=3")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	d.model = ""
	s.Knob("task", "cifar10")
	if d.model != "" || !s.session.Training() {
		t.Errorf("the network %s takes the place of a run", d.model)
	}
	if s.link.Epochs != 3 || s.link.Train != 10000 {
		t.Errorf("the visitor's settings are gone: %s", s.link.Experiment.Link())
	}
	s.Knob("epochs", "20")
	s.Knob("task", "mnist")
	s.Knob("task", "cifar10")
	s.hears(wire.Result{Reason: "train",
		Result: lab.Result{Link: "v=1&epochs=3", Accuracy: 0.93, Fingerprint: print("cf")}})
	s.hears(wire.Status{State: wire.StateDone})
	if shows(t, s, "accuracy", "93.00 %"); d.model != "" {
		t.Errorf("the network %s takes the place of what was waited for", d.model)
	}
}

// TestAChosenDataSetAwaitsATest of the memory that is under way.
func TestAChosenDataSetAwaitsATest(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("memory", "ber")
	link := s.link.String()
	s.hears(wire.Status{State: wire.StateRunning})
	d.model = ""
	s.Knob("task", "cifar10")
	if d.model != "" {
		t.Errorf("the network %s takes the place of a test", d.model)
	}
	s.hears(wire.Result{Reason: "reinfer", Result: lab.Result{Link: link, Accuracy: 0.9, Fingerprint: print("ce")}})
	if d.model != "cifar10-quick.arraylab" {
		t.Errorf("after the test came the network %q", d.model)
	}
}

// TestPieces: only what a training takes is fetched, and handed over in order; more images are more pieces.
func TestPieces(t *testing.T) {
	s, d := opened(t, "")
	holds(t, s, ">CIFAR-10 (1 kB)<")
	d.fetched = nil
	s.Open("#" + colourLink + "&train=5001")
	if want := []string{"cifar10/test/0", "cifar10/test/1"}; !slices.Equal(d.fetched, want) {
		t.Errorf("fetched %v, want %v", d.fetched, want)
	}
	s.Train()
	if want := []string{"cifar10/train/0", "cifar10/train/1"}; !slices.Equal(d.fetched[2:], want) {
		t.Errorf("fetched %v, want %v", d.fetched[2:], want)
	}
	d.take()
	s.Fetching("cifar10", "train", 0, 50, 100)
	if got, ok := s.supplies.come("cifar10", "train"); !ok || got != 25 {
		t.Errorf("%d %% have come, %v", got, ok)
	}
	s.Fetched("cifar10", "train", 1, []byte("b"), nil)
	ordered(t, d) // the first one is missing
	s.Fetched("cifar10", "train", 0, []byte("a"), nil)
	ordered(t, d, wire.Data{Task: "cifar10", Part: "train", Images: 10000, Body: []byte("a")},
		wire.Data{Task: "cifar10", Part: "train", Images: 10000, Body: []byte("b")})
	s.hears(wire.DataState{Task: "cifar10", Part: "train", Images: 5000})
	if s.supplies.has("cifar10", "train", 5001) || !s.supplies.has("cifar10", "train", 5000) {
		t.Error("half of the images are taken for all of them, or for none")
	}
	s.hears(wire.DataState{Task: "cifar10", Part: "train", Images: 10000})
	d.fetched = nil
	s.Knob("train", "50000")
	s.needTraining()
	if len(d.fetched) != 8 || d.fetched[0] != "cifar10/train/2" {
		t.Errorf("fetched %v", d.fetched)
	}
	d.absent["cifar10"] = true
	holds(t, s, "CIFAR-10 (not in this build)")
	holds(t, s, `title="Build the page with ./build.sh -sets mnist,cifar10"`)
}
