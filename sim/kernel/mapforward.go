package kernel

import "math/bits"

// Sums of windows of signs. The roles of SignForward are exchanged: its tables are made of the weights of 32 neurons,
// once for many places of many images, and what selects their entries are the bytes of the map, each the signs of eight
// channels at a position. A tap is an offset into planes of these bytes, so that no window is ever copied.

// channels is the number of neurons that one table of a byte serves.
const channels = 2 * Lanes

// rowsAtOnce is about how many rows of sums, images of a place, are made at a time: as many as share the cost of the
// tables and whose counted differences stay in the second-level cache.
const rowsAtOnce = 4096

// MapScratch is the working memory of the kernels of windows; one a worker.
type MapScratch struct {
	planes []byte            // [plane of numbers][phase][byte of channels][row][column][16]
	slices []byte            // [plane of weights][tap][byte of channels][32]: the weights of a block of neurons
	taps   []int16           // [tap][32] what the weights of each add up to
	agree  [][channels]int16 // [place of a pool] sums of signs that all agree
	best   [Lanes][channels]int16
	turned [channels][Lanes]int16
	words  []uint64
	wholes []int8
	rows   [][Lanes]int16
	long   [][Lanes]int32
	lookup WholeScratch
	signs  entries // of the weights, or of the map, that are looked up

	products []productSums // of pixels and gradients
	shorts   []int16       // gradients of a place, by neuron
	one      []int16
	pairs    []pairTile
}

// MapForward makes the sums of windows of signs or ternary numbers, of n images,
//
//	sums[p*O + o][column + b] = sum over taps t inside and channels c of w[o][t*C + c] * x[b][position(p, t)*C + c]
//
// where x are the packed maps of the images, [B][H*W*C], and w packed weights [O][Taps*C]; ternary ones have two
// planes. The sums fit 16 bits. Behind the images the columns up to whole lanes are of no use.
func MapForward(out Sums, column int, w, x Signs, t Trits, n int, g *Windows, s *MapScratch, p *PixelScratch) {
	if vectors {
		settle()
	}
	m := mapTile{g: g, s: s, p: p, out: out, column: column, trits: t, n: n, lanes: Pad(n), bytes: (g.C + 7) / 8}
	m.marks = g.marks()
	m.cut(x)
	for o := 0; o < out.O; o += channels {
		m.block(w, o)
	}
	if vectors {
		settle()
	}
}

// mapTile are some images under way.
type mapTile struct {
	g      *Windows
	s      *MapScratch
	p      *PixelScratch
	out    Sums
	column int
	trits  Trits
	n      int // images
	lanes  int // the same, up to whole lanes
	bytes  int // of the channels of a position
	marks  int // bits that mark the place of a pool in front of which a sum stands; -1 where there is no room for them
}

// A phase are the positions that have the same remainder by the step in rows and columns, of a map with its margins:
// windows one step apart take neighbours of it.
func (m *mapTile) phase() (rows, columns int) {
	return (m.g.H+2*m.g.PH)/m.g.SH + 1, (m.g.W+2*m.g.PW)/m.g.SW + 1
}

// plane is the size of the bytes of a phase.
func (m *mapTile) plane() int {
	rows, columns := m.phase()
	return rows * columns * m.lanes
}

// planesOf is how many signs a number is the mean of.
func planesOf(ternary bool) int {
	if ternary {
		return 2
	}
	return 1
}

// cut makes the planes of the images' bytes. Margins, channels and images that do not exist are zero.
func (m *mapTile) cut(x Signs) {
	g, size := m.g, m.plane()
	all := planesOf(m.trits.X) * g.SH * g.SW * m.bytes * size
	m.s.planes = grown(m.s.planes, all)
	clear(m.s.planes)
	part := x.Stride / planesOf(m.trits.X)
	_, columns := m.phase()
	for k := range planesOf(m.trits.X) {
		for b := range m.n {
			row := x.Words[b*x.Stride+k*part:][:part]
			for y := range g.H {
				top := (y + g.PH) / g.SH
				for c := range g.W {
					phase := (y+g.PH)%g.SH*g.SW + (c+g.PW)%g.SW
					at := (k*g.SH*g.SW+phase)*m.bytes*size + (top*columns+(c+g.PW)/g.SW)*m.lanes + b
					first := (y*g.W + c) * g.C
					for j := range m.bytes {
						m.s.planes[at+j*size] = signByte(row, first+8*j, min(8, g.C-8*j))
					}
				}
			}
		}
	}
}

