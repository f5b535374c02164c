package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"arraylab/sim/lab"
)

// hashDigits is the number of hexadecimal digits of the SHA-256 in a built name: 48 bits.
const hashDigits = 12

// Manifest tells the page under which names the build's files stand. It is the JSON that
// {{manifest}} in a page is replaced by.
type Manifest struct {
	Page     string `json:"page"`     // programs
	Worker   string `json:"worker"`   //
	Array    string `json:"array"`    //
	Exec     string `json:"exec"`     // Go's wasm_exec.js
	WorkerJS string `json:"workerjs"` // loader of the worker
	Frame    string `json:"frame"`    // page of the array view
	Embed    string `json:"embed"`    // page for frames in other sites
	// by task and part, piece after piece: absent tasks are not in this build
	Data  map[string]map[string][]Download `json:"data"`
	Files map[string]string                `json:"files"` // every asset: its name, its built name
	Bytes map[string]int                   `json:"bytes"` // lengths by built name, of every asset
	// of the sources; not in the programs, whose names a commit would change
	Commit string `json:"commit"`
	Date   string `json:"date"` // of the commit
}

// About is the file site.json, by which the page of newer numerics finds a site that was put beside it.
type About struct {
	Numerics int    `json:"numerics"` // of its engine
	Commit   string `json:"commit"`   // of the sources
	Date     string `json:"date"`     // of the commit
}

// Download is a file to fetch with progress.
type Download struct {
	URL   string `json:"url"`
	Bytes int    `json:"bytes"`
}

// file is one file of the site.
type file struct {
	name     string
	body     []byte
	variants map[string][]byte // by extension: ".br", ".gz"
}

// mention matches a name to be replaced.
var mention = regexp.MustCompile(`\{\{([A-Za-z0-9_.-]+)\}\}`)

// builder gives assets their names: an asset that mentions others comes after them.
type builder struct {
	*source
	names map[string]string // asset to built name
	busy  map[string]bool   // being named, to find circles
	files []*file
}

// build replaces the mentions and names everything by its hash. The files come sorted by name.
func (s *source) build() ([]*file, error) {
	b := &builder{source: s, names: map[string]string{}, busy: map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(s.assets)) {
		if _, err := b.name(name); err != nil {
			return nil, err
		}
	}
	manifest, err := json.Marshal(b.manifest())
	if err != nil {
		return nil, err
	}
	// In a script element only "</" and "<!--" could end the JSON early; json.Marshal escapes <.
	b.names["manifest"] = string(manifest)
	about, err := json.Marshal(About{lab.NumericVersion, b.commit, b.date})
	if err != nil {
		return nil, err
	}
	b.files = append(b.files, &file{name: "site.json", body: about})
	for name, body := range s.pages {
		if body, err = b.replace(name, body); err != nil {
			return nil, err
		}
		b.files = append(b.files, &file{name: name, body: body})
	}
	slices.SortFunc(b.files, func(x, y *file) int { return strings.Compare(x.name, y.name) })
	return b.files, nil
}

// name returns the built name of an asset.
func (b *builder) name(asset string) (string, error) {
	if built, ok := b.names[asset]; ok {
		return built, nil
	}
	body, ok := b.assets[asset]
	if !ok {
		return "", fmt.Errorf("{{%s}} is not an asset", asset)
	}
	if b.busy[asset] {
		return "", fmt.Errorf("{{%s}} mentions itself in the end", asset)
	}
	b.busy[asset] = true
	if b.ours[asset] {
		var err error
		if body, err = b.replace(asset, body); err != nil {
			return "", err
		}
	}
	sum := sha256.Sum256(body)
	ext := path.Ext(asset)
	built := strings.TrimSuffix(asset, ext) + "." + hex.EncodeToString(sum[:])[:hashDigits] + ext
	b.names[asset] = built
	b.files = append(b.files, &file{name: built, body: body})
	return built, nil
}

// replace puts built names in the place of mentions.
func (b *builder) replace(in string, body []byte) ([]byte, error) {
	var failed error
	body = mention.ReplaceAllFunc(body, func(m []byte) []byte {
		built, err := b.name(string(m[2 : len(m)-2]))
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", in, err)
		}
		return []byte(built)
	})
	return body, failed
}

// manifest lists what was named.
func (b *builder) manifest() Manifest {
	m := Manifest{
		Page: b.names["page.wasm"], Worker: b.names["worker.wasm"], Array: b.names["array.wasm"],
		Exec: b.names["wasm_exec.js"], WorkerJS: b.names["worker.js"],
		Embed: "embed.html", Commit: b.commit, Date: b.date,
		Data: map[string]map[string][]Download{}, Files: maps.Clone(b.names), Bytes: map[string]int{},
	}
	if _, ok := b.pages["frame.html"]; ok {
		m.Frame = "frame.html"
	}
	for _, set := range b.sets {
		if m.Data[set.task] == nil {
			m.Data[set.task] = map[string][]Download{}
		}
		for _, name := range set.names {
			piece := Download{b.names[name], len(b.assets[name])}
			m.Data[set.task][set.part] = append(m.Data[set.task][set.part], piece)
		}
	}
	for _, f := range b.files {
		m.Bytes[f.name] = len(f.body)
	}
	return m
}
