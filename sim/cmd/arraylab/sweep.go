package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"

	"arraylab/sim/lab"
)

// studyOptions are the flags of sweep and ablate.
type studyOptions struct {
	runOptions
	out, trained string
}

func (o *studyOptions) parse(set *flag.FlagSet, args []string, log io.Writer) (string, error) {
	set.SetOutput(log)
	set.StringVar(&o.data, "data", "", "folder with the packed data sets (default: .cache/data here or above)")
	set.IntVar(&o.workers, "workers", runtime.NumCPU(), "goroutines; the results do not depend on it")
	set.StringVar(&o.trained, "trained", "", "a trained network that points with its training use (default: "+standardModel+", where there is one)")
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
	return set.Arg(0), nil
}

// carrier carries out what the options say.
func (o *studyOptions) carrier() (lab.Carrier, error) {
	models, err := o.models(o.trained)
	return lab.Carrier{Sets: o.load, Workers: o.workers, Models: models}, err
}

// sweep carries out the sweep of a link. The hook is called after each line written; its error ends the sweep.
func sweep(args []string, out, log io.Writer, hook func(points int) error) error {
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
	_, err = o.fill(table, log, hook)
	return err
}

// fill carries out what the file lacks of a table, all of it where there is no file, and returns all points.
func (o *studyOptions) fill(table *lab.Table, log io.Writer, hook func(points int) error) (lab.Points, error) {
	carrier, err := o.carrier()
	if err != nil {
		return nil, err
	}
	var file io.Writer = io.Discard
	var points lab.Points
	if o.out != "" {
		f, old, err := openTable(o.out, table)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		file, points = f, old
	}
	all, start, begun := table.Experiments(), time.Now(), len(points)
	if begun > 0 {
		fmt.Fprintf(log, "%s holds %d of %d points\n", o.out, begun, len(all))
	}
	err = carrier.Carry(all[begun:], func(i int, r lab.Result) error {
		line, err := table.Line(begun+i, r)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(file, line); err != nil {
			return err
		}
		points = append(points, table.Point(begun+i, r))
		fmt.Fprintf(log, "%4d of %d  %6.2f %%  %.0f s  #%s\n", begun+i+1, len(all), 100*r.Accuracy, time.Since(start).Seconds(), r.Link)
		if hook != nil {
			return hook(begun + i + 1)
		}
		return nil
	})
	return points, err
}

// openTable opens a new file, or one that holds points of the table, behind the last of them.
func openTable(name string, table *lab.Table) (file *os.File, points lab.Points, err error) {
	old, err := os.ReadFile(name)
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
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, points, nil
}
