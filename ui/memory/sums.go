package memory

import "math"

// band is the number of rows that a summed-area table sums before it starts anew: a changed row
// spoils one band, not all rows below it.
const band = 32

// sums is a summed-area table (F. C. Crow, "Summed-area tables for texture mapping", SIGGRAPH
// 1984) of bytes, cut into bands of rows: the mean over any rectangle, whole cells or fractions,
// takes four look-ups a corner however large the rectangle is, and is exact.
type sums struct {
	rows, cols int
	// s[r*(cols+1)+c] is the sum of the first c cells of the rows from r's band's first to r.
	s     []uint32
	stale []bool // by band: it must be summed again before it is read
}

// shape makes the table one of rows x cols cells, all of it stale.
func (t *sums) shape(rows, cols int) {
	t.rows, t.cols = rows, cols
	t.s = resized(t.s, rows*(cols+1))
	t.stale = resized(t.stale, (rows+band-1)/band)
	for i := range t.stale {
		t.stale[i] = true
	}
}

// spoil marks a row as changed.
func (t *sums) spoil(row int) { t.stale[row/band] = true }

// freshen sums the stale bands of the rows [from, to) again.
func (t *sums) freshen(cells []byte, from, to int) {
	for b := from / band; b*band < to; b++ {
		if t.stale[b] {
			t.sum(cells, b)
			t.stale[b] = false
		}
	}
}

func (t *sums) sum(cells []byte, b int) {
	n := t.cols + 1
	for r := b * band; r < min((b+1)*band, t.rows); r++ {
		row, in := t.s[r*n:(r+1)*n], cells[r*t.cols:(r+1)*t.cols]
		total := uint32(0)
		row[0] = 0
		if r == b*band {
			for c, v := range in {
				total += uint32(v)
				row[c+1] = total
			}
			continue
		}
		above := t.s[(r-1)*n : r*n]
		above = above[:len(row)]
		for c, v := range in {
			total += uint32(v)
			row[c+1] = above[c+1] + total
		}
	}
}

// A sampler walks a table downwards and gives the means of one row of pixels after the other.
type sampler struct {
	t *sums
	// last and base are integrals from the first band's start, left of each edge of a pixel:
	// down to the lower edge of the last row of pixels, and down to the start of the band b.
	last, next, base []float64
	b                int
}

// start places the sampler at a row y (with a fraction), for pixels from..to of the axis x.
func (s *sampler) start(x *axis, y float64, from, to int) {
	n := len(x.at)
	s.last, s.next, s.base = resized(s.last, n), resized(s.next, n), resized(s.base, n)
	clear(s.base)
	s.b = min(int(y), s.t.rows-1) / band
	s.integrate(s.last, x, y, from, to)
}

// step writes the means over the pixels from..to of the row of pixels that reaches from the
// last y down to y; height is the difference of the two. They are shown as l says.
func (s *sampler) step(dst []byte, x *axis, y, height float64, l lens, from, to int) {
	for end := (s.b + 1) * band; y > float64(end); end += band {
		s.integrate(s.base, x, float64(end), from, to)
		s.b++
	}
	s.integrate(s.next, x, y, from, to)
	last, next := s.last, s.next
	factor, shift := l.gain/height, l.middle*(1-l.gain)+0.5
	left := next[from] - last[from]
	for p := from; p < to; p++ {
		right := next[p+1] - last[p+1]
		dst[p] = byte(min(max((right-left)*(x.inverse[p]*factor)+shift, 0), 255))
		left = right
	}
	s.last, s.next = next, last
}

// lens multiplies the distance of a mean from the middle by a gain.
type lens struct{ gain, middle float64 }

// integrate writes the integrals down to y, which lies in the band b or on its end.
func (s *sampler) integrate(dst []float64, x *axis, y float64, from, to int) {
	t, n, first := s.t, s.t.cols+1, s.b*band
	k := max(int(math.Ceil(y))-1, first)
	f := y - float64(k)
	lower := t.s[k*n : (k+1)*n]
	at, frac, base := x.at[:to+1], x.frac[:to+1], s.base[:to+1]
	dst = dst[:to+1]
	if k == first {
		for e := from; e <= to; e++ {
			i := at[e]
			a, b := float64(lower[i]), float64(lower[i+1])
			dst[e] = base[e] + f*(a+(b-a)*frac[e])
		}
		return
	}
	upper := t.s[(k-1)*n : k*n]
	for e := from; e <= to; e++ {
		i := at[e]
		a, b := float64(lower[i]), float64(lower[i+1])
		c, d := float64(upper[i]), float64(upper[i+1])
		v := c + (d-c)*frac[e]
		dst[e] = base[e] + v + f*(a+(b-a)*frac[e]-v)
	}
}

// resized returns a slice of n elements in the same memory where that suffices.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
