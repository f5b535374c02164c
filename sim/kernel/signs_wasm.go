//go:build goexperiment.simd && go1.27

package kernel

import "unsafe"

// addRows adds what three bytes of a row's signs select to the two vectors of each row.
func addRows(c, t, a, b, d unsafe.Pointer, rows uintptr) {
	for i := uintptr(0); i < rows; i += 2 {
		r, x, y, z := unsafe.Add(c, 32*i), unsafe.Add(a, i), unsafe.Add(b, i), unsafe.Add(d, i)
		e, f, g := slot(t, x, 0), slot(t, y, 0), slot(t, z, 0)
		put(r, 0, at(r, 0).Add(at(e, 0)).Add(at(f, tableBytes)).Add(at(g, 2*tableBytes)))
		put(r, 16, at(r, 16).Add(at(e, 16)).Add(at(f, tableBytes+16)).Add(at(g, 2*tableBytes+16)))
		e, f, g = slot(t, x, 1), slot(t, y, 1), slot(t, z, 1)
		put(r, 32, at(r, 32).Add(at(e, 0)).Add(at(f, tableBytes)).Add(at(g, 2*tableBytes)))
		put(r, 48, at(r, 48).Add(at(e, 16)).Add(at(f, tableBytes+16)).Add(at(g, 2*tableBytes+16)))
	}
}
