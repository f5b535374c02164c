//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// addRows adds what three bytes of a row's signs select to the vector of each row.
func addRows(c, t, a, b, d unsafe.Pointer, rows uintptr) {
	second, third := unsafe.Add(t, tableBytes), unsafe.Add(t, 2*tableBytes)
	for i := uintptr(0); i < rows; i += 2 {
		r, x, y, z := unsafe.Add(c, 32*i), unsafe.Add(a, i), unsafe.Add(b, i), unsafe.Add(d, i)
		e := at32s(r).Add(at32s(slot(t, x, 0))).Add(at32s(slot(second, y, 0))).Add(at32s(slot(third, z, 0)))
		f := at32s(unsafe.Add(r, 32)).Add(at32s(slot(t, x, 1))).Add(at32s(slot(second, y, 1))).
			Add(at32s(slot(third, z, 1)))
		e.StoreArray((*[32]uint8)(r))
		f.StoreArray((*[32]uint8)(unsafe.Add(r, 32)))
	}
	settle()
}

func at32s(p unsafe.Pointer) simd.Uint8x32 { return simd.LoadUint8x32Array((*[32]uint8)(p)) }
