package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"arraylab/sim/cmd/study"
	"arraylab/sim/lab"
)

// ask is what a command about the studies prints.
func (s *site) ask(what string) string {
	s.t.Helper()
	var out bytes.Buffer
	if err := command(s.t.Context(), []string{what, "-nats", s.url}, &out, &s.log); err != nil {
		s.t.Errorf("%s: %v", what, err)
	}
	return out.String()
}

// until asks how the study stands until all words are in the answer.
func (s *site) until(words ...string) string {
	s.t.Helper()
	var text string
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		text = s.ask("status")
		missing := 0
		for _, w := range words {
			if !strings.Contains(text, w) {
				missing++
			}
		}
		if missing == 0 {
			return text
		}
	}
	s.t.Fatalf("%q are not in %s", words, text)
	return ""
}

// consumers are how many the streams of a study have.
func (s *site) consumers(q *queue) (n int) {
	s.t.Helper()
	for _, name := range []string{unitStreams + q.id, resultStreams + q.id} {
		if stream, err := s.js.Stream(s.t.Context(), name); err == nil {
			n += stream.CachedInfo().State.Consumers
		}
	}
	return n
}

// TestOperator: who runs a farm is told of the points, the units, each worker and those that take no unit, and can pause
// it.
func TestOperator(t *testing.T) {
	s := newSite(t, threeUnits)
	if text := s.ask("status"); text != "there is no study\n" {
		t.Errorf("nothing is there: %q", text)
	}
	c := s.collector("x.csv")
	var page statusPage
	get := func(method string) *http.Response {
		r := httptest.NewRecorder()
		page.ServeHTTP(r, httptest.NewRequest(method, "/", nil))
		return r.Result()
	}
	if r := get("GET"); r.StatusCode != http.StatusOK {
		t.Errorf("before the study: %s", r.Status)
	}
	page.serve(c)
	if err := c.ensure(t.Context(), s.table.Study(), c.kin); err != nil {
		t.Fatal(err)
	}
	if text := s.ask("status"); !strings.Contains(text, "no collector answers\nunits    0 under way, 0 waiting") {
		t.Errorf("without a collector: %q", text)
	}
	if text := s.ask("pause"); !strings.HasPrefix(text, "paused   #"+s.table.Study()) {
		t.Errorf("to pause: %q", text)
	}
	collected := make(chan error, 1)
	ctx, end := context.WithTimeout(t.Context(), 2*time.Minute)
	defer end()
	go func() { collected <- c.collect(ctx) }()
	s.worker(nil)
	s.worker(func(w *worker) { w.Numerics++ })
	s.until("3 waiting, 0 come again, paused", "workers  2, 0 of them silent", "waiting ",
		fmt.Sprintf("takes no unit: it wants numerics %d and build", lab.NumericVersion))
	if err := c.ensure(t.Context(), s.table.Study(), c.kin); err != nil { // as each half minute
		t.Fatal(err)
	}
	s.until("paused")
	if c.file.Held() > 0 {
		t.Error("points come while the study is paused")
	}
	if text := s.ask("resume"); !strings.HasPrefix(text, "goes on  #"+s.table.Study()) {
		t.Errorf("to go on: %q", text)
	}
	s.until(" of 3 done, 1 under way", fmt.Sprintf(" of %d points ", len(s.table.Units()[1].Points)), "left\n")
	r := get("GET")
	if text, _ := io.ReadAll(r.Body); !strings.Contains(string(text), "study    #"+s.table.Study()) ||
		r.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("over HTTP: %v %s", r.Header, text)
	}
	if r := get("POST"); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("to write: %s", r.Status)
	}
	if err := errors.Join(<-collected, c.file.Close()); err != nil {
		t.Fatalf("%v: %s", err, s.log.String())
	}
	text := c.page(t.Context())
	if !strings.Contains(text, "points   900 of 900 (100 %)") || !strings.Contains(text, "units    3 of 3 done") {
		t.Errorf("in the end: %s", text)
	}
	s.nothingLeft()
}

