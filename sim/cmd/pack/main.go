// Command pack turns published files into the packed sets that the page and the native command
// read, and lists what it wants.
//
//	pack -list
//	pack -to FOLDER TASK=FOLDER...
//
// where TASK is one of data.Tasks that is published and its FOLDER holds the published files. It verifies the
// checksums of what it reads, reads back what it packed before it gives the file its name, and
// leaves alone what is there and whole. Beside the sets it puts the terms of the task.
//
// A line of the list is a task: its name, the kind of the package its files are published in, the
// package's name, the folder in it, and the task's title, which may have blanks.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/data"
	"arraylab/sim/data/published"
)

func main() {
	to := flag.String("to", ".cache/data", "folder for the packed sets")
	list := flag.Bool("list", false, "list the tasks and where their files are published")
	flag.Parse()
	if *list {
		fmt.Print(listed(data.Published()))
		return
	}
	if err := run(*to, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// listed is a line a task.
func listed(tasks []data.Task) string {
	var b strings.Builder
	for _, t := range tasks {
		fmt.Fprintln(&b, t.Name, t.From.Kind, t.From.Name, t.From.Folder, t.Title)
	}
	return b.String()
}

func run(to string, args []string) error {
	jobs, err := plan(args)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	results := make(chan error)
	for _, j := range jobs {
		go func() { results <- j(to) }()
	}
	for range jobs {
		err = errors.Join(err, <-results)
	}
	return err
}

// job puts something into a folder.
type job func(to string) error

func plan(args []string) ([]job, error) {
	var jobs []job
	for _, arg := range args {
		name, from, _ := strings.Cut(arg, "=")
		t, ok := data.TaskOf(name)
		if !ok || t.Synthetic() || from == "" {
			return nil, fmt.Errorf("%q is not allowed: say %s", arg, allowed(data.Published()))
		}
		jobs = append(jobs, func(to string) error { return writeTerms(t, from, to) })
		for _, p := range t.Parts {
			jobs = append(jobs, func(to string) error { return pack(t, p, from, to) })
		}
	}
	return jobs, nil
}

// allowed says what an argument may be.
func allowed(tasks []data.Task) string {
	var names []string
	for _, t := range tasks {
		names = append(names, t.Name+"=FOLDER")
	}
	return strings.Join(names, " or ")
}

// writeTerms puts the terms of a task beside its sets.
func writeTerms(t data.Task, from, to string) error {
	text, err := published.Licence(t, os.DirFS(from))
	if err != nil {
		return err
	}
	return whole.WriteFile(filepath.Join(to, data.TermsName(t.Name)), []byte(text))
}

// pack puts a part of a task into its packed form, piece by piece.
func pack(t data.Task, part data.Part, from, to string) error {
	if packed(t, part, to) {
		return nil
	}
	set, err := published.Read(t, part, os.DirFS(from))
	if err != nil {
		return err
	}
	for piece, begin := 0, 0; begin < set.N; piece, begin = piece+1, part.End(piece) {
		if err := packPiece(set.Cut(begin, part.End(piece)), piece, to); err != nil {
			return err
		}
	}
	return nil
}

// packed tells whether all pieces are there and whole.
func packed(t data.Task, part data.Part, to string) bool {
	for piece := range part.Pieces(part.Images) {
		body, err := os.ReadFile(filepath.Join(to, data.PackedName(t.Name, part.Name, piece)))
		if err != nil || data.Intact(body) != nil {
			return false
		}
	}
	return true
}

// packPiece packs a piece, and gives it its name once it is known to be whole.
func packPiece(set *data.Set, piece int, to string) error {
	body := data.Pack(set)
	again, err := data.Unpack(body)
	if err != nil {
		return err
	}
	path := filepath.Join(to, data.PackedName(set.Task, set.Part, piece))
	if !bytes.Equal(again.Images, set.Images) || !bytes.Equal(again.Labels, set.Labels) {
		return fmt.Errorf("%s does not survive packing", path)
	}
	if err := whole.WriteFile(path, body); err != nil {
		return err
	}
	fmt.Printf("%s: %d images, %.2f MB\n", path, set.N, float64(len(body))/1e6)
	return nil
}
