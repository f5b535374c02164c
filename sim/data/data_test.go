package data

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// idx spells images and labels as IDX files.
func idx(images, labels []byte) (img, lab []byte) {
	n := uint32(len(labels))
	img = binary.BigEndian.AppendUint32(nil, idxImages)
	for _, d := range []uint32{n, Side, Side} {
		img = binary.BigEndian.AppendUint32(img, d)
	}
	lab = binary.BigEndian.AppendUint32(nil, idxLabels)
	lab = binary.BigEndian.AppendUint32(lab, n)
	return append(img, images...), append(lab, labels...)
}

// small makes a set of n images that differ in every pixel.
func small(n int) *Set {
	s := &Set{Task: "mnist", Part: "test", N: n, Images: make([]byte, n*Pixels), Labels: make([]byte, n)}
	for i := range s.Images {
		s.Images[i] = byte(i * i >> 3)
	}
	for i := range s.Labels {
		s.Labels[i] = byte(i*7) % Classes
	}
	return s
}

func equal(a, b *Set) bool {
	return a.Task == b.Task && a.Part == b.Part && a.N == b.N &&
		bytes.Equal(a.Images, b.Images) && bytes.Equal(a.Labels, b.Labels)
}

func TestReadIDX(t *testing.T) {
	want := small(3)
	got, err := ReadIDX(idx(want.Images, want.Labels))
	if err != nil {
		t.Fatal(err)
	}
	got.Task, got.Part = want.Task, want.Part
	if !equal(got, want) {
		t.Error("the set read is not the set written")
	}
	if got.Image(2)[5] != want.Images[2*Pixels+5] {
		t.Error("Image(2) is not the third image")
	}
}

func TestReadIDXRefuses(t *testing.T) {
	set := small(3)
	img, lab := idx(set.Images, set.Labels)
	change := func(b []byte, at int, to byte) []byte {
		c := bytes.Clone(b)
		c[at] = to
		return c
	}
	for name, c := range map[string]struct {
		img, lab []byte
		word     string
	}{
		"nothing":        {nil, nil, "header"},
		"short header":   {img[:15], lab, "header"},
		"swapped":        {lab, img, "header"},
		"magic":          {change(img, 3, 1), lab, "0x00000801: expected 0x00000803"},
		"no image":       {change(img, 7, 0), lab, "0 items"},
		"too many":       {change(img, 4, 255), lab, "allowed are 1 to 131072"},
		"rows":           {change(img, 11, 29), lab, "dimension 1 is 29: expected 28"},
		"truncated":      {img[:len(img)-1], lab, "3 items take"},
		"longer":         {append(bytes.Clone(img), 0), lab, "3 items take"},
		"label":          {img, change(lab, 9, 10), "label 10 of image 1"},
		"labels missing": {img, change(lab[:10], 7, 2), "2 labels for 3 images"},
	} {
		_, err := ReadIDX(c.img, c.lab)
		var bad *FormatError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%s: error %v: want a FormatError with %q", name, err, c.word)
		}
	}
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

