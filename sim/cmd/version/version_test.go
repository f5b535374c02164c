package version

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// TestLine: a program that was built without git, as this one, says so.
func TestLine(t *testing.T) {
	want := "arraylab: commit unknown, date unknown, numerics 7, " + runtime.Version() + " " + runtime.GOOS +
		"/" + runtime.GOARCH
	if got := Line("arraylab", "7"); got != want {
		t.Errorf("%q: want %q", got, want)
	}
}

// TestSourcesOfABuild asks build.sh what it has the linker put in, in folders with and without git.
func TestSourcesOfABuild(t *testing.T) {
	for _, program := range []string{"bash", "git"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(err)
		}
	}
	script, err := os.ReadFile("../../../build.sh")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	tree := filepath.Join(dir, "sub", "tree")
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, args ...string) string {
		t.Helper()
		c := exec.Command(name, args...)
		c.Dir = tree
		c.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir), "GIT_CONFIG_GLOBAL="+os.DevNull,
			"GIT_CONFIG_SYSTEM="+os.DevNull,
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a",
			"GIT_COMMITTER_EMAIL=a@example.org",
			"GIT_AUTHOR_DATE=2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE=2026-01-02T03:04:05Z")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v: %s", name, args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	told := func(when, pattern string) {
		t.Helper()
		if got := run("bash", "build.sh", "version"); !regexp.MustCompile(pattern).MatchString(got) {
			t.Errorf("%s: %q: want %s", when, got, pattern)
		}
	}
	write(filepath.Join(tree, "build.sh"), string(script))
	told("no git", "^unknown unknown$")
	run("git", "init", "-q", "../..")
	told("a folder of another checkout", "^unknown unknown$")
	run("git", "init", "-q")
	told("no commit yet", "^unknown unknown$")
	run("git", "add", "-A")
	run("git", "commit", "-qm", "x")
	told("a commit", "^[0-9a-f]{12} 2026-01-02$")
	write(filepath.Join(tree, "build.sh"), string(script)+"\n")
	told("changes on top", "^[0-9a-f]{12}-dirty 2026-01-02$")
}

// TestNamesOfTheLinker: a name that the linker does not find is no error, and nothing is put in.
func TestNamesOfTheLinker(t *testing.T) {
	script, err := os.ReadFile("../../../build.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"-X arraylab/sim/cmd/version.commit=", "-X arraylab/sim/cmd/version.date=",
		"-X main.numerics="} {
		if !strings.Contains(string(script), name) {
			t.Errorf("build.sh has no %q", name)
		}
	}
}
