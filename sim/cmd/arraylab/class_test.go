package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestClassServesUntilItIsInterrupted: it prints the two links, serves site and class, and keeps what it is told to
// keep where nobody else can read it.
func TestClassServesUntilItIsInterrupted(t *testing.T) {
	site, saved := t.TempDir(), filepath.Join(t.TempDir(), "class.json")
	if err := os.WriteFile(filepath.Join(site, "index.html"), []byte("<!doctype html>hello"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- command(ctx, []string{"class", "-addr", "127.0.0.1:0", "-site", site, "-save", saved}, w, io.Discard)
		w.Close()
	}()
	var screen, door string
	for lines := bufio.NewScanner(r); door == "" && lines.Scan(); {
		at := regexp.MustCompile(`http://\S+`).FindString(lines.Text())
		if strings.Contains(at, "class.html#") {
			screen = at
		} else {
			door = at
		}
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()
	base, _, found := strings.Cut(door, "#view=class.")
	if !found || !strings.HasPrefix(screen, base+"class.html#") {
		t.Fatalf("printed %q and %q", screen, door)
	}
	for path, want := range map[string]string{"": "hello", "class/v1/study": `"v":1`, "class/v1/hall": "secret link"} {
		answer, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || !strings.Contains(string(body), want) {
			t.Errorf("/%s: %q, %v: want %q", path, body, err, want)
		}
	}
	status, err := http.Post(base+"class/v1/join", "application/json",
		strings.NewReader(`{"code":"`+door[len(door)-5:]+`","name":"Ada"}`))
	if err != nil || status.StatusCode != 200 {
		t.Fatalf("joining: %v, %v", status, err)
	}
	status.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("interrupted, it ends with %v", err)
	}
	about, err := os.Stat(saved)
	if err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("what is kept: %v, %v: want mode 0600", about, err)
	}
}

func TestBadClasses(t *testing.T) {
	for _, c := range []struct {
		args []string
		word string
	}{
		{[]string{"v=1"}, "no argument"},
		{[]string{"-workers", "0"}, "1 and more"},
		{[]string{"-site", t.TempDir()}, "index.html"},
		{[]string{"-site", t.TempDir(), "-port", "1"}, "not defined"},
	} {
		err := classroom(t.Context(), c.args, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%q: error %v: want one with %q", c.args, err, c.word)
		}
	}
}
