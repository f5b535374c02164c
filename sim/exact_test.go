package sim_test

import (
	"bufio"
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"regexp"
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

// complaint matches what the compiler writes that is no assembly.
var complaint = regexp.MustCompile(`^[^\t#]*\.go:\d+:\d+: |^package |^go: `)

// assembly returns what the compiler makes of the packages. The build cache keeps it, but
// only as far as it can: where the listing of one was lost and its object was not, go build
// shows nothing and says nothing, so that all are compiled once more.
func assembly(t *testing.T, env []string, packages ...string) []byte {
	t.Helper()
	listing := compile(t, env, "-a=false", packages)
	if unseen(listing, packages) != nil {
		listing = compile(t, env, "-a", packages)
	}
	for _, p := range unseen(listing, packages) {
		t.Errorf("the compiler showed nothing of %s", p)
	}
	return listing
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
