//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the rounding of gradients. Rows are padded, so there are no tails.

package kernel

import (
	"math"
	simd "simd/archsimd"
)

func peakRow(row []float32) float32 {
	if !vectors {
		return peakRowPlain(row)
	}
	bits := simd.BroadcastInt32x4(magnitude)
	m0 := bits.Sub(bits)
	m1 := m0
	for i := 0; i+8 <= len(row); i += 8 {
		a, b := simd.LoadFloat32x4(row[i:i+4]), simd.LoadFloat32x4(row[i+4:i+8])
		m0 = m0.Max(a.ToBits().BitsToInt32().And(bits))
		m1 = m1.Max(b.ToBits().BitsToInt32().And(bits))
	}
	var lanes [4]int32
	m0.Max(m1).StoreArray(&lanes)
	most := max(lanes[0], lanes[1], lanes[2], lanes[3])
	return math.Float32frombits(uint32(most))
}

func roundRow(row []float32, place float32) {
	if !vectors {
		roundRowPlain(row, place)
		return
	}
	p := simd.BroadcastFloat32x4(place)
	for i := 0; i+8 <= len(row); i += 8 {
		a, b := simd.LoadFloat32x4(row[i:i+4]), simd.LoadFloat32x4(row[i+4:i+8])
		a.Add(p).Sub(p).Store(row[i : i+4])
		b.Add(p).Sub(p).Store(row[i+4 : i+8])
	}
}

func subtractRow(tile []float32, row *[Lanes]float32) {
	if !vectors {
		subtractRowPlain(tile, row)
		return
	}
	r := unsafeRow(row[:])
	a, b, c, d := load4(&r[0]), load4(&r[1]), load4(&r[2]), load4(&r[3])
	for ; len(tile) >= Lanes; tile = tile[Lanes:] {
		to := unsafeRow(tile)
		load4(&to[0]).Sub(a).StoreArray(&to[0])
		load4(&to[1]).Sub(b).StoreArray(&to[1])
		load4(&to[2]).Sub(c).StoreArray(&to[2])
		load4(&to[3]).Sub(d).StoreArray(&to[3])
	}
}
