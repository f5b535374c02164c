package own

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/sim/data"
)

func isArray(f File) bool { return isNPY(f) || isIDX(f) }

// role is what an array is in a set.
type role struct{ labels, test bool }

// readArrays makes samples of arrays of the training part and, where there are some, of the test part.
func readArrays(files []File, _ Options) (*samples, error) {
	of := map[role]*array{}
	var notes []string
	source := "IDX"
	for _, f := range files {
		if !isArray(f) {
			notes = append(notes, f.Name+" is no array and was left aside.")
			continue
		}
		read := readIDX
		if isNPY(f) {
			read, source = readNPY, "NPY"
		}
		words := tokens(f.Name)
		if slices.ContainsFunc(words, func(w string) bool { return w == "val" || w == "valid" || w == "validation" }) {
			notes = append(notes, f.Name+" is of a validation part and was left aside.")
			continue
		}
		a, err := read(f)
		if err != nil {
			return nil, err
		}
		r := role{a.holdsLabels(words), slices.ContainsFunc(words, isTest)}
		if had := of[r]; had != nil {
			return nil, wrong(f.Name, "and %s are both %s: allowed is one of each", had.name, r)
		}
		of[r] = a
	}
	s, err := paired(of, false)
	if err != nil {
		return nil, err
	}
	s.source, s.notes = source, append(notes, s.notes...)
	return s, s.addTests(of)
}

func (r role) String() string {
	what, part := "samples", ""
	if r.labels {
		what = "labels"
	}
	if r.test {
		part = " of the test part"
	}
	return what + part
}

// addTests puts the test part, where the files have one, behind the samples.
func (s *samples) addTests(of map[role]*array) error {
	if of[role{false, true}] == nil && of[role{true, true}] == nil {
		return nil
	}
	t, err := paired(of, true)
	if err != nil {
		return err
	}
	if t.grid != s.grid || (t.reals == nil) != (s.reals == nil) {
		return wrong(t.file, "samples of %s: those of the training part are of %s, and of the same kind of numbers", t.grid,
			s.grid)
	}
	s.tests, s.n = t.n, s.n+t.n
	s.bytes, s.reals, s.labels = append(s.bytes, t.bytes...), append(s.reals, t.reals...), append(s.labels, t.labels...)
	return nil
}

