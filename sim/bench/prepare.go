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

// plain writes the images as bytes and the network as ONNX.
func (t *tools) plain() error {
	sets := lab.Sets{}
	for part, to := range map[string]**data.Set{"train": &sets.Train, "test": &sets.Test} {
		s, err := data.Load(os.DirFS(t.data), lab.Default().Task, part, lab.Default().Data().Count(part))
		if err != nil {
			return err
		}
		*to = s
		err = errors.Join(os.WriteFile(filepath.Join(t.dir, part+"-images"), s.Images, 0o644),
			os.WriteFile(filepath.Join(t.dir, part+"-labels"), s.Labels, 0o644))
		if err != nil {
			return err
		}
	}
	file, err := os.ReadFile(t.model)
	if err != nil {
		return err
	}
	r, err := lab.Open(file, sets)
	if err != nil {
		return err
	}
	for r.Advance() {
	}
	model, err := r.ONNX()
	if err != nil {
		return err
	}
	// What the engine says of each image, one digit an image.
	predictions := make([]byte, sets.Test.N)
	for k := range predictions {
		predictions[k] = '0' + byte(r.Classify(sets.Test.Image(k), -1).Class)
	}
	return errors.Join(os.WriteFile(filepath.Join(t.dir, "model.onnx"), model, 0o644),
		os.WriteFile(filepath.Join(t.dir, "predictions"), predictions, 0o644))
}
