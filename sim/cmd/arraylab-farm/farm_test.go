package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"arraylab/sim/cmd/study"
	"arraylab/sim/data"
	"arraylab/sim/lab"
	"arraylab/sim/rng"
)

// asCommand makes the test program the command itself, so that a process of its own can be killed.
const asCommand = "ARRAYLAB_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "1" {
		main()
		return
	}
	if takes, err := time.ParseDuration(os.Getenv(asSlowWorker)); err == nil {
		fmt.Fprintln(os.Stderr, slowWorker(takes))
		return
	}
	if os.Getenv(asNode) != "" {
		node()
		return
	}
	os.Exit(m.Run())
}

// asSlowWorker makes it a worker that takes so long for a unit, at least: then other things take the processor's time.
const asSlowWorker = "ARRAYLAB_TEST_AS_SLOW_WORKER"

// slowWorker is work that idles before each unit.
func slowWorker(takes time.Duration) error {
	var o options
	if _, err := o.parse("work", os.Args[2:], os.Stderr); err != nil {
		return err
	}
	ctx, js, end, err := o.connect(context.Background(), os.Stderr)
	if err != nil {
		return err
	}
	defer end()
	w := newWorker(js, &o.Options, os.Stderr)
	load := w.carrier.Sets
	w.carrier.Sets = func(task string, train, test int) (lab.Sets, error) {
		time.Sleep(takes)
		return load(task, train, test)
	}
	return w.work(ctx)
}

// threeUnits is a study of three units of a second or so.
const threeUnits = "train=100&test=50&hidden=8&epochs=1&batch=50&memory=ber&ber=0~0.2&seeds=10&chips=45"

