// Package sim_test holds the checks that concern every package of the engine.
package sim_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A rule says what packages may not import, be it by way of others of ours. A folder stands for itself and what is
// below it, and so does a path.
type rule struct {
	folders   []string // Relative to the repository's root.
	except    []string // Folders below those that the rule leaves alone.
	forbidden []string // Paths.
	why       string
}

var rules = []rule{
	{
		folders: []string{"sim", "devices"}, except: []string{"sim/cmd", "sim/bench", "sim/kernel/tiles"}, // commands
		forbidden: []string{
			"syscall", "net", "os", "time", "math/rand", "crypto/rand", "plugin", "github.com/vugu",
			"github.com/hajimehoshi",
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
		folders: []string{"sim/num", "sim/rng", "sim/biterr", "sim/kernel", "sim/data", "sim/signal",
			"sim/quadratic"},
		forbidden: []string{"arraylab/devices", "arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/lab"},
		why:       "imports go one way",
	},
	{
		folders:   []string{"sim/bnn", "sim/onnx", "sim/topology"},
		forbidden: []string{"arraylab/sim/chip", "arraylab/sim/lab"},
		why:       "imports go one way",
	},
	{
		folders: []string{"sim/ledger"}, forbidden: []string{"arraylab/sim/bnn", "arraylab/sim/chip",
			"arraylab/sim/lab"}, why: "a ledger books counts, whatever made them",
	},
	{
		folders: []string{"sim/mobilenet"}, forbidden: []string{"arraylab/sim/chip", "arraylab/sim/lab"},
		why: "arithmetic needs no experiment",
	},
	{
		folders: []string{"sim/chip"}, forbidden: []string{"arraylab/sim/lab"}, why: "imports go one way",
	},
	{
		folders:   []string{"sim", "devices", "wasm/worker", "wasm/wire", "wasm/frame", "wasm/array", "wasm/array2d"},
		except:    []string{"sim/gallery", "sim/cmd"},
		forbidden: []string{"arraylab/sim/gallery"},
		why:       "what carries experiments out knows of no named one, nor of stored results",
	},
	{
		folders: []string{"ui/memory", "wasm/codec", "wasm/wire", "wasm/framewire"},
		forbidden: []string{"syscall/js", "net/http", "os", "github.com/vugu", "github.com/hajimehoshi",
			"arraylab/wasm/host"},
		why: "what is drawn and what is said can be tested without a browser",
	},
	{
		folders: []string{"sim/cellmap"}, forbidden: []string{"arraylab"},
		why: "what is shown of an array is plain values",
	},
	{
		folders: []string{"ui/memory", "wasm/codec", "wasm/framewire", "wasm/host", "wasm/frame", "wasm/array",
			"wasm/array2d"},
		forbidden: []string{"arraylab/devices", "arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/lab",
			"arraylab/wasm/wire"},
		why: "the array frame holds no engine and no device: with them its programs are twice as large",
	},
	{
		folders: []string{"ui/session"},
		forbidden: []string{"syscall", "net", "os", "github.com/vugu", "github.com/hajimehoshi", "arraylab/ui",
			"arraylab/wasm/host"},
		why: "what the engine is asked to do hangs on no page",
	},
	{
		folders:   []string{"ui/chart"},
		forbidden: []string{"syscall", "net", "os", "github.com/vugu", "github.com/hajimehoshi", "arraylab/wasm"},
		why:       "a chart is a function of what it shows, and knows no page",
	},
	{
		folders: []string{"ui"}, forbidden: []string{"syscall", "net/http", "os", "plugin", "arraylab/wasm/host"},
		why: "the page asks a Desk for what is a browser's: it runs natively, and its tests do",
	},
	{
		folders:   []string{"wasm/codec", "wasm/wire", "wasm/framewire", "wasm/worker"},
		forbidden: []string{"arraylab/ui", "github.com/vugu"},
		why:       "what is said, and who works, knows nothing of how it is shown",
	},
	{
		folders: []string{"sim", "devices", "ui", "server", "wasm"}, except: []string{"wasm/array"},
		forbidden: []string{"github.com/hajimehoshi/ebiten"},
		why:       "Ebitengine takes over the page that imports it",
	},
}

// A door says all that the packages of a room may import themselves, beside the standard library and each other. A path
// stands for itself, with /... for what is below it, too.
type door struct {
	room   string   // Relative to the repository's root.
	except []string // Rooms in it that have doors of their own, or none.
	may    []string // Paths.
	why    string
}

var doors = []door{
	{
		room: "ui", may: []string{
			"arraylab/sim/lab", "arraylab/sim/gallery", "arraylab/sim/ledger", "arraylab/sim/cellmap",
			"arraylab/sim/quadratic", "arraylab/sim/mobilenet", "arraylab/sim/topology",
			"arraylab/devices", "arraylab/devices/knob", "arraylab/devices/fit/forms",
			"arraylab/wasm/wire", "arraylab/wasm/framewire",
			"github.com/vugu/...", "rsc.io/qr",
		},
		why: "the page is made of what lab offers, and of the values that doc.go of ui lists",
	},
	{
		room: "sim/lab", may: []string{
			"arraylab/devices", "arraylab/devices/ecc", "arraylab/devices/knob",
			"arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/onnx", "arraylab/sim/npz", "arraylab/sim/data", "arraylab/sim/ledger",
			"arraylab/sim/cellmap", "arraylab/sim/crew", "arraylab/sim/num", "arraylab/sim/rng", "arraylab/sim/signal",
			"arraylab/sim/topology",
		},
		why: "lab is made of these: packed words and kernels are behind bnn and chip",
	},
	{
		room: "server", except: []string{"server/cmd"}, may: []string{"arraylab/sim/cmd/version"},
		why: "the server is the standard library and what it serves",
	},
	{room: "sim/cmd/version", why: "every program tells its version"},
	{room: "devices/knob", why: "a knob is below all that have one"},
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
	for folder, files := range all {
		all.check(t, folder, folder, map[string]bool{})
		for imported, name := range files {
			for _, why := range shut(folder, imported) {
				t.Errorf("%s imports %s: %s", name, imported, why)
			}
		}
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

// shut returns the reasons of the doors that an import does not come through.
func shut(folder, imported string) (why []string) {
	first, _, _ := strings.Cut(imported, "/")
	standard := first != "arraylab" && !strings.Contains(first, ".")
	for _, d := range doors {
		inside := under(folder, []string{d.room}) && !under(folder, d.except)
		if standard || !inside || under(imported, []string{"arraylab/" + d.room}) {
			continue
		}
		if !slices.ContainsFunc(d.may, func(path string) bool {
			room, all := strings.CutSuffix(path, "/...")
			return imported == room || all && under(imported, []string{room})
		}) {
			why = append(why, d.why)
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
		{"sim/lab", "os", false}, {"sim/bnn", "time", false}, {"devices", "math/rand/v2", false},
		{"sim/kernel", "syscall/js", false},
		{"sim/data", "net/http", false}, {"devices", "arraylab/sim/bnn", false}, {"sim/rng", "arraylab/sim/lab", false},
		{"sim/lab", "arraylab/sim/gallery", false}, {"wasm/worker/engine", "arraylab/sim/gallery", false},
		{"ui", "arraylab/sim/gallery", true},
		{"sim/lab", "arraylab/sim/kernel", false}, {"sim/lab", "arraylab/sim/bnn", true},
		{"sim/gallery", "arraylab/sim/lab", true}, {"sim/cmd/arraylab", "arraylab/sim/gallery", true},
		{"ui/memory", "syscall/js", false}, {"ui", "github.com/hajimehoshi/ebiten/v2", false},
		{"devices/knob", "arraylab/sim/num", false}, {"devices/knob", "gonum.org/v1/gonum/stat", false},
		{"devices/knob", "strconv", true}, {"ui", "syscall/js", false}, {"ui/session", "syscall/js", false},
		{"ui", "arraylab/wasm/host", false}, {"ui", "os", false}, {"ui", "arraylab/sim/bnn", false},
		{"ui", "arraylab/sim/kernel", false}, {"ui", "arraylab/devices/fit", false},
		{"ui", "arraylab/sim/lab", true}, {"ui", "arraylab/devices/knob", true}, {"ui", "arraylab/ui/digit", true},
		{"wasm/wire", "arraylab/ui", false}, {"wasm/wire", "arraylab/ui/spell", false},
		{"wasm/framewire", "github.com/vugu/vugu", false}, {"wasm/worker", "arraylab/ui", false},
		{"wasm/worker/engine", "arraylab/ui/session", false}, {"wasm/worker", "github.com/vugu/vugu", false},
		{"wasm/worker", "arraylab/wasm/host", true}, {"wasm/page", "arraylab/ui", true},
		{"server", "arraylab/sim/data", false}, {"server/static", "github.com/andybalholm/brotli", false},
		{"server", "golang.org/x/net", false}, {"server", "arraylab/server/static", true},
		{"server", "net/http", true}, {"server/cmd/site", "github.com/andybalholm/brotli", true},
		{"ui/memory", "arraylab/sim/lab", false}, {"wasm/framewire", "arraylab/devices", false},
		{"wasm/frame", "arraylab/wasm/wire", false}, {"wasm/array2d", "arraylab/sim/lab", false},
		{"sim/cellmap", "arraylab/devices", false}, {"wasm/wire", "arraylab/sim/lab", true},
		{"wasm/frame", "arraylab/sim/cellmap", true},
		{"sim/cmd/arraylab", "os", true}, {"sim/lab", "arraylab/devices", true}, {"sim/kernel", "math/bits", true},
		{"wasm/array", "github.com/hajimehoshi/ebiten/v2", true}, {"sim/chip", "sort", true},
		{"ui", "github.com/vugu/vugu", true},
		{"ui/chart", "github.com/vugu/vugu", false}, {"ui/chart", "arraylab/wasm/wire", false},
		{"ui/chart", "arraylab/sim/lab", true},
	} {
		if got := len(broken(c.folder, c.imported))+len(shut(c.folder, c.imported)) == 0; got != c.allowed {
			t.Errorf("%s imports %s: allowed %v, want %v", c.folder, c.imported, got, c.allowed)
		}
	}
}
