//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"arraylab/sim/data"
	"arraylab/sim/lab"
)

// A seeded is a short run whose outcome is known: exact counts, since the same link gives the
// same bits everywhere.
type seeded struct {
	name    string
	link    string
	correct int // of 1000 test images
	// first digits of the fingerprint; they change only together with lab.NumericVersion
	fingerprint string
}

// runs has one short run of each memory.
var runs = []seeded{
	{"ideal", "v=1&train=3000&test=1000&hidden=100&epochs=2&seed=7", 858, "45ec4abaf7db8779"},
	{"rram-weak-reset", "v=1&train=3000&test=1000&hidden=100&memory=rram-weak-reset&epochs=4&batch=500&seed=7", 813,
		"2b8888896a451168"},
	{"ber", "v=1&train=3000&test=1000&hidden=100&memory=ber&ber=0.05&epochs=2&seed=7", 826, "1143bfe47e42b93d"},
}

// outcome is what the command prints of a run, and what the page shows.
type outcome struct {
	Correct     int    `json:"correct"`
	Total       int    `json:"total"`
	Fingerprint string `json:"fingerprint"`
}

// native carries a run out in this process, once for all tests that ask for it.
func native(t *testing.T, link string) outcome {
	t.Helper()
	if o, ok := suite.native[link]; ok {
		return o
	}
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	run, err := lab.NewRun(l.Experiment, images(t, l.Experiment))
	if err != nil {
		t.Fatal(err)
	}
	for run.Advance() {
	}
	r, ok := run.Result()
	if !ok {
		t.Fatal("the native run has no result")
	}
	o := outcome{r.Correct, r.Total, r.Fingerprint}
	suite.native[link] = o
	return o
}

// dataFolder is where ./build.sh data leaves the sets.
func dataFolder() string { return filepath.Join(suite.root, ".cache", "data") }

// images are those that an experiment works on.
func images(t *testing.T, e lab.Experiment) lab.Sets {
	t.Helper()
	sets, err := e.Provide(e.Task, e.Train, e.Test, func(task string, train, test int) (s lab.Sets, err error) {
		if s.Train, err = data.Load(os.DirFS(dataFolder()), task, "train", train); err == nil {
			s.Test, err = data.Load(os.DirFS(dataFolder()), task, "test", test)
		}
		return s, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sets
}

// node carries a run out by the command, built for js/wasm, under Node.
func node(t *testing.T, wasm, link string) outcome {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "--stack-size=8192",
		filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"),
		wasm, "run", "-data", dataFolder(), link)
	cmd.Dir = suite.root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("under Node: %v\n%s", err, &stderr)
	}
	var o outcome
	if err := json.Unmarshal(out, &o); err != nil {
		t.Fatalf("the command printed %q: %v", out, err)
	}
	return o
}

// commandForNode builds the command for js/wasm.
func commandForNode(t *testing.T) string {
	t.Helper()
	wasm := filepath.Join(t.TempDir(), "arraylab.wasm")
	build := exec.Command("go", "build", "-o", wasm, "./sim/cmd/arraylab")
	build.Dir = suite.root
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the command does not build for js/wasm: %v\n%s", err, out)
	}
	return wasm
}

// inPage opens a link, trains as a visitor would, and returns what the page shows.
func inPage(tb *tab) outcome {
	tb.t.Helper()
	tb.train()
	return tb.outcome()
}

// TestSameBitsEverywhere is the product's promise: a link gives the same bits natively, under
// Node and in the browser.
func TestSameBitsEverywhere(t *testing.T) {
	wasm := commandForNode(t)
	for _, r := range runs {
		t.Run(r.name, func(t *testing.T) {
			want := native(t, r.link)
			if want.Correct != r.correct || want.Total != 1000 || !strings.HasPrefix(want.Fingerprint, r.fingerprint) ||
				r.fingerprint == "" {
				t.Errorf("natively: %+v, expected %d of 1000 and %s", want, r.correct, r.fingerprint)
			}
			if got := node(t, wasm, r.link); got != want {
				t.Errorf("under Node: %+v, natively %+v", got, want)
			}
			if got := inPage(open(t, suite.site+"#"+r.link)); got != want {
				t.Errorf("in Chromium: %+v, natively %+v", got, want)
			}
		})
	}
}
