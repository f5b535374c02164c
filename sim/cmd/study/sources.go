package study

import (
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/data/own"
	"arraylab/sim/lab"
)

// dataHelp is what -data takes.
const dataHelp = "folder with packed data sets (default: .cache/data here or above), or your own data: a file, or " +
	"a folder of files, of " + own.Formats

// Sources say which images there are: packed data sets, or the visitor's own data.
type Sources struct {
	Data    string      // a folder with packed sets, "" for that which Folder finds, or own data
	Reading own.Options // of own data
	Own     *own.Pool   // these, once they were read; nil for none
}

// SourceFlags adds the flags that say it.
func (s *Sources) SourceFlags(set *flag.FlagSet) {
	set.StringVar(&s.Data, "data", "", dataHelp)
	set.StringVar(&s.Reading.Label, "label", "",
		"of a table of your own: the column of the labels, first, last or its name")
	set.StringVar(&s.Reading.Scale, "scale", "", "of your own data: how numbers become bytes, kept, all or each")
}

// Options are what a command needs to carry out a study.
type Options struct {
	Sources
	Workers int    // goroutines
	Out     string // the CSV file
}

// WorkersFlag adds the flag of the goroutines.
func (o *Options) WorkersFlag(set *flag.FlagSet) {
	set.IntVar(&o.Workers, "workers", runtime.NumCPU(), "goroutines that compute; the results do not depend on it")
}

// Flags adds the flags of all of it.
func (o *Options) Flags(set *flag.FlagSet) {
	o.SourceFlags(set)
	o.WorkersFlag(set)
	set.StringVar(&o.Out, "out", "", "the CSV file; where it holds points of the same study, it goes on with the others")
}

// IsPacked tells whether a path names packed data sets, not own data.
func IsPacked(path string) bool {
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

// Load loads the packed sets of a task: at least so many images for training and testing.
func (s *Sources) Load(task string, images, tests int) (lab.Sets, error) {
	return Packed(s.Data, task, images, tests)
}

// Sets are the images of an experiment.
func (s *Sources) Sets(e lab.Experiment) (lab.Sets, error) {
	return e.Gather(func(task string) (lab.Sets, error) {
		if lab.TaskOf(task).Own() {
			return s.OwnSets(e)
		}
		return e.Provide(task, e.Train, e.Test, s.Load)
	})
}

// Bring reads the own data that -data names, if it does, and returns the link with what they are, where it does not say
// it.
func (s *Sources) Bring(link string) (string, error) {
	if IsPacked(s.Data) || link == "" { // a file has its link: see OwnSets
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
	if err := s.readOwn(want); err != nil {
		return "", err
	}
	if want != "" { // it says all, and is compared when the images are asked for
		return link, nil
	}
	seed, err := strconv.ParseUint(cmp.Or(keys[lab.KeySplit], "1"), 10, 32)
	if err != nil { // of several, or of none that is allowed
		seed = 1
	}
	train, test := s.Own.Split(uint32(seed))
	row := lab.TaskOf(train.Task)
	for _, f := range []struct{ key, text string }{
		{"task", train.Task}, {lab.KeyShape, s.Own.Grid.String()}, {lab.KeyClasses, strconv.Itoa(s.Own.Classes)},
		{lab.KeyData, s.Own.Hash}, {"train", strconv.Itoa(min(train.N, row.Count("train")))},
		{"test", strconv.Itoa(min(test.N, row.Count("test")))},
	} {
		if _, given := keys[f.key]; !given {
			link += "&" + f.key + "=" + f.text
		}
	}
	return link, nil
}

// OwnName is the name of the file, or of the folder, of own data; "" for none.
func (s *Sources) OwnName() string {
	if IsPacked(s.Data) {
		return ""
	}
	return filepath.Base(s.Data)
}

// ReadOwn reads the own data at once, if there are any, where a command is to serve whatever comes.
func (s *Sources) ReadOwn() error {
	if IsPacked(s.Data) {
		return nil
	}
	return s.readOwn("")
}

// readOwn reads the own data, so that they are those of a hash, if they can be.
func (s *Sources) readOwn(hash string) error {
	files, err := ownFiles(s.Data)
	if err == nil {
		s.Own, err = own.Find(files, s.Reading, hash)
	}
	return err
}

// Describe tells what was understood of the own data.
func (s *Sources) Describe() string {
	p := s.Own
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

// OwnSets are the parts of the own data as an experiment has them.
func (s *Sources) OwnSets(e lab.Experiment) (lab.Sets, error) {
	if err := s.find(e); err != nil {
		return lab.Sets{}, err
	}
	return e.Brought(s.Own.Hash, s.Own.Split)
}

// find reads the own data that an experiment is about, or says in words what it lacks of them.
func (s *Sources) find(e lab.Experiment) error {
	if !lab.TaskOf(e.Task).Own() {
		return nil
	}
	if !IsPacked(s.Data) && (s.Own == nil || s.Own.Hash != e.Own.Data) { // read otherwise they may be the ones
		if err := s.readOwn(e.Own.Data); err != nil {
			return err
		}
	}
	hash := ""
	if s.Own != nil {
		hash = s.Own.Hash
	}
	if err := e.Lacks(hash); err != nil {
		return fmt.Errorf("%w (-data names it)", err)
	}
	return nil
}

// Check refuses a study of own data where these are others, before anything of it is computed.
func (s *Sources) Check(t *lab.Table) error {
	if t.Size() == 0 { // of more shards than there are units
		return nil
	}
	if err := s.find(t.Experiment(0)); err != nil {
		return err
	}
	return s.find(t.Experiment(t.Size() - 1)) // of a sweep over data
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
