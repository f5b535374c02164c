//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the products of windows.

package kernel

import "unsafe"

func ofPlace(row *[Lanes]int8, chosen *[Lanes]uint8, place uint8)            { ofPlacePlain(row, chosen, place) }
func addMagnitudes(sums *[Lanes]uint16, row *[Lanes]int8)                    { addMagnitudesPlain(sums, row) }
func countSums(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int16) { countSumsPlain(t, x) }

func lookupWholeRows(t *wholeTable, rows [][Lanes]int16, s []uint64, sStride, groups int, first bool) {
	if !vectors {
		lookupWholeRowsPlain(t, rows, s, sStride, groups, first)
		return
	}
	n := len(rows)
	_ = s[(n-1)*sStride]
	lookupWholePairs(t, unsafe.Pointer(&rows[0]), 2*Lanes, unsafe.Pointer(&s[0]), 8*uintptr(sStride),
		n/2, groups, first)
	if n%2 == 0 {
		return
	}
	if first {
		rows[n-1] = [Lanes]int16{}
	}
	t.addTo(&rows[n-1], s[(n-1)*sStride], groups)
}
