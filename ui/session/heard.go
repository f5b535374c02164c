package session

import "arraylab/wasm/wire"

// The events that come from the engine, and from what is downloaded for it.

// Restart follows that other workers are being started. What waits goes on waiting; what was under way is over.
func (s *Session) Restart() {
	s.crew, s.save = starting, 0
	if s.job.Phase != Waiting || s.job.Kind == Ideal {
		s.job = Job{}
	}
	if !s.next.waits() {
		s.next = Job{}
	}
	s.advance()
}

// Ready follows the first word of the workers.
func (s *Session) Ready() {
	if s.crew == starting {
		s.crew = ready
	}
}

// Crash follows the end of the workers: nothing is under way any more, and nothing waits.
func (s *Session) Crash() {
	s.crew, s.save, s.job, s.next = gone, 0, Job{}, Job{}
}

// Supply is what is there for the job that waits.
type Supply struct {
	Test   bool   // the test images that the page's own network needs
	Images bool   // all images of the settings
	Model  []byte // the page's own network; nil while it is not there
}

// Supply begins what has waited for what is there.
func (s *Session) Supply(there Supply) []any {
	if s.crew != ready {
		return nil
	}
	var orders []any
	if s.job.Phase == Waiting && there.Test {
		switch {
		case s.Opening() && there.Model != nil:
			orders = s.load(there.Model)
		case s.job.Kind == Return:
			orders = s.load(s.job.Body)
		}
	}
	if j, waits := s.Waits(); waits && there.Images {
		if s.next.waits() {
			s.next = Job{} // it overtakes what is under way
		}
		orders = append(orders, wire.Start{Job: j.ID, Link: j.Link, Body: j.Body})
		j.Phase, j.Body = Running, nil
		s.job = j
	}
	return orders
}

// load orders what the job begins with.
func (s *Session) load(body []byte) []any {
	s.job.Phase, s.job.Body = Ordered, nil
	return []any{wire.Load{Job: s.job.ID, Body: body}}
}

// Absent follows that the page's own network is not to be had.
func (s *Session) Absent() {
	if s.Opening() {
		s.job = Job{}
		s.advance()
	}
}

// Denied follows that images are not to be had: a run that was to begin with them is given up. A checkpoint waits on.
func (s *Session) Denied() {
	if s.next.waits() && s.next.Body == nil {
		s.next = Job{}
	}
	if s.job.waits() && s.job.Body == nil {
		s.job, s.next = Job{}, Job{}
	}
}

// Heard follows any report of the job under way.
func (s *Session) Heard() {
	if s.job.Phase == Ordered {
		s.job.Phase = Running
	}
}

// Status follows the engine's word on the job under way. It tells whether a file that was opened turned out to hold a
// run half way, which is a run of the page's from then on.
func (s *Session) Status(state string) (orders []any, adopted bool) {
	switch state {
	case wire.StateWaiting, wire.StateRunning:
		s.job.Phase = Running
	case wire.StatePaused:
		s.job.Phase = Paused
		if adopted = s.job.Kind == Load; adopted {
			s.asked, s.result = true, false
		}
		if adopted || s.job.Kind == Return {
			s.job.Kind = Train
		}
	case wire.StateIdle, wire.StateDone:
		return s.over(), false
	}
	return nil, adopted
}

// Result follows the result of the job under way, which is over by it.
func (s *Session) Result() []any {
	s.result = true
	if s.job.Kind == Load {
		s.asked = true
	}
	return s.over()
}

// Failed follows that the job under way, or the checkpoint for other workers, came to nothing.
func (s *Session) Failed(of wire.Job) []any {
	if of == s.save {
		s.crew, s.save = ready, 0
		return nil
	}
	s.Forget()
	switch {
	case s.job.sweeps() && s.job.Phase != Ordered: // the engine goes back to what stood there
		s.job.Kind = Return
		return nil
	case s.job.Kind == Reinfer || s.Opening():
		s.refused = s.job.Link
	}
	return s.over()
}

// Saved takes a checkpoint that the session has asked for: what the engine holds gives way to the ideal reference, or
// goes to other workers, by what follows. Training tells that the run is in its training.
func (s *Session) Saved(m wire.Saved, training bool) {
	body := append([]byte(nil), m.Body...) // what is handed over is gone
	switch {
	case m.Job == 0:
	case m.Job == s.save:
		s.moved(m.Link, body, training)
	case s.job.Kind == Ideal:
		s.job.Phase = Waiting
		s.next = s.new(Return, Waiting)
		s.next.Link, s.next.Body = m.Link, body
	}
}

// moved lets a checkpoint wait for the workers that take the place of those that leave: training that was under way
// goes on, everything else is tested anew. What waited already waits behind it.
func (s *Session) moved(link string, body []byte, training bool) {
	s.crew, s.save = starting, 0
	if s.Opening() {
		return // it was reset in the meantime
	}
	going := s.Training() && s.Active() && training
	switch {
	case s.job.waits():
		s.next = s.job
	case !s.next.waits():
		s.next = Job{}
	}
	if s.job = s.new(Return, Waiting); going {
		s.job.Kind = Train
	}
	s.job.Link, s.job.Body = link, body
}

// over ends the job under way: what has to come back does so, what waits moves up.
func (s *Session) over() []any {
	s.job = Job{}
	s.advance()
	if s.job.Kind == Return {
		return s.load(s.job.Body)
	}
	return nil
}

// advance lets what waits behind take the place of what is over.
func (s *Session) advance() {
	if s.job.Kind == None && s.next.Kind != Repeat {
		s.job, s.next = s.next, Job{}
	}
}

// PutAside is what had to give way to the ideal reference; false where nothing did, or it is on its way back.
func (s *Session) PutAside() (Job, bool) {
	return s.next, s.next.Kind == Return
}
