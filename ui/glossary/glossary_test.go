package glossary

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/sim/lab"
)

const assets = "../../assets/"

// shipped is the glossary as visitors get it.
func shipped(t *testing.T) ([]Term, *Book) {
	t.Helper()
	body, err := os.ReadFile(assets + "glossary.json")
	if err != nil {
		t.Fatal(err)
	}
	terms, err := ParseTerms(body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewBook(terms, Fields()) // every reference leads somewhere, or this fails
	if err != nil {
		t.Fatal(err)
	}
	return terms, b
}

// TestEveryKnobHasAnEntry with what it says of itself.
func TestEveryKnobHasAnEntry(t *testing.T) {
	_, b := shipped(t)
	for _, f := range lab.Fields() {
		e := b.Of(f.Key)
		if e == nil || e.Title != f.Label || e.Text != f.Help || e.Source != f.Source || e.Under == "" ||
			e.Default() == "" {
			t.Errorf("%s has the entry %+v", f.Key, e)
		}
	}
	for _, p := range devices.Parameters() {
		if b.Of(p.Key) == nil {
			t.Errorf("the parameter %s has no entry", p.Key)
		}
	}
	if e := b.Of("separation"); e.Draw == "" || len(e.See) == 0 || !strings.Contains(e.Under, "RRAM") {
		t.Errorf("the separation is drawn %q, sees %v, under %q", e.Draw, e.See, e.Under)
	}
}

// TestTerms: each is a sentence with a source and a drawing that is there; nothing is drawn for nobody.
func TestTerms(t *testing.T) {
	terms, b := shipped(t)
	drawn := map[string]bool{}
	for _, term := range terms {
		if strings.Trim(term.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || term.ID == "" {
			t.Errorf("%q cannot stand in a link", term.ID)
		}
		if term.Title == "" || term.Source == "" || !strings.HasSuffix(term.Text, ".") || len(term.Text) > 320 ||
			len(term.See) == 0 {
			t.Errorf("%s: a term is a sentence with a source, and leads on: %+v", term.ID, term)
		}
		if term.Draw != "" {
			drawn[term.Draw] = true
			if _, err := os.Stat(assets + "glossary-" + term.Draw + ".svg"); err != nil {
				t.Error(err)
			}
		}
		if found := b.Find(term.Title); len(found) == 0 || found[0].Title != term.Title &&
			!strings.Contains(found[0].Title, term.Title) {
			t.Errorf("%s is not found by its own name", term.ID)
		}
	}
	files, err := filepath.Glob(assets + "glossary-*.svg")
	if err != nil || len(files) != len(drawn) || len(files) < 5 {
		t.Errorf("%d drawings, %d of them in use: %v", len(files), len(drawn), err)
	}
}

// TestDrawings can be read aloud, in the dark, from the last row, and without colours: title and description, no colour
// but those of the theme, lines of at least 1.5 and letters of at least 14 on a width of at most 740, and what has a
// colour has a dash or a name, too.
func TestDrawings(t *testing.T) {
	files, err := filepath.Glob(assets + "glossary-*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkXML(t, file, string(body))
		text := string(body)
		for _, want := range []string{`role="img"`, `aria-labelledby="title desc"`, `<title id="title">`,
			`<desc id="desc">`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s has no %s", file, want)
			}
		}
		themed := regexp.MustCompile(`var\(--[a-z0-9-]+, #[0-9a-f]+\)`).ReplaceAllString(text, "")
		if found := regexp.MustCompile(`#[0-9a-f]{3,6}|rgb`).FindString(themed); found != "" {
			t.Errorf("%s has the colour %s of its own", file, found)
		}
		atLeast(t, file, text, `stroke-width: ([\d.]+)`, 1.5)
		atLeast(t, file, text, `([\d.]+)px`, 14)
		if w := regexp.MustCompile(`viewBox="0 0 (\d+) `).FindStringSubmatch(text); w == nil ||
			len(w[1]) > 3 || w[1] > "740" {
			t.Errorf("%s: its width is %v", file, w)
		}
		if strings.Contains(text, `class="w b"`) {
			t.Errorf("%s: a line of the second colour is not dashed", file)
		}
	}
}

func checkXML(t *testing.T, file, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", file, err)
			return
		}
	}
}

// atLeast fails for a number that a pattern finds and that is too small.
func atLeast(t *testing.T, file, text, pattern string, least float64) {
	t.Helper()
	found := regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1)
	if len(found) == 0 {
		t.Errorf("%s has no %s", file, pattern)
	}
	for _, m := range found {
		if x, err := strconv.ParseFloat(m[1], 64); err != nil || x < least {
			t.Errorf("%s: %s is less than %g", file, m[0], least)
		}
	}
}

// TestReferencesOfThePage: every tip that names an entry names one that there is.
func TestReferencesOfThePage(t *testing.T) {
	_, b := shipped(t)
	files, err := filepath.Glob("../*.vugu")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(` term="([^"]*)"`).FindAllSubmatch(body, -1) {
			if n++; b.Of(string(m[1])) == nil {
				t.Errorf("%s names the term %s, which there is not", file, m[1])
			}
		}
	}
	if n < 5 {
		t.Errorf("%d tips lead to a term", n)
	}
}

// TestNewBookRefuses what leads nowhere, and what there is twice.
func TestNewBookRefuses(t *testing.T) {
	for want, terms := range map[string][]Term{
		`"a" refers to "nowhere"`: {{ID: "a", See: []string{"nowhere"}}},
		`two entries "a"`:         {{ID: "a"}, {ID: "a"}},
		`two entries "seed"`:      {{ID: "seed"}},
	} {
		if _, err := NewBook(terms, Fields()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: want %s", err, want)
		}
	}
	if _, err := ParseTerms([]byte(`{"terms": [{"colour": 1}]}`)); err == nil {
		t.Error("an unknown key is taken")
	}
}

func TestFind(t *testing.T) {
	_, b := shipped(t)
	for text, want := range map[string]string{
		"pcsa": "sense-amplifier", "2t2r": "cell-pair", "bit error rate": "bit-error-rate", "latent": "latent-weight",
		"secded":  "error-correction",
		"HRS LRS": "resistance-states", "learning rate": "lr",
	} {
		if found := b.Find(text); len(found) == 0 || found[0].ID != want {
			t.Errorf("%q finds %d entries, not %s first", text, len(found), want)
		}
	}
	if len(b.Find("")) != len(b.Entries) || len(b.Find("no such word")) != 0 {
		t.Error("no words find everything, others what holds them")
	}
}
