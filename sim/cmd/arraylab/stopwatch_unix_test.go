//go:build unix

package main

import (
	"testing"
	"time"
)

// TestStopwatch: sleep costs nothing, work does.
func TestStopwatch(t *testing.T) {
	w := startWatch()
	time.Sleep(30 * time.Millisecond)
	asleep := w.seconds()
	for begun := processorTime(); processorTime()-begun < 60*time.Millisecond; {
	}
	if worked := w.seconds() - asleep; asleep > 0.02 || worked < 0.03 {
		t.Errorf("a sleep of 30 ms took %g s, work of 60 ms %g s of two cores", asleep, worked)
	}
}
