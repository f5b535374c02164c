package lab

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"arraylab/devices/knob"
)

// CollectorFile is what a Collector keeps lines in: an *os.File that is opened with os.O_RDWR|os.O_APPEND is one.
type CollectorFile interface {
	io.ReaderAt
	io.Writer // at the end
	Truncate(size int64) error
	Sync() error
}

// Collector brings the points of a study together, whoever computed them, in any order, each once or more often. The
// table grows in its order; lines that come before their turn wait in a spool, which is a file of the same head and of
// lines with the point's number and a colon in front. Lines count once they are synced. Its methods may be called by
// several goroutines.
type Collector struct {
	mu         sync.Mutex
	table      *Table
	csv, spool *appended
	at         []int64 // of each point: 0 not there; n > 0 at n-1 in the spool; n < 0 at -n-1 in the table
	held, told int
	units      func() map[string]Unit
}

// appended is a file with its size.
type appended struct {
	CollectorFile
	size int64
}

// DoubtError says that two results of one point differ, which the same numerics never do.
type DoubtError struct {
	Point    int
	Had, Got string
}

func (e *DoubtError) Error() string {
	return fmt.Sprintf("lab: two results of point %d differ: %q is there, %q has come", e.Point,
		strings.TrimSpace(e.Had), strings.TrimSpace(e.Got))
}

// NewCollector goes on with what two files hold of a study, which may both be empty: a table and a spool. What was cut
// off at their ends is cut away; a spooled line that is damaged does not count. A *LinkError says why a file is not of
// this study, and nothing is written then.
func NewCollector(t *Table, csv, spool CollectorFile) (*Collector, error) {
	c := &Collector{table: t, csv: &appended{CollectorFile: csv}, spool: &appended{CollectorFile: spool},
		at: make([]int64, t.Size())}
	c.units = sync.OnceValue(func() map[string]Unit {
		all := map[string]Unit{}
		for _, u := range t.Units() {
			all[u.ID()] = u
		}
		return all
	})
	if err := c.readTable(); err != nil {
		return nil, fmt.Errorf("the table: %w", err)
	}
	if err := c.readSpool(); err != nil {
		return nil, fmt.Errorf("the spool: %w", err)
	}
	for _, f := range []*appended{c.csv, c.spool} {
		if err := f.cut(t.head); err != nil {
			return nil, err
		}
	}
	return c, c.tell(nil)
}

// readTable finds the points that the table holds.
func (c *Collector) readTable() (err error) {
	c.csv.size, err = c.table.scan(c.csv.all(), func(p SweepPoint, _ string, at int64) error {
		c.at[p.Index] = -at - 1
		c.held, c.told = c.held+1, c.told+1
		return nil
	})
	return err
}

// readSpool finds the points that the spool holds; what is already in the table is to be the same there.
func (c *Collector) readSpool() error {
	r, whole, err := c.table.behindHead(c.spool.all())
	if err != nil || !whole {
		return err
	}
	c.spool.size = int64(len(c.table.head))
	for {
		text, err := r.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		number, line, _ := strings.Cut(text, ":")
		at := c.spool.size + int64(len(number)) + 1
		c.spool.size += int64(len(text))
		point, err := strconv.Atoi(number)
		if err != nil || !c.table.spells(point, line) {
			continue
		}
		if news, err := c.news(point, line); err != nil {
			return err
		} else if news {
			c.at[point], c.held = at+1, c.held+1
		}
	}
}

// all reads a file from its beginning.
func (f *appended) all() io.Reader {
	const most = 1 << 62
	return io.NewSectionReader(f.CollectorFile, 0, most)
}

// cut cuts away what does not count, and begins an empty file with a head.
func (f *appended) cut(head string) error {
	if err := f.Truncate(f.size); err != nil || f.size > 0 {
		return err
	}
	return f.add([]byte(head))
}

// add appends to a file, and syncs it. Where that fails, as on a full disk, the file is what it was.
func (f *appended) add(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	_, err := f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, f.Truncate(f.size))
	}
	f.size += int64(len(text))
	return nil
}

