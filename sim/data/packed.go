package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"

	"github.com/andybalholm/brotli"
)

// The packed form, in which sets are served and cached:
//
//	offset  bytes
//	     0      8  "ALabSet1"
//	     8     32  SHA-256 of everything after it
//	    40      1  length of the task's name, then the name
//	           1  length of the part's name, then the name
//	           4  number of images N, little-endian
//	           .  brotli stream (RFC 7932) of N labels, then N*Pixels pixels
//
// Brotli by itself (quality 9, 16 MB window) brings MNIST from 54.9 to 10.2 MB. PNG's filters
// and the median predictor before it made MNIST 16 to 27 % larger and Fashion-MNIST at most 2 %
// smaller; quality 11 saves another 11 % but takes 25 times longer, at every clean build.
const (
	packedMagic   = "ALabSet1"
	packedSummed  = len(packedMagic)
	packedHead    = packedSummed + sha256.Size
	packQuality   = 9
	packWindow    = 24
	unpackImages  = 1000 // images that one Advance unpacks: about 15 ms in wasm
	maxNameLength = 32
)

// PackedName is the name of the packed file of a part of a task.
func PackedName(task, part string) string { return task + "-" + part + ".set" }

// Pack writes the set in the packed form. Equal sets give equal bytes.
func Pack(s *Set) []byte {
	var tail bytes.Buffer
	for _, name := range []string{s.Task, s.Part} {
		tail.WriteByte(byte(len(name)))
		tail.WriteString(name)
	}
	tail.Write(binary.LittleEndian.AppendUint32(nil, uint32(s.N)))
	w := brotli.NewWriterOptions(&tail, brotli.WriterOptions{Quality: packQuality, LGWin: packWindow})
	w.Write(s.Labels) // a bytes.Buffer takes everything
	w.Write(s.Images)
	w.Close()
	sum := sha256.Sum256(tail.Bytes())
	return append(append([]byte(packedMagic), sum[:]...), tail.Bytes()...)
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

// Unpacker reads the packed form piece by piece, so that a program with one thread stays
// responsive. Make one with NewUnpacker, call Advance until it returns false, then Set.
type Unpacker struct {
	name   string
	set    *Set
	stream io.Reader
	done   int // images unpacked
	err    error
}

// NewUnpacker verifies the checksum of a packed set and reads its head. The body must not be
// changed before the Unpacker is through. Errors are *ChecksumError or *FormatError.
func NewUnpacker(body []byte) (*Unpacker, error) {
	const unknown = "the data file"
	if len(body) < packedHead || string(body[:packedSummed]) != packedMagic {
		return nil, &FormatError{unknown, fmt.Sprintf("does not begin as a packed set (%d bytes)", len(body))}
	}
	tail := body[packedHead:]
	s := &Set{}
	rest, err := readNames(tail, &s.Task, &s.Part)
	name := unknown
	if err == nil {
		name = PackedName(s.Task, s.Part)
	}
	// The checksum goes first: where it fails, nothing that was read can be believed, but the
	// name tells the visitor which file it probably is.
	if err := Verify(name, tail, hex.EncodeToString(body[packedSummed:packedHead])); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, &FormatError{unknown, err.Error()}
	}
	if len(rest) < 4 {
		return nil, &FormatError{name, "the number of images is missing"}
	}
	n := binary.LittleEndian.Uint32(rest)
	if n < 1 || n > MaxImages {
		return nil, &FormatError{name, fmt.Sprintf("%d images: allowed are 1 to %d", n, MaxImages)}
	}
	s.N = int(n)
	return &Unpacker{name: name, set: s, stream: brotli.NewReader(bytes.NewReader(rest[4:]))}, nil
}

func readNames(b []byte, names ...*string) ([]byte, error) {
	for _, name := range names {
		if len(b) < 1 || b[0] < 1 || b[0] > maxNameLength || len(b) < 1+int(b[0]) {
			return nil, fmt.Errorf("a name is missing or longer than %d", maxNameLength)
		}
		n := 1 + int(b[0])
		*name, b = string(b[1:n]), b[n:]
		for _, c := range *name {
			if c < 'a' || c > 'z' {
				return nil, fmt.Errorf("a name holds %q: allowed are a to z", c)
			}
		}
	}
	return b, nil
}

// Advance unpacks some images and tells whether there is more to do.
func (u *Unpacker) Advance() bool {
	if u.err != nil || u.done == u.set.N {
		return false
	}
	if u.done == 0 {
		u.set.Labels, u.err = appendFrom(u.stream, nil, u.set.N)
	}
	n := min(unpackImages, u.set.N-u.done)
	if u.err == nil {
		u.set.Images, u.err = u.grow(n)
	}
	if u.err != nil {
		u.err = &FormatError{u.name, "its compressed part ends early or is damaged: " + u.err.Error()}
		return false
	}
	u.done += n
	return u.done < u.set.N
}

// grow reads n further images. Room for all is made only once the first were there, so that a
// lying head costs little.
func (u *Unpacker) grow(n int) ([]byte, error) {
	if u.done > 0 && cap(u.set.Images) < u.set.N*Pixels {
		u.set.Images = append(make([]byte, 0, u.set.N*Pixels), u.set.Images...)
	}
	return appendFrom(u.stream, u.set.Images, n*Pixels)
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

// Set returns the set once Advance has returned false. The error is a *FormatError.
func (u *Unpacker) Set() (*Set, error) {
	if u.err != nil {
		return nil, u.err
	}
	if u.done < u.set.N {
		panic("data: Set called before the Unpacker was through")
	}
	if _, err := io.ReadFull(u.stream, make([]byte, 1)); err != io.EOF {
		return nil, &FormatError{u.name, fmt.Sprintf("does not end after its %d images", u.set.N)}
	}
	if err := u.set.check(u.name); err != nil {
		return nil, err
	}
	return u.set, nil
}

// Load reads a packed set from the folder that ./build.sh data fills. Errors are
// *MissingError, *ChecksumError or *FormatError.
func Load(folder fs.FS, task, part string) (*Set, error) {
	name := PackedName(task, part)
	body, err := readLimited(folder, name)
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
