//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// pixelGradInput computes the gradient of sixteen weights of one input, four pixels at a time.
// One statement a line, without helpers: see the generator of the look-ups. The images of the
// list are within dz, as ByInput makes it: to check each would cost a third of the time.
func pixelGradInput(dw *[Lanes]float32, pixels []InputGrey, dz []float32) {
	if !vectors {
		pixelGradInputPlain(dw, pixels, dz)
		return
	}
	var a0, a1 simd.Float32x8
	rows := unsafe.Pointer(unsafe.SliceData(dz))
	for ; len(pixels) >= 4; pixels = pixels[4:] {
		four := (*[4]InputGrey)(pixels)
		p0 := simd.BroadcastFloat32x8(four[0].Grey)
		z0 := unsafe.Add(rows, 4*Lanes*uintptr(four[0].Image))
		a0 = a0.Add(p0.Mul(simd.LoadFloat32x8Array((*[8]float32)(z0))))
		a1 = a1.Add(p0.Mul(simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(z0, 32)))))
		p1 := simd.BroadcastFloat32x8(four[1].Grey)
		z1 := unsafe.Add(rows, 4*Lanes*uintptr(four[1].Image))
		a0 = a0.Add(p1.Mul(simd.LoadFloat32x8Array((*[8]float32)(z1))))
		a1 = a1.Add(p1.Mul(simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(z1, 32)))))
		p2 := simd.BroadcastFloat32x8(four[2].Grey)
		z2 := unsafe.Add(rows, 4*Lanes*uintptr(four[2].Image))
		a0 = a0.Add(p2.Mul(simd.LoadFloat32x8Array((*[8]float32)(z2))))
		a1 = a1.Add(p2.Mul(simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(z2, 32)))))
		p3 := simd.BroadcastFloat32x8(four[3].Grey)
		z3 := unsafe.Add(rows, 4*Lanes*uintptr(four[3].Image))
		a0 = a0.Add(p3.Mul(simd.LoadFloat32x8Array((*[8]float32)(z3))))
		a1 = a1.Add(p3.Mul(simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(z3, 32)))))
	}
	for i := range pixels {
		p0 := simd.BroadcastFloat32x8(pixels[i].Grey)
		z0 := unsafe.Add(rows, 4*Lanes*uintptr(pixels[i].Image))
		a0 = a0.Add(p0.Mul(simd.LoadFloat32x8Array((*[8]float32)(z0))))
		a1 = a1.Add(p0.Mul(simd.LoadFloat32x8Array((*[8]float32)(unsafe.Add(z0, 32)))))
	}
	row := unsafe.Pointer(dw)
	a0.StoreArray((*[8]float32)(row))
	a1.StoreArray((*[8]float32)(unsafe.Add(row, 32)))
	settle()
}
