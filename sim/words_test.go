package sim_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// The READMEs of the whole tree are checked here, beside the imports of the whole tree: no other package has a reason
// to look at all others, and this one runs natively alone, where there are files.

// longest is how many words a README may have: what a reader takes before the room is entered.
var longest = map[string]int{"README.md": 900, "sim/README.md": 1500, "devices/README.md": 700}

// Of a README: targets of links, what is set as code, and what an indented line of code runs.
var (
	linked  = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	coded   = regexp.MustCompile("`([^`\n]+)`")
	command = regexp.MustCompile(`(?m)^    .*$`)
)

// pathlike is a word that names a file: it has a slash, or ends as files here do.
var pathlike = regexp.MustCompile(
	`^(\./)?[\w.-]+(/[\w.-]+)+/?$|^[\w.-]+\.(go|vugu|js|json|html|css|sh|md|tmpl|mod|sum|txt|csv|svg|webp)$`)

// elsewhere are words that look like paths and are none of the sources: what a build makes, what a browser asks for,
// and packages of Go.
var elsewhere = regexp.MustCompile(`^(dist|\.cache|my-pages|syscall|net|math|text|encoding|simd)/|^embed\.html$`)

// TestReadmes: what READMEs name exists, and they are short.
func TestReadmes(t *testing.T) {
	root, found := os.DirFS(".."), 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && notOurs(d.Name()):
			return fs.SkipDir
		case path.Ext(name) != ".md":
			return nil
		}
		body, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		found++
		for _, word := range missing(root, path.Dir(name), string(body)) {
			t.Errorf("%s names %s, which does not exist", name, word)
		}
		if most, n := longest[name], len(strings.Fields(string(body))); most > 0 && n > most {
			t.Errorf("%s has %d words: allowed are %d", name, n, most)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < len(longest) {
		t.Errorf("only %d READMEs were found: the walk is broken", found)
	}
}

// notOurs tells whether a folder holds no sources of ours.
func notOurs(base string) bool {
	return base == "node_modules" || base == "testdata" || base == "dist" || (len(base) > 1 && base[0] == '.')
}

// missing are the files that a README in a folder names and that are not there. What is set as code may be seen from
// that folder or from the root, a link from the folder alone.
func missing(root fs.FS, folder, body string) (words []string) {
	for _, m := range linked.FindAllStringSubmatch(body, -1) {
		target, _, _ := strings.Cut(m[1], "#")
		if target != "" && !strings.Contains(target, "://") && !exists(root, path.Join(folder, target)) {
			words = append(words, m[1])
		}
	}
	for _, word := range namedInCode(body) {
		if !exists(root, path.Join(folder, word)) && !exists(root, path.Clean(word)) {
			words = append(words, word)
		}
	}
	return words
}

// namedInCode are the words of a README that are set as code and name a file; of indented lines those after "./".
func namedInCode(body string) (words []string) {
	for _, m := range coded.FindAllStringSubmatch(body, -1) {
		for _, word := range strings.Fields(m[1]) {
			if pathlike.MatchString(word) && !elsewhere.MatchString(word) {
				words = append(words, word)
			}
		}
	}
	for _, line := range command.FindAllString(body, -1) {
		for _, word := range strings.Fields(line) {
			if strings.HasPrefix(word, "./") && pathlike.MatchString(word) {
				words = append(words, word)
			}
		}
	}
	return words
}

func exists(root fs.FS, name string) bool {
	_, err := fs.Stat(root, name)
	return err == nil
}

// TestReadmesBite makes sure that what is missing is found, and nothing else.
func TestReadmesBite(t *testing.T) {
	root := os.DirFS("..")
	for body, want := range map[string]string{
		"[a](sim/lab), [b](sim/nowhere), [c](https://example.org/x), [d](#links), " +
			"[e](ui/README.md#the-store)": "sim/nowhere",
		"`sim/lab/link.go`, `sim/lab/lunk.go`, `build.sh`, `bild.sh`, `lab.Run`, `a=1/2`": "sim/lab/lunk.go bild.sh",
		"`syscall/js` and `dist/site`; `go doc ./devices`, `go doc ./device`":             "./device",
		"\n    ./build.sh test\n    ./bild.sh test\n    cp dist/site x/y\n":               "./bild.sh",
	} {
		if got := strings.Join(missing(root, ".", body), " "); got != want {
			t.Errorf("%q: missing %q, want %q", body, got, want)
		}
	}
}

// percent is an accuracy or a rate in percent.
var percent = regexp.MustCompile(`(\d+\.\d+) %`)

// TestReadmeSaysWhatWasFound: the percentages of README.md stand in the results, which are written from stored ones.
func TestReadmeSaysWhatWasFound(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	results, err := os.ReadFile("RESULTS.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range percent.FindAllStringSubmatch(string(readme), -1) {
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(m[1]) + `\b`).Match(results) {
			t.Errorf("README.md says %s: that is in no table of sim/RESULTS.md", m[0])
		}
	}
}
