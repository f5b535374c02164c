// Package whole reads and writes files for the commands: of what it writes nobody ever finds a half, and what has no
// end is never read to its end.
package whole

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// WriteFile writes body under another name in the folder of path, then renames it to path; both the file and its
// name are on the disk when it returns. What stood there before stays whole until then, and for good where an error is
// returned, which leaves nothing behind. Where path is a symbolic link, the file that it leads to is replaced.
func WriteFile(path string, body []byte) error { return writeAs(path, body, 0o644) }

// WritePrivate is WriteFile for what nobody but its owner may read.
func WritePrivate(path string, body []byte) error { return writeAs(path, body, 0o600) }

func writeAs(path string, body []byte, mode fs.FileMode) error {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	f, err := halfOf(path)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once the file has its name
	_, err = f.Write(body)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return SyncFolder(path)
}

// halfOf creates the file that is to become the one at path.
func halfOf(path string) (*os.File, error) {
	return os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".half-*")
}

// SyncFolder brings the name of the file at path to the disk, where the system can do that for folders.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" { // a folder cannot be opened to be synced
		return nil
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Try tells whether WriteFile could write a file at path, before hours of work rest on it, and changes nothing: a
// *fs.PathError names the path and why not. An empty path is none, and can always be written.
func Try(path string) error {
	if path == "" {
		return nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "write", Path: path, Err: fmt.Errorf("it is %s, a file is needed", kindOf(info))}
	}
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	f, err := halfOf(path)
	if err != nil {
		return &fs.PathError{Op: "write", Path: path, Err: errors.Unwrap(err)}
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// Read returns the bytes of a file, or of a pipe, of at most most bytes. What is longer, a folder or a device (which
// may have no end) is refused with a *fs.PathError that says so, and is not read whole.
func Read(path string, most int64) ([]byte, error) {
	refuse := func(format string, a ...any) ([]byte, error) {
		return nil, &fs.PathError{Op: "read", Path: path, Err: fmt.Errorf(format, a...)}
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if m := info.Mode(); !m.IsRegular() && m&fs.ModeNamedPipe == 0 {
		return refuse("it is %s, a file is needed", kindOf(info))
	}
	if info.Size() > most {
		return refuse("it has %d bytes, allowed are %d", info.Size(), most)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		return refuse("it has more than the allowed %d bytes", most)
	}
	return b, err
}

// kindOf is what a thing that is no file is called.
func kindOf(info fs.FileInfo) string {
	switch m := info.Mode(); {
	case m.IsDir():
		return "a folder"
	case m&fs.ModeDevice != 0:
		return "a device"
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	}
	return "no file"
}
