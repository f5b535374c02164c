//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the product of signs and whole numbers.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func wholeSums(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int8) {
	if !vectors {
		wholeSumsPlain(t, x)
		return
	}
	var wide [wholeGroup][Lanes]int16
	for j, row := range x {
		to, bytes := unsafe.Pointer(&wide[j]), simd.LoadInt8x16Array(row)
		low, high := extend8(bytes)
		putWhole(to, 0, low)
		putWhole(to, 16, high)
	}
	from := unsafe.Pointer(&wide)
	for h := uintptr(0); h < 32; h += 16 {
		row := unsafe.Add(from, h)
		wholeHalf(unsafe.Add(unsafe.Pointer(t), h), atWhole(row, 0), atWhole(row, 32), atWhole(row, 64),
			atWhole(row, 96), atWhole(row, 128), atWhole(row, 160))
	}
}

// wholeHalf fills eight columns of the sums of six rows: those of the upper three signs, each with all of the lower.
func wholeHalf(t unsafe.Pointer, a, b, c, d, e, f simd.Int16x8) {
	var upper [8][8]int16
	u := unsafe.Pointer(&upper)
	p, m := e.Add(f), f.Sub(e) // +e+f and -e+f
	s4, s5, s6, s7 := m.Sub(d), m.Add(d), p.Sub(d), p.Add(d)
	putWhole(u, 0, s7.Neg())
	putWhole(u, 16, s6.Neg())
	putWhole(u, 32, s5.Neg())
	putWhole(u, 48, s4.Neg())
	putWhole(u, 64, s4)
	putWhole(u, 80, s5)
	putWhole(u, 96, s6)
	putWhole(u, 112, s7)
	p, m = b.Add(c), c.Sub(b)
	s4, s5, s6, s7 = m.Sub(a), m.Add(a), p.Sub(a), p.Add(a)
	s0, s1, s2, s3 := s7.Neg(), s6.Neg(), s5.Neg(), s4.Neg()
	for k := uintptr(0); k < 8; k++ {
		up, to := atWhole(u, 16*k), unsafe.Add(t, 256*k)
		putWhole(to, 0, up.Add(s0))
		putWhole(to, 32, up.Add(s1))
		putWhole(to, 64, up.Add(s2))
		putWhole(to, 96, up.Add(s3))
		putWhole(to, 128, up.Add(s4))
		putWhole(to, 160, up.Add(s5))
		putWhole(to, 192, up.Add(s6))
		putWhole(to, 224, up.Add(s7))
	}
}

func atWhole(p unsafe.Pointer, offset uintptr) simd.Int16x8 {
	return simd.LoadInt16x8Array((*[8]int16)(unsafe.Add(p, offset)))
}

func putWhole(p unsafe.Pointer, offset uintptr, x simd.Int16x8) {
	x.StoreArray((*[8]int16)(unsafe.Add(p, offset)))
}

// lookupWholeWord adds what the groups of one word of signs a row select to sixteen columns of each row.
func lookupWholeWord(scratch *WholeScratch, s []uint64, sStride, rows, groups int, first bool) {
	if !vectors {
		lookupWholeWordPlain(scratch, s, sStride, rows, groups, first)
		return
	}
	// The pairs are read and written unchecked from here on.
	_, _ = scratch.sums[(rows+1)&^1-1], s[(rows-1)*sStride]
	t, r := &scratch.table, unsafe.Pointer(&scratch.sums[0])
	lookupWholePairs(t, r, 2*Lanes, unsafe.Pointer(&s[0]), 8*uintptr(sStride), rows/2, groups, first)
	if n := rows - 1; n%2 == 0 { // the last row has no other: its own word serves both
		last := [2]uint64{s[n*sStride]}
		lookupWholePairs(t, unsafe.Add(r, 2*Lanes*n), 2*Lanes, unsafe.Pointer(&last), 8, 1, groups, first)
	}
}

func wholeToReal(r Matrix, sums [][Lanes]int16, unit float32, first bool) {
	if !vectors {
		wholeToRealPlain(r, sums, unit, first)
		return
	}
	n := len(sums)
	_ = r.Data[(n-1)*r.Stride+Lanes-1]
	p, from, step := unsafe.Pointer(&r.Data[0]), unsafe.Pointer(&sums[0]), 4*uintptr(r.Stride)
	u := simd.BroadcastFloat32x4(unit)
	for range n {
		a, b := extend16(atWhole(from, 0))
		c, d := extend16(atWhole(from, 16))
		x, y := a.ConvertToFloat32().Mul(u), b.ConvertToFloat32().Mul(u)
		z, w := c.ConvertToFloat32().Mul(u), d.ConvertToFloat32().Mul(u)
		if !first {
			x, y, z, w = x.Add(atReal(p, 0)), y.Add(atReal(p, 16)), z.Add(atReal(p, 32)), w.Add(atReal(p, 48))
		}
		putReal(p, 0, x)
		putReal(p, 16, y)
		putReal(p, 32, z)
		putReal(p, 48, w)
		p, from = unsafe.Add(p, step), unsafe.Add(from, 2*Lanes)
	}
}

func atReal(p unsafe.Pointer, offset uintptr) f4 {
	return simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(p, offset)))
}

func putReal(p unsafe.Pointer, offset uintptr, x f4) {
	x.StoreArray((*[4]float32)(unsafe.Add(p, offset)))
}
