//go:build unix

package main

import (
	"syscall"
	"time"
)

// processorTime is what all cores have spent on this process; 0 where that is not known.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
