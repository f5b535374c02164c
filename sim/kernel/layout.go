package kernel

// ToTiles writes one tile of the transpose of a padded matrix: tile[b][c] = src[o0+c][b] for
// b < batch; columns of neurons that do not exist are zero.
func ToTiles(tile []float32, src Matrix, o0, outputs, batch int) {
	if n := outputs - o0; n < Lanes {
		clear(tile[:batch*Lanes])
	}
	for c := range min(outputs-o0, Lanes) {
		row := src.Data[(o0+c)*src.Stride : (o0+c)*src.Stride+batch]
		for b, x := range row {
			tile[b*Lanes+c] = x
		}
	}
}
