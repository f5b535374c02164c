package memory

import (
	"image"
	"math"
	"slices"
)

// Fade is the time constant, in milliseconds, with which the light of a flip goes out: slow enough
// to be seen where few weights of many flip, fast enough that old flips give way (assumed).
const Fade = 550.0

// levels is the number of steps in which flips fade: each is a redraw of the picture.
const levels = 16

// most is the number of snapshots whose flips glow at a time: more come only when they come faster
// than anybody can see.
const most = 12

// glow is the light of the weights that flipped of late, by the snapshot that brought them.
type glow struct {
	flips []flips
	count int     // snapshots with flips so far
	still bool    // no fading: the last snapshot's flips stay until the next
	light []uint8 // by share of light in a pixel, the share of the flash, 0..230
	sums  []float32
}

// flips are the cells that flipped with one snapshot, ascending.
type flips struct {
	cells []int32
	age   float64 // milliseconds
}

// add takes the flips of a snapshot of n cells, one bit a cell.
func (g *glow) add(bits []byte, n int) {
	g.drop()
	if len(bits) == 0 {
		return
	}
	switch {
	case len(g.flips) == most: // the oldest makes room
		oldest := g.flips[0]
		copy(g.flips, g.flips[1:])
		g.flips[most-1] = oldest
	case len(g.flips) < cap(g.flips): // what was dropped lies behind the end: its memory serves again
		g.flips = g.flips[:len(g.flips)+1]
	default:
		g.flips = append(g.flips, flips{})
	}
	f := &g.flips[len(g.flips)-1]
	f.cells, f.age = f.cells[:0], 0
	for k, b := range bits {
		for i := 8 * k; b != 0 && i < n; i, b = i+1, b>>1 {
			if b&1 != 0 {
				f.cells = append(f.cells, int32(i))
			}
		}
	}
	g.count++
}

// drop forgets the flips whose light has gone out; without fading, all of them.
func (g *glow) drop() {
	kept := 0
	for i := range g.flips {
		if !g.still && g.flips[i].level(false) > 0 {
			g.flips[kept], g.flips[i] = g.flips[i], g.flips[kept] // in order of age
			kept++
		}
	}
	g.flips = g.flips[:kept]
}

// clear forgets all flips.
func (g *glow) clear() { g.flips = g.flips[:0] }

func (g *glow) tick(ms float64) {
	for i := range g.flips {
		g.flips[i].age += ms
	}
}

// level is the strength of the light, from levels down to 0.
func (f *flips) level(still bool) int {
	switch {
	case len(f.cells) == 0:
		return 0
	case still:
		return levels
	}
	return int(math.Round(levels * math.Exp(-f.age/Fade)))
}

// level sums up all light: while no snapshot comes, it changes whenever the picture does.
func (g *glow) level() int {
	sum := 0
	for i := range g.flips {
		sum += g.flips[i].level(g.still)
	}
	return sum
}

// gather sums up the light that falls on the pixels of r, w of them in a row. A pixel of many
// cells gets each cell's share; it counts by its root, so that a few among many are seen.
func (g *glow) gather(r image.Rectangle, x, y *axis, w int) {
	g.sums = resized(g.sums, w*len(y.cell))
	for py := r.Min.Y; py < r.Max.Y; py++ {
		clear(g.sums[py*w+r.Min.X : py*w+r.Max.X])
	}
	cover := min(x.scale, 1) * min(y.scale, 1)
	for i := range g.flips {
		f := &g.flips[i]
		if s := float64(f.level(g.still)) / levels; s > 0 {
			g.shine(f.cells, float32(s*s*cover), r, x, y, w)
		}
	}
}

// shine adds an amount of light to the pixels of each of the cells.
func (g *glow) shine(cells []int32, amount float32, r image.Rectangle, x, y *axis, w int) {
	cols := x.n
	left, right := int(x.pos[r.Min.X]), int(math.Ceil(x.pos[r.Max.X]))
	row, bottom := int(y.pos[r.Min.Y]), int(math.Ceil(y.pos[r.Max.Y]))
	from, _ := slices.BinarySearch(cells, int32(row*cols))
	base, top, end := row*cols, 0, 0
	known := -1
	for _, c := range cells[from:] {
		for int(c) >= base+cols {
			row, base = row+1, base+cols
		}
		if row >= bottom {
			return
		}
		col := int(c) - base
		if col < left || col >= right {
			continue
		}
		if row != known {
			top, end = y.pixels(row, r.Min.Y, r.Max.Y)
			known = row
		}
		first, last := x.pixels(col, r.Min.X, r.Max.X)
		for py := top; py < end; py++ {
			for px := first; px < last; px++ {
				g.sums[py*w+px] += amount
			}
		}
	}
}

// flash is the share of the flash's colour, of 256, in a pixel with a sum of light.
func (g *glow) flash(sum float32) uint32 {
	return uint32(g.light[min(int(sum*1023), 1023)])
}

// lay fills the table behind flash.
func (g *glow) lay() {
	if g.light != nil {
		return
	}
	g.light = make([]uint8, 1024)
	for i := range g.light {
		g.light[i] = uint8(230 * math.Sqrt(float64(i)/1023))
	}
}
