//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// The vector form of packing whole numbers. Rows are padded, so there are no tails.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func packWhole(whole []int8, row []float32, place float32) {
	if !vectors {
		packWholePlain(whole, row, place)
		return
	}
	low, at := simd.BroadcastUint32x4(0xff), simd.BroadcastFloat32x4(place)
	for i := 0; i+Lanes <= len(row) && i+Lanes <= len(whole); i += Lanes {
		p := unsafe.Pointer(&row[i])
		a := atReal(p, 0).Add(at).ToBits().And(low)
		b := atReal(p, 16).Add(at).ToBits().And(low).ShiftAllLeft(8)
		c := atReal(p, 32).Add(at).ToBits().And(low).ShiftAllLeft(16)
		d := atReal(p, 48).Add(at).ToBits().ShiftAllLeft(24)
		// Byte q of lane k is number 4q+k.
		inOrder(a.Or(b).Or(c).Or(d).ReshapeToUint8s().BitsToInt8()).StoreArray((*[Lanes]int8)(whole[i:]))
	}
}

// fours are the places of the numbers 4q+k in lanes of four bytes, k first. They are never written.
var fours = [Lanes]int8{0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15}
