//go:build e2e

package e2e

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"
)

// TestMistakes opens the sheet of images that are taken for others, saves all predictions, and looks at an image at work.
func TestMistakes(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[1].link+"&level=all")
	tb.train()
	tb.click("#mistakes-open")
	tb.wait(`[...document.querySelectorAll("#mistakes li lab-pixels")].every((p, i, all) => all.length > 1 && p.shown)`)
	tb.accessible("wrongly classified images")
	tb.shot("mistakes")

	file, err := os.Open(tb.download("#mistakes-csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	first := ""
	for _, row := range rows[1:] {
		if row[3] == "0" {
			first = row[0]
			break
		}
	}
	want := "mistake-" + first
	if got := eval[string](tb, `document.querySelector("#mistakes li lab-pixels").id`); got != want {
		t.Errorf("the sheet begins with %s, the table with %s", got, want)
	}
	eval[bool](tb, `document.querySelector("#mistakes li button").click() || true`)
	tb.wait(query("#digit-number") + `.value === ` + quote(first))
	if _, err := strconv.Atoi(first); err != nil || len(rows) < 100 {
		t.Errorf("%d rows", len(rows))
	}
}
