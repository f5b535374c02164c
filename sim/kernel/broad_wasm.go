//go:build goexperiment.simd && go1.27

// Vectors as broad as the processor's, for loops over rows that are written once for all.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

type (
	reals   = simd.Float32x4
	ints    = simd.Int32x4
	longs   = simd.Int64x2
	realsOf = [broad]float32
	intsOf  = [broad]int32
	longsOf = [broad / 2]int64
	pairsOf = [2 * broad]int16
)

// broad is how many lanes of 32 bits they have.
const broad = 4

func allReals(x float32) reals { return simd.BroadcastFloat32x4(x) }
func allInts(x int32) ints     { return simd.BroadcastInt32x4(x) }

func loadReals(p unsafe.Pointer) reals { return simd.LoadFloat32x4Array((*realsOf)(p)) }
func loadInts(p unsafe.Pointer) ints   { return simd.LoadInt32x4Array((*intsOf)(p)) }

// loadShorts are numbers of 16 bits.
func loadShorts(p unsafe.Pointer) ints {
	return simd.BroadcastUint64x2(*(*uint64)(p)).ReshapeToUint16s().BitsToInt16().ExtendLo4ToInt32()
}

// pairProducts adds the products of the lower and of the upper two lanes.
func pairProducts(x, y ints) longs { return x.MulWidenLo(y).Add(x.MulWidenHi(y)) }

// maskOf are ones in all bits of the lanes of a mask.
func maskOf(m simd.Mask32x4) ints { return m.ToInt32x4() }

// pairs are numbers of 16 bits, twice as many.
type pairs = simd.Int16x8

func allPairs(x int16) pairs { return simd.BroadcastInt16x8(x) }

func loadPairs(p unsafe.Pointer) pairs { return atWhole(p, 0) }

// dots adds the products of sixteen numbers of 16 bits, of every fourth.
func dots(x, y unsafe.Pointer) ints {
	a, b, c, d := loadPairs(x), loadPairs(y), atWhole(x, 16), atWhole(y, 16)
	return a.MulWidenLo(b).Add(a.MulWidenHi(b)).Add(c.MulWidenLo(d).Add(c.MulWidenHi(d)))
}

// roundSixteen does it sixteen times, stores those that exist, and adds them up.
func roundSixteen(to, d, left, exist unsafe.Pointer, place reals, zero ints) ints {
	a := rounded(d, left, place, zero).And(loadInts(exist))
	b := rounded(unsafe.Add(d, 16), unsafe.Add(left, 16), place, zero).And(loadInts(unsafe.Add(exist, 16)))
	c := rounded(unsafe.Add(d, 32), unsafe.Add(left, 32), place, zero).And(loadInts(unsafe.Add(exist, 32)))
	e := rounded(unsafe.Add(d, 48), unsafe.Add(left, 48), place, zero).And(loadInts(unsafe.Add(exist, 48)))
	a.StoreArray((*intsOf)(to))
	b.StoreArray((*intsOf)(unsafe.Add(to, 16)))
	c.StoreArray((*intsOf)(unsafe.Add(to, 32)))
	e.StoreArray((*intsOf)(unsafe.Add(to, 48)))
	return a.Add(b).Add(c.Add(e))
}
