package kernel

import "math/bits"

// Windows of whole numbers from 0 on: pixels, or counts of the bits of streams.

// MapPixels makes the sums of windows of whole numbers of up to MaxCount, of sixteen images,
//
//	sums[p*O + o][column + b] = sum over taps t inside and channels c of w[o][t*C + c] * x[position(p, t)*C + c][b]
//
// where x are rows of a map, [H*W*C][stride], from the first of the images on, whose images stand as PixelColumn says.
// Where they are how many bits +-1 are +1 of so many presentations, more than 0, they count as 2*x - presentations.
func MapPixels(out Sums, column int, w Signs, ternary bool, x []int16, stride, presentations int, g *Windows,
	s *MapScratch) {
	m := pixelWindows{g: g, s: s, w: w, planes: planesOf(ternary), out: out, x: x, stride: stride,
		presentations: int32(presentations)}
	m.make(column)
}

// make makes all sums.
func (m *pixelWindows) make(column int) {
	if vectors {
		settle()
	}
	g := m.g
	m.prepare()
	rows, columns := g.Pooled()
	for y := range rows * g.PoolH {
		m.through = 0
		for x := range columns * g.PoolW {
			if m.byColumns {
				m.placeOfColumns(y, x)
			} else {
				m.place(y, x)
			}
			m.store(y/g.PoolH*columns+x/g.PoolW, column, uint8(y%g.PoolH*g.PoolW+x%g.PoolW))
		}
	}
	if vectors {
		settle()
	}
}

// pixelWindows is a tile of sixteen images under way.
type pixelWindows struct {
	g             *Windows
	s             *MapScratch
	w             Signs
	planes        int
	out           Sums
	fired         bitsOfMaps // in place of out, where neurons fire without sums
	n             int        // images then
	x             []int16
	stride        int
	presentations int32
	narrow        bool // what is looked up are the sums, in 16 bits
	byColumns     bool // by tables of columns, which neighbouring places share
	through       int  // columns of the row of places under way whose tables were made
}

// prepare makes room for the sums of a place.
func (m *pixelWindows) prepare() {
	s := m.s
	m.narrow = m.g.shortPixels() && m.planes == 1 && m.presentations == 0
	s.rows = grown(s.rows, m.out.O)
	if m.narrow && s.columns.divide(m.g, m.out.O) {
		m.byColumns = true
		s.columns.keep(m.w, m.out.O, m.g)
		return
	}
	s.signs.keep(m.w.Words[:m.out.O*m.w.Stride], m.w.Stride)
	if !m.narrow {
		s.long = grown(s.long, m.out.O)
	}
	if m.presentations > 0 {
		m.tapSums()
	}
}

// shortPixels tells whether sums of pixels fit 16 bits.
func (g *Windows) shortPixels() bool { return g.Taps()*g.C*MaxCount <= 1<<15-1 }

// store writes the sums of all neurons at the place under way, images in plain order.
func (m *pixelWindows) store(position, column int, place uint8) {
	out := m.out
	if m.fired.limits != nil {
		for o := 0; o < out.O; o += Lanes {
			m.fired.put(position, o, 0, m.n, (*[Lanes][Lanes]int16)(m.s.rows[o:]), &asPixels)
		}
		return
	}
	if m.narrow && m.g.PoolH*m.g.PoolW == 1 {
		pixelRows(out.Data[position*out.O*out.Stride+column:], out.Stride, m.s.rows)
		return
	}
	for o := range out.O {
		var sums [Lanes]int32
		if m.narrow {
			pixelRows(sums[:], Lanes, m.s.rows[o:o+1])
		} else {
			for b := range sums {
				sums[b] = m.s.long[o][PixelColumn(b)]
			}
		}
		out.keep(position, o, column, &sums, place)
	}
}

// pixelRowsPlain puts rows of sums of 16 bits in plain order.
func pixelRowsPlain(sums []int32, stride int, rows [][Lanes]int16) {
	for o := range rows {
		for b := range Lanes {
			sums[o*stride+b] = int32(rows[o][PixelColumn(b)])
		}
	}
}

// place makes the sums of all neurons at a place.
func (m *pixelWindows) place(y, x int) {
	g, s := m.g, m.s
	if !m.narrow {
		clear(s.long)
	}
	part := m.w.Stride / m.planes
	for first := 0; first < g.Taps()*g.C; first += 64 {
		groups := m.fill(y, x, first)
		for plane := range m.planes {
			from := s.signs.from(0, plane*part+first/64)
			s.lookup.table().add(s.rows, from, &s.signs, groups, !m.narrow || first == 0)
			if !m.narrow {
				widenRows(s.long, s.rows)
			}
		}
	}
	if m.planes > 1 {
		for o := range s.long {
			for b := range s.long[o] {
				s.long[o][b] /= 2
			}
		}
	}
	if m.presentations > 0 {
		m.streamed(y, x)
	}
}

// fill makes the tables of up to 64 numbers of a window.
func (m *pixelWindows) fill(y, x, first int) (groups int) {
	g := m.g
	n := min(g.Taps()*g.C-first, 64)
	groups = min((parts(n, wholeGroup)+1)&^1, wholeGroups)
	var zero [Lanes]int16
	for k := range groups {
		if wholeGroup*k >= n {
			m.s.lookup.table()[k] = [wholePatterns][Lanes]int16{} // of a pair of groups the second
			continue
		}
		var rows [wholeGroup]*[Lanes]int16
		for j := range rows {
			rows[j] = &zero
			if i := k*wholeGroup + j; i < n {
				if q, inside := g.at(y, x, (first+i)/g.C); inside {
					rows[j] = (*[Lanes]int16)(m.x[(q*g.C+(first+i)%g.C)*m.stride:])
				}
			}
		}
		countSums(&m.s.lookup.table()[k], &rows)
	}
	return groups
}

// streamed turns sums of counts into those of the bits: twice the sum, less what all bits of -1 would give.
func (m *pixelWindows) streamed(y, x int) {
	g, taps := m.g, m.s.taps
	for o := range m.s.long {
		sum := int32(0)
		for t := range g.Taps() {
			if _, inside := g.at(y, x, t); inside {
				sum += int32(taps[o*g.Taps()+t])
			}
		}
		for b := range m.s.long[o] {
			m.s.long[o][b] = 2*m.s.long[o][b] - m.presentations*sum
		}
	}
}

// tapSums adds up the weights of each neuron at each tap.
func (m *pixelWindows) tapSums() {
	g, part := m.g, m.w.Stride/m.planes
	m.s.taps = grown(m.s.taps, m.out.O*g.Taps())
	for i := range m.s.taps {
		o, t, sum := i/g.Taps(), i%g.Taps(), 0
		for plane := range m.planes {
			row := m.w.Words[o*m.w.Stride+plane*part:][:part]
			for c := 0; c < g.C; c += 8 {
				n := min(8, g.C-c)
				sum += 2*bits.OnesCount8(signByte(row, t*g.C+c, n)) - n
			}
		}
		m.s.taps[i] = int16(sum / m.planes)
	}
}
