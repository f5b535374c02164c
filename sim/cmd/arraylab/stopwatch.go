package main

import "time"

// stopwatch measures what a piece of work takes on two cores: half the time that all cores spent on it, which does not
// grow when other programs run beside it; the time that went by where the system does not tell that one.
type stopwatch struct {
	began time.Time
	spent time.Duration
}

func startWatch() stopwatch { return stopwatch{time.Now(), processorTime()} }

// seconds since it was started.
func (w stopwatch) seconds() float64 {
	if now := processorTime(); now > 0 {
		return (now - w.spent).Seconds() / 2
	}
	return time.Since(w.began).Seconds()
}
