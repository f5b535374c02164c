package kernel

// Products of windows whose numbers and weights are whole: numbers of up to 16 bits, weights of 8, sums of 32. They
// serve what tables of signs do not: numbers of 8 bits, sums of outputs, maps that take a single map each, and sums
// over windows of places. Two inputs are multiplied and added at a time, of sixteen images.

// Wide are windows of whole numbers. The maps that come in, and the neurons, fall into so many Groups side by side, and
// a neuron takes the maps of its own group. Where MeanH is given, the sums at MeanH x MeanW neighbouring places are
// added up, in windows MeanSH and MeanSW apart, in place of a pool's largest.
type Wide struct {
	Windows
	O, Groups      int
	MeanH, MeanW   int
	MeanSH, MeanSW int
}

// Kept returns the rows and columns of the sums that go on.
func (g *Wide) Kept() (rows, columns int) {
	if g.MeanH == 0 {
		return g.Pooled()
	}
	return (g.Rows-g.MeanH)/g.MeanSH + 1, (g.Columns-g.MeanW)/g.MeanSW + 1
}

// maps and neurons are those of a group.
func (g *Wide) maps() int    { return g.C / g.Groups }
func (g *Wide) neurons() int { return g.O / g.Groups }

// UpSize is how many pairs of weights the way up of a neuron takes, DownSize how many the way down to an input of all
// groups.
func (g *Wide) UpSize() int   { return g.Taps() * parts(g.maps(), 2) }
func (g *Wide) DownSize() int { return g.Groups * parts(g.neurons(), 2) }

// PairUp makes the pairs of a neuron of its weights, [Taps][maps of a group].
func (g *Wide) PairUp(up []int32, weights []int8) {
	n := g.maps()
	for t := range g.Taps() {
		pairRow(up[t*parts(n, 2):], weights[t*n:][:n])
	}
}

// PairDown makes the pairs of an input of its weights, [O].
func (g *Wide) PairDown(down []int32, weights []int8) {
	n := g.neurons()
	for k := range g.Groups {
		pairRow(down[k*parts(n, 2):], weights[k*n:][:n])
	}
}

// pairRow puts two weights each side by side.
func pairRow(pairs []int32, weights []int8) {
	for i := 0; i < len(weights); i += 2 {
		high := int32(0)
		if i+1 < len(weights) {
			high = int32(weights[i+1])
		}
		pairs[i/2] = int32(weights[i])&0xffff | high<<16
	}
}

// pairTile are two rows of numbers of sixteen images, in the order that addPairs takes.
type pairTile [2 * Lanes]int16

// pairsAtOnce is how many pairs are taken at a time: as many as stay in the first-level cache.
const pairsAtOnce = 256

// eachCover calls do with each of the kept positions to which the sum at a place belongs, and the place's number there.
func (g *Wide) eachCover(y, x int, do func(position, place int)) {
	rows, columns := g.Kept()
	h, w, sh, sw := g.PoolH, g.PoolW, g.PoolH, g.PoolW
	if g.MeanH > 0 {
		h, w, sh, sw = g.MeanH, g.MeanW, g.MeanSH, g.MeanSW
	}
	for r := max(0, parts(y-h+1, sh)); r < rows && r*sh <= y; r++ {
		for c := max(0, parts(x-w+1, sw)); c < columns && c*sw <= x; c++ {
			do(r*columns+c, (y-r*sh)*w+x-c*sw)
		}
	}
}

