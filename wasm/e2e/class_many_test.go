//go:build e2e && many

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// crowd is how much longer all takes that the browser does, with thirty pages on two cores.
const crowd = 10

// manySweep is of 300 units, networks of a point each, which take the command a third of a second of a core.
const manySweep = "v=1&train=20000&test=2000&hidden=48~56~64&epochs=1&memory=ber&ber=0.1&seeds=100"

// TestManyPagesComputeASweep is TestAClassComputesASweep with thirty pages and 300 units, five of which are closed. It
// takes minutes and gigabytes, and is run on purpose: go test -tags e2e,many.
func TestManyPagesComputeASweep(t *testing.T) {
	want := commandTable(t, manySweep) // its head has three lines
	classComputes(t, manySweep, want, strings.Count(want, "\n")-3, 30, 5)
}

// commandTable is what the command writes of a sweep.
func commandTable(t *testing.T, link string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sweep.csv")
	c := exec.Command(filepath.Join(suite.root, "dist", "arraylab"), "sweep", "-workers", "1", "-out", file,
		"-data", filepath.Join(suite.root, ".cache", "data"), link)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	table, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(table)
}
