package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"
)

func TestFold(t *testing.T) {
	for i := range 256 {
		if b := byte(i); unfold(fold(b)) != b {
			t.Errorf("%d becomes %d", b, unfold(fold(b)))
		}
	}
	for want, residual := range []int{0, -1, 1, -2, 2} {
		if got := fold(byte(residual)); int(got) != want {
			t.Errorf("%d is spelled %d, want %d", residual, got, want)
		}
	}
}

// TestEveryColourSurvives: also colours that differ so much that their difference is no byte.
func TestEveryColourSurvives(t *testing.T) {
	w, r := newResiduals(Grid{C: 3, H: 1, W: 1}), newResiduals(Grid{C: 3, H: 1, W: 1})
	got := make([]byte, 3)
	for i := range 1 << 16 {
		was := []byte{byte(i), byte(i >> 8), byte(3 * i)}
		clear(w.sections)
		w.write(was)
		copy(r.sections, w.sections)
		if !r.read(got) || !bytes.Equal(got, was) {
			t.Fatalf("%v becomes %v", was, got)
		}
	}
}

// TestMedian: flat surroundings predict themselves, an edge goes on, and a slope rises no further than its neighbours.
func TestMedian(t *testing.T) {
	for _, c := range [][4]int{{10, 10, 10, 10}, {90, 10, 10, 90}, {10, 90, 10, 90}, {10, 10, 90, 10}, {20, 40, 30, 30}} {
		if got := median(c[0], c[1], c[2]); int(got) != c[3] {
			t.Errorf("left %d, upper %d, corner %d: %d, want %d", c[0], c[1], c[2], got, c[3])
		}
	}
}

// TestBusySurroundings: places at the border have neighbours, too, and only the first line is calm whatever they are.
func TestBusySurroundings(t *testing.T) {
	r := newResiduals(Grid{C: 1, H: 2, W: 3})
	r.write([]byte{10, 10, 90, 10, 0, 0})
	want := make([][]byte, levels)
	want[0] = []byte{fold(256 - 118), 0, 80 << 1, 0} // less grey, less left, less left; below the border, less upper
	busy := func(n int, residual byte) { l := r.level[n]; want[l] = append(want[l], fold(residual)) }
	busy(80, 256-10) // upper right is 90
	busy(90, 256-80) // left is 0, and corner 10, below 90
	for l := range want {
		if !bytes.Equal(r.sections[l], want[l]) {
			t.Errorf("level %d: %v, want %v", l, r.sections[l], want[l])
		}
	}
}

// TestSplitPieces packs pieces of a set and joins them again, whatever the channels.
func TestSplitPieces(t *testing.T) {
	for _, g := range []Grid{{3, 8, 7}, {1, 5, 5}, {2, 1, 9}, {4, 3, 1}} {
		want := of("own", Shape{g, 9}, 7)
		var all *Set
		for _, cut := range [][2]int{{0, 3}, {3, 6}, {6, 7}} {
			s, err := Unpack(Pack(want.Cut(cut[0], cut[1])))
			if err != nil || s.Offset != cut[0] {
				t.Fatalf("%s, piece %v: %v", g, cut, err)
			}
			if all == nil {
				all = s
			} else if err := all.Join(s, 7); err != nil {
				t.Fatal(err)
			}
		}
		if !equal(all, want) {
			t.Errorf("images of %s do not survive", g)
		}
	}
}

func TestJoinRefuses(t *testing.T) {
	s := of("own", Shape{Grid{3, 2, 2}, 4}, 6)
	other := *s.Cut(2, 4)
	other.Part = "train"
	for _, next := range []*Set{s.Cut(3, 6), s.Cut(0, 2), &other} {
		first := s.Cut(0, 2)
		var bad *FormatError
		err := first.Join(next, 6)
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), "expected own test from 2 on") {
			t.Errorf("a piece from %d on: %v", next.Offset, err)
		}
	}
}

