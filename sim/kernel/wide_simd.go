//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func addRowProducts(sums *[8]int32, x, grads []int16) {
	if !vectors {
		addRowProductsPlain(sums, x, grads)
		return
	}
	n := uintptr(len(x))
	_ = grads[n-1]
	to, row, d := unsafe.Pointer(sums), unsafe.Pointer(&x[0]), unsafe.Pointer(&grads[0])
	a := loadInts(to)
	for i := uintptr(0); i < 2*n; i += 2 * Lanes {
		a = a.Add(dots(unsafe.Add(row, i), unsafe.Add(d, i)))
	}
	a.StoreArray((*intsOf)(to))
	settle()
}

func scaleRows(to Matrix, rows [][Lanes]int32, unit float32) {
	if !vectors {
		scaleRowsPlain(to, rows, unit)
		return
	}
	u := simd.BroadcastFloat32x4(unit)
	for i := range rows {
		real, from := unsafe.Pointer((*[Lanes]float32)(to.Data[i*to.Stride:])), unsafe.Pointer(&rows[i])
		putReal(real, 0, at32(from, 0).ConvertToFloat32().Mul(u))
		putReal(real, 16, at32(from, 16).ConvertToFloat32().Mul(u))
		putReal(real, 32, at32(from, 32).ConvertToFloat32().Mul(u))
		putReal(real, 48, at32(from, 48).ConvertToFloat32().Mul(u))
	}
}
