package kernel

import (
	"math/bits"
	"slices"
	"unsafe"
)

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
	cut    cutWindows        // the weights
	taps   []int16           // [neuron][tap] what the weights of each add up to
	agree  [][channels]int16 // [place of a pool] sums of signs that all agree
	best   [Lanes][channels]int16
	turned [channels][Lanes]int16
	at     []int32 // [byte of a map] where it goes in the planes
	wholes []int8
	rows   [][Lanes]int16
	long   [][Lanes]int32
	lookup WholeScratch
	signs  entries // of the weights, or of the map, that are looked up

	columns columns

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
	m := mapTile{g: g, s: s, p: p, out: out, column: column, trits: t, n: n}
	m.make(w, x)
}

// make makes all sums.
func (m *mapTile) make(w, x Signs) {
	if vectors {
		settle()
	}
	m.lanes, m.bytes, m.marks = Pad(m.n), (m.g.C+7)/8, m.g.marks()
	m.cut(x)
	m.cutWeights(w)
	for o := 0; o < m.out.O; o += channels {
		m.block(o)
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
	n      int        // images
	lanes  int        // the same, up to whole lanes
	bytes  int        // of the channels of a position
	marks  int        // bits that mark the place of a pool in front of which a sum stands; -1 where there is no room for them
	fired  bitsOfMaps // in place of out, where neurons fire without sums
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
	planes := planesOf(m.trits.X)
	one := g.SH * g.SW * m.bytes * size
	m.s.planes = grown(m.s.planes, planes*one)
	clear(m.s.planes)
	m.placeBytes()
	part := x.Stride / planes
	for k := range planes {
		for b := 0; b < m.n; b += 8 {
			rows := Signs{x.Words[b*x.Stride+k*part:], x.Stride}
			if g.C%8 == 0 {
				m.cutEight(m.s.planes[k*one+b:], rows, min(8, m.n-b))
				continue
			}
			for i := range min(8, m.n-b) {
				m.cutImage(m.s.planes[k*one+b+i:], rows.Words[i*x.Stride:][:part])
			}
		}
	}
}

// placeBytes finds where each byte of a map, of up to eight channels of a position, goes in the planes.
func (m *mapTile) placeBytes() {
	g, size := m.g, m.plane()
	_, columns := m.phase()
	m.s.at = grown(m.s.at, g.H*g.W*m.bytes)
	for i := range g.H * g.W {
		y, x := i/g.W+g.PH, i%g.W+g.PW
		phase := y%g.SH*g.SW + x%g.SW
		at := phase*m.bytes*size + (y/g.SH*columns+x/g.SW)*m.lanes
		for j := range m.bytes {
			m.s.at[i*m.bytes+j] = int32(at + j*size)
		}
	}
}

// cutEight takes up to eight images whose positions have whole bytes: a word of each is turned at a time.
func (m *mapTile) cutEight(planes []byte, rows Signs, n int) {
	at := m.s.at
	for w := 0; 8*w < len(at); w++ {
		var eight [8]uint64
		for i := range n {
			eight[i] = rows.Words[i*rows.Stride+w]
		}
		var turned [8][8]byte
		sliceWord(unsafe.Slice(&turned[0][0], 64), 8, &eight)
		for i, place := range at[8*w : min(8*w+8, len(at))] {
			*(*[8]byte)(planes[place:]) = turned[i]
		}
	}
}

// cutImage takes an image byte by byte.
func (m *mapTile) cutImage(planes []byte, row []uint64) {
	for i, place := range m.s.at {
		position, j := i/m.bytes, i%m.bytes
		planes[place] = signByte(row, position*m.g.C+8*j, min(8, m.g.C-8*j))
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
func (m *mapTile) block(o int) {
	g := m.g
	rows, _ := g.Pooled()
	rows *= g.PoolH
	step := max(1, rowsAtOnce/(g.Columns*m.lanes*g.PoolH)) * g.PoolH
	for y := 0; y < rows; y += step {
		n := min(step, rows-y)
		counts, wide := m.p.differences(n * g.Columns * m.lanes)
		clear(counts)
		clear(wide)
		m.count(counts, wide, o, y, n)
		widenCounts(wide, counts)
		m.store(wide, o, y, n)
	}
}

// cutWindows are weights of windows as tables are made of them.
type cutWindows struct {
	slices []byte  // [block of neurons][plane of weights][tap][byte of channels][32]
	taps   []int16 // [block of neurons][tap][32] what the weights of each add up to

	of                         []uint64 // the weights that were cut last
	c, atTaps, planes, neurons int
}

// cutWeights makes the slices of all blocks of neurons, of each byte of channels at each tap the bytes of a block's
// neurons, and what the taps of a neuron add up to; unless they are the weights that were cut last, as they are for all
// but the first images of a batch.
func (m *mapTile) cutWeights(w Signs) {
	g, s, k := m.g, &m.s.cut, planesOf(m.trits.W)
	words := w.Words[:m.out.O*w.Stride]
	if s.c == g.C && s.atTaps == g.Taps() && s.planes == k && s.neurons == m.out.O && slices.Equal(s.of, words) {
		return
	}
	s.of, s.c, s.atTaps, s.planes, s.neurons = append(s.of[:0], words...), g.C, g.Taps(), k, m.out.O
	blocks := parts(m.out.O, channels)
	s.slices = grown(s.slices, blocks*m.blockBytes())
	s.taps = grown(s.taps, blocks*g.Taps()*channels)
	clear(s.slices)
	clear(s.taps)
	for o := range m.out.O {
		m.cutNeuron(w, o)
	}
}

// blockBytes is the size of the slices of a block.
func (m *mapTile) blockBytes() int { return planesOf(m.trits.W) * m.g.Taps() * m.bytes * channels }

// cutNeuron makes those of a neuron.
func (m *mapTile) cutNeuron(w Signs, o int) {
	g, k, c := m.g, planesOf(m.trits.W), o%channels
	to, taps := m.s.cut.slices[o/channels*m.blockBytes():], m.s.cut.taps[o/channels*g.Taps()*channels:]
	part := w.Stride / k
	lane := c/Lanes*Lanes + c%Lanes/8 + c%8*2 // even lanes are widened first
	for i := range k * g.Taps() {
		row := w.Words[o*w.Stride+i/g.Taps()*part:][:part]
		t := i % g.Taps()
		for j := range m.bytes {
			signs := min(8, g.C-8*j)
			x := signByte(row, t*g.C+8*j, signs)
			to[(i*m.bytes+j)*channels+lane] = x
			taps[t*channels+c] += int16(2*bits.OnesCount8(x) - signs)
		}
	}
	for t := 0; t < g.Taps() && k > 1; t++ {
		taps[t*channels+c] /= 2
	}
}

// A factor of a window is a byte of channels at a tap, of one plane of the weights and one of the numbers.
func (m *mapTile) factors() int {
	return planesOf(m.trits.W) * planesOf(m.trits.X) * m.g.Taps() * m.bytes
}

// factor returns the weights of a factor, of the block of neuron o, and where in the planes its bytes of the place
// (y, 0) begin.
func (m *mapTile) factor(o, i, y int) (weights *[2][16]uint8, at int) {
	g := m.g
	j, i := i%m.bytes, i/m.bytes
	t, i := i%g.Taps(), i/g.Taps()
	w, x := i%planesOf(m.trits.W), i/planesOf(m.trits.W)
	weights = pair(m.s.cut.slices[o/channels*m.blockBytes()+((w*g.Taps()+t)*m.bytes+j)*channels:])
	ky, kx := t/g.KW, t%g.KW
	_, columns := m.phase()
	phase := (x*g.SH*g.SW+ky%g.SH*g.SW+kx%g.SW)*m.bytes + j
	return weights, phase*m.plane() + ((y+ky/g.SH)*columns+kx/g.SW)*m.lanes
}

// count counts the differences between weights and numbers at n rows of places from y on: the sum of wide and counts.
func (m *mapTile) count(counts [][2][16]uint8, wide [][4][8]uint16, o, y, n int) {
	t, width, all := &m.p.bytes, m.g.Columns*m.lanes, m.factors()
	for i := 0; i < all; i += atOnce {
		var first [atOnce]int
		for k := range atOnce {
			if i+k < all {
				var w *[2][16]uint8
				w, first[k] = m.factor(o, i+k, y)
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
