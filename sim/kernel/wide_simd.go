//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import "unsafe"

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
}
