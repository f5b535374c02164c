package kernel

import (
	"math"
	"unsafe"
)

// Firing tells when a neuron fires: where its sum is at least At, or, Flipped, where it is less.
type Firing struct {
	At      int32
	Flipped bool
}

// Limits are the firings of a layer's neurons in the form that SignBits and PixelBits compare:
// a neuron fires where its 16-bit number is more than the limit, or, inverted, where it is not.
type Limits struct {
	fire   []Firing
	limit  []int16  // [Pad(O)]; no number is more than math.MaxInt16
	invert []uint64 // one bit a neuron
	half   []uint8  // [Pad(O)] of PixelBits: the offset of what is subtracted from the sum of pixels
}

// MaxSignInputs is the largest number of inputs whose differences fit the limits.
const MaxSignInputs = math.MaxInt16

// SignLimits are the firings of a layer of at most MaxSignInputs sign inputs: a sum is at least At
// where at most (inputs-At)/2, rounded down, of the signs differ.
func SignLimits(fire []Firing, inputs int) *Limits {
	l := newLimits(fire)
	for o, f := range fire {
		l.limit[o] = int16(min(max((int64(inputs)-int64(f.At))>>1, -1), math.MaxInt16))
		if !f.Flipped {
			l.invert[o/64] |= 1 << (o % 64)
		}
	}
	return l
}

// PixelLimits are the firings of a first layer. Its sum is twice the sum s of the pixels of sign +1
// less the sum t of all pixels, so it is at least At where s - t/2 is at least At/2, with t/2
// rounded up where At is even, down where it is odd, and At/2 rounded up.
func PixelLimits(fire []Firing) *Limits {
	l := newLimits(fire)
	for o, f := range fire {
		l.limit[o] = int16(min(max((int64(f.At)+1)>>1-1, math.MinInt16), math.MaxInt16))
		l.half[o] = uint8(f.At&1) * 4 * Lanes / 2
		if f.Flipped {
			l.invert[o/64] |= 1 << (o % 64)
		}
	}
	return l
}

func newLimits(fire []Firing) *Limits {
	n := Pad(len(fire))
	l := &Limits{fire: fire, limit: make([]int16, n), half: make([]uint8, n), invert: make([]uint64, Words(n))}
	for o := range l.limit {
		l.limit[o] = math.MaxInt16
	}
	return l
}

// SignBits computes which neurons of a layer of sign inputs fire:
//
//	dst[b][o] = fires(o, sum over i of w[o][i] * x[b][i])     b < batch, o < O
//
// x are packed signs [B][inputs], dst packed signs [B][O], zero behind the neurons. It spares the
// sums that SignForward makes.
func SignBits(dst Signs, w *Planes, l *Limits, x Signs, batch, inputs int, s *PixelScratch) {
	if vectors {
		settle()
	}
	rows, words := len(l.fire), Words(inputs)
	counts, wide := s.differences(rows)
	for b := 0; b < batch; b += 2 * Lanes {
		images := min(batch-b, 2*Lanes)
		s.images = slicePlanes(s.images, 2*Lanes, Signs{x.Words[b*x.Stride:], x.Stride}, images, words, &evenFirst)
		clear(counts)
		clear(wide)
		signBlock(s, w, (inputs+7)/8, counts, wide)
		for o := 0; o < rows; o += 64 {
			var fires [4][2 * Lanes]uint16 // [neuron/16][image]
			for q := 0; q < 4 && o+16*q < rows; q++ {
				n := o + 16*q
				signFires(&fires[q], (*[Lanes][2][16]uint8)(counts[n:]), (*[Lanes][4][8]uint16)(wide[n:]),
					(*[Lanes]int16)(l.limit[n:]))
			}
			for i := range images {
				dst.Words[(b+i)*dst.Stride+o/64] = l.invert[o/64] ^
					(uint64(fires[0][i]) | uint64(fires[1][i])<<16 | uint64(fires[2][i])<<32 | uint64(fires[3][i])<<48)
			}
		}
	}
}

