//go:build goexperiment.simd && go1.27

package kernel

import simd "simd/archsimd"

// vectors tells whether this processor has the 128-bit vector instructions that the fast
// kernels use: on amd64 they are AVX's, which a very old processor lacks.
var vectors = simd.X86.AVX2()
