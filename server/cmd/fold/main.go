// Command fold writes linked WebAssembly programs anew with their address constants folded (see package fold):
//
//	fold -out dist/wasm .cache/wasm/*.wasm
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"arraylab/wasm/fold"
)

func main() {
	out := flag.String("out", "dist/wasm", "folder of the folded programs")
	flag.Parse()
	var failed error
	for _, path := range flag.Args() {
		failed = errors.Join(failed, write(path, filepath.Join(*out, filepath.Base(path))))
	}
	if failed != nil {
		fmt.Fprintln(os.Stderr, failed)
		os.Exit(1)
	}
}

// write folds one program and says how many constants it had.
func write(from, to string) error {
	module, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	folded, constants, err := fold.Module(module)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	fmt.Printf("%s: %d address constants folded, %d bytes less\n", to, constants, len(module)-len(folded))
	return os.WriteFile(to, folded, 0o644)
}
