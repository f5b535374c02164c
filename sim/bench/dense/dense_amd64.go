//go:build goexperiment.simd && go1.27

package dense

import (
	simd "simd/archsimd"
	"unsafe"
)

func multiplyPanel(r *[panel * columns]float32, s, d []float32, terms int) {
	if !simd.X86.AVX2() {
		multiplyPanelPlain(r, s, d, terms)
		return
	}
	multiplyRows(unsafe.Pointer(r), unsafe.Pointer(&s[0]), unsafe.Pointer(&d[0]), terms)
	simd.ClearAVXUpperBits()
}

// multiplyRows computes four rows of sixteen columns. One statement a line, without helpers, keeps the
// compiler from spilling.
func multiplyRows(r, s, d unsafe.Pointer, terms int) {
	var r00, r01, r10, r11, r20, r21, r30, r31 simd.Float32x8
	s0 := s
	s1 := unsafe.Add(s, 4*terms)
	s2 := unsafe.Add(s, 8*terms)
	s3 := unsafe.Add(s, 12*terms)
	for k := 0; k < terms; k += 2 {
		d00 := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(d, 0)))
		d01 := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(d, 32)))
		x00 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s0, 4*k+0)))
		r00 = r00.Add(x00.Mul(d00))
		r01 = r01.Add(x00.Mul(d01))
		x01 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s1, 4*k+0)))
		r10 = r10.Add(x01.Mul(d00))
		r11 = r11.Add(x01.Mul(d01))
		x02 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s2, 4*k+0)))
		r20 = r20.Add(x02.Mul(d00))
		r21 = r21.Add(x02.Mul(d01))
		x03 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s3, 4*k+0)))
		r30 = r30.Add(x03.Mul(d00))
		r31 = r31.Add(x03.Mul(d01))
		d10 := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(d, 64)))
		d11 := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(d, 96)))
		x10 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s0, 4*k+4)))
		r00 = r00.Add(x10.Mul(d10))
		r01 = r01.Add(x10.Mul(d11))
		x11 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s1, 4*k+4)))
		r10 = r10.Add(x11.Mul(d10))
		r11 = r11.Add(x11.Mul(d11))
		x12 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s2, 4*k+4)))
		r20 = r20.Add(x12.Mul(d10))
		r21 = r21.Add(x12.Mul(d11))
		x13 := simd.BroadcastFloat32x8(*(*float32)(unsafe.Add(s3, 4*k+4)))
		r30 = r30.Add(x13.Mul(d10))
		r31 = r31.Add(x13.Mul(d11))
		d = unsafe.Add(d, 128)
	}
	r00.StoreArray((*[8]float32)(unsafe.Add(r, 0)))
	r01.StoreArray((*[8]float32)(unsafe.Add(r, 32)))
	r10.StoreArray((*[8]float32)(unsafe.Add(r, 64)))
	r11.StoreArray((*[8]float32)(unsafe.Add(r, 96)))
	r20.StoreArray((*[8]float32)(unsafe.Add(r, 128)))
	r21.StoreArray((*[8]float32)(unsafe.Add(r, 160)))
	r30.StoreArray((*[8]float32)(unsafe.Add(r, 192)))
	r31.StoreArray((*[8]float32)(unsafe.Add(r, 224)))
}
