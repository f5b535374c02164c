//go:build !js

package devices

import (
	"os"
	"strings"
	"testing"
)

// TestReadmeListsEachMemory: the table has the rows of the registry, in its order.
func TestReadmeListsEachMemory(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "| `") {
			rows = append(rows, line)
		}
	}
	if len(rows) != len(technologies) {
		t.Fatalf("the table has %d rows, the registry %d", len(rows), len(technologies))
	}
	for i, tech := range technologies {
		if want := "| `" + tech.Name + "` | " + tech.Title + " | `"; !strings.HasPrefix(rows[i], want) {
			t.Errorf("row %d is %q: want %q", i+1, rows[i], want)
		}
		if learns := tech.PulsedPairs != nil; learns != strings.Contains(rows[i], "can learn") {
			t.Errorf("%s can learn: %v, the table says otherwise", tech.Name, learns)
		}
	}
}
