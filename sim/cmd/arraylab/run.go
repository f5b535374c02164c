package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"arraylab/sim/cmd/study"
	"arraylab/sim/cmd/whole"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/sim/ledger"
)

// runOptions are the flags of run and export.
type runOptions struct {
	study.Options
	save, resume, model, said string
	onnx                      bool
}

func (o *runOptions) parse(name string, args []string, log io.Writer) ([]string, error) {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(log)
	o.SourceFlags(set)
	if name == "run" {
		set.StringVar(&o.save, "save", "", "write a checkpoint to this file at the end, and at each epoch")
		set.StringVar(&o.resume, "resume", "", "go on with the checkpoint in this file")
		set.StringVar(&o.model, "model", "", "write the trained network without training state to this file")
		set.StringVar(&o.said, "predictions", "", "write what is said of each test image to this file, as CSV")
		o.WorkersFlag(set)
	}
	if name == "export" {
		set.BoolVar(&o.onnx, "onnx", false,
			"write an ONNX model: pixels [N][values of an image] of 0 to 255, the channels of a place side by side, to "+
				"class [N] and scores [N][classes]")
	}
	if err := set.Parse(args); err != nil {
		return nil, badUse{err}
	}
	if name == "run" && o.Workers < 1 {
		return nil, badUse{fmt.Errorf("-workers %d: allowed are 1 and more", o.Workers)}
	}
	return set.Args(), o.try()
}

// try refuses files that cannot be written, before the work.
func (o *runOptions) try() error {
	if o.save != "" && o.save == o.model {
		return badUse{fmt.Errorf("-save and -model both name %s: a checkpoint and a model need a file each", o.save)}
	}
	for _, name := range []string{o.save, o.model, o.said} {
		if err := whole.Try(name); err != nil {
			return badUse{err}
		}
	}
	return nil
}

// report is what run prints.
type report struct {
	lab.Result
	energy
	Seconds float64 `json:"seconds"`
}

// energy is what the ledger says of a run; null is what is not known of its memory.
type energy struct {
	JoulesTraining    *float64 `json:"joulesTraining"`    // whole run: computer and array
	JoulesProgramming *float64 `json:"joulesProgramming"` // of the trained network
	JoulesImage       *float64 `json:"joulesImage"`
	SecondsImage      *float64 `json:"secondsImage"`
	AreaM2            *float64 `json:"areaM2"`
}

// energyOf books a result.
func energyOf(r lab.Result) (e energy, err error) {
	l, err := lab.Ledger(r)
	if err != nil {
		return e, err
	}
	put := func(to **float64, x float64, known bool) {
		if known {
			*to = &x
		}
	}
	put(&e.JoulesTraining, l.Training, l.PhaseKnown(ledger.Training))
	put(&e.JoulesProgramming, l.Programming, l.PhaseKnown(ledger.Programming))
	put(&e.JoulesImage, l.Image, l.PhaseKnown(ledger.Inference))
	put(&e.SecondsImage, l.Latency, l.PhaseKnown(ledger.Inference))
	put(&e.AreaM2, l.Area, l.AreaKnown())
	return e, nil
}

func run(ctx context.Context, args []string, out, log io.Writer) error {
	var o runOptions
	rest, err := o.parse("run", args, log)
	if err != nil {
		return err
	}
	if len(rest) > 1 || len(rest) == 0 && o.resume == "" {
		return badUse{fmt.Errorf("run takes one link, got %d arguments", len(rest))}
	}
	start := time.Now()
	text, err := o.Bring(strings.Join(rest, ""))
	if err != nil {
		return err
	}
	if o.Own != nil {
		fmt.Fprint(log, o.Describe())
	}
	r, err := o.open(text)
	if err != nil {
		return err
	}
	r.Parallel(o.Workers)
	if err := o.follow(ctx, r, log); err != nil {
		return err
	}
	// The result comes first, and nothing that goes wrong beside it keeps it back.
	result, _ := r.Result()
	joules, unbooked := energyOf(result)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false) // links hold &
	unprinted := enc.Encode(report{result, joules, time.Since(start).Seconds()})
	answer(log, text, &result)
	return errors.Join(unbooked, unprinted, o.write(r))
}

// answer tells what is to be known of a result: that other numerics trained its weights, and what came of the
// fingerprint that a link expects.
func answer(log io.Writer, link string, r *lab.Result) {
	if note := r.TrainedNote(); note != "" {
		fmt.Fprintln(log, "arraylab: "+note)
	}
	if l, err := lab.ParseLink(link); err == nil && l.Fingerprint != (lab.Print{}) && l.Experiment.Link() == r.Link {
		fmt.Fprintln(log, "arraylab: "+l.Fingerprint.Words(r))
	}
}

// maxFile bounds what is read of an .arraylab file: more than the largest network's checkpoint.
const maxFile = 4 << 30

