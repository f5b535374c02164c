package ui

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

const mapsLink = "v=1&net=4c-8cp-16"

// convolved is a store that shows a network of maps, and an image at work in it.
func convolved(t *testing.T) (*Store, *desk) {
	t.Helper()
	s, d := opened(t, mapsLink)
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: mapsLink, Fingerprint: print("abcd"),
		BER: []float64{0, 0, 0, 0}, Total: 10000}})
	s.hears(wire.Status{State: wire.StateDone, Link: mapsLink})
	s.Pick(0)
	r := sevenScores(0)
	r.Bits = [][]byte{make([]byte, 4*784), make([]byte, 8*196), make([]byte, 16)}
	s.hears(r)
	s.array.layer = 1
	d.take()
	d.frames = nil
	return s, d
}

// TestManyMaps: a layer of 32 maps has 25,088 bits, more than an element may have (mostBytes); they are drawn all the
// same, as a picture, and nothing else of the page grows with them.
func TestManyMaps(t *testing.T) {
	const link = "v=1&net=32c-16"
	s, _ := opened(t, link)
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: link, Fingerprint: print("abcd"),
		BER: []float64{0, 0, 0}, Total: 10000}})
	s.hears(wire.Status{State: wire.StateDone, Link: link})
	s.Pick(0)
	r := sevenScores(0)
	r.Bits = [][]byte{make([]byte, 32*784), make([]byte, 16)}
	s.hears(r)
	_ = drawn(t, s) // fails where something is too long
	if p := s.Charts()["neurons"]; len(p) < 4*25088/3 {
		t.Errorf("the bits of the maps are a picture of %d bytes", len(p))
	}
	s.ShowMaps(showBits)
	_ = drawn(t, s)
	for _, id := range []string{"digit", "maps-image", "maps"} {
		if s.Charts()[id] == "" {
			t.Errorf("no picture %q", id)
		}
	}
}

// TestDigitalLayers: of layers in digital memory the page shows weights, outputs and error rates for what they are.
func TestDigitalLayers(t *testing.T) {
	const link = "v=1&net=4ce-16e&memory=rram-weak-reset&learn=latent"
	s, d := opened(t, link)
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: link, Fingerprint: print("abcd"),
		BER: []float64{0, 0, 0.01}, Total: 10000}})
	s.hears(wire.Status{State: wire.StateDone, Link: link})
	s.Pick(0)
	r := sevenScores(0)
	r.Bits, r.Eight = [][]byte{bytes.Repeat([]byte{200}, 4*784), bytes.Repeat([]byte{90}, 16)}, []bool{true, true}
	s.hears(r)
	s.array.frameUp = true
	s.View(lab.ViewResistance)
	d.take()
	s.Layer(0)
	ordered(t, d, wire.Watch{Layer: 0, View: lab.ViewWeight, Rate: watchRate})
	shows(t, s, "cell", "they have no cells and no errors")
	s.hears(wire.CellInfo{Cell: lab.Cell{Layer: 0, Weight: -45, Intended: -45, Digital: true}})
	shows(t, s, "cell", "weight −45/128   in digital memory: no cell")
	s.Layer(2)
	ordered(t, d, wire.Watch{Layer: 2, View: lab.ViewResistance, Rate: watchRate})
	page := drawn(t, s)
	for _, words := range []string{"9×4, 8 bits", "3136×16, 8 bits", "16×10<"} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	s.look(lab.ViewWeight)
	s.Layer(0)
	s.ShowMaps(showBits)
	shows(t, s, "maps-caption", "outputs of 8 bits")
	d.take()
	s.ShowMaps(showKernels)
	s.hears(wire.Kernels{Kernels: lab.Kernels{Layer: 0, Window: lab.Grid{C: 1, H: 3, W: 3}, Digital: true,
		Codes: bytes.Repeat([]byte{255}, 36)}})
	if s.MapsPicture().W == 0 {
		t.Error("no kernels are shown")
	}
	c := &MapsView{S: s}
	if lo, hi := c.scale(); lo != "−1" || hi != "+1" || c.signs() {
		t.Errorf("the scale of the kernels is %q to %q, beside a key of signs %v", lo, hi, c.signs())
	}
	s.specimen.nlayer = 1
	if p := s.NeuronsPicture(); p.W*p.H < 16 {
		t.Errorf("no outputs are shown: %d×%d", p.W, p.H)
	}
	s.chrome.detail = "ber"
	if c := s.Charts()["chart-ber"]; !strings.Contains(c, "layer 1: no cells") || !strings.Contains(c, "layer 3: ") {
		t.Errorf("the error rates are %s", c)
	}
	_ = drawn(t, s)
}

