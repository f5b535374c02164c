//go:build goexperiment.simd && go1.27

package kernel

import simd "simd/archsimd"

// vectors tells whether this processor has the 128-bit vector instructions that the fast
// kernels use: on amd64 they are AVX's, which a very old processor lacks.
var vectors = simd.X86.AVX2()

// settle clears the upper halves of the vector registers. While something is in them, each of the compiler's older
// instructions, which know nothing of them, takes a hundred cycles on some processors: zeroing, copies of structs and
// arrays, registers kept on the stack, scalar reals, a number that becomes the count of a shift. So whatever uses 256 bits
// settles when it is done, and has no such instruction in between (a test of package sim reads the assembly). Others
// may have left them in use: exported kernels settle at first, too. A step over maps (N = 32) took 352 ms on a processor
// of 2023 as long as ten kernels did not, and takes 96.
func settle() { simd.ClearAVXUpperBits() }
