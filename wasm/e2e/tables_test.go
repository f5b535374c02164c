//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"arraylab/devices/fit/forms"
)

// tableFile writes a table to a file of its own.
func tableFile(t *testing.T, name, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// swapped are samples of two states, the high one first.
func swapped(header string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range 24 {
		fmt.Fprintf(&b, "%d,%d\n", 58000+1511*((5*i)%24), 3900+73*i)
	}
	return b.String()
}

// A table whose columns are not clear is asked about, one whose states have changed places asks before it is used.
func TestTablesAreAskedAbout(t *testing.T) {
	tb := open(t, suite.site+"#v=1&view=devices")
	tb.wait(at("ready") + " && " + query("#device-table"))
	tb.pick("#device-table", tableFile(t, "unclear.csv", swapped("before,after")))
	tb.wait(`!` + query("#device-choice") + `.hidden && ` + query("#choice-layout"))
	tb.accessible("the choice of columns")
	tb.shot("table-choice")
	tb.choose("#choice-layout", "samples of LRS and HRS")
	tb.wait(query("#choice-lrs"))
	tb.choose("#choice-lrs", "2")
	tb.choose("#choice-hrs", "1")
	tb.click("#choice-fit")
	tb.wait(query("#device-choice") + `.hidden && ` + query("#device-fit") +
		`.textContent.includes("24 samples of LRS")`)
	if !eval[bool](tb, query("#device-doubts")+".hidden") {
		t.Errorf("rightly chosen columns are doubted: %s", tb.text("#device-doubts"))
	}

	tb.pick("#device-table", tableFile(t, "swapped.csv", swapped("lrs,hrs")))
	tb.wait(`!` + query("#device-doubts") + `.hidden`)
	if doubt := tb.text("#device-doubts"); !strings.Contains(doubt, "is not below the median HRS") {
		t.Errorf("the doubt is %q", doubt)
	}
	tb.click("#device-use")
	tb.wait(`!` + query("#device-sure") + `.hidden && !location.hash.includes("measured")`)
	tb.accessible("a doubtful device")
	tb.click("#device-use-sure")
	tb.wait(`location.hash.includes("memory=measured") && !document.documentElement.dataset.devices`)

	// A sample comes down, and goes up again.
	tb.click("#devices-open")
	tb.click("#device-forms summary")
	tb.wait(query("#device-forms") + ".open")
	file := tb.download("#sample-lengths")
	want, _ := forms.Find("lengths")
	body, err := os.ReadFile(file)
	if err != nil || string(body) != want.Sample {
		t.Errorf("the sample: %v, %d bytes", err, len(body))
	}
	tb.pick("#device-table", tableFile(t, "lengths.csv", string(body)))
	tb.wait(query("#device-name") + `.value === "st-mram" && ` + query("#device-fit") +
		`.textContent.includes("error rates")`)
}
