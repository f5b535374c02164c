package own

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/data"
)

// mustRead reads files that must be good.
func mustRead(t testing.TB, o Options, files ...File) *Pool {
	t.Helper()
	p, err := Read(files, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Images) != p.N*p.Grid.Values() || len(p.Labels) != p.N || len(p.Names) != p.Classes ||
		len(p.Hash) != HashDigits {
		t.Fatalf("%d samples of %s: %d values, %d labels, names %v, hash %q", p.N, p.Shape, len(p.Images), len(p.Labels),
			p.Names, p.Hash)
	}
	return p
}

func ramp(n int) (b []byte) {
	for i := range n {
		b = append(b, byte(i*5))
	}
	return b
}

// reals are the same numbers as numpy's <f4.
func reals(b []byte) (x []float32) {
	for _, v := range b {
		x = append(x, float32(v))
	}
	return x
}

// TestArrays: the same four images of 8x8 in each form have the same hash.
func TestArrays(t *testing.T) {
	values := ramp(4 * 64)
	x, y := idx(values, 4, 8, 8), idx([]byte{3, 7, 3, 7}, 4)
	want := mustRead(t, Options{}, File{"train-images-idx3-ubyte", x}, File{"train-labels-idx1-ubyte", y})
	if want.String() != "8x8 of 2 classes" || !slices.Equal(want.Names, []string{"3", "7"}) ||
		!bytes.Equal(want.Labels, []byte{0, 1, 0, 1}) || !bytes.Equal(want.Images, values) ||
		want.Options.Scale != ScaleKept {
		t.Fatalf("%s, classes %v, labels %v, %v", want.Shape, want.Names, want.Labels, want.Options)
	}
	hot := npyOf("<f4", false, "(4, 2)", floats(1, 0, 0, 1, 1, 0, 0, 1))
	texts := []byte("3\x00\x00\x007\x00\x00\x003\x00\x00\x007\x00\x00\x00")
	turned := make([]float32, len(values)) // as numpy lays it with the first dimension counted first
	for i, v := range values {
		n, r, c := i/64, i/8%8, i%8
		turned[n+4*(r+8*c)] = float32(v)
	}
	of := npyOf("|u1", false, "(4, 8, 8)", values)
	for name, files := range map[string][]File{
		"gzip": {{"images-idx3-ubyte.gz", gzipped(x)}, {"labels-idx1-ubyte.gz", gzipped(y)}},
		"zip of IDX": {{"mine.zip", zipped(t, File{"a/images.idx", x}, File{"a/labels.idx", y},
			File{"__MACOSX/a/._x", y})}},
		"NPZ": {{"mine.npz", zipped(t, File{"x.npy", of},
			File{"y.npy", npyOf("<i8", false, "(4,)", longs(3, 7, 3, 7))})}},
		"one hot":        {{"x.npy", of}, {"y.npy", hot}},
		"texts":          {{"x.npy", of}, {"labels.npy", npyOf("<U1", false, "(4,)", texts)}},
		"column":         {{"arr_0.npy", of}, {"arr_1.npy", npyOf("|b1", false, "(4, 1)", []byte{0, 1, 0, 1})}},
		"reals":          {{"x.npy", npyOf("<f4", false, "(4, 8, 8)", floats(reals(values)...))}, {"y.npy", hot}},
		"Fortran":        {{"x.npy", npyOf("<f4", true, "(4, 8, 8)", floats(turned...))}, {"y.npy", hot}},
		"flat":           {{"x.npy", npyOf("|u1", false, "(4, 64)", values)}, {"y.npy", hot}},
		"channels first": {{"x.npy", npyOf("|u1", false, "(4, 1, 8, 8)", values)}, {"y.npy", hot}},
	} {
		if p := mustRead(t, Options{}, files...); p.Hash != want.Hash || p.Shape != want.Shape {
			t.Errorf("%s: %s, hash %s, labels %v, values %v", name, p.Shape, p.Hash, p.Labels, p.Images[:20])
		}
	}
}

func longs(x ...int) (b []byte) {
	for _, v := range x {
		b = append(b, byte(v), 0, 0, 0, 0, 0, 0, 0)
	}
	return b
}

