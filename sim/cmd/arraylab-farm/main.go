package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
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
        byte, that of arraylab sweep. -status HOST:PORT serves how it stands as a page of text
  arraylab-farm work -nats URL,URL [-workers N]
        compute units of the studies that are there, until it is interrupted
  arraylab-farm status -nats URL,URL
        how the studies stand: points, units, rate, time left, each worker, what failed and why
  arraylab-farm pause -nats URL,URL
  arraylab-farm resume -nats URL,URL
        hand out no more units, and hand them out again; those under way are ended
  arraylab-farm -version

-data and the flags with it say where the images are, or name your own data, as with arraylab sweep: a worker whose
file is another one takes no unit of the study.

Who may come: the server of sweep takes -token WORD, which stands in the workers' URL, nats://WORD@host:4222; -cert and
-key, with which all is over TLS; -clientca, which lets in who has a certificate of that authority; or all of it, users
and keys too, from a file of NATS by -config. To servers one comes with -user and -password, -creds, -nkey, -tlsca,
-tlscert and -tlskey, as with the command of NATS.
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
		return badUse{errors.New("which command? sweep, work, status, pause or resume")}
	}
	switch args[0] {
	case "sweep":
		return sweep(ctx, args[1:], log)
	case "work":
		return work(ctx, args[1:], log)
	case "status", "pause", "resume":
		return operate(ctx, args[0], args[1:], out, log)
	case "version", "-version", "--version":
		fmt.Fprintln(out, version.Line("arraylab-farm", strconv.Itoa(lab.NumericVersion)))
		return nil
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
		return nil
	}
	fmt.Fprint(log, usage)
	return badUse{fmt.Errorf("unknown command %q: there are sweep, work, status, pause and resume", args[0])}
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
	if len(rest) > 0 || o.urls == "" || o.Workers < 1 {
		return badUse{errors.New("work takes -nats URL, at least one of -workers, and no other argument")}
	}
	ctx, js, end, err := o.connect(ctx, log)
	if err != nil {
		return err
	}
	defer end()
	return newWorker(js, &o.Options, log).work(ctx)
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
	if len(rest) != 1 || o.Out == "" || o.Workers < 0 || o.lease < time.Second {
		return badUse{errors.New("sweep takes -out FILE.csv, a -lease of at least a second, and one link")}
	}
	table, err := o.table(rest[0])
	if err != nil {
		return err
	}
	page, err := o.listenStatus()
	if err != nil {
		return err
	}
	defer page.Close()
	file, err := study.Open(o.Out, table, 0)
	if errors.As(err, &study.TryError{}) {
		return badUse{err}
	}
	if err != nil {
		return err
	}
	err = o.farm(ctx, table, file, page, log)
	if ctx.Err() != nil {
		err = fmt.Errorf("%w: %s holds %d of %d points, and the same command goes on with the others", err, o.Out,
			file.Held(), table.Size())
	}
	return errors.Join(err, file.Close())
}

// table is that of a link, with the own data that -data names; a worker beside the server must have them.
func (o *options) table(link string) (*lab.Table, error) {
	link, err := o.Bring(link)
	if err != nil {
		return nil, err
	}
	l, err := lab.ParseStudy(link)
	if err != nil {
		return nil, badUse{err}
	}
	table, err := l.Table()
	if err != nil {
		return nil, badUse{err}
	}
	if o.Workers > 0 {
		err = o.Check(table)
	}
	return table, err
}

// farm collects a study, with a server and a worker of its own where they are asked for.
func (o *options) farm(ctx context.Context, table *lab.Table, file *study.File, page *statusPage, log io.Writer) error {
	var in []nats.Option
	if o.urls == "" {
		folder := o.Out + storeEnding
		s, err := o.serve(folder)
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
		if in = append(in, nats.InProcessServer(s)); o.token != "" {
			in = append(in, nats.Token(o.token))
		}
		fmt.Fprintf(log, "workers come to %s\n", s.ClientURL())
	}
	ctx, js, disconnect, err := o.connect(ctx, log, in...)
	if err != nil {
		return err
	}
	defer disconnect()
	ctx, end := context.WithCancel(ctx)
	var group sync.WaitGroup
	if o.Workers > 0 {
		w := newWorker(js, &o.Options, log)
		group.Go(func() { w.work(ctx) })
	}
	q := queueOf(js, table.Study(), lab.NumericVersion)
	q.replicas, q.lease = o.replicas, o.lease
	c := newCollector(q, table, file, log)
	page.serve(c)
	err = c.collect(ctx)
	end()
	group.Wait()
	return err
}
