package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"

	"arraylab/sim/cmd/study"
	"arraylab/sim/cmd/version"
	"arraylab/sim/lab"
)

const usage = `arraylab-farm carries out a study over many machines.

  arraylab-farm sweep [-listen HOST:PORT -token WORD | -nats URL,URL -replicas N] [-workers N] -out FILE.csv LINK
        carry out the sweep of a link with all workers that come. Without -nats it is its own server; -workers
        are goroutines of a worker beside it, 0 for none. It goes on after an interruption, and its file is, to the
        byte, that of arraylab sweep
  arraylab-farm work -nats URL,URL [-workers N]
        compute units of the studies that are there, until it is interrupted
  arraylab-farm -version

A token stands in the URL: nats://WORD@host:4222. -creds, -tlsca, -tlscert and -tlskey are files, as NATS has them.
Exit status: 0 done, 1 failed or interrupted, 2 bad use.
`

// badUse marks errors that end with exit status 2.
type badUse struct{ error }

func main() {
	ctx, end := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer end()
	err := command(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "arraylab-farm:", err)
	if errors.As(err, &badUse{}) {
		os.Exit(2)
	}
	os.Exit(1)
}

func command(ctx context.Context, args []string, out, log io.Writer) error {
	if len(args) == 0 {
		fmt.Fprint(log, usage)
		return badUse{errors.New("which command? sweep or work")}
	}
	switch args[0] {
	case "sweep":
		return sweep(ctx, args[1:], log)
	case "work":
		return work(ctx, args[1:], log)
	case "version", "-version", "--version":
		fmt.Fprintln(out, version.Line("arraylab-farm", strconv.Itoa(lab.NumericVersion)))
		return nil
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
		return nil
	}
	fmt.Fprint(log, usage)
	return badUse{fmt.Errorf("unknown command %q: there are sweep and work", args[0])}
}

// options are the flags of both commands.
type options struct {
	connection
	data          string
	workers       int
	out           string
	listen, token string
	replicas      int
	lease         time.Duration
}

func (o *options) parse(name string, args []string, log io.Writer) ([]string, error) {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(log)
	set.StringVar(&o.urls, "nats", "", "addresses of NATS servers, with commas between them")
	set.StringVar(&o.creds, "creds", "", "credentials file for them")
	set.StringVar(&o.ca, "tlsca", "", "PEM file of the authority that has signed their certificates")
	set.StringVar(&o.cert, "tlscert", "", "PEM file of this program's certificate for them")
	set.StringVar(&o.key, "tlskey", "", "PEM file of its private key")
	set.StringVar(&o.data, "data", "", "folder with the packed data sets (default: .cache/data here or above)")
	set.IntVar(&o.workers, "workers", runtime.NumCPU(), "goroutines that compute; the results do not depend on it")
	if name == "sweep" {
		set.StringVar(&o.out, "out", "", "the CSV file; where it holds points of the study, it goes on with the others")
		set.StringVar(&o.listen, "listen", "127.0.0.1:0", "without -nats: where the server listens, such as :4222")
		set.StringVar(&o.token, "token", "", "without -nats: the word that workers must know")
		set.IntVar(&o.replicas, "replicas", 1, "with -nats: how many servers keep each message, 1, 3 or 5")
		set.DurationVar(&o.lease, "lease", defaultLease, "how long a worker may be silent before its unit goes to "+
			"another one")
	}
	if err := set.Parse(args); err != nil {
		return nil, badUse{err}
	}
	return set.Args(), nil
}

// self is what this program has in common with its kin.
func self() kin {
	build, _ := version.Source()
	return kin{lab.NumericVersion, build}
}

// work computes units.
func work(ctx context.Context, args []string, log io.Writer) error {
	var o options
	rest, err := o.parse("work", args, log)
	if err != nil {
		return err
	}
	if len(rest) > 0 || o.urls == "" || o.workers < 1 {
		return badUse{errors.New("work takes -nats URL, at least one of -workers, and no other argument")}
	}
	conn, js, err := o.connect()
	if err != nil {
		return err
	}
	defer conn.Close()
	w := &worker{kin: self(), js: js, carrier: o.carrier(), log: log}
	return w.work(ctx)
}

// carrier computes with the packed sets, which it loads once.
func (o *options) carrier() lab.Carrier {
	images := imagesOnce{load: func(task string, train, test int) (lab.Sets, error) {
		return study.Packed(o.data, task, train, test)
	}}
	return lab.Carrier{Sets: images.sets, Workers: o.workers}
}

// imagesOnce remembers data sets: each unit asks for them.
type imagesOnce struct {
	load func(task string, train, test int) (lab.Sets, error)
	mu   sync.Mutex
	had  map[string]loaded
}

type loaded struct {
	lab.Sets
	train, test int
}

func (o *imagesOnce) sets(task string, train, test int) (lab.Sets, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if s, ok := o.had[task]; ok && s.train >= train && s.test >= test {
		return s.Sets, nil
	}
	s, err := o.load(task, train, test)
	if err == nil {
		if o.had == nil {
			o.had = map[string]loaded{}
		}
		o.had[task] = loaded{s, train, test}
	}
	return s, err
}

// sweep carries out a study with all workers that come.
func sweep(ctx context.Context, args []string, log io.Writer) error {
	var o options
	rest, err := o.parse("sweep", args, log)
	if err != nil {
		return err
	}
	if len(rest) != 1 || o.out == "" || o.workers < 0 || o.lease < time.Second {
		return badUse{errors.New("sweep takes -out FILE.csv, a -lease of at least a second, and one link")}
	}
	l, err := lab.ParseStudy(rest[0])
	if err != nil {
		return badUse{err}
	}
	table, err := l.Table()
	if err != nil {
		return badUse{err}
	}
	file, err := study.Open(o.out, table, 0)
	if errors.As(err, &study.TryError{}) {
		return badUse{err}
	}
	if err != nil {
		return err
	}
	err = o.farm(ctx, table, file, log)
	if ctx.Err() != nil {
		err = fmt.Errorf("%w: %s holds %d of %d points, and the same command goes on with the others", err, o.out,
			file.Held(), table.Size())
	}
	return errors.Join(err, file.Close())
}

// farm collects a study, with a server and a worker of its own where they are asked for.
func (o *options) farm(ctx context.Context, table *lab.Table, file *study.File, log io.Writer) error {
	var in []nats.Option
	if o.urls == "" {
		folder := o.out + storeEnding
		s, err := serve(o.listen, o.token, folder)
		if err != nil {
			return err
		}
		defer func() {
			s.Shutdown()
			s.WaitForShutdown()
			if file.Whole() {
				clear(folder) // what is left of it does no harm
			}
		}()
		in = append(in, nats.InProcessServer(s), nats.Token(o.token))
		fmt.Fprintf(log, "workers come to %s\n", s.ClientURL())
	}
	conn, js, err := o.connect(in...)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, end := context.WithCancel(ctx)
	var group sync.WaitGroup
	if o.workers > 0 {
		w := &worker{kin: self(), js: js, carrier: o.carrier(), log: log}
		group.Go(func() { w.work(ctx) })
	}
	q := queueOf(js, table.Study(), lab.NumericVersion)
	q.replicas, q.lease = o.replicas, o.lease
	c := &collector{queue: q, kin: self(), table: table, file: file, log: log, look: lookEvery}
	err = c.collect(ctx)
	end()
	group.Wait()
	return err
}
