// Package static serves a built site: a flat set of files, some with compressed variants beside
// them (name.br, name.gz), some with their content's hash in their name. Sites of older numerics may lie in folders
// beside them (v1, v2, ...), each a flat set of the same kind.
package static

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
)

// types are the MIME types by extension. They do not depend on the machine's tables, and
// browsers compile a program while it downloads only if it comes as application/wasm.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".ico":         "image/x-icon",
	".woff2":       "font/woff2",
	".set":         "application/octet-stream",
	".arraylab":    "application/octet-stream",
	".webmanifest": "application/manifest+json",
}

// encodings are the content encodings by preference, with the extension of their variant.
var encodings = []struct{ name, ext string }{{"br", ".br"}, {"gzip", ".gz"}}

// hashed matches names that change whenever the content does.
var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.[a-z0-9]+$`)

// file is what is known of one file before anybody asks for it.
type file struct {
	name     string
	mime     string
	forever  bool               // its name carries its hash
	variants map[string]variant // by content encoding; "" is the file itself
}

// variant is one encoding of a file.
type variant struct {
	name string // in the file system
	etag string // strong: of these very bytes
	size int64
}

// earlier matches the folder of a site of older numerics.
var earlier = regexp.MustCompile(`^v[1-9][0-9]{0,3}$`)

// index reads every file of the root once, and of the sites of older numerics in it, for the entity tags.
func index(site fs.FS) (map[string]*file, error) {
	present := map[string]variant{}
	folders, err := list(site, ".", present)
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	for _, folder := range folders {
		if _, err := list(site, folder, present); err != nil {
			return nil, fmt.Errorf("static: %w", err)
		}
	}
	files := map[string]*file{}
	for name, plain := range present {
		if isVariant(name, present) {
			continue
		}
		f := &file{name: name, mime: types[path.Ext(name)], forever: hashed.MatchString(name),
			variants: map[string]variant{"": plain}}
		if f.mime == "" {
			f.mime = "application/octet-stream"
		}
		for _, e := range encodings {
			if v, ok := present[name+e.ext]; ok {
				f.variants[e.name] = v
			}
		}
		files[name] = f
	}
	if files["index.html"] == nil {
		return nil, fmt.Errorf("static: the folder holds no index.html: run ./build.sh build")
	}
	return files, nil
}

// list adds the files of a folder to those that are present, and returns the folders of older sites in it.
func list(site fs.FS, folder string, present map[string]variant) (older []string, err error) {
	entries, err := fs.ReadDir(site, folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		switch {
		case e.IsDir() && earlier.MatchString(name):
			older = append(older, name)
		case e.Type().IsRegular():
			if present[name], err = tag(site, name); err != nil {
				return nil, err
			}
		}
	}
	return older, nil
}

func isVariant(name string, present map[string]variant) bool {
	for _, e := range encodings {
		if path.Ext(name) == e.ext {
			_, ok := present[name[:len(name)-len(e.ext)]]
			return ok
		}
	}
	return false
}

func tag(site fs.FS, name string) (variant, error) {
	f, err := site.Open(name)
	if err != nil {
		return variant{}, err
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	return variant{name, `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`, n}, err
}
