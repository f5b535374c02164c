// Command arraylab-serve serves the built site: one binary that holds everything.
//
//	arraylab-serve [-addr HOST:PORT] [-dir FOLDER] [-cert FILE -key FILE]
//	arraylab-serve -version
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"arraylab/server/static"
	"arraylab/sim/cmd/version"
)

// name of the program: the laboratory's own command is arraylab.
const name = "arraylab-serve"

// numerics is the numeric version of the engine in the site, which build.sh has the linker set.
var numerics = version.Unknown

// defaultAddr is on loopback: serving others is a decision to take with -addr.
const defaultAddr = "127.0.0.1:8080"

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
	addr := flags.String("addr", defaultAddr, "address to listen on; :8080 is every address of this machine")
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
	secure, err := certificate(*cert, *key)
	if err != nil {
		return err
	}
	listener, err := listen(*addr)
	if err != nil {
		return err
	}
	for _, line := range announce(listener.Addr().(*net.TCPAddr), secure != nil) {
		fmt.Fprintln(out, line)
	}
	return serve(ctx, listener, handler, secure)
}

// certificate reads what https needs; nil where neither file is named. What the key does not fit, or what no longer
// holds, is told before anything is served.
func certificate(cert, key string) (*tls.Config, error) {
	if cert == "" && key == "" {
		return nil, nil
	}
	if cert == "" || key == "" {
		return nil, fmt.Errorf("-cert %q and -key %q: https needs both", cert, key)
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("-cert %s, -key %s: %w; allowed are PEM files of a certificate and of its key",
			cert, key, err)
	}
	if end := pair.Leaf.NotAfter; time.Now().After(end) {
		return nil, fmt.Errorf("-cert %s: it held until %s: make a new one", cert, end.Format(time.DateOnly))
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12,
		NextProtos: []string{"h2", "http/1.1"}}, nil
}

func choose(dir string) (fs.FS, error) {
	if dir != "" {
		return os.DirFS(dir), nil
	}
	if site, ok := embeddedSite(); ok {
		return site, nil
	}
	return nil, errors.New("this binary holds no site: build it with ./build.sh build, or name a folder with -dir")
}

// listen takes the address; where the default one is taken, the next free port.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if addr == defaultAddr && errors.Is(err, syscall.EADDRINUSE) {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: choose another address with -addr HOST:PORT", err)
	}
	return l, nil
}

// serve answers until the context ends, then lets answers under way finish. Without a certificate it speaks plain HTTP.
func serve(ctx context.Context, l net.Listener, h http.Handler, secure *tls.Config) error {
	s := &http.Server{
		Handler:           h,
		TLSConfig:         secure,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      10 * time.Minute, // 25 MB of data over a workshop's slow network
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    1 << 14,
	}
	failed := make(chan error, 1)
	go func() {
		if secure != nil {
			failed <- s.ServeTLS(l, "", "")
			return
		}
		failed <- s.Serve(l)
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := s.Shutdown(grace); err != nil {
		return s.Close()
	}
	return nil
}
