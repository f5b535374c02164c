//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the first layer's gradient in whole numbers.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// wholeCounts stores eight sums of products of which the low 16 bits and the upper bytes were added up.
func wholeCounts(to unsafe.Pointer, low, upper simd.Int16x8) {
	without := simd.BroadcastInt32x4(0xffff)
	a, b := extend16(upper)
	c, d := extend16(low.Sub(upper.ShiftAllLeft(8))) // the lower bytes, from 0 to 65,535
	put32(to, 0, a.ShiftAllLeft(8).Add(c.And(without)))
	put32(to, 16, b.ShiftAllLeft(8).Add(d.And(without)))
}

func unitsRow(row *[Lanes]float32, sum, less *[Lanes]int32, double uint64, unit float32) {
	if !vectors {
		unitsRowPlain(row, sum, less, double, unit)
		return
	}
	to, from, l, u := unsafe.Pointer(row), unsafe.Pointer(sum), unsafe.Pointer(less), simd.BroadcastFloat32x4(unit)
	putReal(to, 0, at32(from, 0).ShiftAllLeft(double).Sub(at32(l, 0)).ConvertToFloat32().Mul(u))
	putReal(to, 16, at32(from, 16).ShiftAllLeft(double).Sub(at32(l, 16)).ConvertToFloat32().Mul(u))
	putReal(to, 32, at32(from, 32).ShiftAllLeft(double).Sub(at32(l, 32)).ConvertToFloat32().Mul(u))
	putReal(to, 48, at32(from, 48).ShiftAllLeft(double).Sub(at32(l, 48)).ConvertToFloat32().Mul(u))
}
