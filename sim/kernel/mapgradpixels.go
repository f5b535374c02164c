package kernel

// MapGradPixels computes one tile of the gradient of the weights of windows of whole numbers, of sixteen neurons from o
// on, as MapGrad does that of signs; x are rows [H*W*C][stride] as MapPixels takes them. The sums are exact.
func MapGradPixels(dw [][Lanes]int64, o int, d MapGrads, x []int16, stride, presentations, batch int, g *Windows,
	s *MapScratch) {
	clear(dw)
	if batch == 0 {
		return
	}
	if vectors {
		settle()
	}
	m := pixelGrads{g: g, s: s, d: d, o: o, x: x, stride: stride, width: Pad(batch), inputs: g.Taps() * g.C}
	rows := m.inputs
	if presentations > 0 {
		rows += g.Taps()
		m.ones()
	}
	s.products, s.shorts = grown(s.products, rows), grown(s.shorts, Lanes*m.width)
	clear(s.products)
	sums, columns := g.Pooled()
	for p := range sums * columns {
		for k := range g.PoolH * g.PoolW {
			if m.take(p, uint8(k)) {
				m.place(p/columns*g.PoolH+k/g.PoolW, p%columns*g.PoolW+k%g.PoolW)
			}
			if m.places++; m.places*m.width > productsAtOnce {
				m.total(dw, presentations)
			}
		}
	}
	m.total(dw, presentations)
	if vectors {
		settle()
	}
}

// productsAtOnce is how many products of numbers of up to MaxCount and gradients of 8 bits fit 32 bits.
const productsAtOnce = (1<<31 - 1) / (MaxCount * MaxWhole)

// pixelGrads is a tile of sixteen neurons under way.
type pixelGrads struct {
	g      *Windows
	s      *MapScratch
	d      MapGrads
	o      int
	x      []int16
	stride int
	width  int // of a row
	inputs int
	places int // since sums were moved to 64 bits
}

// ones makes the row of which the products are what gradients add up to.
func (m *pixelGrads) ones() {
	m.s.one = grown(m.s.one, m.width)
	for b := range m.s.one {
		m.s.one[b] = 1
	}
}

// take makes rows of 16 bits, s.shorts, of the gradients at a place, images as PixelColumn says, and tells whether any
// is other than zero.
func (m *pixelGrads) take(position int, place uint8) (any bool) {
	for n := range Lanes {
		row := m.s.shorts[n*m.width:][:m.width]
		if m.o+n >= m.d.O {
			clear(row)
			continue
		}
		at := (position*m.d.O + m.o + n) * m.d.Stride
		chosen := m.d.Chosen
		if chosen != nil {
			chosen = chosen[at:][:m.width]
		}
		if shortRow(row, m.d.Data[at:][:m.width], chosen, place) {
			any = true
		}
	}
	return any
}

// shortRowPlain widens those gradients that are of a place.
func shortRowPlain(row []int16, d []int8, chosen []uint8, place uint8) (any bool) {
	for b, x := range d {
		if chosen != nil && chosen[b] != place {
			x = 0
		}
		row[PixelColumn(b)] = int16(x)
		any = any || x != 0
	}
	return any
}

// place adds the products of what the window of a place takes.
func (m *pixelGrads) place(y, x int) {
	g, s := m.g, m.s
	for t := range g.Taps() {
		q, inside := g.at(y, x, t)
		if !inside {
			continue
		}
		for c := range g.C {
			addProducts(&s.products[t*g.C+c], m.x[(q*g.C+c)*m.stride:][:m.width], s.shorts)
		}
		if len(s.products) > m.inputs {
			addProducts(&s.products[m.inputs+t], s.one, s.shorts)
		}
	}
}

// productSums are sums of products for sixteen neurons, each in parts.
type productSums [Lanes][8]int32

// addProductsPlain adds the products of a row of numbers and each of sixteen rows of gradients.
func addProductsPlain(sums *productSums, x, grads []int16) {
	for n := range sums {
		for b, d := range grads[n*len(x):][:len(x)] {
			sums[n][0] += int32(x[b]) * int32(d)
		}
	}
}

// total moves the sums to those of 64 bits.
func (m *pixelGrads) total(dw [][Lanes]int64, presentations int) {
	sum := func(row, n int) (sum int64) {
		for _, part := range m.s.products[row][n] {
			sum += int64(part)
		}
		return sum
	}
	for i := range dw {
		for n := range dw[i] {
			if presentations > 0 {
				dw[i][n] += 2*sum(i, n) - int64(presentations)*sum(m.inputs+i/m.g.C, n)
				continue
			}
			dw[i][n] += sum(i, n)
		}
	}
	clear(m.s.products)
	m.places = 0
}
