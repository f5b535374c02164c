// Package study is what the programs that carry out studies have in common: the file that grows, the pace, the packed
// data sets.
package study

import (
	"errors"
	"fmt"
	"io"
	"os"

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
}

// keptFile is a file of a study.
type keptFile interface {
	lab.CollectorFile
	io.Closer
}

// TryError says that a file cannot be written.
type TryError struct{ error }

func (e TryError) Unwrap() error { return e.error }

// Open opens a new file, or one that holds points of the table, with its spool.
func Open(name string, table *lab.Table) (f *File, err error) {
	f = &File{table: table, name: name, csv: &inMemory{}, spool: &inMemory{}}
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

// Close closes both files; a spool that keeps nothing goes away.
func (f *File) Close() error {
	err := errors.Join(f.csv.Close(), f.spool.Close())
	if f.name == "" {
		return err
	}
	spool := f.name + SpoolEnding
	info, statErr := os.Stat(spool)
	empty := statErr == nil && info.Size() <= int64(len(f.table.Head()))
	if empty || f.Collector != nil && f.Held() == f.Told() {
		err = errors.Join(err, os.Remove(spool))
	}
	return err
}

// Add keeps what came of a point.
func (f *File) Add(point int, r lab.Result) error {
	line, err := f.table.Line(point, r)
	if err == nil {
		_, err = f.PutLines(map[int]string{point: line})
	}
	return err
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
