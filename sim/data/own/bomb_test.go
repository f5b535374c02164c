package own

import (
	"fmt"
	"image/color"
	"runtime"
	"strings"
	"testing"
)

// many are so many pictures that are the same, of two classes.
func many(picture []byte, n int) (files []File) {
	for i := range n {
		files = append(files, File{fmt.Sprintf("%d/%d.png", i%2, i), picture})
	}
	return files
}

// made is how many bytes are made of files, and what came of them.
func made(files ...File) (bytes uint64, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = Read(files, Options{})
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, err
}

// TestPackedTighterThanData: what is made to fill a memory, or to take hours, is refused before it is unpacked.
func TestPackedTighterThanData(t *testing.T) {
	zeros := make([]byte, 40<<20)
	blank := picture(t, 5000, 5000, color.RGBA{255, 255, 255, 255}, false)
	drawing := picture(t, 2000, 2000, color.RGBA{9, 9, 9, 255}, false)
	for name, c := range map[string]struct {
		files []File
		says  string
	}{
		"zip":      {[]File{{"a.zip", zipped(t, File{"x.npy", zeros})}}, "a.zip, x.npy: takes more than"},
		"gzip":     {[]File{{"x.npy.gz", gzipped(zeros)}}, "x.npy: takes more than"},
		"hidden":   {[]File{{"a.zip", zipped(t, File{"a/.x", zeros}, File{"__MACOSX/y", zeros})}}, ""},
		"picture":  {[]File{{"a/1.png", blank}, {"b/2.png", blank}}, "5000x5000 pixels in"},
		"pictures": {many(drawing, 60), "2000x2000 pixels in"},
	} {
		n, err := made(c.files...)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
		if most := uint64(10 * roomUnpacked); n > most {
			t.Errorf("%s: %d bytes are made of %d", name, n, len(c.files[0].Body))
		}
	}
}
