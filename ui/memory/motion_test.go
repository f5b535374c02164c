package memory

import (
	"math"
	"testing"

	"arraylab/sim/cellmap"
)

func TestGlideArrives(t *testing.T) {
	v := zoomed()
	want := v.ZoomAt(3, 111, 222)
	for _, ms := range []float64{1, 16, 40, 500} {
		g := Glide{}
		g.Add(1.5, 5, 5)
		g.Add(2, 222, 444)
		got, frames := v, 0
		for last := v.Zoom; g.Moving(); last = got.Zoom {
			if frames++; frames > 1000 {
				t.Fatalf("%g ms a frame: still gliding after %d", ms, frames)
			}
			if got = g.Step(ms, 0.5, got); got.Zoom <= last {
				t.Fatalf("%g ms a frame: zoom went from %g to %g", ms, last, got.Zoom)
			}
		}
		if math.Abs(got.Zoom-want.Zoom) > 1e-9 || math.Abs(got.X-want.X) > 1e-6 || math.Abs(got.Y-want.Y) > 1e-6 {
			t.Errorf("%g ms a frame: arrived at %+v: want %+v", ms, got, want)
		}
		if frames > 1+int(500/ms) {
			t.Errorf("%g ms a frame: took %d frames", ms, frames)
		}
	}
}

func TestGlideEndsAtTheBounds(t *testing.T) {
	g := Glide{}
	g.Add(1e-6, 10, 10)
	v := zoomed()
	for range 40 {
		v = g.Step(16, 1, v)
	}
	if g.Moving() || v != v.Fit() {
		t.Errorf("zoomed far out: %+v, moving %v: want the whole array, at rest", v, g.Moving())
	}
}

func TestPaceFindsWhatIsFluid(t *testing.T) {
	for _, c := range []struct {
		name         string
		perMegapixel float64 // milliseconds
		w, h         int
		least, most  int // side of the square of the pixels drawn, in the end
	}{
		{"graphics card", 1, 3000, 2000, 2048, 2048},
		{"small frame on a graphics card", 1, 600, 400, 489, 490},
		{"software", 120, 600, 500, 320, 384},
		{"slow software", 900, 600, 500, 192, 192},
	} {
		p, within, frames := NewPace(), 0, 20000
		for i := range frames {
			w, h, capped := p.Fit(c.w, c.h)
			p.Frame(max(16.7, c.perMegapixel*float64(w*h)/1e6), capped)
			side := int(math.Round(math.Sqrt(float64(w * h))))
			if i >= 1000 && side >= c.least-1 && side <= c.most+1 {
				within++
			}
		}
		if share := float64(within) / float64(frames-1000); share < 0.95 {
			t.Errorf("%s: %.1f %% of the frames have the pixels of a square of %d to %d: want 95", c.name, 100*share,
				c.least, c.most)
		}
	}
}

// What was slow for a while, when the processor had other things to do, is not slow for ever.
func TestPaceRecovers(t *testing.T) {
	p := NewPace()
	for range 300 {
		p.Frame(60, true)
	}
	if w, h, capped := p.Fit(800, 800); w*h > 200*200 || !capped {
		t.Fatalf("in hard times %d x %d pixels", w, h)
	}
	for range 8000 {
		_, _, capped := p.Fit(800, 800)
		p.Frame(16.7, capped)
	}
	if w, h, capped := p.Fit(800, 800); w != 800 || h != 800 || capped {
		t.Errorf("in good times %d x %d pixels of 800 x 800", w, h)
	}
}

func TestFieldIsTheColumn(t *testing.T) {
	s := &cellmap.Snapshot{View: cellmap.ViewWeight, Rows: 784, Cols: 5, Width: 28, Channels: 1,
		Cells: make([]byte, 784*5)}
	s.Cells[100*5+3] = 255
	p := &Picture{Port: Viewport{W: 9, H: 9}}
	show(t, p, s)
	px := make([]byte, 784*4)
	if !p.Field(px, 3) {
		t.Fatal("a layer of 784 inputs has no field")
	}
	colors := PaletteOf(cellmap.ViewWeight, Style{})
	for r := range 784 {
		want := colors[0]
		if r == 100 {
			want = colors[255]
		}
		if px[4*r] != want.R || px[4*r+1] != want.G || px[4*r+2] != want.B || px[4*r+3] != 255 {
			t.Fatalf("pixel %d of the field is %v: want %v", r, px[4*r:4*r+4], want)
		}
	}
	if p.Field(px, 5) || p.Field(px[1:], 0) {
		t.Error("a field of no column, or in too little room, was drawn")
	}
	for _, width := range []int{0, 27} {
		if p.Snap.Width = width; p.Field(px, 3) {
			t.Errorf("a field in lines of %d was drawn", width)
		}
	}
}

// TestFieldOfMaps: many channels stand in lines about as long as they are many, and no two values in one place.
func TestFieldOfMaps(t *testing.T) {
	for _, c := range []struct{ channels, width, high, w, h int }{
		{64, 3, 3, 24, 24}, {5, 3, 3, 9, 6}, {32, 7, 7, 42, 42}, {12, 300, 1, 300, 12}, {40, 5, 1, 15, 14},
	} {
		rows := c.channels * c.width * c.high
		s := &cellmap.Snapshot{View: cellmap.ViewWeight, Rows: rows, Cols: 1, Width: c.width, Channels: c.channels,
			Cells: make([]byte, rows)}
		p := &Picture{Port: Viewport{W: 9, H: 9}}
		show(t, p, s)
		w, h, ok := p.FieldSize()
		if w != c.w || h != c.h || !ok || !p.Field(make([]byte, 4*w*h), 0) {
			t.Errorf("%+v: a field of %d by %d, %v", c, w, h, ok)
		}
		taken := map[[2]int]bool{}
		for row := range rows {
			x, y := p.FieldPlace(row)
			if taken[[2]int{x, y}] || x >= w || y >= h {
				t.Fatalf("%+v: row %d lies at %d, %d", c, row, x, y)
			}
			taken[[2]int{x, y}] = true
		}
	}
}

// TestFieldOfChannels: the values of a place, next to each other in the rows, lie in a picture each, side by side.
func TestFieldOfChannels(t *testing.T) {
	s := &cellmap.Snapshot{View: cellmap.ViewWeight, Rows: 24, Cols: 1, Width: 4, Channels: 3, Cells: make([]byte, 24)}
	const row = (1*4+2)*3 + 1 // channel 1 of row 1 and column 2
	s.Cells[row] = 255
	p := &Picture{Port: Viewport{W: 9, H: 9}}
	show(t, p, s)
	px := make([]byte, 4*s.Rows)
	if w, h, ok := p.FieldSize(); !ok || w != 12 || h != 2 || !p.Field(px, 0) {
		t.Fatalf("a field of %d by %d, %v", w, h, ok)
	}
	if x, y := p.FieldPlace(row); x != 4+2 || y != 1 {
		t.Errorf("the value lies at %d, %d", x, y)
	}
	colors := PaletteOf(cellmap.ViewWeight, Style{})
	for i := range s.Rows {
		want := colors[0]
		if i == 12+4+2 {
			want = colors[255]
		}
		if px[4*i] != want.R || px[4*i+1] != want.G || px[4*i+2] != want.B {
			t.Errorf("pixel %d is %v: want %v", i, px[4*i:4*i+4], want)
		}
	}
}
