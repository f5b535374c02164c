// Package sim_test holds the checks that concern every package of the engine.
package sim_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// rules say which packages may not import what. A folder stands for itself and what is below
// it; a forbidden path for itself and what is below it.
var rules = []struct {
	folders   []string // relative to the repository's root
	except    []string
	forbidden []string
	why       string
}{
	{
		folders: []string{"sim", "devices"}, except: []string{"sim/cmd", "sim/bench", "sim/kernel/tiles"}, // commands
		forbidden: []string{
			"syscall", "net", "os", "time", "math/rand", "crypto/rand", "plugin", "github.com/vugu", "github.com/hajimehoshi",
			"arraylab/ui", "arraylab/wasm", "arraylab/server",
		},
		why: "the engine knows no browser, no machine, no clock and no chance but its own",
	},
	{
		folders:   []string{"devices"},
		forbidden: []string{"arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/lab", "arraylab/sim/data"},
		why:       "devices know nothing of networks",
	},
	{
		folders: []string{"devices/knob"}, forbidden: []string{"arraylab"}, why: "a knob is below all that have one",
	},
	{
		folders:   []string{"sim/num", "sim/rng", "sim/biterr", "sim/kernel", "sim/data", "sim/quadratic"},
		forbidden: []string{"arraylab/devices", "arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/lab"},
		why:       "imports go one way",
	},
	{
		folders: []string{"sim/bnn", "sim/onnx"}, forbidden: []string{"arraylab/sim/chip", "arraylab/sim/lab"}, why: "imports go one way",
	},
	{
		folders: []string{"sim/ledger"}, forbidden: []string{"arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/lab"}, why: "a ledger books counts, whatever made them",
	},
	{
		folders: []string{"sim/chip"}, forbidden: []string{"arraylab/sim/lab"}, why: "imports go one way",
	},
	{
		folders: []string{"sim", "devices", "wasm/worker", "wasm/wire", "wasm/frame", "wasm/array", "wasm/array2d"}, except: []string{"sim/gallery", "sim/cmd"},
		forbidden: []string{"arraylab/sim/gallery"}, why: "what carries experiments out knows of no named one, nor of stored results",
	},
	{
		folders:   []string{"ui/memory", "wasm/codec", "wasm/wire", "wasm/framewire"},
		forbidden: []string{"syscall/js", "net/http", "os", "github.com/vugu", "github.com/hajimehoshi", "arraylab/wasm/host"},
		why:       "what is drawn and what is said can be tested without a browser",
	},
	{
		folders: []string{"sim/cellmap"}, forbidden: []string{"arraylab"},
		why: "what is shown of an array is plain values",
	},
	{
		folders:   []string{"ui/memory", "wasm/codec", "wasm/framewire", "wasm/host", "wasm/frame", "wasm/array", "wasm/array2d"},
		forbidden: []string{"arraylab/devices", "arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/lab", "arraylab/wasm/wire"},
		why:       "the array frame holds no engine and no device: with them its programs are twice as large",
	},
	{
		folders:   []string{"ui/session"},
		forbidden: []string{"syscall", "net", "os", "github.com/vugu", "github.com/hajimehoshi", "arraylab/ui", "arraylab/wasm/host"},
		why:       "what the engine is asked to do hangs on no page",
	},
	{
		folders:   []string{"ui/chart"},
		forbidden: []string{"syscall", "net", "os", "github.com/vugu", "github.com/hajimehoshi", "arraylab/wasm"},
		why:       "a chart is a function of what it shows, and knows no page",
	},
	{
		folders: []string{"sim", "devices", "ui", "server", "wasm"}, except: []string{"wasm/array"},
		forbidden: []string{"github.com/hajimehoshi/ebiten"},
		why:       "Ebitengine takes over the page that imports it",
	},
}

// imports are the packages that a folder's files import, and by which file.
type imports map[string]map[string]string

