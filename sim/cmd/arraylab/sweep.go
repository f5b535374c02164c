package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/lab"
)

// studyOptions are the flags of sweep and ablate.
type studyOptions struct {
	runOptions
	out, trained string
}

func (o *studyOptions) parse(set *flag.FlagSet, args []string, log io.Writer) (string, error) {
	set.SetOutput(log)
	o.sources(set)
	set.IntVar(&o.workers, "workers", runtime.NumCPU(), "goroutines; the results do not depend on it")
	set.StringVar(&o.trained, "trained", "", "a trained network that points with its training use (default: "+
		"those in "+networksFolder+", where there are any)")
	set.StringVar(&o.out, "out", "", "the CSV file; where it holds points of the same study, it goes on after them")
	if err := set.Parse(args); err != nil {
		return "", badUse{err}
	}
	if o.workers < 1 {
		return "", badUse{fmt.Errorf("-workers %d: allowed are 1 and more", o.workers)}
	}
	if set.NArg() != 1 {
		return "", badUse{fmt.Errorf("%s takes one link, got %d arguments", set.Name(), set.NArg())}
	}
	return o.bring(set.Arg(0))
}

// carrier carries out what the options say, until it is interrupted.
func (o *studyOptions) carrier(ctx context.Context) (lab.Carrier, error) {
	models, err := o.models(o.trained)
	return lab.Carrier{Sets: o.load, Own: o.ownSets, Workers: o.workers, Models: models, Halt: func() error {
		return context.Cause(ctx)
	}}, err
}

// sweep carries out the sweep of a link. The hook is called after each line written; its error ends the sweep.
func sweep(ctx context.Context, args []string, out, log io.Writer, hook func(points int) error) error {
	var o studyOptions
	text, err := o.parse(flag.NewFlagSet("sweep", flag.ContinueOnError), args, log)
	if err != nil {
		return err
	}
	if o.out == "" {
		return badUse{errors.New("sweep needs -out FILE.csv, which it goes on with after an interruption")}
	}
	l, err := lab.ParseLink(text)
	if err != nil {
		return badUse{err}
	}
	table, err := l.Table()
	if err != nil {
		return badUse{err}
	}
	_, err = o.fill(ctx, table, log, hook)
	return err
}

// fill carries out what the file lacks of a table, all of it where there is no file, and returns all points.
func (o *studyOptions) fill(ctx context.Context, table *lab.Table, log io.Writer,
	hook func(points int) error) (lab.Points, error) {
	carrier, err := o.carrier(ctx)
	if err != nil {
		return nil, err
	}
	return o.fillBy(carrier, table, log, hook)
}

// fillBy is fill by a carrier.
func (o *studyOptions) fillBy(carrier lab.Carrier, table *lab.Table, log io.Writer,
	hook func(points int) error) (lab.Points, error) {
	write := func(string) error { return nil }
	var points lab.Points
	if o.out != "" {
		f, old, err := openTable(o.out, table)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		write, points = func(line string) error {
			_, err := f.WriteString(line)
			return errors.Join(err, f.Sync())
		}, old
	}
	all, start, begun := table.Experiments(), time.Now(), len(points)
	if begun > 0 {
		fmt.Fprintf(log, "%s holds %d of %d points\n", o.out, begun, len(all))
	}
	err := carrier.Carry(all[begun:], func(i int, r lab.Result) error {
		line, err := table.Line(begun+i, r)
		if err != nil {
			return err
		}
		if err := write(line); err != nil {
			return err
		}
		points = append(points, table.Point(begun+i, r))
		fmt.Fprintf(log, "%4d of %d  %6.2f %%  %.0f s  #%s\n", begun+i+1, len(all), 100*r.Accuracy,
			time.Since(start).Seconds(), r.Link)
		if hook != nil {
			return hook(begun + i + 1)
		}
		return nil
	})
	return points, o.left(err, len(points), len(all))
}

// left says what an interruption leaves.
func (o *studyOptions) left(err error, points, all int) error {
	switch {
	case !errors.As(err, new(interruption)):
		return err
	case o.out == "":
		return fmt.Errorf("%w after %d of %d points: nothing is kept, with -out FILE.csv it would be", err, points, all)
	}
	return fmt.Errorf("%w: %s holds %d of %d points, and the same command goes on after them", err, o.out, points, all)
}

// maxTable bounds what is read of a table: a million points are 100 MB.
const maxTable = 1 << 30

// openTable opens a new file, or one that holds points of the table, behind the last of them.
func openTable(name string, table *lab.Table) (file *os.File, points lab.Points, err error) {
	if err := whole.Try(name); err != nil {
		return nil, nil, badUse{err}
	}
	old, err := whole.Read(name, maxTable)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	points, size, err := table.Done(old)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if file, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644); err != nil {
		return nil, nil, err
	}
	if err = file.Truncate(int64(size)); err == nil {
		_, err = file.Seek(int64(size), io.SeekStart)
	}
	if err == nil && size == 0 {
		_, err = file.WriteString(table.Head())
	}
	if err == nil {
		err = errors.Join(file.Sync(), whole.SyncFolder(name))
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, points, nil
}
