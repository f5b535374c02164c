package kernel

import "math/bits"

// Ternary numbers -1, 0 and +1 are packed as two planes of signs side by side in one row: first the
// plane of those that are at least 0, then that of those above 0. A number is the mean of its two
// signs, so whatever is linear in signs serves ternary numbers too. It is 0 where the planes differ,
// and the first one is its sign where they agree.

// Second is the second plane of ternary rows: as signs, the rows themselves are the first.
func Second(s Signs) Signs { return Signs{Words: s.Words[s.Stride/2:], Stride: s.Stride} }

// Trits tells which factors of a product are ternary; the other one is signs.
type Trits struct{ W, X bool }

// planes are both planes of a row of packed numbers: signs count as two planes that agree.
func planes(s Signs, row, words int, ternary bool) (p, q []uint64) {
	p = s.Words[row*s.Stride:][:words]
	if !ternary {
		return p, p
	}
	return p, s.Words[row*s.Stride+s.Stride/2:][:words]
}

// TernaryPopcount computes the sums of a layer between vectors of ternary numbers or signs, exactly:
//
//	sums[o][b] = sum over i of w[o][i] * x[b][i] = popcount(n) - 2*popcount(n and (w xor x))
//
// where n are the places at which both are other than 0, for neurons o0 <= o < o1 and images b <
// batch. Bits behind the inputs are zero in all planes.
func TernaryPopcount(sums []int32, sStride int, w, x Signs, t Trits, o0, o1, batch, inputs int) {
	words := Words(inputs)
	behind := int32(64*words - inputs) // places that agree behind the inputs
	for o := o0; o < o1; o++ {
		wp, wq := planes(w, o, words, t.W)
		row := sums[o*sStride:][:batch]
		for b := range row {
			xp, xq := planes(x, b, words, t.X)
			row[b] = trits(wp, wq, xp, xq) - behind
		}
	}
}

// trits is the sum of the products of two vectors by planes of whole words.
func trits(wp, wq, xp, xq []uint64) (sum int32) {
	wq, xp, xq = wq[:len(wp)], xp[:len(wp)], xq[:len(wp)]
	both, differ := 0, 0
	for k, p := range wp {
		n := ^(p ^ wq[k]) &^ (xp[k] ^ xq[k])
		both += bits.OnesCount64(n)
		differ += bits.OnesCount64(n & (p ^ xp[k]))
	}
	return int32(both - 2*differ)
}

// TernaryForward computes the same sums for up to ColumnBlock images by tables, as SignForward does
// for signs. A table holds the distances between eight signs of the weights and eight inputs: 0 where
// they agree, 1 where the input is 0, 2 where they differ. Both planes of the weights look into it.
//
//	sums[o][b] = sum over i of w[o][i] * x[b][i]     o < rows, b < batch
//
// The rows of sums must be padded; what stands behind the batch is of no use. There are at most
// MaxTernaryInputs.
func TernaryForward(sums []int32, sStride int, w, x Signs, t Trits, rows, batch, inputs int, s *PixelScratch) {
	if vectors {
		settle()
	}
	words := Words(inputs)
	s.signs.keep(w, rows, words)
	if t.W {
		s.second.keep(Second(w), rows, words)
	}
	counts, wide := s.differences(rows)
	for b := 0; b < batch; b += 2 * Lanes {
		images := min(batch-b, 2*Lanes)
		s.images = slicePlanes(s.images, 2*Lanes, x.From(b), images, words, &spread)
		zeros := s.images
		if t.X {
			s.others = slicePlanes(s.others, 2*Lanes, Second(x.From(b)), images, words, &spread)
			zeros = s.others
		}
		clear(counts)
		clear(wide)
		ternaryBlock(s, t.W, zeros, (inputs+7)/8, counts, wide)
		widenCounts(wide, counts)
		for half := range (images + Lanes - 1) / Lanes {
			ternaryRows(sums[b+half*Lanes:], sStride, wide[:rows], half, int32(inputs), t.W)
		}
	}
}

// MaxTernaryInputs is the largest number of inputs whose distances fit 16 bits.
const MaxTernaryInputs = 1<<14 - 1

