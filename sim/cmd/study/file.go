// Package study is what the programs that carry out studies have in common: the file that grows, the pace, the packed
// data sets.
package study

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/lab"
)

// SpoolEnding is that of the file beside a table that keeps points whose turn has not come.
const SpoolEnding = ".units"

// MaxTable bounds what is read of a table: a million points are 100 MB.
const MaxTable = 1 << 30

// File is the growing file of a study: a Collector with its table and its spool, both on the disk, or both in
// memory where no name is given.
type File struct {
	*lab.Collector
	table      *lab.Table
	name       string // "" in memory
	csv, spool keptFile

	mu      sync.Mutex
	wait    time.Duration // of a point that is added, for others that are synced with it
	waiting map[int]string
	timer   *time.Timer
	failed  error // the first error of a write in the background
}

// Wait is how long points that are added wait for others: a sync takes milliseconds, and many cores bring points
// faster than that.
const Wait = 50 * time.Millisecond

// keptFile is a file of a study.
type keptFile interface {
	lab.CollectorFile
	io.Closer
}

// TryError says that a file cannot be written.
type TryError struct{ error }

func (e TryError) Unwrap() error { return e.error }

// Open opens a new file, or one that holds points of the table, with its spool. Points that are added are written
// together with those that come within the wait.
func Open(name string, table *lab.Table, wait time.Duration) (f *File, err error) {
	f = &File{table: table, name: name, wait: wait, waiting: map[int]string{}, csv: &inMemory{}, spool: &inMemory{}}
	if name != "" {
		if err := whole.Try(name); err != nil {
			return nil, TryError{err}
		}
		if f.csv, err = openAppended(name); err != nil {
			return nil, err
		}
		if f.spool, err = openAppended(name + SpoolEnding); err != nil {
			return nil, errors.Join(err, f.csv.Close())
		}
	}
	f.Collector, err = lab.NewCollector(table, f.csv, f.spool)
	if err == nil && name != "" {
		err = whole.SyncFolder(name)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", name, err), f.Close())
	}
	return f, nil
}

// openAppended opens a file to be read and to be written at its end.
func openAppended(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
}

// Close writes what waits and closes both files; a spool that keeps nothing goes away.
func (f *File) Close() error {
	err := errors.Join(f.flush(), f.csv.Close(), f.spool.Close())
	if f.name == "" {
		return err
	}
	spool := f.name + SpoolEnding
	info, statErr := os.Stat(spool)
	empty := statErr == nil && info.Size() <= int64(len(f.table.Head()))
	if empty || f.Collector != nil && f.Collector.Held() == f.Told() {
		err = errors.Join(err, os.Remove(spool))
	}
	return err
}

// Add keeps what came of a point: it is on the disk when the wait is over. The error may be that of points before it.
func (f *File) Add(point int, r lab.Result) error {
	line, err := f.table.Line(point, r)
	if err != nil {
		return err
	}
	f.mu.Lock()
	f.waiting[point] = line
	if f.wait > 0 && f.timer == nil {
		f.timer = time.AfterFunc(f.wait, func() { f.flush() }) // its error is kept for the next one who asks
	}
	err = f.failed
	f.mu.Unlock()
	if f.wait == 0 {
		err = f.flush()
	}
	return err
}

// flush writes the points that wait.
func (f *File) flush() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.timer != nil {
		f.timer.Stop()
		f.timer = nil
	}
	if f.failed == nil && len(f.waiting) > 0 {
		_, f.failed = f.PutLines(f.waiting)
		clear(f.waiting)
	}
	return f.failed
}

// Held is how many points are there, those that wait included.
func (f *File) Held() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.Collector.Held() + len(f.waiting)
}

// Points are those that the table holds.
func (f *File) Points() (lab.Points, error) {
	var text []byte
	var err error
	if m, ok := f.csv.(*inMemory); ok {
		text = m.text
	} else if text, err = whole.Read(f.name, MaxTable); err != nil {
		return nil, err
	}
	points, _, err := f.table.Done(text)
	return points, err
}

// inMemory is a file that nobody keeps.
type inMemory struct{ text []byte }

func (m *inMemory) ReadAt(b []byte, at int64) (n int, err error) {
	if at < int64(len(m.text)) {
		n = copy(b, m.text[at:])
	}
	if n < len(b) {
		err = io.EOF
	}
	return n, err
}

func (m *inMemory) Write(b []byte) (int, error) {
	m.text = append(m.text, b...)
	return len(b), nil
}

func (m *inMemory) Truncate(size int64) error { m.text = m.text[:size]; return nil }
func (m *inMemory) Sync() error               { return nil }
func (m *inMemory) Close() error              { return nil }
