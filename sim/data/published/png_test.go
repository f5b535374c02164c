package published

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"arraylab/sim/data"
)

// colours is the shape of tiny images in colour.
func colours() data.Shape { return data.Shape{Grid: data.Grid{C: 3, H: 2, W: 2}, Classes: 3} }

// sheet is a picture with n images of 2x2 places, a line each; they go on from the value from.
func sheet(t testing.TB, n, from int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 4, n))
	for i := range 4 * n {
		v := byte(from + 3*i)
		m.SetRGBA(i%4, i/4, color.RGBA{v, v + 1, v + 2, 255})
	}
	return spelled(t, m)
}

func spelled(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRowsOfPNG: a line is an image, and a pixel has the channels of a place side by side.
func TestRowsOfPNG(t *testing.T) {
	s, err := ReadRowsOfPNG(colours(), sheet(t, 2, 0), sheet(t, 1, 24), []byte("[2, 0, 1]"))
	if err != nil || s.N != 3 || !bytes.Equal(s.Labels, []byte{2, 0, 1}) {
		t.Fatalf("%+v, %v", s, err)
	}
	for i, v := range s.Images {
		if int(v) != i {
			t.Fatalf("value %d is %d", i, v)
		}
	}
	if len(s.Images) != 36 {
		t.Errorf("%d values", len(s.Images))
	}
}

func TestRowsOfPNGRefuses(t *testing.T) {
	one, list := sheet(t, 1, 0), []byte("[1]")
	grey := spelled(t, image.NewGray(image.Rect(0, 0, 4, 1)))
	nines := data.Shape{Grid: data.Grid{C: 3, H: 3, W: 3}, Classes: 3}
	for name, c := range map[string]struct {
		shape data.Shape
		files [][]byte
	}{
		"1 files: expected pictures":               {colours(), [][]byte{one}},
		"unexpected EOF":                           {colours(), [][]byte{list, list}},
		"not enough pixel":                         {colours(), [][]byte{one[:60], list}},
		"1 lines of 4 pixels: expected lines of 9": {nines, [][]byte{one, list}},
		"expected lines of 4, for images of 2x2":   {digitsOf(2), [][]byte{one, list}},
		"its pixels are not red, green and blue":   {colours(), [][]byte{grey, list}},
		"is no list of numbers":                    {colours(), [][]byte{one, []byte(`{"1": 1}`)}},
		"2 labels for 1 images":                    {colours(), [][]byte{one, []byte("[1, 2]")}},
		"label 3 of image 0: allowed are 0 to 2":   {colours(), [][]byte{one, []byte("[3]")}},
		"cannot unmarshal number 256000":           {colours(), [][]byte{one, []byte("[256000]")}},
	} {
		_, err := ReadRowsOfPNG(c.shape, c.files...)
		var bad *data.FormatError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v: want a FormatError with %q", err, name)
		}
	}
}

// digitsOf is the shape of grey images of a side.
func digitsOf(side int) data.Shape {
	return data.Shape{Grid: data.Grid{C: 1, H: side, W: side}, Classes: 3}
}

func FuzzRowsOfPNG(f *testing.F) {
	f.Add(sheet(f, 2, 0), []byte("[0, 1]"))
	f.Add(sheet(f, 1, 9)[:70], []byte("[0]"))
	f.Fuzz(func(t *testing.T, picture, labels []byte) {
		s, err := ReadRowsOfPNG(colours(), picture, labels)
		var bad *data.FormatError
		if err != nil && !errors.As(err, &bad) {
			t.Fatalf("error %v is no FormatError", err)
		}
		if err == nil && (s.Check("") != nil || len(s.Images) != s.N*s.Grid.Values() || len(s.Labels) != s.N) {
			t.Fatalf("%d images, %d values, %d labels", s.N, len(s.Images), len(s.Labels))
		}
	})
}
