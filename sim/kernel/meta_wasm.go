//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// metaColumns moves the weights of four columns, rows of [rows][16], by the metaplastic Adam and returns their
// negative ones, one bit a row, row 0 the least significant; rows <= 32. The operations are those of Meta.One.
func metaColumns(w, m, v, g unsafe.Pointer, rows int, a Meta) simd.Int32x4 {
	b1, c1 := simd.BroadcastFloat32x4(Beta1), simd.BroadcastFloat32x4(1-Beta1)
	b2, c2 := simd.BroadcastFloat32x4(Beta2), simd.BroadcastFloat32x4(1-Beta2)
	rate, eps := simd.BroadcastFloat32x4(a.Rate), simd.BroadcastFloat32x4(a.Eps)
	decay, slope := simd.BroadcastFloat32x4(a.Decay), simd.BroadcastFloat32x4(a.slope)
	one, four := simd.BroadcastFloat32x4(1), simd.BroadcastFloat32x4(4)
	low, round := simd.BroadcastFloat32x4(least), simd.BroadcastFloat32x4(wholes)
	p4, p3, p2 := simd.BroadcastFloat32x4(exp24), simd.BroadcastFloat32x4(exp23), simd.BroadcastFloat32x4(exp22)
	p1, p0 := simd.BroadcastFloat32x4(exp21), simd.BroadcastFloat32x4(exp20)
	tiny, tinier := simd.BroadcastFloat32x4(faint), simd.BroadcastFloat32x4(fainter)
	var zero simd.Float32x4
	var negative simd.Int32x4
	for at := 4 * Lanes * (rows - 1); at >= 0; at -= 4 * Lanes {
		x := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(w, at)))
		d := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(g, at))).Add(decay.Mul(x))
		d = d.Masked(d.Abs().GreaterEqual(tiny))
		vm := b1.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(m, at)))).Add(c1.Mul(d))
		vm = vm.Masked(vm.Abs().GreaterEqual(tiny))
		vv := b2.Mul(simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(v, at)))).Add(c2.Mul(d.Mul(d)))
		vv = vv.Masked(vv.GreaterEqual(tinier))
		vm.StoreArray((*[4]float32)(unsafe.Add(m, at)))
		vv.StoreArray((*[4]float32)(unsafe.Add(v, at)))
		s := slope.Mul(x.Abs())
		s = low.IfElse(s.Less(low), s)
		n := s.Add(round)
		f := s.Sub(n.Sub(round))
		q := p4.Mul(f).Add(p3)
		q = q.Mul(f).Add(p2)
		q = q.Mul(f).Add(p1)
		q = q.Mul(f).Add(p0)
		u := q.Mul(f).Add(one).ToBits().Add(n.ToBits().ShiftAllLeft(23)).BitsToFloat32()
		u = u.IfElse(x.Mul(vm).Greater(zero), one)
		sum := one.Add(u)
		x = x.Sub(rate.Mul(vm).Mul(four.Mul(u)).Div(vv.Sqrt().Add(eps).Mul(sum.Mul(sum))))
		x.StoreArray((*[4]float32)(unsafe.Add(w, at)))
		negative = negative.Add(negative).Sub(x.Less(zero).ToInt32x4())
	}
	return negative
}
