package kernel

import "math"

// PixelColumn is the place of image b in a padded row of pixels: within each eight, images 0
// to 3 take the even places and 4 to 7 the odd ones, so that 16-bit sums widen to 32 bits in
// order by two shifts.
func PixelColumn(b int) int { return b&^7 | (b&3)<<1 | b>>2&1 }

// pixelTable holds, for each slice of eight pixels and each pattern of eight signs, the sum of
// the pixels whose sign is +1 in sixteen images: [slice][pattern][column/8][column%8]. The sums
// are 16 bits without sign.
type pixelTable [atOnce][bytePatterns][2][8]uint16

// PixelScratch is the working memory of PixelForward and SignForward; one a worker.
type PixelScratch struct {
	pixels pixelTable
	bytes  byteTable
	first  Planes         // of the first layer's weights, by slice of eight inputs
	signs  Planes         // of another layer's
	second Planes         // second planes of ternary weights
	images []byte         // planes of 32 images
	others []byte         // second planes of ternary ones
	sums   [][2][8]uint16 // [O] sums of pixels in sixteen images
	counts [][2][16]uint8 // [O] differences in 32 images
	wide   [][4][8]uint16 // [O] the same over more slices
	rows   []int32        // [O][16] sums of sixteen images
}

// grown returns a slice of n elements, the given one where it is long enough.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// PixelForward computes columns of the first layer's sums, exactly:
//
//	sums[o][c] = sum over i of w[o][i] * pixels[i][c]     o < rows, i < inputs, c < batch
//
// w are packed signs [O][inputs], pixels (0 to 4095: eight add up in 16 bits) as int16 rows of stride pStride whose
// images stand as PixelColumn says, sums int32 rows of stride sStride with the images in plain order; both are padded,
// and what stands behind the batch is of no use. Slices of eight pixels that are black in sixteen images cost nothing.
// Integers make the order of the sum immaterial.
func PixelForward(sums []int32, sStride int, w Signs, pixels []int16, pStride, rows, inputs, batch int,
	s *PixelScratch) {
	if vectors {
		settle()
	}
	s.first.keep(w, rows, Words(inputs))
	s.sums = grown(s.sums, Pad(rows))
	for c := 0; c < batch; c += Lanes {
		s.tile(&s.first, sums[c:], sStride, pixels[c:], pStride, rows, inputs)
	}
}

// tile computes sixteen columns.
func (s *PixelScratch) tile(w *Planes, out []int32, sStride int, pixels []int16, pStride, rows, inputs int) {
	p := pixelTile{s: s, w: w, acc: s.sums, out: out, sStride: sStride, rows: rows, first: true}
	clear(p.acc)
	for i := 0; i < inputs; i += 8 {
		p.slice(i/8, pixels[i*pStride:], pStride, min(8, inputs-i))
	}
	p.flush()
}

// maxTotal is the largest total that is less than twice the largest number of 16 bits with sign.
const maxTotal = 2 * math.MaxInt16

// pixelTile is the work on sixteen columns. Sums over the pixels of sign +1 never exceed those
// over all pixels, so they fit 16 bits as long as the totals do; before they might not, flush
// moves them to 32 bits.
type pixelTile struct {
	s       *PixelScratch
	w       *Planes
	acc     [][2][8]uint16
	out     []int32
	sStride int
	rows    int
	first   bool // nothing was moved yet
	totals  [Lanes]uint16
	pending int // slices whose tables stand ready
	plane   [atOnce][]byte
}

// slice takes the n <= 8 rows of pixels of slice j.
func (p *pixelTile) slice(j int, pixels []int16, pStride, n int) {
	var blank [Lanes]int16
	var x [8]*[Lanes]int16
	for k := range x {
		if x[k] = &blank; k < n {
			x[k] = (*[Lanes]int16)(pixels[k*pStride:])
		}
	}
	p.eight(j, &x)
}

// eight takes the eight rows of pixels of slice j.
func (p *pixelTile) eight(j int, x *[8]*[Lanes]int16) {
	var sum [Lanes]int16
	if !pixelTotals(&sum, x) {
		return
	}
	if !addTotals(&p.totals, &sum) {
		p.flush()
		addTotals(&p.totals, &sum)
	}
	pixelPatterns(&p.s.pixels[p.pending], x)
	p.plane[p.pending] = p.w.row(j, len(p.acc))
	if p.pending++; p.pending == atOnce {
		p.add()
	}
}

// add adds the pending slices to the sums.
func (p *pixelTile) add() {
	for ; p.pending < atOnce; p.pending++ {
		p.s.pixels[p.pending], p.plane[p.pending] = [bytePatterns][2][8]uint16{}, p.plane[0]
	}
	p.pending = 0
	addPixels(p.acc, &p.s.pixels, p.plane[0], p.plane[1], p.plane[2])
}

// flush moves what has been added up to the sums of 32 bits.
func (p *pixelTile) flush() {
	if p.pending > 0 {
		p.add()
	}
	var minus [Lanes]int32 // in plain order
	for b := range minus {
		minus[b] = -int32(p.totals[PixelColumn(b)])
	}
	for o := range p.rows {
		row := (*[Lanes]int32)(p.out[o*p.sStride:])
		more := &minus
		if !p.first {
			more = addRow(row, &minus)
		}
		setTwice(row, &p.acc[o], more)
	}
	clear(p.acc)
	p.totals, p.first = [Lanes]uint16{}, false
}

// addRow adds b to a and returns it.
func addRow(a, b *[Lanes]int32) *[Lanes]int32 {
	for i, x := range b {
		a[i] += x
	}
	return a
}

// pixelTotalsPlain adds eight rows and tells whether any pixel is not black.
func pixelTotalsPlain(sum *[Lanes]int16, x *[8]*[Lanes]int16) (any bool) {
	for c := range sum {
		sum[c] = 0
		for _, row := range x {
			sum[c] += row[c]
		}
		any = any || sum[c] != 0
	}
	return any
}

func addTotalsPlain(totals *[Lanes]uint16, sum *[Lanes]int16) (fit bool) {
	for c, s := range sum {
		if int(totals[c])+int(s) > maxTotal {
			return false
		}
	}
	for c, s := range sum {
		totals[c] += uint16(s)
	}
	return true
}

func pixelPatternsPlain(t *[bytePatterns][2][8]uint16, x *[8]*[Lanes]int16) {
	t[0] = [2][8]uint16{}
	for k, row := range x {
		var of [2][8]uint16 // in halves, as the table has them: a division and a check less an entry
		for c, v := range row {
			of[c/8][c%8] = uint16(v)
		}
		for p := range 1 << k {
			from, to := &t[p&(bytePatterns-1)], &t[(p+1<<k)&(bytePatterns-1)]
			for c := range of[0] {
				to[0][c] = from[0][c] + of[0][c]
				to[1][c] = from[1][c] + of[1][c]
			}
		}
	}
}

func addPixelsPlain(acc [][2][8]uint16, t *pixelTable, p0, p1, p2 []byte) {
	for n := range acc {
		a, b, c := &t[0][p0[n]], &t[1][p1[n]], &t[2][p2[n]]
		for h := range a {
			for i := range a[h] {
				acc[n][h][i] += a[h][i] + b[h][i] + c[h][i]
			}
		}
	}
}

// setTwicePlain sets a row to the doubled sums, back in plain order, and more.
func setTwicePlain(row *[Lanes]int32, acc *[2][8]uint16, more *[Lanes]int32) {
	for b := range row {
		c := PixelColumn(b)
		row[b] = more[b] + 2*int32(acc[c/8][c%8])
	}
}
