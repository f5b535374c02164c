// Package own reads a visitor's own labelled data and makes a set of them that networks learn: task=own.
//
//	files.go     what is brought, unpacked: gzip, zip, folders
//	read.go      which reader takes it, and what all must be
//	idx.go       IDX, plain or gzip
//	npy.go       NPY and NPZ
//	arrays.go    arrays by their names: which are samples, which labels, which of the test part
//	table.go     CSV
//	pictures.go  PNG and JPEG in folders by class
//	header.go    WFDB: the header of a record
//	wfdb.go      WFDB: its signals, with their checksums
//	marks.go     WFDB: its annotations
//	edf.go       EDF and EDF+: signals
//	talk.go      EDF+: annotations
//	windows.go   recordings, cut into samples around what is annotated
//	resize.go    pictures and signals made smaller
//	scale.go     numbers made bytes
//	pool.go      the set, its split into training and test, its hash
//
// Files come as bytes, and nothing leaves the caller. What was read is the same on every machine: the hash of the set
// stands in a link, and who opens it can be told whether a file is the same. Errors are *data.FormatError, with the
// file, the place in it, the value and what is allowed.
package own

import (
	"fmt"

	"arraylab/sim/data"
)

// Bounds of what is taken.
const (
	MaxFile    = 1 << 28 // bytes of all files together, as they are brought: four times Fashion-MNIST
	MaxClasses = 100
	MaxValues  = 12288 // of a sample: a colour image of 64x64

	mostUnpacked = 1 << 29 // bytes of all files, unpacked
	mostExpanded = 100     // times their bytes is what files may take unpacked, beside
	roomUnpacked = 1 << 24 // this many bytes: what is packed tighter is made to fill a memory (assumed)
	mostDense    = 32      // pixels a byte that pictures may have, beside mostPixels; photographs have 2 to 10 (assumed)
	mostFiles    = 200_000
	mostBytes    = 1 << 28 // values of all samples
	mostReals    = 1 << 26 // numbers that are no bytes: 256 MB
	mostSide     = 64      // rows and columns of an image
	fewest       = 5       // samples of a class of events: rarer ones cannot be both learnt and tested
)

// File is one that a visitor brings. The name may have folders, "dogs/1.png".
type File struct {
	Name string
	Body []byte
}

// wrong is the error of a file that is not what it should be.
func wrong(file, format string, args ...any) error {
	return &data.FormatError{File: file, Reason: fmt.Sprintf(format, args...)}
}
