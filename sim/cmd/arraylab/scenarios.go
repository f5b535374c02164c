package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"text/tabwriter"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/gallery"
	"arraylab/sim/gallery/summary"
	"arraylab/sim/lab"
)

// scenarios lists the named scenarios; with -write it brings a file of their results up to date, with -results it
// writes what they come to.
func scenarios(ctx context.Context, args []string, out, log io.Writer) error {
	set := flag.NewFlagSet("scenarios", flag.ContinueOnError)
	set.SetOutput(log)
	write := set.String("write", "", "carry out what this file of results lacks, or has in an older form or of older "+
		"numerics, run by run and point by point, and write the file after each run; interrupted, it "+
		"goes on where it was")
	results := set.String("results", "", "write what the stored results come to, beside what papers say, to this file")
	claims := set.Bool("claims", false, "list the papers' claims instead: name, verdict, and why where it needs a reason")
	again := set.Bool("all", false, "with -write: forget what the file holds of these scenarios first")
	only := set.String("only", "", "with -write: the names of the scenarios, with commas between; all without")
	trained := set.String("trained", networksFolder,
		"folder with the trained networks, for the scenarios that only program a chip")
	folder := set.String("data", "", "folder with the packed data sets")
	if err := set.Parse(args); err != nil {
		return badUse{err}
	}
	switch {
	case *write != "" && *results != "":
		return badUse{errors.New("-write and -results: one after the other, for the program holds the results that " +
			"it was built with")}
	case *results != "":
		return writeSummary(*results)
	case *write == "" && *claims:
		return listClaims(out)
	case *write == "":
		return listScenarios(out)
	}
	chosen, err := scenariosNamed(*only)
	if err != nil {
		return badUse{err}
	}
	if err := whole.Try(*write); err != nil {
		return badUse{err}
	}
	n := renewal{file: *write, known: gallery.Scenarios(), scenarios: chosen, log: log}
	n.carry = func(s gallery.Scenario, d gallery.Due) (gallery.Done, error) {
		return carryOut(ctx, s, d, *folder, *trained, besideOf(*write, s), log)
	}
	n.kept = func(s gallery.Scenario) error { return besideOf(*write, s).remove() }
	if err := n.read(*again); err != nil {
		return err
	}
	return n.run(ctx)
}

// beside is what the files begin with that stand beside a file of results while a scenario's result is not in it yet:
// what an interrupted scenario goes on with.
type beside string

func besideOf(results string, s gallery.Scenario) beside { return beside(results + "." + s.Name) }

// points holds the points of the sweep that are through.
func (b beside) points() string { return string(b) + ".csv" }

// run holds a checkpoint of the run: of its last epoch, or of all of it while its sweep is under way.
func (b beside) run() string { return string(b) + ".arraylab" }

// remove removes those that there are.
func (b beside) remove() (err error) {
	for _, name := range []string{b.points(), b.run()} {
		if failed := os.Remove(name); !errors.Is(failed, fs.ErrNotExist) {
			err = errors.Join(err, failed)
		}
	}
	return err
}

// writeSummary writes sim/RESULTS.md, or a file like it.
func writeSummary(name string) error {
	var b bytes.Buffer
	if err := summary.Write(&b); err != nil {
		return err
	}
	return whole.WriteFile(name, b.Bytes())
}

// scenariosNamed are those with the names, with commas between; all for no name. An error names the one that there is
// not.
func scenariosNamed(names string) (all []gallery.Scenario, err error) {
	if names == "" {
		return gallery.Scenarios(), nil
	}
	for name := range strings.SplitSeq(names, ",") {
		s, ok := gallery.ScenarioOf(name)
		if !ok {
			return nil, fmt.Errorf("-only %s: there is no such scenario", name)
		}
		all = append(all, s)
	}
	return all, nil
}

