package fold

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// frame is a call of a trace: its function, the line, and how far into the function it is.
var frame = regexp.MustCompile(`(?m)^(\S+)\(.*\)\n\t(\S+) (\+0x[0-9a-f]+)$`)

// TestLinesAreLeftOut: a program without lines shows the trace of one with them, but for the lines; Where knows these.
func TestLinesAreLeftOut(t *testing.T) {
	dir := t.TempDir()
	linked, folded := filepath.Join(dir, "linked.wasm"), filepath.Join(dir, "folded.wasm")
	build := exec.Command("go", "build", "-trimpath", "-gcflags=all=-l", "-ldflags=-s -w", "-o", linked, "./testdata/trace")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	module, err := os.ReadFile(linked)
	if err != nil {
		t.Fatal(err)
	}
	without, done, err := Module(module)
	if err != nil || done.Lines < 100 || done.Segments < 100 || done.Constants < 100 {
		t.Fatalf("%+v, error %v: much of a program of Go is not known", done, err)
	}
	if again, done, err := Module(without); err != nil || done != (Done{}) || !slices.Equal(again, without) {
		t.Errorf("folded twice: %+v, error %v", done, err)
	}
	write(t, folded, string(without))
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	run := filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec_node.js")
	before, after := frame.FindAllStringSubmatch(node(t, run, linked), -1), frame.FindAllStringSubmatch(node(t, run, folded), -1)
	if len(before) < 6 || len(after) != len(before) {
		t.Fatalf("%d calls in the trace, %d without lines", len(before), len(after))
	}
	for i, b := range before {
		if a := after[i]; a[1] != b[1] || a[2] != "?:0" || a[3] != b[3] {
			t.Errorf("call %v became %v", b[1:], a[1:])
		}
		if lines, err := Where(module, b[1]+b[3]); err != nil || !slices.Contains(lines, b[2]) {
			t.Errorf("%s is at %v, error %v; the trace says %s", b[1]+b[3], lines, err, b[2])
		}
	}
}

// TestLinesOfAnotherLayout: tables in which something does not fit stay as they are.
func TestLinesOfAnotherLayout(t *testing.T) {
	for _, change := range []struct {
		why   string
		field int
		to    byte
	}{
		{"as they are known", fieldLine, 1},
		{"another entry", fieldEntry, 9},
		{"a name that starts within one", fieldName, 2},
		{"a name behind the last", fieldName, 200},
		{"a table behind the last", fieldStack, 200},
		{"a table that does not end", fieldFile, 4},
		{"more tables than there is room for", fieldTables, 200},
	} {
		memory := smallTables()
		record := memory[len(memory)-lengthOfRecord:]
		record[change.field] = change.to
		before := slices.Clone(memory)
		want := 0
		if change.to == 1 {
			want = 1
		}
		if got := withoutLines(memory); got != want || (want == 0) != slices.Equal(memory, before) {
			t.Errorf("%s: lines of %d functions were left out", change.why, got)
		}
	}
	for n := range smallTables() {
		if got := withoutLines(smallTables()[:n]); got != 0 {
			t.Errorf("cut off at %d bytes: lines of %d functions were left out", n, got)
		}
	}
}

// smallTables are those of one function, whose stack and line are told by the same table.
func smallTables() []byte {
	const parts = 8 + 8*8
	memory := []byte(headerOfTables)
	for _, x := range []byte{1, 1, 0, parts, parts + 8, parts + 12, parts + 16, parts + 24} {
		memory = append(memory, x, 0, 0, 0, 0, 0, 0, 0)
	}
	memory = append(memory, "\x00main.f\x00"+"\x00\x00\x00\x00"+"f.go"...)
	memory = append(memory, 0, 2, 8, 0, 5, 5, 5, 5) // tables by instruction: the first one ends, the last one does not
	memory = append(memory, 0, 0, 0, 0, 8, 0, 0, 0) // the index: an entry, and where its record is
	record := make([]byte, lengthOfRecord)
	record[fieldName], record[fieldStack], record[fieldLine] = 1, 1, 1
	return append(memory, record...)
}

// TestWhereRefuses: what is no call of a module is an error in words.
func TestWhereRefuses(t *testing.T) {
	for call, module := range map[string][]byte{
		"main.f":      withData(0, nil),
		"main.f+0xgh": withData(0, nil),
		"main.f+0x1c": withData(0, []segment{{4096, "data"}}),
		"main.g+0x1c": withData(0, []segment{{4096, string(smallTables())}}),
		"main.h+0x1c": []byte("no module"),
	} {
		if lines, err := Where(module, call); err == nil || !strings.HasPrefix(err.Error(), "fold: ") {
			t.Errorf("%s is at %v, error %v", call, lines, err)
		}
	}
}
