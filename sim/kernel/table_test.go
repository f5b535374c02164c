package kernel

import "testing"

// TestTablesPlainTwins: the vector forms of tables, their addition and totals are their plain loops.
func TestTablesPlainTwins(t *testing.T) {
	n := noise(9)
	for turn := range 20 {
		var x [2][16]uint8
		var d, dPlain [bytePatterns][2][16]uint8
		var counts, countsPlain [32][2][16]uint8
		var wide, widePlain [32][4][8]uint16
		for i := range 32 {
			x[i/16][i%16] = uint8(n.next())
			for j := range 16 {
				counts[i][j/8][j] = uint8(n.next())
				wide[i][j/4][j%8] = uint16(n.next() % 1000)
			}
		}
		countsPlain, widePlain = counts, wide
		differences(&d, &x)
		differencesPlain(&dPlain, &x)
		widenCounts(wide[:], counts[:])
		widenCountsPlain(widePlain[:], countsPlain[:])
		if d != dPlain || counts != countsPlain || wide != widePlain {
			t.Fatal("a vector form of counts differs from the plain one")
		}
		var rows [8][Lanes]int16
		var of [8]*[Lanes]int16
		var p, pPlain [bytePatterns][2][8]uint16
		var totals, sum = [Lanes]uint16{}, [Lanes]int16{}
		for k := range rows {
			of[k] = &rows[k]
			for c := range rows[k] {
				rows[k][c] = int16(n.next() % 256)
			}
		}
		for c := range totals { // half the turns one of them just fits or just does not
			totals[c], sum[c] = uint16(n.next()%50000), int16(n.next()%2041)
		}
		totals[turn%Lanes] = uint16(maxTotal - int(sum[turn%Lanes]) + turn%2)
		totalsPlain := totals
		pixelPatterns(&p, &of)
		pixelPatternsPlain(&pPlain, &of)
		fit, fitPlain := addTotals(&totals, &sum), addTotalsPlain(&totalsPlain, &sum)
		if p != pPlain || totals != totalsPlain || fit != fitPlain || fit != (turn%2 == 0) {
			t.Fatal("a vector form of pixels differs from the plain one")
		}
	}
}