// WideForward makes the sums of the neurons o0 <= o < o1 for sixteen images,
//
//	sums[p*O + o][column + b] = sum over taps t inside and maps c of o's group of w[o][t, c] * x[position(p, t)*C + c][b]
//
// where x are rows of a map, [H*W*C][stride], from the first of the images on, whose images stand as PixelColumn says;
// up are the pairs of the neurons from o0 on. With groups all neurons are made.
func WideForward(out Sums, column int, up []int32, o0, o1 int, x []int16, stride int, g *Wide, s *MapScratch) {
	if vectors {
		settle()
	}
	m := wideTile{g: g, s: s, maps: parts(g.maps(), 2)}
	m.pairUp(x, stride)
	s.long = grown(s.long, o1-o0)
	m.clearMean(out, column, o0, o1)
	for place := range g.Rows * g.Columns {
		y, x := place/g.Columns, place%g.Columns
		made := false
		g.eachCover(y, x, func(position, k int) {
			if !made {
				m.place(up, y, x)
				made = true
			}
			for o := o0; o < o1; o++ {
				if g.MeanH == 0 {
					out.keep(position, o, column, &s.long[o-o0], uint8(k))
					continue
				}
				addRow((*[Lanes]int32)(out.Data[(position*out.O+o)*out.Stride+column:]), &s.long[o-o0])
			}
		})
	}
	if vectors {
		settle()
	}
}

// wideTile is a tile of sixteen images under way.
type wideTile struct {
	g    *Wide
	s    *MapScratch
	maps int // pairs of a group's maps
}

// pairUp makes the pairs of all numbers, [position][group][pair].
func (m *wideTile) pairUp(x []int16, stride int) {
	g, n := m.g, m.g.maps()
	var zero [Lanes]int16
	m.s.pairs = grown(m.s.pairs, g.H*g.W*g.Groups*m.maps)
	for i := range m.s.pairs {
		first := i/m.maps*n + i%m.maps*2
		low, high := (*[Lanes]int16)(x[first*stride:]), &zero
		if i%m.maps*2+1 < n {
			high = (*[Lanes]int16)(x[(first+1)*stride:])
		}
		fillPair(&m.s.pairs[i], low, high)
	}
}

// clearMean makes ready what sums are added up in.
func (m *wideTile) clearMean(out Sums, column, o0, o1 int) {
	if m.g.MeanH == 0 {
		return
	}
	rows, columns := m.g.Kept()
	for p := range rows * columns {
		for o := o0; o < o1; o++ {
			clear(out.Data[(p*out.O+o)*out.Stride+column:][:Lanes])
		}
	}
}

// place makes the sums of the neurons at a place, s.long.
func (m *wideTile) place(up []int32, y, x int) {
	g := m.g
	clear(m.s.long)
	neurons := len(m.s.long) / g.Groups
	for row := range g.KH {
		first, n := m.tapsInside(y, x, row)
		if n == 0 {
			continue
		}
		t := row*g.KW + first
		q, _ := g.at(y, x, t)
		if g.Groups == 1 { // the pairs of a row of taps stand side by side
			m.add(up[t*m.maps:], 0, neurons, q*m.maps, n*m.maps)
			continue
		}
		for i := range n * g.Groups {
			k := i % g.Groups
			m.add(up[(k*neurons*g.Taps()+t+i/g.Groups)*m.maps:], k*neurons, neurons, (q*g.Groups+i)*m.maps, m.maps)
		}
	}
}

// tapsInside are the taps of a row of a window that are inside of the map: so many from the first on.
func (m *wideTile) tapsInside(y, x, row int) (first, n int) {
	g := m.g
	if top := y*g.SH - g.PH + row; top < 0 || top >= g.H {
		return 0, 0
	}
	left := x*g.SW - g.PW
	first = max(0, -left)
	return first, max(0, min(g.KW, g.W-left)-first)
}

// add adds the products of n pairs from one on to the sums of some neurons.
func (m *wideTile) add(up []int32, o, neurons, pair, n int) {
	size := m.g.UpSize()
	for first := 0; first < n; first += pairsAtOnce {
		addPairs(m.s.long[o:][:neurons], up[first:], size, m.s.pairs[pair+first:][:min(pairsAtOnce, n-first)])
	}
}

// addPairsPlain adds to each row the products of its weights, of rows wStride apart, and pairs of numbers.
func addPairsPlain(rows [][Lanes]int32, w []int32, wStride int, x []pairTile) {
	for r := range rows {
		for k := range x {
			low, high := int32(int16(w[r*wStride+k])), w[r*wStride+k]>>16
			for b := range Lanes {
				rows[r][b] += low*int32(x[k][2*b]) + high*int32(x[k][2*b+1])
			}
		}
	}
}

