package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"
)

// What one Advance does: about 10 ms in wasm.
const (
	hashBytes    = 1 << 20
	unpackImages = 1000
	unpackBytes  = 1 << 20
	decodeBytes  = 1 << 18 // of values whose residuals are there
)

// Unpacker reads the packed form piece by piece, so that a program with one thread stays
// responsive. Make one with NewUnpacker, call Advance until it returns false, then Set.
type Unpacker struct {
	name string // of the file
	want string // its checksum

	unhashed []byte // what the checksum has not seen yet
	sum      hash.Hash
	bytes    int // length of what the checksum is of

	frame  []byte     // the Zstandard frame
	stream io.Reader  // its content; nil until the checksum is known to be right
	split  *sectioned // in the third version
	set    *Set
	done   int // images unpacked
	err    error
}

// NewUnpacker reads the head of a packed set. The body must not be changed before the Unpacker
// is through. The error is a *FormatError.
func NewUnpacker(body []byte) (*Unpacker, error) {
	const unknown = "the data file"
	magic := string(body[:min(len(body), packedSummed)])
	if len(body) < packedHead || magic != packedMagic && magic != packedShaped && magic != packedSplit {
		return nil, &FormatError{unknown, fmt.Sprintf("does not begin as a packed set (%d bytes)", len(body))}
	}
	tail := body[packedHead:]
	u := &Unpacker{
		name: unknown, want: hex.EncodeToString(body[packedSummed:packedHead]),
		unhashed: tail, sum: sha256.New(), bytes: len(tail), set: &Set{Shape: digits()},
	}
	// An error in the head is told only if the checksum is right: a damaged file is called
	// damaged, by the name that it probably has.
	u.frame, u.err = u.readHead(tail, magic)
	return u, nil
}

// readHead reads names, count and, where it is told, the shape, and returns what follows.
func (u *Unpacker) readHead(b []byte, magic string) ([]byte, error) {
	b, err := readNames(b, &u.set.Task, &u.set.Part)
	if err != nil {
		return nil, &FormatError{u.name, err.Error()}
	}
	u.name = PackedName(u.set.Task, u.set.Part, 0)
	if len(b) < 4 {
		return nil, &FormatError{u.name, "the number of images is missing"}
	}
	n := binary.LittleEndian.Uint32(b)
	if n < 1 || n > MaxImages {
		return nil, &FormatError{u.name, fmt.Sprintf("%d images: allowed are 1 to %d", n, MaxImages)}
	}
	u.set.N, b = int(n), b[4:]
	if magic != packedMagic {
		if b, err = readShape(b, &u.set.Shape); err != nil {
			return nil, &FormatError{u.name, err.Error()}
		}
	}
	if all := u.set.N * u.set.Grid.Values(); all > maxBytes {
		reason := fmt.Sprintf("%d images of %s are %d bytes: allowed are at most %d", n, u.set.Grid, all, maxBytes)
		return nil, &FormatError{u.name, reason}
	}
	if t, ok := TaskOf(u.set.Task); ok && !t.Own() && t.Shape != u.set.Shape {
		return nil, &FormatError{u.name, fmt.Sprintf("images of %s: expected %s", u.set.Shape, t.Shape)}
	}
	if magic == packedSplit {
		return u.readOffset(b)
	}
	return b, nil
}

// readOffset reads where the images begin in their part.
func (u *Unpacker) readOffset(b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, &FormatError{u.name, "the number of the first image is missing"}
	}
	first := binary.LittleEndian.Uint32(b)
	if most := MaxImages - u.set.N; int64(first) > int64(most) {
		reason := fmt.Sprintf("begins with image %d: allowed are 0 to %d", first, most)
		return nil, &FormatError{u.name, reason}
	}
	u.set.Offset, u.split = int(first), &sectioned{residuals: newResiduals(u.set.Grid)}
	t, _ := TaskOf(u.set.Task)
	if p, _ := t.Part(u.set.Part); p.Piece > 0 {
		u.name = PackedName(u.set.Task, u.set.Part, u.set.Offset/p.Piece)
	}
	return b[4:], nil
}

// readShape reads the shape of a set in the second version of the packed form.
func readShape(b []byte, s *Shape) ([]byte, error) {
	for _, n := range []*int{&s.Grid.C, &s.Grid.H, &s.Grid.W, &s.Classes} {
		if len(b) < 2 {
			return nil, fmt.Errorf("the shape of the images is missing")
		}
		*n, b = int(binary.LittleEndian.Uint16(b)), b[2:]
	}
	return b, s.check()
}

