package lab

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"

	"arraylab/devices/knob"
)

// Table is the growing CSV file of a study, which is a sweep or an ablation: a comment with its link, the line of
// names, then a line a point in their order. Its bytes do not depend on how often it was interrupted, nor on who
// computed which point. What it says of a point is computed when asked: a table of a million points is small. Its
// methods may be called by several goroutines.
type Table struct {
	points lastVariant
	study  string // the canonical link
	head   string
	here   Numerics
	cut    func() []Unit
	shard  *shard // whose points these are; nil for the whole study
}

// Table of the study that a link holds, of at most MaxStudy points; a *LinkError where there is none.
func (l Link) Table() (*Table, error) { return l.tableBy(NumericVersion) }

// tableBy is the table of points by numerics.
func (l Link) tableBy(here Numerics) (*Table, error) {
	if l.Sweep == nil {
		return nil, &LinkError{"the link holds no sweep: give one or two fields several values, such as " +
			"ber=0.001~0.01 or ber=0.001..0.1..9, or seeds= or chips="}
	}
	names, err := csvOf([][]string{printNames})
	if err != nil {
		return nil, err
	}
	t := &Table{here: here, study: Link{Experiment: l.Experiment, Sweep: l.Sweep, Ablate: l.Ablate}.String()}
	t.head = here.TableHead(t.study) + string(names)
	t.points.seeds, t.points.chips = l.Sweep.Seeds, l.Sweep.Chips
	t.cut = sync.OnceValue(t.units)
	if l.Ablate {
		t.points.of, err = l.Ablation()
	} else {
		t.points.of, err = l.Sweep.around(l.Experiment, studyLimits)
	}
	if err == nil {
		err = t.points.check()
	}
	return t, err
}

// Size is the number of points.
func (t *Table) Size() int {
	if t.shard != nil {
		return len(t.shard.points)
	}
	return t.points.size()
}

// point is the experiment of point number index, and its label.
func (t *Table) point(index int) (Experiment, SweepPoint) {
	e, label := t.points.point(t.Number(index))
	label.Index = index
	return e, label
}

// Experiment is that of point number index, below Size.
func (t *Table) Experiment(index int) Experiment {
	e, _ := t.point(index)
	return e
}

// Experiments are those of the points from number from on, in their order.
func (t *Table) Experiments(from int) iter.Seq[Experiment] {
	return func(yield func(Experiment) bool) {
		for i := from; i < t.Size(); i++ {
			if !yield(t.Experiment(i)) {
				return
			}
		}
	}
}

// Study is the canonical link of the study.
func (t *Table) Study() string { return t.study }

// Head is what the file begins with.
func (t *Table) Head() string { return t.head }

// Point is what came of point number index.
func (t *Table) Point(index int, r Result) SweepPoint {
	e, label := t.point(index)
	return label.with(r, e)
}

// Line is that point as a line of the file.
func (t *Table) Line(index int, r Result) (string, error) { return t.Point(index, r).Line() }

// Done reads the points that a file holds, and tells how many of its bytes they take: a line that was cut off does not
// count. A *LinkError says why the file is not one of this study.
func (t *Table) Done(file []byte) (points Points, size int, err error) {
	read, err := t.scan(bytes.NewReader(file), func(p SweepPoint, _ string, _ int64) error {
		points = append(points, p)
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return points, int(read), nil
}

// scan reads the points of a file one by one, each with its line and where that begins, up to the end or to a line that
// was cut off, and tells how many bytes they take. A *LinkError says why the file is not one of this study.
func (t *Table) scan(file io.Reader, each func(p SweepPoint, line string, at int64) error) (size int64, err error) {
	r, whole, err := t.behindHead(file)
	if err != nil || !whole {
		return 0, err
	}
	size = int64(len(t.head))
	for i := 0; ; i++ {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			return size, nil
		}
		if err != nil {
			return 0, err
		}
		p, ok := t.read(i, strings.TrimSuffix(line, "\n"))
		if !ok {
			return 0, &LinkError{fmt.Sprintf("the file is not one of this study: line %d is %q",
				strings.Count(t.head, "\n")+i+1, knob.Clip(strings.TrimSuffix(line, "\n")))}
		}
		if err := each(p, line, size); err != nil {
			return 0, err
		}
		size += int64(len(line))
	}
}

// behindHead reads the head of a file of this study, if it is whole: one that is cut off is that of an empty file.
func (t *Table) behindHead(file io.Reader) (behind *bufio.Reader, whole bool, err error) {
	const more = 4096 // of a foreign file, to say what it is
	r := bufio.NewReaderSize(file, len(t.head)+more)
	begin, err := r.Peek(len(t.head))
	switch {
	case err != nil && err != io.EOF:
		return nil, false, err
	case len(begin) < len(t.head) && strings.HasPrefix(t.head, string(begin)):
		return nil, false, nil
	case string(begin) != t.head:
		begin, _ = r.Peek(len(t.head) + more)
		return nil, false, t.foreign(string(begin))
	}
	_, err = r.Discard(len(t.head))
	return r, true, err
}

// foreign says why a file that begins so is not one of this study.
func (t *Table) foreign(begin string) error {
	if made := madeBy(begin); made != t.here && sameLine(begin, t.head) {
		return &LinkError{fmt.Sprintf("the file was made with numerics %d: its points do not mix with those of "+
			"numerics %d, which need a file of their own", made, t.here)}
	}
	i, n, sharded := shardOf(begin)
	switch {
	case sameLine(begin, t.head) && sharded:
		return &LinkError{fmt.Sprintf("the file holds shard %d/%d of this study, which has a file of its own", i, n)}
	case sameLine(begin, t.head) && t.shard != nil:
		return &LinkError{"the file holds the whole study, and not shard " + t.shard.name}
	}
	first, _, _ := strings.Cut(begin, "\n")
	return &LinkError{fmt.Sprintf("the file is not one of this study: it begins with %q, not with %q",
		knob.Clip(first), knob.Clip(t.head[:strings.IndexByte(t.head, '\n')]))}
}

// read is point number index from its line, if it is one.
func (t *Table) read(index int, line string) (SweepPoint, bool) {
	row, err := rowOf(line)
	if index < 0 || index >= t.Size() || err != nil || len(row) != len(printNames) {
		return SweepPoint{}, false
	}
	got, err := pointOf(row, index)
	if err != nil {
		return SweepPoint{}, false
	}
	_, want := t.point(index)
	got.Index = index
	return got, got.Series == want.Series && got.Value == want.Value && got.Chip == want.Chip &&
		got.Seed == want.Seed && len(got.Fingerprint) == FingerprintDigits
}

// Read is a point from its line, with its end of line: false where the line is not that of the point, or not spelled as
// tables spell it.
func (t *Table) Read(point int, line string) (SweepPoint, bool) {
	if !t.spells(point, line) {
		return SweepPoint{}, false
	}
	return t.read(point, strings.TrimSuffix(line, "\n"))
}

// spells tells whether a line is that of a point, spelled as tables spell it.
func (t *Table) spells(point int, line string) bool {
	text, ended := strings.CutSuffix(line, "\n")
	p, ok := t.read(point, text)
	if !ok || !ended {
		return false
	}
	again, err := p.Line()
	return err == nil && again == line
}
