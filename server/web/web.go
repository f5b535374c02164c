// Package web is what commands that serve a site have in common: listening, https, and what the terminal tells about
// it.
package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

// DefaultAddr is on loopback: serving others is a decision to take with -addr.
const DefaultAddr = "127.0.0.1:8080"

// Certificate reads what https needs; nil where neither file is named. What the key does not fit, or what no longer
// holds, is told before anything is served.
func Certificate(cert, key string) (*tls.Config, error) {
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

// Listen takes the address; where the default one is taken, the next free port.
func Listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if addr == DefaultAddr && errors.Is(err, syscall.EADDRINUSE) {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: choose another address with -addr HOST:PORT", err)
	}
	return l, nil
}

// Serve answers until the context ends, then lets answers under way finish. Without a certificate it speaks plain HTTP.
func Serve(ctx context.Context, l net.Listener, h http.Handler, secure *tls.Config) error {
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
