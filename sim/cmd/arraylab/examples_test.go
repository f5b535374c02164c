package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// update writes the notebook anew from the script.
var update = flag.Bool("update", false, "write examples/sweep.ipynb anew")

// cell is one of a notebook, as nbformat 4.5 has it.
type cell struct {
	Kind     string         `json:"cell_type"`
	Count    *int           `json:"execution_count,omitempty"`
	ID       string         `json:"id"`
	Metadata map[string]any `json:"metadata"`
	Outputs  *[]any         `json:"outputs,omitempty"`
	Source   []string       `json:"source"`
}

// notebookOf is the notebook of a script whose cells begin with "# %%", or "# %% [markdown]", of which the lines are
// comments.
func notebookOf(script string) string {
	var cells []map[string]any
	for i, part := range strings.Split(script, "\n# %%")[1:] {
		kind, source, _ := strings.Cut(part, "\n")
		source = strings.TrimSpace(source)
		c := map[string]any{"cell_type": "code", "id": fmt.Sprintf("cell-%d", i+1), "metadata": map[string]any{}}
		if kind == " [markdown]" {
			c["cell_type"] = "markdown"
			lines := strings.Split(source, "\n")
			for i, line := range lines {
				lines[i] = strings.TrimPrefix(strings.TrimPrefix(line, "#"), " ")
			}
			source = strings.Join(lines, "\n")
		} else {
			c["execution_count"], c["outputs"] = nil, []any{}
		}
		c["source"] = strings.SplitAfter(source, "\n")
		cells = append(cells, c)
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(map[string]any{
		"cells": cells, "nbformat": 4, "nbformat_minor": 5,
		"metadata": map[string]any{
			"kernelspec":    map[string]any{"display_name": "Python 3", "language": "python", "name": "python3"},
			"language_info": map[string]any{"name": "python"},
		},
	}); err != nil {
		panic(err) // to memory, of plain values
	}
	return b.String()
}

// TestNotebook: its cells are those of the script.
func TestNotebook(t *testing.T) {
	script, err := os.ReadFile("examples/sweep.py")
	if err != nil {
		t.Fatal(err)
	}
	const name = "examples/sweep.ipynb"
	want := notebookOf(string(script))
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s is not that of the script: write it anew with -update (%v)", name, err)
	}
	var book struct{ Cells []cell }
	if err := json.Unmarshal(got, &book); err != nil || len(book.Cells) < 8 {
		t.Errorf("%d cells, %v", len(book.Cells), err)
	}
}

// TestExample: the script reads what the command writes, with what Python brings itself, and finds the spreads that the
// laboratory finds.
func TestExample(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	data, folder := toyData(t), t.TempDir()
	const link = "train=300&test=200&hidden=30&epochs=2&batch=50&memory=ber"
	out, err := call(t, "run", "-data", data, link)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "run.json"), []byte(out), 0o644)
	}
	if err == nil {
		_, err = call(t, "sweep", "-data", data, "-out", filepath.Join(folder, "sweep.csv"), link+"&ber=0.01~0.2&chips=3")
	}
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("examples/sweep.py")
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(python, script)
	run.Dir, run.Env = folder, append(os.Environ(), "ARRAYLAB=false") // all is there already
	told, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	body, _ := os.ReadFile(filepath.Join(folder, "sweep.csv"))
	l, err := lab.ParseLink(link + "&ber=0.01~0.2&chips=3")
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	points, _, err := table.Done(body)
	if err != nil || len(points) != 6 {
		t.Fatalf("%d points, %v", len(points), err)
	}
	for i := 0; i < 6; i += 3 {
		s := lab.SpreadOf([]float64{100 * points[i].Accuracy, 100 * points[i+1].Accuracy, 100 * points[i+2].Accuracy})
		if want := fmt.Sprintf("%s %.2f %.2f\n", points[i].Value, s.Mean, s.SD); !strings.Contains(string(told), want) {
			t.Errorf("the script says\n%swant %s", told, want)
		}
	}
	if want := result(t, out).Fingerprint[:8]; !strings.Contains(string(told), "fingerprint "+want) {
		t.Errorf("the script does not tell fingerprint %s:\n%s", want, told)
	}
}