// Put takes what came of a unit, and tells how many of its points are news. A *LinkError says that a unit or a line is
// none of this study, a *DoubtError that a point differs from what is there: then nothing of the unit is taken.
func (c *Collector) Put(r UnitResult) (news int, err error) {
	u, ok := c.units()[r.Unit]
	if !ok {
		return 0, &LinkError{fmt.Sprintf("there is no unit %q in this study", knob.Clip(r.Unit))}
	}
	if len(r.Lines) != len(u.Points) {
		return 0, &LinkError{fmt.Sprintf("unit %s has %d points, and %d lines have come", r.Unit, len(u.Points),
			len(r.Lines))}
	}
	lines := map[int]string{}
	for i, p := range u.Points {
		lines[p] = r.Lines[i]
	}
	return c.PutLines(lines)
}

// PutLines is Put for lines by the numbers of their points.
func (c *Collector) PutLines(lines map[int]string) (news int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fresh := map[int]string{}
	for _, point := range slices.Sorted(maps.Keys(lines)) {
		line := lines[point]
		if !c.table.spells(point, line) {
			return 0, &LinkError{fmt.Sprintf("the line %q is not that of point %d", knob.Clip(line), point)}
		}
		is, err := c.news(point, line)
		if err != nil {
			return 0, err
		}
		if is {
			fresh[point] = line
		}
	}
	if err := c.keep(fresh); err != nil {
		return 0, err
	}
	return len(fresh), c.tell(fresh)
}

// news tells whether nothing is there of a point; a *DoubtError says that something else is.
func (c *Collector) news(point int, line string) (bool, error) {
	if c.at[point] == 0 {
		return true, nil
	}
	had, err := c.line(point)
	if err == nil && had != line {
		err = &DoubtError{point, had, line}
	}
	return false, err
}

// line reads the line of a point that is there.
func (c *Collector) line(point int) (string, error) {
	const usual = 256
	f, at := c.spool, c.at[point]-1
	if at < 0 {
		f, at = c.csv, -c.at[point]-1
	}
	r := bufio.NewReaderSize(io.NewSectionReader(f.CollectorFile, at, f.size-at), usual)
	return r.ReadString('\n')
}

// keep spools fresh lines, those apart that come in their turn.
func (c *Collector) keep(fresh map[int]string) error {
	var text bytes.Buffer
	places := map[int]int64{}
	turn := c.told
	for _, point := range slices.Sorted(maps.Keys(fresh)) {
		if point == turn {
			turn++
			continue
		}
		fmt.Fprintf(&text, "%d:", point)
		places[point] = c.spool.size + int64(text.Len())
		text.WriteString(fresh[point])
	}
	if err := c.spool.add(text.Bytes()); err != nil {
		return err
	}
	for point, at := range places {
		c.at[point], c.held = at+1, c.held+1
	}
	return nil
}

// tell writes the lines whose turn it is into the table: fresh ones, and those in the spool.
func (c *Collector) tell(fresh map[int]string) error {
	const most = 1 << 20 // bytes that are written at once
	for {
		var text bytes.Buffer
		var places []int64
		for c.told+len(places) < len(c.at) && text.Len() < most {
			point := c.told + len(places)
			line, ok := fresh[point]
			if !ok && c.at[point] == 0 {
				break
			}
			if !ok {
				var err error
				if line, err = c.line(point); err != nil {
					return err
				}
			}
			places = append(places, c.csv.size+int64(text.Len()))
			text.WriteString(line)
		}
		if len(places) == 0 {
			return nil
		}
		if err := c.csv.add(text.Bytes()); err != nil {
			return err
		}
		for _, at := range places {
			if c.at[c.told] == 0 {
				c.held++
			}
			c.at[c.told] = -at - 1
			c.told++
		}
	}
}

// Has tells whether a point is there.
func (c *Collector) Has(point int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at[point] != 0
}

// HasUnit tells whether all points of a unit are there.
func (c *Collector) HasUnit(u Unit) bool {
	return !slices.ContainsFunc(u.Points, func(p int) bool { return !c.Has(p) })
}

// Held is how many points are there.
func (c *Collector) Held() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held
}

// Told is how many points, from the first on, the table holds.
func (c *Collector) Told() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.told
}

// Whole tells whether the table holds all points: then the spool is no longer needed.
func (c *Collector) Whole() bool { return c.Told() == len(c.at) }
