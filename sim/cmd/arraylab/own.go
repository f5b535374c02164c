package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/data/own"
	"arraylab/sim/lab"
)

// dataHelp is what -data takes.
const dataHelp = "folder with packed data sets (default: .cache/data here or above), or your own data: a file, or " +
	"a folder of files, of " + own.Formats

// packed tells whether a path names packed data sets, not own data.
func packed(path string) bool {
	if path == "" {
		return true
	}
	info, err := os.Stat(path)
	if err != nil {
		return !strings.Contains(path, ",") // the loader says what is missing
	}
	sets, _ := filepath.Glob(filepath.Join(path, "*.set"))
	return info.IsDir() && len(sets) > 0
}

// bring reads the own data that -data names, if it does, and returns the link with what they are, where it does not say
// it.
func (o *runOptions) bring(link string) (string, error) {
	if packed(o.data) || link == "" { // a file has its link: see ownSets
		return link, nil
	}
	_, said, _ := strings.Cut(link, "#")
	if said == "" {
		said = link
	}
	keys := map[string]string{}
	for part := range strings.SplitSeq(said, "&") {
		key, value, _ := strings.Cut(part, "=")
		keys[key] = value
	}
	want := keys[lab.KeyData]
	if want == lab.NoData {
		want = ""
	}
	if err := o.readOwn(want); err != nil {
		return "", err
	}
	if want != "" { // it says all, and is compared when the images are asked for
		return link, nil
	}
	seed, err := strconv.ParseUint(cmp.Or(keys[lab.KeySplit], "1"), 10, 32)
	if err != nil { // of several, or of none that is allowed
		seed = 1
	}
	train, test := o.own.Split(uint32(seed))
	row := lab.TaskOf(train.Task)
	for _, f := range []struct{ key, text string }{
		{"task", train.Task}, {lab.KeyShape, o.own.Grid.String()}, {lab.KeyClasses, strconv.Itoa(o.own.Classes)},
		{lab.KeyData, o.own.Hash}, {"train", strconv.Itoa(min(train.N, row.Count("train")))},
		{"test", strconv.Itoa(min(test.N, row.Count("test")))},
	} {
		if _, given := keys[f.key]; !given {
			link += "&" + f.key + "=" + f.text
		}
	}
	return link, nil
}

// readOwn reads the own data, so that they are those of a hash, if they can be.
func (o *runOptions) readOwn(hash string) error {
	files, err := ownFiles(o.data)
	if err == nil {
		o.own, err = own.Find(files, o.reading, hash)
	}
	return err
}

// describe tells what was understood of the own data.
func (o *runOptions) describe() string {
	p := o.own
	text := fmt.Sprintf("your data: %d samples of %s, from %s, data=%s\n", p.N, p.Shape, p.Source, p.Hash)
	counts := p.Counts()
	for c, name := range p.Names {
		text += fmt.Sprintf("  class %d, %s: %d\n", c, name, counts[c])
	}
	for _, note := range append(p.Notes, p.ScaleWords()) {
		text += "  " + note + "\n"
	}
	return text
}

// ownSets are the parts of the own data as an experiment has them.
func (o *runOptions) ownSets(e lab.Experiment) (lab.Sets, error) {
	if o.own == nil && !packed(o.data) {
		if err := o.readOwn(e.Own.Data); err != nil {
			return lab.Sets{}, err
		}
	}
	hash := ""
	if o.own != nil {
		hash = o.own.Hash
	}
	if err := e.Lacks(hash); err != nil {
		return lab.Sets{}, fmt.Errorf("%w (-data names it)", err)
	}
	train, test := o.own.Split(e.Own.Split)
	train.Made, test.Made = e.Made(train.Task), e.Made(test.Task)
	return lab.Sets{Train: train, Test: test}, nil
}

// ownFiles reads a file, all files of a folder and those below it, or several with a comma between them.
func ownFiles(path string) (files []own.File, err error) {
	left := int64(own.MaxFile)
	add := func(path, name string) error {
		body, err := whole.Read(path, left)
		left -= int64(len(body))
		files = append(files, own.File{Name: name, Body: body})
		return err
	}
	if _, err := os.Stat(path); err != nil {
		for name := range strings.SplitSeq(path, ",") {
			if err := add(name, filepath.Base(name)); err != nil {
				return nil, err
			}
		}
		return files, nil
	}
	root := filepath.Dir(path)
	err = filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, at)
		if err != nil {
			return err
		}
		return add(at, filepath.ToSlash(name))
	})
	return files, err
}