// signByte are n signs of a row from i on.
func signByte(row []uint64, i, n int) byte {
	word := row[i/64] >> (i % 64)
	if i%64+n > 64 {
		word |= row[i/64+1] << (64 - i%64)
	}
	return byte(word) & (0xff >> (8 - n))
}

// block makes the sums of the neurons from o on, as many as a table serves.
func (m *mapTile) block(w Signs, o int) {
	g := m.g
	m.cutWeights(w, o)
	rows, _ := g.Pooled()
	rows *= g.PoolH
	step := max(1, rowsAtOnce/(g.Columns*m.lanes*g.PoolH)) * g.PoolH
	for y := 0; y < rows; y += step {
		n := min(step, rows-y)
		counts, wide := m.p.differences(n * g.Columns * m.lanes)
		clear(counts)
		clear(wide)
		m.count(counts, wide, y, n)
		widenCounts(wide, counts)
		m.store(wide, o, y, n)
	}
}

// cutWeights makes the slices of a block of neurons: of each byte of channels at each tap the bytes of all neurons, and
// what the taps of a neuron add up to.
func (m *mapTile) cutWeights(w Signs, o int) {
	g, s := m.g, m.s
	k := planesOf(m.trits.W)
	s.slices = grown(s.slices, k*g.Taps()*m.bytes*channels)
	s.taps = grown(s.taps, g.Taps()*channels)
	clear(s.slices)
	clear(s.taps)
	part := w.Stride / k
	for c := range min(channels, m.out.O-o) {
		lane := c/Lanes*Lanes + c%Lanes/8 + c%8*2 // even lanes are widened first
		for i := range k * g.Taps() {
			row := w.Words[(o+c)*w.Stride+i/g.Taps()*part:][:part]
			t := i % g.Taps()
			for j := range m.bytes {
				signs := min(8, g.C-8*j)
				x := signByte(row, t*g.C+8*j, signs)
				s.slices[(i*m.bytes+j)*channels+lane] = x
				s.taps[t*channels+c] += int16(2*bits.OnesCount8(x) - signs)
			}
		}
		for t := 0; t < g.Taps() && k > 1; t++ {
			s.taps[t*channels+c] /= 2
		}
	}
}

// A factor of a window is a byte of channels at a tap, of one plane of the weights and one of the numbers.
func (m *mapTile) factors() int {
	return planesOf(m.trits.W) * planesOf(m.trits.X) * m.g.Taps() * m.bytes
}

// factor returns the weights of a factor, and where in the planes its bytes of the place (y, 0) begin.
func (m *mapTile) factor(i, y int) (weights *[2][16]uint8, at int) {
	g := m.g
	j, i := i%m.bytes, i/m.bytes
	t, i := i%g.Taps(), i/g.Taps()
	w, x := i%planesOf(m.trits.W), i/planesOf(m.trits.W)
	weights = pair(m.s.slices[((w*g.Taps()+t)*m.bytes+j)*channels:])
	ky, kx := t/g.KW, t%g.KW
	_, columns := m.phase()
	phase := (x*g.SH*g.SW+ky%g.SH*g.SW+kx%g.SW)*m.bytes + j
	return weights, phase*m.plane() + ((y+ky/g.SH)*columns+kx/g.SW)*m.lanes
}

// count counts the differences between weights and numbers at n rows of places from y on: the sum of wide and counts.
func (m *mapTile) count(counts [][2][16]uint8, wide [][4][8]uint16, y, n int) {
	t, width, all := &m.p.bytes, m.g.Columns*m.lanes, m.factors()
	for i := 0; i < all; i += atOnce {
		var first [atOnce]int
		for k := range atOnce {
			if i+k < all {
				var w *[2][16]uint8
				w, first[k] = m.factor(i+k, y)
				differences(&t[k], w)
			} else {
				first[k] = first[0]
				t[k] = [bytePatterns][2][16]uint8{}
			}
		}
		_, columns := m.phase()
		for row := range n {
			var p [atOnce][]byte
			for k, at := range first {
				p[k] = m.s.planes[at+row*columns*m.lanes:][:width]
			}
			addDifferences(counts[row*width:][:width], t, p[0], p[1], p[2])
		}
		if done := i + atOnce; done%byteLimit == 0 && done < all {
			widenCounts(wide, counts)
		}
	}
}
