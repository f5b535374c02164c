// Package data knows the sets of labelled images that networks learn (Tasks, a row each) and reads them: the files
// they are published in, with their checksums, and the compact form in which they are served to the page. To add a data
// set is to add a row, and a reader to package published where its files are of another format than those there are. It
// is pure Go: files come as bytes or through an fs.FS.
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
	Made   string // with which parameters a model made it, as package signal spells them; "" of a published one
	Offset int    // the number that its first image has in the part: not 0 of a later piece
	N      int    // number of images
	Images []byte // N*Grid.Values(), 0..255, image after image, in the order of Grid; of MNIST 0 is background
	Labels []byte // N, 0..Classes-1
	Kinds  []byte // N, what each image is an example of, by Task.Kinds; nil where that has none
}

// Image returns the Grid.Values() bytes of image i, which must be in [0, N).
func (s *Set) Image(i int) []byte {
	n := s.Grid.Values()
	return s.Images[i*n : (i+1)*n]
}

// First returns the first n images of the set, at most N: parts of its slices, not copies.
func (s *Set) First(n int) *Set { return s.Cut(0, n) }

// Cut returns the images from one up to another, both at most N: parts of its slices, not copies.
func (s *Set) Cut(from, to int) *Set {
	cut, values := *s, s.Grid.Values()
	cut.Offset, cut.N = s.Offset+from, to-from
	cut.Images, cut.Labels = s.Images[from*values:to*values], s.Labels[from:to]
	if s.Kinds != nil {
		cut.Kinds = s.Kinds[from:to]
	}
	return &cut
}

// Join adds the images of the next piece of the part. So many of them are expected in all that room is made for them at
// once. The error is a *FormatError.
func (s *Set) Join(next *Set, expected int) error {
	if next.Task != s.Task || next.Part != s.Part || next.Shape != s.Shape || next.Offset != s.Offset+s.N {
		return &FormatError{PackedName(next.Task, next.Part, 0),
			fmt.Sprintf("%s %s from image %d on: expected %s %s from %d on",
				next.Task, next.Part, next.Offset, s.Task, s.Part, s.Offset+s.N)}
	}
	if most := max(expected, s.N+next.N); cap(s.Images) < most*s.Grid.Values() {
		s.Images = append(make([]byte, 0, most*s.Grid.Values()), s.Images...)
	}
	s.N += next.N
	s.Images, s.Labels = append(s.Images, next.Images...), append(s.Labels, next.Labels...)
	return nil
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

// Check tells whether the labels are classes; file names what they came from. The error is a *FormatError.
func (s *Set) Check(file string) error {
	for i, l := range s.Labels {
		if int(l) >= s.Classes {
			return &FormatError{file, fmt.Sprintf("label %d of image %d: allowed are 0 to %d", l, i, s.Classes-1)}
		}
	}
	return nil
}