// carryOut carries out a piece of work that a scenario's result lacks. What is through of it goes into files beside the
// result, with which an interrupted one goes on.
func carryOut(ctx context.Context, s gallery.Scenario, d gallery.Due, folder, trained string, files beside,
	log io.Writer) (gallery.Done, error) {
	var o runOptions
	o.Data = folder
	watch := startWatch()
	var r *lab.Run
	var err error
	if s.Model {
		r, err = o.program(d.Link, trained)
	} else {
		r, err = o.goOn(d.Link, files.run(), log)
	}
	if err != nil {
		return gallery.Done{}, err
	}
	r.Parallel(runtime.NumCPU())
	if err := o.follow(ctx, r, log); err != nil {
		return gallery.Done{}, err
	}
	done := gallery.Done{Due: d}
	done.Result, _ = r.Result()
	if note := done.Result.TrainedNote(); note != "" {
		return gallery.Done{}, fmt.Errorf("%s: %s Train its network in %s anew first", s.Name, note, trained)
	}
	if d.Sweep {
		if o.save != "" {
			if err := o.checkpoint(r); err != nil {
				fmt.Fprintf(log, "no checkpoint of the network: %v; the sweep goes on\n", err)
			}
		}
		if done.Points, err = o.sweep(ctx, r, s.Sweep, files.points(), log); err != nil {
			return gallery.Done{}, err
		}
		if done.Measured, err = measured(ctx, r.Experiment(), s, done.Points); err != nil {
			return gallery.Done{}, err
		}
	}
	done.Seconds = watch.seconds()
	fmt.Fprintf(log, "%s: %.4f %s\n", s.Name, done.Result.Accuracy, done.Result.Fingerprint)
	return done, nil
}

// goOn makes the run of a link, which keeps its checkpoints in a file, and goes on with the one that is there. One that
// cannot be used, because it is damaged or of another run, is told and replaced.
func (o *runOptions) goOn(link, file string, log io.Writer) (*lab.Run, error) {
	o.save, o.resume = file, file
	r, err := o.open(link)
	if err == nil {
		fmt.Fprintf(log, "%s holds step %d of %d\n", file, r.Step(), r.Steps())
		return r, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(log, "%v; the run begins anew\n", err)
	}
	o.resume = ""
	return o.open(link)
}

// sweep carries out what a file lacks of the sweep around a run that is through, whose network serves the points with
// its training.
func (o *runOptions) sweep(ctx context.Context, r *lab.Run, s *lab.Sweep, file string,
	log io.Writer) (lab.Points, error) {
	table, err := lab.Link{Experiment: r.Experiment(), Sweep: s}.Table()
	if err != nil {
		return nil, err
	}
	model, err := r.Model()
	if err != nil {
		return nil, err
	}
	carrier := lab.Carrier{Sets: o.Load, Workers: runtime.NumCPU(), Models: [][]byte{model}, Halt: func() error {
		return context.Cause(ctx)
	}}
	options := studyOptions{runOptions: *o}
	options.Out = file
	f, err := options.fillBy(carrier, table, log, nil)
	if err != nil {
		return nil, err
	}
	return f.Points()
}

// program puts a trained network, from a folder of them, on the chip of a link.
func (o *runOptions) program(link, folder string) (*lab.Run, error) {
	l, err := lab.ParseLink(link)
	if err != nil {
		return nil, badUse{err}
	}
	n, ok := gallery.NetworkOf(l.Experiment)
	if !ok {
		return nil, fmt.Errorf("#%s: no network that comes with the project is trained so", link)
	}
	file, err := whole.Read(filepath.Join(folder, n.File), maxFile)
	if err != nil {
		return nil, err
	}
	sets, err := o.Sets(l.Experiment)
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

// listClaims lists the papers' claims with their verdicts.
func listClaims(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "claim\tpaper\tverdict\tsaid\treason")
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", c.Name, p.Key, c.Verdict, c.Title, c.Reason())
		}
	}
	return w.Flush()
}
