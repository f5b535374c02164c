// Package whole writes files of which nobody ever finds a half: for the commands.
package whole

import (
	"os"
	"path/filepath"
)

// WriteFile writes body under another name in the folder of path, then renames it to path. What
// stood there before stays whole until then, and for good where an error is returned.
func WriteFile(path string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".half-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once the file has its name
	if _, err := f.Write(body); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
