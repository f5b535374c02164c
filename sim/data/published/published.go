// Package published reads data sets in the files that they are published in, and verifies these. It is apart from
// package data because only the command that packs the sets needs it: the programs of the page hold no PNG.
package published

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"arraylab/sim/data"
)

// reader makes a set of the contents of a part's files. The set's task and part stay empty. Errors are
// *data.FormatError.
type reader func(s data.Shape, files ...[]byte) (*data.Set, error)

// readerOf is the one of a format; nil where there is none.
func readerOf(f data.Format) reader {
	switch f {
	case data.IDX:
		return ReadIDX
	case data.RowsOfPNG:
		return ReadRowsOfPNG
	}
	return nil
}

// gzipHead is more than gzip takes beside the bytes of a short file that cannot be compressed.
const gzipHead = 1 << 10

// Read reads a part of a task from the folder of its published files and verifies them. Errors are
// *data.MissingError, *data.ChecksumError or *data.FormatError.
func Read(t data.Task, part data.Part, folder fs.FS) (*data.Set, error) {
	var files [][]byte
	for _, f := range part.Files {
		body, err := content(f, folder)
		if err != nil {
			return nil, err
		}
		files = append(files, body)
	}
	set, err := readerOf(t.Format)(t.Shape, files...)
	if err != nil {
		return nil, err
	}
	if set.N != part.Images {
		return nil, wrong(part.Files[0].Name, "%d images: expected %d", set.N, part.Images)
	}
	set.Task, set.Part = t.Name, part.Name
	return set, nil
}

// wrong is the error of a file that is not what it should be.
func wrong(file, format string, args ...any) error {
	return &data.FormatError{File: file, Reason: fmt.Sprintf(format, args...)}
}

// Licence returns the terms of the task in full, from the folder of its published files. The error is a
// *data.MissingError.
func Licence(t data.Task, folder fs.FS) (string, error) {
	if t.Terms.File == "" {
		return t.Terms.Text, nil
	}
	const longest = 1 << 16
	body, err := data.ReadFile(folder, t.Terms.File, longest)
	if err != nil {
		return "", &data.MissingError{File: t.Terms.File, Err: err}
	}
	return string(body), nil
}

// content returns what is in a file that has the right checksum.
func content(f data.File, folder fs.FS) ([]byte, error) {
	body, err := data.ReadFile(folder, f.Name, f.Size+gzipHead)
	if err != nil {
		return nil, &data.MissingError{File: f.Name, Err: err}
	}
	if strings.HasSuffix(f.Name, ".gz") {
		// What cannot be decompressed is reported by the checksum of what could be.
		if r, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, _ = io.ReadAll(io.LimitReader(r, int64(f.Size)+1))
		}
	}
	return body, data.Verify(f.Name, body, f.SHA256)
}
