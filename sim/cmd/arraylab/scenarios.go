package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// scenarios lists the named scenarios; with -write it runs those without a stored result (with
// -all every one) and writes all results to a file.
func scenarios(ctx context.Context, args []string, out, log io.Writer) error {
	set := flag.NewFlagSet("scenarios", flag.ContinueOnError)
	set.SetOutput(log)
	write := set.String("write", "", "run the scenarios whose result is not stored yet, or not in today's form, and write all results to this file")
	again := set.Bool("all", false, "with -write: run every scenario")
	only := set.String("only", "", "with -write: the names of those to run, with commas between")
	trained := set.String("trained", standardModel, "model of the standard network, for the scenarios that only program a chip")
	folder := set.String("data", "", "folder with the packed data sets")
	if err := set.Parse(args); err != nil {
		return badUse{err}
	}
	if *write == "" {
		return listScenarios(out)
	}
	if err := whole.Try(*write); err != nil {
		return badUse{err}
	}
	results := map[string]*gallery.Stored{}
	for _, s := range gallery.Scenarios() {
		results[s.Name] = s.Stored
	}
	for _, s := range gallery.Scenarios() {
		if s.Stored != nil && s.Stored.Form == gallery.StoredForm && !*again || *only != "" && !slices.Contains(strings.Split(*only, ","), s.Name) {
			continue
		}
		fmt.Fprintf(log, "%s: #%s\n", s.Name, s.Link)
		before := s.Stored
		if *again {
			before = nil
		}
		stored, err := runScenario(ctx, s, before, *folder, *trained, log)
		if err != nil {
			return fmt.Errorf("scenario %s: %w", s.Name, err)
		}
		results[s.Name] = stored
		b, err := json.MarshalIndent(results, "", "\t")
		if err != nil {
			return err
		}
		if err := whole.WriteFile(*write, append(b, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// runScenario carries out a scenario. Where its result is stored in an older form, only its run is carried out again, without the
// sweep.
func runScenario(ctx context.Context, s gallery.Scenario, before *gallery.Stored, folder, trained string, log io.Writer) (*gallery.Stored, error) {
	o := runOptions{data: folder}
	start := time.Now()
	var r *lab.Run
	var err error
	if s.Model {
		r, err = o.program(s.Link, trained)
	} else {
		r, err = o.open(s.Link)
	}
	if err != nil {
		return nil, err
	}
	r.Parallel(runtime.NumCPU())
	if err := o.follow(ctx, r, log); err != nil {
		return nil, err
	}
	res, _ := r.Result()
	var points lab.Points
	if before == nil {
		if points, err = o.sweep(ctx, r, s.Sweep, log); err != nil {
			return nil, err
		}
	}
	fmt.Fprintf(log, "%s: %.4f %s\n", s.Name, res.Accuracy, res.Fingerprint)
	stored, err := s.Store(res, points, time.Since(start).Seconds())
	if err == nil && before != nil {
		err = before.Renew(stored)
	}
	return stored, err
}

// sweep carries out a sweep around a run that is through, whose network serves the points with its training; nil is none.
func (o *runOptions) sweep(ctx context.Context, r *lab.Run, s *lab.Sweep, log io.Writer) (points []lab.SweepPoint, err error) {
	if s == nil {
		return nil, nil
	}
	all, err := s.Experiments(r.Experiment())
	if err != nil {
		return nil, err
	}
	model, err := r.Model()
	if err != nil {
		return nil, err
	}
	carrier := lab.Carrier{Sets: o.load, Workers: runtime.NumCPU(), Models: [][]byte{model}, Halt: func() error { return context.Cause(ctx) }}
	err = carrier.Carry(all, func(i int, res lab.Result) error {
		points = append(points, s.Point(i, res, all[i]))
		if i%20 == 19 {
			fmt.Fprintf(log, "%d of %d\n", i+1, len(all))
		}
		return nil
	})
	return points, err
}

// program puts a trained network on the chip of a link.
func (o *runOptions) program(link, trained string) (*lab.Run, error) {
	file, err := whole.Read(trained, maxFile)
	if err != nil {
		return nil, err
	}
	l, err := lab.ParseLink(link)
	if err != nil {
		return nil, badUse{err}
	}
	sets, err := o.sets(l.Experiment)
	if err != nil {
		return nil, err
	}
	r, err := lab.Open(file, sets)
	if err != nil {
		return nil, err
	}
	return r, r.Reinfer(l.Experiment)
}

func listScenarios(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "name\texpected\tlink")
	for _, s := range gallery.Scenarios() {
		fmt.Fprintf(w, "%s\t%s\t#%s\n", s.Name, s.Expect, s.Link)
	}
	return w.Flush()
}