// tokens are the words of a name, in small letters: x, train of "x_train.npy".
func tokens(name string) []string {
	return strings.FieldsFunc(strings.ToLower(stem(name)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

func isTest(word string) bool {
	return slices.Contains([]string{"test", "tests", "testing", "t10k", "xtest", "ytest"}, word)
}

// holdsLabels tells whether an array is one of labels: by its name, or because it has one number a sample.
func (a *array) holdsLabels(words []string) bool {
	if slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains([]string{"y", "label", "labels", "target", "targets", "class", "classes", "ytrain",
			"ytest"}, w)
	}) {
		return true
	}
	return len(a.dims) == 1 || len(a.dims) == 2 && a.dims[1] == 1
}

// paired makes samples of those of a part and their labels.
func paired(of map[role]*array, test bool) (*samples, error) {
	x, y := of[role{false, test}], of[role{true, test}]
	switch {
	case x == nil && y == nil:
		return nil, wrong("your data", "has a test part and no training part: both or one of none is needed")
	case x == nil:
		return nil, wrong(y.name, "are labels without %s: an array of them is needed, such as x.npy", role{false, test})
	case y == nil:
		return nil, wrong(x.name, "are samples without %s: an array of them is needed, such as y.npy", role{true, test})
	case x.texts != nil:
		return nil, wrong(x.name, "holds texts: allowed are numbers")
	case x.dims[0] != y.dims[0]:
		return nil, wrong(y.name, "%d labels for %d samples of %s", y.dims[0], x.dims[0], x.name)
	}
	labels, err := y.labels()
	if err != nil {
		return nil, err
	}
	s := &samples{n: x.dims[0], labels: labels, bytes: x.bytes, reals: x.reals, file: x.name}
	return s, s.lay(x.dims[1:])
}

// labels are those of an array of them: a number or a text a sample, or a row of which one is not 0.
func (a *array) labels() ([]string, error) {
	each := 1
	if n, _ := count(a.dims); a.dims[0] > 0 {
		each = n / a.dims[0]
	}
	if a.texts != nil && each == 1 {
		return a.texts, nil
	}
	if each < 1 || each > MaxClasses || a.texts != nil {
		return nil, wrong(a.name, "has labels of %v: allowed is one a sample, or a row of up to %d of which one is 1",
			a.dims[1:], MaxClasses)
	}
	all := make([]string, a.dims[0])
	for i := range all {
		x := a.at(i)
		if each > 1 {
			hot := -1
			for c := range each {
				switch a.at(i*each + c) {
				case 0:
				case 1:
					if hot < 0 {
						hot = c
						continue
					}
					fallthrough
				default:
					return nil, wrong(a.name, "row %d of the labels is not one 1 and zeros", i)
				}
			}
			x = float32(hot)
		}
		if x != float32(int32(x)) {
			return nil, wrong(a.name, "label %d is %g: allowed are whole numbers, or texts", i, x)
		}
		all[i] = strconv.Itoa(int(x))
	}
	return all, nil
}

// at is a number of the array.
func (a *array) at(i int) float32 {
	if a.reals == nil {
		return float32(a.bytes[i])
	}
	return a.reals[i]
}

// lay finds what a sample of such dimensions is, an image or a signal, and brings its values into the order of a grid.
func (s *samples) lay(dims []int) error {
	g, first := gridOf(dims)
	if g.C == 0 {
		return wrong(s.file, "samples of %v: allowed are rows of numbers, images and signals of leads", dims)
	}
	s.grid, s.tabular = g, len(dims) < 2 && g.H == 1
	if n, most := int64(s.n)*int64(g.C)*int64(g.H)*int64(g.W), int64(mostBytes); n > most {
		return wrong(s.file, "%d samples of %s are %d numbers: allowed are %d", s.n, g, n, most)
	}
	if first {
		s.bytes, s.reals = channelsLast(s.bytes, g, s.n), channelsLast(s.reals, g, s.n)
	}
	if s.fit(); s.grid != g {
		s.notes = append(s.notes, fmt.Sprintf("Samples of %s were made smaller, %s, each place the mean of what it "+
			"covers.", g, s.grid))
	}
	return checkCount(s.file, s.n, s.grid)
}

// gridOf is the grid of samples of such dimensions, and whether channels come first in them; one of no channels where
// there is none.
func gridOf(dims []int) (g data.Grid, first bool) {
	switch len(dims) {
	case 0:
		return data.Grid{C: 1, H: 1, W: 1}, false
	case 1:
		return flat(dims[0]), false
	case 2:
		a, b := dims[0], dims[1]
		short, long := min(a, b), max(a, b)
		if short >= 8 && long <= 2*short { // a picture is not longer (assumed); of a signal there are few leads
			return data.Grid{C: 1, H: a, W: b}, false
		}
		return data.Grid{C: short, H: 1, W: long}, a < b
	case 3:
		return gridOf3(dims)
	}
	return g, false
}

// gridOf3 is that of three dimensions, one of which may be 1.
func gridOf3(dims []int) (g data.Grid, first bool) {
	a, b, c := dims[0], dims[1], dims[2]
	switch {
	case c == 1 || c == 3:
		return data.Grid{C: c, H: a, W: b}, false
	case a == 1 || a == 3:
		return data.Grid{C: a, H: b, W: c}, true
	case b == 1:
		return data.Grid{C: min(a, c), H: 1, W: max(a, c)}, a < c
	case c <= a:
		return data.Grid{C: c, H: a, W: b}, false
	}
	return data.Grid{C: a, H: b, W: c}, true
}

// flat is the grid of a row of numbers: a square where so many make one of at least 8x8, as MNIST's 784 do.
func flat(n int) data.Grid {
	for side := 8; side <= mostSide; side++ {
		if side*side == n {
			return data.Grid{C: 1, H: side, W: side}
		}
	}
	return data.Grid{C: 1, H: 1, W: n}
}

// channelsLast brings the channels of each place side by side.
func channelsLast[T any](values []T, g data.Grid, n int) []T {
	if values == nil || g.C == 1 {
		return values
	}
	out, places := make([]T, len(values)), g.H*g.W
	for i := range n {
		from, to := values[i*places*g.C:], out[i*places*g.C:]
		for c := range g.C {
			for p := range places {
				to[p*g.C+c] = from[c*places+p]
			}
		}
	}
	return out
}
