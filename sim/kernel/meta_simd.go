//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector form of the metaplastic Adam. Tiles are padded, so there are no tails.

package kernel

import "unsafe"

func (a Meta) latent(words *[Lanes]uint64, w, m, v, g []float32) {
	if !vectors {
		a.latentPlain(words, w, m, v, g)
		return
	}
	var negative [2][Lanes]int32 // of rows 0 to 31 and 32 to 63
	for half := range negative {
		lo, hi := min(32*half*Lanes, len(w)), min(32*(half+1)*Lanes, len(w))
		if lo == hi {
			break
		}
		pw, pm, pv, pg := &w[lo:hi][0], &m[lo:hi][0], &v[lo:hi][0], &g[lo:hi][0]
		warm(unsafe.Pointer(pw), unsafe.Pointer(pm), unsafe.Pointer(pv), 4*(hi-lo))
		for c := uintptr(0); c < Lanes; c += adamLanes {
			metaColumns(unsafe.Add(unsafe.Pointer(pw), 4*c), unsafe.Add(unsafe.Pointer(pm), 4*c),
				unsafe.Add(unsafe.Pointer(pv), 4*c),
				unsafe.Add(unsafe.Pointer(pg), 4*c), (hi-lo)/Lanes,
				a).StoreArray((*[adamLanes]int32)(negative[half][c:]))
			settle()
		}
	}
	rows := ^uint64(0) >> (64 - len(w)/Lanes)
	for c := range words {
		words[c] = ^(uint64(uint32(negative[0][c])) | uint64(uint32(negative[1][c]))<<32) & rows
	}
}
