package main

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"
)

// board is what a collector notes for the operator. Its methods may be called by several goroutines.
type board struct {
	mu      sync.Mutex
	failed  map[string]string // units that are given up, with the reason
	strange int               // results that were refused
	why     string            // the last one was
	doubts  []error           // results of one point that differ
	workers map[string]heard
}

// heard is a report, and when it came.
type heard struct {
	report
	at time.Time
}

// hear takes a worker's report; nonsense is left alone.
func (b *board) hear(text []byte) {
	const most = 100_000 // far more than workers
	var r report
	if json.Unmarshal(text, &r) != nil || r.Worker == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.workers == nil {
		b.workers = map[string]heard{}
	}
	if _, known := b.workers[r.Worker]; known || len(b.workers) < most {
		b.workers[r.Worker] = heard{r, time.Now()}
	}
}

// staff are the workers that were heard of, by their machines.
func (b *board) staff() (all []heard) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, w := range b.workers {
		all = append(all, w)
	}
	slices.SortFunc(all, func(x, y heard) int {
		return strings.Compare(x.Host+" "+x.Worker, y.Host+" "+y.Worker)
	})
	return all
}

// giveUp notes that a unit is given up.
func (b *board) giveUp(unit, why string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failed == nil {
		b.failed = map[string]string{}
	}
	b.failed[unit] = why
}

// given is why a unit is given up; "" where it is not.
func (b *board) given(unit string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failed[unit]
}

// givenUp is how many units are.
func (b *board) givenUp() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.failed)
}

// refused notes that a result was refused.
func (b *board) refused(why error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.strange, b.why = b.strange+1, why.Error()
}

// refusals are how many results were refused, and why the last one was.
func (b *board) refusals() (int, string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.strange, b.why
}

// doubt notes that two results of a point differ.
func (b *board) doubt(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.doubts = append(b.doubts, err)
}

// doubted are those results.
func (b *board) doubted() []error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.doubts)
}
