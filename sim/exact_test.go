package sim_test

import (
	"bufio"
	"bytes"
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exactMath are the functions and constants of package math that give the same bits on every
// architecture. Exp, Log, Pow, Tanh and their like do not: amd64 has assembly for some of
// them, and arm64 fuses multiplications and additions inside others. Package num has ours.
var exactMath = map[string]bool{
	"Abs": true, "Ceil": true, "Copysign": true, "Floor": true, "Frexp": true, "Inf": true,
	"IsInf": true, "IsNaN": true,
	"Ldexp": true, "Max": true, "Min": true, "Mod": true, "Modf": true, "NaN": true, "Nextafter": true, "Round": true,
	"RoundToEven": true, "Signbit": true, "Sqrt": true, "Trunc": true,
	"Float32bits": true, "Float32frombits": true, "Float64bits": true, "Float64frombits": true,
	"E": true, "Ln10": true, "Ln2": true, "Log10E": true, "Log2E": true, "Phi": true, "Pi": true, "Sqrt2": true,
	"SqrtE": true, "SqrtPi": true,
}

// isExact also allows the limits: MaxFloat64, MinInt32, SmallestNonzeroFloat32, ...
func isExact(name string) bool {
	return exactMath[name] || len(name) > 4 && (strings.HasPrefix(name, "Max") || strings.HasPrefix(name, "Min")) ||
		strings.HasPrefix(name, "Smallest")
}

// TestExactMath reads the uses of package math in every file of the engine that is no test.
func TestExactMath(t *testing.T) {
	root, uses := os.DirFS(".."), 0
	for _, top := range []string{"sim", "devices"} {
		err := fs.WalkDir(root, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (under(name, []string{"sim/cmd", "sim/bench"}) || path.Base(name) == "testdata") {
				return fs.SkipDir
			}
			if path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") {
				uses += checkMath(t, root, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if uses < 20 {
		t.Errorf("only %d uses of package math were found: the walk is broken", uses)
	}
}

func checkMath(t *testing.T, root fs.FS, name string) (uses int) {
	t.Helper()
	body, err := fs.ReadFile(root, name)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, body, parser.SkipObjectResolution)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return 0
	}
	for _, spec := range f.Imports {
		if p := spec.Path.Value; (p == `"math"` && spec.Name != nil) || p == `"math/cmplx"` {
			t.Errorf("%s imports %s under another name, or complex numbers", name, p)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := s.X.(*ast.Ident); ok && x.Name == "math" {
			uses++
			if !isExact(s.Sel.Name) {
				t.Errorf("%s: math.%s is not the same everywhere: take package num's",
					files.Position(s.Pos()), s.Sel.Name)
			}
		}
		return true
	})
	return uses
}

// targets are the architectures on which Go fuses x*y + z.
var targets = []struct {
	name  string
	env   []string
	fused *regexp.Regexp
}{
	{"arm64", []string{"GOARCH=arm64"}, regexp.MustCompile(`\tFN?M(ADD|SUB)[DS]?\t|\tVFML[AS]\t`)},
	{"amd64 v3", []string{"GOARCH=amd64", "GOAMD64=v3"},
		regexp.MustCompile(`\tVFN?M(ADD|SUB|ADDSUB|SUBADD)[0-9]+[PS][DS]\t`)},
}

// TestNoFusedInstruction compiles the engine for them and reads the assembly: a fused
// multiplication and addition rounds once where the other machines round twice.
func TestNoFusedInstruction(t *testing.T) {
	packages := []string{
		"arraylab/devices", "arraylab/devices/ecc", "arraylab/devices/junction", "arraylab/devices/macrospin",
		"arraylab/devices/mesh", "arraylab/sim/num", "arraylab/sim/rng", "arraylab/sim/kernel",
		"arraylab/sim/bnn", "arraylab/sim/chip", "arraylab/sim/lab", "arraylab/sim/quadratic", "arraylab/sim/signal",
	}
	for _, target := range targets {
		t.Run(target.name, func(t *testing.T) {
			listing := assembly(t, target.env, packages...)
			for _, line := range matches(listing, target.fused) {
				t.Errorf("fused: %s", line)
			}
		})
	}
}

// TestFusedInstructionsAreFound makes sure that the search finds what it looks for.
func TestFusedInstructionsAreFound(t *testing.T) {
	for _, target := range targets {
		found := matches(assembly(t, target.env, "arraylab/sim/testdata/fused"), target.fused)
		if len(found) != 2 {
			t.Errorf("%s: %d fused instructions were found in a package with 2: %q", target.name, len(found), found)
		}
	}
}

// vectorTarget is the architecture with registers whose upper halves must be settled: see kernel's settle.
var vectorTarget = []string{"GOARCH=amd64", "GOAMD64=v1", "GOEXPERIMENT=simd,nojsonv2"}

// TestUpperHalvesAreSettled reads the assembly of all that uses vectors of 256 bits: an exported function has cleared
// their upper halves when it returns, and no older instruction stands between their use and that.
func TestUpperHalvesAreSettled(t *testing.T) {
	listing := assembly(t, vectorTarget, "arraylab/sim/kernel", "arraylab/sim/rng", "arraylab/devices",
		"arraylab/sim/bench/dense")
	functions := functionsIn(listing)
	if n := len(functions.wide()); n < 20 {
		t.Errorf("%d functions with vectors of 256 bits were found: the reading is broken", n)
	}
	for _, fault := range functions.unsettled() {
		t.Error(fault)
	}
}

// TestUnsettledHalvesAreFound makes sure that the reading finds what it looks for.
func TestUnsettledHalvesAreFound(t *testing.T) {
	found := functionsIn(assembly(t, vectorTarget, "arraylab/sim/testdata/unsettled")).unsettled()
	const of = "sim/testdata/unsettled."
	want := []string{of + "Between: unsettled.go", of + "Left calls " + of + "double"}
	if len(found) != len(want) {
		t.Fatalf("found %q, want %q", found, want)
	}
	for i := range want {
		if !strings.HasPrefix(found[i], want[i]) {
			t.Errorf("found %q, want %q", found[i], want[i])
		}
	}
}

// machineLine is a line of a listing: where it comes from, the instruction, and what it works on.
var (
	machineLine = regexp.MustCompile(`^\t0x[0-9a-f]+ \d+ \((?:.*/)?([^/]*)\)\t(\S+)\t?(.*)`)
	beginning   = regexp.MustCompile(`^arraylab/(\S+) STEXT`)
	wideUse     = regexp.MustCompile(`(^|, )Y\d+(,|$)`)
	vectorUse   = regexp.MustCompile(`(^|, )X\d+(,|$)`)
	called      = regexp.MustCompile(`^arraylab/(\S+)\(SB\)$`)
)

// function is what the compiler made of one.
type function struct {
	wide    bool     // it uses vectors of 256 bits
	settles bool     // it clears their upper halves
	calls   []string // of the project's own functions
	between []string // older instructions while those halves are in use
}

type functions map[string]*function

func functionsIn(listing []byte) functions {
	all := functions{}
	var f *function
	var entry string // where its first line comes from; its last ones, which make room on the stack, come from there, too
	inUse := false
	for line := range strings.Lines(string(listing)) {
		if m := beginning.FindStringSubmatch(line); m != nil {
			f, entry, inUse = &function{}, "", false
			all[m[1]] = f
			continue
		}
		m := machineLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if f == nil || m == nil {
			continue
		}
		where, instruction, on := m[1], m[2], m[3]
		entry = cmp.Or(entry, where)
		switch {
		case instruction == "VZEROUPPER":
			f.settles, inUse = true, false
		case instruction == "CALL":
			if c := called.FindStringSubmatch(on); c != nil {
				f.calls = append(f.calls, c[1])
			}
		case wideUse.MatchString(on):
			f.wide, inUse = true, true
		case inUse && vectorUse.MatchString(on) && !strings.HasPrefix(instruction, "V") && where != entry && !plain(where):
			f.between = append(f.between, where+" "+instruction+" "+on)
		}
	}
	return all
}

// plain tells whether a line is of the plain twin of a kernel, which stands in the same function but is another way
// through it.
func plain(where string) bool {
	file, _, _ := strings.Cut(where, ":")
	return !strings.HasSuffix(file, "_simd.go") && !strings.HasSuffix(file, "_amd64.go") && file != "unsettled.go"
}

// wide returns the names of those that use vectors of 256 bits, in order.
func (all functions) wide() (names []string) {
	for name, f := range all {
		if f.wide {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// unsettled returns what is wrong, in order.
func (all functions) unsettled() (faults []string) {
	for _, name := range all.wide() {
		f := all[name]
		for _, line := range f.between {
			faults = append(faults, name+": "+line)
		}
		if !f.settles && exported(name) {
			faults = append(faults, name+" leaves the upper halves in use")
		}
	}
	// What does not settle leaves it to those that call it.
	for name, f := range all {
		for _, c := range f.calls {
			if callee := all[c]; callee != nil && callee.wide && !callee.settles && !f.settles && !f.wide {
				faults = append(faults, name+" calls "+c+", which leaves the upper halves in use, and does not settle")
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// exported tells whether a function of this name, or a method, can be called from elsewhere.
func exported(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return last != "" && last[0] >= 'A' && last[0] <= 'Z'
}

// complaint matches what the compiler writes that is no assembly.
var complaint = regexp.MustCompile(`^[^\t#]*\.go:\d+:\d+: |^package |^go: `)

// assembly returns what the compiler makes of the packages. The build cache keeps it, but
// only as far as it can: where the listing of one was lost and its object was not, go build
// shows nothing and says nothing, so that all are compiled once more.
func assembly(t *testing.T, env []string, packages ...string) []byte {
	t.Helper()
	for _, p := range packages {
		// A test that has read its sources is not taken from the cache of tests when they have changed.
		if err := fs.WalkDir(os.DirFS(".."), strings.TrimPrefix(p, "arraylab/"), stat); err != nil {
			t.Fatal(err)
		}
	}
	listing := compile(t, env, "-a=false", packages)
	if unseen(listing, packages) != nil {
		listing = compile(t, env, "-a", packages)
	}
	for _, p := range unseen(listing, packages) {
		t.Errorf("the compiler showed nothing of %s", p)
	}
	return listing
}

// stat looks at a source, which go test takes note of.
func stat(name string, _ fs.DirEntry, err error) error {
	if err != nil || path.Ext(name) != ".go" {
		return err
	}
	_, err = os.Stat(path.Join("..", name))
	return err
}

func compile(t *testing.T, env []string, again string, packages []string) []byte {
	t.Helper()
	c := exec.Command("go", append([]string{"build", again, "-gcflags=arraylab/...=-S"}, packages...)...)
	c.Env = append(append(os.Environ(), "GOOS=linux", "CGO_ENABLED=0"), env...)
	var listing bytes.Buffer
	c.Stderr = &listing
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, strings.Join(matches(listing.Bytes(), complaint), "\n"))
	}
	return listing.Bytes()
}

// unseen returns those of the packages of which the listing holds nothing.
func unseen(listing []byte, packages []string) (names []string) {
	for _, p := range packages {
		if !bytes.Contains(listing, []byte("# "+p+"\n")) {
			names = append(names, p)
		}
	}
	return names
}

func matches(listing []byte, pattern *regexp.Regexp) (lines []string) {
	s := bufio.NewScanner(bytes.NewReader(listing))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if pattern.Match(s.Bytes()) {
			lines = append(lines, s.Text())
		}
	}
	return lines
}
