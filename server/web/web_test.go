package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestDefaultIsLoopback(t *testing.T) {
	host, _, err := net.SplitHostPort(DefaultAddr)
	if err != nil || !net.ParseIP(host).IsLoopback() {
		t.Errorf("the default address %s is not on loopback", DefaultAddr)
	}
}

// TestStopWaitsForAnswers stops the server while an answer is under way.
func TestStopWaitsForAnswers(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	entered, release := make(chan bool), make(chan bool)
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		io.WriteString(w, "whole")
	})
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, handler, nil) }()
	type answer struct {
		body []byte
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			got <- answer{nil, err}
			return
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		got <- answer{body, err}
	}()
	<-entered
	cancel()
	// The listener closes first: from then on the server is stopping.
	for {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			break
		}
		c.Close()
	}
	close(release)
	if a := <-got; a.err != nil || string(a.body) != "whole" {
		t.Errorf("the answer under way: %q, %v", a.body, a.err)
	}
	if err := <-done; err != nil {
		t.Errorf("Serve returned %v", err)
	}
}

func TestReachable(t *testing.T) {
	nets := func(texts ...string) (addrs []net.Addr) {
		for _, s := range texts {
			ip, n, err := net.ParseCIDR(s)
			if err != nil {
				t.Fatal(err)
			}
			n.IP = ip
			addrs = append(addrs, n)
		}
		return addrs
	}
	got := reachable(nets("127.0.0.1/8", "::1/128", "192.168.1.4/24", "10.0.0.2/8", "169.254.7.7/16", "fe80::1/64",
		"2001:db8::5/64"))
	if want := []string{"192.168.1.4", "10.0.0.2"}; !slices.Equal(got, want) {
		t.Errorf("reachable %v: want %v", got, want)
	}
	got = reachable(nets("127.0.0.1/8", "fe80::1/64", "2001:db8::5/64"))
	if want := []string{"2001:db8::5"}; !slices.Equal(got, want) {
		t.Errorf("without IPv4: reachable %v: want %v", got, want)
	}
}

func TestAnnounce(t *testing.T) {
	for _, c := range []struct {
		ip   string
		want string
	}{
		{"127.0.0.1", "Arraylab is at http://127.0.0.1:81/"},
		{"192.168.1.4", "Arraylab is at http://192.168.1.4:81/"},
		{"::1", "Arraylab is at http://[::1]:81/"},
		{"0.0.0.0", "Arraylab is at http://localhost:81/"},
		{"::", "Arraylab is at http://localhost:81/"},
	} {
		if got := Announce("serve", &net.TCPAddr{IP: net.ParseIP(c.ip), Port: 81}, false)[0]; got != c.want {
			t.Errorf("%s: %q: want %q", c.ip, got, c.want)
		}
	}
}

// TestAdvice: who serves a network over plain HTTP is told what it lacks and how to make a certificate; others are not.
func TestAdvice(t *testing.T) {
	all := &net.TCPAddr{IP: net.IPv4zero, Port: 81}
	for secure, want := range map[bool]bool{false: true, true: false} {
		text := strings.Join(Announce("serve", all, secure), "\n")
		if others := strings.Contains(text, "in this network"); strings.Contains(text,
			"openssl req") != (want && others) {
			t.Errorf("secure %v: announced %s", secure, text)
		}
	}
	text := strings.Join(advice("serve", "192.168.1.4"), "\n")
	if !strings.Contains(text, "subjectAltName=IP:192.168.1.4") {
		t.Errorf("the advice is %s", text)
	}
}
