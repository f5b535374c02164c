package session

import (
	"time"

	"arraylab/wasm/wire"
)

// The events that the visitor brings about.

// Throttle is the shortest time between two inferences that a knob asks for: long enough that
// a moved slider does not cancel each before it begins (assumed).
const Throttle = 250 * time.Millisecond

// new returns a job with a number that no other has had.
func (s *Session) new(k Kind, p Phase) Job {
	s.last++
	return Job{ID: s.last, Kind: k, Phase: p}
}

// Open begins to fetch the page's own network, where nothing else is under way.
func (s *Session) Open() {
	if !s.Busy() && s.crew != gone {
		s.job = s.new(Model, Waiting)
	}
}

// Program has the page's own network, which was seen at work as it was trained, programmed as a link says.
func (s *Session) Program(link string) []any {
	if !s.Opening() || !s.job.begun() || s.job.Link != "" || link == "" {
		return nil
	}
	s.job = s.new(Model, Ordered)
	s.job.Link = link
	return []any{wire.Reinfer{Job: s.job.ID, Link: link}}
}

// Train lets a run of a link wait for its images. While something is computed it does nothing, and returns false.
func (s *Session) Train(link string) bool {
	if s.Busy() && !s.unheard() || s.crew == gone {
		return false
	}
	s.Forget()
	s.wait(link, nil)
	return true
}

// Resume lets a checkpoint wait for its images, whatever is under way.
func (s *Session) Resume(link string, body []byte) { s.wait(link, body) }

func (s *Session) wait(link string, body []byte) {
	s.asked = true
	j := s.new(Train, Waiting)
	j.Link, j.Body = link, body
	if s.job.begun() || s.Opening() {
		s.next = j
		return
	}
	s.job, s.next = j, Job{}
}

// Slow is how long an inference may take that is not overtaken once it was heard of (assumed): what is through in less
// shows how accuracy follows a moved knob; of a longer one the first images have told by then.
const Slow = 800 * time.Millisecond

// Reinfer has the network programmed and tested as a link says. It overtakes an inference that nothing was heard of,
// though not at once, and one that takes long.
func (s *Session) Reinfer(link string, now time.Duration) []any {
	since := now - s.job.At
	overtakes := s.job.Kind == Reinfer && s.job.Link != link && (s.unheard() && since >= Throttle || since >= Slow)
	if s.crew != ready || s.next.waits() || s.job.Kind != None && !overtakes {
		return nil
	}
	s.asked = true
	s.job = s.new(Reinfer, Ordered)
	s.job.Link, s.job.At = link, now
	return []any{wire.Reinfer{Job: s.job.ID, Link: link}}
}

// Ideal begins the ideal reference of a link with a checkpoint of what stands there.
func (s *Session) Ideal(link string) []any {
	if !s.Idle() {
		return nil
	}
	s.job, s.next = s.new(Ideal, Saving), Job{}
	s.job.Link = link
	return []any{wire.Save{Job: s.job.ID, Reason: wire.SaveIdeal}}
}

// Study begins a sweep or an ablation.
func (s *Session) Study(o wire.Sweep) []any {
	if !s.Idle() {
		return nil
	}
	kind := Sweep
	if o.Ablate {
		kind = Ablation
	}
	s.asked, s.next = true, Job{}
	s.job = s.new(kind, Ordered)
	o.Job = s.job.ID
	return []any{o}
}

// Load opens a file: its run takes the place of what is under way.
func (s *Session) Load(body []byte) []any { return s.LoadAs(body, "") }

// LoadAs does the same, and has the network of the file programmed as a link says; "" for the file's own.
func (s *Session) LoadAs(body []byte, link string) []any {
	if s.crew != ready {
		return nil
	}
	s.job, s.next = s.new(Load, Ordered), Job{}
	return []any{wire.Load{Job: s.job.ID, Link: link, Body: body}}
}

// Repeat follows that a scenario is carried out again by what was begun just before, and lets its sweep wait for the
// result; name is "" for a scenario without one.
func (s *Session) Repeat(name string) {
	s.asked = true
	if s.next.Kind == None && s.crew != gone && name != "" {
		s.next = Job{Kind: Repeat, Link: name}
	}
}

// Forget drops the scenario that was to be repeated.
func (s *Session) Forget() {
	if s.next.Kind == Repeat {
		s.next = Job{}
	}
}

// Control acts on the job under way: pause, resume or step.
func (s *Session) Control(do string) []any {
	if !s.job.begun() || s.Opening() {
		return nil
	}
	return []any{wire.Control{Job: s.job.ID, Do: do}}
}

// Stop gives up what waits, else ends the job under way early.
func (s *Session) Stop() []any {
	s.Forget()
	switch {
	case s.next.waits():
		s.next = Job{}
	case s.job.waits() || s.job.Phase == Saving:
		s.job, s.next = Job{}, Job{}
	default:
		return s.Control("stop")
	}
	return nil
}

// Reset gives up everything; what the engine still tells of it is not heard.
func (s *Session) Reset() {
	s.job, s.next, s.asked, s.result = Job{}, Job{}, false, false
}

// Move begins to replace the workers by others: with a checkpoint of what is there.
func (s *Session) Move() []any {
	if !s.CanMove() {
		return nil
	}
	s.last++
	s.crew, s.save = leaving, s.last
	return []any{wire.Save{Job: s.save, Reason: wire.SaveMove}}
}
