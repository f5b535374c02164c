package digit

import (
	"math"
	"testing"
)

const side = 28

// mnist is the size of MNIST's pictures.
var mnist = Size{side, side}

// rect is w*h pixels with ink in [x0,x1) x [y0,y1).
func rect(w, h, x0, y0, x1, y1 int) []byte {
	ink := make([]byte, w*h)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			ink[y*w+x] = 255
		}
	}
	return ink
}

// A full rectangle of 100x60 becomes one of 20x12, wherever it lay: the mass is 20*12*255 and
// the centre of mass the centre of the picture.
func TestCenterOfRectangle(t *testing.T) {
	for _, at := range [][2]int{{0, 0}, {37, 91}, {180, 220}} {
		out, ok := mnist.Center(rect(280, 280, at[0], at[1], at[0]+100, at[1]+60), 280, 280)
		if !ok {
			t.Fatal("no ink found")
		}
		for y := range side {
			for x := range side {
				want := byte(0)
				if x >= 4 && x < 24 && y >= 8 && y < 20 {
					want = 255
				}
				if got := out[y*side+x]; got != want {
					t.Fatalf("at %v: pixel %d,%d is %d, want %d", at, x, y, got, want)
				}
			}
		}
	}
}

// Scaling conserves the mean: a triangle of n pixels' side has half the mass of its box, to
// the accuracy of its own staircase.
func TestCenterConservesMass(t *testing.T) {
	const n = 200
	ink := make([]byte, 280*280)
	for y := range n {
		for x := 0; x <= y; x++ {
			ink[y*280+x] = 255
		}
	}
	out, _ := mnist.Center(ink, 280, 280)
	var m, mx, my float64
	for i, v := range out {
		m += float64(v)
		mx += float64(v) * (float64(i%side) + 0.5)
		my += float64(v) * (float64(i/side) + 0.5)
	}
	want := 255.0 * 20 * 20 * (n + 1) / (2 * n)
	if math.Abs(m-want) > 20*20*0.5 { // each of 400 pixels is rounded by at most a half
		t.Errorf("mass %g, want %g", m, want)
	}
	// A right triangle's centre of mass is a third of its side from the corner: the shift is a
	// whole number of pixels, so it comes within half a pixel of the centre.
	for _, c := range []float64{mx / m, my / m} {
		if math.Abs(c-side/2) > 0.5 {
			t.Errorf("centre of mass at %g, want 14 +- 0.5", c)
		}
	}
}

func TestCenterWithoutInk(t *testing.T) {
	if _, ok := mnist.Center(make([]byte, 100), 10, 10); ok {
		t.Error("ink was found on blank paper")
	}
	if _, ok := mnist.FromStrokes(nil); ok {
		t.Error("ink was found without strokes")
	}
	if _, ok := mnist.FromStrokes([]Stroke{{{5, 5}}}); ok {
		t.Error("ink was found outside the pad")
	}
}

// The area of a capsule is 2rL + pi r^2.
func TestDrawArea(t *testing.T) {
	const r = pen * canvas
	for _, s := range []Stroke{{{0.3, 0.5}, {0.7, 0.5}}, {{0.3, 0.3}, {0.7, 0.6}}, {{0.5, 0.5}}} {
		a, b := s[0], s[len(s)-1]
		length := canvas * math.Hypot(a.X-b.X, a.Y-b.Y)
		var got float64
		for _, v := range Draw([]Stroke{s}) {
			got += float64(v) / 255
		}
		want := 2*r*length + math.Pi*r*r
		if math.Abs(got-want) > 0.01*want {
			t.Errorf("stroke %v covers %.1f pixels, want %.1f", s, got, want)
		}
	}
}

// The same drawing, smaller and elsewhere, with its pen's width aside, gives nearly the same
// picture: what the network sees does not depend on where a visitor draws.
func TestFromStrokesIsCentred(t *testing.T) {
	one := func(x, y, size float64) []byte {
		out, ok := mnist.FromStrokes([]Stroke{{{x, y}, {x, y + size}}, {{x, y}, {x + size/2, y + size/2}}})
		if !ok {
			t.Fatal("no ink")
		}
		return out
	}
	a, b := one(0.2, 0.2, 0.6), one(0.3, 0.1, 0.6)
	var diff float64
	for i := range a {
		diff += math.Abs(float64(a[i])-float64(b[i])) / 255
	}
	if diff > 1 {
		t.Errorf("moving the drawing changed %.2f pixels", diff)
	}
}

// Strokes that run out of the pad, or hold no number, must not panic.
func FuzzFromStrokes(f *testing.F) {
	f.Add(0.1, 0.2, 0.8, 0.9)
	f.Add(-3.0, 0.5, 1e300, math.Inf(1))
	f.Add(math.NaN(), 0.5, 0.5, math.NaN())
	f.Fuzz(func(t *testing.T, ax, ay, bx, by float64) {
		out, ok := mnist.FromStrokes([]Stroke{{{ax, ay}, {bx, by}}})
		if ok && len(out) != side*side {
			t.Errorf("%d bytes", len(out))
		}
	})
}

// TestOtherSizes: a full rectangle of 100x60 fills five sevenths of the shorter side of the picture.
func TestOtherSizes(t *testing.T) {
	for _, s := range []Size{{56, 28}, {14, 70}, {1, 1}} {
		out, ok := s.Center(rect(280, 280, 40, 50, 140, 110), 280, 280)
		if !ok || len(out) != s.W*s.H {
			t.Fatalf("%v: %d bytes, %v", s, len(out), ok)
		}
		inked := 0
		for _, v := range out {
			if v > 0 {
				inked++
			}
		}
		if want := s.box() * max(1, (s.box()*6+5)/10); inked != want {
			t.Errorf("%v: %d pixels of ink, want %d", s, inked, want)
		}
	}
}
