package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"

	"arraylab/sim/cmd/whole"
)

// publish makes the folder out hold exactly the files, and the sites of older numerics that were put into it (v1, ...).
// The pages are written last: a page that is there mentions only files that are there.
func publish(files []*file, root, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	wanted := map[string][]byte{}
	for _, f := range files {
		wanted[f.name] = f.body
		for ext, body := range f.variants {
			wanted[f.name+ext] = body
		}
	}
	for _, pages := range []bool{false, true} {
		for _, f := range files {
			if (filepath.Ext(f.name) == ".html") != pages {
				continue
			}
			for _, name := range append(variantNames(f), f.name) {
				if err := writeIfNew(filepath.Join(out, name), wanted[name]); err != nil {
					return err
				}
			}
		}
	}
	if err := removeOthers(out, wanted); err != nil {
		return err
	}
	if err := addEarlier(out, wanted); err != nil {
		return err
	}
	return writeOverlay(root, out, wanted)
}

func variantNames(f *file) []string {
	var names []string
	for ext := range f.variants {
		names = append(names, f.name+ext)
	}
	return names
}

func removeOthers(out string, wanted map[string][]byte) error {
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, ok := wanted[e.Name()]; !ok && !(e.IsDir() && earlier.MatchString(e.Name())) {
			if err := os.RemoveAll(filepath.Join(out, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// earlier matches the folder of a site of older numerics, as package static does.
var earlier = regexp.MustCompile(`^v[1-9][0-9]{0,3}$`)

// addEarlier adds the files of the sites of older numerics to those that the binary is to hold.
func addEarlier(out string, wanted map[string][]byte) error {
	folders, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if !folder.IsDir() || !earlier.MatchString(folder.Name()) {
			continue
		}
		entries, err := os.ReadDir(filepath.Join(out, folder.Name()))
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Type().IsRegular() {
				wanted[filepath.Join(folder.Name(), e.Name())] = nil // only its name is asked for from here on
			}
		}
	}
	return nil
}

// writeOverlay writes OUT.overlay.json, with which `go build -overlay` finds the site in the
// folder server/bundle/site, where //go:embed looks for it: //go:embed takes nothing from a parent
// folder.
func writeOverlay(root, out string, wanted map[string][]byte) error {
	replace := map[string]string{}
	for name := range wanted {
		path, err := filepath.Abs(filepath.Join(out, name))
		if err != nil {
			return err
		}
		to, err := filepath.Abs(filepath.Join(root, "server", "bundle", "site", name))
		if err != nil {
			return err
		}
		replace[to] = path
	}
	body, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "  ")
	if err != nil {
		return err
	}
	return writeIfNew(out+".overlay.json", body)
}

// writeIfNew leaves a file alone that holds the body already.
func writeIfNew(path string, body []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, body) {
		return nil
	}
	return whole.WriteFile(path, body)
}
