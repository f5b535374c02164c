package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
)

// roundsVariable says how many rounds of TestChaos there are; one where it says nothing.
const roundsVariable = "ARRAYLAB_FARM_ROUNDS"

// Studies of 4 units, and of 24 that are each made to take seconds, so that things happen in the midst of them.
const (
	shortStudy = "train=100&test=50&hidden=8&epochs=1&batch=50&memory=ber&ber=0~0.2&seeds=2&chips=400"
	longStudy  = "train=100&test=50&hidden=8&epochs=1&batch=50&memory=ber&ber=0~0.2&seeds=12&chips=400"
	unitTakes  = 8 * time.Second
)

// chaos is a study on three nodes with two workers and a collector, to which things happen.
type chaos struct {
	*site
	*nodes
	workers [2]*exec.Cmd
	pause   time.Duration // of a partition, of a full disk, and between two events
	takes   time.Duration // a unit, at least
	// amid are the events that were through before the study was.
	amid []string
}

// events are what happens. Each leaves everything as it was.
var events = map[string]func(c *chaos, i int){
	"kill -9 of a worker": func(c *chaos, i int) {
		w := &c.workers[i%len(c.workers)]
		(*w).Process.Kill()
		(*w).Wait()
		*w = c.process(c.takes)
	},
	"kill -9 of the leader": func(c *chaos, i int) {
		i = c.leader(i)
		c.kill(i)
		time.Sleep(c.pause)
		c.start(i, "roomy")
	},
	"kill -9 of all nodes": func(c *chaos, _ int) {
		for i := range 3 {
			c.kill(i)
		}
		for i := range 3 {
			c.start(i, "roomy")
		}
	},
	"a partition": func(c *chaos, i int) {
		c.part(i, true)
		time.Sleep(c.pause)
		c.part(i, false)
	},
	"a full disk": func(c *chaos, i int) {
		c.kill(i)
		c.start(i, "full")
		time.Sleep(c.pause)
		c.kill(i)
		c.start(i, "roomy")
	},
}

// TestChaos: on three nodes, whatever happens in random order, the file is that of one process. One short round is
// for every day; ARRAYLAB_FARM_ROUNDS=20 go test -run TestChaos -parallel 4 -timeout 2h takes half an hour and has
// partitions of 30 seconds.
func TestChaos(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	rounds, err := strconv.Atoi(os.Getenv(roundsVariable))
	long := err == nil
	link := longStudy
	if !long {
		rounds, link = 1, shortStudy
	}
	want := bare(t, link).alone()
	for round := range rounds {
		t.Run(strconv.Itoa(round), func(t *testing.T) {
			if long {
				t.Parallel()
			}
			n := newNodes(t)
			c := &chaos{site: siteAt(t, link, n.urls()), nodes: n, pause: time.Second}
			if long {
				c.pause, c.takes = 30*time.Second, unitTakes
			}
			c.round(rand.New(rand.NewPCG(uint64(round), 5)), long, want)
		})
	}
}

// round carries the study out while things happen: all of them where there is time, else two.
func (c *chaos) round(r *rand.Rand, long bool, want string) {
	for i := range c.workers {
		c.workers[i] = c.process(c.takes)
	}
	order := []string{"kill -9 of the collector alone", "kill -9 of a worker", "kill -9 of the leader",
		"kill -9 of all nodes", "a partition", "a full disk"}
	r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	if !long {
		order = []string{"kill -9 of the leader", "kill -9 of a worker"}
	}
	const patience = 40 * time.Minute
	ctx, cancel := context.WithTimeout(c.site.t.Context(), patience)
	defer cancel()
	begun := time.Now()
	for _, what := range append(order, "") {
		if err := c.collectUntil(ctx, what, r.IntN(3)); err != nil {
			c.site.t.Fatalf("%s: %v: %s", what, err, c.log.String())
		}
	}
	if got := c.text("x.csv"); got != want {
		c.site.t.Errorf("%q: the file has %d bytes, that of one process %d", order, len(got), len(want))
	}
	c.nothingLeft()
	c.site.t.Logf("%q: %.0f s, amid the study %q", order, time.Since(begun).Seconds(), c.amid)
}

// leader is the number of the node that leads the stream of units; another number where nobody says.
func (c *chaos) leader(other int) int {
	stream, err := c.js.Stream(c.site.t.Context(), unitStreams+queueOf(c.js, c.table.Study(), lab.NumericVersion).id)
	if err != nil || stream.CachedInfo().Cluster == nil {
		return other
	}
	name, _ := strings.CutPrefix(stream.CachedInfo().Cluster.Leader, "n")
	if i, err := strconv.Atoi(name); err == nil {
		return i
	}
	return other
}

// collects starts a collector as a process of its own.
func (c *chaos) collects() *exec.Cmd {
	k := exec.Command(os.Args[0], "sweep", "-nats", c.url, "-replicas", "3", "-workers", "0", "-lease",
		max(time.Second, c.takes).String(), "-out", filepath.Join(c.site.dir, "x.csv"), c.table.Study())
	k.Env = append(os.Environ(), asCommand+"=1")
	k.Stderr = &c.log
	if err := k.Start(); err != nil {
		c.site.t.Fatal(err)
	}
	return k
}

// collectUntil collects into the file until something has happened, and kills the collector then; to the end where
// nothing does. Each time it is a collector that begins anew.
func (c *chaos) collectUntil(ctx context.Context, what string, i int) error {
	k := c.collects()
	ended := make(chan error, 1)
	go func() { ended <- k.Wait() }()
	if what == "" {
		select {
		case err := <-ended:
			return err
		case <-ctx.Done():
			k.Process.Kill()
			return errors.Join(ctx.Err(), <-ended)
		}
	}
	time.Sleep(max(time.Second, c.takes))
	if do := events[what]; do != nil {
		do(c, i)
	}
	k.Process.Kill() // kill -9
	err := <-ended
	if k.ProcessState.ExitCode() < 0 {
		c.amid = append(c.amid, what)
		return nil
	}
	return err
}
