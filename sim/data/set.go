// Package data reads the sets of labelled images: the IDX files they are published in, with
// their checksums, and the compact form in which they are served to the page. It is pure Go:
// files come as bytes or through an fs.FS.
package data

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Shape of every image: 28 rows of 28 pixels, one byte each, row by row, 0 is background.
const (
	Side    = 28
	Pixels  = Side * Side
	Classes = 10
)

// MaxImages bounds what is read into memory: more than the largest set there is (60,000).
const MaxImages = 1 << 17

// Set is labelled images of one part of one task.
type Set struct {
	Task   string // "mnist" | "fashion"
	Part   string // "test" | "train"
	N      int    // number of images
	Images []byte // N*Pixels, 0..255
	Labels []byte // N, 0..9
}

// Image returns the Pixels bytes of image i, which must be in [0, N).
func (s *Set) Image(i int) []byte { return s.Images[i*Pixels : (i+1)*Pixels] }

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
		if l >= Classes {
			return &FormatError{file, fmt.Sprintf("label %d of image %d: allowed are 0 to %d", l, i, Classes-1)}
		}
	}
	return nil
}
