package kernel

import "slices"

// MapGrads are whole gradients of the sums of a layer over a map: rows [(position*O + neuron)][Stride], a column an
// image. Those of a pool belong to the place that was chosen, and the others have none.
type MapGrads struct {
	Bytes
	O      int
	Chosen []uint8 // rows as those of the gradients; nil where there is no pool
}

// take copies n rows of sixteen gradients of a place, from (position, o) on, and returns the most that magnitudes of a
// column add up to.
func (d *MapGrads) take(to []int8, position, o, n, column int, place uint8) (most int) {
	at := (position*d.O+o)*d.Stride + column
	chosen := d.Chosen
	if chosen != nil {
		chosen = chosen[at:]
	}
	return takeRows(to, d.Data[at:], chosen, d.Stride, n, place)
}

// takeRowsPlain copies n rows of sixteen gradients, where a place was chosen, or all where there is no pool, and
// returns the most that magnitudes of a column add up to, at most 2^16-1.
func takeRowsPlain(to, d []int8, chosen []uint8, stride, n int, place uint8) (most int) {
	var sums [Lanes]int
	for k := range n {
		for b, x := range (*[Lanes]int8)(d[k*stride:]) {
			if chosen != nil && chosen[k*stride+b] != place {
				x = 0
			}
			to[k*Lanes+b] = x
			sums[b] += int(max(x, -x))
		}
	}
	return min(slices.Max(sums[:]), 1<<16-1)
}

// below is a tile of sixteen images on its way to the map below. The sums of a row of the map are complete when the
// places of the rows above it are through: so many rows are kept at a time.
type below struct {
	g       *Windows
	s       *MapScratch
	d       MapGrads
	column  int
	byInput Signs
	planes  int
	kept    int  // rows of the map
	most    int  // what the magnitudes of no place add up to more than
	wide    bool // 16 bits did not hold all sums
}

// MapBelow computes sixteen columns of the gradient of a map by what windows over it give,
//
//	dx[q*C + c][column + b] = unit * sum over places p and taps t with position(p, t) = q, and neurons o, of
//	                          w[t*C + c][o] * d[p][o][column + b]
//
// of packed weights by input, [Taps*C][O]. unit is a power of two; the sums are less than 2^24, as they are of up to
// 132,104 neurons and taps: then all is exact.
func MapBelow(dx Matrix, column int, d MapGrads, byInput Signs, ternary bool, unit float32, g *Windows, s *MapScratch) {
	if vectors {
		settle()
	}
	b := below{g: g, s: s, d: d, column: column, byInput: byInput, planes: planesOf(ternary)}
	b.kept = min(g.KH+g.SH-1, g.H)
	s.signs.keep(byInput.Words[:g.Taps()*g.C*byInput.Stride], byInput.Stride)
	n := b.kept * g.W * g.C
	s.rows = grown(s.rows, n)
	clear(s.rows)
	if ternary {
		unit /= 2
	}
	done := 0
	for y := range g.Rows {
		b.placesOf(y)
		for next := min(max((y+1)*g.SH-g.PH, 0), g.H); done < next; done++ {
			b.store(dx, done, unit)
		}
	}
	for ; done < g.H; done++ {
		b.store(dx, done, unit)
	}
	if vectors {
		settle()
	}
}

func parts(n, size int) int { return (n + size - 1) / size }

// placesOf adds what the places of row y give.
func (b *below) placesOf(y int) {
	g := b.g
	rows, columns := g.Pooled()
	if y >= rows*g.PoolH {
		return
	}
	for x := range columns * g.PoolW {
		place, most := uint8(y%g.PoolH*g.PoolW+x%g.PoolW), 0
		for o := 0; o < b.d.O; o += 64 {
			n := min(b.d.O-o, 64)
			b.s.wholes = grown(b.s.wholes, 64*Lanes)
			here := b.d.take(b.s.wholes, y/g.PoolH*columns+x/g.PoolW, o, n, b.column, place)
			if here == 0 {
				continue
			}
			most += here
			b.hold(most)
			groups := b.s.lookup.table().fill(Bytes{b.s.wholes, Lanes}, 0, n)
			for ky := range g.KH {
				b.add(y, x, ky, o, groups)
			}
		}
	}
}

// hold sees to it that sums can hold places of such magnitudes: those that do not fit 16 bits any more get 32.
func (b *below) hold(most int) {
	b.most = max(b.most, most)
	// As many places reach a position as a window has taps that are a step apart.
	g := b.g
	if b.wide || b.most*parts(g.KH, g.SH)*parts(g.KW, g.SW)*b.planes <= 1<<15-1 {
		return
	}
	b.wide = true
	b.s.long = grown(b.s.long, len(b.s.rows))
	clear(b.s.long)
	widenRows(b.s.long, b.s.rows)
}

// add adds to positions what a row of the window of a place takes from them.
func (b *below) add(y, x, ky, o, groups int) {
	g := b.g
	first, n, q := g.inside(y, x, ky)
	if n == 0 {
		return
	}
	part, at := b.byInput.Stride/b.planes, q%(b.kept*g.W)*g.C
	rows := b.s.rows[at:][:n*g.C]
	for plane := range b.planes {
		signs := &b.s.signs
		b.s.lookup.table().add(rows, signs.from(first*g.C, plane*part+o/64), signs, groups, b.wide)
		if b.wide {
			widenRows(b.s.long[at:][:n*g.C], rows)
		}
	}
}

// store writes the sums of a row of the map, and makes room for another.
func (b *below) store(dx Matrix, row int, unit float32) {
	n := b.g.W * b.g.C
	at := row % b.kept * n
	to := Matrix{Data: dx.Data[row*n*dx.Stride+b.column:], Stride: dx.Stride}
	if !b.wide {
		wholeToReal(to, b.s.rows[at:][:n], unit, true)
		clear(b.s.rows[at:][:n])
		return
	}
	scaleRows(to, b.s.long[at:][:n], unit)
	clear(b.s.long[at:][:n])
}

// widenRowsPlain adds rows of 16 bits to rows of 32.
func widenRowsPlain(long [][Lanes]int32, rows [][Lanes]int16) {
	for i := range rows {
		for c, x := range rows[i] {
			long[i][c] += int32(x)
		}
	}
}
