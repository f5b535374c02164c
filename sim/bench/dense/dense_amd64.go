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

// multiplyRows computes four rows of sixteen columns. One statement a line, without helpers, and one term at a time keep
// the compiler from spilling. Numbers are broadcast as bits. A spilled one, or one that is loaded as a real, takes an
// older instruction, which waits for the upper halves of registers in use.
func multiplyRows(r, s, d unsafe.Pointer, terms int) {
	var r00, r01, r10, r11, r20, r21, r30, r31 simd.Float32x8
	s0 := s
	s1 := unsafe.Add(s, 4*terms)
	s2 := unsafe.Add(s, 8*terms)
	s3 := unsafe.Add(s, 12*terms)
	for k := range terms {
		d00 := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(d, 0)))
		d01 := simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(d, 32)))
		x00 := simd.BroadcastUint32x8(*(*uint32)(unsafe.Add(s0, 4*k))).AsFloat32x8()
		r00 = r00.Add(x00.Mul(d00))
		r01 = r01.Add(x00.Mul(d01))
		x01 := simd.BroadcastUint32x8(*(*uint32)(unsafe.Add(s1, 4*k))).AsFloat32x8()
		r10 = r10.Add(x01.Mul(d00))
		r11 = r11.Add(x01.Mul(d01))
		x02 := simd.BroadcastUint32x8(*(*uint32)(unsafe.Add(s2, 4*k))).AsFloat32x8()
		r20 = r20.Add(x02.Mul(d00))
		r21 = r21.Add(x02.Mul(d01))
		x03 := simd.BroadcastUint32x8(*(*uint32)(unsafe.Add(s3, 4*k))).AsFloat32x8()
		r30 = r30.Add(x03.Mul(d00))
		r31 = r31.Add(x03.Mul(d01))
		d = unsafe.Add(d, 64)
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
