package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// asNode makes the test program a NATS server with the configuration file that it names.
const asNode = "ARRAYLAB_TEST_AS_NODE"

// node is a server that its environment has configured; it runs until it is killed.
func node() {
	o, err := server.ProcessConfigFile(os.Getenv(asNode))
	if err == nil {
		o.NoSigs = true
		var s *server.Server
		if s, err = server.NewServer(o); err == nil {
			s.Start()
			s.WaitForShutdown()
		}
	}
	fmt.Fprintln(os.Stderr, err)
}

// nodes are three servers, each a process, whose routes go through proxies.
type nodes struct {
	t       *testing.T
	dir     string
	clients [3]string    // addresses for clients
	routes  [3][3]*proxy // from node i to node j
	running [3]*exec.Cmd
}

// quota is the room of a node for its queues, in bytes.
type quota int

const (
	roomy quota = 1 << 30
	full  quota = 1 << 12
)

// newNodes starts three nodes.
func newNodes(t *testing.T) *nodes {
	t.Helper()
	n := &nodes{t: t, dir: t.TempDir()}
	var clusters [3]string
	for i := range 3 {
		n.clients[i], clusters[i] = free(t), free(t)
	}
	for i := range 3 {
		for j := range 3 {
			if i != j {
				n.routes[i][j] = newProxy(t, clusters[j])
			}
		}
	}
	for i := range 3 {
		text := fmt.Sprintf("server_name: n%d\nlisten: %s\njetstream {store_dir: %q, sync_interval: always, "+
			"max_file_store: ROOM}\ncluster {name: farm, listen: %s, no_advertise: true, pool_size: -1, routes: [", i,
			n.clients[i], filepath.Join(n.dir, fmt.Sprint(i)), clusters[i])
		for j := range 3 {
			if i != j {
				text += fmt.Sprintf("%q, ", "nats://"+n.routes[i][j].address())
			}
		}
		for name, room := range map[string]quota{"roomy": roomy, "full": full} {
			if err := os.WriteFile(n.config(i, name), []byte(strings.Replace(text, "ROOM", fmt.Sprint(int(room)), 1)+"]}\n"),
				0o644); err != nil {
				t.Fatal(err)
			}
		}
		n.start(i, "roomy")
	}
	t.Cleanup(func() {
		for i := range 3 {
			n.kill(i)
		}
	})
	return n
}

func (n *nodes) config(i int, room string) string {
	return filepath.Join(n.dir, fmt.Sprintf("%d-%s.conf", i, room))
}

// urls are the addresses of all nodes.
func (n *nodes) urls() string {
	return "nats://" + strings.Join(n.clients[:], ",nats://")
}

// start starts a node with as much room.
func (n *nodes) start(i int, room string) {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), asNode+"="+n.config(i, room))
	if err := c.Start(); err != nil {
		n.t.Error(err)
		return
	}
	n.running[i] = c
}

// kill ends a node as kill -9 does.
func (n *nodes) kill(i int) {
	n.running[i].Process.Kill()
	n.running[i].Wait()
}

// part cuts a node off from the others, or joins it again.
func (n *nodes) part(i int, cut bool) {
	for j := range 3 {
		if i != j {
			n.routes[i][j].cut(cut)
			n.routes[j][i].cut(cut)
		}
	}
}

// free is an address that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// proxy hands connections on to an address, and can be cut.
type proxy struct {
	listener net.Listener
	to       string
	mu       sync.Mutex
	isCut    bool
	open     map[net.Conn]bool
}

func newProxy(t *testing.T, to string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, to: to, open: map[net.Conn]bool{}}
	t.Cleanup(func() { l.Close(); p.cut(true) })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(in)
		}
	}()
	return p
}

func (p *proxy) address() string { return p.listener.Addr().String() }

// serve hands one connection on, until it is cut.
func (p *proxy) serve(in net.Conn) {
	defer in.Close()
	out, err := net.DialTimeout("tcp", p.to, time.Second)
	if err != nil {
		return
	}
	defer out.Close()
	if !p.keep(in, out) {
		return
	}
	go func() {
		io.Copy(out, in)
		out.Close()
	}()
	io.Copy(in, out)
}

// keep notes the two ends of a connection, unless the proxy is cut.
func (p *proxy) keep(ends ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range ends {
		p.open[c] = true
	}
	return !p.isCut
}

// cut cuts all connections and lets none in, or lets them in again.
func (p *proxy) cut(cut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.isCut = cut
	for c := range p.open {
		if cut {
			c.Close()
			delete(p.open, c)
		}
	}
}
