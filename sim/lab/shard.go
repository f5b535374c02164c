package lab

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"arraylab/devices/knob"
)

// shard is a part of a study that has a table of its own.
type shard struct {
	name   string // as 2/8
	points []int  // numbers in the whole study, ascending
}

// shardSign begins the comment of a shard's table.
const shardSign = "# shard "

// Shard is number i, from 0 on, of n parts of a study: a table of the points of every n-th unit, numbered anew, whose
// head says which it is. A *knob.ValueError says which numbers are allowed.
func (t *Table) Shard(i, n int) (*Table, error) {
	if n < 1 || i < 0 || i >= n {
		return nil, knob.Refuse("shard", fmt.Sprintf("%d/%d", i, n), "a number from 0 on and below that of all shards, "+
			"as in 0/8 to 7/8")
	}
	s := &Table{study: t.study, here: t.here, shard: &shard{name: fmt.Sprintf("%d/%d", i, n)}}
	s.points.design = t.points.design
	var units []Unit
	for k := i; k < len(t.Units()); k += n {
		units = append(units, t.Units()[k])
		s.shard.points = append(s.shard.points, t.Units()[k].Points...)
	}
	slices.Sort(s.shard.points)
	names, _ := strings.CutPrefix(t.head, t.here.TableHead(t.study))
	s.head = t.here.TableHead(t.study) + shardSign + s.shard.name + "\n" + names
	s.cut = sync.OnceValue(func() []Unit { return s.shard.renumbered(units) })
	return s, nil
}

// renumbered are units by the numbers that their points have in the shard.
func (s *shard) renumbered(units []Unit) []Unit {
	all := slices.Clone(units)
	for i, u := range units {
		all[i].Points = make([]int, len(u.Points))
		for j, p := range u.Points {
			all[i].Points[j], _ = slices.BinarySearch(s.points, p)
		}
	}
	return all
}

// Number is the number that point number index of the table has in the whole study: another one in a shard.
func (t *Table) Number(index int) int {
	if t.shard == nil {
		return index
	}
	return t.shard.points[index]
}

// TableOf is the table of the study that a file holds, whole or a shard of it; a *LinkError says what is no table.
func TableOf(file []byte) (*Table, error) {
	first, _, _ := strings.Cut(string(file[:min(len(file), maxLink)]), "\n")
	link, ok := strings.CutPrefix(first, "# #")
	if !ok {
		return nil, &LinkError{fmt.Sprintf("a table of points begins with \"# #\" and the link of its study, not with %q",
			knob.Clip(first))}
	}
	l, err := ParseStudy(link)
	if err != nil {
		return nil, err
	}
	return l.Table()
}

// Part reads the points of a file of the study, be it the beginning of the whole table or of a shard, one by one:
// numbers in the whole study, and lines. A *LinkError says why the file is neither.
func (t *Table) Part(file io.ReadSeeker, each func(number int, line string) error) error {
	begin := make([]byte, len(t.head)+len(shardSign)+maxShardName)
	n, err := io.ReadFull(file, begin)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return err
	}
	part := t
	if i, of, ok := shardOf(string(begin[:n])); ok {
		if part, err = t.Shard(i, of); err != nil {
			return err
		}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = part.scan(file, func(p SweepPoint, line string, _ int64) error { return each(part.Number(p.Index), line) })
	return err
}

// maxShardName bounds the name of a shard: two numbers.
const maxShardName = 40

// shardOf reads which shard a file is that begins so.
func shardOf(begin string) (i, n int, ok bool) {
	_, rest, ok := strings.Cut(begin, "\n"+shardSign)
	name, _, ended := strings.Cut(rest, "\n")
	number, of, parted := strings.Cut(name, "/")
	i, err := strconv.Atoi(number)
	n, err2 := strconv.Atoi(of)
	return i, n, ok && ended && parted && err == nil && err2 == nil
}
