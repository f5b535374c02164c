//go:build !js

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"arraylab/sim/data"
	"arraylab/sim/lab"
	"arraylab/wasm/fold"
)

// tools are what the measurements need, in a folder that goes away with them.
type tools struct {
	options
	dir     string // holds what follows
	native  string // the engine's program
	wasm    string // the same for js/wasm
	goroot  string
	web     *web
	browser *browser
	closing []func()
	// predictions are what the engine says of each test image, one digit an image, by the job that infers them.
	predictions map[string]string
}

func (t *tools) close() {
	for i := len(t.closing) - 1; i >= 0; i-- {
		t.closing[i]()
	}
}

// prepare builds the engine's program twice, writes images and network in plain forms for the
// peers, and starts server and browser.
func prepare(o options) (t *tools, err error) {
	t = &tools{options: o}
	defer func() {
		if err != nil {
			t.close()
		}
	}()
	if t.dir, err = os.MkdirTemp("", "bench"); err != nil {
		return nil, err
	}
	t.closing = append(t.closing, func() { _ = os.RemoveAll(t.dir) })
	t.native, t.wasm = filepath.Join(t.dir, "ours"), filepath.Join(t.dir, "ours.wasm")
	if err := errors.Join(build(t.native), build(t.wasm, "GOOS=js", "GOARCH=wasm"), folded(t.wasm)); err != nil {
		return nil, err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	t.goroot = strings.TrimSpace(string(root))
	if err := t.plain(); err != nil {
		return nil, err
	}
	if t.web, err = serve(t); err != nil {
		return nil, err
	}
	t.closing = append(t.closing, t.web.close)
	if t.browser, err = chromium(); err != nil {
		return nil, err
	}
	t.closing = append(t.closing, t.browser.close)
	return t, nil
}

func build(to string, env ...string) error {
	cmd := exec.Command("go", "build", "-o", to, "./sim/bench/ours")
	cmd.Env, cmd.Stderr = append(os.Environ(), env...), os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("building the engine's program: %w", err)
	}
	return nil
}

// folded folds the address constants of a program, as the site's are.
func folded(program string) error {
	module, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	if module, _, err = fold.Module(module); err != nil {
		return fmt.Errorf("%s: %w", program, err)
	}
	return os.WriteFile(program, module, 0o644)
}

// plain writes images as bytes and networks as ONNX, and notes what the engine says of the test images.
func (t *tools) plain() error {
	t.predictions = map[string]string{}
	standard := lab.Default()
	if err := t.plainOf(standard.Task, standard.Data().Count("train"), t.model, "infer", ""); err != nil {
		return err
	}
	// CIFAR-10 may not have been fetched: then what wants it is missing, and says so.
	err := t.plainOf("cifar10", 5000, t.mapsModel(), "infer maps", "maps-")
	if missing := (*data.MissingError)(nil); errors.As(err, &missing) {
		return nil
	}
	return err
}

// mapsModel is the trained network over maps that stands beside the standard one.
func (t *tools) mapsModel() string { return filepath.Join(filepath.Dir(t.model), "cifar10.arraylab") }

// plainOf does that with so many training images of a task and with a model, to files whose names begin so.
func (t *tools) plainOf(task string, images int, model, job, prefix string) error {
	sets := lab.Sets{}
	for part, of := range map[string]struct {
		to     **data.Set
		images int
	}{"train": {&sets.Train, images}, "test": {&sets.Test, lab.TaskOf(task).Count("test")}} {
		s, err := data.Load(os.DirFS(t.data), task, part, of.images)
		if err != nil {
			return err
		}
		*of.to = s
		err = errors.Join(os.WriteFile(filepath.Join(t.dir, prefix+part+"-images"), s.Images, 0o644),
			os.WriteFile(filepath.Join(t.dir, prefix+part+"-labels"), s.Labels, 0o644))
		if err != nil {
			return err
		}
	}
	file, err := os.ReadFile(model)
	if err != nil {
		return err
	}
	r, err := lab.Open(file, sets)
	if err != nil {
		return err
	}
	r.Parallel(2)
	for r.Advance() {
	}
	said, err := r.Predictions()
	if err != nil {
		return err
	}
	digits := make([]byte, len(said.Said)) // one an image
	for k, class := range said.Said {
		digits[k] = '0' + class
	}
	t.predictions[job] = string(digits)
	exported, err := r.ONNX()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(t.dir, prefix+"model.onnx"), exported, 0o644)
}