// fillPairPlain puts two rows side by side, images in plain order.
func fillPairPlain(to *pairTile, low, high *[Lanes]int16) {
	for b := range Lanes {
		to[2*b], to[2*b+1] = low[PixelColumn(b)], high[PixelColumn(b)]
	}
}

// WideBelow computes sixteen columns of the gradient of the values lo <= v < hi of a map by what windows over it give,
//
//	dx[q*C + c][column + b] = unit * sum over places p and taps t with position(p, t) = q, and neurons o of c's group, of
//	                          w[o][t, c] * d[p][o][column + b]
//
// where down are the pairs of the inputs of a row of weights, of a map of one position those from lo on. The sums fit 32
// bits, and are rounded once.
func WideBelow(dx Matrix, column int, d MapGrads, down []int32, lo, hi int, unit float32, g *Wide, s *MapScratch) {
	if vectors {
		settle()
	}
	m := wideTile{g: g, s: s, maps: g.maps()}
	s.long = grown(s.long, hi-lo)
	clear(s.long)
	for place := range g.Rows * g.Columns {
		y, x := place/g.Columns, place%g.Columns
		if m.takeDown(d, column, y, x) {
			m.below(down, lo, hi, y, x)
		}
	}
	scaleRows(Matrix{Data: dx.Data[lo*dx.Stride+column:], Stride: dx.Stride}, s.long, unit)
	if vectors {
		settle()
	}
}

// scaleRowsPlain makes reals of rows of whole multiples of a unit.
func scaleRowsPlain(to Matrix, rows [][Lanes]int32, unit float32) {
	for i, row := range rows {
		real := (*[Lanes]float32)(to.Data[i*to.Stride:])
		for b, x := range row {
			real[b] = float32(x) * unit
		}
	}
}

// takeDown makes the pairs of the gradients at a place, [group][pair of neurons], and tells whether any is not zero.
func (m *wideTile) takeDown(d MapGrads, column, y, x int) (any bool) {
	g, n := m.g, m.g.neurons()
	s := m.s
	s.shorts = grown(s.shorts, g.O*Lanes)
	if !g.take(s.shorts, d, 0, g.O, column, Lanes, y, x, s) {
		return false
	}
	var zero [Lanes]int16
	pairs := parts(n, 2)
	s.pairs = grown(s.pairs, g.Groups*pairs)
	for i := range s.pairs {
		o := i/pairs*n + i%pairs*2
		low, high := (*[Lanes]int16)(s.shorts[o*Lanes:]), &zero
		if i%pairs*2+1 < n {
			high = (*[Lanes]int16)(s.shorts[(o+1)*Lanes:])
		}
		fillPair(&s.pairs[i], low, high)
	}
	return true
}

// below adds what a place gives to the sums of the values lo <= v < hi.
func (m *wideTile) below(down []int32, lo, hi, y, x int) {
	g, size, pairs := m.g, m.g.DownSize(), parts(m.g.neurons(), 2)
	for t := range g.Taps() {
		q, inside := g.at(y, x, t)
		if !inside {
			continue
		}
		rows, first := m.s.long, t*m.maps
		if g.H*g.W > 1 || g.Groups > 1 {
			rows = m.s.long[q*g.C:][:g.C]
		}
		each := len(rows) / g.Groups
		for k := range g.Groups {
			for at := 0; at < pairs; at += pairsAtOnce {
				n := min(pairsAtOnce, pairs-at)
				addPairs(rows[k*each:][:each], down[first*size+k*pairs+at:], size, m.s.pairs[k*pairs+at:][:n])
			}
		}
	}
}

