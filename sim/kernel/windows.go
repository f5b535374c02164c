package kernel

// Windows are the places of a convolution in a map of H rows, W columns and C channels, whose values stand position by
// position, (y*W+x)*C + c. A window spans KH x KW positions; it moves by SH and SW and begins PH and PW outside of the
// map; what it takes from there is left out. There are Rows x Columns places, of which each PoolH x PoolW neighbours
// give one sum, the largest; what is over at the edges gives none.
type Windows struct {
	C, H, W       int
	KH, KW        int
	SH, SW        int
	PH, PW        int
	Rows, Columns int
	PoolH, PoolW  int
}

// Taps returns the positions of a window.
func (g *Windows) Taps() int { return g.KH * g.KW }

// Pooled returns the rows and columns of the sums that are left of the places.
func (g *Windows) Pooled() (rows, columns int) { return g.Rows / g.PoolH, g.Columns / g.PoolW }

// at is the position that a tap takes at a place, and whether it is inside of the map.
func (g *Windows) at(y, x, tap int) (position int, inside bool) {
	row, column := y*g.SH-g.PH+tap/g.KW, x*g.SW-g.PW+tap%g.KW
	return row*g.W + column, row >= 0 && row < g.H && column >= 0 && column < g.W
}

// inside are the taps of a row of the window at a place that lie inside of the map: the first of them, how many they
// are, side by side, and the position of the first.
func (g *Windows) inside(y, x, ky int) (tap, n, position int) {
	row, column := y*g.SH-g.PH+ky, x*g.SW-g.PW
	first, end := max(0, -column), min(g.KW, g.W-column)
	if row < 0 || row >= g.H || first >= end {
		return 0, 0, 0
	}
	return ky*g.KW + first, end - first, row*g.W + column + first
}

// border tells whether the window of a place reaches outside.
func (g *Windows) border(y, x int) bool {
	row, column := y*g.SH-g.PH, x*g.SW-g.PW
	return row < 0 || row+g.KH > g.H || column < 0 || column+g.KW > g.W
}

// Sums are where those of a layer over a map go, and which of a pool they were: rows [(position*O + neuron)][Stride], a
// column an image.
type Sums struct {
	Data   []int32
	Stride int
	O      int
	Chosen []uint8 // [(position*O + neuron)][Stride], which place of a pool had the largest; nil where nobody asks
}

// keep collects the sums of a tile of sixteen images at the places of a pool, and keeps the largest, the first in the
// order of its rows where there are several.
func (s *Sums) keep(position, neuron, column int, sums *[Lanes]int32, place uint8) {
	at := (position*s.O+neuron)*s.Stride + column
	row := (*[Lanes]int32)(s.Data[at:])
	chosen := &[Lanes]uint8{}
	if s.Chosen != nil {
		chosen = (*[Lanes]uint8)(s.Chosen[at:])
	}
	if place == 0 {
		*row, *chosen = *sums, [Lanes]uint8{}
		return
	}
	keepLargest(row, chosen, sums, place)
}

// keepLargestPlain takes the sums that are larger than those of a row, and notes their place.
func keepLargestPlain(row *[Lanes]int32, chosen *[Lanes]uint8, sums *[Lanes]int32, place uint8) {
	for b, x := range sums {
		if x > row[b] {
			row[b], chosen[b] = x, place
		}
	}
}

// KeepSums keeps n padded rows of sums, of the given width and step, in 16 bits.
func KeepSums(kept []int16, sums []int32, step, n, width int) {
	if n > 0 && width > 0 {
		keepSums(kept, sums, step, n, width)
	}
}

func keepSumsPlain(kept []int16, sums []int32, step, n, width int) {
	for r := range n {
		row := kept[r*step:][:width]
		for i, x := range sums[r*step:][:width] {
			row[i] = int16(x)
		}
	}
}
