//go:build goexperiment.simd && go1.27

package kernel

import simd "simd/archsimd"

// pairSquares adds the squares of the lower and of the upper two lanes.
func pairSquares(x simd.Int32x4) simd.Int64x2 { return x.MulWidenLo(x).Add(x.MulWidenHi(x)) }
