package kernel

// group is the number of signs that one table look-up serves; groupsPerWord of them make a word.
const (
	group         = 4
	groupsPerWord = 64 / group
	patterns      = 1 << group
)

// signTable holds, for each group of four rows and each pattern of four signs, the signed sum
// of these rows in sixteen columns: [group][pattern][column].
type signTable [groupsPerWord][patterns][Lanes]float32

// LookupScratch is the working memory of Lookup; one a worker.
type LookupScratch struct{ table signTable }

// Matrix is a view of rows of float32: row r starts at Data[r*Stride].
type Matrix struct {
	Data   []float32
	Stride int
}

// Signs is a view of rows of packed signs: row r starts at Words[r*Stride].
type Signs struct {
	Words  []uint64
	Stride int
}

// Row returns row r.
func (s Signs) Row(r int) []uint64 { return s.Words[r*s.Stride:][:s.Stride] }

// From returns the rows from r on.
func (s Signs) From(r int) Signs { return Signs{Words: s.Words[r*s.Stride:], Stride: s.Stride} }

// Lookup computes sixteen columns of the product of a sign matrix and a real matrix,
//
//	r[n][c] = sum over k of s[n][k] * d[k][c]      n < rows, k < terms, c < 16
//
// by tables of all signed sums of four rows of d ("four Russians"). The order of the sum is
// that of four terms in a row, ((s0*d0 + s1*d1) + s2*d2) + s3*d3, and these sums one after
// another onto zero. Rows of d behind terms must exist up to a multiple of four and hold zeros
// or be absent.
func Lookup(r Matrix, s Signs, d Matrix, rows, terms int, scratch *LookupScratch) {
	if vectors {
		settle()
	}
	t := &scratch.table
	for w, done := 0, 0; done < terms; w, done = w+1, done+64 {
		n := min(terms-done, 64)
		// Pairs of groups: what is behind the terms is zero, and zeros change no sum.
		groups := (n + 2*group - 1) / (2 * group) * 2
		for g := range groups {
			buildSums(&t[g], d, done+g*group, terms)
		}
		lookupWord(t, r.Data, r.Stride, s.Words[w:], s.Stride, rows, groups, w == 0)
	}
	if vectors {
		settle()
	}
}

// buildSums fills the sums of the four rows of d from row k on; rows from terms on are zero.
func buildSums(t *[patterns][Lanes]float32, d Matrix, k, terms int) {
	var zero [Lanes]float32
	var rows [group]*[Lanes]float32
	for j := range rows {
		if rows[j] = &zero; k+j < terms {
			rows[j] = (*[Lanes]float32)(d.Data[(k+j)*d.Stride:])
		}
	}
	sumPatterns(t, rows[0], rows[1], rows[2], rows[3])
}

func sumPatternsPlain(t *[patterns][Lanes]float32, a, b, c, d *[Lanes]float32) {
	for p := range t {
		for i := range Lanes {
			x, y, z, u := a[i], b[i], c[i], d[i]
			if p&1 == 0 {
				x = -x
			}
			if p&2 == 0 {
				y = -y
			}
			if p&4 == 0 {
				z = -z
			}
			if p&8 == 0 {
				u = -u
			}
			t[p][i] = ((x + y) + z) + u
		}
	}
}

func lookupWordPlain(t *signTable, r []float32, rStride int, s []uint64, sStride, rows, groups int, first bool) {
	for n := range rows {
		word := s[n*sStride]
		row := (*[Lanes]float32)(r[n*rStride:])
		if first {
			*row = [Lanes]float32{}
		}
		for g := range groups {
			sums := &t[g][word>>(group*g)&(patterns-1)]
			for i := range row {
				row[i] += sums[i]
			}
		}
	}
}
