package kernel

import "slices"

// entries are rows of signs as where in tables of whole numbers the sums that they select stand, in bytes: who looks
// the same rows up in many tables cuts their words into groups once.
type entries struct {
	at    []uint16 // [row][word][entriesOf]
	words int      // of a row
	of    []uint64 // the rows that were cut last
}

// entriesOf is the room for the groups of a word, entryBytes the size of what one selects.
const (
	entriesOf  = wholeGroups + 1
	entryBytes = 2 * Lanes
)

// keep cuts rows of so many words each unless they are the ones that were cut last.
func (e *entries) keep(rows []uint64, words int) {
	if e.words == words && slices.Equal(e.of, rows) {
		return
	}
	e.of, e.words = append(e.of[:0], rows...), words
	e.at = grown(e.at, len(rows)*entriesOf)
	for i, word := range rows {
		cutEntries((*[entriesOf]uint16)(e.at[i*entriesOf:]), word)
	}
}

// cutEntries cuts a word. It is written out, for it is done for each word of a map.
func cutEntries(to *[entriesOf]uint16, word uint64) {
	const patterns, table = (wholePatterns - 1) * entryBytes, wholePatterns * entryBytes
	to[0] = uint16(word << 5 & patterns)
	to[1] = uint16(word>>1&patterns) + 1*table
	to[2] = uint16(word>>7&patterns) + 2*table
	to[3] = uint16(word>>13&patterns) + 3*table
	to[4] = uint16(word>>19&patterns) + 4*table
	to[5] = uint16(word>>25&patterns) + 5*table
	to[6] = uint16(word>>31&patterns) + 6*table
	to[7] = uint16(word>>37&patterns) + 7*table
	to[8] = uint16(word>>43&patterns) + 8*table
	to[9] = uint16(word>>49&patterns) + 9*table
	to[10] = uint16(word>>55&patterns) + 10*table
}

// from are those of a word of a row on.
func (e *entries) from(row, word int) []uint16 { return e.at[(row*e.words+word)*entriesOf:] }

// add adds what the first groups of a word of each row select to rows of sums, or sets them to that; from are the
// entries of that word of the first row on.
func (t *wholeTable) add(rows [][Lanes]int16, from []uint16, e *entries, groups int, first bool) {
	if first {
		clear(rows)
	}
	addEntries(t, rows, from, e.words*entriesOf, groups)
}

func addEntriesPlain(t *wholeTable, rows [][Lanes]int16, from []uint16, step, groups int) {
	for i := range rows {
		for _, at := range from[i*step:][:groups] {
			sums := &t[at/entryBytes/wholePatterns][at/entryBytes%wholePatterns]
			for c := range sums {
				rows[i][c] += sums[c]
			}
		}
	}
}
