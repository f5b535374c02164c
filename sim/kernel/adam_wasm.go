//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// adamLanes is how many columns one call of adamColumns moves.
const adamLanes = 4

// adamColumns moves the weights of four columns, rows of [rows][16], by Adam and returns their
// negative ones, one bit a row, row 0 the least significant; rows <= 32.
// The two choices are faster than min and max, which V8 builds of eight instructions each.
func adamColumns(w, m, v, g unsafe.Pointer, rows int, a Adam) simd.Int32x4 {
	b1, c1 := simd.BroadcastFloat32x4(Beta1), simd.BroadcastFloat32x4(1-Beta1)
	b2, c2 := simd.BroadcastFloat32x4(Beta2), simd.BroadcastFloat32x4(1-Beta2)
	rate, eps := simd.BroadcastFloat32x4(a.Rate), simd.BroadcastFloat32x4(a.Eps)
	one, minus := simd.BroadcastFloat32x4(1), simd.BroadcastFloat32x4(-1)
	var zero simd.Float32x4
	var negative simd.Int32x4
	for at := 4 * Lanes * (rows - 1); at >= 0; at -= 4 * Lanes {
		d := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(g, at)))
		vm := b1.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(m, at)))).Add(c1.Mul(d))
		vv := b2.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(v, at)))).Add(c2.Mul(d.Mul(d)))
		vm.StoreArray((*[4]float32)(unsafe.Add(m, at)))
		vv.StoreArray((*[4]float32)(unsafe.Add(v, at)))
		x := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(w, at))).Sub(rate.Mul(vm).Div(vv.Sqrt().Add(eps)))
		x = one.IfElse(x.Greater(one), x)
		x = minus.IfElse(x.Less(minus), x)
		x.StoreArray((*[4]float32)(unsafe.Add(w, at)))
		negative = negative.Add(negative).Sub(x.Less(zero).ToInt32x4())
	}
	return negative
}
