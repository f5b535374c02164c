//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of map_simd.go for builds without vector instructions.

package kernel

func ofPlace(row *[Lanes]int8, chosen *[Lanes]uint8, place uint8)            { ofPlacePlain(row, chosen, place) }
func addMagnitudes(sums *[Lanes]uint16, row *[Lanes]int8)                    { addMagnitudesPlain(sums, row) }
func countSums(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int16) { countSumsPlain(t, x) }

func lookupWholeRows(t *wholeTable, rows [][Lanes]int16, s []uint64, sStride, groups int, first bool) {
	lookupWholeRowsPlain(t, rows, s, sStride, groups, first)
}
