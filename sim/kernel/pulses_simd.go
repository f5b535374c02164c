//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import simd "simd/archsimd"

func pulsesOfFour(four *[Lanes]uint32, steps *[4 * Lanes]float32, most float32) {
	if !vectors {
		pulsesOfFourPlain(four, steps, most)
		return
	}
	lo, hi, add := simd.BroadcastFloat32x4(-most), simd.BroadcastFloat32x4(most), simd.BroadcastFloat32x4(toWhole)
	low := simd.BroadcastUint32x4(0xff)
	for c := 0; c+4 <= Lanes; c += 4 {
		a := simd.LoadFloat32x4(steps[c : c+4]).Min(hi).Max(lo).Add(add).ToBits().And(low)
		b := simd.LoadFloat32x4(steps[Lanes+c : Lanes+c+4]).Min(hi).Max(lo).Add(add).ToBits().And(low)
		d := simd.LoadFloat32x4(steps[2*Lanes+c : 2*Lanes+c+4]).Min(hi).Max(lo).Add(add).ToBits().And(low)
		e := simd.LoadFloat32x4(steps[3*Lanes+c : 3*Lanes+c+4]).Min(hi).Max(lo).Add(add).ToBits()
		a.Or(b.ShiftAllLeft(8)).Or(d.ShiftAllLeft(16)).Or(e.ShiftAllLeft(24)).Store(four[c : c+4])
	}
}
