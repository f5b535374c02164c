package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"runtime"
	"strings"

	"arraylab/server/bundle"
	"arraylab/server/static"
	"arraylab/server/web"
	"arraylab/sim/cmd/class"
	"arraylab/sim/lab"
)

// classOptions are the flags of class.
type classOptions struct {
	studyOptions
	addr, site, cert, key, save string
	hosts                       string
}

func (o *classOptions) parse(args []string, log io.Writer) error {
	set := flag.NewFlagSet("class", flag.ContinueOnError)
	set.SetOutput(log)
	set.StringVar(&o.addr, "addr", ":8080", "address to listen on: every address of this machine, or one")
	set.StringVar(&o.site, "site", "", "folder with the built site (default: dist/site, or the one in this binary)")
	set.StringVar(&o.cert, "cert", "", "PEM file with the certificate, for https; -key goes with it")
	set.StringVar(&o.key, "key", "", "PEM file with the certificate's private key")
	set.StringVar(&o.hosts, "host", "", "names, with commas between them, under which the class is opened too")
	set.StringVar(&o.save, "save", "", "file that keeps the class, so that it goes on after a restart; without it "+
		"nothing is kept")
	o.SourceFlags(set)
	set.IntVar(&o.Workers, "workers", max(1, runtime.NumCPU()/2), "goroutines that check what the pages compute")
	if err := set.Parse(args); err != nil {
		return badUse{err}
	}
	switch {
	case set.NArg() != 0:
		return badUse{fmt.Errorf("class takes no argument, got %q", set.Arg(0))}
	case o.Workers < 1:
		return badUse{fmt.Errorf("-workers %d: allowed are 1 and more", o.Workers)}
	}
	return nil
}

// defaultSite is the site that ./build.sh builds.
const defaultSite = "dist/site"

// files is the site that is served.
func (o *classOptions) files() (fs.FS, error) {
	if o.site != "" {
		return os.DirFS(o.site), nil
	}
	if site, ok := bundle.Site(); ok {
		return site, nil
	}
	if _, err := os.Stat(defaultSite); err != nil {
		return nil, fmt.Errorf("there is no built site in %s: ./build.sh build makes it, and -site names another "+
			"folder (%w)", defaultSite, err)
	}
	return os.DirFS(defaultSite), nil
}

// classroom serves a class until the context ends.
func classroom(ctx context.Context, args []string, out, log io.Writer) error {
	var o classOptions
	if err := o.parse(args, log); err != nil {
		return err
	}
	site, err := o.files()
	if err != nil {
		return err
	}
	pages, err := static.New(site)
	if err != nil {
		return err
	}
	secure, err := web.Certificate(o.cert, o.key)
	if err != nil {
		return badUse{err}
	}
	if err := o.ReadOwn(); err != nil {
		return err
	}
	sets, check := o.Sources, o.Sources // each is asked by another goroutine
	if o.OwnName() != "" {
		sets.Data = "" // of other sweeps
	}
	room, err := class.New(class.Options{Site: pages, Hosts: names(o.hosts), Save: o.save, Log: log,
		Carrier: lab.Carrier{Sets: sets.Load, Own: o.OwnSets, Workers: o.Workers}, Check: check.Check, Data: o.OwnName()})
	if err != nil {
		return badUse{err}
	}
	listener, err := web.Listen(o.addr)
	if err != nil {
		return badUse{err}
	}
	at := listener.Addr().(*net.TCPAddr)
	bases := web.Bases(at, secure != nil)
	doors := append(bases[1:len(bases):len(bases)], bases[0])
	for _, name := range names(o.hosts) {
		doors = append([]string{web.Base(name, at, secure != nil)}, doors...)
	}
	room.Offer(doors)
	tell(out, room, bases[0], doors, at, secure != nil)
	ended := make(chan error, 1)
	go func() { ended <- room.Run(ctx) }()
	err = web.Serve(ctx, listener, room, secure)
	if ctx.Err() == nil {
		return err // it serves no longer, and nobody interrupted it
	}
	return errors.Join(err, <-ended)
}

// names are those of a list.
func names(list string) (all []string) {
	for _, name := range strings.Split(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			all = append(all, name)
		}
	}
	return all
}

// tell says what the lecturer needs.
func tell(out io.Writer, room *class.Class, own string, doors []string, at *net.TCPAddr, secure bool) {
	fmt.Fprintf(out, "Your screen, a secret of yours:  %s\n", room.Screen(own))
	for i, base := range doors {
		if i == len(doors)-1 && i > 0 {
			break // on this machine alone
		}
		fmt.Fprintf(out, "For the students:                %s\n", room.Door(base))
	}
	if !secure && !at.IP.IsLoopback() {
		fmt.Fprintln(out, "Over plain HTTP whoever listens in this network can read what is sent: names, results, and "+
			"your secret,\nif you open your screen on another machine than this one. With -cert and -key it is https.")
	}
	fmt.Fprintln(out, "Ctrl-C ends the class.")
}