// noise writes packed data sets of noise into a folder: bits are compared, not accuracies.
func noise(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for part, n := range map[string]int{"train": 300, "test": 200} {
		draw := rng.New(1, part).Source(0)
		s := &data.Set{Task: lab.Tasks()[0].Name, Part: part, Shape: data.Tasks()[0].Shape, N: n}
		for range n {
			s.Labels = append(s.Labels, byte(draw.Below(10)))
			for range 784 {
				s.Images = append(s.Images, byte(draw.Below(256)))
			}
		}
		if err := os.WriteFile(filepath.Join(dir, data.PackedName(s.Task, part, 0)), data.Pack(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// site is a server with a study that is collected.
type site struct {
	t     *testing.T
	dir   string // of what is written
	data  string // that workers have
	url   string
	js    jetstream.JetStream
	table *lab.Table
	log   locked
}

// locked is a log that many write.
type locked struct {
	sync.Mutex
	text bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.text.Write(b)
}

func (l *locked) String() string {
	l.Lock()
	defer l.Unlock()
	return l.text.String()
}

// newSite starts a server with a token.
func newSite(t *testing.T, link string) *site {
	t.Helper()
	s, err := hosting{listen: localListen, token: "word"}.serve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return siteAt(t, link, strings.Replace(s.ClientURL(), "//", "//word@", 1))
}

// bare is a site without a server.
func bare(t *testing.T, link string) *site {
	t.Helper()
	s := &site{t: t, dir: noise(t)}
	s.data = s.dir
	l, err := lab.ParseStudy(link)
	if err != nil {
		t.Fatal(err)
	}
	if s.table, err = l.Table(); err != nil {
		t.Fatal(err)
	}
	return s
}

// siteAt is a site of servers that are there.
func siteAt(t *testing.T, link, urls string) *site {
	t.Helper()
	s := bare(t, link)
	s.url = urls
	_, js, end, err := connection{urls: s.url}.connect(t.Context(), &s.log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	s.js = js
	return s
}

// collector collects into a file; the caller closes it.
func (s *site) collector(name string) *collector {
	f, err := study.Open(filepath.Join(s.dir, name), s.table, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	q := queueOf(s.js, s.table.Study(), lab.NumericVersion)
	q.lease = time.Second
	c := newCollector(q, s.table, f, &s.log)
	c.look = time.Second
	return c
}

// worker computes in this process until the test ends.
func (s *site) worker(change func(*worker)) {
	w := newWorker(s.js, &study.Options{Sources: study.Sources{Data: s.data}, Workers: 1}, &s.log)
	w.every, w.pause = 100*time.Millisecond, time.Millisecond
	if change != nil {
		change(w)
	}
	ctx, end := context.WithCancel(s.t.Context())
	var group sync.WaitGroup
	group.Go(func() { w.work(ctx) })
	s.t.Cleanup(func() { end(); group.Wait() })
}

// process starts a worker as a process of its own, which takes so long for a unit, at least.
func (s *site) process(takes time.Duration) *exec.Cmd {
	c := exec.Command(os.Args[0], "work", "-nats", s.url, "-data", s.data, "-workers", "1")
	c.Env = append(os.Environ(), asCommand+"=1")
	if takes > 0 {
		c.Env = append(os.Environ(), asSlowWorker+"="+takes.String())
	}
	c.Stderr = &s.log
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	return c
}

// underWay waits until workers have taken so many units.
func (s *site) underWay(q *queue, units int) {
	s.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		c, err := s.js.Consumer(s.t.Context(), unitStreams+q.id, unitConsumer)
		if err != nil {
			continue
		}
		if i, err := c.Info(s.t.Context()); err == nil && i.NumAckPending >= units {
			return
		}
	}
	s.t.Fatalf("no unit was taken: %s", s.log.String())
}

// alone is the file that one process writes.
func (s *site) alone() string {
	s.t.Helper()
	f, err := study.Open(filepath.Join(s.dir, "alone.csv"), s.table, study.Wait)
	if err != nil {
		s.t.Fatal(err)
	}
	c := newWorker(nil, &study.Options{Sources: study.Sources{Data: s.data}, Workers: 2}, &s.log).carrier
	err = c.Units(s.table, s.table.Units(), func(int) bool { return true }, func(i int, r lab.Result, err error) error {
		return errors.Join(err, f.Add(i, r))
	})
	if err = errors.Join(err, f.Close()); err != nil {
		s.t.Fatal(err)
	}
	return s.text("alone.csv")
}

func (s *site) text(name string) string {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(b)
}

// nothingLeft tells whether streams are left.
func (s *site) nothingLeft() {
	s.t.Helper()
	list := s.js.StreamNames(s.t.Context())
	for name := range list.Name() {
		s.t.Errorf("stream %s is left", name)
	}
}

// TestKilledWorkerAndCollector: a worker is killed in the middle of a unit, and the collector ends and begins again; a
// worker of another build takes nothing. The file is that of one process.
func TestKilledWorkerAndCollector(t *testing.T) {
	s := newSite(t, threeUnits)
	want := s.alone()
	s.worker(func(w *worker) { w.Build = "another" })
	c := s.collector("x.csv")
	ctx, end := context.WithCancelCause(t.Context())
	collected := make(chan error)
	go func() { collected <- c.collect(ctx) }()
	victim := s.process(0)
	s.underWay(c.queue, 1)
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	s.process(0)
	for c.file.Held() == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	if n := s.consumers(c.queue); n != 2 {
		t.Errorf("two streams have %d consumers after a worker was killed, and another has come", n)
	}
	stop := errors.New("the collector is killed")
	end(stop)
	if err := <-collected; !errors.Is(err, stop) {
		t.Fatalf("%v: %s", err, s.log.String())
	}
	if err := c.file.Close(); err != nil {
		t.Fatal(err)
	}
	again := s.collector("x.csv")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := errors.Join(again.collect(ctx), again.file.Close()); err != nil {
		t.Fatalf("%v: %s", err, s.log.String())
	}
	if got := s.text("x.csv"); got != want {
		t.Errorf("the farm's file has %d bytes, that of one process %d", len(got), len(want))
	}
	if log := s.log.String(); !strings.Contains(log, "it wants numerics") {
		t.Errorf("a worker of another build is not refused: %s", log)
	}
	s.nothingLeft()
}

// TestUnitsThatFailAreTold after three tries, and the others are computed; results of strangers are refused.
func TestUnitsThatFailAreTold(t *testing.T) {
	s := newSite(t, "train=100&test=50&hidden=8&epochs=1&batch=50&memory=ber&ber=0.1&seeds=2&task=mnist~fashion&"+
		"chips=300")
	if n := len(s.table.Units()); n < 3 {
		t.Fatalf("%d units are few", n)
	}
	c := s.collector("x.csv")
	if err := c.ensure(t.Context(), s.table.Study(), c.kin); err != nil {
		t.Fatal(err)
	}
	bad := s.table.Units()[0].ID()
	for unit, message := range map[string]any{
		bad:        result{kin: kin{lab.NumericVersion, "another"}},
		"stranger": result{kin: self(), UnitResult: lab.UnitResult{Unit: "stranger"}},
		"nonsense": "nonsense",
	} {
		if err := c.publish(t.Context(), c.resultSubject(unit), message); err != nil {
			t.Fatal(err)
		}
	}
	s.worker(nil)
	err := errors.Join(c.collect(t.Context()), c.file.Close())
	var points *lab.PointsError
	if !errors.As(err, &points) || len(points.Points) < 600 || len(points.Points) >= s.table.Size() ||
		!strings.Contains(err.Error(), "fashion") {
		t.Errorf("%v: %s", err, s.log.String())
	}
	if text := c.page(t.Context()); strings.Count(text, "given up unit ") != c.givenUp() || c.givenUp() < 2 ||
		!strings.Contains(text, "refused  3 results, the last one: ") {
		t.Errorf("the operator is told %s", text)
	}
	if c.strange != 3 || c.file.Held() != s.table.Size()-len(points.Points) {
		t.Errorf("%d results are refused, %d points are there", c.strange, c.file.Held())
	}
	s.nothingLeft()
}

// TestSweepCommand is its own server and its own worker.
func TestSweepCommand(t *testing.T) {
	s := newSite(t, threeUnits)
	out := filepath.Join(s.dir, "own.csv")
	args := []string{"sweep", "-data", s.dir, "-out", out, threeUnits}
	if err := command(t.Context(), args, io.Discard, &s.log); err != nil {
		t.Fatalf("%v: %s", err, s.log.String())
	}
	if s.text("own.csv") != s.alone() {
		t.Error("the file is another one")
	}
	if left, _ := filepath.Glob(out + ".*"); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
	for _, args := range [][]string{{}, {"farm"}, {"sweep"}, {"work"}, {"work", "-nats", s.url, "x"},
		{"sweep", "-out", out}, {"sweep", "-out", out, "v=1"}, {"sweep", "-out", out, "-lease", "0s", threeUnits},
		{"sweep", "-out", filepath.Join(s.dir, "y.csv"), "-listen", ":0", threeUnits},
		{"sweep", "-out", filepath.Join(s.dir, "y.csv"), "-listen", "x", threeUnits}} {
		if err := command(t.Context(), args, io.Discard, io.Discard); !errors.As(err, &badUse{}) {
			t.Errorf("%q: %v", args, err)
		}
	}
	// Who does not know the word is not let in.
	conn, err := nats.Connect(strings.Replace(s.url, "word@", "", 1))
	if err == nil {
		conn.Close()
		t.Error("a stranger is let in")
	}
	if text := fmt.Sprint(err); !strings.Contains(text, "Authorization") {
		t.Error(text)
	}
}
