package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"arraylab/sim/data"
)

// notices collects licence texts, each once, with the names of all that stand under it.
type notices struct {
	texts []string
	names map[string][]string // by text
}

// gatherNotices writes licenses.txt: the licences of what the site hands on, ours first.
func (s *source) gatherNotices(o options) error {
	n := &notices{names: map[string][]string{}}
	if err := n.add("Arraylab", o.root, "LICENSE"); err != nil {
		return err
	}
	if err := n.add("Go (language, runtime and libraries)", filepath.Dir(filepath.Dir(o.goexe)),
		"LICENSE"); err != nil {
		return err
	}
	if err := n.addModules(o); err != nil {
		return err
	}
	if err := n.addPackages(filepath.Join(o.root, "assets")); err != nil {
		return err
	}
	if err := n.addTasks(o.data, s.sets); err != nil {
		return err
	}
	s.pages["licenses.txt"] = n.text()
	return nil
}

// module is a Go module that is in the programs.
type module struct{ path, version, folder string }

// modules are those that the file o.modules lists, a line each: path, version, folder.
func modules(o options) (all []module, err error) {
	list, err := os.ReadFile(o.modules)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(list)) {
		f := strings.Fields(line)
		if len(f) != 3 {
			return nil, fmt.Errorf("%s: %q is not a path, a version and a folder", o.modules, line)
		}
		all = append(all, module{f[0], f[1], f[2]})
	}
	return all, nil
}

// addModules adds the Go modules that are in the programs.
func (n *notices) addModules(o options) error {
	list, err := modules(o)
	if err != nil {
		return err
	}
	for _, m := range list {
		if err := n.add(m.path+" "+m.version, m.folder, "LICENSE"); err != nil {
			return err
		}
	}
	return nil
}

// addTasks adds the terms of the data sets that are in the site.
func (n *notices) addTasks(folder string, sets []packed) error {
	for _, t := range data.Tasks() {
		if !slices.ContainsFunc(sets, func(p packed) bool { return p.task == t.Name }) {
			continue
		}
		if err := n.add(t.Title, folder, data.TermsName(t.Name)); err != nil {
			return err
		}
	}
	return nil
}

// addPackages adds the npm packages of the page: all of the lock but those of the build alone, which are
// the tests' and those that hold data, of which nothing is handed on but bytes.
func (n *notices) addPackages(assets string) error {
	body, err := os.ReadFile(filepath.Join(assets, "package-lock.json"))
	if err != nil {
		return err
	}
	var lock struct {
		Packages map[string]struct {
			Version string
			Dev     bool
		}
	}
	if err := json.Unmarshal(body, &lock); err != nil {
		return fmt.Errorf("package-lock.json: %w", err)
	}
	for _, folder := range slices.Sorted(maps.Keys(lock.Packages)) {
		p := lock.Packages[folder]
		if folder == "" || p.Dev {
			continue
		}
		name, from := strings.TrimPrefix(folder, "node_modules/"), filepath.Join(assets, filepath.FromSlash(folder))
		if err := n.add(name+" "+p.Version, from, "LICENSE", "LICENSE.md", "LICENSE.txt"); err != nil {
			return err
		}
	}
	return nil
}

// add adds the licence of name: the first of the files that is there.
func (n *notices) add(name, folder string, files ...string) error {
	var err error
	for _, file := range files {
		var body []byte
		if body, err = os.ReadFile(filepath.Join(folder, file)); err != nil {
			continue
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(body), "\r\n", "\n"))
		if len(n.names[text]) == 0 {
			n.texts = append(n.texts, text)
		}
		n.names[text] = append(n.names[text], name)
		return nil
	}
	return fmt.Errorf("the licence of %s: %w", name, err)
}

func (n *notices) text() []byte {
	var b bytes.Buffer
	b.WriteString("What Arraylab is made of, and under which licences.\n")
	for _, text := range n.texts {
		b.WriteString("\n" + strings.Repeat("=", 80) + "\n")
		for _, name := range n.names[text] {
			b.WriteString(name + "\n")
		}
		b.WriteString("\n" + text + "\n")
	}
	return b.Bytes()
}
