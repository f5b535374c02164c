package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"arraylab/sim/cmd/study"
	"arraylab/sim/lab"
)

// studyOptions are the flags of sweep and ablate.
type studyOptions struct {
	runOptions
	trained string
}

func (o *studyOptions) parse(set *flag.FlagSet, args []string, log io.Writer) (string, error) {
	set.SetOutput(log)
	o.Flags(set)
	set.StringVar(&o.trained, "trained", "", "a trained network that points with its training use (default: "+
		"those in "+networksFolder+", where there are any)")
	if err := set.Parse(args); err != nil {
		return "", badUse{err}
	}
	if o.Workers < 1 {
		return "", badUse{fmt.Errorf("-workers %d: allowed are 1 and more", o.Workers)}
	}
	if set.NArg() != 1 {
		return "", badUse{fmt.Errorf("%s takes one link, got %d arguments", set.Name(), set.NArg())}
	}
	return o.Bring(set.Arg(0))
}

// carrier carries out what the options say, until it is interrupted.
func (o *studyOptions) carrier(ctx context.Context) (lab.Carrier, error) {
	models, err := o.models(o.trained)
	return lab.Carrier{Sets: o.Load, Own: o.OwnSets, Workers: o.Workers, Models: models, Halt: func() error {
		return context.Cause(ctx)
	}}, err
}

// sweep carries out the sweep of a link. The hook is called after each line written; its error ends the sweep.
func sweep(ctx context.Context, args []string, out, log io.Writer, hook func(points int) error) error {
	var o studyOptions
	set := flag.NewFlagSet("sweep", flag.ContinueOnError)
	part := set.String("shard", "", "only this part of the study, such as 0/8 to 7/8; /8 in a job of Slurm or "+
		"Kubernetes, which numbers its tasks. "+shardSign+" in -out stands for the number; merge brings the files together")
	kind := set.String("job", "", "print a job with a task a shard instead, for slurm or kubernetes")
	text, err := o.parse(set, args, log)
	if err != nil {
		return err
	}
	if o.Out == "" {
		return badUse{errors.New("sweep needs -out FILE.csv, which it goes on with after an interruption")}
	}
	l, err := lab.ParseStudy(text)
	if err != nil {
		return badUse{err}
	}
	table, err := l.Table()
	if err != nil {
		return badUse{err}
	}
	shard := shardFlag(*part)
	if *kind != "" {
		return o.printJob(out, *kind, table, shard)
	}
	if shard != "" {
		var number string
		if table, number, err = shard.of(table, os.Getenv); err != nil {
			return err
		}
		o.Out = strings.ReplaceAll(o.Out, shardSign, number)
	}
	_, err = o.fill(ctx, table, log, hook)
	return err
}

// fill carries out what the file of a study lacks, all of it where there is no file. The hook is called after each
// point with how many are there; its error ends the work. The file that is returned is closed.
func (o *studyOptions) fill(ctx context.Context, table *lab.Table, log io.Writer,
	hook func(points int) error) (*study.File, error) {
	if err := o.Check(table); err != nil {
		return nil, err
	}
	carrier, err := o.carrier(ctx)
	if err != nil {
		return nil, err
	}
	return o.fillBy(carrier, table, log, hook)
}

// fillBy is fill by a carrier.
func (o *studyOptions) fillBy(carrier lab.Carrier, table *lab.Table, log io.Writer,
	hook func(points int) error) (f *study.File, err error) {
	wait := study.Wait
	if hook != nil {
		wait = 0 // who listens wants each point written
	}
	f, err = study.Open(o.Out, table, wait)
	if errors.As(err, &study.TryError{}) {
		return nil, badUse{err}
	}
	if err != nil {
		return nil, err
	}
	if f.Held() > 0 {
		fmt.Fprintf(log, "%s holds %d of %d points\n", o.Out, f.Held(), table.Size())
	}
	p := study.Begin(log, f.Held(), table.Size())
	err = carrier.Units(table, table.Units(), func(i int) bool { return !f.Has(i) },
		func(i int, r lab.Result, failed error) error {
			if failed != nil {
				p.Fail(i, failed)
				return nil
			}
			if err := f.Add(i, r); err != nil {
				return err
			}
			if p.Tell(f.Held(), r); hook != nil {
				return hook(f.Held())
			}
			return nil
		})
	return f, errors.Join(o.left(err, f.Held(), table.Size()), f.Close())
}

// left says what an interruption leaves.
func (o *studyOptions) left(err error, points, all int) error {
	switch {
	case !errors.As(err, new(interruption)) && !errors.As(err, new(*lab.PointsError)):
		return err
	case o.Out == "":
		return fmt.Errorf("%w after %d of %d points: nothing is kept, with -out FILE.csv it would be", err, points, all)
	}
	return fmt.Errorf("%w: %s holds %d of %d points, and the same command goes on with the others", err, o.Out, points,
		all)
}
