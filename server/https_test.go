package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certified makes a certificate of loopback that holds until end, and its key.
func certified(t *testing.T, end time.Time) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	mould := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: end.Add(-48 * time.Hour), NotAfter: end,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	signed, err := x509.CreateCertificate(rand.Reader, mould, mould, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: signed},
		key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

func TestServesHTTPS(t *testing.T) {
	cert, key := certified(t, time.Now().Add(time.Hour))
	line, stop := start(t, "-dir", site(t), "-addr", "127.0.0.1:0", "-cert", cert, "-key", key)
	at, found := strings.CutPrefix(line, "Arraylab is at ")
	if !found || !strings.HasPrefix(at, "https://127.0.0.1:") {
		t.Fatalf("announced %q", line)
	}
	text, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	known := x509.NewCertPool()
	known.AppendCertsFromPEM(text)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: known}}}
	answer, err := client.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(body), "hello") {
		t.Errorf("answered %q, %v", body, err)
	}
	answer.Body.Close()
	client.CloseIdleConnections()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestBadCertificates(t *testing.T) {
	cert, key := certified(t, time.Now().Add(time.Hour))
	_, other := certified(t, time.Now().Add(time.Hour))
	late, lateKey := certified(t, time.Now().Add(-time.Hour))
	for _, c := range []struct {
		cert, key, word string
	}{
		{cert, "", "https needs both"},
		{"", key, "https needs both"},
		{cert, other, "does not match"},
		{cert, filepath.Join(t.TempDir(), "nowhere"), "no such file"},
		{key, key, "PEM files of a certificate and of its key"},
		{late, lateKey, "it held until"},
	} {
		err := run(context.Background(),
			[]string{"-dir", site(t), "-addr", "127.0.0.1:0", "-cert", c.cert, "-key", c.key}, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.word) {
			t.Errorf("-cert %s -key %s: error %v: want one with %q", c.cert, c.key, err, c.word)
		}
	}
}