// TestUnitsThatKillAreGivenUp: a unit from which three workers have not come back is told, and goes to no fourth.
func TestUnitsThatKillAreGivenUp(t *testing.T) {
	s := newSite(t, threeUnits)
	c := s.collector("x.csv")
	bad := s.table.Units()[0].ID()
	if err := errors.Join(c.ensure(t.Context(), s.table.Study(), c.kin),
		c.publish(t.Context(), c.unitSubject(bad), s.table.Units()[0])); err != nil {
		t.Fatal(err)
	}
	consumer, err := s.js.Consumer(t.Context(), unitStreams+c.id, unitConsumer)
	if err != nil {
		t.Fatal(err)
	}
	for range tries {
		batch, err := consumer.Fetch(1, jetstream.FetchMaxWait(10*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		for m := range batch.Messages() {
			m.Nak() // as when its lease is over
		}
	}
	s.worker(nil)
	err = errors.Join(c.collect(t.Context()), c.file.Close())
	var points *lab.PointsError
	if !errors.As(err, &points) || len(points.Points) != len(s.table.Units()[0].Points) ||
		!strings.Contains(err.Error(), "3 workers have not come back from it") {
		t.Errorf("%v: %s", err, s.log.String())
	}
	if text := c.page(t.Context()); !strings.Contains(text, "given up unit "+bad+", points ") {
		t.Errorf("the operator is told %s", text)
	}
	s.nothingLeft()
}

// TestLostQueuesAreMadeAgain: where the servers have lost both streams, the collector makes them again and publishes what
// the file lacks.
func TestLostQueuesAreMadeAgain(t *testing.T) {
	s := newSite(t, threeUnits)
	want := s.alone()
	c := s.collector("x.csv")
	collected := make(chan error, 1)
	ctx, end := context.WithTimeout(t.Context(), 2*time.Minute)
	defer end()
	go func() { collected <- c.collect(ctx) }()
	s.until("3 waiting")
	if err := c.remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.worker(nil)
	if err := errors.Join(<-collected, c.file.Close()); err != nil {
		t.Fatalf("%v: %s", err, s.log.String())
	}
	if s.text("x.csv") != want {
		t.Error("the file is another one than that of one process")
	}
	s.nothingLeft()
}

// TestFarmOfOwnData: a worker that has the same file computes, one that has another file takes no unit.
func TestFarmOfOwnData(t *testing.T) {
	dir := t.TempDir()
	mine, other := filepath.Join(dir, "mine.csv"), filepath.Join(dir, "other.csv")
	for name, step := range map[string]int{mine: 1, other: 2} {
		var rows strings.Builder
		for i := range 40 {
			fmt.Fprintf(&rows, "%s,%d,%d\n", []string{"u", "v"}[i%2], 11*(1+i%7), step*i%9)
		}
		if err := os.WriteFile(name, []byte(rows.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sources := study.Sources{Data: mine}
	link, err := sources.Bring("#hidden=8&epochs=1&batch=8&memory=ber&ber=0~0.2&chips=5")
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, link)
	s.data = mine
	want := s.alone()
	c := s.collector("x.csv")
	if err := c.ensure(t.Context(), s.table.Study(), c.kin); err != nil {
		t.Fatal(err)
	}
	s.data = other
	s.worker(nil)
	for end := time.Now().Add(time.Minute); !strings.Contains(s.log.String(), "is another one, data="); {
		if time.Sleep(5 * time.Millisecond); time.Now().After(end) {
			t.Fatalf("a worker with another file says %s", s.log.String())
		}
	}
	err = command(t.Context(), []string{"sweep", "-data", other, "-out", filepath.Join(dir, "y.csv"), link}, io.Discard,
		io.Discard)
	if err == nil || !strings.Contains(err.Error(), "is another one, data=") {
		t.Errorf("a sweep with another file: %v", err)
	}
	s.data = mine
	s.worker(nil)
	ctx, end := context.WithTimeout(t.Context(), 2*time.Minute)
	defer end()
	if err := errors.Join(c.collect(ctx), c.file.Close()); err != nil {
		t.Fatalf("%v: %s", err, s.log.String())
	}
	if s.text("x.csv") != want {
		t.Error("the file is another one than that of one process")
	}
}