func readNames(b []byte, names ...*string) ([]byte, error) {
	for _, name := range names {
		if len(b) < 1 || b[0] < 1 || b[0] > maxNameLength || len(b) < 1+int(b[0]) {
			return nil, fmt.Errorf("a name is missing or longer than %d", maxNameLength)
		}
		n := 1 + int(b[0])
		*name, b = string(b[1:n]), b[n:]
		for _, c := range *name {
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
				return nil, fmt.Errorf("a name holds %q: allowed are a to z and 0 to 9", c)
			}
		}
	}
	return b, nil
}

// Advance verifies or unpacks a piece and tells whether there is more to do.
func (u *Unpacker) Advance() bool {
	switch {
	case len(u.unhashed) > 0:
		n := min(hashBytes, len(u.unhashed))
		u.sum.Write(u.unhashed[:n])
		u.unhashed = u.unhashed[n:]
		return true
	case u.stream == nil:
		u.verify()
	case u.err == nil && u.done < u.set.N:
		u.unpack()
	}
	return u.err == nil && u.done < u.set.N
}

// verify compares the checksum and opens the frame.
func (u *Unpacker) verify() {
	if found := hex.EncodeToString(u.sum.Sum(nil)); found != u.want {
		u.err = &ChecksumError{File: u.name, Want: u.want, Found: found, Bytes: u.bytes}
	}
	if u.err != nil {
		return
	}
	// One thread, no goroutines: the programs in the browser have no other.
	stream, err := zstd.NewReader(bytes.NewReader(u.frame), zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(packWindow))
	if err != nil {
		u.err = &FormatError{u.name, err.Error()}
		return
	}
	u.stream = stream
}

// unpack reads the labels first, then some images at a time.
func (u *Unpacker) unpack() {
	if u.set.Labels == nil {
		u.set.Labels, u.err = appendFrom(u.stream, nil, u.set.N)
	}
	n := 0
	switch {
	case u.err != nil:
	case u.split == nil:
		n = u.some(unpackBytes)
		u.set.Images, u.err = grow(u.stream, u.set.Images, n, u.set.Grid.Values(), u.set.N)
	case u.split.missing():
		u.err = u.split.take(u.stream, u.set)
	default:
		n = u.some(decodeBytes)
		u.err = u.split.images(u.set, n)
	}
	if u.err != nil {
		u.err = &FormatError{u.name, "its compressed part ends early or is damaged: " + u.err.Error()}
		return
	}
	u.done += n
}

// some is how many of the images left are done at once where these may be so many bytes.
func (u *Unpacker) some(bytes int) int {
	return min(unpackImages, 1+bytes/u.set.Grid.Values(), u.set.N-u.done)
}

// roomier is how many times the images that were there the room for them is at most: a head that lies about their
// number costs little, and an honest one a third of the set more than room for all at once.
const roomier = 4

// grow reads n further of most images of so many values.
func grow(from io.Reader, to []byte, n, values, most int) ([]byte, error) {
	if need := len(to) + n*values; cap(to) < need {
		room := min(most*values, max(need, roomier*len(to)))
		to = append(make([]byte, 0, room), to...)
	}
	return appendFrom(from, to, n*values)
}

func appendFrom(r io.Reader, to []byte, n int) ([]byte, error) {
	from := len(to)
	if cap(to) < from+n {
		to = append(make([]byte, 0, from+n), to...)
	}
	to = to[:from+n]
	_, err := io.ReadFull(r, to[from:])
	return to, err
}

// Done returns the number of images unpacked and the number of all.
func (u *Unpacker) Done() (done, all int) { return u.done, u.set.N }

// Set returns the set once Advance has returned false. The error is a *ChecksumError or a
// *FormatError.
func (u *Unpacker) Set() (*Set, error) {
	if u.err != nil {
		return nil, u.err
	}
	if u.stream == nil || u.done < u.set.N {
		panic("data: Set called before the Unpacker was through")
	}
	if _, err := io.ReadFull(u.stream, make([]byte, 1)); err != io.EOF {
		return nil, &FormatError{u.name, fmt.Sprintf("does not end after its %d images", u.set.N)}
	}
	if err := u.set.Check(u.name); err != nil {
		return nil, err
	}
	return u.set, nil
}
