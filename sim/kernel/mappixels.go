package kernel

// Windows of whole numbers from 0 on: pixels, or counts of the bits of streams.

// MapPixels makes the sums of windows of whole numbers of up to MaxCount, of sixteen images,
//
//	sums[p*O + o][column + b] = sum over taps t inside and channels c of w[o][t*C + c] * x[position(p, t)*C + c][b]
//
// where x are rows of a map, [H*W*C][stride], from the first of the images on, whose images stand as PixelColumn says.
// Where they are how many bits +-1 are +1 of so many presentations, more than 0, they count as 2*x - presentations.
func MapPixels(out Sums, column int, w Signs, ternary bool, x []int16, stride, presentations int, g *Windows,
	s *MapScratch) {
	if vectors {
		settle()
	}
	m := pixelWindows{g: g, s: s, w: w, planes: planesOf(ternary), out: out, x: x, stride: stride,
		presentations: int32(presentations)}
	rows, columns := g.Pooled()
	for p := range rows * columns {
		for k := range g.PoolH * g.PoolW {
			m.place(p/columns*g.PoolH+k/g.PoolW, p%columns*g.PoolW+k%g.PoolW)
			for o := range out.O {
				var sums [Lanes]int32
				for b := range sums {
					sums[b] = s.long[o][PixelColumn(b)]
				}
				out.keep(p, o, column, &sums, uint8(k))
			}
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
	x             []int16
	stride        int
	presentations int32
}

// place makes the sums of all neurons at a place, in s.long.
func (m *pixelWindows) place(y, x int) {
	g, s := m.g, m.s
	s.long, s.rows = grown(s.long, m.out.O), grown(s.rows, m.out.O)
	clear(s.long)
	part := m.w.Stride / m.planes
	for first := 0; first < g.Taps()*g.C; first += 64 {
		groups := m.fill(y, x, first)
		for plane := range m.planes {
			lookupWholeRows(&s.lookup.table, s.rows, m.w.Words[plane*part+first/64:], m.w.Stride, groups, true)
			widenRows(s.long, s.rows)
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
		var rows [wholeGroup]*[Lanes]int16
		for j := range rows {
			rows[j] = &zero
			if i := k*wholeGroup + j; i < n {
				if q, inside := g.at(y, x, (first+i)/g.C); inside {
					rows[j] = (*[Lanes]int16)(m.x[(q*g.C+(first+i)%g.C)*m.stride:])
				}
			}
		}
		countSums(&m.s.lookup.table[k], &rows)
	}
	return groups
}

func countSumsPlain(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int16) {
	for p := range t {
		for c := range Lanes {
			sum := int16(0)
			for j, row := range x {
				sum += int16(2*(p>>j&1)-1) * row[c]
			}
			t[p][c] = sum
		}
	}
}

// streamed turns sums of counts into those of the bits: twice the sum, less what all bits of -1 would give.
func (m *pixelWindows) streamed(y, x int) {
	g := m.g
	for o := range m.s.long {
		sum := int32(0)
		for t := range g.Taps() {
			if _, inside := g.at(y, x, t); inside {
				sum += m.tapSum(o, t)
			}
		}
		for b := range m.s.long[o] {
			m.s.long[o][b] = 2*m.s.long[o][b] - m.presentations*sum
		}
	}
}

// tapSum adds up the weights of a tap.
func (m *pixelWindows) tapSum(o, tap int) (sum int32) {
	part := m.w.Stride / m.planes
	for plane := range m.planes {
		row := m.w.Words[o*m.w.Stride+plane*part:][:part]
		for c := range m.g.C {
			i := tap*m.g.C + c
			sum += int32(row[i/64]>>(i%64)&1)*2 - 1
		}
	}
	return sum / int32(m.planes)
}

// MapGradPixels computes one tile of the gradient of the weights of windows of whole numbers, of sixteen neurons from o
// on, as MapGrad does that of signs; x are rows [H*W*C][stride] as MapPixels takes them. The sums are exact for up to
// 66,000 places of images.
func MapGradPixels(dw [][Lanes]int64, o int, d MapGrads, x []int16, stride, presentations, batch int, g *Windows,
	s *MapScratch) {
	clear(dw)
	m := gradTile{g: g, s: s, batch: batch}
	m.places(d, o, func(y, x0 int, tile []int8) {
		for t := range g.Taps() {
			q, inside := g.at(y, x0, t)
			if !inside {
				continue
			}
			for c := range g.C {
				addCounts(&dw[t*g.C+c], x[(q*g.C+c)*stride:], tile, batch, int32(presentations))
			}
		}
	})
}

// addCounts adds the products of a row of numbers and a tile [B][16].
func addCounts(sum *[Lanes]int64, x []int16, tile []int8, batch int, presentations int32) {
	for b := range batch {
		k := int32(x[PixelColumn(b)])
		if presentations > 0 {
			k = 2*k - presentations
		}
		for n, d := range (*[Lanes]int8)(tile[b*Lanes:]) {
			sum[n] += int64(k * int32(d))
		}
	}
}
