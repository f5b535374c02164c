package host

import "time"

// How often a worker is asked for a sign of life, and how many questions in a row it may leave unanswered: ten seconds
// (assumed: far more than the longest piece of work, but where thirty pages share two cores).
// They are counted in questions, not in time, so that a page that slept, or whose timers are slow because it is hidden,
// takes no worker for dead.
const (
	pulseEvery  = 2 * time.Second
	pulseMisses = 5
)

// A pulse finds out that a worker is gone where no event tells: when it closed itself, was killed for its memory, or
// waits for another one that is gone. The worker's own script answers, whatever its program does between two pieces of
// work.
type pulse struct {
	every time.Duration
	ask   func(n int)
	gone  func()
	stop  chan struct{} // nil until it begins
	asked int           // number of the last question
	heard int           // and of the last answer
	ended bool
}

// answered takes the answer to question n.
func (p *pulse) answered(n int) { p.heard = max(p.heard, n) }

// begin starts to ask, once.
func (p *pulse) begin(h *Host) {
	if p.stop != nil || p.ended {
		return
	}
	p.stop = make(chan struct{})
	h.Go(func() {
		for tick := time.NewTicker(p.every); ; {
			select {
			case <-p.stop:
				tick.Stop()
				return
			case <-tick.C:
			}
			if p.asked-p.heard >= pulseMisses {
				tick.Stop()
				p.gone()
				return
			}
			p.asked++
			p.ask(p.asked)
		}
	})
}

// end stops asking.
func (p *pulse) end() {
	if p.stop != nil && !p.ended {
		close(p.stop)
	}
	p.ended = true
}
