// Command arraylab-serve serves the built site: one binary that holds everything.
//
//	arraylab-serve [-addr HOST:PORT] [-dir FOLDER] [-cert FILE -key FILE]
//	arraylab-serve -version
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
	"os/signal"
	"syscall"

	"arraylab/server/bundle"
	"arraylab/server/static"
	"arraylab/server/web"
	"arraylab/sim/cmd/version"
)

// name of the program: the laboratory's own command is arraylab.
const name = "arraylab-serve"

// numerics is the numeric version of the engine in the site, which build.sh has the linker set.
var numerics = version.Unknown

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}

// run serves until the context ends.
func run(ctx context.Context, args []string, out, errout io.Writer) error {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(errout)
	addr := flags.String("addr", web.DefaultAddr, "address to listen on; :8080 is every address of this machine")
	dir := flags.String("dir", "", "folder to serve instead of the site in this binary")
	cert := flags.String("cert", "", "PEM file with the certificate, for https; -key goes with it")
	key := flags.String("key", "", "PEM file with the certificate's private key")
	tell := flags.Bool("version", false, "say of which sources this binary was built, and end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is not understood: allowed are -addr, -dir, -cert, -key and -version", flags.Arg(0))
	}
	if *tell {
		fmt.Fprintln(out, version.Line(name, numerics))
		return nil
	}
	site, err := choose(*dir)
	if err != nil {
		return err
	}
	handler, err := static.New(site)
	if err != nil {
		return err
	}
	secure, err := web.Certificate(*cert, *key)
	if err != nil {
		return err
	}
	listener, err := web.Listen(*addr)
	if err != nil {
		return err
	}
	for _, line := range web.Announce(name, listener.Addr().(*net.TCPAddr), secure != nil) {
		fmt.Fprintln(out, line)
	}
	return web.Serve(ctx, listener, handler, secure)
}

func choose(dir string) (fs.FS, error) {
	if dir != "" {
		return os.DirFS(dir), nil
	}
	if site, ok := bundle.Site(); ok {
		return site, nil
	}
	return nil, errors.New("this binary holds no site: build it with ./build.sh build, or name a folder with -dir")
}
