package kernel

import "math"

// Neurons over maps that fire without sums: what is counted, or looked up, is compared with limits where it stands, in 16
// bits, and goes out by image, as the next layer takes it.

// WindowLimits are the firings of a layer of windows of signs or ternary numbers, for MapBits; nil where its sums have no
// room for the marks of a pool, or the neurons are not in whole tiles.
func WindowLimits(fire []Firing, g *Windows) *Limits {
	marks := g.marks()
	if marks < 0 {
		return nil
	}
	return shortLimits(fire, marks)
}

// PixelWindowLimits are those of a layer of windows of whole numbers from 0 to MaxCount, without a pool, for
// MapPixelBits; nil where its sums do not fit 16 bits, or the neurons are not in whole tiles.
func PixelWindowLimits(fire []Firing, g *Windows) *Limits {
	if !g.shortPixels() || g.PoolH*g.PoolW > 1 {
		return nil
	}
	return shortLimits(fire, 0)
}

// shortLimits are those of sums of 16 bits with so many bits of marks behind: a sum is at least At where it is more than
// all that At-1 is marked with.
func shortLimits(fire []Firing, marks int) *Limits {
	if len(fire)%Lanes > 0 {
		return nil
	}
	l := newLimits(fire)
	for o, f := range fire {
		l.limit[o] = int16(min(max(int64(f.At)<<marks-1, math.MinInt16), math.MaxInt16))
		if f.Flipped {
			l.invert[o/64] |= 1 << (o % 64)
		}
	}
	return l
}

// bitsOfMaps are outputs by image, and when they fire.
type bitsOfMaps struct {
	dst    Signs // [B][P*O]
	limits *Limits
}

// put writes what sixteen neurons from o on do at a position, from rows of sums of sixteen images, of which n exist; the
// first is image b, and the columns of all are in order.
func (m *bitsOfMaps) put(position, o, b, n int, rows *[Lanes][Lanes]int16, order *[Lanes]uint8) {
	var fires [Lanes]uint16
	shortFires(&fires, rows, (*[Lanes]int16)(m.limits.limit[o:]))
	invert := uint16(m.limits.invert[o/64] >> (o % 64))
	at := position*len(m.limits.fire) + o
	word, shift := at/64, at%64
	for i := range min(n, Lanes) {
		to := &m.dst.Words[(b+i)*m.dst.Stride+word]
		*to = *to&^(0xffff<<shift) | uint64(fires[order[i]%Lanes]^invert)<<shift
	}
}

// The columns of images: in plain order, and as PixelColumn says. They are never written.
var (
	inPlace  = [Lanes]uint8{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	asPixels = pixelColumns()
)

func pixelColumns() (order [Lanes]uint8) {
	for i := range order {
		order[i] = uint8(PixelColumn(i))
	}
	return order
}

// shortFiresPlain packs which sums of sixteen neurons are more than their limits: bit n of fires[c] is neuron n in column
// c.
func shortFiresPlain(fires *[Lanes]uint16, rows *[Lanes][Lanes]int16, limit *[Lanes]int16) {
	for n := range rows {
		for c, x := range rows[n] {
			if x > limit[n] {
				fires[c] |= 1 << n
			}
		}
	}
}

// MapBits computes which neurons of a layer of windows fire, of n images:
//
//	dst[b][p*O + o] = fires(o, the largest over the places of pool p of the sums that MapForward makes)
//
// with packed signs dst, [B][P*O]. It spares the sums.
func MapBits(dst Signs, l *Limits, w, x Signs, t Trits, n int, g *Windows, s *MapScratch, p *PixelScratch) {
	m := mapTile{g: g, s: s, p: p, out: Sums{O: len(l.fire)}, fired: bitsOfMaps{dst, l}, trits: t, n: n}
	m.make(w, x)
}

// MapPixelBits computes the same of a layer of windows of whole numbers, of up to sixteen images; x and stride are as
// MapPixels takes them.
func MapPixelBits(dst Signs, l *Limits, w Signs, x []int16, stride, n int, g *Windows, s *MapScratch) {
	m := pixelWindows{g: g, s: s, w: w, planes: 1, out: Sums{O: len(l.fire)}, fired: bitsOfMaps{dst, l}, n: n, x: x,
		stride: stride}
	m.make(0)
}
