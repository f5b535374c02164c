//go:build goexperiment.simd && go1.27

// Vectors as broad as the processor's, for loops over rows that are written once for all.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

type (
	reals   = simd.Float32x8
	ints    = simd.Int32x8
	longs   = simd.Int64x4
	realsOf = [broad]float32
	intsOf  = [broad]int32
	longsOf = [broad / 2]int64
	pairsOf = [2 * broad]int16
)

// broad is how many lanes of 32 bits they have.
const broad = 8

func allReals(x float32) reals { return simd.BroadcastFloat32x8(x) }
func allInts(x int32) ints     { return simd.BroadcastInt32x8(x) }

func loadReals(p unsafe.Pointer) reals { return simd.LoadFloat32x8Array((*realsOf)(p)) }
func loadInts(p unsafe.Pointer) ints   { return simd.LoadInt32x8Array((*intsOf)(p)) }

// loadShorts are numbers of 16 bits.
func loadShorts(p unsafe.Pointer) ints { return atWhole(p, 0).ExtendToInt32() }

// pairProducts adds the products of two neighbouring lanes each.
func pairProducts(x, y ints) longs {
	a, b := x.ToBits().ReshapeToUint64s().ShiftAllRight(32), y.ToBits().ReshapeToUint64s().ShiftAllRight(32)
	return x.MulWidenEven(y).Add(a.ReshapeToUint32s().BitsToInt32().MulWidenEven(b.ReshapeToUint32s().BitsToInt32()))
}

// maskOf are ones in all bits of the lanes of a mask.
func maskOf(m simd.Mask32x8) ints { return m.ToInt32x8() }

// pairs are numbers of 16 bits, twice as many.
type pairs = simd.Int16x16

func allPairs(x int16) pairs { return simd.BroadcastInt16x16(x) }

func loadPairs(p unsafe.Pointer) pairs { return simd.LoadInt16x16Array((*pairsOf)(p)) }

// dots adds the products of sixteen numbers of 16 bits, of two neighbours each.
func dots(x, y unsafe.Pointer) ints { return loadPairs(x).DotProductPairs(loadPairs(y)) }

// roundSixteen does it sixteen times, stores those that exist, and adds them up.
func roundSixteen(to, d, left, exist unsafe.Pointer, place reals, zero ints) ints {
	a := rounded(d, left, place, zero).And(loadInts(exist))
	b := rounded(unsafe.Add(d, 32), unsafe.Add(left, 32), place, zero).And(loadInts(unsafe.Add(exist, 32)))
	a.StoreArray((*intsOf)(to))
	b.StoreArray((*intsOf)(unsafe.Add(to, 32)))
	return a.Add(b)
}
