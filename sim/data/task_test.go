package data

import (
	"slices"
	"strings"
	"testing"
)

// rows holds what may be there once alone, in all rows together.
type rows map[string]bool

func (r rows) once(t *testing.T, what, text string) {
	t.Helper()
	if text == "" || r[text] {
		t.Errorf("%s %q is nothing, or there twice", what, text)
	}
	r[text] = true
}

// TestTasks looks through the rows: names that links and files can have, a name a class, something said of each.
func TestTasks(t *testing.T) {
	seen := rows{}
	for _, task := range Tasks() {
		seen.once(t, "name", task.Name)
		seen.once(t, "title", task.Title)
		if strings.Trim(task.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || len(task.Name) > maxNameLength {
			t.Errorf("%q is no name: allowed are a to z, 0 to 9 and dashes", task.Name)
		}
		said := []string{task.Shows, task.Item, task.Source, task.Terms.Text}
		if slices.ContainsFunc(Published(), func(p Task) bool { return p.Name == task.Name }) {
			said = append(said, task.From.Name, task.From.Folder)
		} else if task.Synthetic() != strings.Contains(task.Caveat, "nothing clinical") || len(task.Parts[0].Files) > 0 {
			t.Errorf("%s: files %v, and it is said %q", task.Name, task.Parts[0].Files, task.Caveat)
		}
		if slices.Contains(said, "") {
			t.Errorf("%s: something is not said: %q", task.Name, said)
		}
		if err := task.check(); err != nil || len(task.Names) != task.Classes {
			t.Errorf("%s: %d names of classes for %s: %v", task.Name, len(task.Names), task.Shape, err)
		}
		if task.Grey < 1 || task.Grey > int64(task.Grid.Values()) {
			t.Errorf("%s: %d grey values in %s", task.Name, task.Grey, task.Grid)
		}
		if kind := task.From.Kind; kind != NPM && kind != Debian && len(task.Parts[0].Files) > 0 {
			t.Errorf("%s: packages are of %s or %s, not of %q", task.Name, NPM, Debian, kind)
		}
	}
}

// TestParts looks through the parts of the rows: the test set first, files with sizes and checksums of their own.
func TestParts(t *testing.T) {
	seen := rows{}
	for _, task := range Tasks() {
		var parts []string
		for _, p := range task.Parts {
			parts = append(parts, p.Name)
			if p.Images < 1 || p.Images > MaxImages || p.Images*task.Grid.Values() > maxBytes {
				t.Errorf("%s %s: %d images", task.Name, p.Name, p.Images)
			}
			if len(p.Files) == 0 {
				if p.Pieces(p.Images) != 0 || p.Taken > p.Images {
					t.Errorf("%s %s: %d pieces of what is made", task.Name, p.Name, p.Pieces(p.Images))
				}
				continue
			}
			if most := p.Pieces(p.Images); p.Taken > p.Images || p.Pieces(0) != 1 || p.End(most-1) != p.Images ||
				most > 1 && p.End(most-2) >= p.Images || p.Pieces(p.End(0)+1) != min(2, most) {
				t.Errorf("%s %s: %d images in %d pieces", task.Name, p.Name, p.Images, most)
			}
			for _, f := range p.Files {
				seen.once(t, "checksum", f.SHA256)
				if len(f.SHA256) != 64 || f.Size < 1 {
					t.Errorf("%s %s: %d bytes with the checksum %q", task.Name, f.Name, f.Size, f.SHA256)
				}
			}
		}
		if !slices.Equal(parts, []string{"test", "train"}) {
			t.Errorf("%s has the parts %v: the test set comes first", task.Name, parts)
		}
	}
}

func TestRowsAreFound(t *testing.T) {
	first := Tasks()[0]
	found, ok := TaskOf(first.Name)
	if !ok || found.Title != first.Title || found.Count("train") != first.Parts[1].Images {
		t.Errorf("%v, %v", found, ok)
	}
	if _, ok := TaskOf("nothing"); ok || first.Count("nothing") != 0 {
		t.Error("there is a row, or a part, of what is not known")
	}
}

func TestOthersHaveTheShape(t *testing.T) {
	a, c := Task{Name: "a", Shape: digits()}, Task{Name: "c", Shape: digits()}
	b := Task{Name: "b", Shape: Shape{Grid{3, 32, 32}, 10}}
	rows := []Task{a, b, c}
	for _, w := range []struct {
		of   Task
		want []string
	}{{a, []string{"c"}}, {b, nil}, {c, []string{"a"}}} {
		var got []string
		for _, o := range w.of.othersOf(rows) {
			got = append(got, o.Name)
		}
		if !slices.Equal(got, w.want) {
			t.Errorf("others of %s: %v, want %v", w.of.Name, got, w.want)
		}
	}
}

// TestPlace: channels side by side, then columns, then rows.
func TestPlace(t *testing.T) {
	g := Grid{C: 3, H: 2, W: 5}
	for v := range g.Values() {
		if c, y, x := g.Place(v); (y*g.W+x)*g.C+c != v || c >= g.C || y >= g.H || x >= g.W {
			t.Errorf("value %d lies at channel %d, row %d, column %d", v, c, y, x)
		}
	}
}