// PixelBits computes which neurons of a first layer fire:
//
//	dst[b][o] = fires(o, sum over i of w[o][i] * images[b][i])     b < batch, o < O
//
// images are rows of grey values of length inputs, dst packed signs [B][O], zero behind the
// neurons. It spares the sums that PixelForward makes, as long as those of the pixels fit 16 bits.
func PixelBits(dst Signs, w *Planes, l *Limits, images []byte, batch, inputs int, s *PixelScratch) {
	if vectors {
		settle()
	}
	rows := len(l.fire)
	n := Pad(rows)
	s.sums, s.rows = grown(s.sums, n), grown(s.rows, n*Lanes)
	for b := 0; b < batch; b += Lanes {
		p := pixelTile{s: s, w: w, acc: s.sums, out: s.rows, sStride: Lanes, rows: rows, first: true}
		clear(p.acc)
		lanes := min(batch-b, Lanes)
		for i := 0; i < inputs; i += 8 {
			var x [8][Lanes]int16
			if grey8(&x, images[b*inputs+i:], inputs, min(8, inputs-i), lanes) {
				p.eight(i/8, &[8]*[Lanes]int16{&x[0], &x[1], &x[2], &x[3], &x[4], &x[5], &x[6], &x[7]})
			}
		}
		if p.first {
			p.fires(Signs{dst.Words[b*dst.Stride:], dst.Stride}, l, lanes)
		} else {
			p.flush()
			sumsFire(Signs{dst.Words[b*dst.Stride:], dst.Stride}, l, s.rows, lanes)
		}
	}
}

// fires packs which neurons fire, from sums of 16 bits.
func (p *pixelTile) fires(dst Signs, l *Limits, lanes int) {
	if p.pending > 0 {
		p.add()
	}
	var halves [2][2][8]uint16 // half of the totals, rounded up and down
	for c, t := range p.totals {
		halves[0][c/8][c%8], halves[1][c/8][c%8] = t/2+t%2, t/2
	}
	for o := 0; o < p.rows; o += 64 {
		var fires [4][Lanes]uint16 // [neuron/16][column]
		for q := 0; q < 4 && o+16*q < p.rows; q++ {
			n := o + 16*q
			pixelFires(&fires[q], (*[Lanes][2][8]uint16)(p.acc[n:]), &halves, (*[Lanes]int16)(l.limit[n:]),
				(*[Lanes]uint8)(l.half[n:]))
		}
		for i := range lanes {
			c := PixelColumn(i)
			dst.Words[i*dst.Stride+o/64] = l.invert[o/64] ^
				(uint64(fires[0][c]) | uint64(fires[1][c])<<16 | uint64(fires[2][c])<<32 | uint64(fires[3][c])<<48)
		}
	}
}

// sumsFire packs which neurons fire, from rows of sixteen sums.
func sumsFire(dst Signs, l *Limits, sums []int32, lanes int) {
	for o := 0; o < len(l.fire); o += 64 {
		var quarters [Lanes]uint64 // neurons j, j+16, j+32 and j+48 in sixteen images
		for r := range min(64, len(l.fire)-o) {
			quarters[r%Lanes] |= uint64(atLeast16((*[Lanes]int32)(sums[(o+r)*Lanes:]), l.fire[o+r].At)) << (r / Lanes *
				Lanes)
		}
		transpose16(&quarters)
		flip := uint64(0)
		for r := range min(64, len(l.fire)-o) {
			if l.fire[o+r].Flipped {
				flip |= 1 << r
			}
		}
		for i := range lanes {
			dst.Words[i*dst.Stride+o/64] = quarters[i] ^ flip
		}
	}
}

