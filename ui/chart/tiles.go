package chart

import "arraylab/sim/lab"

// Tiles are maps side by side in a picture: each is a small picture of its own, with a line between them.
type Tiles struct {
	Grid    lab.Grid // Grid is the form of the maps: what Place tells belongs to map C, row H, column W.
	columns int      // maps in a row
	rise    int      // pixels that a place is high; 0 for one
}

// TilesOf lays out maps in a picture that is about so many times as wide as high. Maps of a single place have no line
// between them.
func TilesOf(g lab.Grid, ratio float64) Tiles {
	best, t := 0.0, Tiles{Grid: g, columns: 1}
	for columns := 1; columns <= g.C; columns++ {
		w, h := (Tiles{Grid: g, columns: columns}).Size()
		if scale := min(ratio/float64(w), 1/float64(h)); scale > best { // how large a place becomes in the room there is
			best, t.columns = scale, columns
		}
	}
	return t
}

// high is the height of a map in pixels, and of a place.
func (t Tiles) high() (all, place int) { return t.Grid.H * t.Rise(), t.Rise() }

// Rise is how many pixels a place is high.
func (t Tiles) Rise() int { return max(t.rise, 1) }

// line is the width of the line between two maps.
func (t Tiles) line() int {
	if t.Grid.H*t.Grid.W == 1 {
		return 0
	}
	return 1
}

// Size is that of the picture.
func (t Tiles) Size() (w, h int) {
	rows := (t.Grid.C + t.columns - 1) / t.columns
	high, _ := t.high()
	return t.columns*(t.Grid.W+t.line()) - t.line(), rows*(high+t.line()) - t.line()
}

// Pixel is the pixel of a place of a map, the topmost of several.
func (t Tiles) Pixel(c, y, x int) int {
	w, _ := t.Size()
	high, place := t.high()
	return (c/t.columns*(high+t.line())+y*place)*w + c%t.columns*(t.Grid.W+t.line()) + x
}

// At is the place of a map that a pixel shows; false between the maps and behind the last one.
func (t Tiles) At(pixel int) (c, y, x int, ok bool) {
	w, _ := t.Size()
	y, x = pixel/w, pixel%w
	high, place := t.high()
	c = y/(high+t.line())*t.columns + x/(t.Grid.W+t.line())
	y, x = y%(high+t.line())/place, x%(t.Grid.W+t.line())
	return c, y, x, pixel >= 0 && c < t.Grid.C && y < t.Grid.H && x < t.Grid.W
}

// Picture shows values, each an index into a palette, in the order of Grid; gap is the index between the maps.
func (t Tiles) Picture(values []byte, gap byte, palette []byte) Picture {
	w, h := t.Size()
	px := make([]byte, w*h)
	for i := range px {
		px[i] = gap
	}
	for i, v := range values {
		c, y, x := t.Grid.Place(i)
		_, place := t.high()
		for row := range place {
			px[t.Pixel(c, y, x)+row*w] = v
		}
	}
	return PictureOf(w, h, px, palette)
}
