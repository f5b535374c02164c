// Package dense is the product that look-up tables replace, as a matrix product of real numbers:
// the yardstick of the benchmark, tuned as far as plain multiplication goes.
package dense

// columns is the width of a tile; panel the number of rows computed at once.
const (
	columns = 16
	panel   = 4
)

// Multiply computes sixteen columns of a product,
//
//	r[n][c] = sum over k of s[n][k] * d[k][c]      n < rows, k < terms, c < 16
//
// in ascending order of k, each product rounded before it is added onto zero. r is [rows][16], s
// [rows][terms], d [terms][16]; rows must be a multiple of four, terms of two.
func Multiply(r, s, d []float32, rows, terms int) {
	if rows%panel != 0 || terms%2 != 0 {
		panic("dense: rows must be a multiple of four, terms of two")
	}
	for n := 0; n < rows; n += panel {
		multiplyPanel((*[panel * columns]float32)(r[n*columns:]), s[n*terms:(n+panel)*terms], d[:terms*columns], terms)
	}
}

func multiplyPanelPlain(r *[panel * columns]float32, s, d []float32, terms int) {
	for n := range panel {
		for c := range columns {
			sum := float32(0)
			for k := range terms {
				sum += float32(s[n*terms+k] * d[k*columns+c])
			}
			r[n*columns+c] = sum
		}
	}
}
