//go:build goexperiment.simd && go1.27

package kernel

import simd "simd/archsimd"

// vectors tells whether this processor has the 128-bit vector instructions that the fast
// kernels use: on amd64 they are AVX's, which a very old processor lacks.
var vectors = simd.X86.AVX2()

// settle clears the upper halves of the vector registers. Something in the program leaves them
// in use, and then every mix of old and new vector instructions, such as the compiler's own
// zeroing, costs a hundred cycles: 37 times the time of PackSigns, half again that of Lookup.
func settle() { simd.ClearAVXUpperBits() }
