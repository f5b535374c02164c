package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// small makes a set of n images that differ in every pixel.
func small(n int) *Set {
	return of("mnist", digits(), n)
}

// of makes a test set of n images of a shape.
func of(task string, shape Shape, n int) *Set {
	s := &Set{Task: task, Part: "test", Shape: shape, N: n}
	s.Images, s.Labels = make([]byte, n*shape.Grid.Values()), make([]byte, n)
	for i := range s.Images {
		s.Images[i] = byte(i * i >> 3)
	}
	for i := range s.Labels {
		s.Labels[i] = byte(i * 7 % shape.Classes)
	}
	return s
}

func equal(a, b *Set) bool {
	return a.Task == b.Task && a.Part == b.Part && a.Offset == b.Offset && a.N == b.N && a.Shape == b.Shape &&
		bytes.Equal(a.Images, b.Images) && bytes.Equal(a.Labels, b.Labels)
}

func TestPackUnpack(t *testing.T) {
	for _, n := range []int{1, 999, 1000, 1001, 2500} {
		want := small(n)
		body := Pack(want)
		if !bytes.Equal(body, Pack(want)) {
			t.Errorf("%d images: packing twice gives different bytes", n)
		}
		got, err := Unpack(body)
		if err != nil {
			t.Fatalf("%d images: %v", n, err)
		}
		if !equal(got, want) {
			t.Errorf("%d images do not survive packing", n)
		}
	}
}

func TestUnpackerGoesInPieces(t *testing.T) {
	u, err := NewUnpacker(Pack(small(2500)))
	if err != nil {
		t.Fatal(err)
	}
	var steps []int
	for more := true; more; {
		more = u.Advance()
		done, all := u.Done()
		if all != 2500 {
			t.Fatalf("%d images in all: want 2500", all)
		}
		if done > 0 {
			steps = append(steps, done)
		}
	}
	if want := []int{1000, 2000, 2500}; !slices.Equal(steps, want) {
		t.Errorf("unpacked %v: want %v", steps, want)
	}
	if u.Advance() {
		t.Error("Advance goes on after the end")
	}
}

// TestUnpackFindsDamage changes, cuts and appends bytes everywhere.
func TestUnpackFindsDamage(t *testing.T) {
	body := Pack(small(4))
	for at := range body {
		bad := bytes.Clone(body)
		bad[at] ^= 0x10
		requireDamage(t, at, bad)
		requireDamage(t, at, body[:at])
	}
	requireDamage(t, len(body), append(bytes.Clone(body), 0))
}

// TestPackOtherShapes packs sets that are not of MNIST's shape, and looks for damage in them, too.
func TestPackOtherShapes(t *testing.T) {
	shapes := []Shape{{Grid{3, 32, 32}, 10}, {Grid{12, 1, 300}, 2}, {Grid{1, 28, 28}, 26}, {Grid{1, 1, 1}, 256}}
	for _, shape := range shapes {
		want := of("own", shape, 5)
		got, err := Unpack(Pack(want))
		if err != nil || !equal(got, want) {
			t.Errorf("%s: error %v", shape, err)
		}
	}
	body := Pack(of("own", Shape{Grid{3, 2, 2}, 4}, 3))
	for at := range body {
		bad := bytes.Clone(body)
		bad[at] ^= 0x10
		requireDamage(t, at, bad)
		requireDamage(t, at, body[:at])
	}
}

func requireDamage(t *testing.T, at int, bad []byte) {
	t.Helper()
	_, err := Unpack(bad)
	if found := Intact(bad); fmt.Sprint(found) != fmt.Sprint(err) {
		t.Errorf("byte %d: it is intact, %v, and cannot be unpacked: %v", at, found, err)
	}
	var format *FormatError
	var sum *ChecksumError
	switch {
	case errors.As(err, &sum):
		if sum.Want == sum.Found || len(sum.Want) != 64 || len(sum.Found) != 64 || sum.Bytes != len(bad)-packedHead ||
			!strings.Contains(err.Error(), sum.Want) || !strings.Contains(err.Error(), sum.Found) {
			t.Errorf("byte %d: %v does not tell the sums", at, err)
		}
	case errors.As(err, &format) && (at < packedSummed || len(bad) < packedHead):
	default:
		t.Errorf("byte %d of %d: error %v: want a ChecksumError, or a FormatError in the magic", at, len(bad), err)
	}
}

func TestDamageNamesTheFile(t *testing.T) {
	body := Pack(small(4))
	_, err := Unpack(body[:len(body)-1])
	var sum *ChecksumError
	if !errors.As(err, &sum) || sum.File != "mnist-test.set" {
		t.Errorf("error %v: want a ChecksumError of mnist-test.set", err)
	}
}

