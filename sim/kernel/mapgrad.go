package kernel

import "unsafe"

// MapGrad computes one tile of the gradient of the weights of windows, of sixteen neurons from o on, in whole numbers,
//
//	dw[t*C + c][n] = sum over places p and images b < batch of d[p][o+n][b] * x[position(p, t)*C + c][b]
//
// of packed maps by value, [H*W*C][B]. Where x is ternary, with two planes, the sums are twice that. They are exact for
// up to 16 million places of images.
func MapGrad(dw [][Lanes]int32, o int, d MapGrads, x Signs, ternary bool, batch int, g *Windows, s *MapScratch) {
	clear(dw)
	if batch == 0 {
		return
	}
	if vectors {
		settle()
	}
	m := gradTile{g: g, s: s, x: x, planes: planesOf(ternary), batch: batch, dw: dw}
	s.rows = grown(s.rows, len(dw))
	clear(s.rows)
	s.signs.keep(x.Words[:g.H*g.W*g.C*x.Stride], x.Stride)
	m.places(d, o)
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

// places adds the gradients of each place, by tiles [B][16].
func (m *gradTile) places(d MapGrads, o int) {
	g := m.g
	rows, columns := g.Pooled()
	size := Pad(m.batch) * Lanes
	m.s.wholes = grown(m.s.wholes, 3*size)
	whole, one := m.s.wholes[:size], m.s.wholes[size:][:size]
	var chosen []uint8 // nil where there is no pool
	for p := range rows * columns {
		at := p * d.O * d.Stride
		WholeTile(whole, Bytes{d.Data[at:], d.Stride}, o, d.O, m.batch)
		if d.Chosen != nil {
			of := m.s.wholes[2*size:]
			WholeTile(of, Bytes{signed(d.Chosen[at:]), d.Stride}, o, d.O, m.batch)
			chosen = unsigned(of)
		}
		for k := range g.PoolH * g.PoolW {
			if most := takeRows(one, whole, chosen, Lanes, m.batch, uint8(k)); most > 0 {
				m.add(p/columns*g.PoolH+k/g.PoolW, p%columns*g.PoolW+k%g.PoolW, one, most*m.planes)
			}
		}
	}
}

// signed reads bytes as such with a sign: the same memory.
func signed(b []uint8) []int8 { return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b)) }

// unsigned reads them without.
func unsigned(b []int8) []uint8 { return unsafe.Slice((*uint8)(unsafe.Pointer(&b[0])), len(b)) }

// add adds what a place gives, of which no sum exceeds most.
func (m *gradTile) add(y, x int, tile []int8, most int) {
	if m.bound+most > 1<<15-1 {
		m.spill()
	}
	m.bound += most
	wide := most > 1<<15-1 // in one place alone: each word by itself
	for w := range Words(m.batch) {
		groups := m.s.lookup.table().fill(Bytes{tile, Lanes}, 64*w, m.batch)
		for ky := range m.g.KH {
			m.addRow(y, x, ky, w, groups)
		}
		if wide {
			m.widen()
		}
	}
	if wide {
		m.bound = 0
	}
}

// addRow adds what a row of the window takes of a word of images.
func (m *gradTile) addRow(y, x, ky, w, groups int) {
	g, part := m.g, m.x.Stride/m.planes
	tap, n, q := g.inside(y, x, ky)
	if n == 0 {
		return
	}
	rows := m.s.rows[tap*g.C:][:n*g.C]
	for plane := range m.planes {
		signs := &m.s.signs
		m.s.lookup.table().add(rows, signs.from(q*g.C, plane*part+w), signs, groups, false)
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
