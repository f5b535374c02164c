//go:build !js

package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLoaderTellsHowAProgramEnds lets real programs die under the real loader, in Node.
func TestLoaderTellsHowAProgramEnds(t *testing.T) {
	program := filepath.Join(t.TempDir(), "dies.wasm")
	build := exec.Command("go", "build", "-o", program, "./testdata/dies")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	wasmExec := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	for how, want := range map[string]struct{ where, what string }{
		"panic":    {"engine", "panic: a cell is out of its array"},
		"callback": {"engine", "panic: in a callback"},
		"exit":     {"engine", "ended with code 3"},
		"memory":   {"memory", "out of memory"},
	} {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		out, err := exec.CommandContext(ctx, "node", "testdata/loader.js", "../../assets/worker.js", wasmExec,
			program, how).Output()
		cancel()
		var told struct {
			Failure struct{ Where, What, Do string }
		}
		if err == nil {
			err = json.Unmarshal(out, &told)
		}
		if f := told.Failure; err != nil || f.Where != want.where ||
			!strings.Contains(f.What, want.what) || f.Do == "" {
			t.Errorf("%s: %q, %v", how, out, err)
		}
	}
}
