// Command pack turns the published files of a task into the packed sets that the page and the
// native command read.
//
//	pack -task mnist -from FOLDER -to FOLDER
//
// It verifies the checksums of what it reads, reads back what it packed before it gives the
// file its name, and leaves alone what is there and whole.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/data"
)

func main() {
	task := flag.String("task", "mnist", "the task to pack: mnist or fashion")
	from := flag.String("from", "", "folder of the published files")
	to := flag.String("to", "", "folder for the packed sets")
	flag.Parse()
	if err := pack(*task, *from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func pack(task, from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	known := false
	for _, source := range data.Sources() {
		if source.Task != task {
			continue
		}
		known = true
		if _, err := data.Load(os.DirFS(to), source.Task, source.Part); err == nil {
			continue
		}
		if err := packOne(source, from, to); err != nil {
			return err
		}
	}
	if !known {
		return fmt.Errorf("-task %q is unknown: allowed are mnist and fashion", task)
	}
	return nil
}

func packOne(source data.Source, from, to string) error {
	set, err := source.Read(os.DirFS(from))
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
