package data

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// gzipHead is more than gzip takes beside the bytes of a short file that cannot be compressed.
const gzipHead = 1 << 10

// Published reads a part of the task from the folder of its published files and verifies them. Errors are
// *MissingError, *ChecksumError or *FormatError.
func (t Task) Published(folder fs.FS, part Part) (*Set, error) {
	var files [][]byte
	for _, f := range part.Files {
		body, err := f.read(folder)
		if err != nil {
			return nil, err
		}
		files = append(files, body)
	}
	set, err := t.Read(t.Shape, files...)
	if err != nil {
		return nil, err
	}
	if set.N != part.Images {
		return nil, &FormatError{part.Files[0].Name, fmt.Sprintf("%d images: expected %d", set.N, part.Images)}
	}
	set.Task, set.Part = t.Name, part.Name
	return set, nil
}

// Licence returns the terms of the task in full, from the folder of its published files. The error is a *MissingError.
func (t Task) Licence(folder fs.FS) (string, error) {
	if t.Terms.File == "" {
		return t.Terms.Text, nil
	}
	const longest = 1 << 16
	body, err := readLimited(folder, t.Terms.File, longest)
	if err != nil {
		return "", &MissingError{t.Terms.File, err}
	}
	return string(body), nil
}

// read returns the content of a file that has the right checksum.
func (f File) read(folder fs.FS) ([]byte, error) {
	body, err := readLimited(folder, f.Name, f.Size+gzipHead)
	if err != nil {
		return nil, &MissingError{f.Name, err}
	}
	if strings.HasSuffix(f.Name, ".gz") {
		// What cannot be decompressed is reported by the checksum of what could be.
		if r, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, _ = io.ReadAll(io.LimitReader(r, int64(f.Size)+1))
		}
	}
	return body, Verify(f.Name, body, f.SHA256)
}

// readLimited reads a file of at most so many bytes.
func readLimited(folder fs.FS, name string, most int) ([]byte, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	if err == nil && len(body) > most {
		err = fmt.Errorf("longer than the allowed %d bytes", most)
	}
	return body, err
}