// TestTestParts: files of a test part are that, whatever the seed.
func TestTestParts(t *testing.T) {
	x, y := idx(ramp(4*64), 4, 8, 8), idx([]byte{0, 1, 0, 1}, 4)
	p := mustRead(t, Options{}, File{"train-images", x}, File{"train-labels", y},
		File{"t10k-images", idx(ramp(128), 2, 8, 8)}, File{"t10k-labels", idx([]byte{1, 0}, 2)})
	for seed := range uint32(3) {
		train, test := p.Split(seed)
		if train.N != 4 || test.N != 2 || !bytes.Equal(train.Images, ramp(4*64)) ||
			!bytes.Equal(test.Labels, []byte{1, 0}) || train.Task != data.Own || test.Part != "test" {
			t.Errorf("seed %d: %d and %d samples", seed, train.N, test.N)
		}
	}
}

// TestGrids: what samples of given dimensions are.
func TestGrids(t *testing.T) {
	for dims, want := range map[[3]int]string{
		{784}: "28x28", {30}: "1x30", {28, 28}: "28x28", {12, 375}: "12x1x375 first", {375, 12}: "12x1x375",
		{3, 32, 32}: "3x32x32 first", {32, 32, 3}: "3x32x32", {1, 28, 28}: "28x28 first", {64, 1, 100}: "64x1x100 first",
		{16, 24, 4}: "4x16x24", {4, 16, 24}: "4x16x24 first", {48, 64}: "48x64",
	} {
		all := dims[:]
		for all[len(all)-1] == 0 {
			all = all[:len(all)-1]
		}
		g, first := gridOf(all)
		got := g.String()
		if first {
			got += " first"
		}
		if got != want {
			t.Errorf("%v: %s, want %s", all, got, want)
		}
	}
}

// TestChannelsFirst: channels lie side by side in the end.
func TestChannelsFirst(t *testing.T) {
	var colours []byte
	for _, c := range []byte{10, 20, 30, 10, 20, 30} {
		colours = append(colours, bytes.Repeat([]byte{c}, 64)...)
	}
	p := mustRead(t, Options{}, File{"x.npy", npyOf("|u1", false, "(2, 3, 8, 8)", colours)},
		File{"y.npy", npyOf("|u1", false, "(2,)", []byte{0, 1})})
	if p.String() != "3x8x8 of 2 classes" || !bytes.Equal(p.Images[:6], []byte{10, 20, 30, 10, 20, 30}) {
		t.Errorf("%s: %v", p.Shape, p.Images[:6])
	}
}

