package memory

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

// someViewports are viewports of all kinds: whole arrays and single cells, strips, odd places.
func someViewports(r *rand.Rand, n int) []Viewport {
	var all []Viewport
	for len(all) < n {
		v := Viewport{W: 1 + r.IntN(200), H: 1 + r.IntN(200)}.Of(1+r.IntN(300), 1+r.IntN(300))
		if r.IntN(3) > 0 {
			v = v.ZoomAt(math.Exp(5*r.Float64()), r.Float64()*float64(v.W), r.Float64()*float64(v.H))
			v = v.Pan(100*r.NormFloat64(), 100*r.NormFloat64())
		}
		all = append(all, v)
	}
	return all
}

func TestHitAndRectAreInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, v := range someViewports(r, 300) {
		owned := 0
		for y := range v.H {
			for x := range v.W {
				row, col, ok := v.Hit(x, y)
				if ok != (image.Point{x, y}).In(v.Bounds()) {
					t.Fatalf("%+v: pixel %d,%d hits: %v, but the array covers %v", v, x, y, ok, v.Bounds())
				}
				if !ok {
					continue
				}
				owned++
				if !(image.Point{x, y}).In(v.Rect(row, col)) {
					t.Fatalf("%+v: pixel %d,%d hits cell %d,%d, whose pixels are %v", v, x, y, row, col,
						v.Rect(row, col))
				}
			}
		}
		if owned == 0 {
			t.Errorf("%+v: no pixel hits a cell", v)
		}
	}
}

func TestMiddleHitsItsCell(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for _, v := range someViewports(r, 300) {
		if sx, sy := v.Scale(); sx < 2 || sy < 2 {
			continue
		}
		for y := range v.H {
			row, col, ok := v.Hit(y%v.W, y)
			if !ok {
				continue
			}
			px, py := v.Middle(row, col)
			if x, y := v.CellAt(px, py); int(math.Floor(x)) != col || int(math.Floor(y)) != row {
				t.Fatalf("%+v: the middle of cell %d,%d lies in %g,%g", v, row, col, y, x)
			}
		}
	}
}

func TestHitBesideTheArray(t *testing.T) {
	v := Viewport{W: 1000, H: 50}.Of(10, 10) // 64 x 5 pixels a cell, 180 of margin left and right
	for _, p := range []image.Point{{-1, 10}, {179, 10}, {820, 10}, {500, -1}, {500, 50}, {1000, 0}} {
		if row, col, ok := v.Hit(p.X, p.Y); ok || row != -1 || col != -1 {
			t.Errorf("Hit(%v) = %d, %d, %v: there is no cell", p, row, col, ok)
		}
	}
	if row, col, ok := v.Hit(180, 49); row != 9 || col != 0 || !ok {
		t.Errorf("Hit(180, 49) = %d, %d, %v: want the last row's first cell", row, col, ok)
	}
}

func TestFitShowsTheWholeArray(t *testing.T) {
	for _, c := range []struct{ w, h, rows, cols int }{
		{512, 512, 784, 3000}, {512, 512, 3000, 10}, {512, 512, 1024, 1024}, {300, 700, 784, 16}, {40, 30, 4096, 4096},
		{500, 500, 3, 2},
	} {
		v := Viewport{W: c.w, H: c.h}.Of(c.rows, c.cols)
		b := v.Bounds()
		for _, cell := range [][2]int{{0, 0}, {c.rows - 1, c.cols - 1}} {
			if sx, sy := v.Scale(); sx >= 1 && sy >= 1 && v.Rect(cell[0], cell[1]).Empty() {
				t.Errorf("%+v: cell %v is out of sight", v, cell)
			}
		}
		if sx, sy := v.Scale(); b.Dx() < c.w && sx < MaxScale || b.Dy() < c.h && sy < MaxScale {
			t.Errorf("%+v: fills %v only", v, b)
		}
		if left, right := b.Min.X, c.w-b.Max.X; right-left > 1 || left-right > 1 {
			t.Errorf("%+v: margins of %d and %d pixels: not centred", v, left, right)
		}
		if !v.Fitted() {
			t.Errorf("%+v: does not know that it is fitted", v)
		}
	}
}

// An output layer, ten columns wide, must not be a hairline; near by its cells are squares.
func TestStripsAreBroad(t *testing.T) {
	v := Viewport{W: 512, H: 512}.Of(3000, 10)
	if got := v.Bounds().Dx(); got != 512 {
		t.Errorf("3000 rows of 10 cells are %d pixels wide: want all 512", got)
	}
	for range 80 {
		v = v.ZoomAt(1.1, 256, 256)
	}
	if sx, sy := v.Scale(); sx != MaxScale || sy != MaxScale {
		t.Errorf("zoomed in to %g x %g pixels a cell: want squares of %d", sx, sy, MaxScale)
	}
}

