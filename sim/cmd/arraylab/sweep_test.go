package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// heads are the lines of a table in front of its points.
func heads() int {
	return strings.Count(lab.Numerics(lab.NumericVersion).TableHead(""), "\n") + 1
}

const small = "train=300&test=200&hidden=20&epochs=1&batch=50"

// TestInterruptedSweepIsTheSameFile stops a sweep after each of its points, once in the middle of a line, and goes on:
// the file has the same bytes as that of a sweep that was never interrupted, whatever the number of workers.
func TestInterruptedSweepIsTheSameFile(t *testing.T) {
	dir := toyData(t)
	name := filepath.Join(dir, "whole.csv")
	link := small + "&memory=ber&ber=0~0.2&lr=0.001~0.01&chips=2"
	args := func(file, workers string) []string {
		return []string{"-data", dir, "-workers", workers, "-out", file, "#" + link}
	}
	if err := sweep(t.Context(), args(name, "3"), io.Discard, io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(name)
	if err != nil || bytes.Count(whole, []byte("\n")) != heads()+8 {
		t.Fatalf("%q, %v", whole, err)
	}
	parts := filepath.Join(dir, "parts.csv")
	kill := errors.New("killed")
	cut := false
	for n := 1; ; n++ {
		err := sweep(t.Context(), args(parts, []string{"1", "2"}[n%2]), io.Discard, io.Discard, func(points int) error {
			if points == n {
				return kill
			}
			return nil
		})
		if err == nil {
			break
		}
		if !errors.Is(err, kill) || n > 8 {
			t.Fatal(err)
		}
		if n == 3 && !cut { // the machine dies while a line is written
			b, err := os.ReadFile(parts)
			if err == nil {
				err = os.WriteFile(parts, b[:len(b)-5], 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
			n, cut = n-1, true
		}
	}
	if got, _ := os.ReadFile(parts); !bytes.Equal(got, whole) {
		t.Errorf("in parts:\n%s\nat once:\n%s", got, whole)
	}
	// Each point is that of a run of its own.
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(whole), "\n")
	for _, i := range []int{0, 3, 6} {
		out, err := call(t, "run", "-data", dir, table.Experiment(i).Link())
		if err != nil {
			t.Fatal(err)
		}
		if want, err := table.Line(i, result(t, out).Result); err != nil || lines[heads()+i]+"\n" != want {
			t.Errorf("point %d is %q, by itself %q (%v)", i, lines[heads()+i], want, err)
		}
	}
}

// TestSweepRefusesFilesOfOthers: nothing is overwritten that is not of the same sweep.
func TestSweepRefusesFilesOfOthers(t *testing.T) {
	dir := toyData(t)
	name := filepath.Join(dir, "sweep.csv")
	link := small + "&memory=ber&ber=0~0.2"
	if err := sweep(t.Context(), []string{"-data", dir, "-out", name, link}, io.Discard, io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(name)
	for text, other := range map[string][]byte{
		"another link": bytes.Replace(before, []byte("0~0.2"), []byte("0~0.3"), 1),
		"notes":        []byte("do not lose me\n"),
		"a wrong line": bytes.Replace(before, []byte("\n,0.2,"), []byte("\n,0.3,"), 1),
		"one line more": append(before[:len(before):len(before)],
			before[bytes.LastIndexByte(before[:len(before)-1], '\n')+1:]...),
		"a cut number":   bytes.Replace(before, []byte(",1,"), []byte(",x,"), 1),
		"too few values": bytes.Replace(before, []byte("\n,0.2,1,"), []byte("\n,0.2,"), 1),
	} {
		if bytes.Equal(other, before) {
			t.Fatalf("%s: the file is unchanged", text)
		}
		if err := os.WriteFile(name, other, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := sweep(t.Context(), []string{"-data", dir, "-out", name, link}, io.Discard, io.Discard,
			nil); err == nil || !strings.Contains(err.Error(), "sweep.csv") {
			t.Errorf("%s: %v", text, err)
		}
		if after, _ := os.ReadFile(name); !bytes.Equal(after, other) {
			t.Errorf("%s: the file was changed", text)
		}
	}
	for _, args := range [][]string{{link}, {"-out", name, small}, {"-out", name},
		{"-out", name, "-workers", "0", link}, {"-out", name, link + "&ber=2"}} {
		if err := sweep(t.Context(), args, io.Discard, io.Discard, nil); !errors.As(err, &badUse{}) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

// TestAblate ranks the errors of one memory and keeps the points, with which it goes on.
func TestAblate(t *testing.T) {
	dir := toyData(t)
	name := filepath.Join(dir, "ablate.csv")
	args := []string{"ablate", "-data", dir, "-chips", "2", "-out", name,
		small + "&memory=sot-mram&sot01=0.3&sot10=0.01"}
	out, err := call(t, args...)
	if err != nil || !strings.Contains(out, "&chips=2&ablate=1\n") {
		t.Fatalf("%s, %v", out, err)
	}
	if i, j := strings.Index(out, "sot01     0.3"), strings.Index(out, "sot10     0.01"); i < 0 || j < i {
		t.Errorf("the ranking is\n%s", out)
	}
	whole, err := os.ReadFile(name)
	if err != nil || bytes.Count(whole, []byte("\n")) != heads()+6*2 {
		t.Fatalf("%q, %v", whole, err)
	}
	if err := os.WriteFile(name, whole[:len(whole)*2/3], 0o644); err != nil {
		t.Fatal(err)
	}
	again, err := call(t, args...)
	if after, _ := os.ReadFile(name); err != nil || again != out || !bytes.Equal(after, whole) {
		t.Errorf("after an interruption\n%s\n%s, %v", again, after, err)
	}
	for _, bad := range [][]string{{"ablate"}, {"ablate", "memory=ideal"}, {"ablate", "-chips", "200", "memory=ber"},
		{"ablate", "memory=ber&ber=0.1~0.2"}} {
		if _, err := call(t, bad...); !errors.As(err, &badUse{}) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
