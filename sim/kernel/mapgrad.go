package kernel

import "unsafe"

// MapGrad computes one tile of the gradient of the weights of windows, of sixteen neurons from o on, in whole numbers,
//
//	dw[t*C + c][n] = sum over places p and images b < batch of d[p][o+n][b] * x[position(p, t)*C + c][b]
//
// of packed maps by value, [H*W*C][B]. Where x is ternary, with two planes, the sums are twice that. They are exact for
// up to 16 million places of images.
func MapGrad(dw [][Lanes]int32, o int, d MapGrads, x Signs, ternary bool, batch int, g *Windows, s *MapScratch) {
	if vectors {
		settle()
	}
	m := gradTile{g: g, s: s, x: x, planes: planesOf(ternary), batch: batch, dw: dw}
	s.rows = grown(s.rows, len(dw))
	clear(s.rows)
	clear(dw)
	m.places(d, o, func(y, x int, tile []int8) { m.add(y, x, tile) })
	m.spill()
	if vectors {
		settle()
	}
}

// gradTile is a tile of sixteen neurons under way.
type gradTile struct {
	g      *Windows
	s      *MapScratch
	x      Signs
	planes int
	batch  int
	dw     [][Lanes]int32
	bound  int // what no sum of 16 bits exceeds
}

// places calls do with the gradients of each place, a tile [B][16], zero behind the batch.
func (m *gradTile) places(d MapGrads, o int, do func(y, x int, tile []int8)) {
	g := m.g
	rows, columns := g.Pooled()
	size := Pad(m.batch) * Lanes
	m.s.wholes = grown(m.s.wholes, 3*size)
	whole, chosen, one := m.s.wholes[:size], m.s.wholes[size:][:size], m.s.wholes[2*size:]
	for p := range rows * columns {
		at := p * d.O * d.Stride
		WholeTile(whole, Bytes{d.Data[at:], d.Stride}, o, d.O, m.batch)
		y, x := p/columns*g.PoolH, p%columns*g.PoolW
		if d.Chosen == nil {
			do(y, x, whole)
			continue
		}
		WholeTile(chosen, Bytes{signed(d.Chosen[at:]), d.Stride}, o, d.O, m.batch)
		for k := range g.PoolH * g.PoolW {
			copy(one, whole)
			for b := 0; b < m.batch*Lanes; b += Lanes {
				ofPlace((*[Lanes]int8)(one[b:]), (*[Lanes]uint8)(unsafe.Pointer(&chosen[b])), uint8(k))
			}
			do(y+k/g.PoolW, x+k%g.PoolW, one)
		}
	}
}

// signed reads bytes as such with a sign: the same memory.
func signed(b []uint8) []int8 { return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b)) }

// add adds what a place gives.
func (m *gradTile) add(y, x int, tile []int8) {
	var sums [Lanes]uint16
	for b := range m.batch {
		addMagnitudes(&sums, (*[Lanes]int8)(tile[b*Lanes:]))
	}
	most := 0
	for _, s := range sums {
		most = max(most, int(s))
	}
	if most == 0 {
		return
	}
	if most *= m.planes; m.bound+most > 1<<15-1 {
		m.spill()
	}
	m.bound += most
	wide := most > 1<<15-1 // in one place alone: each word by itself
	part := m.x.Stride / m.planes
	for w := range Words(m.batch) {
		groups := m.s.lookup.table.fill(Bytes{tile, Lanes}, 64*w, m.batch)
		for t := range m.g.Taps() {
			q, inside := m.g.at(y, x, t)
			if !inside {
				continue
			}
			rows := m.s.rows[t*m.g.C:][:m.g.C]
			for plane := range m.planes {
				words := m.x.Words[q*m.g.C*m.x.Stride+plane*part+w:]
				lookupWholeRows(&m.s.lookup.table, rows, words, m.x.Stride, groups, false)
			}
		}
		if wide {
			m.widen()
		}
	}
	if wide {
		m.bound = 0
	}
}

// spill moves the sums of 16 bits to those of 32.
func (m *gradTile) spill() {
	if m.bound > 0 {
		m.widen()
	}
	m.bound = 0
}

func (m *gradTile) widen() {
	widenRows(m.dw, m.s.rows)
	clear(m.s.rows)
}
