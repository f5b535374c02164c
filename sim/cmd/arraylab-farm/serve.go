package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// storeEnding is that of the folder beside a table in which the server of this program keeps its queues.
const storeEnding = ".nats"

// hosting are the flags of a server of this program's own.
type hosting struct {
	listen, token                   string
	serverCert, serverKey, clientCA string // PEM files, for TLS
	config                          string // file of NATS that says all this
}

// serve starts a server for a study, which keeps its queues in a folder. Other machines are let in only where it is
// said who may come.
func (h hosting) serve(folder string) (*server.Server, error) {
	o, err := h.options()
	if err != nil {
		return nil, badUse{err}
	}
	if ip := net.ParseIP(o.Host); lets(o) && o.Host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, badUse{errors.New("the server would let anybody in who reaches this machine: give a -token that the " +
			"workers know, as in nats://TOKEN@host:4222, a -clientca, or users in the -config")}
	}
	o.ServerName = cmp.Or(o.ServerName, "arraylab-farm")
	o.JetStream, o.StoreDir, o.SyncAlways = true, folder, true
	o.NoSigs, o.NoLog = true, true
	s, err := server.NewServer(o)
	if err != nil {
		return nil, badUse{err}
	}
	s.Start()
	const patience = 10 * time.Second
	if !s.ReadyForConnections(patience) {
		s.Shutdown()
		return nil, fmt.Errorf("the server does not listen on %s:%d: is another one there?", o.Host, o.Port)
	}
	return s, nil
}

// options are the server's, by the flags or by the file.
func (h hosting) options() (*server.Options, error) {
	if h.config != "" {
		if (h != hosting{listen: h.listen, config: h.config}) || h.listen != localListen {
			return nil, errors.New("-config says what -listen, -token, -cert, -key and -clientca would say: give it alone")
		}
		return server.ProcessConfigFile(h.config)
	}
	host, port, err := net.SplitHostPort(h.listen)
	if err != nil {
		return nil, fmt.Errorf("-listen %q: %w", h.listen, err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("-listen %q: allowed are HOST:PORT and :PORT", h.listen)
	}
	if number == 0 {
		number = server.RANDOM_PORT
	}
	o := &server.Options{Host: cmp.Or(host, "0.0.0.0"), Port: number, Authorization: h.token}
	return o, h.secure(o)
}

// secure has the server speak TLS where there is a certificate.
func (h hosting) secure(o *server.Options) error {
	if h.serverCert == "" && h.serverKey == "" && h.clientCA == "" {
		return nil
	}
	if h.serverCert == "" || h.serverKey == "" {
		return errors.New("TLS takes -cert and -key, both")
	}
	o.TLSVerify = h.clientCA != ""
	tls, err := server.GenTLSConfig(&server.TLSConfigOpts{CertFile: h.serverCert, KeyFile: h.serverKey,
		CaFile: h.clientCA, Verify: o.TLSVerify})
	o.TLS, o.TLSConfig = true, tls
	return err
}

// lets tells whether a server lets anybody in.
func lets(o *server.Options) bool {
	return o.Authorization == "" && o.Username == "" && len(o.Users) == 0 && len(o.Nkeys) == 0 &&
		len(o.TrustedOperators) == 0 && !o.TLSVerify
}

// connection are the flags of who connects to servers.
type connection struct {
	urls, user, password, creds, nkey, ca, cert, key string
}

// refusal says that servers do not let this program in.
type refusal struct{ error }

// connect connects, as soon as a server is reached, and stays connected, whatever happens to the servers in between;
// the context that it returns ends where they refuse. The caller calls end.
func (c connection) connect(ctx context.Context, log io.Writer, more ...nats.Option) (in context.Context,
	js jetstream.JetStream, end func(), err error) {
	options, err := c.options()
	if err != nil {
		return nil, nil, nil, badUse{err}
	}
	in, cancel := context.WithCancelCause(ctx)
	options = append(options, nats.Name("arraylab-farm"), nats.MaxReconnects(-1), nats.ClosedHandler(func(c *nats.Conn) {
		cancel(refusal{fmt.Errorf("the connection is closed: %w", c.LastError())})
	}))
	conn, err := c.first(ctx, log, append(options, more...))
	if err == nil {
		js, err = jetstream.New(conn)
	}
	if err != nil {
		cancel(nil)
		return nil, nil, nil, err
	}
	return in, js, conn.Close, nil
}

// first connects for the first time: it waits for servers that are not reached, and fails where one refuses.
func (c connection) first(ctx context.Context, log io.Writer, options []nats.Option) (*nats.Conn, error) {
	for told := false; ; told = true {
		conn, err := nats.Connect(c.urls, options...)
		if err == nil {
			return conn, nil
		}
		if !unreached(err) {
			return nil, refusal{fmt.Errorf("no server lets this program in: %w", err)}
		}
		if !told {
			fmt.Fprintf(log, "no server is reached, waiting: %v\n", err)
		}
		const pause = 200 * time.Millisecond
		if rest(ctx, pause); ctx.Err() != nil {
			return nil, errors.Join(context.Cause(ctx), err)
		}
	}
}

// unreached tells whether an error says that no server is there, or not yet.
func unreached(err error) bool {
	var dial *net.OpError
	return errors.As(err, &dial) && dial.Op == "dial" || errors.Is(err, nats.ErrNoServers) ||
		errors.Is(err, nats.ErrTimeout) || errors.Is(err, io.EOF)
}

// options are the client's.
func (c connection) options() (options []nats.Option, err error) {
	if c.user != "" {
		options = append(options, nats.UserInfo(c.user, c.password))
	}
	if c.creds != "" {
		options = append(options, nats.UserCredentials(c.creds))
	}
	if c.nkey != "" {
		key, err := nats.NkeyOptionFromSeed(c.nkey)
		if err != nil {
			return nil, fmt.Errorf("-nkey %s: %w", c.nkey, err)
		}
		options = append(options, key)
	}
	if c.ca != "" {
		options = append(options, nats.RootCAs(c.ca))
	}
	if c.cert != "" || c.key != "" {
		options = append(options, nats.ClientCert(c.cert, c.key))
	}
	return options, nil
}

// clear takes the folder of a server away.
func clear(folder string) error { return os.RemoveAll(folder) }
