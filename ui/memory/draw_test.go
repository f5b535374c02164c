package memory

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"arraylab/sim/cellmap"
)

// snapshot returns one of random cells.
func snapshot(r *rand.Rand, rows, cols int, view string) *cellmap.Snapshot {
	s := &cellmap.Snapshot{View: view, Rows: rows, Cols: cols, Mid: 1000, Hi: 2000, Cells: make([]byte, rows*cols)}
	for i := range s.Cells {
		s.Cells[i] = byte(r.Uint32())
	}
	return s
}

// flip sets every n-th cell on average.
func flip(r *rand.Rand, s *cellmap.Snapshot, n int) {
	s.Flips = make([]byte, (len(s.Cells)+7)/8)
	for i := range s.Cells {
		if r.IntN(n) == 0 {
			s.Flips[i/8] |= 1 << (i % 8)
		}
	}
}

func show(t testing.TB, p *Picture, s *cellmap.Snapshot) {
	t.Helper()
	if err := p.Show(s); err != nil {
		t.Fatal(err)
	}
}

func at(p *Picture, x, y int) color.RGBA {
	b := p.Pixels()[4*(y*p.Port.W+x):]
	return color.RGBA{b[0], b[1], b[2], b[3]}
}

// One cell of 255 among zeros must colour exactly the pixels that hit it.
func TestDrawingIsTheInverseOfTheHitTest(t *testing.T) {
	const rows, cols = 40, 60
	r := rand.New(rand.NewPCG(5, 6))
	on := PaletteOf(cellmap.ViewPulses, Style{})[255]
	seen := 0
	for range 200 {
		s := &cellmap.Snapshot{View: cellmap.ViewPulses, Rows: rows, Cols: cols, Cells: make([]byte, rows*cols)}
		row, col := r.IntN(rows), r.IntN(cols)
		s.Cells[row*cols+col] = 255
		p := &Picture{Port: Viewport{W: 1 + r.IntN(300), H: 1 + r.IntN(300)}}
		show(t, p, s)
		// From sharp blocks on, but without lines between them.
		p.Port.Zoom = crisp + r.Float64()*(gridFrom-crisp-0.01)
		p.Port = p.Port.Pan(200*r.NormFloat64(), 200*r.NormFloat64()).Reveal(row, col)
		p.Draw()
		for y := range p.Port.H {
			for x := range p.Port.W {
				i, j, ok := p.Port.Hit(x, y)
				want := ok && i == row && j == col
				if got := at(p, x, y) == on; got != want {
					t.Fatalf("%+v: pixel %d,%d lit: %v; it hits cell %d,%d, and %d,%d is on", p.Port, x, y, got,
						i, j, row, col)
				}
				if want {
					seen++
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d lit pixels seen", seen)
	}
}

// mean is the slow oracle of the averages: the cells under a pixel, weighted by what of them
// the pixel covers.
func mean(s *cellmap.Snapshot, v Viewport, px, py int) float64 {
	sx, sy := v.Scale()
	x0, x1 := max(v.X+float64(px)/sx, 0), min(v.X+float64(px+1)/sx, float64(s.Cols))
	y0, y1 := max(v.Y+float64(py)/sy, 0), min(v.Y+float64(py+1)/sy, float64(s.Rows))
	sum, area := 0.0, 0.0
	for r := int(y0); float64(r) < y1; r++ {
		h := min(y1, float64(r+1)) - max(y0, float64(r))
		for c := int(x0); float64(c) < x1; c++ {
			w := min(x1, float64(c+1)) - max(x0, float64(c))
			sum += w * h * float64(s.Cells[r*s.Cols+c])
			area += w * h
		}
	}
	return sum / area
}

func TestAveragingIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	views := []string{cellmap.ViewPulses, cellmap.ViewResistance, cellmap.ViewWeight}
	for i, shape := range [][2]int{{100, 130}, {32, 7}, {33, 200}, {257, 64}, {5, 5}, {784, 90},
		{300, 310}, {40, 4096}} {
		view := views[i%3]
		colors := PaletteOf(view, Style{})
		s := snapshot(r, shape[0], shape[1], view)
		for range 12 {
			p := &Picture{Port: Viewport{W: 5 + r.IntN(60), H: 5 + r.IntN(60)}}
			show(t, p, s)
			p.Port = p.Port.ZoomAt(1+2*r.Float64(), 20*r.Float64(), 20*r.Float64())
			if sx, sy := p.Port.Scale(); sx >= crisp && sy >= crisp {
				continue
			}
			sx, _ := p.Port.Scale()
			gain := Gain(view, p.Port)
			if averages := p.Port.Mean() > 1; (gain > 1) != (averages && view != cellmap.ViewPulses) {
				t.Fatalf("%s, %+v: gain %g", view, p.Port, gain)
			}
			p.Draw()
			for y := range p.Port.H {
				for x := range p.Port.W {
					if _, _, ok := p.Port.Hit(x, y); !ok {
						if at(p, x, y) != p.Style.Ground() {
							t.Fatalf("%+v: pixel %d,%d beside the array is %v", p.Port, x, y, at(p, x, y))
						}
						continue
					}
					if sx >= gridFrom {
						continue // lines
					}
					got, want := at(p, x, y), mean(s, p.Port, x, y)
					middle := 128.0
					if view == cellmap.ViewWeight {
						middle = 127.5
					}
					want = min(max(middle+gain*(want-middle), 0), 255)
					if got != colors[int(want+0.5-1e-6)] && got != colors[min(int(want+0.5+1e-6), 255)] {
						t.Fatalf("%+v: pixel %d,%d is %v: the cells' mean is %g", p.Port, x, y, got, want)
					}
				}
			}
		}
	}
}

// However a picture came about, bit by bit or at once, it is the same.
func TestPartialDrawingEqualsWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	s := snapshot(r, 90, 70, cellmap.ViewPulses)
	p := &Picture{Port: Viewport{W: 150, H: 120}}
	show(t, p, s)
	partial := 0
	for step := range 600 {
		switch r.IntN(6) {
		case 0: // some rows change
			for range 1 + r.IntN(3) {
				s.Cells[r.IntN(len(s.Cells))]++
			}
			s.Flips = nil
			if step%5 == 0 {
				flip(r, s, 500)
			}
			show(t, p, s)
		case 1:
			p.Mark = Mark{On: r.IntN(4) > 0, Row: r.IntN(90) - 1, Col: r.IntN(70)}
		case 2:
			p.Tick(400 * r.Float64())
		case 3:
			p.Port = p.Port.ZoomAt(math.Exp(r.NormFloat64()), 150*r.Float64(), 120*r.Float64())
		case 4:
			p.Port = p.Port.Pan(9*r.NormFloat64(), 9*r.NormFloat64())
		case 5:
			p.Mark.Row, p.Mark.Col = r.IntN(90), r.IntN(70)
		}
		for _, rect := range p.Draw() {
			if rect != image.Rect(0, 0, 150, 120) {
				partial++
			}
		}
		whole := *p
		whole.canvas, whole.drawn = canvas{}, state{}
		whole.Draw()
		if !bytes.Equal(p.Pixels(), whole.Pixels()) {
			t.Fatalf("step %d: drawn in parts, the picture differs (port %+v, mark %+v)", step, p.Port, p.Mark)
		}
	}
	if partial < 50 {
		t.Errorf("only %d parts were drawn", partial)
	}
}

func TestNothingChangedNothingDrawn(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	p := &Picture{Port: Viewport{W: 64, H: 64}}
	if got := p.Draw(); len(got) != 1 || at(p, 3, 3) != p.Style.Ground() {
		t.Errorf("an empty picture drew %v, with %v", got, at(p, 3, 3))
	}
	s := snapshot(r, 50, 50, cellmap.ViewPulses)
	show(t, p, s)
	if got := p.Draw(); len(got) == 0 {
		t.Error("the first snapshot was not drawn")
	}
	show(t, p, s)
	if got := p.Draw(); len(got) != 0 {
		t.Errorf("the same snapshot again drew %v", got)
	}
	s.Cells[25*50]++
	show(t, p, s)
	got := slices.Clone(p.Draw())
	if len(got) != 1 || got[0].Dy() > 6 || !p.Port.Rect(25, 0).In(got[0]) {
		t.Errorf("a change in row 25 drew %v: its pixels are %v", got, p.Port.Rect(25, 0))
	}
}

func TestFlipsLightUpAndFade(t *testing.T) {
	p := &Picture{Port: Viewport{W: 100, H: 100}, Style: Style{Dark: true}}
	s := &cellmap.Snapshot{View: cellmap.ViewWeight, Rows: 20, Cols: 20, Cells: make([]byte, 400)}
	show(t, p, s)
	p.Draw()
	dark := at(p, 52, 52)
	s.Flips = make([]byte, 50)
	s.Flips[(10*20+10)/8] = 1 << ((10*20 + 10) % 8)
	show(t, p, s)
	p.Draw()
	if neighbour := at(p, 57, 52); neighbour != dark {
		t.Errorf("the neighbour of a flip turned %v", neighbour)
	}
	last := 256
	redraws := 0
	for ms := 0; ms < 2000; ms += 16 {
		if len(p.Draw()) > 0 || ms == 0 {
			redraws++
			if now := int(at(p, 52, 52).R); now >= last {
				t.Errorf("after %d ms the flip is at %d, before at %d: it must fade", ms, now, last)
			} else {
				last = now
			}
		}
		p.Tick(16)
	}
	if p.Fading() || at(p, 52, 52) != dark {
		t.Errorf("after two seconds the flip still shows %v: want %v", at(p, 52, 52), dark)
	}
	if redraws < 8 || redraws > levels+1 {
		t.Errorf("the fading took %d redraws: want it smooth, and at most %d", redraws, levels+1)
	}
}

func TestStillFlipsStayUntilTheNextSnapshot(t *testing.T) {
	p := &Picture{Port: Viewport{W: 100, H: 100}, Style: Style{Dark: true, Still: true}}
	s := &cellmap.Snapshot{View: cellmap.ViewWeight, Rows: 20, Cols: 20, Cells: make([]byte, 400),
		Flips: make([]byte, 50)}
	s.Flips[0] = 1
	show(t, p, s)
	p.Draw()
	lit := at(p, 2, 2)
	p.Tick(5000)
	if got := p.Draw(); len(got) != 0 || p.Fading() || at(p, 2, 2) != lit {
		t.Errorf("without motion, time drew %v", got)
	}
	s.Flips = nil
	show(t, p, s)
	p.Draw()
	if got := at(p, 2, 2); got != PaletteOf(cellmap.ViewWeight, p.Style)[0] || got == lit {
		t.Errorf("after the next snapshot the mark is %v", got)
	}
}

func TestMarkRingsTheCell(t *testing.T) {
	p := &Picture{Port: Viewport{W: 200, H: 200}}
	show(t, p, &cellmap.Snapshot{View: cellmap.ViewWeight, Rows: 10, Cols: 10, Cells: make([]byte, 100)})
	p.Mark = Mark{On: true, Row: 4, Col: 6}
	p.Draw()
	r := p.Port.Rect(4, 6)
	for x := r.Min.X; x < r.Max.X; x++ {
		if at(p, x, r.Min.Y-1) != p.Style.Ink() || at(p, x, r.Max.Y) != p.Style.Ink() {
			t.Fatalf("no ring above or below pixel column %d of %v", x, r)
		}
	}
	if c := image.Pt((r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2); at(p, c.X,
		c.Y) != PaletteOf(cellmap.ViewWeight, p.Style)[0] {
		t.Errorf("the marked cell itself is %v", at(p, c.X, c.Y))
	}
}

func TestShowRefusesWhatDoesNotFit(t *testing.T) {
	p := &Picture{Port: Viewport{W: 10, H: 10}}
	good := &cellmap.Snapshot{View: cellmap.ViewWeight, Rows: 3, Cols: 3, Cells: make([]byte, 9),
		Flips: make([]byte, 2)}
	show(t, p, good)
	for _, bad := range []cellmap.Snapshot{
		{Rows: 3, Cols: 3, Cells: make([]byte, 8)}, {Rows: -1, Cols: -9, Cells: make([]byte, 9)}, {},
		{Rows: 3, Cols: 3, Cells: make([]byte, 9), Flips: make([]byte, 1)},
	} {
		err := p.Show(&bad)
		if _, ok := err.(*SnapshotError); !ok {
			t.Errorf("%d x %d with %d cells and %d flips: error %v", bad.Rows, bad.Cols, len(bad.Cells),
				len(bad.Flips), err)
		}
		if p.Snap.Rows != 3 {
			t.Error("the refused snapshot replaced the one on show")
		}
	}
}

func TestTheViewportStaysWithTheLayer(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	p := &Picture{Port: Viewport{W: 100, H: 100}}
	s := snapshot(r, 200, 300, cellmap.ViewPulses)
	show(t, p, s)
	p.Port = p.Port.ZoomAt(10, 30, 40)
	zoomed := p.Port
	s.View = cellmap.ViewWeight
	if show(t, p, s); p.Port != zoomed {
		t.Error("another view of the layer moved the viewport")
	}
	s.Layer = 1
	if show(t, p, s); !p.Port.Fitted() {
		t.Error("another layer did not bring the whole array into sight")
	}
}

// large is the greatest layer of the published network, in the viewport of software rendering.
func large(t testing.TB) (*Picture, *cellmap.Snapshot) {
	s := snapshot(rand.New(rand.NewPCG(15, 16)), 784, 3000, cellmap.ViewResistance)
	p := &Picture{Port: Viewport{W: 512, H: 512}}
	show(t, p, s)
	return p, s
}

func TestNoAllocationPerFrame(t *testing.T) {
	p, s := large(t)
	flip(rand.New(rand.NewPCG(17, 18)), s, 100)
	p.Port = p.Port.ZoomAt(5, 100, 200)
	p.Mark = Mark{On: true, Row: 5, Col: 5}
	show(t, p, s)
	p.Draw()
	n := 0
	frame := func() {
		n++
		p.Port = p.Port.Pan(float64(n%5-2), 1).ZoomAt(1+0.3*float64(n%3-1), 90, 80)
		p.Mark.Col = n
		p.Tick(16)
		s.Cells[n*5000]++
		if err := p.Show(s); err != nil {
			t.Error(err)
		}
		p.Draw()
	}
	for range 2 * most { // until all memory has its size
		frame()
	}
	if got := testing.AllocsPerRun(20, frame); got != 0 {
		t.Errorf("%g allocations a frame", got)
	}
}

func BenchmarkPanWhole(b *testing.B) { benchmarkPan(b, 3.8) }

func BenchmarkPanBlocks(b *testing.B) { benchmarkPan(b, 80) }

func benchmarkPan(b *testing.B, factor float64) {
	p, _ := large(b)
	p.Port = p.Port.ZoomAt(factor, 256, 256)
	p.Draw()
	for i := 0; b.Loop(); i++ {
		p.Port = p.Port.Pan(float64(i%3)*2-1.9, float64(i%5)-2.1)
		if len(p.Draw()) == 0 {
			b.Fatal("nothing drawn")
		}
	}
}

func BenchmarkHover(b *testing.B) {
	p, _ := large(b)
	p.Port = p.Port.ZoomAt(20, 256, 256)
	for i := 0; b.Loop(); i++ {
		p.Mark = Mark{On: true, Row: 300 + i%7, Col: 1500 + i%11}
		p.Draw()
	}
}

// BenchmarkFade is one step of fading flips: the cells need no drawing.
func BenchmarkFade(b *testing.B) {
	p, s := large(b)
	flip(rand.New(rand.NewPCG(19, 20)), s, 50)
	show(b, p, s)
	p.Draw()
	for i := 0; b.Loop(); i++ {
		p.glow.flips[0].age = 100 * float64(i%2)
		if len(p.Draw()) == 0 {
			b.Fatal("nothing drawn")
		}
	}
}

// BenchmarkStream is a snapshot of a layer in training: all cells changed, one in fifty flipped.
func BenchmarkStream(b *testing.B) {
	p, s := large(b)
	flip(rand.New(rand.NewPCG(19, 20)), s, 50)
	for b.Loop() {
		for r := range s.Rows {
			s.Cells[r*s.Cols]++
		}
		p.Tick(200)
		show(b, p, s)
		p.Draw()
	}
}
