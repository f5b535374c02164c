package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io/fs"

	"github.com/klauspost/compress/zstd"
)

// The packed form, in which sets are served and cached:
//
//	offset  bytes
//	     0      8  "ALabSet1"
//	     8     32  SHA-256 of everything after it
//	    40      1  length of the task's name, then the name
//	           1  length of the part's name, then the name
//	           4  number of images N, little-endian as all numbers
//	           2  channels, 2 rows, 2 columns, 2 classes: in the second version alone
//	           .  Zstandard frame (RFC 8878) of N labels, then of the values of N images
//
// Sets of MNIST's shape are in the first version, which has no other; all others are in the second, "ALabSet2".
//
// Zstandard by itself brings MNIST from 54.9 to 10.6 MB. Brotli's quality 9 makes it 3 % smaller,
// but its decoder in Go brings net/http along and so 4 MB into every program. PNG's filters and
// the median predictor before brotli made MNIST 16 to 27 % larger and Fashion-MNIST at most 2 %
// smaller.
const (
	packedMagic   = "ALabSet1"
	packedShaped  = "ALabSet2"
	packedSummed  = len(packedMagic)
	packedHead    = packedSummed + sha256.Size
	packWindow    = 8 << 20 // the most that every decoder must allow (RFC 8878, section 3.1.1.1.2)
	maxNameLength = 32
	maxPacked     = 2 * maxBytes // even if nothing could be compressed
)

// PackedName is the name of the packed file of a part of a task.
func PackedName(task, part string) string { return task + "-" + part + ".set" }

// TermsName is the name of the file beside the packed ones that holds the terms of a task in full.
func TermsName(task string) string { return task + ".terms" }

// Pack writes the set in the packed form. Equal sets give equal bytes.
func Pack(s *Set) []byte {
	var tail bytes.Buffer
	for _, name := range []string{s.Task, s.Part} {
		tail.WriteByte(byte(len(name)))
		tail.WriteString(name)
	}
	tail.Write(binary.LittleEndian.AppendUint32(nil, uint32(s.N)))
	magic := packedMagic
	if s.Shape != digits() {
		magic = packedShaped
		for _, n := range []int{s.Grid.C, s.Grid.H, s.Grid.W, s.Classes} {
			tail.Write(binary.LittleEndian.AppendUint16(nil, uint16(n)))
		}
	}
	w, err := zstd.NewWriter(&tail, zstd.WithEncoderLevel(zstd.SpeedBestCompression),
		zstd.WithWindowSize(packWindow), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic("data: Zstandard refuses constant options")
	}
	w.Write(s.Labels) // a bytes.Buffer takes everything
	w.Write(s.Images)
	w.Close()
	sum := sha256.Sum256(tail.Bytes())
	return append(append([]byte(magic), sum[:]...), tail.Bytes()...)
}

// Unpack reads the packed form. Errors are *ChecksumError or *FormatError.
func Unpack(body []byte) (*Set, error) {
	u, err := NewUnpacker(body)
	if err != nil {
		return nil, err
	}
	for u.Advance() {
	}
	return u.Set()
}

// Load reads a packed set from the folder that ./build.sh data fills. Errors are
// *MissingError, *ChecksumError or *FormatError.
func Load(folder fs.FS, task, part string) (*Set, error) {
	name := PackedName(task, part)
	body, err := readLimited(folder, name, maxPacked)
	if err != nil {
		return nil, &MissingError{name, err}
	}
	s, err := Unpack(body)
	if err != nil {
		return nil, err
	}
	if s.Task != task || s.Part != part {
		return nil, &FormatError{name, fmt.Sprintf("holds %s %s: expected %s %s", s.Task, s.Part, task, part)}
	}
	return s, nil
}
