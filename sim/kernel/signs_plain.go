//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of signs_simd.go for builds without vector instructions.

package kernel

func differences(t *[bytePatterns][2][16]uint8, x *[2][16]uint8) { differencesPlain(t, x) }

func addDifferences(counts [][2][16]uint8, t *byteTable, p0, p1, p2 []byte) {
	addDifferencesPlain(counts, t, p0, p1, p2)
}

func widenCounts(wide [][4][8]uint16, counts [][2][16]uint8) { widenCountsPlain(wide, counts) }

func differencesToSums(row *[Lanes]int32, even, odd *[8]uint16, inputs int32) {
	differencesToSumsPlain(row, even, odd, inputs)
}
