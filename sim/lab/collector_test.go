package lab

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// memoryFile is a CollectorFile in memory, with a disk that may be full.
type memoryFile struct {
	bytes []byte
	full  bool
}

func (f *memoryFile) ReadAt(b []byte, at int64) (int, error) {
	if at >= int64(len(f.bytes)) {
		return 0, io.EOF
	}
	n := copy(b, f.bytes[at:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

var errFull = errors.New("the disk is full")

func (f *memoryFile) Write(b []byte) (int, error) {
	if f.full {
		f.bytes = append(f.bytes, b[:len(b)/2]...)
		return len(b) / 2, errFull
	}
	f.bytes = append(f.bytes, b...)
	return len(b), nil
}

func (f *memoryFile) Truncate(n int64) error { f.bytes = f.bytes[:n]; return nil }
func (f *memoryFile) Sync() error            { return nil }

// collected is a study with made-up results: its table, the results of its units and the file in the end.
func collected(t *testing.T, link string) (table *Table, results []UnitResult, whole string) {
	t.Helper()
	table = tableOf(t, link)
	line := func(i int) string {
		text, err := table.Line(i, Result{Accuracy: float64(i) / 1e4, Fingerprint: fmt.Sprintf("%016x", i)})
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	whole = table.Head()
	for i := range table.Size() {
		whole += line(i)
	}
	for _, u := range table.Units() {
		r := UnitResult{Unit: u.ID()}
		for _, p := range u.Points {
			r.Lines = append(r.Lines, line(p))
		}
		results = append(results, r)
	}
	return table, results, whole
}

// manyUnits is a study of value-major order: the points of a unit lie apart in the table.
const manyUnits = "train=20000&epochs=5&hidden=256&memory=ber&ber=0.001..0.1..9&when=read~program&seeds=20&chips=3"

// TestCollectorInAnyOrder: units come in random order, some twice; the collector is begun anew again and again, with
// files that were cut off anywhere. The table is always what one machine would have written.
func TestCollectorInAnyOrder(t *testing.T) {
	table, results, whole := collected(t, manyUnits)
	if len(results) < 15 {
		t.Fatalf("%d units are few", len(results))
	}
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 3))
		csv, spool := &memoryFile{}, &memoryFile{}
		var c *Collector
		restarts := 0
		for left := slices.Concat(results, results[:5]); len(left) > 0; {
			if c == nil || restarts < 4 && r.IntN(10) == 0 {
				restarts++
				for _, f := range []*memoryFile{csv, spool} {
					f.bytes = f.bytes[:len(f.bytes)-r.IntN(min(len(f.bytes)+1, 300))]
				}
				var err error
				if c, err = NewCollector(table, csv, spool); err != nil {
					t.Fatal(err)
				}
				left = slices.Concat(results, results[:5]) // what was lost is handed in again
			}
			i := r.IntN(len(left))
			had := 0
			for _, u := range table.Units() {
				if u.ID() == left[i].Unit {
					for _, p := range u.Points {
						if c.Has(p) {
							had++
						}
					}
				}
			}
			news, err := c.Put(left[i])
			if err != nil || news != len(left[i].Lines)-had {
				t.Fatalf("%d of %d lines are news, %d were there: %v", news, len(left[i].Lines), had, err)
			}
			left = slices.Delete(left, i, i+1)
			if !strings.HasPrefix(whole, string(csv.bytes)) {
				t.Fatal("the table is not the beginning of the whole one")
			}
		}
		if string(csv.bytes) != whole || !c.Whole() || c.Held() != table.Size() {
			t.Fatalf("the table has %d bytes, want %d; %d points", len(csv.bytes), len(whole), c.Held())
		}
	}
}

// TestCollectorRefuses what is not of the study, or not the same twice; nothing of it is taken.
func TestCollectorRefuses(t *testing.T) {
	table, results, _ := collected(t, manyUnits)
	csv, spool := &memoryFile{}, &memoryFile{}
	c, err := NewCollector(table, csv, spool)
	if err == nil {
		_, err = c.Put(results[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	had := c.Held()
	change := func(of int, how func(lines []string)) UnitResult {
		r := UnitResult{results[of].Unit, slices.Clone(results[of].Lines)}
		how(r.Lines)
		return r
	}
	var foreign *LinkError
	for name, r := range map[string]UnitResult{
		"a unit of others": {"0123456789abcdef", results[1].Lines},
		"a line too few":   {results[1].Unit, results[1].Lines[1:]},
		"another order":    change(1, func(l []string) { l[0], l[1] = l[1], l[0] }),
		"a line of others": change(1, func(l []string) { l[2] = results[2].Lines[2] }),
		"another spelling": change(1, func(l []string) { l[3] = strings.Replace(l[3], ",0.", ",00.", 1) }),
		"no end of line":   change(1, func(l []string) { l[3] = strings.TrimSpace(l[3]) }),
		"two lines in one": change(1, func(l []string) { l[3] += l[3] }),
		"no line":          change(1, func(l []string) { l[3] = "\n" }),
	} {
		if _, err := c.Put(r); !errors.As(err, &foreign) || c.Held() != had {
			t.Errorf("%s: %v, %d points", name, err, c.Held())
		}
	}
	var doubt *DoubtError
	for _, at := range []int{0, len(results[0].Lines) - 1} { // in the table and in the spool
		r := change(0, func(l []string) { l[at] = strings.Replace(l[at], ",0\n", ",7\n", 1) })
		if _, err := c.Put(r); !errors.As(err, &doubt) || doubt.Got != r.Lines[at] ||
			doubt.Had != results[0].Lines[at] || c.Held() != had {
			t.Errorf("another result of a point: %v", err)
		}
	}
	other, _, _ := collected(t, strings.Replace(manyUnits, "seeds=20", "seeds=21", 1))
	for _, f := range [][2]*memoryFile{{csv, &memoryFile{}}, {&memoryFile{}, spool}} {
		before := bytes.Clone(append(f[0].bytes, f[1].bytes...))
		if _, err := NewCollector(other, f[0], f[1]); !errors.As(err, &foreign) {
			t.Errorf("files of another study: %v", err)
		}
		if !bytes.Equal(before, append(f[0].bytes, f[1].bytes...)) {
			t.Error("files of another study were changed")
		}
	}
}

// TestCollectorOnAFullDisk: what cannot be written does not count, and can be handed in again.
func TestCollectorOnAFullDisk(t *testing.T) {
	table, results, whole := collected(t, manyUnits)
	csv, spool := &memoryFile{}, &memoryFile{}
	c, err := NewCollector(table, csv, spool)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		full := []*memoryFile{csv, spool}[i%2]
		full.full = true
		if _, err := c.Put(r); err != nil && !errors.Is(err, errFull) {
			t.Fatal(err)
		}
		full.full = false
		if _, err := c.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	if string(csv.bytes) != whole || !c.Whole() {
		t.Errorf("%d of %d bytes", len(csv.bytes), len(whole))
	}
}

// TestCollectorSkipsDamagedLines of the spool: the others count.
func TestCollectorSkipsDamagedLines(t *testing.T) {
	table, results, whole := collected(t, manyUnits)
	csv, spool := &memoryFile{}, &memoryFile{}
	c, err := NewCollector(table, csv, spool)
	if err != nil {
		t.Fatal(err)
	}
	last := results[len(results)-1]
	if _, err := c.Put(last); err != nil {
		t.Fatal(err)
	}
	at := len(table.Head()) + 10
	copy(spool.bytes[at:], "\x00\x00\x00")
	if c, err = NewCollector(table, csv, spool); err != nil || c.Held() != len(last.Lines)-1 {
		t.Fatalf("%d points of %d, %v", c.Held(), len(last.Lines), err)
	}
	for _, r := range results {
		if _, err := c.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	if string(csv.bytes) != whole {
		t.Error("the table is another one")
	}
}

// TestUnitsComputeTheTable: what workers compute unit by unit, points in between that fail apart, is the table that
// runs alone give.
func TestUnitsComputeTheTable(t *testing.T) {
	table := tableOf(t, "train=300&test=200&hidden=20&epochs=1&batch=50&memory=ber&ber=0~0.2&lr=0.001~0.01&seeds=2&chips=2")
	c := Carrier{Sets: func(string, int, int) (Sets, error) { return toySets(), nil }, Workers: 2}
	want := map[int]string{}
	for i, e := range slices.Collect(table.Experiments(0)) {
		if i%5 == 0 {
			want[i], _ = table.Line(i, finish(mustRun(t, e.Link(), 1)))
		}
	}
	u := Unit{table.Study(), NumericVersion, slices.Collect(maps.Keys(want)), 0}
	slices.Sort(u.Points)
	beats := 0
	r, err := c.Unit(table, u, func(done int) error { beats += done; return nil })
	if err != nil || beats != 1+2+3+4 || r.Unit != u.ID() {
		t.Fatalf("%d beats, %v", beats, err)
	}
	for i, p := range u.Points {
		if r.Lines[i] != want[p] {
			t.Errorf("point %d is %q, alone %q", p, r.Lines[i], want[p])
		}
	}
	stop := errors.New("the lease is lost")
	if _, err := c.Unit(table, u, func(int) error { return stop }); err != stop {
		t.Errorf("%v, want %v", err, stop)
	}
	// The images of one of the tasks are missing: its points fail, the others are computed.
	table = tableOf(t, "train=300&test=200&hidden=20&epochs=1&batch=50&memory=ber&ber=0~0.2&task=mnist~fashion&seeds=2")
	none := errors.New("no images")
	c.Sets = func(task string, _, _ int) (Sets, error) {
		if task == "fashion" {
			return Sets{}, none
		}
		return toySets(), nil
	}
	came, failed := 0, 0
	err = c.Units(table, table.Units(), func(p int) bool { return p > 0 }, func(_ int, _ Result, err error) error {
		if came++; err != nil {
			failed++
		}
		return nil
	})
	var points *PointsError
	if !errors.As(err, &points) || !errors.Is(err, none) || came != 7 || failed != 4 ||
		!slices.Equal(points.Points, []int{4, 5, 6, 7}) || !strings.Contains(err.Error(), "4 points failed, 4 to 7: no images") {
		t.Errorf("%d points, %d failed: %v", came, failed, err)
	}
}
