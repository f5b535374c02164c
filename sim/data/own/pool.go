package own

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"arraylab/sim/data"
	"arraylab/sim/rng"
)

// Pool is a visitor's data, before they are split into a training and a test part.
type Pool struct {
	data.Shape
	Names  []string // of the classes, by label
	Hash   string   // what a link says of all that a run can depend on
	N      int      // samples
	Images []byte   // N*Grid.Values(), 0..255, in the order of data.Grid
	Labels []byte   // N, 0..Classes-1
	Tests  int      // so many samples at the end are the files' own test part; 0 where the split is ours
	// Groups tell which recording each sample is of: one is never in both parts. nil where that is not known.
	Groups []uint16

	Tabular bool     // each value of a sample is a quantity of its own
	Source  string   // the format that was read: "NPZ"
	Options Options  // how it was read, all found
	Columns []string // of a table, the labels' too; nil without
	Notes   []string // what was done to it, in sentences
}

// pool makes bytes and classes of samples.
func (s *samples) pool() (*Pool, error) {
	if err := checkCount(s.file, s.n, s.grid); err != nil {
		return nil, err
	}
	names, labels, err := classes(s.file, s.labels)
	if err != nil {
		return nil, err
	}
	p := &Pool{Shape: data.Shape{Grid: s.grid, Classes: len(names)}, Names: names, N: s.n, Labels: labels,
		Tests: s.tests, Groups: s.groups, Tabular: s.tabular, Source: s.source, Options: s.options,
		Columns: s.columns, Notes: s.notes}
	p.Images, p.Options.Scale, err = s.scaled(s.options.Scale)
	if err != nil {
		return nil, err
	}
	p.Hash = p.hash()
	return p, nil
}

// HashDigits is how many hexadecimal digits of the hash a link carries: 64 bits.
const HashDigits = 16

// hash is what a link says of the data: the first digits of the SHA-256 over all that a run can depend on. The names of
// the classes are no part of it, nor is the format: the same pictures in PNG and NPY are the same data.
func (p *Pool) hash() string {
	sum := sha256.New()
	sum.Write([]byte("ALown001"))
	groups := 0
	if p.Groups != nil {
		groups = 1
	}
	for _, n := range []int{p.Grid.C, p.Grid.H, p.Grid.W, p.Classes, p.N, p.Tests, groups} {
		sum.Write(binary.LittleEndian.AppendUint32(nil, uint32(n)))
	}
	for _, g := range p.Groups {
		sum.Write(binary.LittleEndian.AppendUint16(nil, g))
	}
	sum.Write(p.Labels)
	sum.Write(p.Images)
	return hex.EncodeToString(sum.Sum(nil))[:HashDigits]
}

// Counts are the samples of each class.
func (p *Pool) Counts() []int {
	counts := make([]int, p.Classes)
	for _, l := range p.Labels {
		counts[l]++
	}
	return counts
}

// heldBack is how many samples there are to each one that tests.
const heldBack = 5

// Split makes the two parts. Where the files have a test part of their own, it is that one. Else a fifth of each class
// is held back, in an order that the seed draws; of recordings, whole ones. Seed 0 leaves the samples in the order of
// the files, of which as many at the end test.
func (p *Pool) Split(seed uint32) (train, test *data.Set) {
	order, tests := p.order(seed)
	if order == nil {
		return p.part("train", p.Images, p.Labels, 0, p.N-tests), p.part("test", p.Images, p.Labels, p.N-tests, p.N)
	}
	values := p.Grid.Values()
	images, labels := make([]byte, 0, len(p.Images)), make([]byte, 0, p.N)
	for _, i := range order {
		images, labels = append(images, p.Images[i*values:(i+1)*values]...), append(labels, p.Labels[i])
	}
	return p.part("train", images, labels, 0, p.N-tests), p.part("test", images, labels, p.N-tests, p.N)
}

// Table tells whether they were read from a table.
func (p *Pool) Table() bool { return p.Source == tableSource }

// part are the samples from one up to another.
func (p *Pool) part(name string, images, labels []byte, from, to int) *data.Set {
	values := p.Grid.Values()
	return &data.Set{Task: data.Own, Part: name, Shape: p.Shape, N: to - from, Images: images[from*values : to*values],
		Labels: labels[from:to]}
}

// order are the samples in the order of the parts, of which so many at the end test; nil for that of the files.
func (p *Pool) order(seed uint32) (order []int, tests int) {
	if p.Tests > 0 {
		return nil, p.Tests
	}
	if seed == 0 {
		return nil, p.held()
	}
	mixed := make([]int, p.N)
	for i := range mixed {
		mixed[i] = i
	}
	source := rng.New(seed, rng.Split).Source(0)
	source.Shuffle(p.N, func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	held := p.everyFifth(mixed)
	if recordings := p.Recordings(); recordings > 1 {
		held = p.wholeRecordings(recordings, source)
	}
	for _, i := range mixed {
		if !held[i] {
			order = append(order, i)
		}
	}
	tests = p.N - len(order)
	for _, i := range mixed {
		if held[i] {
			order = append(order, i)
		}
	}
	return order, tests
}

// held is how many samples test, whatever the seed: a fifth of each class, at least one of all.
func (p *Pool) held() (n int) {
	for _, of := range p.Counts() {
		n += of / heldBack
	}
	return max(1, n)
}

// everyFifth holds back every fifth sample of each class in the order given, at least one of all.
func (p *Pool) everyFifth(mixed []int) (held []bool) {
	held = make([]bool, p.N)
	met, some := make([]int, p.Classes), false
	for _, i := range mixed {
		met[p.Labels[i]]++
		held[i] = met[p.Labels[i]]%heldBack == 0
		some = some || held[i]
	}
	if !some {
		held[mixed[0]] = true
	}
	return held
}

// Recordings is the number of recordings; 0 where that is not known.
func (p *Pool) Recordings() int {
	if p.Groups == nil {
		return 0
	}
	return int(slices.Max(p.Groups)) + 1
}

// wholeRecordings holds back recordings that are drawn, until a fifth of the samples is; never the last one.
func (p *Pool) wholeRecordings(n int, source *rng.Source) (held []bool) {
	size, drawn := make([]int, n), make([]int, n)
	for _, g := range p.Groups {
		size[g]++
	}
	for g := range drawn {
		drawn[g] = g
	}
	source.Shuffle(n, func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	tests, of := 0, make([]bool, n)
	for _, g := range drawn[:n-1] {
		if of[g] = true; heldBack*(tests+size[g]) >= p.N {
			break
		}
		tests += size[g]
	}
	held = make([]bool, p.N)
	for i, g := range p.Groups {
		held[i] = of[g]
	}
	return held
}
