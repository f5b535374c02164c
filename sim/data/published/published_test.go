package published

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"arraylab/sim/data"
)

// row is a row of the table of tasks.
func row(name string) data.Task {
	t, _ := data.TaskOf(name)
	return t
}

// digits is the shape of MNIST.
func digits() data.Shape { return row("mnist").Shape }

// small makes a set of n images that differ in every pixel.
func small(n int) *data.Set {
	s := &data.Set{Task: "mnist", Part: "test", Shape: digits(), N: n}
	s.Images, s.Labels = make([]byte, n*s.Grid.Values()), make([]byte, n)
	for i := range s.Images {
		s.Images[i] = byte(i * i >> 3)
	}
	for i := range s.Labels {
		s.Labels[i] = byte(i * 7 % s.Classes)
	}
	return s
}

func equal(a, b *data.Set) bool {
	return a.Task == b.Task && a.Part == b.Part && a.N == b.N && a.Shape == b.Shape &&
		bytes.Equal(a.Images, b.Images) && bytes.Equal(a.Labels, b.Labels)
}

// TestFormats: each row has a reader.
func TestFormats(t *testing.T) {
	for _, task := range data.Published() {
		if readerOf(task.Format) == nil {
			t.Errorf("%s: nothing reads %q", task.Name, task.Format)
		}
	}
}

// TestRead reads what it wrote, and refuses what is not what the row says.
func TestRead(t *testing.T) {
	set := small(3)
	img, lab := idx(set.Images, set.Labels)
	var zip bytes.Buffer
	w := gzip.NewWriter(&zip)
	w.Write(img)
	w.Close()
	folder := fstest.MapFS{"images.gz": {Data: zip.Bytes()}, "labels": {Data: lab}, "cut.gz": {Data: zip.Bytes()[:40]}}
	task := row("mnist")
	part := func(change func(images, labels *data.File)) data.Part {
		images := data.File{Name: "images.gz", Size: len(img), SHA256: sum(img)}
		labels := data.File{Name: "labels", Size: len(lab), SHA256: sum(lab)}
		change(&images, &labels)
		return data.Part{Name: "test", Images: 3, Files: []data.File{images, labels}}
	}
	whole := part(func(_, _ *data.File) {})
	got, err := Read(task, whole, folder)
	if err != nil {
		t.Fatal(err)
	}
	if !equal(got, set) {
		t.Error("the set read is not the set written")
	}
	for name, change := range map[string]func(images, labels *data.File){
		"images.gz": func(images, _ *data.File) { images.SHA256 = sum(lab) },
		"labels":    func(_, labels *data.File) { labels.SHA256 = sum(img) },
		"cut.gz":    func(images, _ *data.File) { images.Name = "cut.gz" },
	} {
		_, err := Read(task, part(change), folder)
		var wrong *data.ChecksumError
		if !errors.As(err, &wrong) || wrong.File != name {
			t.Errorf("%s: error %v: want a ChecksumError of it", name, err)
		}
	}
	var missing *data.MissingError
	absent := part(func(_, labels *data.File) { labels.Name = "nowhere" })
	if _, err := Read(task, absent, folder); !errors.As(err, &missing) || missing.File != "nowhere" {
		t.Errorf("error %v: want a MissingError of nowhere", err)
	}
	longer := part(func(_, labels *data.File) { labels.Size = 1 - gzipHead })
	_, err = Read(task, longer, folder)
	if !errors.As(err, &missing) || !strings.Contains(err.Error(), "longer than the allowed 1 bytes") {
		t.Errorf("error %v: want one of a file that is too long", err)
	}
	whole.Images = 4
	var bad *data.FormatError
	_, err = Read(task, whole, folder)
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "3 images: expected 4") {
		t.Errorf("error %v: want a FormatError of the number of images", err)
	}
}

func TestLicence(t *testing.T) {
	free := data.Task{Terms: data.Terms{Text: "as you like"}}
	if text, err := Licence(free, fstest.MapFS{}); text != "as you like" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	folder := fstest.MapFS{"copyright": {Data: []byte("in full")}}
	if text, err := Licence(row("fashion"), folder); text != "in full" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	var missing *data.MissingError
	if _, err := Licence(row("fashion"), fstest.MapFS{}); !errors.As(err, &missing) {
		t.Errorf("error %v: want a MissingError", err)
	}
}

func sum(b []byte) string {
	err := data.Verify("", b, "")
	var e *data.ChecksumError
	errors.As(err, &e)
	return e.Found
}