// open makes the run of a link, or of a checkpoint, which a link must agree with.
func (o *runOptions) open(link string) (*lab.Run, error) {
	l, err := lab.ParseLink(link)
	if err != nil {
		return nil, badUse{err}
	}
	e := l.Experiment
	var file []byte
	if o.resume != "" {
		if file, err = whole.Read(o.resume, maxFile); err != nil {
			return nil, err
		}
		saved, err := lab.FileLink(file)
		if err != nil {
			return nil, err
		}
		if link != "" && saved != e.Link() {
			return nil, badUse{fmt.Errorf("%s holds the run #%s, not #%s", o.resume, saved, e.Link())}
		}
		l, _ = lab.ParseLink(saved)
		e = l.Experiment
	}
	sets, err := o.Sets(e)
	if err != nil {
		return nil, err
	}
	if file != nil {
		return lab.Open(file, sets)
	}
	return lab.NewRun(e, sets)
}

// models reads the networks that are trained already: the one that was asked for, or those of the project that there
// are.
func (o *runOptions) models(trained string) (all [][]byte, err error) {
	if trained != "" {
		file, err := whole.Read(trained, maxFile)
		return [][]byte{file}, err
	}
	for _, n := range gallery.Networks() {
		if file, err := whole.Read(filepath.Join(networksFolder, n.File), maxFile); err == nil {
			all = append(all, file)
		}
	}
	return all, nil
}

// networksFolder holds trained networks, where the project's own folder is the working one.
const networksFolder = "assets"

// follow carries the run out and tells about it once a point of the curves. A checkpoint that cannot be written does
// not end it: the next one, or the last, may succeed.
func (o *runOptions) follow(ctx context.Context, r *lab.Run, log io.Writer) error {
	told, saved, start, begun := 0, r.Step(), time.Now(), r.Progress().Images
	for r.Advance() {
		if ctx.Err() != nil && r.StepDone() {
			return o.leave(ctx, r)
		}
		points := r.Points()
		if len(points) == told {
			continue
		}
		told = len(points)
		p, at := points[told-1], r.Progress()
		fmt.Fprintf(log, "epoch %6.2f of %d  train loss %.4f %6.2f %%  test %6.2f %% of %d  %.0f %s/s\n",
			p.Epoch, at.Epochs,
			p.TrainLoss, 100*p.TrainAcc, 100*p.TestAcc, p.TestImages,
			float64(at.Images-begun)/time.Since(start).Seconds(), r.Experiment().Data().Word.Many())
		if at.Tasks > 0 {
			fmt.Fprintf(log, "  task %d of %d, tests of all so far:%s\n", at.Task, at.Tasks, percents(p.Tasks))
		}
		if o.save != "" && r.StepDone() && (p.Step%at.Batches == 0 || at.Tasks > 0) && p.Step != saved {
			saved = p.Step
			if err := o.checkpoint(r); err != nil {
				fmt.Fprintf(log, "  no checkpoint of step %d: %v; the run goes on\n", p.Step, err)
			}
		}
	}
	return nil
}

// leave ends an interrupted run with a checkpoint, where there is a file for it, and says how to go on.
func (o *runOptions) leave(ctx context.Context, r *lab.Run) error {
	at := fmt.Sprintf("at step %d of %d", r.Step(), r.Steps())
	if o.save == "" {
		return fmt.Errorf("%w %s: nothing is saved, with -save FILE it would be", context.Cause(ctx), at)
	}
	if err := o.checkpoint(r); err != nil {
		return fmt.Errorf("%w %s: not saved: %w", context.Cause(ctx), at, err)
	}
	return fmt.Errorf("%w %s, which %s holds: arraylab run -resume %[3]s goes on", context.Cause(ctx), at, o.save)
}

// percents spells accuracies.
func percents(accuracies []float64) string {
	var b strings.Builder
	for _, a := range accuracies {
		fmt.Fprintf(&b, " %.2f %%", 100*a)
	}
	return b.String()
}

// write leaves the files that were asked for; one that cannot be written does not keep the others back.
func (o *runOptions) write(r *lab.Run) (err error) {
	if o.save != "" {
		err = o.checkpoint(r)
	}
	keep := func(name string, of func() ([]byte, error)) {
		if name == "" {
			return
		}
		b, failed := of()
		if failed == nil {
			failed = whole.WriteFile(name, b)
		}
		err = errors.Join(err, failed)
	}
	keep(o.model, r.Model)
	keep(o.said, func() ([]byte, error) {
		p, err := r.Predictions()
		if err != nil {
			return nil, err
		}
		return p.MarshalText()
	})
	return err
}

func (o *runOptions) checkpoint(r *lab.Run) error {
	b, err := r.Save()
	if err != nil {
		return err
	}
	return whole.WriteFile(o.save, b)
}

func export(args []string, out, log io.Writer) error {
	var o runOptions
	rest, err := o.parse("export", args, log)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return badUse{errors.New("export takes one .arraylab file")}
	}
	o.resume = rest[0]
	r, err := o.open("")
	if err != nil {
		return err
	}
	for r.Progress().Phase != "program" && r.Advance() {
	}
	write := r.Model
	if o.onnx {
		write = r.ONNX
	}
	b, err := write()
	if err != nil {
		return err
	}
	_, err = out.Write(b)
	return err
}
