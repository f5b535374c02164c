package published

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"arraylab/sim/data"
)

// idx spells images and labels as IDX files.
func idx(images, labels []byte) (img, lab []byte) {
	n := uint32(len(labels))
	img = binary.BigEndian.AppendUint32(nil, 0x00000803)
	for _, d := range []uint32{n, 28, 28} {
		img = binary.BigEndian.AppendUint32(img, d)
	}
	lab = binary.BigEndian.AppendUint32(nil, 0x00000801)
	lab = binary.BigEndian.AppendUint32(lab, n)
	return append(img, images...), append(lab, labels...)
}

func TestReadIDX(t *testing.T) {
	want := small(3)
	img, lab := idx(want.Images, want.Labels)
	got, err := ReadIDX(digits(), img, lab)
	if err != nil {
		t.Fatal(err)
	}
	got.Task, got.Part = want.Task, want.Part
	if !equal(got, want) {
		t.Error("the set read is not the set written")
	}
	if got.Image(2)[5] != want.Images[2*784+5] {
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
		_, err := ReadIDX(digits(), c.img, c.lab)
		var bad *data.FormatError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%s: error %v: want a FormatError with %q", name, err, c.word)
		}
	}
}

// TestReadIDXOfChannels reads images of several channels, which have a dimension more: the last one.
func TestReadIDXOfChannels(t *testing.T) {
	img := []byte{0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6}
	lab := []byte{0, 0, 8, 1, 0, 0, 0, 1, 11}
	shape := func(classes int) data.Shape {
		return data.Shape{Grid: data.Grid{C: 3, H: 1, W: 2}, Classes: classes}
	}
	s, err := ReadIDX(shape(12), img, lab)
	if err != nil || s.N != 1 || !bytes.Equal(s.Image(0), img[20:]) || s.Labels[0] != 11 {
		t.Errorf("read %v, error %v", s, err)
	}
	_, err = ReadIDX(shape(11), img, lab)
	if err == nil || !strings.Contains(err.Error(), "label 11 of image 0: allowed are 0 to 10") {
		t.Errorf("error %v", err)
	}
	if _, err = ReadIDX(digits(), img); err == nil || !strings.Contains(err.Error(), "1 files: expected 2") {
		t.Errorf("error %v", err)
	}
}

func FuzzReadIDX(f *testing.F) {
	set := small(1)
	img, lab := idx(set.Images, set.Labels)
	f.Add(img, lab)
	f.Add(img[:16], lab[:8])
	f.Fuzz(func(t *testing.T, img, lab []byte) {
		s, err := ReadIDX(digits(), img, lab)
		if err != nil {
			var bad *data.FormatError
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
