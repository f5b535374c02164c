package kernel

import (
	"math/bits"
	"unsafe"
)

// marks is how many bits mark the place of a pool, behind a sum in 16 bits: what is marked by how far from the last it
// is keeps the order of the sums, and where these are the same that of the places. It is -1 where there is no room.
func (g *Windows) marks() int {
	n := bits.Len(uint(g.PoolH*g.PoolW - 1))
	if (g.Taps()*g.C+1)<<n > 1<<15 {
		return -1
	}
	return n
}

// store turns the counted differences of n rows of places from y on into sums of the neurons from o on.
func (m *mapTile) store(wide [][4][8]uint16, o, y, n int) {
	g := m.g
	rows, columns := n/g.PoolH, g.Columns/g.PoolW
	for at := range rows * columns {
		row, column := at/columns*g.PoolH, at%columns*g.PoolW
		position := (y/g.PoolH+at/columns)*columns + at%columns
		m.agreeing(o, y+row, column)
		for b := 0; b < m.lanes; b += Lanes {
			for k := range m.s.agree {
				r, c := row+k/g.PoolW, column+k%g.PoolW
				counted := (*[Lanes][4][8]uint16)(wide[(r*g.Columns+c)*m.lanes+b:])
				if m.marks < 0 {
					m.storePlace(counted, o, position, b, k)
					continue
				}
				largestSums(&m.s.best, counted, &m.s.agree[k], m.marks+m.doubles(), k == 0)
			}
			if m.marks >= 0 {
				m.storeMarked(o, position, b)
			}
		}
	}
}

// agreeing makes what sums of the places of a pool from (y, x) on are of signs that all agree: the products of a
// window, and of what is outside, where the bytes are zero and so count as -1, the weights; with their marks.
func (m *mapTile) agreeing(o, y, x int) {
	g := m.g
	m.s.agree = grown(m.s.agree, g.PoolH*g.PoolW)
	for k := range m.s.agree {
		agree := &m.s.agree[k]
		clear(agree[:])
		if y, x := y+k/g.PoolW, x+k%g.PoolW; g.border(y, x) {
			for t := range g.Taps() {
				if _, inside := g.at(y, x, t); !inside {
					addShorts(agree, (*[channels]int16)(m.s.cut.taps[(o/channels*g.Taps()+t)*channels:]))
				}
			}
		}
		shift, mark := max(0, m.marks), 0
		if m.marks > 0 {
			mark = 1<<m.marks - 1 - k
		}
		products := int16(g.Taps() * g.C)
		for c, x := range agree {
			agree[c] = (x+products)<<shift + int16(mark)
		}
	}
}

func addShortsPlain(to, x *[channels]int16) {
	for c := range to {
		to[c] += x[c]
	}
}

// doubles is by how many bits differences are to be shifted to the left, for they count twice: of ternary numbers, of
// which there are more planes, less.
func (m *mapTile) doubles() int { return 3 - planesOf(m.trits.W) - planesOf(m.trits.X) }

// largestSumsPlain keeps the larger sums, or, at first, all: what they are where all agree less the counted
// differences, shifted to the left, or by -1 to the right.
func largestSumsPlain(best *[Lanes][channels]int16, counted *[Lanes][4][8]uint16, agree *[channels]int16, shift int,
	first bool) {
	for b := range best {
		for c, d := range (*[channels]uint16)(unsafe.Pointer(&counted[b])) {
			sum := agree[c] - int16(int32(d)<<(shift+1)>>1)
			if first || sum > best[b][c] {
				best[b][c] = sum
			}
		}
	}
}

// storeMarked writes the marked sums of a position.
func (m *mapTile) storeMarked(o, position, column int) {
	out, n := m.out, min(channels, m.out.O-o)
	turnShorts(&m.s.turned, &m.s.best)
	if m.fired.limits != nil {
		for c := 0; c < n; c += Lanes {
			m.fired.put(position, o+c, column, m.n-column, (*[Lanes][Lanes]int16)(m.s.turned[c:]), &inPlace)
		}
		return
	}
	at := (position*out.O+o)*out.Stride + m.column + column
	sumsOfMarked(out.Data[at:], out.Stride, m.s.turned[:n], m.marks)
	if out.Chosen != nil {
		unmarked(out.Chosen[at:], out.Stride, m.s.turned[:n], m.marks)
	}
}

// turnShortsPlain makes rows of images of rows of neurons.
func turnShortsPlain(turned *[channels][Lanes]int16, rows *[Lanes][channels]int16) {
	for b := range rows {
		for c, x := range rows[b] {
			turned[c][b] = x
		}
	}
}

// unmarkedPlain writes the places that rows of sums are marked with.
func unmarkedPlain(places []uint8, stride int, rows [][Lanes]int16, marks int) {
	for c := range rows {
		for b, x := range rows[c] {
			places[c*stride+b] = uint8(1<<marks-1) - uint8(x)&(1<<marks-1)
		}
	}
}

// sumsOfMarkedPlain writes the sums without their marks.
func sumsOfMarkedPlain(sums []int32, stride int, rows [][Lanes]int16, marks int) {
	for c := range rows {
		for b, x := range rows[c] {
			sums[c*stride+b] = int32(x >> marks)
		}
	}
}

// storePlace turns those of a place into sums at a position, one by one.
func (m *mapTile) storePlace(counted *[Lanes][4][8]uint16, o, position, b, place int) {
	double := planesOf(m.trits.W) * planesOf(m.trits.X)
	for c := range min(channels, m.out.O-o) {
		var sums [Lanes]int32
		for k := range sums {
			d := (*[channels]uint16)(unsafe.Pointer(&counted[k]))[c]
			sums[k] = int32(m.s.agree[place][c]) - 2*int32(d)/int32(double)
		}
		m.out.keep(position, o+c, m.column+b, &sums, uint8(place))
	}
}
