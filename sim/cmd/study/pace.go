package study

import (
	"fmt"
	"io"
	"time"

	"arraylab/sim/lab"
)

// Pace tells how far a study is.
type Pace struct {
	log         io.Writer
	size, begun int // points in all, and those that were there at the start
	start       time.Time
	failed      string // the reason that was told last
}

// Begin begins with so many points of so many.
func Begin(log io.Writer, begun, size int) *Pace {
	return &Pace{log: log, size: size, begun: begun, start: time.Now()}
}

// Tell tells of a point, when so many are there, and about how long the others take.
func (p *Pace) Tell(held int, r lab.Result) {
	fmt.Fprintf(p.log, "%4d of %d  %6.2f %%  %.0f s, %s  #%s\n", held, p.size, 100*r.Accuracy,
		time.Since(p.start).Seconds(), p.Left(held), r.Link)
}

// Left says about how long the others take, when so many points are there.
func (p *Pace) Left(held int) string {
	if held <= p.begun {
		return "time left unknown"
	}
	return "about " + roughly(time.Since(p.start)/time.Duration(held-p.begun)*time.Duration(p.size-held)) + " left"
}

// Rate is how many points have come a second.
func (p *Pace) Rate(held int) float64 { return float64(held-p.begun) / time.Since(p.start).Seconds() }

// Fail tells that a point failed; the same reason again is not told again.
func (p *Pace) Fail(point int, reason error) {
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
