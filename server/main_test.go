package main

import (
	"bytes"
	"context"
	"debug/pe"
	"errors"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// site makes a folder with an index.html.
func site(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("<!doctype html>hello"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// start runs the command and returns its first line of output, a function that stops it and
// what run returned.
func start(t *testing.T, args ...string) (line string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(ctx, args, w, io.Discard) }()
	buf := make([]byte, 1<<12)
	n, err := r.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, r)
	line, _, _ = strings.Cut(string(buf[:n]), "\n")
	return line, func() error { cancel(); return <-done }
}

// TestVersion: a binary that build.sh did not build says that it knows nothing of its sources.
func TestVersion(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), []string{"-version"}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if want := "arraylab-serve: commit unknown, date unknown, numerics unknown, go"; !strings.HasPrefix(out.String(),
		want) {
		t.Errorf("told %q: want %q", out.String(), want)
	}
}

func TestServesWhatItAnnounces(t *testing.T) {
	line, stop := start(t, "-dir", site(t), "-addr", "127.0.0.1:0")
	at, found := strings.CutPrefix(line, "Arraylab is at ")
	if !found || !strings.HasPrefix(at, "http://127.0.0.1:") {
		t.Fatalf("announced %q", line)
	}
	r, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || !strings.HasSuffix(string(body), "hello") {
		t.Errorf("read %q, %v", body, err)
	}
	if err := stop(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	if _, err := http.Get(at); err == nil {
		t.Error("still answers after it was stopped")
	}
}

func TestBusyPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = run(context.Background(), []string{"-dir", site(t), "-addr", l.Addr().String()}, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "-addr HOST:PORT") {
		t.Errorf("error %v: want one that says how to choose another address", err)
	}
}

func TestBadArguments(t *testing.T) {
	for _, c := range []struct {
		args []string
		word string
	}{
		{[]string{"x"}, `"x" is not understood`},
		{[]string{"-dir", t.TempDir()}, "index.html"},
		{[]string{"-dir", site(t), "-addr", "nonsense"}, "-addr HOST:PORT"},
		{[]string{"-port", "1"}, "not defined"},
	} {
		err := run(context.Background(), c.args, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%q: error %v: want one with %q", c.args, err, c.word)
		}
	}
	var help bytes.Buffer
	if err := run(context.Background(), []string{"-h"}, io.Discard, &help); !errors.Is(err, flag.ErrHelp) ||
		!strings.Contains(help.String(), "-addr") {
		t.Errorf("-h: error %v, text %q", err, help.String())
	}
}

// TestRelease names the files of a release, and builds those for a system that is farthest from this one.
func TestRelease(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("build.sh is for a Unix shell")
	}
	out, err := exec.Command("../build.sh", "release", "-list").Output()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) != 6 {
		t.Fatalf("%q, %v", out, err)
	}
	for i, want := range []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64",
		"windows/arm64"} {
		end := "-" + strings.ReplaceAll(want, "/", "-")
		if strings.HasPrefix(want, "windows") {
			end += ".exe"
		}
		if want += " arraylab" + end + " arraylab-serve" + end + " arraylab-farm" + end; lines[i] != want {
			t.Errorf("%q, want %q", lines[i], want)
		}
	}
	if testing.Short() {
		t.Skip("both programs are compiled")
	}
	folder := t.TempDir()
	build := exec.Command("go", "build", "-o", folder+"/", ".", "../sim/cmd/arraylab")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=arm64", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, program := range []string{"server.exe", "arraylab.exe"} {
		f, err := pe.Open(filepath.Join(folder, program))
		if err != nil {
			t.Fatal(err)
		}
		if f.Machine != pe.IMAGE_FILE_MACHINE_ARM64 {
			t.Errorf("%s is for machine %#x", program, f.Machine)
		}
		f.Close()
	}
}
