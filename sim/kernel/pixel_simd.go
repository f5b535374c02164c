//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the first layer's kernels.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

type i8 = simd.Int16x8

func loadI8(p *[8]int16) i8 { return simd.LoadInt16x8Array(p) }

func pixelPatterns(t *[patterns][2][8]int16, a, b, c, d *[Lanes]int16) {
	if !vectors {
		pixelPatternsPlain(t, a, b, c, d)
		return
	}
	for h := range 2 {
		x := simd.LoadInt16x8(a[8*h : 8*h+8])
		y := simd.LoadInt16x8(b[8*h : 8*h+8])
		z := simd.LoadInt16x8(c[8*h : 8*h+8])
		u := simd.LoadInt16x8(d[8*h : 8*h+8])
		sum, diff := x.Add(y), x.Sub(y)
		zero := simd.BroadcastInt16x8(0)
		pairs := [4]i8{zero.Sub(sum), diff, zero.Sub(diff), sum}
		for p := range 4 {
			m, n := pairs[p].Sub(z), pairs[p].Add(z)
			m.Sub(u).StoreArray(&t[p][h])
			n.Sub(u).StoreArray(&t[p+4][h])
			m.Add(u).StoreArray(&t[p+8][h])
			n.Add(u).StoreArray(&t[p+12][h])
		}
	}
}

// widen splits eight 16-bit numbers into the even and the odd ones as 32-bit numbers.
func widen(x i8) (even, odd simd.Int32x4) {
	w := x.ToBits().ReshapeToUint32s().BitsToInt32()
	return w.ShiftAllLeft(16).ShiftAllRight(16), w.ShiftAllRight(16)
}

func pixelWord(t *pixelTable, sums []int32, sStride int, w []uint64, wStride, rows int, first bool) {
	if !vectors {
		pixelWordPlain(t, sums, sStride, w, wStride, rows, first)
		return
	}
	for n := range rows {
		word := w[n*wStride]
		// The same sixteen numbers as four vectors of four.
		row := (*[4][4]int32)(unsafe.Pointer((*[Lanes]int32)(sums[n*sStride : n*sStride+Lanes])))
		e0 := &t[0][word&15]
		a, b := loadI8(&e0[0]), loadI8(&e0[1])
		e1 := &t[1][word>>4&15]
		a, b = a.Add(loadI8(&e1[0])), b.Add(loadI8(&e1[1]))
		e2 := &t[2][word>>8&15]
		a, b = a.Add(loadI8(&e2[0])), b.Add(loadI8(&e2[1]))
		e3 := &t[3][word>>12&15]
		a, b = a.Add(loadI8(&e3[0])), b.Add(loadI8(&e3[1]))
		e4 := &t[4][word>>16&15]
		a, b = a.Add(loadI8(&e4[0])), b.Add(loadI8(&e4[1]))
		e5 := &t[5][word>>20&15]
		a, b = a.Add(loadI8(&e5[0])), b.Add(loadI8(&e5[1]))
		e6 := &t[6][word>>24&15]
		a, b = a.Add(loadI8(&e6[0])), b.Add(loadI8(&e6[1]))
		e7 := &t[7][word>>28&15]
		a, b = a.Add(loadI8(&e7[0])), b.Add(loadI8(&e7[1]))
		e8 := &t[8][word>>32&15]
		a, b = a.Add(loadI8(&e8[0])), b.Add(loadI8(&e8[1]))
		e9 := &t[9][word>>36&15]
		a, b = a.Add(loadI8(&e9[0])), b.Add(loadI8(&e9[1]))
		e10 := &t[10][word>>40&15]
		a, b = a.Add(loadI8(&e10[0])), b.Add(loadI8(&e10[1]))
		e11 := &t[11][word>>44&15]
		a, b = a.Add(loadI8(&e11[0])), b.Add(loadI8(&e11[1]))
		e12 := &t[12][word>>48&15]
		a, b = a.Add(loadI8(&e12[0])), b.Add(loadI8(&e12[1]))
		e13 := &t[13][word>>52&15]
		a, b = a.Add(loadI8(&e13[0])), b.Add(loadI8(&e13[1]))
		e14 := &t[14][word>>56&15]
		a, b = a.Add(loadI8(&e14[0])), b.Add(loadI8(&e14[1]))
		e15 := &t[15][word>>60]
		a, b = a.Add(loadI8(&e15[0])), b.Add(loadI8(&e15[1]))
		p, q := widen(a)
		r, s := widen(b)
		if !first {
			p, q = p.Add(simd.LoadInt32x4Array(&row[0])), q.Add(simd.LoadInt32x4Array(&row[1]))
			r, s = r.Add(simd.LoadInt32x4Array(&row[2])), s.Add(simd.LoadInt32x4Array(&row[3]))
		}
		p.StoreArray(&row[0])
		q.StoreArray(&row[1])
		r.StoreArray(&row[2])
		s.StoreArray(&row[3])
	}
}

func pixelGradImage(dw []float32, pixels []GreyPixel, dz *[Lanes]float32) {
	if !vectors {
		pixelGradImagePlain(dw, pixels, dz)
		return
	}
	z := unsafeRow(dz[:])
	a, b, c, d := load4(&z[0]), load4(&z[1]), load4(&z[2]), load4(&z[3])
	for _, pixel := range pixels {
		p := simd.BroadcastFloat32x4(pixel.Grey)
		row := unsafeRow(dw[int(pixel.Input)*Lanes : int(pixel.Input)*Lanes+Lanes])
		load4(&row[0]).Add(p.Mul(a)).StoreArray(&row[0])
		load4(&row[1]).Add(p.Mul(b)).StoreArray(&row[1])
		load4(&row[2]).Add(p.Mul(c)).StoreArray(&row[2])
		load4(&row[3]).Add(p.Mul(d)).StoreArray(&row[3])
	}
}
