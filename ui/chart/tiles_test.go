package chart

import (
	"encoding/base64"
	"testing"

	"arraylab/sim/lab"
)

// Each place of each map has a pixel of its own, and a pixel tells which it shows.
func TestTiles(t *testing.T) {
	for _, g := range []lab.Grid{{C: 1, H: 3, W: 5}, {C: 16, H: 28, W: 28}, {C: 12, H: 1, W: 40}, {C: 512, H: 4, W: 4},
		{C: 128, H: 1, W: 1}, {C: 7, H: 9, W: 1}} {
		for _, tiles := range []Tiles{TilesOf(g, 1), MapTiles(g)} {
			w, h := tiles.Size()
			seen := map[int]bool{}
			for i := range g.Values() {
				c, y, x := g.Place(i)
				p := tiles.Pixel(c, y, x)
				gc, gy, gx, ok := tiles.At(p)
				if p >= w*h || seen[p] || !ok || gc != c || gy != y || gx != x {
					t.Fatalf("%+v: place %d, %d, %d is pixel %d of %d×%d, which is %d, %d, %d, %v", g, c, y, x, p, w, h,
						gc, gy, gx, ok)
				}
				_, place := tiles.high()
				for row := range place {
					if c, y, x, ok := tiles.At(p + row*w); !ok || c != gc || y != gy || x != gx {
						t.Fatalf("%+v: row %d of a place is %d, %d, %d, %v", g, row, c, y, x, ok)
					}
					seen[p+row*w] = true
				}
			}
			for p := range w * h {
				if _, _, _, ok := tiles.At(p); ok != seen[p] {
					t.Errorf("%+v: pixel %d is of no map", g, p)
				}
			}
		}
	}
}

// pixels are the indices of a picture.
func pixels(t *testing.T, p Picture) []byte {
	t.Helper()
	px, err := base64.StdEncoding.DecodeString(p.Px)
	if err != nil || len(px) != p.W*p.H {
		t.Fatalf("%d pixels of %d×%d (%v)", len(px), p.W, p.H, err)
	}
	return px
}

// A kernel in colour has the weights of its channels side by side: a picture of their windows shows each where it is.
func TestKernels(t *testing.T) {
	g := Ground{}
	k := lab.Kernels{Window: lab.Grid{C: 3, H: 1, W: 2}, Codes: []byte{1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0}}
	if px := pixels(t, g.Kernels(k)); len(px) < 4 || px[0] != 1 || px[1] != 6 {
		t.Errorf("in colour: %v", px)
	}
	k.Layer = 1
	p := g.Kernels(k)
	px, tiles := pixels(t, p), KernelTiles(k)
	for i, code := range k.Codes { // row by row, place by place, channel by channel
		if got := px[tiles.Pixel(i/6*3+i%3, 0, i%6/3)]; got != code {
			t.Errorf("weight %d is %d, want %d", i, got, code)
		}
	}
}

// What lies outside of the map adds nothing: it is not counted, and its product is none.
func TestNeuronAtTheEdge(t *testing.T) {
	n := &lab.Neuron{Layer: 1, Inputs: []byte{3, 1, 0, 3}, Weights: []byte{1, 1, 1, 0}, Popcount: 1,
		Window: lab.Grid{C: 2, H: 1, W: 2}}
	if steps := Equation(n); steps[0].Numbers != "1 of 2 agree" || steps[1].Numbers != "2·1 − 2 = 0" {
		t.Errorf("%+v", steps)
	}
	px := pixels(t, Neuron{Neuron: n}.ProductPicture())
	tiles := TilesOf(n.Window, 1)
	for i, want := range []byte{3, 1, 0, 3} {
		if got := px[tiles.Pixel(i%2, 0, i/2)]; got != want {
			t.Errorf("product %d is %d, want %d", i, got, want)
		}
	}
}

// A frame that does not fit into its picture is left out.
func TestFramed(t *testing.T) {
	p := PictureOf(4, 3, make([]byte, 12), nil)
	if q := p.Framed(lab.Area{Row: 1, Column: 2, Rows: 2, Columns: 2}); q.Mark != 6 || q.MarkW != 2 || q.MarkH != 2 {
		t.Errorf("%+v", q)
	}
	for _, a := range []lab.Area{{}, {Row: 2, Rows: 2, Columns: 1}, {Column: 4, Rows: 1, Columns: 1}} {
		if q := p.Framed(a); q != p {
			t.Errorf("%+v: %+v", a, q)
		}
	}
}
