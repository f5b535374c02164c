//go:build goexperiment.simd && go1.27

package dense

import (
	simd "simd/archsimd"
	"unsafe"
)

func multiplyPanel(r *[panel * columns]float32, s, d []float32, terms int) {
	multiplyRows(unsafe.Pointer(&r[0]), unsafe.Pointer(&s[0]), unsafe.Pointer(&d[0]), terms)
	multiplyRows(unsafe.Pointer(&r[2*columns]), unsafe.Pointer(&s[2*terms]), unsafe.Pointer(&d[0]), terms)
}

// multiplyRows computes two rows of sixteen columns. One statement a line, without helpers, keeps the
// compiler from spilling.
func multiplyRows(r, s, d unsafe.Pointer, terms int) {
	var r00, r01, r02, r03, r10, r11, r12, r13 simd.Float32x4
	s0 := s
	s1 := unsafe.Add(s, 4*terms)
	for k := 0; k < terms; k += 2 {
		d00 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 0)))
		d01 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 16)))
		d02 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 32)))
		d03 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 48)))
		x00 := simd.BroadcastFloat32x4(*(*float32)(unsafe.Add(s0, 4*k+0)))
		r00 = r00.Add(x00.Mul(d00))
		r01 = r01.Add(x00.Mul(d01))
		r02 = r02.Add(x00.Mul(d02))
		r03 = r03.Add(x00.Mul(d03))
		x01 := simd.BroadcastFloat32x4(*(*float32)(unsafe.Add(s1, 4*k+0)))
		r10 = r10.Add(x01.Mul(d00))
		r11 = r11.Add(x01.Mul(d01))
		r12 = r12.Add(x01.Mul(d02))
		r13 = r13.Add(x01.Mul(d03))
		d10 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 64)))
		d11 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 80)))
		d12 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 96)))
		d13 := simd.LoadFloat32x4Array((*[4]float32)(unsafe.Add(d, 112)))
		x10 := simd.BroadcastFloat32x4(*(*float32)(unsafe.Add(s0, 4*k+4)))
		r00 = r00.Add(x10.Mul(d10))
		r01 = r01.Add(x10.Mul(d11))
		r02 = r02.Add(x10.Mul(d12))
		r03 = r03.Add(x10.Mul(d13))
		x11 := simd.BroadcastFloat32x4(*(*float32)(unsafe.Add(s1, 4*k+4)))
		r10 = r10.Add(x11.Mul(d10))
		r11 = r11.Add(x11.Mul(d11))
		r12 = r12.Add(x11.Mul(d12))
		r13 = r13.Add(x11.Mul(d13))
		d = unsafe.Add(d, 128)
	}
	r00.StoreArray((*[4]float32)(unsafe.Add(r, 0)))
	r01.StoreArray((*[4]float32)(unsafe.Add(r, 16)))
	r02.StoreArray((*[4]float32)(unsafe.Add(r, 32)))
	r03.StoreArray((*[4]float32)(unsafe.Add(r, 48)))
	r10.StoreArray((*[4]float32)(unsafe.Add(r, 64)))
	r11.StoreArray((*[4]float32)(unsafe.Add(r, 80)))
	r12.StoreArray((*[4]float32)(unsafe.Add(r, 96)))
	r13.StoreArray((*[4]float32)(unsafe.Add(r, 112)))
}
