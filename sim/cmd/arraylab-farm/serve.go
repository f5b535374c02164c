package main

import (
	"errors"
	"fmt"
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

// serve starts a server for a study, which keeps its queues in a folder. It listens where listen says, for who knows
// the token: other machines are let in with one alone.
func serve(listen, token, folder string) (*server.Server, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return nil, badUse{fmt.Errorf("-listen %q: %w", listen, err)}
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, badUse{fmt.Errorf("-listen %q: allowed are HOST:PORT and :PORT", listen)}
	}
	if ip := net.ParseIP(host); token == "" && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, badUse{errors.New("-listen lets other machines in: give a -token that their workers know, as in " +
			"nats://TOKEN@host:4222")}
	}
	if host == "" {
		host = "0.0.0.0"
	}
	if number == 0 {
		number = server.RANDOM_PORT
	}
	s, err := server.NewServer(&server.Options{ServerName: "arraylab-farm", Host: host, Port: number,
		Authorization: token, JetStream: true, StoreDir: folder, SyncAlways: true, NoSigs: true, NoLog: true})
	if err != nil {
		return nil, err
	}
	s.Start()
	const patience = 10 * time.Second
	if !s.ReadyForConnections(patience) {
		s.Shutdown()
		return nil, fmt.Errorf("the server does not listen on %s: is another one there?", listen)
	}
	return s, nil
}

// connection are the flags of who connects to servers.
type connection struct {
	urls, creds, ca, cert, key string
}

// connect connects, and stays connected, whatever happens to the servers in between.
func (c connection) connect(options ...nats.Option) (*nats.Conn, jetstream.JetStream, error) {
	options = append(options, nats.Name("arraylab-farm"), nats.MaxReconnects(-1), nats.RetryOnFailedConnect(true))
	if c.creds != "" {
		options = append(options, nats.UserCredentials(c.creds))
	}
	if c.ca != "" {
		options = append(options, nats.RootCAs(c.ca))
	}
	if c.cert != "" || c.key != "" {
		options = append(options, nats.ClientCert(c.cert, c.key))
	}
	conn, err := nats.Connect(c.urls, options...)
	if err != nil {
		return nil, nil, err
	}
	js, err := jetstream.New(conn)
	return conn, js, err
}

// clear takes the folder of a server away.
func clear(folder string) error { return os.RemoveAll(folder) }