// framed is the packed form of a set with another content in its frame, under a right checksum.
func framed(s *Set, content []byte) []byte {
	whole := Pack(s)
	head := bytes.NewBuffer(bytes.Clone(whole[:packedHead+2+len(s.Task)+len(s.Part)+4+8+4]))
	compress(head, zstd.SpeedFastest, [][]byte{content})
	body := head.Bytes()
	sum := sha256.Sum256(body[packedHead:])
	copy(body[packedSummed:], sum[:])
	return body
}

// FuzzSections reaches what is behind the checksum and the compression: labels, lengths and residuals.
func FuzzSections(f *testing.F) {
	s := of("own", Shape{Grid{3, 2, 2}, 4}, 2)
	r := newResiduals(s.Grid)
	for i := range s.N {
		r.write(s.Image(i))
	}
	content := bytes.Clone(s.Labels)
	for _, section := range r.sections {
		content = binary.LittleEndian.AppendUint32(content, uint32(len(section)))
	}
	f.Add(append(content, bytes.Join(r.sections, nil)...))
	f.Add(content)
	f.Fuzz(func(t *testing.T, content []byte) {
		got, err := Unpack(framed(s, content))
		var bad *FormatError
		switch {
		case err != nil && !errors.As(err, &bad):
			t.Fatalf("error %v is no FormatError", err)
		case err != nil:
			return
		}
		again, err := Unpack(Pack(got))
		if err != nil || !equal(got, again) {
			t.Fatalf("does not survive packing: %v", err)
		}
	})
}

// TestSectionsAreDistrusted gives right checksums to sections that are too short, too long or unlike the images.
func TestSectionsAreDistrusted(t *testing.T) {
	s := of("own", Shape{Grid{3, 2, 2}, 4}, 3)
	lie := func(lengths func(l []uint32), residuals int) []byte {
		l := make([]uint32, 3*levels)
		l[0] = uint32(len(s.Images))
		lengths(l)
		content := bytes.Clone(s.Labels)
		for _, n := range l {
			content = binary.LittleEndian.AppendUint32(content, n)
		}
		return framed(s, append(content, make([]byte, residuals)...))
	}
	for word, body := range map[string][]byte{
		"37 residuals of 36 values":      lie(func(l []uint32) { l[3]++ }, 37),
		"4294967331 residuals of 36":     lie(func(l []uint32) { clear(l); l[0], l[1] = 1<<32-1, 36 }, 36),
		"EOF":                            lie(func(l []uint32) {}, 20),
		"too few residuals":              lie(func(l []uint32) { clear(l); l[47] = 36 }, 36),
		"does not end after its 3 image": lie(func(l []uint32) { l[0], l[16], l[32] = 12, 12, 12 }, 37),
	} {
		_, err := Unpack(body)
		var bad *FormatError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), word) {
			t.Errorf("error %v: want a FormatError with %q", err, word)
		}
	}
}

// TestLoadPieces loads as many pieces as images are asked for, and refuses those in the wrong place.
func TestLoadPieces(t *testing.T) {
	task := cifar10()
	part := task.Parts[0]
	first := of("cifar10", task.Shape, 20)
	piece := func(offset int) []byte {
		s := *first
		s.Offset = offset
		return Pack(&s)
	}
	folder := fstest.MapFS{
		"cifar10-test-0.set": {Data: piece(0)}, "cifar10-test-1.set": {Data: piece(20)},
	}
	s, err := Load(folder, "cifar10", "test", part.Piece)
	if err != nil || s.N != 20 {
		t.Fatalf("%v, %v", s, err)
	}
	word := fmt.Sprintf("begins with image 20: expected %d", part.Piece)
	if _, err := Load(folder, "cifar10", "test", part.Piece+1); err == nil || !strings.Contains(err.Error(), word) {
		t.Errorf("the second piece: %v", err)
	}
	delete(folder, "cifar10-test-1.set")
	var missing *MissingError
	_, err = Load(folder, "cifar10", "test", part.Images)
	if !errors.As(err, &missing) || missing.File != "cifar10-test-1.set" {
		t.Errorf("without the second piece: %v", err)
	}
}
