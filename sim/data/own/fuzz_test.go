package own

import (
	"bytes"
	"errors"
	"image/color"
	"runtime"
	"testing"

	"arraylab/sim/data"
)

// fuzzed reads files: what is wrong is a *data.FormatError, what is right is whole, and reads the same again; no more is
// made than ten times what files may unpack to.
func fuzzed(t *testing.T, files ...File) {
	most := uint64(10 * roomUnpacked)
	for _, f := range files {
		most += uint64(10 * mostExpanded * len(f.Body))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err := Read(files, Options{})
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > most {
		t.Fatalf("%d bytes are made, %d are allowed", n, most)
	}
	var bad *data.FormatError
	if err != nil {
		if !errors.As(err, &bad) {
			t.Fatalf("error %v is no FormatError", err)
		}
		return
	}
	for _, l := range p.Labels {
		if int(l) >= p.Classes {
			t.Fatalf("label %d of %d classes", l, p.Classes)
		}
	}
	if len(p.Images) != p.N*p.Grid.Values() || len(p.Labels) != p.N || p.Grid.Values() > MaxValues || p.Tests >= p.N {
		t.Fatalf("%d samples of %s, %d values, %d labels, %d tests", p.N, p.Shape, len(p.Images), len(p.Labels), p.Tests)
	}
	if train, test := p.Split(1); train.N+test.N != p.N || train.N < 1 || test.N < 1 {
		t.Fatalf("split into %d and %d of %d", train.N, test.N, p.N)
	}
	again, err := Read(files, p.Options)
	if err != nil || again.Hash != p.Hash {
		t.Fatalf("again, with %+v: %v", p.Options, err)
	}
}

func FuzzIDX(f *testing.F) {
	f.Add(idx(ramp(128), 2, 8, 8), idx([]byte{0, 1}, 2))
	f.Add(gzipped(idx(ramp(12), 4, 3)), idx([]byte{0, 1, 0, 1}, 4))
	f.Add([]byte{0, 0, 0x0d, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0x3f, 0x80, 0, 0, 0, 0, 0, 0},
		[]byte{0, 0, 9, 1, 0, 0, 0, 2, 255, 1})
	f.Fuzz(func(t *testing.T, x, y []byte) { fuzzed(t, File{"x", x}, File{"labels", y}) })
}

func FuzzNPY(f *testing.F) {
	y := npyOf("|u1", false, "(2,)", []byte{0, 1})
	f.Add(npyOf("<f4", false, "(2, 3)", floats(1, 2, 3, 4, 5, 6)), y)
	f.Add(npyOf(">f2", true, "(2, 2)", []byte{0x3c, 0, 0x7c, 0, 0, 1, 0x80, 0}),
		npyOf("<U2", false, "(2,)", longs(65, 66)))
	f.Add(npyOf("<i8", false, "(2, 1, 2)", longs(1, 2, 3, 4)), npyOf("<f8", false, "(2, 2)", longs(0, 0, 0, 0)))
	f.Fuzz(func(t *testing.T, x, y []byte) { fuzzed(t, File{"x.npy", x}, File{"y.npy", y}) })
}

func FuzzZip(f *testing.F) {
	f.Add(zipped(f, File{"x.npy", npyOf("|u1", false, "(2, 64)", ramp(128))},
		File{"y.npy", npyOf("|u1", false, "(2,)", []byte{0, 1})}))
	f.Add(zipped(f, File{"a/1.png", picture(f, 2, 2, color.RGBA{1, 2, 3, 255}, false)},
		File{"b/1.jpg", picture(f, 3, 2, color.RGBA{9, 9, 9, 255}, true)}))
	f.Fuzz(func(t *testing.T, body []byte) { fuzzed(t, File{"mine.zip", body}) })
}

func FuzzTable(f *testing.F) {
	f.Add("a,b,label\n1,2,x\n3,4,y\n")
	f.Add("x;1.5;2\ny;\"2\";1e3\n")
	f.Add("1,0\n2,1\n")
	f.Fuzz(func(t *testing.T, text string) { fuzzed(t, File{"t.csv", []byte(text)}) })
}

func FuzzPictures(f *testing.F) {
	f.Add(picture(f, 4, 4, color.RGBA{200, 0, 0, 255}, false))
	f.Add(picture(f, 70, 3, color.RGBA{5, 5, 5, 255}, true))
	f.Fuzz(func(t *testing.T, body []byte) {
		fuzzed(t, File{"a/1.png", body}, File{"b/2.png", bytes.Clone(body)})
	})
}

func FuzzWFDB(f *testing.F) {
	for _, beats := range []int{10, 14} {
		r := record("r", beats)
		f.Add(r[0].Body, r[1].Body, r[2].Body)
	}
	f.Add([]byte("r 1 4 3\nr.dat 8x2 10/mV 8 0 7 37 0 V\n"), []byte{1, 2, 0xfb, 0, 0, 0xff}, []byte{0, 0})
	f.Add([]byte("r 3\nr.dat 310\nr.dat 310+4\nr.dat 310:0\n"), bytes.Repeat([]byte{3, 200}, 40),
		[]byte{1, 4, 1, 4, 0, 0})
	f.Fuzz(func(t *testing.T, head, body, marks []byte) {
		fuzzed(t, File{"r.hea", head}, File{"r.dat", body}, File{"r.atr", marks})
	})
}

func FuzzEDF(f *testing.F) {
	f.Add(edfOf(2, 12, []string{"+1\x14a\x14\x00", "+2\x14b\x14\x00", "+3\x150.5\x14a\x14\x00"}))
	f.Add(edfOf(1, 3, nil)[:400])
	f.Fuzz(func(t *testing.T, body []byte) { fuzzed(t, File{"a.edf", body}) })
}