// TestImports reads the import lines of every file that is no test, under every build tag. A rule holds
// for what a package imports by way of others of ours, too.
func TestImports(t *testing.T) {
	root, all, files := os.DirFS(".."), imports{}, 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			base := path.Base(name)
			if base == "node_modules" || base == "testdata" || base == "dist" || (len(base) > 1 && base[0] == '.') {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		all.read(t, root, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d files were found: the walk is broken", files)
	}
	for folder := range all {
		all.check(t, folder, folder, map[string]bool{})
	}
}

// read notes what a file imports.
func (all imports) read(t *testing.T, root fs.FS, name string) {
	t.Helper()
	body, err := fs.ReadFile(root, name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, body, parser.ImportsOnly)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	folder := path.Dir(name)
	if all[folder] == nil {
		all[folder] = map[string]string{}
	}
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		all[folder][imported] = name
	}
}

// check holds the imports of a folder against the rules, and of those that it imports, by way of which
// they become its own.
func (all imports) check(t *testing.T, folder, way string, seen map[string]bool) {
	if seen[way] {
		return
	}
	seen[way] = true
	for imported, name := range all[way] {
		for _, why := range broken(folder, imported) {
			t.Errorf("%s imports %s (in %s): %s", folder, imported, name, why)
		}
		if ours, ok := strings.CutPrefix(imported, "arraylab/"); ok {
			all.check(t, folder, ours, seen)
		}
	}
}

// broken returns the reasons of the rules that an import breaks.
func broken(folder, imported string) (why []string) {
	for _, r := range rules {
		if under(folder, r.folders) && !under(folder, r.except) && under(imported, r.forbidden) {
			why = append(why, r.why)
		}
	}
	return why
}

func under(p string, roots []string) bool {
	for _, root := range roots {
		if p == root || strings.HasPrefix(p, root+"/") {
			return true
		}
	}
	return false
}

// TestRulesBite makes sure that the rules forbid what they are there for, and nothing more.
func TestRulesBite(t *testing.T) {
	for _, c := range []struct {
		folder, imported string
		allowed          bool
	}{
		{"sim/lab", "os", false}, {"sim/bnn", "time", false}, {"devices", "math/rand/v2", false}, {"sim/kernel", "syscall/js", false},
		{"sim/data", "net/http", false}, {"devices", "arraylab/sim/bnn", false}, {"sim/rng", "arraylab/sim/lab", false},
		{"sim/lab", "arraylab/sim/gallery", false}, {"wasm/worker/engine", "arraylab/sim/gallery", false}, {"ui", "arraylab/sim/gallery", true},
		{"sim/gallery", "arraylab/sim/lab", true}, {"sim/cmd/arraylab", "arraylab/sim/gallery", true},
		{"ui/memory", "syscall/js", false}, {"ui", "github.com/hajimehoshi/ebiten/v2", false},
		{"devices/knob", "arraylab/sim/num", false},
		{"ui/memory", "arraylab/sim/lab", false}, {"wasm/framewire", "arraylab/devices", false},
		{"wasm/frame", "arraylab/wasm/wire", false}, {"wasm/array2d", "arraylab/sim/lab", false},
		{"sim/cellmap", "arraylab/devices", false}, {"wasm/wire", "arraylab/sim/lab", true},
		{"wasm/frame", "arraylab/sim/cellmap", true},
		{"sim/cmd/arraylab", "os", true}, {"sim/lab", "arraylab/devices", true}, {"sim/kernel", "math/bits", true},
		{"wasm/array", "github.com/hajimehoshi/ebiten/v2", true}, {"sim/chip", "sort", true}, {"ui", "github.com/vugu/vugu", true},
		{"ui/chart", "github.com/vugu/vugu", false}, {"ui/chart", "arraylab/wasm/wire", false}, {"ui/chart", "arraylab/sim/lab", true},
	} {
		if got := len(broken(c.folder, c.imported)) == 0; got != c.allowed {
			t.Errorf("%s imports %s: allowed %v, want %v", c.folder, c.imported, got, c.allowed)
		}
	}
}