func TestMaps(t *testing.T) {
	s, d := convolved(t)
	if s.mapsShown() != "" || !s.hasMaps() {
		t.Fatal("maps are shown before anybody asks, or there are none")
	}
	s.ShowMaps(showBits)
	ordered(t, d)
	if p := s.MapsPicture(); p.W == 0 || p.Mark >= 0 {
		t.Errorf("%d×%d, mark %d", p.W, p.H, p.Mark)
	}
	s.choosePlace(3, 5, 20) // over the right edge
	ordered(t, d, wire.AskNeuron{Layer: 1, Index: (3*14+5)*14 + 13})
	if f, ok := d.frames[0].(framewire.Select); !ok || f.Col != 3 {
		t.Errorf("the column of the map is not marked: %+v", d.frames)
	}
	at := lab.Neuron{Layer: 1, Index: (3*14+5)*14 + 13, Sum: 12, Threshold: 5, Output: 1, Inputs: make([]byte, 36),
		Weights: make([]byte, 36), Window: lab.Grid{C: 4, H: 3, W: 3},
		Sees: lab.Area{Row: 8, Column: 24, Rows: 6, Columns: 4}}
	s.hears(wire.NeuronInfo{Neuron: at})
	shows(t, s, "cell", "map 3, row 5, column 13   sum 12   threshold 5 → 1   sees rows 8–13, columns 24–27")
	if p := s.DigitPicture(); p.Mark != 8*28+24 || p.MarkW != 4 || p.MarkH != 6 {
		t.Errorf("the receptive field is not framed: %+v", p.Mark)
	}
	d.take()
	for key, index := range map[string]int{"ArrowLeft": at.Index - 1, "ArrowUp": at.Index - 14, "PageDown": at.Index + 196,
		"ArrowRight": at.Index} {
		s.StepMap(key)
		ordered(t, d, wire.AskNeuron{Layer: 1, Index: index})
	}
	if page := drawn(t, s); !strings.Contains(page, "8 maps of 14×14: 0 of 1,568 bits are 1") {
		t.Error("the maps have no caption")
	}
}

// Sums and kernels are asked for while they are seen, one question at a time, and follow image, layer and map.
func TestSumsAndKernels(t *testing.T) {
	s, d := convolved(t)
	s.array.frameUp = true
	s.ShowMaps(showSums)
	ordered(t, d, wire.Watch{Layer: -1}, wire.AskMapSums{Layer: 1}) // nobody sees the cells
	s.array.frameUp = false
	s.askMaps() // meanwhile: once more after the answer
	sums := wire.MapSums{MapSums: lab.MapSums{Layer: 1, Most: 36, Shades: make([]byte, 8*196)}}
	s.hears(sums)
	ordered(t, d, wire.AskMapSums{Layer: 1})
	s.hears(sums)
	ordered(t, d)
	shows(t, s, "maps-caption", "8 maps of 14×14")
	if s.MapsPicture().W == 0 {
		t.Error("the sums are not shown")
	}
	s.Layer(3)
	s.hears(sums) // of the layer before
	if s.specimen.maps.sums != nil {
		t.Error("the sums of another layer are shown")
	}
	s.ShowMaps(showKernels)
	s.Layer(1)
	d.take()
	s.hears(wire.Kernels{Kernels: lab.Kernels{Layer: 1, From: 0, Window: lab.Grid{C: 4, H: 3, W: 3}, Codes: make([]byte, 36)}})
	s.hears(wire.Kernels{Kernels: lab.Kernels{Layer: 1, From: 0, Window: lab.Grid{C: 4, H: 3, W: 3}, Codes: make([]byte, 36)}})
	shows(t, s, "maps-caption", "one for each of the 4 maps")
	d.take()
	s.StepMap("ArrowRight")
	ordered(t, d, wire.AskNeuron{Layer: 1, Index: 196 + 7*14 + 7}, wire.AskKernels{Layer: 1, Map: 1})
	s.array.frameUp = true
	s.ShowMaps("")
	ordered(t, d, wire.Watch{Layer: 1, View: lab.ViewWeight, Rate: watchRate})
	s.ShowMaps(showSums)
	s.link.Hide, s.array.frameUp = []string{"array"}, false
	d.take()
	s.askMaps()
	ordered(t, d)
}

// The cells are seen again when a network without maps takes the place of one with maps.
func TestCellsComeBack(t *testing.T) {
	s, d := convolved(t)
	s.array.frameUp = true
	s.ShowMaps(showBits)
	ordered(t, d, wire.Watch{Layer: -1})
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: modelLink, Fingerprint: print("ef"), Total: 10000,
		BER: []float64{0, 0, 0}}})
	d.take()
	s.hears(sevenScores(0))
	if !slices.ContainsFunc(d.take(), func(o any) bool { w, ok := o.(wire.Watch); return ok && w.Layer >= 0 }) {
		t.Error("nobody watches the cells")
	}
}

// A network of neurons alone has no maps to see.
func TestNoMaps(t *testing.T) {
	s, _ := opened(t, "")
	if s.hasMaps() || s.mapsShown() != "" {
		t.Error("a network of neurons has maps")
	}
	shows(t, s, "maps-view", "hidden")
}
