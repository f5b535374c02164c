package chart

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestConfusionOfFewCells: where no cell is dark, or none is there at all, the marks have a list without any: the library
// fails to draw null.
func TestConfusionOfFewCells(t *testing.T) {
	for name, spec := range map[string]Spec{
		"light": Confusion{Counts: [][]int{{1, 1}, {1, 1}}, Names: Names{"a", "b"}}.Spec(),
		"none":  Confusion{Counts: [][]int{{0, 0}, {0, 0}}}.Spec(),
		"alike": ConfusionDifference{This: [][]int{{1, 0}, {0, 1}}, Other: [][]int{{1, 0}, {0, 1}}}.Spec(),
	} {
		text, err := json.Marshal(spec.Marks)
		if err != nil || strings.Contains(string(text), "null") {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
}