func requireDamage(t *testing.T, at int, bad []byte) {
	t.Helper()
	_, err := Unpack(bad)
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
	for name, s := range map[string]*Set{
		"label 10 of image 2": wrong, "does not end": fewer, "ends early": more, "0 images": none,
		"a name is missing": unnamed, "a name holds '.'": odd,
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
	got, err := Load(folder, "mnist", "test")
	if err != nil {
		t.Fatal(err)
	}
	if !equal(got, want) {
		t.Error("the set loaded is not the set packed")
	}
	var format *FormatError
	if _, err = Load(folder, "mnist", "train"); !errors.As(err, &format) {
		t.Errorf("a test set under the name of a training set: error %v", err)
	}
	var sum *ChecksumError
	if _, err = Load(folder, "fashion", "test"); !errors.As(err, &sum) {
		t.Errorf("a truncated file: error %v", err)
	}
	var missing *MissingError
	if _, err = Load(folder, "fashion", "train"); !errors.As(err, &missing) || !errors.Is(err, fs.ErrNotExist) ||
		!strings.Contains(err.Error(), "./build.sh data") {
		t.Errorf("an absent file: error %v", err)
	}
}

func TestSourceRead(t *testing.T) {
	set := small(3)
	img, lab := idx(set.Images, set.Labels)
	var zip bytes.Buffer
	w := gzip.NewWriter(&zip)
	w.Write(img)
	w.Close()
	folder := fstest.MapFS{"images.gz": {Data: zip.Bytes()}, "labels": {Data: lab}, "cut.gz": {Data: zip.Bytes()[:40]}}
	source := Source{Task: "mnist", Part: "test", Images: "images.gz", ImagesSHA256: sum(img), Labels: "labels", LabelsSHA256: sum(lab)}
	got, err := source.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	if !equal(got, set) {
		t.Error("the set read is not the set written")
	}
	for name, change := range map[string]func(*Source){
		"images.gz": func(s *Source) { s.ImagesSHA256 = sum(lab) },
		"labels":    func(s *Source) { s.LabelsSHA256 = sum(img) },
		"cut.gz":    func(s *Source) { s.Images = "cut.gz" },
	} {
		bad := source
		change(&bad)
		_, err := bad.Read(folder)
		var wrong *ChecksumError
		if !errors.As(err, &wrong) || wrong.File != name {
			t.Errorf("%s: error %v: want a ChecksumError of it", name, err)
		}
	}
	source.Labels = "nowhere"
	var missing *MissingError
	if _, err := source.Read(folder); !errors.As(err, &missing) || missing.File != "nowhere" {
		t.Errorf("error %v: want a MissingError of nowhere", err)
	}
}

func TestSourcesArePinned(t *testing.T) {
	seen := map[string]bool{}
	for i, s := range Sources() {
		for _, sum := range []string{s.ImagesSHA256, s.LabelsSHA256} {
			if len(sum) != 64 || seen[sum] {
				t.Errorf("%s %s: checksum %q is short or there twice", s.Task, s.Part, sum)
			}
			seen[sum] = true
		}
		if want := []string{"test", "train"}[i%2]; s.Part != want {
			t.Errorf("source %d is the %s set: the test set comes first", i, s.Part)
		}
	}
	if len(seen) != 8 {
		t.Errorf("%d checksums: want 8", len(seen))
	}
}

func sum(b []byte) string {
	err := Verify("", b, "")
	var e *ChecksumError
	errors.As(err, &e)
	return e.Found
}

func FuzzUnpack(f *testing.F) {
	f.Add(Pack(small(1)))
	f.Add(Pack(small(2))[:90])
	f.Add([]byte(packedMagic))
	f.Fuzz(func(t *testing.T, tail []byte) {
		// A right checksum, so that the parser behind it is reached.
		body := tail
		if len(tail) > packedHead {
			sum := sha256.Sum256(tail[packedHead:])
			body = append(append([]byte(packedMagic), sum[:]...), tail[packedHead:]...)
		}
		s, err := Unpack(body)
		if err != nil {
			return
		}
		if len(s.Images) != s.N*Pixels || len(s.Labels) != s.N || s.N < 1 {
			t.Fatalf("%d images, %d labels for N=%d", len(s.Images)/Pixels, len(s.Labels), s.N)
		}
		again, err := Unpack(Pack(s))
		if err != nil || !equal(s, again) {
			t.Fatalf("does not survive packing: %v", err)
		}
	})
}

func FuzzReadIDX(f *testing.F) {
	set := small(1)
	img, lab := idx(set.Images, set.Labels)
	f.Add(img, lab)
	f.Add(img[:16], lab[:8])
	f.Fuzz(func(t *testing.T, img, lab []byte) {
		s, err := ReadIDX(img, lab)
		if err != nil {
			var bad *FormatError
			if !errors.As(err, &bad) {
				t.Fatalf("error %v is no FormatError", err)
			}
			return
		}
		again, backLabels := idx(s.Images, s.Labels)
		if !bytes.Equal(again, img) || !bytes.Equal(backLabels, lab) {
			t.Fatal("what was read does not spell the same files")
		}
	})
}
