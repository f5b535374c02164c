package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// startClass starts the command and reads the two links that it prints; stop interrupts it.
func startClass(t *testing.T, site string, more ...string) (screen, door string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- command(ctx, append([]string{"class", "-addr", "127.0.0.1:0", "-site", site}, more...), w, io.Discard)
		w.Close()
	}()
	for lines := bufio.NewScanner(r); door == "" && lines.Scan(); {
		at := regexp.MustCompile(`http://\S+`).FindString(lines.Text())
		if strings.Contains(at, "class.html#") {
			screen = at
		} else {
			door = at
		}
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()
	return screen, door, func() error { cancel(); return <-ended }
}

// TestClassServesUntilItIsInterrupted: it prints the two links, serves site and class, and keeps what it is told to
// keep where nobody else can read it.
func TestClassServesUntilItIsInterrupted(t *testing.T) {
	site, saved := t.TempDir(), filepath.Join(t.TempDir(), "class.json")
	if err := os.WriteFile(filepath.Join(site, "index.html"), []byte("<!doctype html>hello"), 0o644); err != nil {
		t.Fatal(err)
	}
	screen, door, stop := startClass(t, site, "-save", saved)
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
	if err := stop(); err != nil {
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

// TestClassOfOwnData: with -data a class sweeps over data of its own, and says by name which file they are; a sweep over
// others is refused before it begins, as a file is that cannot be read.
func TestClassOfOwnData(t *testing.T) {
	site, mine := t.TempDir(), filepath.Join(t.TempDir(), "mine.csv")
	rows := ""
	for i := range 40 {
		rows += fmt.Sprintf("%s,%d,3.%d\n", []string{"u", "v"}[i%2], 11*(1+i%7), i%9)
	}
	for name, text := range map[string]string{mine: rows, filepath.Join(site, "index.html"): "<!doctype html>hello"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	bad := filepath.Join(t.TempDir(), "bad.csv")
	if err := os.WriteFile(bad, []byte("u,1\nv\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := classroom(t.Context(), []string{"-site", site, "-data", bad}, io.Discard, io.Discard); err == nil ||
		!strings.Contains(err.Error(), "bad.csv") {
		t.Errorf("a table whose lines differ: %v", err)
	}
	screen, _, stop := startClass(t, site, "-data", mine)
	base, secret, _ := strings.Cut(screen, "class.html#")
	sweep := func(link string) string {
		q, err := http.NewRequest(http.MethodPost, base+"class/v1/hall/sweep", strings.NewReader(`{"link":"`+link+`"}`))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", "application/json")
		q.Header.Set("Authorization", "Bearer "+secret)
		answer, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	o := runOptions{}
	o.Data = mine
	link, err := o.Bring("hidden=8&batch=8&epochs=1&memory=ber&ber=0.01~0.1")
	if err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(link, "data=", "data=0", 1)
	other = strings.Replace(other, o.Own.Hash, o.Own.Hash[1:], 1)
	if said := sweep(other); !strings.Contains(said, "the file that is here is another one") {
		t.Errorf("of other data is said %s", said)
	}
	if said := sweep(link); strings.Contains(said, "error") {
		t.Errorf("of the class's own data is said %s", said)
	}
	answer, err := http.Get(base + "class/v1/study")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || !strings.Contains(string(body), `"data":"mine.csv"`) {
		t.Errorf("pages are told %s, %v", body, err)
	}
	http.DefaultClient.CloseIdleConnections()
	if err := stop(); err != nil {
		t.Error(err)
	}
}
