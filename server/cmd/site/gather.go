package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"arraylab/sim/data"
)

// kinds are the extensions of the files in assets/ that go into the site.
var kinds = map[string]bool{
	".css": true, ".js": true, ".json": true, ".svg": true, ".png": true, ".ico": true, ".woff2": true,
	".arraylab": true, ".webmanifest": true,
}

// npms are files of assets/ that are npm's, and no page's.
var npms = map[string]bool{"package.json": true, "package-lock.json": true}

// isolate is the service worker: its address must not change, or an old one would stay.
const isolate = "isolate.js"

// source is everything that the site is made of, before names get their hash.
type source struct {
	pages  map[string][]byte // index.html, frame.html, isolate.js, ...: they keep their names
	assets map[string][]byte // they get their hash
	ours   map[string]bool   // assets in which {{name}} is replaced
	sets   []packed
	commit string // of the sources
	date   string // of the commit
}

// packed is a part of a task in its packed files.
type packed struct {
	task, part string
	names      []string
}

func gather(o options) (*source, error) {
	s := &source{pages: map[string][]byte{}, assets: map[string][]byte{}, ours: map[string]bool{},
		commit: o.commit, date: o.date}
	for _, step := range []func(options) error{s.gatherOurs, s.gatherPrograms, s.gatherStored, s.gatherModules, s.gatherSets,
		s.gatherNotices} {
		if err := step(o); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// gatherOurs takes index.html and what assets/ holds.
func (s *source) gatherOurs(o options) error {
	index, err := os.ReadFile(filepath.Join(o.root, "index.html"))
	if err != nil {
		return err
	}
	s.pages["index.html"], s.pages["embed.html"] = index, guest(index)
	entries, err := os.ReadDir(filepath.Join(o.root, "assets"))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name, ext := e.Name(), filepath.Ext(e.Name())
		if e.IsDir() || npms[name] || (ext != ".html" && !kinds[ext]) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(o.root, "assets", name))
		if err != nil {
			return err
		}
		if ext == ".html" || name == isolate {
			s.pages[name] = body
			continue
		}
		s.ours[name] = ext == ".js" || ext == ".css" || ext == ".webmanifest"
		if err := s.add(name, body); err != nil {
			return err
		}
	}
	return nil
}

// guest is the page for frames in other pages: the same one, which says of itself that it is a guest there.
func guest(index []byte) []byte {
	return bytes.Replace(index, []byte("<html "), []byte(`<html data-guest="1" `), 1)
}

func (s *source) gatherPrograms(o options) error {
	programs, err := filepath.Glob(filepath.Join(o.wasm, "*.wasm"))
	if err != nil {
		return err
	}
	for _, path := range append(programs, filepath.Join(o.goexe, "wasm_exec.js")) {
		if err := s.addFile(filepath.Base(path), path); err != nil {
			return err
		}
	}
	return nil
}

// gatherStored takes the stored results of the gallery, which the page fetches beside its program.
func (s *source) gatherStored(o options) error {
	return s.addFile("scenarios.json", filepath.Join(o.root, "sim", "gallery", "scenarios.json"))
}

// gatherModules takes the files that assets/package.json lists under "site".
func (s *source) gatherModules(o options) error {
	body, err := os.ReadFile(filepath.Join(o.root, "assets", "package.json"))
	if err != nil {
		return err
	}
	var recipe struct{ Site map[string]string }
	if err := json.Unmarshal(body, &recipe); err != nil {
		return fmt.Errorf("assets/package.json: %w", err)
	}
	for name, path := range recipe.Site {
		if err := s.addFile(name, filepath.Join(o.root, "assets", "node_modules",
			filepath.FromSlash(path))); err != nil {
			return err
		}
	}
	return nil
}

// gatherSets takes the packed sets that are there and wanted. One that is there must be whole.
func (s *source) gatherSets(o options) error {
	for _, t := range data.Published() {
		if o.sets != "" && !slices.Contains(strings.Split(o.sets, ","), t.Name) {
			continue
		}
		for _, part := range t.Parts {
			if err := s.gatherSet(o, t, part); err != nil {
				return err
			}
		}
	}
	return nil
}

// gatherSet takes the packed files of a part of a task that is there.
func (s *source) gatherSet(o options, t data.Task, part data.Part) error {
	set := packed{task: t.Name, part: part.Name}
	for piece := range part.Pieces(part.Images) {
		name := data.PackedName(t.Name, part.Name, piece)
		body, err := os.ReadFile(filepath.Join(o.data, name))
		if errors.Is(err, fs.ErrNotExist) && piece == 0 {
			return nil
		}
		if err = cmp.Or(err, data.Intact(body)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := s.add(name, body); err != nil {
			return err
		}
		set.names = append(set.names, name)
	}
	s.sets = append(s.sets, set)
	return nil
}

func (s *source) addFile(name, path string) error {
	body, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return s.add(name, body)
}

func (s *source) add(name string, body []byte) error {
	if _, twice := s.assets[name]; twice || strings.ContainsAny(name, "/\\{} ") {
		return fmt.Errorf("asset %q comes twice or has a name that is not allowed", name)
	}
	s.assets[name] = body
	return nil
}
