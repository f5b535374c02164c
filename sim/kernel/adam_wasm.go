//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// adamLanes is how many columns one call of adamColumns moves.
const adamLanes = 4

// adamColumns moves the weights of four columns, rows of [rows][16], by Adam and returns their
// negative ones, one bit a row, row 0 the least significant; rows <= 32. Two rows at a time halve
// the jumps back. The two choices are faster than min and max, which V8 builds of eight
// instructions each.
func adamColumns(w, m, v, g unsafe.Pointer, rows int, a Adam) simd.Int32x4 {
	b1, c1 := simd.BroadcastFloat32x4(Beta1), simd.BroadcastFloat32x4(1-Beta1)
	b2, c2 := simd.BroadcastFloat32x4(Beta2), simd.BroadcastFloat32x4(1-Beta2)
	rate, eps := simd.BroadcastFloat32x4(a.Rate), simd.BroadcastFloat32x4(a.Eps)
	one, minus := simd.BroadcastFloat32x4(1), simd.BroadcastFloat32x4(-1)
	var zero simd.Float32x4
	var negative simd.Int32x4
	at := 4 * Lanes * (rows - 1)
	for ; at >= 4*Lanes; at -= 8 * Lanes {
		d0 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(g, at)))
		m0 := b1.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(m, at)))).Add(c1.Mul(d0))
		m0.StoreArray((*[4]float32)(unsafe.Add(m, at)))
		v0 := b2.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(v, at)))).Add(c2.Mul(d0.Mul(d0)))
		v0.StoreArray((*[4]float32)(unsafe.Add(v, at)))
		x0 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(w, at))).Sub(rate.Mul(m0).Div(v0.Sqrt().Add(eps)))
		x0 = one.IfElse(x0.Greater(one), x0)
		x0 = minus.IfElse(x0.Less(minus), x0)
		x0.StoreArray((*[4]float32)(unsafe.Add(w, at)))
		negative = negative.Add(negative).Sub(x0.Less(zero).ToInt32x4())
		d1 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(g, at-4*Lanes)))
		m1 := b1.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(m, at-4*Lanes)))).Add(c1.Mul(d1))
		m1.StoreArray((*[4]float32)(unsafe.Add(m, at-4*Lanes)))
		v1 := b2.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(v, at-4*Lanes)))).Add(c2.Mul(d1.Mul(d1)))
		v1.StoreArray((*[4]float32)(unsafe.Add(v, at-4*Lanes)))
		x1 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(w, at-4*Lanes))).
			Sub(rate.Mul(m1).Div(v1.Sqrt().Add(eps)))
		x1 = one.IfElse(x1.Greater(one), x1)
		x1 = minus.IfElse(x1.Less(minus), x1)
		x1.StoreArray((*[4]float32)(unsafe.Add(w, at-4*Lanes)))
		negative = negative.Add(negative).Sub(x1.Less(zero).ToInt32x4())
	}
	if at == 0 {
		d2 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(g, at)))
		m2 := b1.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(m, at)))).Add(c1.Mul(d2))
		m2.StoreArray((*[4]float32)(unsafe.Add(m, at)))
		v2 := b2.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(v, at)))).Add(c2.Mul(d2.Mul(d2)))
		v2.StoreArray((*[4]float32)(unsafe.Add(v, at)))
		x2 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(w, at))).Sub(rate.Mul(m2).Div(v2.Sqrt().Add(eps)))
		x2 = one.IfElse(x2.Greater(one), x2)
		x2 = minus.IfElse(x2.Less(minus), x2)
		x2.StoreArray((*[4]float32)(unsafe.Add(w, at)))
		negative = negative.Add(negative).Sub(x2.Less(zero).ToInt32x4())
	}
	return negative
}
