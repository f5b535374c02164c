//go:build onnxruntime

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"arraylab/sim/data"
)

// runtimeFolder is where ./build.sh test puts onnxruntime-web and sim/onnx/runtime/check.mjs.
const runtimeFolder = "../../../.cache/onnxruntime"

// TestONNXRuntimeAgrees: a network of each kind, trained here and exported, gives each test image the same class in
// onnxruntime: dense ones, over maps of bits and of 8 bits, depthwise ones, over signals, one with its classifier alone
// binary, and networks of one's own data. Ternary ones are not exported.
func TestONNXRuntimeAgrees(t *testing.T) {
	toy := toyData(t)
	train, err := data.Load(os.DirFS(toy), "mnist", "train", 300)
	if err != nil {
		t.Fatal(err)
	}
	table, rows := filepath.Join(t.TempDir(), "mine.csv"), ""
	for i := range 90 {
		rows += fmt.Sprintf("%s,%d,%d,%d\n", []string{"u", "v", "w"}[i%3], 20*(i%3)+i%11, i%13, 7*(i%5))
	}
	if err := os.WriteFile(table, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	const beats, digits = "task=ecg-beats&train=300&test=200&epochs=1&batch=50", "train=300&test=200&epochs=1&batch=50"
	for name, c := range map[string]struct{ from, link string }{
		"dense":               {toy, digits + "&hidden=64-32"},
		"maps of bits":        {toy, digits + "&net=8cs2-16cp-64"},
		"maps of 8 bits":      {toy, digits + "&net=8cs2e-16cpe-64e-ye"},
		"depthwise":           {toy, digits + "&net=8cs2e-8de-16c1e-16ds2e-32c1a7e-32b-yb"},
		"beats":               {toy, beats},
		"beats, classifier":   {toy, beats + "&net=32c13s4e-32c7pe-64c5peb-128"},
		"own data, pictures":  {ownFolder(t, train.First(300), nil), "batch=50&epochs=1&net=8cs2-16cp-64"},
		"own data, a table":   {table, "batch=16&epochs=4&hidden=16"},
		"own data, of 8 bits": {table, "batch=16&epochs=4&net=16e-ye"},
	} {
		t.Run(name, func(t *testing.T) { agrees(t, c.from, c.link) })
	}
}

// agrees carries a run out and compares what both say of its test images.
func agrees(t *testing.T, from, link string) {
	r, o := carried(t, from, link)
	model, err := r.ONNX()
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Predictions()
	if err != nil {
		t.Fatal(err)
	}
	sets, err := o.Sets(r.Experiment())
	if err != nil {
		t.Fatal(err)
	}
	dir, args := t.TempDir(), []string{"check.mjs"}
	for name, body := range map[string][]byte{"model": model, "images": sets.Test.First(len(p.Said)).Images, "said": p.Said} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"model", "images", "said"} {
		args = append(args, filepath.Join(dir, name))
	}
	node := exec.Command("node", args...)
	node.Dir, node.Stderr = runtimeFolder, &strings.Builder{}
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, node.Stderr)
	}
	var said struct {
		Version        string
		Images, Differ int
	}
	if err := json.Unmarshal(out, &said); err != nil || said.Images != len(p.Said) || said.Differ != 0 {
		t.Errorf("of %d images onnxruntime-web %s classifies %d otherwise (%d were asked, %v)", said.Images, said.Version,
			said.Differ, len(p.Said), err)
	}
	t.Logf("onnxruntime-web %s: %d images, none differs", said.Version, said.Images)
}
