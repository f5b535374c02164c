//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

package rng

// Builds without vector instructions make every block by the plain loops.

func fill(dst []uint32, key [2]uint32, i0, j uint64) { fillPlain(dst, key, i0, j) }

func gather(dst []uint32, key [2]uint32, at []Index) { gatherPlain(dst, key, at) }

func words(dst []uint32, key [2]uint32, i0 uint64, at []uint32, j uint64) {
	wordsPlain(dst, key, i0, at, j)
}
