package own

import (
	"slices"
	"strconv"
	"strings"

	"arraylab/sim/data"
)

// samples are labelled values as they were read, before they are made bytes.
type samples struct {
	grid   data.Grid
	n      int
	bytes  []byte    // n*grid.Values() of them, in the order of data.Grid, where all are bytes
	reals  []float32 // the same of other numbers; nil where there are bytes
	labels []string  // a class each
	// tabular tells that each value of a sample is a quantity of its own, as the columns of a table are.
	tabular bool
	tests   int      // so many at the end are the files' own test part
	groups  []uint16 // which recording each is of; nil where that is not known
	notes   []string // what was done to them, in sentences
	source  string   // the format, as people name it
	file    string   // the file that stands for all of them in an error

	columns []string // of a table, the labels' too, where its first line names them
	options Options  // of a table, all found
}

// Options are what a person can say of files that do not say it themselves. The zero value leaves all to the reader.
type Options struct {
	Label  string // the column of the labels in a table: First, Last, or a name in its first line; "" finds it
	Header string // whether a table's first line has names: Yes, No; "" finds it
	Scale  string // how numbers become bytes: ScaleKept, ScaleAll or ScaleEach; "" finds it
}

// Values of Options.
const (
	First = "first"
	Last  = "last"
	Yes   = "yes"
	No    = "no"
)

// Read makes a set of the files. All that is wrong is a *data.FormatError.
func Read(files []File, o Options) (*Pool, error) {
	if err := checkSize(files); err != nil {
		return nil, err
	}
	files, err := unpack(files)
	if err != nil {
		return nil, err
	}
	s, err := read(files, o)
	if err != nil {
		return nil, err
	}
	if s.source != tableSource {
		s.options = o
	}
	return s.pool()
}

// checkSize refuses too much before it is looked at.
func checkSize(files []File) error {
	all := 0
	for _, f := range files {
		if all += len(f.Body); all > MaxFile {
			return wrong(f.Name, "with it all files are %d bytes: allowed are %d", all, MaxFile)
		}
	}
	return nil
}

// formats are the readers, the first one that finds a file of its own takes all.
var formats = []struct {
	is   func(f File) bool
	read func(files []File, o Options) (*samples, error)
}{
	{isHeader, readRecords(wfdb)},
	{isEDF, readRecords(edf)},
	{isArray, readArrays},
	{isPicture, readPictures},
	{isTable, readTable},
}

// Formats names what can be read.
const Formats = "IDX, NPY, NPZ, CSV, PNG or JPEG in folders by class or a zip of them, WFDB (.hea, .dat, .atr), EDF " +
	"and EDF+"

func read(files []File, o Options) (*samples, error) {
	if len(files) == 0 {
		return nil, wrong("your data", "no file is there: allowed are %s", Formats)
	}
	for _, format := range formats {
		if slices.ContainsFunc(files, format.is) {
			return format.read(files, o)
		}
	}
	return nil, wrong(files[0].Name, "is of no format that is known: allowed are %s", Formats)
}

// classes numbers the labels: those that are whole numbers by their value, others by the alphabet.
func classes(file string, labels []string) (names []string, of []byte, err error) {
	seen := map[string]int{}
	for _, l := range labels {
		if seen[l]++; len(seen) > MaxClasses {
			return nil, nil, wrong(file, "has more classes than %d, %q and %q among them: allowed are 2 to %d",
				MaxClasses, short(labels[0]), short(l), MaxClasses)
		}
	}
	for name := range seen {
		names = append(names, name)
	}
	if len(names) < 2 {
		return nil, nil, wrong(file, "has %d classes: allowed are 2 to %d", len(names), MaxClasses)
	}
	slices.SortFunc(names, byValue)
	for i, name := range names {
		seen[name] = i
	}
	of = make([]byte, len(labels))
	for i, l := range labels {
		of[i] = byte(seen[l])
	}
	return names, of, nil
}

// byValue has whole numbers first, in their order, then texts.
func byValue(a, b string) int {
	x, noX := strconv.Atoi(a)
	y, noY := strconv.Atoi(b)
	switch {
	case noX == nil && noY == nil && x != y:
		return x - y
	case (noX == nil) != (noY == nil):
		if noX == nil {
			return -1
		}
		return 1
	}
	return strings.Compare(a, b)
}

// short is a text of a file as an error says it.
func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return text
}

// checkCount refuses more samples, or larger ones, than are taken.
func checkCount(file string, n int, g data.Grid) error {
	switch {
	case n < 1 || n > data.MaxImages:
		return wrong(file, "%d samples: allowed are 1 to %d", n, data.MaxImages)
	case g.Values() < 1 || g.Values() > MaxValues:
		return wrong(file, "samples of %s are %d numbers: allowed are 1 to %d", g, g.Values(), MaxValues)
	case n*g.Values() > mostBytes:
		return wrong(file, "%d samples of %s are %d numbers: allowed are %d", n, g, n*g.Values(), mostBytes)
	}
	return nil
}

// Where more than so many bytes, or of a table so many columns, are read, Find tries fewer other readings: each takes
// as long as the first (assumed: a few seconds in a browser are waited for).
const (
	mostSought  = 1 << 25
	mostColumns = 32
)

// Find reads the files so that they are the data of a hash, where some reading of them is: whoever made a link may have
// chosen other columns, or another scale. Else, or where no hash is given, they are read as the options say.
func Find(files []File, o Options, hash string) (*Pool, error) {
	p, err := Read(files, o)
	table := slices.ContainsFunc(files, isTable)
	if hash == "" || err == nil && p.Hash == hash || err != nil && !table || tooMany(files) {
		return p, err
	}
	for _, o := range otherReadings(o, table, p) {
		if other, failed := Read(files, o); failed == nil && other.Hash == hash {
			return other, nil
		}
	}
	return p, err
}

// tooMany tells whether files are too large to be read again and again.
func tooMany(files []File) bool {
	size := 0
	for _, f := range files {
		size += len(f.Body)
	}
	return size > mostSought
}

// otherReadings are the ways in which files can be read that were read as p; nil where that could not be.
func otherReadings(o Options, table bool, p *Pool) (all []Options) {
	labels, headers := []string{o.Label}, []string{o.Header}
	if table {
		labels, headers = []string{First, Last}, []string{Yes, No}
		if p != nil && len(p.Columns) <= mostColumns {
			labels = append(labels, p.Columns...)
		}
	}
	for _, label := range labels {
		for _, header := range headers {
			for _, scale := range []string{ScaleKept, ScaleAll, ScaleEach} {
				all = append(all, Options{label, header, scale})
			}
		}
	}
	return all
}
