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
	sumsOfRows(t, x)
	settle()
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
	t, r := scratch.table(), unsafe.Pointer(&scratch.sums[0])
	lookupWholePairs(t, r, 2*Lanes, unsafe.Pointer(&s[0]), 8*uintptr(sStride), rows/2, groups, first)
	settle()
	if n := rows - 1; n%2 == 0 { // the last row has no other: its own word serves both
		last := [2]uint64{s[n*sStride]}
		lookupWholePairs(t, unsafe.Add(r, 2*Lanes*n), 2*Lanes, unsafe.Pointer(&last), 8, 1, groups, first)
		settle()
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
