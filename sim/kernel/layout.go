package kernel

// ToTiles writes one tile of the transpose of a padded matrix: tile[b][c] = src[o0+c][b] for
// b < batch; columns of neurons that do not exist are zero.
func ToTiles(tile []float32, src Matrix, o0, outputs, batch int) {
	n := min(outputs-o0, Lanes)
	if n < Lanes {
		clear(tile[:batch*Lanes])
	}
	row := func(c int) []float32 { return src.Data[(o0+c)*src.Stride:][:batch] }
	c := 0
	for ; c+4 <= n; c += 4 {
		fourColumns(tile[c:], row(c), row(c+1), row(c+2), row(c+3))
	}
	for ; c < n; c++ {
		for b, x := range row(c) {
			tile[b*Lanes+c] = x
		}
	}
}

// fourColumns writes four rows side by side.
func fourColumns(tile, r0, r1, r2, r3 []float32) {
	r1, r2, r3 = r1[:len(r0)], r2[:len(r0)], r3[:len(r0)]
	for b, x := range r0 {
		to := (*[4]float32)(tile[b*Lanes:])
		to[0], to[1], to[2], to[3] = x, r1[b], r2[b], r3[b]
	}
}
