//go:build goexperiment.simd && go1.27

package devices

import simd "simd/archsimd"

// vectors tells whether this processor has the vector instructions in use here.
var vectors = simd.X86.AVX2()

// settle clears the upper halves of the vector registers: left in use they slow down the compiler's
// own instructions.
func settle() {
	if vectors {
		simd.ClearAVXUpperBits()
	}
}
