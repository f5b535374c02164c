package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"maps"
	"os"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// reportEvery is how often a worker says what it is at. Who loses a report loses nothing.
const reportEvery = 5 * time.Second

// report is what a worker says of itself.
type report struct {
	kin
	Worker  string // a random word
	Host    string
	Process int
	Cores   int // goroutines that compute
	Units   int // that it has computed
	Points  int // of them
	Failed  int // tries
	// Seconds are those that it has computed: clocks of machines differ.
	Seconds float64
	// Unit is the one under way, with Done of its Of points; "" for none.
	Unit     string
	Done, Of int
	// Refuses is why it takes no unit of the study; "" where it does.
	Refuses string `json:",omitempty"`
}

// reporter keeps the report of a worker. Its methods may be called by several goroutines.
type reporter struct {
	mu      sync.Mutex
	now     report
	studies map[string]string // that are told, with why the worker takes no unit of one
	since   time.Time
}

// begin begins with a worker that has computed nothing.
func (r *reporter) begin(k kin, cores int) {
	host, err := os.Hostname()
	if err != nil {
		host = "a machine without a name"
	}
	r.now = report{kin: k, Worker: rand.Text(), Host: host, Process: os.Getpid(), Cores: cores}
}

// at says which studies there are, and why the worker takes no unit of one.
func (r *reporter) at(studies map[string]string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.studies = maps.Clone(studies)
}

// begun begins a unit of so many points.
func (r *reporter) begun(unit string, points int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Unit, r.now.Done, r.now.Of, r.since = unit, 0, points, time.Now()
}

// done tells how many points of the unit are through.
func (r *reporter) done(points int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Done = points
}

// idle ends a unit, be it through or not.
func (r *reporter) idle() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Seconds += time.Since(r.since).Seconds()
	r.now.Unit, r.now.Done, r.now.Of = "", 0, 0
}

// ended counts a unit that is through.
func (r *reporter) ended(points int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Units, r.now.Points = r.now.Units+1, r.now.Points+points
}

// failed counts a try that failed.
func (r *reporter) failed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Failed++
}

// tell is the report as it stands, by the studies that are told.
func (r *reporter) tell() map[string]report {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now
	if now.Unit != "" {
		now.Seconds += time.Since(r.since).Seconds()
		now.Points += now.Done
	}
	all := map[string]report{}
	for id, why := range r.studies {
		now.Refuses = why
		all[id] = now
	}
	return all
}

// send sends reports until the context ends.
func (r *reporter) send(ctx context.Context, conn *nats.Conn, every time.Duration) {
	beat := time.NewTicker(every)
	defer beat.Stop()
	for {
		for id, now := range r.tell() {
			text, err := json.Marshal(now)
			if err == nil { // texts and numbers always have a JSON
				conn.Publish(reportSubject(id, now.Worker), text) // one that is lost is sent again
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}
