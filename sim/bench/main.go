//go:build !js

// Command bench measures the engine and its peers in interleaved rounds and writes minimum and
// median of each, with ratios and goals, into dist/bench.md and dist/bench.json. With -keep they go
// into this folder, as README.md and results.json; with -from nothing is measured, and what a file
// holds is written anew. Machines are shared and noisy: compare the minima of one table only.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
)

// options are the flags.
type options struct {
	rounds                       int
	only                         *regexp.Regexp
	data, site, npm, python, out string
	model, from                  string
	keep                         bool
}

func main() {
	var o options
	only := flag.String("only", "",
		"regular expression: measure only the jobs and places whose \"job @ place\" matches")
	flag.IntVar(&o.rounds, "rounds", 3, "interleaved rounds")
	flag.StringVar(&o.data, "data", ".cache/data", "folder with the packed data sets")
	flag.StringVar(&o.site, "dist", "dist", "folder with the built server and site")
	flag.StringVar(&o.npm, "npm", ".cache/peers/node_modules", "folder of the browser's peers")
	flag.StringVar(&o.python, "python", "/usr/bin/python3", "Python that has PyTorch")
	flag.StringVar(&o.model, "model", "assets/standard.arraylab", "trained standard network")
	flag.StringVar(&o.out, "out", "dist", "folder of the tables")
	flag.StringVar(&o.from, "from", "",
		"results to write a report of, instead of measuring: dist/bench.json, sim/bench/results.json")
	flag.BoolVar(&o.keep, "keep", false, "write sim/bench/README.md and sim/bench/results.json")
	flag.Parse()
	var err error
	if o.only, err = regexp.Compile(*only); err == nil {
		err = run(o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if o.from != "" {
		r, err := readResults(o.from)
		if err != nil {
			return err
		}
		return write(o, r)
	}
	if o.rounds < 1 {
		return fmt.Errorf("-rounds %d: allowed are 1 and more", o.rounds)
	}
	t, err := prepare(o)
	if err != nil {
		return err
	}
	defer t.close()
	s := newSamples()
	if err := measure(t, s); err != nil {
		return err
	}
	if err := measurePage(t, s); err != nil {
		s.fault("%v", err) // the rest of the table stands
	}
	s.measureBits(t)
	if err := write(o, s.results(o.rounds)); err != nil {
		return err
	}
	return s.verdict()
}
