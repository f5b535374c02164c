package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
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
//	           2  channels, 2 rows, 2 columns, 2 classes: from the second version on
//	           4  number of the first image in the part: in the third version alone
//	           .  Zstandard frame (RFC 8878) of N labels, then of the values of N images; in the third version of N
//	              labels, then of the lengths of the sections of residuals, 4 bytes each, then of the sections
//
// Sets of MNIST's shape are in the first version, which has no other. Photographs in colour, and pieces of sets, are in
// the third, "ALabSet3"; all others are in the second, "ALabSet2".
//
// Zstandard by itself brings MNIST from 54.9 to 10.6 MB. Brotli's quality 9 makes it 3 % smaller,
// but its decoder in Go brings net/http along and so 4 MB into every program. PNG's filters and
// the median predictor before brotli made MNIST 16 to 27 % larger and Fashion-MNIST at most 2 %
// smaller.
const (
	packedMagic   = "ALabSet1"
	packedShaped  = "ALabSet2"
	packedSplit   = "ALabSet3"
	packedSummed  = len(packedMagic)
	packedHead    = packedSummed + sha256.Size
	packWindow    = 8 << 20 // the most that every decoder must allow (RFC 8878, section 3.1.1.1.2)
	maxNameLength = 32
	maxPacked     = 2 * maxBytes // even if nothing could be compressed
)

// PackedName is the name of a packed file of a part of a task: of its only one, or of a piece, counted from 0.
func PackedName(task, part string, piece int) string {
	t, _ := TaskOf(task)
	if p, _ := t.Part(part); p.Piece > 0 {
		return fmt.Sprintf("%s-%s-%d.set", task, part, piece)
	}
	return task + "-" + part + ".set"
}

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
	magic := versionOf(s)
	if magic != packedMagic {
		for _, n := range []int{s.Grid.C, s.Grid.H, s.Grid.W, s.Classes} {
			tail.Write(binary.LittleEndian.AppendUint16(nil, uint16(n)))
		}
	}
	content, level := [][]byte{s.Labels, s.Images}, zstd.SpeedBestCompression
	if magic == packedSplit {
		tail.Write(binary.LittleEndian.AppendUint32(nil, uint32(s.Offset)))
		r := newResiduals(s.Grid)
		for i := range s.N {
			r.write(s.Image(i))
		}
		var lengths []byte
		for _, section := range r.sections {
			lengths = binary.LittleEndian.AppendUint32(lengths, uint32(len(section)))
		}
		content, level = append([][]byte{s.Labels, lengths}, r.sections...), zstd.SpeedBetterCompression
	}
	compress(&tail, level, content)
	sum := sha256.Sum256(tail.Bytes())
	return append(append([]byte(magic), sum[:]...), tail.Bytes()...)
}

// versionOf is the version of the packed form that a set is written in.
func versionOf(s *Set) string {
	switch {
	case s.Offset > 0 || s.Grid.C == 3:
		return packedSplit
	case s.Shape != digits():
		return packedShaped
	}
	return packedMagic
}

// compress writes a Zstandard frame. In sections of residuals hardly anything comes again: to search for that as well
// as can be takes 30 times as long and makes them 1.5 % smaller.
func compress(to *bytes.Buffer, level zstd.EncoderLevel, content [][]byte) {
	w, err := zstd.NewWriter(to, zstd.WithEncoderLevel(level),
		zstd.WithWindowSize(packWindow), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic("data: Zstandard refuses constant options")
	}
	for _, b := range content {
		w.Write(b) // a bytes.Buffer takes everything
	}
	w.Close()
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

// Intact tells whether a packed file is what it was made: it compares the checksum and unpacks nothing. Errors are
// *ChecksumError or *FormatError.
func Intact(body []byte) error {
	u, err := NewUnpacker(body)
	if err != nil {
		return err
	}
	for u.stream == nil && u.Advance() {
	}
	return u.err
}

// Load reads the first images of a part of a task, so many of them or a few more, from the folder that ./build.sh data
// fills: as many packed files as that takes. Errors are *MissingError, *ChecksumError or *FormatError.
func Load(folder fs.FS, task, part string, images int) (*Set, error) {
	t, _ := TaskOf(task)
	p, _ := t.Part(part)
	var all *Set
	last := p.Pieces(images) - 1
	for piece := range last + 1 {
		name := PackedName(task, part, piece)
		body, err := ReadFile(folder, name, maxPacked)
		if err != nil {
			return nil, &MissingError{name, err}
		}
		s, err := Unpack(body)
		switch {
		case err != nil:
			return nil, err
		case s.Task != task || s.Part != part:
			return nil, &FormatError{name, fmt.Sprintf("holds %s %s: expected %s %s", s.Task, s.Part, task, part)}
		case s.Offset != piece*p.Piece:
			return nil, &FormatError{name, fmt.Sprintf("begins with image %d: expected %d", s.Offset, piece*p.Piece)}
		case all == nil:
			all = s
		default:
			if err := all.Join(s, p.End(last)); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// ReadFile reads a file of at most so many bytes.
func ReadFile(folder fs.FS, name string, most int) ([]byte, error) {
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
