package study

import (
	"fmt"
	"os"
	"path/filepath"

	"arraylab/sim/data"
	"arraylab/sim/lab"
)

// Packed loads the packed sets of a task, at least so many images for training and testing, from a folder; from that
// which Folder finds where it is "".
func Packed(folder, task string, images, tests int) (lab.Sets, error) {
	if folder == "" {
		folder = Folder()
	}
	train, err := data.Load(os.DirFS(folder), task, "train", images)
	if err != nil {
		return lab.Sets{}, fmt.Errorf("%w (looked in %s; ./build.sh data -sets %s fetches the set, -data names another "+
			"folder)", err, folder, task)
	}
	test, err := data.Load(os.DirFS(folder), task, "test", tests)
	return lab.Sets{Train: train, Test: test}, err
}

// Folder looks for .cache/data in the working folder and above it.
func Folder() string {
	const name = ".cache/data"
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, name)); missing == nil {
			return filepath.Join(dir, name)
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return name
}
