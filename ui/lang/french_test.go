package lang

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../../"

// sections are the texts of a language's file.
func sections(t *testing.T, code string) map[string]map[string]string {
	t.Helper()
	body, err := os.ReadFile(assets + File(code))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Texts map[string]map[string]string }
	if err := json.Unmarshal(body, &file); err != nil {
		t.Fatal(err)
	}
	return file.Texts
}

var (
	joinedLiterals = regexp.MustCompile("[\"`]\\s*\\+\\s*[\"`]") // of one text in two lines of Go
	sources        = regexp.MustCompile(`\.(go|vugu|html|js|svg)$|glossary\.json$|lesson.*\.json$`)
	blanks         = regexp.MustCompile(`\s+`)
)

// english are all words of the page: its code, its data, and what stands in its HTML.
func english(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, dir := range []string{"index.html", "assets", "ui", "devices", "sim", "wasm/frame", "wasm/page"} {
		err := filepath.WalkDir(root+dir, func(path string, e fs.DirEntry, err error) error {
			name := e.Name()
			if err != nil || e.IsDir() {
				if name == "node_modules" || name == "testdata" {
					return fs.SkipDir
				}
				return err
			}
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_gen.go") || strings.HasPrefix(name, "lang-") ||
				!sources.MatchString(name) {
				return nil
			}
			body, err := os.ReadFile(path)
			b.Write(body)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	text := joinedLiterals.ReplaceAllString(b.String(), "")
	text = strings.NewReplacer(`\"`, `"`, "&minus;", "−", `\u00a0`, " ", `\u2212`, "−", `\u03a9`, "Ω", "&lt;", "<", "&gt;", ">",
		"&amp;", "&", `\\`, `\`).Replace(text)
	return blanks.ReplaceAllString(text, " ")
}

// composed are words that code puts together by itself: "No " + strings.ToLower(title) + " yet".
var composed = regexp.MustCompile(`\b(No|Your|classifies) digit|digits? (yet|here)|\b(M|k) devices|\bbeat|` +
	`(No|Previous|Next) (test|image)|test image|image yet|(Accuracy|Loss) on|Fashion-MNIST|handwritten digits|` +
	`then MNIST|The (training|test)|million (weights|products)|billion products|Click for|again for`)

// TestNoDeadText: what is translated stands in the code, word by word: each two words that follow each other do.
func TestNoDeadText(t *testing.T) {
	all := english(t)
	for _, l := range All()[1:] {
		for section, texts := range sections(t, l.Code) {
			for text := range texts {
				for _, p := range split(text) {
					for _, pair := range pairs(p.words) {
						if !composed.MatchString(pair) && !strings.Contains(all, pair) {
							t.Errorf("%s, %s: nothing says %q (of %q)", l.Name, section, pair, text)
						}
					}
				}
			}
		}
	}
}

// pairs are each two words of a text between its signs, or the only one.
func pairs(text string) (all []string) {
	for _, words := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".,:;()/", r) }) {
		f := strings.Fields(words)
		if len(f) == 1 {
			all = append(all, f[0])
		}
		for i := 1; i < len(f); i++ {
			all = append(all, f[i-1]+" "+f[i])
		}
	}
	return all
}

// TestTemplatesAreNoNets: a template without letters of its own fits only numbers, and one that begins and ends with a
// text has words between them; else it would catch what it is not meant for.
func TestTemplatesAreNoNets(t *testing.T) {
	for _, m := range french(t).templates {
		letters := 0
		for _, p := range m.from {
			letters += len(strings.Trim(p.words, " .,:;()"))
			if p.name != 0 && !isNumber(p.name) && letters == 0 && m.fixed() < 4 {
				t.Errorf("%q catches too much", m.english)
			}
		}
	}
}

// TestFrenchIsWritten as French is: no text is empty, a double sign has a blank before it that holds the line together,
// and there are no quotation marks of English.
func TestFrenchIsWritten(t *testing.T) {
	bad := regexp.MustCompile(`[^ \x{a0}\x{202f}/(0-9A-Za-z][;:!?%»]|[a-zé] [;!?%»]|[a-zé][;!?»]|[“”"]|« |[a-z]'[a-z]`)
	for section, texts := range sections(t, "fr") {
		for text, french := range texts {
			if french == "" || section != "joints" && section != "names" && bad.MatchString(french) && text != french {
				t.Errorf("%s: %q is written %q", section, text, french)
			}
		}
	}
}