// ternaryBlock adds up the distances of 32 images over all n slices.
func ternaryBlock(s *PixelScratch, two bool, second []byte, n int, counts [][2][16]uint8, wide [][4][8]uint16) {
	limit := 255 / 16 / atOnce * atOnce // slices whose distances fit 8 bits
	if two {
		limit = 255 / 32 / atOnce * atOnce
	}
	t := &s.bytes
	for j := 0; j < n; j += atOnce {
		var p, q [atOnce][]byte
		for i := range atOnce {
			if j+i < n {
				p[i] = s.signs.row(j+i, len(counts))
				if two {
					q[i] = s.second.row(j+i, len(counts))
				}
				distances(&t[i], pair(s.images[(j+i)*2*Lanes:]), pair(second[(j+i)*2*Lanes:]))
			} else {
				p[i], q[i] = p[0], q[0]
				t[i] = [bytePatterns][2][16]uint8{}
			}
		}
		addDifferences(counts, t, p[0], p[1], p[2])
		if two {
			addDifferences(counts, t, q[0], q[1], q[2])
		}
		if done := j + atOnce; done%limit == 0 && done < n {
			widenCounts(wide, counts)
		}
	}
}

// ternaryRows turns the distances of sixteen images into rows of sums: inputs less the distances to
// signs, or less half of those to both planes.
func ternaryRows(sums []int32, sStride int, wide [][4][8]uint16, half int, inputs int32, two bool) {
	shift := 1
	if two {
		shift = 2
	}
	for o := range wide {
		n := wide[o][2*half : 2*half+2]
		row := (*[Lanes]int32)(sums[o*sStride:])
		differencesToSums(row, &n[0], &n[1], inputs<<shift)
		for b := range row {
			row[b] >>= shift
		}
	}
}

// distancesPlain fills the table of a slice: byte x[.][lane] holds the first plane of the eight inputs of
// an image, y the second.
func distancesPlain(t *[bytePatterns][2][16]uint8, x, y *[2][16]uint8) {
	for h := range x {
		for lane, p := range x[h] {
			q := y[h][lane]
			t[0][h][lane] = uint8(bits.OnesCount8(p) + bits.OnesCount8(q))
			for k := range 8 {
				d := 2 - 2*(p>>k&1) - 2*(q>>k&1) // what a set bit of the weight adds
				for w := range 1 << k {
					t[w+1<<k][h][lane] = t[w][h][lane] + d
				}
			}
		}
	}
}

// TernaryPixels is PixelForward for ternary weights.
func TernaryPixels(sums []int32, sStride int, w Signs, pixels []int16, pStride, rows, inputs, batch int,
	s *PixelScratch) {
	if vectors {
		settle()
	}
	s.first.keep(w, rows, Words(inputs))
	s.second.keep(Second(w), rows, Words(inputs))
	s.sums, s.rows = grown(s.sums, Pad(rows)), grown(s.rows, rows*Lanes)
	for c := 0; c < batch; c += Lanes {
		s.tile(&s.first, sums[c:], sStride, pixels[c:], pStride, rows, inputs)
		s.tile(&s.second, s.rows, Lanes, pixels[c:], pStride, rows, inputs)
		for o := range rows {
			a, b := (*[Lanes]int32)(sums[o*sStride+c:]), (*[Lanes]int32)(s.rows[o*Lanes:])
			for i := range a {
				a[i] = (a[i] + b[i]) >> 1 // even: each weight adds two equal signs or none
			}
		}
	}
}

// PackTernary packs up to 64 rows of sixteen numbers, w [rows][16], by column as PackSigns does, as ternary
// ones: -1 below -threshold, +1 from threshold on, else 0. The planes stand in p and q.
func PackTernary(p, q *[Lanes]uint64, w []float32, threshold float32) {
	if vectors {
		settle()
	}
	*p, *q = [Lanes]uint64{}, [Lanes]uint64{}
	for r := 0; r < len(w)/Lanes; r++ {
		x := (*[Lanes]float32)(w[r*Lanes:])
		var up, down [Lanes]float32
		for c, f := range x {
			up[c], down[c] = f+threshold, f-threshold
		}
		at := r / Lanes * Lanes
		p[r%Lanes] |= uint64(rowSigns(&up)) << at
		q[r%Lanes] |= uint64(rowSigns(&down)) << at
	}
	transpose16(p)
	transpose16(q)
}

// AffineSigns packs which of the first batch numbers of a padded row give x*gamma + beta of at least 0:
// one bit a number, zeros behind the batch.
func AffineSigns(bits []uint64, x []float32, gamma, beta float32, batch int) {
	if vectors {
		settle()
	}
	signRow(bits, x, gamma, beta, batch)
}
