package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/data"
)

// TestList: build.sh reads the lines word by word, the title last.
func TestList(t *testing.T) {
	tasks := data.Published()
	lines := strings.Split(strings.TrimSuffix(listed(tasks), "\n"), "\n")
	if len(lines) != len(tasks) {
		t.Fatalf("%d lines for %d tasks", len(lines), len(tasks))
	}
	for i, line := range lines {
		f := strings.SplitN(line, " ", 5)
		from := tasks[i].From
		if want := []string{tasks[i].Name, from.Kind, from.Name, from.Folder, tasks[i].Title}; !slices.Equal(f, want) {
			t.Errorf("line %q: want name, kind, package, folder and title of %s", line, tasks[i].Title)
		}
	}
}

func TestRefused(t *testing.T) {
	first := data.Tasks()[0].Name
	for _, arg := range []string{"nothing=x", first, first + "=", ""} {
		err := run(t.TempDir(), []string{arg})
		if err == nil || !strings.Contains(err.Error(), "is not allowed: say "+first+"=FOLDER or ") {
			t.Errorf("%q: error %v: want one that says what is allowed", arg, err)
		}
	}
	err := run(t.TempDir(), []string{first + "=" + t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("an empty folder: error %v", err)
	}
}

// TestTerms: a licence that is published with the files comes along.
func TestTerms(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(from, "licence"), []byte("in full"), 0o644); err != nil {
		t.Fatal(err)
	}
	task := data.Task{Name: "own", Terms: data.Terms{Text: "in short", File: "licence"}}
	if err := writeTerms(task, from, to); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(to, data.TermsName("own"))); string(got) != "in full" {
		t.Errorf("%q, %v", got, err)
	}
}
