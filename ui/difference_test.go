package ui

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/bits"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/sim/rng"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// network is a link of 784-16-10 with bit errors, and its packed weights: 13 words for each of 16 neurons, one for each
// of 10.
func network(ber string) string { return "v=1&hidden=16&memory=ber&ber=" + ber }

func packedNetwork(seed uint32) []uint64 {
	words := make([]uint64, 13*16+10)
	draw := rng.New(seed, "networks").Source(0)
	for i := range words {
		words[i] = uint64(draw.Below(1<<31))<<33 ^ uint64(draw.Below(1<<31))<<16 ^ uint64(draw.Below(1<<31))
		switch {
		case i >= 13*16 || i%13 == 12:
			words[i] &= 1<<16 - 1 // 784 and 16 inputs: 16 in the last word
		}
	}
	return words
}

func packed(words []uint64) (b []byte) {
	for _, w := range words {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return b
}

// densest is the deepest colour of what is all lower.
const densest = 51

// counted are the changes of the words from..to.
func counted(a, b []uint64) (up, down int) {
	for i := range a {
		up, down = up+bits.OnesCount64(b[i]&^a[i]), down+bits.OnesCount64(a[i]&^b[i])
	}
	return up, down
}

// compares is a page that compares two results with these weights.
func compares(t *testing.T, before, after []byte) *Store {
	t.Helper()
	s, d := opened(t, network("0.01"))
	s.hears(wire.Result{Result: lab.Result{Link: network("0.01"), IdealAccuracy: 0.9}, Reason: "reinfer"})
	s.Knob("ber", "0.04")
	s.hears(wire.Result{Result: lab.Result{Link: network("0.04"), IdealAccuracy: 0.9}, Reason: "reinfer"})
	if n := sent(s, d, nil); n != 0 {
		t.Errorf("%d arrays are asked for that nobody compares", n)
	}
	s.Compare(network("0.01"))
	sent(s, d, map[string][]byte{network("0.01"): before, network("0.04"): after})
	return s
}

// sent has the engine answer what it was asked for, by link.
func sent(s *Store, d *desk, weights map[string][]byte) (asked int) {
	for _, o := range d.take() {
		if ask, ok := o.(wire.AskWeights); ok {
			s.hears(wire.Weights{Named: ask.Named, Body: weights[ask.Link]})
			asked++
		}
	}
	return asked
}

// drawnPicture reads one of the pictures that are on the screen.
func drawnPicture(t *testing.T, s *Store, id string) (p chart.Picture, px []byte) {
	t.Helper()
	if err := json.Unmarshal([]byte(s.Charts()[id]), &p); err != nil {
		t.Fatalf("%s: %v in %q", id, err, s.Charts()[id])
	}
	px, err := base64.StdEncoding.DecodeString(p.Px)
	if err != nil || len(px) != p.W*p.H {
		t.Fatalf("%s: %d pixels of %d x %d, %v", id, len(px), p.W, p.H, err)
	}
	return p, px
}

// TestTheDifferenceOfTwoArrays: counts by layer and direction, those that were intended, and a picture that shows each
// of them.
func TestTheDifferenceOfTwoArrays(t *testing.T) {
	a, b := packedNetwork(1), packedNetwork(2)
	s := compares(t, packed(a), append(packed(b), packed(a)...)) // both were meant to hold a
	page := drawn(t, s)
	up1, down1 := counted(a[:208], b[:208])
	up2, down2 := counted(a[208:], b[208:])
	for _, want := range []string{
		fmt.Sprintf(`<th scope="row">1: 784×16</th><td>%s</td><td>%s</td><td>%s</td><td>0 %%</td>`,
			spell.Percent(float64(up1+down1)/(784*16)), spell.Thousands(int64(up1)), spell.Thousands(int64(down1))),
		fmt.Sprintf(`<th scope="row">2: 16×10</th><td>%s</td><td>%d</td><td>%d</td><td>0 %%</td>`,
			spell.Percent(float64(up2+down2)/160), up2, down2),
		fmt.Sprintf(`<th scope="row">all</th><td>%s</td>`, spell.Percent(float64(up1+down1+up2+down2)/(784*16+160))),
		"−1 → +1", fmt.Sprintf("Layer 1: %s of the weights differ, %s of them",
			spell.Percent(float64(up1+down1)/(784*16)), spell.Thousands(int64(up1))),
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	// inputs across, four in a dot; sixteen neurons four times
	if p, px := drawnPicture(t, s, "compare-array"); p.W != 196 || p.H != 64 {
		t.Errorf("the picture has %d x %d pixels (%d)", p.W, p.H, len(px))
	}
	shares := make([]int, 784)
	most := 0
	for i := range shares {
		for o := range 16 {
			shares[i] += int((a[13*o+i/64] ^ b[13*o+i/64]) >> (i % 64) & 1)
		}
		most = max(most, shares[i])
	}
	p, px := drawnPicture(t, s, "compare-pixels")
	for i, n := range shares {
		if want := (255*n*2 + most) / (2 * most); p.W != 28 || int(px[i]) != want {
			t.Fatalf("pixel %d, of which %d weights of %d differ, has the colour %d, want %d", i, n, most, px[i], want)
		}
	}

	s.comparison.layer = 1
	if _, there := s.Charts()["compare-pixels"]; there {
		t.Error("the second layer has pixels")
	}
	p, px = drawnPicture(t, s, "compare-array") // a dot a weight, each of ten neurons six rows high
	if p.W != 16 || p.H != 60 || !strings.Contains(drawn(t, s), "Inputs across, neurons down; a dot is a weight.") {
		t.Errorf("the picture has %d x %d pixels", p.W, p.H)
	}
	for i := range 16 {
		for o := range 10 {
			x, y := a[208+o]>>i&1, b[208+o]>>i&1
			want := map[[2]uint64]byte{{0, 1}: 255, {1, 0}: densest}[[2]uint64{x, y}]
			if got := px[6*o*16+i]; got != want || px[(6*o+5)*16+i] != want {
				t.Errorf("the weight from input %d of neuron %d, from %d to %d, has the colour %d, want %d", i, o,
					x, y, got, want)
			}
		}
	}
	light := s.Charts()["compare-array"]
	if s.ToggleTheme(); s.Charts()["compare-array"] == light {
		t.Error("in the dark the picture is the same")
	}
	s.comparison.layer = 7
	if s.comparedLayer() != 1 {
		t.Errorf("layer %d is shown", s.comparedLayer())
	}
	s.Show("")
	s.chrome.detail = "confusion"
	if _, there := s.Charts()["compare-array"]; there {
		t.Error("the picture is drawn beside another chart")
	}
}

// TestWhyThereIsNoDifference: where arrays are no longer kept, networks have other layers, or none of them differs.
func TestWhyThereIsNoDifference(t *testing.T) {
	a := packed(packedNetwork(1))
	for want, s := range map[string]*Store{
		"no longer there": compares(t, nil, a),
		"other sizes: 784-1024-1024-10 and 784-16-10. No difference can be drawn.": func() *Store {
			s := compares(t, a, a)
			s.Compare(modelLink)
			s.hears(wire.Weights{Named: wire.NameOf(&s.versusPast().Result), Body: make([]byte, 8*(13*1024+16*1024+16*10))})
			return s
		}(),
		"The arrays cannot be compared": compares(t, a[8:], a),
		"Layer 1: no weight differs.":   compares(t, a, a),
	} {
		if page := drawn(t, s); !strings.Contains(page, want) {
			t.Errorf("the page does not say %q: %+v", want, s.difference())
		}
		s.Charts()
	}
	s := compares(t, a, a)
	s.Knob("ber", "0.01")
	s.hears(wire.Result{Result: lab.Result{Link: network("0.01")}, Reason: "reinfer"})
	if d := s.difference(); len(d.layers) != 0 || d.wrong != "" || s.Charts()["compare-array"] != "" {
		t.Errorf("a result and itself: %+v", d)
	}
}

// TestArraysAreAskedForOnce: those that are known are not asked for again; those that the engine no longer had are, once
// a result came; and another engine is asked for what the one before did not answer.
func TestArraysAreAskedForOnce(t *testing.T) {
	first, second := network("0.01"), network("0.04")
	a, b := packed(packedNetwork(1)), packed(packedNetwork(2))
	s := compares(t, a, nil)
	d := s.desk.(*desk)
	s.showDetail("confusion")
	s.showDetail("compare")
	if asked := sent(s, d, map[string][]byte{second: b}); asked != 1 || len(s.difference().layers) != 2 {
		t.Errorf("%d arrays are asked for: %+v", asked, s.difference())
	}
	s.Compare(first)
	if asked := sent(s, d, nil); asked != 0 {
		t.Errorf("%d arrays are asked for that are there", asked)
	}
	s.Compare(modelLink)
	if d := s.difference(); len(d.layers) != 0 || d.wrong != "" {
		t.Errorf("a difference of an array that is on its way: %+v", d)
	}
	d.take()
	s.restart()
	s.hears(wire.Ready{})
	s.Compare(modelLink)
	if asked := sent(s, d, nil); asked != 1 || !strings.Contains(s.difference().wrong, "no longer there") {
		t.Errorf("another engine: %d arrays are asked for: %+v", asked, s.difference())
	}
}
