package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"

	"arraylab/sim/cmd/whole"
)

// incompressible are the kinds of files that are compressed already.
var incompressible = map[string]bool{".set": true, ".png": true, ".woff2": true, ".arraylab": true}

// encodings are the variants that are written beside each file.
var encodings = []struct {
	ext    string
	encode func([]byte) ([]byte, error)
}{
	{".br", encodeBrotli},
	{".gz", encodeGzip},
}

func encodeBrotli(body []byte) ([]byte, error) {
	var b bytes.Buffer
	// 16 MB is the largest window that RFC 7932 knows and every browser takes.
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

func encodeGzip(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
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
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// compress makes the variants of one file, or takes them from the cache. A variant that hardly
// saves anything is left out.
func (f *file) compress(cache string, fast bool) error {
	f.variants = map[string][]byte{}
	if incompressible[path.Ext(f.name)] {
		return nil
	}
	sum := sha256.Sum256(f.body)
	key := filepath.Join(cache, hex.EncodeToString(sum[:]))
	for _, e := range encodings {
		small, err := os.ReadFile(key + e.ext)
		if err != nil && fast {
			continue
		}
		if err != nil {
			if small, err = e.encode(f.body); err != nil {
				return fmt.Errorf("%s: %w", f.name, err)
			}
			if err := whole.WriteFile(key+e.ext, small); err != nil {
				return err
			}
		}
		if len(small) < len(f.body)*19/20 {
			f.variants[e.ext] = small
		}
	}
	return nil
}