// TestUnpackDistrustsTheHead gives right checksums to heads that lie.
func TestUnpackDistrustsTheHead(t *testing.T) {
	wrong := small(4)
	wrong.Labels[2] = 10
	fewer, more, none := small(4), small(4), small(4)
	fewer.N, more.N, none.N = 3, 5, 0
	unnamed, odd := small(4), small(4)
	unnamed.Task, odd.Part = "", "../x"
	square := func(change func(s *Set)) *Set {
		s := of("own", Shape{Grid{1, 2, 2}, 3}, 4)
		change(s)
		return s
	}
	for name, s := range map[string]*Set{
		"label 10 of image 2": wrong, "does not end": fewer, "ends early": more, "0 images": none,
		"a name is missing": unnamed, "a name holds '.'": odd,
		"images of 0x2: allowed are 1 to 65535": square(func(s *Set) { s.Grid.H = 0 }),
		"99x65535x2 are 12975930 values: allowed are at most": square(func(s *Set) {
			s.Grid.C, s.Grid.H = 99, 1<<16-1
		}),
		"0 classes: allowed are 1 to 256": square(func(s *Set) { s.Classes = 0 }),
		"999 images of 1000x1000 are 999000000 bytes": square(func(s *Set) {
			s.N, s.Grid = 999, Grid{1, 1000, 1000}
		}),
		"2x2x2 of 4 classes: expected 28x28 of 10 classes":  of("mnist", Shape{Grid{2, 2, 2}, 4}, 3),
		"begins with image 131072: allowed are 0 to 131068": square(func(s *Set) { s.Offset = MaxImages }),
	} {
		_, err := Unpack(Pack(s))
		var bad *FormatError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v: want a FormatError with %q", err, name)
		}
	}
}

func TestLoad(t *testing.T) {
	want := small(5)
	folder := fstest.MapFS{
		"mnist-test.set":   {Data: Pack(want)},
		"mnist-train.set":  {Data: Pack(want)},
		"fashion-test.set": {Data: Pack(want)[:300]},
	}
	got, err := Load(folder, "mnist", "test", 1)
	if err != nil {
		t.Fatal(err)
	}
	if !equal(got, want) {
		t.Error("the set loaded is not the set packed")
	}
	var format *FormatError
	if _, err = Load(folder, "mnist", "train", 1); !errors.As(err, &format) {
		t.Errorf("a test set under the name of a training set: error %v", err)
	}
	var sum *ChecksumError
	if _, err = Load(folder, "fashion", "test", 1); !errors.As(err, &sum) {
		t.Errorf("a truncated file: error %v", err)
	}
	var missing *MissingError
	if _, err = Load(folder, "fashion", "train", 1); !errors.As(err, &missing) || !errors.Is(err, fs.ErrNotExist) ||
		!strings.Contains(err.Error(), "./build.sh data") {
		t.Errorf("an absent file: error %v", err)
	}
}

// TestLyingHeadsCostLittle: room is made for images as they come, not for those that a head promises.
func TestLyingHeadsCostLittle(t *testing.T) {
	s := of("own", Shape{Grid{1, 64, 64}, 2}, 400)
	body := Pack(s)
	names := packedHead + 2 + len(s.Task) + len(s.Part)
	binary.LittleEndian.PutUint32(body[names:], 60000)
	sum := sha256.Sum256(body[packedHead:])
	copy(body[packedSummed:], sum[:])
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Unpack(body)
	runtime.ReadMemStats(&after)
	var bad *FormatError
	if n := after.TotalAlloc - before.TotalAlloc; !errors.As(err, &bad) || n > 64<<20 {
		t.Errorf("%d bytes are made of %d that promise %d: %v", n, len(body), 60000*64*64, err)
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(Pack(small(1)))
	f.Add(Pack(small(2))[:90])
	f.Add([]byte(packedMagic))
	f.Add(Pack(of("own", Shape{Grid{2, 2, 5}, 7}, 4)))
	f.Add(Pack(of("own", Shape{Grid{3, 2, 5}, 7}, 4)))
	f.Add(Pack(of("own", Shape{Grid{1, 3, 4}, 7}, 4).Cut(1, 3)))
	f.Fuzz(func(t *testing.T, tail []byte) {
		// A right checksum, so that the parser behind it is reached.
		body := tail
		if len(tail) > packedHead {
			magic, sum := packedMagic, sha256.Sum256(tail[packedHead:])
			for _, other := range []string{packedShaped, packedSplit} {
				if bytes.HasPrefix(tail, []byte(other)) {
					magic = other
				}
			}
			body = append(append([]byte(magic), sum[:]...), tail[packedHead:]...)
		}
		s, err := Unpack(body)
		if err != nil {
			return
		}
		if len(s.Images) != s.N*s.Grid.Values() || len(s.Labels) != s.N || s.N < 1 || s.Check("") != nil {
			t.Fatalf("%d bytes of images of %s, %d labels for N=%d", len(s.Images), s.Shape, len(s.Labels), s.N)
		}
		again, err := Unpack(Pack(s))
		if err != nil || !equal(s, again) {
			t.Fatalf("does not survive packing: %v", err)
		}
	})
}
