package lab_test

import (
	"os"
	"strings"
	"testing"
	"unicode"
)

// TestMap: the map in doc.go names every file.
func TestMap(t *testing.T) {
	body, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	outside := func(r rune) bool { return r != '_' && !unicode.IsLetter(r) }
	for _, word := range strings.FieldsFunc(string(body), outside) {
		there[word] = true
	}
	for _, f := range files {
		name, is := strings.CutSuffix(f.Name(), ".go")
		if is && !strings.HasSuffix(name, "_test") && name != "doc" && !there[name] {
			t.Errorf("doc.go does not say what is in %s", f.Name())
		}
	}
}
