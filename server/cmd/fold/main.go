// Command fold writes linked WebAssembly programs anew, faster and smaller (see package fold):
//
//	fold -out dist/wasm .cache/wasm/*.wasm
//
// What it leaves out, it can tell of the program as it was linked: the line of a call in a trace that a browser shows.
//
//	fold -where 'arraylab/ui.(*Store).Do+0x3c' .cache/wasm/page.wasm
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"arraylab/wasm/fold"
)

func main() {
	out := flag.String("out", "dist/wasm", "folder of the folded programs")
	call := flag.String("where", "", "tell the lines of this call of a trace, as function+0x3c")
	flag.Parse()
	var failed error
	for _, path := range flag.Args() {
		if *call != "" {
			failed = errors.Join(failed, tell(path, *call))
			continue
		}
		failed = errors.Join(failed, write(path, filepath.Join(*out, filepath.Base(path))))
	}
	if failed != nil {
		fmt.Fprintln(os.Stderr, failed)
		os.Exit(1)
	}
}

// write folds one program and says what was done.
func write(from, to string) error {
	module, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	folded, done, err := fold.Module(module)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	fmt.Printf("%s: %d address constants folded, %d segments joined, lines of %d functions left out\n",
		to, done.Constants, done.Segments, done.Lines)
	return os.WriteFile(to, folded, 0o644)
}

// tell prints the lines of a call.
func tell(path, call string) error {
	module, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	lines, err := fold.Where(module, call)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	fmt.Println(strings.Join(lines, "\n"))
	return nil
}
