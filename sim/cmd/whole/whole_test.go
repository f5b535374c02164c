package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// left are the names in a folder.
func left(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	for _, body := range []string{"first", "second, longer", ""} {
		if err := WriteFile(path, []byte(body)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != body {
			t.Fatalf("read %q, %v: want %q", got, err, body)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o644 {
		t.Errorf("mode %v, %v: want -rw-r--r--", info.Mode(), err)
	}
	// A folder cannot be replaced by a file: the error leaves no half-written file behind.
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(filepath.Join(dir, "folder"), []byte("x")); err == nil {
		t.Error("no error where a folder stands")
	}
	if names := left(t, dir); len(names) != 2 {
		t.Errorf("%q are left: want the file and the folder", names)
	}
}

func TestWriteFileFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	err := errors.Join(os.WriteFile(file, []byte("old"), 0o644), os.Symlink("file", link),
		WriteFile(link, []byte("new")))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file); string(got) != "new" {
		t.Errorf("the file behind the link holds %q", got)
	}
	if to, err := os.Readlink(link); err != nil || to != "file" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
}

func TestTry(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", file, filepath.Join(dir, "new")} {
		if err := Try(path); err != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
	for path, says := range map[string]string{
		filepath.Join(dir, "none", "x"): "no such file", dir: "a folder", filepath.Join(file, "x"): "not a directory",
		os.DevNull: "a device",
	} {
		var bad *fs.PathError
		if err := Try(path); !errors.As(err, &bad) || bad.Path != path || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want one that says %q", path, err, says)
		}
	}
	if got, _ := os.ReadFile(file); string(got) != "kept" {
		t.Errorf("trying left %q in the file", got)
	}
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("trying left %q", names)
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("12345"), 0o644); err != nil {
		t.Fatal(err)
	}
	if b, err := Read(file, 5); err != nil || string(b) != "12345" {
		t.Errorf("%q, %v", b, err)
	}
	for path, says := range map[string]string{
		file: "5 bytes, allowed are 4", dir: "a folder", "/dev/zero": "a device",
		filepath.Join(dir, "none"): "no such file",
	} {
		if _, err := Read(path, 4); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want one that says %q", path, err, says)
		}
	}
}
