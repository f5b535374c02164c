package main

import (
	"flag"
	"io"
	"time"

	"arraylab/sim/cmd/study"
)

// options are the flags of all commands.
type options struct {
	study.Options // of who computes
	connection    // of who connects
	hosting       // of who has a server of its own
	status        string
	replicas      int
	lease         time.Duration
}

// localListen is where a server of its own listens that no other machine is to reach.
const localListen = "127.0.0.1:0"

// parse reads the flags of a command and returns what is behind them.
func (o *options) parse(name string, args []string, log io.Writer) ([]string, error) {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(log)
	o.connection.flags(set)
	switch name {
	case "sweep":
		o.Flags(set)
		o.hosting.flags(set)
		set.StringVar(&o.status, "status", "", "HOST:PORT of a page of text about how the study stands; who reaches it "+
			"may read it")
		set.IntVar(&o.replicas, "replicas", 1, "with -nats: how many servers keep each message, 1, 3 or 5")
		set.DurationVar(&o.lease, "lease", defaultLease, "how long a worker may be silent before its unit goes to "+
			"another one")
	case "work":
		o.SourceFlags(set)
		o.WorkersFlag(set)
	}
	if err := set.Parse(args); err != nil {
		return nil, badUse{err}
	}
	return set.Args(), nil
}

// flags adds those of who connects to servers: they are called as in the command of NATS.
func (c *connection) flags(set *flag.FlagSet) {
	set.StringVar(&c.urls, "nats", "", "addresses of NATS servers, with commas between them")
	set.StringVar(&c.user, "user", "", "user name for them")
	set.StringVar(&c.password, "password", "", "password of the user")
	set.StringVar(&c.creds, "creds", "", "credentials file for them")
	set.StringVar(&c.nkey, "nkey", "", "file with the seed of an nkey for them")
	set.StringVar(&c.ca, "tlsca", "", "PEM file of the authority that has signed their certificates")
	set.StringVar(&c.cert, "tlscert", "", "PEM file of this program's certificate for them")
	set.StringVar(&c.key, "tlskey", "", "PEM file of its private key")
}

// flags adds those of a server of its own.
func (h *hosting) flags(set *flag.FlagSet) {
	set.StringVar(&h.listen, "listen", localListen, "without -nats: where the server listens, such as :4222")
	set.StringVar(&h.token, "token", "", "without -nats: the word that workers must know")
	set.StringVar(&h.serverCert, "cert", "", "without -nats: PEM file of the server's certificate, for TLS; -key goes "+
		"with it")
	set.StringVar(&h.serverKey, "key", "", "without -nats: PEM file of its private key")
	set.StringVar(&h.clientCA, "clientca", "", "without -nats: PEM file of an authority; only who has a certificate that "+
		"it has signed is let in")
	set.StringVar(&h.config, "config", "", "without -nats: a configuration file of NATS that says where the server "+
		"listens, and who may come")
}
