// Package data knows the sets of labelled images that networks learn (Tasks, a row each) and reads them: the files
// they are published in, with their checksums, and the compact form in which they are served to the page. To add a data
// set is to add a row, and a reader where its files are of another kind than those there are. It is pure Go: files come
// as bytes or through an fs.FS.
package data

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// MaxImages bounds what is read into memory, as maxBytes does: more than the largest set there is (60,000).
const MaxImages = 1 << 17

// maxBytes bounds the values of all images of a set: more than those of 50,000 colour images of 32x32.
const maxBytes = 1 << 28

// Set is labelled images of one part of one task.
type Set struct {
	Task string // its name: see Tasks
	Part string // "test" | "train"
	Shape
	N      int    // number of images
	Images []byte // N*Grid.Values(), 0..255, image after image, in the order of Grid; of MNIST 0 is background
	Labels []byte // N, 0..Classes-1
}

// Image returns the Grid.Values() bytes of image i, which must be in [0, N).
func (s *Set) Image(i int) []byte {
	n := s.Grid.Values()
	return s.Images[i*n : (i+1)*n]
}

// First returns the first n images of the set, at most N: parts of its slices, not copies.
func (s *Set) First(n int) *Set {
	cut := *s
	cut.N, cut.Images, cut.Labels = n, s.Images[:n*s.Grid.Values()], s.Labels[:n]
	return &cut
}

// FormatError says that bytes are not what they should be, although no checksum was there to
// tell or the checksum was right.
type FormatError struct {
	File   string // name of the file, as far as known
	Reason string // what is wrong, with the value and what is allowed
}

func (e *FormatError) Error() string { return fmt.Sprintf("data: %s: %s", e.File, e.Reason) }

// ChecksumError says that a file is corrupt, truncated or another one.
type ChecksumError struct {
	File  string // name of the file
	Want  string // expected SHA-256, hexadecimal
	Found string // SHA-256 of what is there
	Bytes int    // length of what is there
}

func (e *ChecksumError) Error() string {
	return fmt.Sprintf("data: %s is damaged or not the right file: expected SHA-256 %s, found %s (%d bytes)",
		e.File, e.Want, e.Found, e.Bytes)
}

// MissingError says that a set is not in the folder where it was looked for.
type MissingError struct {
	File string // name of the file
	Err  error  // why it could not be opened
}

func (e *MissingError) Error() string {
	return fmt.Sprintf("data: %s cannot be read: run ./build.sh data (%v)", e.File, e.Err)
}

// Unwrap returns the cause.
func (e *MissingError) Unwrap() error { return e.Err }

// Verify compares the SHA-256 of a file's bytes with want, in hexadecimal. The error is a
// *ChecksumError.
func Verify(file string, body []byte, want string) error {
	sum := sha256.Sum256(body)
	if found := hex.EncodeToString(sum[:]); found != want {
		return &ChecksumError{File: file, Want: want, Found: found, Bytes: len(body)}
	}
	return nil
}

// check tells whether the labels are classes; file names what they came from.
func (s *Set) check(file string) error {
	for i, l := range s.Labels {
		if int(l) >= s.Classes {
			return &FormatError{file, fmt.Sprintf("label %d of image %d: allowed are 0 to %d", l, i, s.Classes-1)}
		}
	}
	return nil
}
