package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"arraylab/sim/cmd/study"
	"arraylab/sim/data"
	"arraylab/sim/lab"
)

// idxOf spells the images and the labels of a set as IDX.
func idxOf(s *data.Set) (images, labels []byte) {
	images, labels = []byte{0, 0, 8, 3}, []byte{0, 0, 8, 1}
	for _, n := range []int{s.N, s.Grid.H, s.Grid.W} {
		images = binary.BigEndian.AppendUint32(images, uint32(n))
	}
	labels = binary.BigEndian.AppendUint32(labels, uint32(s.N))
	return append(images, s.Images...), append(labels, s.Labels...)
}

// ownFolder writes the first images of packed sets as IDX files and returns their folder: a pair of them, or one of
// each part.
func ownFolder(t *testing.T, train, test *data.Set) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, body []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	images, labels := idxOf(train)
	write("train-images-idx3-ubyte", images)
	write("train-labels-idx1-ubyte", labels)
	if test != nil {
		images, labels = idxOf(test)
		write("t10k-images-idx3-ubyte", images)
		write("t10k-labels-idx1-ubyte", labels)
	}
	return dir
}

// builtIn is a small part of Fashion-MNIST where that was fetched, else of the tests' own images.
func builtIn(t *testing.T) (task, dir string, train, test *data.Set) {
	t.Helper()
	if testing.Short() {
		dir, task = toyData(t), lab.Tasks()[0].Name
	} else if dir, task = study.Folder(), "fashion"; !study.IsPacked(dir) {
		dir, task = toyData(t), lab.Tasks()[0].Name
	}
	if _, err := data.Load(os.DirFS(dir), task, "test", 1); err != nil {
		dir, task = toyData(t), lab.Tasks()[0].Name
	}
	var err error
	if train, err = data.Load(os.DirFS(dir), task, "train", 300); err != nil {
		t.Fatal(err)
	}
	if test, err = data.Load(os.DirFS(dir), task, "test", 200); err != nil {
		t.Fatal(err)
	}
	return task, dir, train.First(300), test.First(200)
}

// carried is a run that has been carried out, on the data of a folder or a file, with its options.
func carried(t *testing.T, from, link string) (*lab.Run, *runOptions) {
	t.Helper()
	o := &runOptions{}
	o.Data, o.Workers = from, 1
	link, err := o.Bring(link)
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.open(link)
	if err != nil {
		t.Fatal(err)
	}
	for r.Advance() {
	}
	return r, o
}

// weightsOf carries a run out and returns its weights.
func weightsOf(t *testing.T, dir, link string) (lab.Result, []byte) {
	t.Helper()
	r, _ := carried(t, dir, link)
	result, _ := r.Result()
	return result, r.Weights()
}

// TestOwnFilesGiveTheSameWeights: IDX files of a data set that the build has, brought as one's own, give the weights
// that it gives by itself, under the same seed: as files of both parts, and as a pair whose last samples test.
func TestOwnFilesGiveTheSameWeights(t *testing.T) {
	task, dir, train, test := builtIn(t)
	const rest = "hidden=48&epochs=2&batch=50&seed=5"
	want, weights := weightsOf(t, dir, "task="+task+"&train=300&test=200&"+rest)
	parts, same := weightsOf(t, ownFolder(t, train, test), rest)
	if !bytes.Equal(same, weights) || parts.Correct != want.Correct || parts.Loss != want.Loss {
		t.Errorf("files of both parts: %d of %d right, with the built-in set %d", parts.Correct, parts.Total, want.Correct)
	}
	if !strings.Contains(parts.Link, "task=own&data=") || parts.Fingerprint == want.Fingerprint {
		t.Errorf("%s, fingerprint %s", parts.Link, parts.Fingerprint)
	}
	whole := *train // with some more behind it
	whole.N, whole.Images, whole.Labels = 375, append(whole.Images[:len(whole.Images):len(whole.Images)],
		test.Images[:75*784]...), append(whole.Labels[:300:300], test.Labels[:75]...)
	_, pair := weightsOf(t, ownFolder(t, &whole, nil), rest+"&split=0&train=300")
	if !bytes.Equal(pair, weights) {
		t.Error("a pair of files, whose last fifth tests, gives other weights")
	}
	_, mixed := weightsOf(t, ownFolder(t, &whole, nil), rest+"&train=300")
	if bytes.Equal(mixed, weights) {
		t.Error("a split by a seed gives the order of the file")
	}
}

// TestAnotherFileIsRefused: a link knows the data that it was made with, however they were read.
func TestAnotherFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	mine, other := filepath.Join(dir, "mine.csv"), filepath.Join(dir, "other.csv")
	var rows, others strings.Builder
	for i := range 40 {
		class := []string{"u", "v"}[i%2]
		fmt.Fprintf(&rows, "%s,%d,3.%d\n", class, 11*(1+i%7), i%9)
		fmt.Fprintf(&others, "%s,1,2.%d\n", class, i%9)
	}
	for name, text := range map[string]string{mine: rows.String(), other: others.String()} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := call(t, "run", "-data", mine, "-scale", "all", "hidden=8&epochs=1&batch=8")
	if err != nil {
		t.Fatal(err)
	}
	link := result(t, out).Link
	if !strings.Contains(link, "shape=1x2&classes=2&data=") || !strings.Contains(link, "&train=32&test=8") {
		t.Errorf("link %s", link)
	}
	again, err := call(t, "run", "-data", mine, link)
	if err != nil || result(t, again).Fingerprint != result(t, out).Fingerprint {
		t.Errorf("the same file, with another scale chosen: %v", err)
	}
	for args, want := range map[string]string{
		other: "the file that is here is another one, data=", "": "bring the file (-data names it)",
	} {
		for _, command := range [][]string{{"run"}, {"sweep", "-out", filepath.Join(dir, "points.csv")}} {
			text := link
			if command[0] == "sweep" {
				text += "&memory=ber&ber=0.01~0.1"
			}
			if _, err := call(t, append(command, "-data", args, text)...); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s -data %q: error %v, want %q", command[0], args, err, want)
			}
		}
	}
	saved, model := filepath.Join(dir, "run.arraylab"), filepath.Join(dir, "model.arraylab")
	if _, err := call(t, "run", "-data", mine, "-save", saved, "-model", model, link); err != nil {
		t.Fatal(err)
	}
	again, err = call(t, "run", "-data", mine, "-resume", saved)
	if err != nil || result(t, again).Fingerprint != result(t, out).Fingerprint {
		t.Errorf("gone on from a file: %v", err)
	}
	if net, err := call(t, "export", "-onnx", "-data", mine, model); err != nil || len(net) < 100 {
		t.Errorf("an export of %d bytes: %v", len(net), err)
	}
	if _, err := call(t, "export", "-onnx", "-data", other, model); err == nil || !strings.Contains(err.Error(), "another") {
		t.Errorf("an export with another file: %v", err)
	}
	if _, err := call(t, "sweep", "-data", mine, "-out", filepath.Join(dir, "mine-points.csv"),
		link+"&split=1~2&memory=ber&ber=0.01"); err != nil {
		t.Errorf("a sweep over splits: %v", err)
	}
}
