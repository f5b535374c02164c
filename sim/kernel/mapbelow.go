package kernel

// MapGrads are whole gradients of the sums of a layer over a map: rows [(position*O + neuron)][Stride], a column an
// image. Those of a pool belong to the place that was chosen, and the others have none.
type MapGrads struct {
	Bytes
	O      int
	Chosen []uint8 // rows as those of the gradients; nil where there is no pool
}

// row are sixteen columns of the gradients of a neuron at a place, given the position of its pool.
func (d *MapGrads) row(position, o, column int, place uint8) (row [Lanes]int8) {
	at := (position*d.O+o)*d.Stride + column
	row = *(*[Lanes]int8)(d.Data[at:])
	if d.Chosen != nil {
		ofPlace(&row, (*[Lanes]uint8)(d.Chosen[at:]), place)
	}
	return row
}

func ofPlacePlain(row *[Lanes]int8, chosen *[Lanes]uint8, place uint8) {
	for b, c := range chosen {
		if c != place {
			row[b] = 0
		}
	}
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
	kept    int // rows of the map
	narrow  bool
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
	n := b.kept * g.W * g.C
	s.rows = grown(s.rows, n)
	clear(s.rows)
	b.narrow = b.bound() <= 1<<15-1
	if !b.narrow {
		s.long = grown(s.long, n)
		clear(s.long)
	}
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

// bound is what no sum of the map exceeds.
func (b *below) bound() int {
	rows, columns := b.g.Pooled()
	most := 0
	for p := range rows * columns {
		var sums [Lanes]uint16
		for o := range b.d.O {
			addMagnitudes(&sums, (*[Lanes]int8)(b.d.Data[(p*b.d.O+o)*b.d.Stride+b.column:]))
		}
		for _, x := range sums {
			most = max(most, int(x))
		}
	}
	// As many places reach a position as a window has taps that are a step apart.
	return most * parts(b.g.KH, b.g.SH) * parts(b.g.KW, b.g.SW) * b.planes
}

func parts(n, size int) int { return (n + size - 1) / size }

// addMagnitudesPlain adds the magnitudes of gradients; where there are too many for 16 bits it stays at the most.
func addMagnitudesPlain(sums *[Lanes]uint16, row *[Lanes]int8) {
	for b, x := range row {
		if x < 0 {
			x = -x
		}
		sums[b] = uint16(min(uint32(sums[b])+uint32(uint8(x)), 1<<16-1))
	}
}

// placesOf adds what the places of row y give.
func (b *below) placesOf(y int) {
	g := b.g
	rows, columns := g.Pooled()
	if y >= rows*g.PoolH {
		return
	}
	for x := range columns * g.PoolW {
		place := uint8(y%g.PoolH*g.PoolW + x%g.PoolW)
		for o := 0; o < b.d.O; o += 64 {
			groups := b.fill(y/g.PoolH*columns+x/g.PoolW, o, place)
			for t := range g.Taps() {
				if q, inside := g.at(y, x, t); inside {
					b.add(q, t, o, groups)
				}
			}
		}
	}
}

// fill makes the tables of up to 64 neurons at a place.
func (b *below) fill(position, o int, place uint8) (groups int) {
	n := min(b.d.O-o, 64)
	b.s.wholes = grown(b.s.wholes, 64*Lanes)
	for k := range n {
		*(*[Lanes]int8)(b.s.wholes[k*Lanes:]) = b.d.row(position, o+k, b.column, place)
	}
	return b.s.lookup.table.fill(Bytes{b.s.wholes, Lanes}, 0, n)
}

// add adds to a position what a tap of the place takes from it.
func (b *below) add(q, tap, o, groups int) {
	g, part := b.g, b.byInput.Stride/b.planes
	at := q % (b.kept * g.W) * g.C
	for plane := range b.planes {
		words := b.byInput.Words[tap*g.C*b.byInput.Stride+plane*part+o/64:]
		if b.narrow {
			lookupWholeRows(&b.s.lookup.table, b.s.rows[at:][:g.C], words, b.byInput.Stride, groups, false)
			continue
		}
		lookupWholeRows(&b.s.lookup.table, b.s.rows[at:][:g.C], words, b.byInput.Stride, groups, true)
		widenRows(b.s.long[at:][:g.C], b.s.rows[at:][:g.C])
	}
}

// store writes the sums of a row of the map, and makes room for another.
func (b *below) store(dx Matrix, row int, unit float32) {
	n := b.g.W * b.g.C
	at := row % b.kept * n
	to := Matrix{Data: dx.Data[row*n*dx.Stride+b.column:], Stride: dx.Stride}
	if b.narrow {
		wholeToReal(to, b.s.rows[at:][:n], unit, true)
		clear(b.s.rows[at:][:n])
		return
	}
	for i, sums := range b.s.long[at:][:n] {
		for c, x := range sums {
			to.Data[i*to.Stride+c] = float32(x) * unit
		}
	}
	clear(b.s.long[at:][:n])
}

// lookupWholeRowsPlain adds what the groups of a word of signs a row select to each row, or sets the rows to that.
func lookupWholeRowsPlain(t *wholeTable, rows [][Lanes]int16, s []uint64, sStride, groups int, first bool) {
	for i := range rows {
		if first {
			rows[i] = [Lanes]int16{}
		}
		t.addTo(&rows[i], s[i*sStride], groups)
	}
}

// addTo adds what the groups of a word of signs select to a row.
func (t *wholeTable) addTo(row *[Lanes]int16, word uint64, groups int) {
	for g := range groups {
		sums := &t[g][word>>(wholeGroup*g)&(wholePatterns-1)]
		for c := range row {
			row[c] += sums[c]
		}
	}
}

// widenRowsPlain adds rows of 16 bits to rows of 32.
func widenRowsPlain(long [][Lanes]int32, rows [][Lanes]int16) {
	for i := range rows {
		for c, x := range rows[i] {
			long[i][c] += int32(x)
		}
	}
}
