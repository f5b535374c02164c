// Command pack turns published files into the packed sets that the page and the native command
// read.
//
//	pack -to FOLDER TASK=FOLDER...
//
// where TASK is mnist or fashion and its FOLDER holds the published files. It verifies the
// checksums of what it reads, reads back what it packed before it gives the file its name, and
// leaves alone what is there and whole.
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
)

func main() {
	to := flag.String("to", ".cache/data", "folder for the packed sets")
	flag.Parse()
	if err := run(*to, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
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
		go func() { results <- j.pack(to) }()
	}
	for range jobs {
		err = errors.Join(err, <-results)
	}
	return err
}

// job is a part of a task and the folder of its published files.
type job struct {
	data.Source
	from string
}

func plan(args []string) ([]job, error) {
	var jobs []job
	for _, arg := range args {
		task, from, _ := strings.Cut(arg, "=")
		found := false
		for _, s := range data.Sources() {
			if s.Task == task && from != "" {
				jobs, found = append(jobs, job{s, from}), true
			}
		}
		if !found {
			return nil, fmt.Errorf("%q is not allowed: say mnist=FOLDER or fashion=FOLDER", arg)
		}
	}
	return jobs, nil
}

func (j job) pack(to string) error {
	if _, err := data.Load(os.DirFS(to), j.Task, j.Part); err == nil {
		return nil
	}
	set, err := j.Read(os.DirFS(j.from))
	if err != nil {
		return err
	}
	body := data.Pack(set)
	again, err := data.Unpack(body)
	if err != nil {
		return err
	}
	if !bytes.Equal(again.Images, set.Images) || !bytes.Equal(again.Labels, set.Labels) {
		return fmt.Errorf("%s %s does not survive packing", set.Task, set.Part)
	}
	path := filepath.Join(to, data.PackedName(set.Task, set.Part))
	if err := whole.WriteFile(path, body); err != nil {
		return err
	}
	fmt.Printf("%s: %d images, %.2f MB\n", path, set.N, float64(len(body))/1e6)
	return nil
}