func TestTable(t *testing.T) {
	const rows = "setosa,1.5,0.3\nsetosa,1.0,0.1\nvirginica,3.0,0.9\nvirginica,2,1.1\n"
	for name, c := range map[string]struct {
		body string
		o    Options
		want string
	}{
		"labels first":   {rows, Options{}, "[setosa virginica] first no []"},
		"asked for last": {"1,2,a\n3,4,b\n", Options{Label: Last}, "[a b] last no []"},
		"semicolons":     {"a;b;class\n1;2;0\n3;4;1\n", Options{}, "[0 1] last yes [a b class]"},
		"by name":        {"kind,x,y z\nu,1,2\nv,2,1\n", Options{Label: "kind"}, "[u v] first yes [kind x y z]"},
		"in the middle":  {"a\tlabel\tb\n1\tu\t2\n4\tv\t2\n", Options{}, "[u v] label yes [a label b]"},
		"header said":    {"0,5,6\n1,3,4\n2,8,9\n", Options{Header: Yes, Label: First}, "[1 2] first yes [0 5 6]"},
		"byte order":     {"\ufeff1,7,0\n2,6,1\n", Options{}, "[0 1] last no []"},
	} {
		p := mustRead(t, c.o, File{"mine.csv", []byte(c.body)})
		got := fmt.Sprintf("%v %s %s %v", p.Names, p.Options.Label, p.Options.Header, p.Columns)
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	p := mustRead(t, Options{}, File{"mine.csv", []byte(rows)})
	// Each column from its lowest to its highest: 1 to 3 and 0.1 to 1.1.
	if want := []byte{64, 51, 0, 0, 255, 204, 128, 255}; !bytes.Equal(p.Images, want) || !p.Tabular {
		t.Errorf("values %v, want %v", p.Images, want)
	}
	two := mustRead(t, Options{}, File{"train.csv", []byte(rows)}, File{"test.csv", []byte("setosa,2,2\n")})
	if two.Tests != 1 || two.N != 5 {
		t.Errorf("%d samples, %d of them tests", two.N, two.Tests)
	}
}

func TestPictures(t *testing.T) {
	red, grey := color.RGBA{200, 10, 10, 255}, color.RGBA{90, 90, 90, 255}
	p := mustRead(t, Options{}, File{"pets.zip", zipped(t, File{"pets/cat/1.png", picture(t, 8, 8, red, false)},
		File{"pets/dog/1.png", picture(t, 16, 24, grey, false)}, File{"pets/README", []byte("hello")})})
	if p.String() != "3x8x8 of 2 classes" || !slices.Equal(p.Names, []string{"cat", "dog"}) ||
		!bytes.Equal(p.Images[:3], []byte{200, 10, 10}) || !bytes.Equal(p.Images[192:195], []byte{90, 90, 90}) {
		t.Errorf("%s of %v: %v", p.Shape, p.Names, p.Images[:3])
	}
	if notes := strings.Join(p.Notes, " "); !strings.Contains(notes, "8x8 to 16x24 pixels were scaled to 8x8") ||
		!strings.Contains(notes, "1 files that are no pictures") {
		t.Errorf("notes %q", notes)
	}
	large := mustRead(t, Options{}, File{"a/1.jpg", picture(t, 320, 160, grey, true)},
		File{"b/2.JPEG", picture(t, 320, 160, color.RGBA{255, 255, 255, 255}, true)},
		File{"test/a/3.png", picture(t, 320, 160, grey, false)})
	if large.String() != "32x64 of 2 classes" || large.Tests != 1 || large.Images[0] != 90 ||
		large.Images[32*64] != 255 {
		t.Errorf("%s, %d tests, %v", large.Shape, large.Tests, large.Images[0])
	}
}

// TestSpans: what a place covers adds up to one, and an even share is a mean.
func TestSpans(t *testing.T) {
	for _, c := range [][2]int{{96, 64}, {100, 7}, {3, 8}, {5, 5}, {1, 4}} {
		for i, s := range newSpans(c[0], c[1]) {
			sum := 0.0
			for _, w := range s.weights {
				sum += w
			}
			if sum < .999999 || sum > 1.000001 || s.first+len(s.weights) > c[0] {
				t.Errorf("%v, place %d: from %d on weights %v", c, i, s.first, s.weights)
			}
		}
	}
	halved := resized([]byte{0, 10, 20, 30}, 1, data.Grid{C: 1, H: 1, W: 4}, data.Grid{C: 1, H: 1, W: 2},
		func(x float64) byte { return byte(x) })
	if !bytes.Equal(halved, []byte{5, 25}) {
		t.Errorf("halved: %v", halved)
	}
}

// TestSplit: a fifth of each class is held back, whole recordings where there are some, and nothing is lost.
func TestSplit(t *testing.T) {
	p := &Pool{Shape: data.Shape{Grid: data.Grid{C: 1, H: 1, W: 1}, Classes: 3}, N: 100}
	for i := range p.N {
		p.Images, p.Labels = append(p.Images, byte(i)), append(p.Labels, byte(min(i/40, 2)))
	}
	orders := map[string]bool{}
	for seed := range uint32(4) {
		train, test := p.Split(seed)
		all := append(slices.Clone(train.Images), test.Images...)
		orders[string(all)] = true
		if slices.Sort(all); train.N != 80 || test.N != 20 || !bytes.Equal(all, p.Images) {
			t.Fatalf("seed %d: %d and %d", seed, train.N, test.N)
		}
		counts := [3]int{}
		for i, l := range test.Labels {
			if counts[l]++; l != byte(min(test.Images[i]/40, 2)) {
				t.Fatal("a label is another sample's")
			}
		}
		if want := ([3]int{8, 8, 4}); seed > 0 && counts != want {
			t.Errorf("seed %d: %v of the classes test, want %v", seed, counts, want)
		}
	}
	if len(orders) != 4 {
		t.Errorf("%d orders of 4 seeds", len(orders))
	}
	for i := range p.N {
		p.Groups = append(p.Groups, uint16(i/10))
	}
	_, test := p.Split(7)
	of := map[byte]int{}
	for _, x := range test.Images {
		of[x/10]++
	}
	if test.N != 20 || len(of) != 2 {
		t.Errorf("%d samples of the recordings %v test", test.N, of)
	}
}

// TestRefused: each error says the file, the place, the value and what is allowed.
func TestRefused(t *testing.T) {
	x, y := idx(ramp(4*64), 4, 8, 8), idx([]byte{0, 1, 0, 1}, 4)
	colour := picture(t, 8, 8, color.RGBA{1, 2, 3, 255}, false)
	csv := func(text string) []File { return []File{{"t.csv", []byte(text)}} }
	for want, files := range map[string][]File{
		"no file is there: allowed are IDX":                    nil,
		"notes.md: is of no format that is known: allowed are": {{"notes.md", []byte("# hello")}},
		"no zip that can be read":                              {{"a.zip", []byte("PK\x03\x04broken")}},
		"a.gz: is no gzip":                                     {{"a.gz", []byte{0x1f, 0x8b, 1}}},
		"samples without labels":                               {{"x.idx", x}},
		"labels without samples":                               {{"y.idx", y}},
		"3 labels for 4 samples":                               {{"x.idx", x}, {"y.idx", idx([]byte{0, 1, 0}, 3)}},
		"255 bytes follow its head":                            {{"x.idx", x[:len(x)-1]}, {"y.idx", y}},
		"its header alone takes 16":                            {{"x.idx", x[:12]}, {"y.idx", y}},
		"5 dimensions: allowed are 1 to 4":                     {{"x.idx", idx(nil, 1, 1, 1, 1, 1)}},
		"allowed are 268435456 numbers":                        {{"x.idx", idx(nil, 1<<30, 1<<20, 8)}},
		"1 classes: allowed are 2 to 100":                      {{"x.idx", x}, {"y.idx", idx([]byte{1, 1, 1, 1}, 4)}},
		"is not one 1 and zeros": {{"x.idx", x},
			{"y.idx", idx([]byte{1, 1, 0, 1, 0, 0, 1, 0}, 4, 2)}},
		"are both samples":                     {{"x.idx", x}, {"data.idx", x}, {"y.idx", y}},
		"has a test part and no training part": {{"x_test.idx", x}, {"y_test.idx", y}},
		"is an array of type \"<c8\": allowed are": {{"x.npy", npyOf("<c8", false, "(4, 2)", nil)},
			{"y.idx", y}},
		"whose dimensions cannot be read: \"-4, 2\"": {{"x.npy", npyOf("<f4", false, "(-4, 2)", nil)},
			{"y.idx", y}},
		"is an array of version 9: allowed are 1 to 3": {{"x.npy", []byte("\x93NUMPY\x09\x00\x00\x00\x00\x00")}},
		"is an array which is no array of NumPy":       {{"x.npy", []byte("\x93NUMPY\x01")}},
		"value 1 of sample 1 is NaN": {{"x.npy", npyOf("<f4", false, "(2, 2)", nan())},
			{"y.npy", npyOf("|u1", false, "(2,)", []byte{0, 1})}},
		"line 2, column 2 is \"b\": allowed are numbers": csv("1,2,u\n1,b,v\n"),
		"line 2 has no label in column 3":                csv("1,2,u\n1,2,\n"),
		"has 1 column: allowed are 2":                    csv("1\n2\n"),
		"wrong number of fields":                         csv("1,2,u\n1,2\n"),
		"has no line":                                    csv(""),
		"samples of 1x12289 are 12289 numbers: allowed are 1 to": csv(strings.Repeat("1,", 12289) + "a\n" +
			strings.Repeat("2,", 12289) + "b\n"),
		"lies in no folder":              {{"1.png", colour}, {"2.png", colour}},
		"is no picture that can be read": {{"a/1.png", colour[:30]}, {"b/2.png", colour}},
		"has more classes than 100":      csv(manyClasses()),
	} {
		_, err := Read(files, Options{})
		var bad *data.FormatError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v: want a FormatError with %q", err, want)
		}
	}
	if _, err := Read([]File{{"x.csv", []byte("1.5,a\n2,b\n")}}, Options{Scale: ScaleKept}); err == nil ||
		!strings.Contains(err.Error(), "cannot be kept") {
		t.Errorf("error %v", err)
	}
	if _, err := Read([]File{{"x.csv", []byte("1.5,a\n2,b\n")}}, Options{Label: "nothing"}); err == nil ||
		!strings.Contains(err.Error(), "has no column \"nothing\"") {
		t.Errorf("error %v", err)
	}
}

func nan() []byte { return append(floats(1, 2, 3), 0, 0, 0xc0, 0x7f) }

func manyClasses() (text string) {
	for i := range 101 {
		text += fmt.Sprintf("1,c%d\n", i)
	}
	return text
}

// TestHuge: what would be too much is refused before it is taken in.
func TestHuge(t *testing.T) {
	_, err := Read([]File{{"a", make([]byte, MaxFile)}, {"b", make([]byte, 1)}}, Options{})
	if err == nil || !strings.Contains(err.Error(), "b: with it all files are 268435457 bytes: allowed are 268435456") {
		t.Errorf("error %v", err)
	}
}
