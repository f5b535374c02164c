//go:build goexperiment.simd && go1.27

package kernel

import simd "simd/archsimd"

// pairSquares adds the squares of two neighbouring lanes each.
func pairSquares(x simd.Int32x4) simd.Int64x2 {
	odd := x.ToBits().ReshapeToUint64s().ShiftAllRight(32).ReshapeToUint32s().BitsToInt32()
	return x.MulWidenEven(x).Add(odd.MulWidenEven(odd))
}
