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

// diffuseFour does the work of diffuseRow for four rows at once: by itself each waits for what it has left over.
func diffuseFour(data []float32, stride, width int, place float32) {
	if !vectors {
		for r := range 4 {
			diffuseRow(data[r*stride:][:width], place)
		}
		return
	}
	p := simd.BroadcastFloat32x4(place)
	left0 := p.Sub(p)
	left1, left2, left3 := left0, left0, left0
	r0, r1 := data[:width], data[stride:][:width]
	r2, r3 := data[2*stride:][:width], data[3*stride:][:width]
	for i := 0; i+4 <= len(r0); i += 4 {
		left0 = diffuse(r0[i:i+4], left0, p)
		left1 = diffuse(r1[i:i+4], left1, p)
		left2 = diffuse(r2[i:i+4], left2, p)
		left3 = diffuse(r3[i:i+4], left3, p)
	}
}

// diffuse rounds four gradients of a row with what is left of those before, and returns what is left of these.
func diffuse(four []float32, left, place simd.Float32x4) simd.Float32x4 {
	x := simd.LoadFloat32x4(four).Add(left)
	rounded := x.Add(place).Sub(place)
	rounded.Store(four)
	return x.Sub(rounded)
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
