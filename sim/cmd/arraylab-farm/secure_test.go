package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"
)

// oneUnit is a study that is through at once.
const oneUnit = "train=100&test=50&hidden=8&epochs=1&batch=50&memory=ber&ber=0~0.2&chips=5"

// certificates writes those of an authority, of a server and of a worker into a folder: ca.pem, server.pem and
// worker.pem, with the keys in server.key and worker.key.
func certificates(t *testing.T, dir string) {
	t.Helper()
	write := func(name, kind string, der []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}),
			0o600); err != nil {
			t.Fatal(err)
		}
	}
	key := func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	own := key()
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign, NotAfter: time.Now().Add(time.Hour)}
	for i, name := range []string{"ca", "server", "worker"} {
		of, k := ca, own
		if name != "ca" {
			k = key()
			of = &x509.Certificate{SerialNumber: big.NewInt(int64(i + 1)), Subject: pkix.Name{CommonName: name},
				IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: ca.NotAfter,
				ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
		}
		der, err := x509.CreateCertificate(rand.Reader, of, ca, &k.PublicKey, own)
		if err != nil {
			t.Fatal(err)
		}
		write(name+".pem", "CERTIFICATE", der)
		if der, err = x509.MarshalPKCS8PrivateKey(k); err != nil {
			t.Fatal(err)
		}
		write(name+".key", "PRIVATE KEY", der)
	}
}

// operator writes a configuration of NATS with an operator, nats-creds.conf, the credentials of a user whose account it
// knows, creds, and those of one whose account it does not know, strange.creds.
func operator(t *testing.T, dir, more string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(name string, text []byte) { must(os.WriteFile(filepath.Join(dir, name), text, 0o600)) }
	pair := func(create func() (nkeys.KeyPair, error)) (nkeys.KeyPair, string) {
		k, err := create()
		must(err)
		public, err := k.PublicKey()
		must(err)
		return k, public
	}
	own, public := pair(nkeys.CreateOperator)
	signed, err := jwt.NewOperatorClaims(public).Encode(own)
	must(err)
	config := fmt.Sprintf("listen: 127.0.0.1:-1\noperator: %s\nresolver: MEMORY\nresolver_preload: {\n", signed)
	for _, name := range []string{"system", "creds", "strange.creds"} {
		account, id := pair(nkeys.CreateAccount)
		claims := jwt.NewAccountClaims(id)
		if name == "system" {
			config = fmt.Sprintf("system_account: %s\n%s", id, config)
		} else {
			claims.Limits.JetStreamLimits = jwt.JetStreamLimits{MemoryStorage: -1, DiskStorage: -1, Streams: -1, Consumer: -1}
			user, userID := pair(nkeys.CreateUser)
			signed, err := jwt.NewUserClaims(userID).Encode(account)
			must(err)
			seed, err := user.Seed()
			must(err)
			text, err := jwt.FormatUserConfig(signed, seed)
			must(err)
			write(name, text)
		}
		signed, err := claims.Encode(own)
		must(err)
		if name != "strange.creds" {
			config += fmt.Sprintf("%s: %s\n", id, signed)
		}
	}
	write("nats-creds.conf", []byte(config+"}\n"+more))
}

// comesTo is where the log of a sweep says that workers come to.
var comesTo = regexp.MustCompile(`workers come to (\S+)`)

// TestWhoMayCome: over TLS, with a token, a certificate, or users of a configuration file; who has none of it is
// refused, and told so.
func TestWhoMayCome(t *testing.T) {
	s := bare(t, oneUnit)
	want := s.alone()
	certificates(t, s.dir)
	in := func(name string) string { return filepath.Join(s.dir, name) }
	user, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	seed, _ := user.Seed()
	public, _ := user.PublicKey()
	secure := fmt.Sprintf("tls {cert_file: %q, key_file: %q}\n", in("server.pem"), in("server.key"))
	config := fmt.Sprintf("listen: 127.0.0.1:-1\nauthorization {users: [{nkey: %s}, {user: ann, password: \"pass word\"}]}\n",
		public) + secure
	operator(t, s.dir, secure)
	for name, text := range map[string]string{"nkey": string(seed), "nats.conf": config} {
		if err := os.WriteFile(in(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tls := []string{"-cert", in("server.pem"), "-key", in("server.key")}
	for name, x := range map[string]struct{ server, worker, stranger []string }{
		"token": {append([]string{"-token", "word"}, tls...), []string{"TOKEN@", "-tlsca", in("ca.pem")},
			[]string{"", "-tlsca", in("ca.pem")}},
		"certificate": {append([]string{"-clientca", in("ca.pem")}, tls...),
			[]string{"", "-tlsca", in("ca.pem"), "-tlscert", in("worker.pem"), "-tlskey", in("worker.key")},
			[]string{"", "-tlsca", in("ca.pem")}},
		"users": {[]string{"-config", in("nats.conf"), "-user", "ann", "-password", "pass word"},
			[]string{"", "-tlsca", in("ca.pem"), "-nkey", in("nkey")},
			[]string{"", "-tlsca", in("ca.pem"), "-user", "ann", "-password", "word"}},
		"credentials": {[]string{"-config", in("nats-creds.conf"), "-creds", in("creds")},
			[]string{"", "-tlsca", in("ca.pem"), "-creds", in("creds")},
			[]string{"", "-tlsca", in("ca.pem"), "-creds", in("strange.creds")}},
	} {
		t.Run(name, func(t *testing.T) { s.comes(t, name, want, x.server, x.worker, x.stranger) })
	}
}

// comes carries a study out with a worker and a stranger, each of whose arguments begin with what stands before the
// host in the address.
func (s *site) comes(t *testing.T, name, want string, server, worker, stranger []string) {
	var log locked
	ctx, end := context.WithTimeout(t.Context(), 2*time.Minute)
	defer end()
	swept := make(chan error, 1)
	out := filepath.Join(s.dir, name+".csv")
	go func() {
		swept <- command(ctx, append(append([]string{"sweep", "-workers", "0", "-out", out}, server...), oneUnit), io.Discard,
			&log)
	}()
	var at string
	for at == "" && ctx.Err() == nil {
		if m := comesTo.FindStringSubmatch(log.String()); m != nil {
			at = m[1]
		}
		time.Sleep(5 * time.Millisecond)
	}
	scheme, host, _ := strings.Cut(at, "://")
	if scheme != "tls" {
		t.Fatalf("workers come to %q: %s", at, log.String())
	}
	come := func(how []string) error {
		url := scheme + "://" + strings.Replace(how[0], "TOKEN", "word", 1) + host
		return command(ctx, append([]string{"work", "-data", s.dir, "-nats", url}, how[1:]...), io.Discard, &log)
	}
	err := come(stranger)
	if ctx.Err() != nil || !errors.As(err, new(refusal)) {
		t.Errorf("a stranger: %v: %s", err, log.String())
	}
	go come(worker)
	if err := <-swept; err != nil {
		t.Fatalf("%v: %s", err, log.String())
	}
	if s.text(name+".csv") != want {
		t.Error("the file is another one")
	}
}
