package knob

import "strings"

// Nearest is the one of the names that a word was probably meant to be; "" where none is near.
func Nearest(word string, names []string) string {
	best, least := "", 1+min(2, (len(word)+1)/3) // a third of the letters, at most two, may be wrong
	for _, name := range names {
		d := typos(strings.ToLower(word), name)
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// typos counts the letters that were forgotten, added, taken for others or exchanged with their neighbours to make one
// word of the other (the distance of Damerau and Levenshtein, restricted to neighbours).
func typos(a, b string) int {
	if d := len(a) - len(b); d > 2 || d < -2 {
		return 3 // more than anyone asks for
	}
	row := make([][]int, len(a)+1)
	for i := range row {
		row[i] = make([]int, len(b)+1)
		row[i][0] = i
	}
	for j := range row[0] {
		row[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			row[i][j] = min(row[i-1][j]+1, row[i][j-1]+1, row[i-1][j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[i][j] = min(row[i][j], row[i-2][j-2]+1)
			}
		}
	}
	return row[len(a)][len(b)]
}
