//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of the vector forms for builds without vector instructions.

package kernel

func addPairs(rows [][Lanes]int32, w []int32, wStride int, x []pairTile) {
	addPairsPlain(rows, w, wStride, x)
}

func fillPair(to *pairTile, low, high *[Lanes]int16) { fillPairPlain(to, low, high) }

func addRowProducts(sums *[8]int32, x, grads []int16) { addRowProductsPlain(sums, x, grads) }

func scaleRows(to Matrix, rows [][Lanes]int32, unit float32) { scaleRowsPlain(to, rows, unit) }