func TestZoomKeepsThePointUnderTheCursor(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	kept := 0
	for _, v := range someViewports(r, 2000) {
		px, py := r.Float64()*float64(v.W), r.Float64()*float64(v.H)
		z := v.ZoomAt(math.Exp(r.NormFloat64()), px, py)
		x0, y0 := v.CellAt(px, py)
		x1, y1 := z.CellAt(px, py)
		// The clamp may move the array, but only where an edge of it comes into sight.
		sx, sy := z.Scale()
		if freeX := z.X > 0 && z.X+float64(z.W)/sx < float64(z.Cols); freeX {
			kept++
			if math.Abs(x1-x0) > 1e-9*(1+math.Abs(x0)) {
				t.Fatalf("%+v to %+v: column %g under the cursor became %g", v, z, x0, x1)
			}
		}
		if freeY := z.Y > 0 && z.Y+float64(z.H)/sy < float64(z.Rows); freeY && math.Abs(y1-y0) > 1e-9*(1+math.Abs(y0)) {
			t.Fatalf("%+v to %+v: row %g under the cursor became %g", v, z, y0, y1)
		}
	}
	if kept < 300 {
		t.Errorf("only %d of 2000 zooms were away from the edges: the test says too little", kept)
	}
}

func TestZoomIsBounded(t *testing.T) {
	v := Viewport{W: 300, H: 200}.Of(784, 1024)
	if out := v.ZoomAt(0.5, 10, 10); out != v {
		t.Errorf("zooming out of the whole array gives %+v: want %+v", out, v)
	}
	if in := v.ZoomAt(1e9, 10, 10); in.Zoom != MaxScale {
		t.Errorf("zoom %g: want at most %d", in.Zoom, MaxScale)
	}
	if same := v.ZoomAt(math.NaN(), 10, 10); same != v {
		t.Errorf("a factor that is no number gives %+v", same)
	}
	back := v.ZoomAt(7, 123, 45).Pan(-31, 12).Fit()
	if back != v {
		t.Errorf("Fit gives %+v: want %+v", back, v)
	}
}

func TestPanStopsAtTheEdges(t *testing.T) {
	v := Viewport{W: 100, H: 100}.Of(1000, 1000).ZoomAt(100, 50, 50)
	if got := v.Pan(1e6, 1e6); got.X != 0 || got.Y != 0 {
		t.Errorf("dragged to the lower right, the array begins at %g,%g", got.X, got.Y)
	}
	got := v.Pan(-1e6, -1e6)
	if x, y := got.CellAt(100, 100); math.Abs(x-1000) > 1e-9 || math.Abs(y-1000) > 1e-9 {
		t.Errorf("dragged to the upper left, the array ends at %g,%g", x, y)
	}
	x, y := v.CellAt(30, 40)
	if x1, y1 := v.Pan(5, -7).CellAt(35, 33); math.Abs(x-x1) > 1e-9 || math.Abs(y-y1) > 1e-9 {
		t.Errorf("the dragged cell went from %g,%g to %g,%g", x, y, x1, y1)
	}
}

func TestResizeKeepsTheMiddle(t *testing.T) {
	v := Viewport{W: 200, H: 100}.Of(784, 3000).ZoomAt(30, 120, 60)
	x, y := v.CellAt(100, 50)
	z := v.Resize(400, 200, 2)
	if x1, y1 := z.CellAt(200, 100); math.Abs(x-x1) > 1e-9 || math.Abs(y-y1) > 1e-9 {
		t.Errorf("the middle went from %g,%g to %g,%g", x, y, x1, y1)
	}
	if z.Zoom != 2*v.Zoom {
		t.Errorf("pixels twice as fine: zoom %g became %g", v.Zoom, z.Zoom)
	}
	if fit := (Viewport{W: 200, H: 100}).Of(784, 3000).Resize(333, 77, 1); !fit.Fitted() {
		t.Errorf("a fitted viewport resized is %+v: want it fitted", fit)
	}
}

func TestRevealMovesJustEnough(t *testing.T) {
	v := Viewport{W: 100, H: 100}.Of(1000, 1000).ZoomAt(100, 50, 50)
	for _, cell := range [][2]int{{0, 0}, {999, 999}, {500, 3}, {20, 700}} {
		got := v.Reveal(cell[0], cell[1])
		sx, sy := got.Scale()
		if r := got.Rect(cell[0], cell[1]); r.Dx() < int(sx) || r.Dy() < int(sy) {
			t.Errorf("cell %v shows %v only", cell, r)
		}
		if again := got.Reveal(cell[0], cell[1]); again != got {
			t.Errorf("cell %v was in sight, yet the viewport moved", cell)
		}
	}
	if got := v.Reveal(-1, -1); got != v {
		t.Errorf("no cell to reveal, yet the viewport moved to %+v", got)
	}
}
