package own

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"slices"
	"strings"
)

// unpack opens what is compressed or packed: zip, of which NPZ is one, and gzip. Files of no name, of the system and
// folders are left out; the others are in the order of their names, so that it does not matter how they are brought.
func unpack(files []File) ([]File, error) {
	u := unpacking{left: roomUnpacked}
	for _, f := range files {
		u.left += mostExpanded * len(f.Body)
	}
	u.left = min(u.left, mostUnpacked)
	for _, f := range files {
		var err error
		switch {
		case bytes.HasPrefix(f.Body, []byte("PK\x03\x04")):
			err = u.zip(f)
		case bytes.HasPrefix(f.Body, []byte{0x1f, 0x8b}):
			err = u.gzip(f)
		default:
			err = u.add(f)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(u.files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return u.files, nil
}

// unpacking is what has been unpacked so far.
type unpacking struct {
	files []File
	left  int // so many bytes more are allowed
}

// aside tells whether a file is left out: it has no name, or is the system's.
func aside(file string) bool {
	name := path.Base(file)
	return name == "." || strings.HasPrefix(name, ".") || strings.Contains(file, "__MACOSX/")
}

// add takes a file that is plain.
func (u *unpacking) add(f File) error {
	if aside(f.Name) {
		return nil
	}
	if len(f.Body) > u.left {
		return u.tooMuch(f.Name)
	}
	u.left -= len(f.Body)
	if len(u.files) == mostFiles {
		return wrong(f.Name, "is one of more than %d files, which are allowed", mostFiles)
	}
	u.files = append(u.files, f)
	return nil
}

// tooMuch refuses a file with which all would be too large.
func (u *unpacking) tooMuch(file string) error {
	return wrong(file, "takes more than %d bytes unpacked, which are left: allowed are %d in all, and %d times the files",
		u.left, mostUnpacked, mostExpanded)
}

// zip takes the files of a zip: how long they are is looked at before they are unpacked. What is left out is not
// unpacked at all, for nothing bounds it.
func (u *unpacking) zip(f File) error {
	r, err := zip.NewReader(bytes.NewReader(f.Body), int64(len(f.Body)))
	if err != nil {
		return wrong(f.Name, "is no zip that can be read: %v", err)
	}
	for _, entry := range r.File {
		if entry.FileInfo().IsDir() || aside(entry.Name) {
			continue
		}
		if entry.UncompressedSize64 > uint64(u.left) {
			return u.tooMuch(f.Name + ", " + entry.Name)
		}
		body, err := entry.Open()
		if err != nil {
			return wrong(f.Name, "%s cannot be unpacked: %v", entry.Name, err)
		}
		if err := u.take(File{Name: entry.Name}, body, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// gzip takes the one file in it.
func (u *unpacking) gzip(f File) error {
	r, err := gzip.NewReader(bytes.NewReader(f.Body))
	if err != nil {
		return wrong(f.Name, "is no gzip that can be read: %v", err)
	}
	return u.take(File{Name: strings.TrimSuffix(f.Name, ".gz")}, r, f.Name)
}

// take reads all of a compressed file, which is in another one.
func (u *unpacking) take(f File, r io.Reader, in string) (err error) {
	if f.Body, err = io.ReadAll(io.LimitReader(r, int64(u.left)+1)); err != nil {
		return wrong(in, "%s cannot be unpacked: %v", f.Name, err)
	}
	return u.add(f)
}

// ending is the end of a file's name, in small letters: ".png".
func ending(name string) string { return strings.ToLower(path.Ext(name)) }

// stem is its name without folders and end.
func stem(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }
