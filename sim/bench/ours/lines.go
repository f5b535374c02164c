package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

// listenLines answers each line of standard input by a line of standard output.
func listenLines(handle func([]byte) []byte) error {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if _, err := fmt.Printf("%s\n", handle(lines.Bytes())); err != nil {
			return err
		}
	}
	return lines.Err()
}

// modelName is the name by which the trained network is read.
const modelName = "standard.arraylab"

// readFiles reads from folders.
func readFiles(folder, model string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		switch name {
		case modelName:
			return os.ReadFile(model)
		case mapsName:
			return os.ReadFile(filepath.Join(filepath.Dir(model), name))
		}
		return os.ReadFile(filepath.Join(folder, name))
	}
}
