package kernel

import "unsafe"

// Products of signs and whole numbers of 8 bits, which are exact in any order.

// Bytes is a view of rows of whole numbers of 8 bits from -MaxWhole to MaxWhole: row r starts at Data[r*Stride].
type Bytes struct {
	Data   []int8
	Stride int
}

// MaxWhole is the largest magnitude of the whole numbers of Bytes.
const MaxWhole = 127

// wholeGroup is the number of signs that one look-up of whole numbers serves; a word has ten such groups and one of
// four signs. More signs a look-up are fewer look-ups, but the tables of a word are to stay in the first-level cache.
const (
	wholeGroup    = 6
	wholeGroups   = (64 + wholeGroup - 1) / wholeGroup
	wholePatterns = 1 << wholeGroup
)

// wholeTable holds, for each group of six rows and each pattern of six signs, the signed sum of these rows in sixteen
// columns: [group][pattern][column]. It takes 22 KiB.
type wholeTable [wholeGroups][wholePatterns][Lanes]int16

// wholeWords is the number of words of signs whose sums fit 16 bits: 4*64*127 is 32,512.
const wholeWords = 4

// WholeScratch is the working memory of LookupWhole and PixelGradWhole; one a worker.
type WholeScratch struct {
	made *wholeTable    // see table
	sums [][Lanes]int16 // [rows] sums of up to wholeWords words
}

// table is the table, which begins with a line of the cache: where it did not, half of its entries stood in two, and a
// step over maps took a tenth longer.
func (s *WholeScratch) table() *wholeTable {
	if s.made == nil {
		const line = 64
		room := make([]byte, unsafe.Sizeof(*s.made)+line-1)
		first := &room[-uintptr(unsafe.Pointer(&room[0]))%line]
		s.made = (*wholeTable)(unsafe.Pointer(first))
	}
	return s.made
}

// LookupWhole computes sixteen columns of the product of a matrix of signs or ternary numbers and one of whole
// numbers of 8 bits,
//
//	r[n][c] = unit * sum over k of s[n][k] * d[k][c]      n < rows, k < terms, c < 16
//
// by tables of all signed sums of six rows of d. unit is a power of two and the sums are less than 2^24, as they are
// of up to 132,104 terms: then all is exact, in any order.
func LookupWhole(r Matrix, s Signs, ternary bool, d Bytes, rows, terms int, unit float32, scratch *WholeScratch) {
	if vectors {
		settle()
	}
	both := [2]Signs{s}
	planes := both[:1]
	if ternary {
		both[1], planes, unit = Second(s), both[:], unit/2
	}
	scratch.sums = grown(scratch.sums, (rows+1)&^1)
	words, atOnce := Words(terms), wholeWords/len(planes)
	for w := range words {
		groups := scratch.table().fill(d, 64*w, terms)
		for i, plane := range planes {
			lookupWholeWord(scratch, plane.Words[w:], plane.Stride, rows, groups, i == 0 && w%atOnce == 0)
		}
		if (w+1)%atOnce == 0 || w == words-1 {
			wholeToReal(r, scratch.sums[:rows], unit, w < atOnce)
		}
	}
	if vectors {
		settle()
	}
}

// fill makes the sums of the rows of d from row k on, of one word, and returns of how many groups; rows from terms on
// are zero.
func (t *wholeTable) fill(d Bytes, k, terms int) (groups int) {
	n := min(terms-k, 64)
	groups = (n + wholeGroup - 1) / wholeGroup
	// Groups come in pairs, apart from the last: what is behind the terms is zero.
	groups = min((groups+1)&^1, wholeGroups)
	var zero [Lanes]int8
	for g := range groups {
		var x [wholeGroup]*[Lanes]int8
		for j := range x {
			if x[j] = &zero; wholeGroup*g+j < n {
				x[j] = (*[Lanes]int8)(d.Data[(k+wholeGroup*g+j)*d.Stride:])
			}
		}
		wholeSums(&t[g], &x)
	}
	return groups
}

// wholeSumsPlain fills the table of a group: the pattern without a sign, then with each sign what there is without it.
func wholeSumsPlain[T int8 | int16](t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]T) {
	t[0] = [Lanes]int16{}
	for _, row := range x {
		for c, v := range row {
			t[0][c] -= int16(v)
		}
	}
	for j, row := range x {
		for p := range 1 << j {
			for c, v := range row {
				t[p+1<<j][c] = t[p][c] + 2*int16(v)
			}
		}
	}
}

func lookupWholeWordPlain(scratch *WholeScratch, s []uint64, sStride, rows, groups int, first bool) {
	table := scratch.table()
	for n := range rows {
		word, row := s[n*sStride], &scratch.sums[n]
		if first {
			*row = [Lanes]int16{}
		}
		for g := range groups {
			sums := &table[g][word>>(wholeGroup*g)&(wholePatterns-1)]
			for c := range row {
				row[c] += sums[c]
			}
		}
	}
}

// wholeToRealPlain sets rows to sums of 16 bits, in units, or adds these.
func wholeToRealPlain(r Matrix, sums [][Lanes]int16, unit float32, first bool) {
	for n := range sums {
		row := (*[Lanes]float32)(r.Data[n*r.Stride:])
		if first {
			*row = [Lanes]float32{}
		}
		for c, x := range sums[n] {
			row[c] += float32(float32(x) * unit)
		}
	}
}
