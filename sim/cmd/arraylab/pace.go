package main

import (
	"fmt"
	"io"
	"time"

	"arraylab/sim/lab"
)

// pace tells how far a study is.
type pace struct {
	log         io.Writer
	size, begun int // points in all, and those that were there at the start
	start       time.Time
	failed      string // the reason that was told last
}

// tell tells of a point, when so many are there, and about how long the others take.
func (p *pace) tell(held int, r lab.Result) {
	passed := time.Since(p.start)
	left := passed / time.Duration(max(1, held-p.begun)) * time.Duration(p.size-held)
	fmt.Fprintf(p.log, "%4d of %d  %6.2f %%  %.0f s, about %s left  #%s\n", held, p.size, 100*r.Accuracy,
		passed.Seconds(), roughly(left), r.Link)
}

// fails tells that a point failed; the same reason again is not told again.
func (p *pace) fails(point int, reason error) {
	if text := reason.Error(); text != p.failed {
		fmt.Fprintf(p.log, "point %d failed: %s\n", point, text)
		p.failed = text
	}
}

// roughly spells a duration with one or two digits that count.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	case d < 48*time.Hour:
		return fmt.Sprintf("%.0f h", d.Hours())
	}
	return fmt.Sprintf("%.0f days", d.Hours()/24)
}