// take makes rows of 16 bits, [neuron][width], of the gradients of the neurons o0 <= o < o1 at a place, images as
// PixelColumn says, and tells whether any is other than zero. Neurons that do not exist have none.
func (g *Wide) take(rows []int16, d MapGrads, o0, o1, column, width, y, x int, s *MapScratch) (any bool) {
	clear(rows)
	g.eachCover(y, x, func(position, k int) {
		for o := o0; o < min(o1, d.O); o++ {
			at := (position*d.O+o)*d.Stride + column
			row, of := rows[(o-o0)*width:][:width], d.Data[at:][:width]
			if g.MeanH == 0 {
				chosen := d.Chosen
				if chosen != nil {
					chosen = chosen[at:][:width]
				}
				any = shortRow(row, of, chosen, uint8(k)) || any
				continue
			}
			s.one = grown(s.one, width)
			if shortRow(s.one, of, nil, 0) {
				any = true
				for b, x := range s.one {
					row[b] += x
				}
			}
		}
	})
	return any
}

// WideGrad computes one tile of the gradient of the weights, of sixteen neurons from o on, in whole numbers,
//
//	dw[t, c][n] = sum over places p and images b < batch of d[p][o+n][b] * x[position(p, t)*C + c][b]
//
// where c are the maps of the neuron's group and x rows as WideForward takes them, of numbers of at most largest.
func WideGrad(dw [][Lanes]int64, o int, d MapGrads, x []int16, stride, largest, batch int, g *Wide, s *MapScratch) {
	clear(dw)
	if batch == 0 {
		return
	}
	if vectors {
		settle()
	}
	m := wideGrads{g: g, s: s, x: x, stride: stride, o: o, dw: dw}
	// So many rows of sixteen images give products that fit 32 bits.
	most := largest * MaxWhole
	if g.MeanH > 0 {
		most *= parts(g.MeanH, g.MeanSH) * parts(g.MeanW, g.MeanSW)
	}
	m.left = max(1, (1<<31-1)/(Lanes*most))
	m.fit = m.left
	s.products = grown(s.products, len(dw))
	clear(s.products)
	for first := 0; first < batch; first += m.left * Lanes {
		width := min(m.left*Lanes, Pad(batch)-first)
		m.images(d, first, width)
	}
	m.total()
	if vectors {
		settle()
	}
}

// wideGrads is a tile of sixteen neurons under way.
type wideGrads struct {
	g      *Wide
	s      *MapScratch
	x      []int16
	stride int
	o      int
	dw     [][Lanes]int64
	left   int // rows of sixteen images that always fit
	fit    int // those that still fit
}

// images adds up the products of so many images from the first on.
func (m *wideGrads) images(d MapGrads, first, width int) {
	g := m.g
	m.s.shorts = grown(m.s.shorts, Lanes*width)
	for place := range g.Rows * g.Columns {
		y, x := place/g.Columns, place%g.Columns
		if !g.take(m.s.shorts, d, m.o, m.o+Lanes, first, width, y, x, m.s) {
			continue
		}
		if m.fit -= width / Lanes; m.fit < 0 {
			m.total()
			m.fit = m.left - width/Lanes
		}
		for t := range g.Taps() {
			if q, inside := g.at(y, x, t); inside {
				m.tap(t, q, first, width)
			}
		}
	}
}

// tap adds the products of what a tap takes from a position.
func (m *wideGrads) tap(t, q, first, width int) {
	g, n := m.g, m.g.maps()
	row := func(c int) []int16 { return m.x[(q*g.C+c)*m.stride+first:][:width] }
	if g.Groups == 1 {
		for c := range n {
			addProducts(&m.s.products[t*n+c], row(c), m.s.shorts)
		}
		return
	}
	for k := range min(Lanes, g.O-m.o) {
		for c := range n {
			addRowProducts(&m.s.products[t*n+c][k], row((m.o+k)/g.neurons()*n+c), m.s.shorts[k*width:][:width])
		}
	}
}

// addRowProductsPlain adds the products of a row of numbers and one of gradients, a part of them each.
func addRowProductsPlain(sums *[8]int32, x, grads []int16) {
	grads = grads[:len(x)]
	for b, d := range grads {
		sums[b/2%8] += int32(x[b]) * int32(d)
	}
}

// total moves the sums to those of 64 bits.
func (m *wideGrads) total() {
	for i := range m.dw {
		for n := range m.dw[i] {
			for _, part := range m.s.products[i][n] {
				m.dw[i][n] += int64(part)
			}
		}
	}
	clear(m.s.products)
}
