package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"

	"arraylab/sim/cmd/whole"
)

// incompressible are the kinds of files that are compressed already.
var incompressible = map[string]bool{".set": true, ".png": true, ".woff2": true, ".arraylab": true}

// encodings are the variants that are written beside each file. Brotli's best quality takes 3 s a
// megabyte; the fast one a twentieth of that, and makes programs 14 % larger.
var encodings = []struct {
	ext        string
	best, fast int // qualities
	writer     func(to io.Writer, quality int) (io.WriteCloser, error)
}{
	{".br", brotli.BestCompression, 9, func(to io.Writer, quality int) (io.WriteCloser, error) {
		// 16 MB is the largest window that RFC 7932 knows and every browser takes.
		return brotli.NewWriterOptions(to, brotli.WriterOptions{Quality: quality, LGWin: 24}), nil
	}},
	{".gz", gzip.BestCompression, 6, func(to io.Writer, quality int) (io.WriteCloser, error) {
		return gzip.NewWriterLevel(to, quality)
	}},
}

// compressAll makes the variants, as many at a time as there are cores.
func compressAll(files []*file, cache string, fast bool) error {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return err
	}
	errs := make([]error, len(files))
	var next atomic.Int64
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				errs[i] = files[i].compress(cache, fast)
			}
		})
	}
	group.Wait()
	return errors.Join(append(errs, prune(files, cache))...)
}

// prune removes what the cache holds of files that are no more.
func prune(files []*file, cache string) error {
	keep := map[string]bool{}
	for _, f := range files {
		keep[f.key()] = true
	}
	entries, err := os.ReadDir(cache)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if key, _, _ := strings.Cut(e.Name(), "."); !keep[key] {
			if err := os.Remove(filepath.Join(cache, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// key is the name of the file's content in the cache.
func (f *file) key() string {
	sum := sha256.Sum256(f.body)
	return hex.EncodeToString(sum[:])
}

// compress makes the variants of one file, or takes them from the cache: the best ones if they
// are there. A variant that hardly saves anything is left out.
func (f *file) compress(cache string, fast bool) error {
	f.variants = map[string][]byte{}
	if incompressible[path.Ext(f.name)] {
		return nil
	}
	key := filepath.Join(cache, f.key())
	for _, e := range encodings {
		small, err := os.ReadFile(key + e.ext)
		if err != nil && fast {
			small, err = f.encode(key+".fast"+e.ext, e.fast, e.writer)
		} else if err != nil {
			small, err = f.encode(key+e.ext, e.best, e.writer)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if len(small) < len(f.body)*19/20 {
			f.variants[e.ext] = small
		}
	}
	return nil
}

// encode makes a variant and keeps it, or takes the one that was kept.
func (f *file) encode(keep string, quality int, writer func(io.Writer, int) (io.WriteCloser, error)) ([]byte, error) {
	if small, err := os.ReadFile(keep); err == nil {
		return small, nil
	}
	var b bytes.Buffer
	w, err := writer(&b, quality)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(f.body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), whole.WriteFile(keep, b.Bytes())
}
