//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// adamLanes is how many columns one call of adamColumns moves.
const adamLanes = 8

// adamColumns moves the weights of eight columns, rows of [rows][16], by Adam and returns their
// negative ones, one bit a row, row 0 the least significant; rows <= 32.
func adamColumns(w, m, v, g unsafe.Pointer, rows int, a Adam) simd.Int32x8 {
	b1, c1 := simd.BroadcastFloat32x8(Beta1), simd.BroadcastFloat32x8(1-Beta1)
	b2, c2 := simd.BroadcastFloat32x8(Beta2), simd.BroadcastFloat32x8(1-Beta2)
	rate, eps := simd.BroadcastFloat32x8(a.Rate), simd.BroadcastFloat32x8(a.Eps)
	one, minus := simd.BroadcastFloat32x8(1), simd.BroadcastFloat32x8(-1)
	var zero simd.Float32x8
	var negative simd.Int32x8
	for at := 4 * Lanes * (rows - 1); at >= 0; at -= 4 * Lanes {
		d := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(g, at)))
		vm := b1.Mul(simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(m, at)))).Add(c1.Mul(d))
		vv := b2.Mul(simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(v, at)))).Add(c2.Mul(d.Mul(d)))
		vm.StoreArray((*[8]float32)(unsafe.Add(m, at)))
		vv.StoreArray((*[8]float32)(unsafe.Add(v, at)))
		x := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(w, at))).Sub(rate.Mul(vm).Div(vv.Sqrt().Add(eps)))
		x = x.Min(one).Max(minus)
		x.StoreArray((*[8]float32)(unsafe.Add(w, at)))
		negative = negative.Add(negative).Sub(x.Less(zero).ToInt32x8())
	}
	return negative
}