// signFiresPlain packs which differences of sixteen neurons are more than their limits: bit n of
// fires[b] is neuron n in image b, which stands as evenFirst says.
func signFiresPlain(fires *[2 * Lanes]uint16, counts *[Lanes][2][16]uint8, wide *[Lanes][4][8]uint16,
	limit *[Lanes]int16) {
	for n := range counts {
		for h := range counts[n] {
			for lane, c := range counts[n][h] {
				if d := wide[n][2*h+lane%2][lane/2] + uint16(c); int16(d) > limit[n] {
					fires[16*h+8*(lane%2)+lane/2] |= 1 << n
				}
			}
		}
	}
}

// pixelFiresPlain packs which sums of pixels, less half the totals, are more than their limits: bit n
// of fires[c] is neuron n in column c.
func pixelFiresPlain(fires *[Lanes]uint16, acc *[Lanes][2][8]uint16, halves *[2][2][8]uint16, limit *[Lanes]int16,
	half *[Lanes]uint8) {
	for n := range acc {
		for c := range fires {
			if d := acc[n][c/8][c%8] - halves[half[n]/32][c/8][c%8]; int16(d) > limit[n] {
				fires[c] |= 1 << n
			}
		}
	}
}

// grey8 takes n <= 8 grey values of up to sixteen images, rows of the given stride, as rows of
// columns that stand as PixelColumn says, and tells whether any is not black.
func grey8(x *[8][Lanes]int16, images []byte, stride, n, lanes int) bool {
	var eight [Lanes]uint64
	if !sixteenRows(&eight, images, stride, n, lanes) {
		return false
	}
	var planes [8][Lanes]uint8
	p := unsafe.Slice(&planes[0][0], 8*Lanes)
	sliceWord(p, Lanes, (*[8]uint64)(eight[:8]))
	sliceWord(p[8:], Lanes, (*[8]uint64)(eight[8:]))
	widenGrey(x, &planes)
	return true
}

// greyLane is the lane of an image whose split into even and odd lanes gives PixelColumn's order.
var greyLane = [Lanes]uint8{0, 4, 8, 12, 2, 6, 10, 14, 1, 5, 9, 13, 3, 7, 11, 15}

// sixteenRows takes n <= 8 bytes of each of up to sixteen rows, the first byte lowest, to the lanes
// that greyLane says, and tells whether any byte is not zero.
func sixteenRows(eight *[Lanes]uint64, rows []byte, stride, n, lanes int) bool {
	var any uint64
	if n == 8 && lanes == Lanes {
		_ = rows[15*stride+7]
		s := uintptr(stride)
		for q, lane := range [4]uintptr{0, 2, 1, 3} { // of every fourth row
			p := unsafe.Pointer(&rows[4*q*stride])
			a, b, c, d := word(p), word(unsafe.Add(p, s)), word(unsafe.Add(p, 2*s)), word(unsafe.Add(p, 3*s))
			e := (*[13]uint64)(unsafe.Add(unsafe.Pointer(eight), 8*lane))
			e[0], e[4], e[8], e[12] = a, b, c, d
			any |= a | b | c | d
		}
		return any != 0
	}
	for b := range lanes {
		for i, v := range rows[b*stride:][:n] {
			eight[greyLane[b]] |= uint64(v) << (8 * i)
		}
		any |= eight[greyLane[b]]
	}
	return any != 0
}

func word(p unsafe.Pointer) uint64 { return *(*uint64)(p) }

// widenGreyPlain widens rows of bytes, even lanes first.
func widenGreyPlain(x *[8][Lanes]int16, planes *[8][Lanes]uint8) {
	for k := range x {
		for lane, v := range planes[k] {
			x[k][8*(lane%2)+lane/2] = int16(v)
		}
	}
}

// atLeast16Plain packs which of sixteen sums are at least at.
func atLeast16Plain(row *[Lanes]int32, at int32) (fires uint16) {
	for b, s := range row {
		if s >= at {
			fires |= 1 << b
		}
	}
	return fires
}
