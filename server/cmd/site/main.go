// Command site puts together the folder that any static host can serve: the programs, the
// pages, their assets and the data, under names that carry their content's hash, each with its
// compressed variants beside it.
//
//	site -root . -exec $(go env GOROOT)/lib/wasm -wasm dist/wasm -data .cache/data \
//	  -cache .cache/compressed -out dist/site
//
// What goes in:
//   - every *.wasm of the folder -wasm, and Go's wasm_exec.js;
//   - every file of assets/ that a page can use (see kinds), and the files that
//     assets/package.json lists under "site" as name -> path under node_modules;
//   - the packed sets of the folder -data, or those of them that -sets names: what is not there is not in this build;
//   - index.html and every *.html of assets/, under their own names; embed.html, which is
//     index.html for frames in other sites, and says so by data-guest;
//   - site.json: the numerics of the engine in it (see About);
//   - licenses.txt: the licences of all that.
//
// Sites of older numerics in the folder -out (v1, v2, ...) are left there, and go into the server's binary, too.
//
// In .html, .css, .js and .webmanifest files of ours, {{name}} stands for the built name of the asset name
// (such as {{page.css}} or {{wasm_exec.js}}) and {{manifest}} for the manifest as JSON (see
// Manifest). An unknown name is an error. All names are relative, so that the site works from
// any sub-path.
package main

import (
	"flag"
	"fmt"
	"os"

	"arraylab/sim/cmd/version"
)

// options are the folders that the command works on.
type options struct {
	root    string // of the repository
	goexe   string // folder of Go's wasm_exec.js
	wasm    string // built programs
	data    string // packed sets
	sets    string // names of the tasks that may be in it, with commas between them; "" for all
	modules string // file that lists the Go modules in the programs
	cache   string // compressed variants by content
	out     string // the site
	commit  string // of the sources
	date    string // of the commit
	fast    bool   // variants are made quickly, not small
}

func main() {
	var o options
	flag.StringVar(&o.root, "root", ".", "root of the repository")
	flag.StringVar(&o.goexe, "exec", "", "folder of Go's wasm_exec.js")
	flag.StringVar(&o.wasm, "wasm", "dist/wasm", "folder of the built programs")
	flag.StringVar(&o.data, "data", ".cache/data", "folder of the packed sets")
	flag.StringVar(&o.sets, "sets", "", "tasks to put in, as mnist,fashion; all that are there if none is named")
	flag.StringVar(&o.modules, "modules", "dist/modules.txt",
		"file that lists the Go modules in the programs: path, version, folder")
	flag.StringVar(&o.cache, "cache", ".cache/compressed", "folder that keeps compressed variants")
	flag.StringVar(&o.out, "out", "dist/site", "folder to write")
	flag.StringVar(&o.commit, "commit", version.Unknown, "commit of the sources, for the page to tell")
	flag.StringVar(&o.date, "date", version.Unknown, "date of that commit")
	flag.BoolVar(&o.fast, "fast", false, "make compressed variants quickly, not as small as can be")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	s, err := gather(o)
	if err != nil {
		return err
	}
	files, err := s.build()
	if err != nil {
		return err
	}
	if err := compressAll(files, o.cache, o.fast); err != nil {
		return err
	}
	if err := overBudget(files, o.fast); err != nil {
		return err
	}
	return publish(files, o.root, o.out)
}
