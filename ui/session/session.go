// Package session is what the page has the engine do: one job at a time, and at most one that waits behind it.
//
// A session is a state machine. What the visitor asks for, what was downloaded and what the engine reports are its
// events, a method each; an event changes the state and returns the orders that follow. It knows neither what is shown
// nor where orders go, and its whole table of transitions is one test.
//
// Every job has a number of its own, which its orders carry and the engine's reports bring back. Whoever takes a report
// asks Hears first: one of a job that is over, or of a crew that is gone, is none of the session's any more.
package session

import (
	"fmt"
	"time"

	"arraylab/wasm/wire"
)

// Kind is what a job is about.
type Kind int

const (
	// None is the absence of a job.
	None Kind = iota
	// Model brings the page's own network to work, then programs it as the settings say.
	Model
	// Train is a run of the settings, or one that goes on from a checkpoint.
	Train
	// Reinfer programs the network anew and infers the test set.
	Reinfer
	// Ideal runs the ideal reference of the result; what stood there comes back by a Return.
	Ideal
	// Return brings back what had to give way: to the ideal reference, to other workers, to a sweep that failed.
	Return
	// Sweep carries out the points of a sweep.
	Sweep
	// Ablation carries out the points of an ablation.
	Ablation
	// Load opens a file, whose settings become the page's.
	Load
	// Repeat waits behind the run of a scenario, whose sweep is to follow.
	Repeat
)

var kindNames = [...]string{
	"none", "model", "train", "reinfer", "ideal", "return", "sweep", "ablation", "load", "repeat",
}

// Phase is how far a job has come.
type Phase int

const (
	// Waiting for the engine, or for what the job needs: images, a network.
	Waiting Phase = iota
	// Saving what the job is going to take the place of.
	Saving
	// Ordered, but nothing has been heard of it.
	Ordered
	// Running, as the engine said.
	Running
	// Paused until the visitor goes on.
	Paused
)

var phaseNames = [...]string{"waiting", "saving", "ordered", "running", "paused"}

// Job is one piece of work.
type Job struct {
	ID    wire.Job // 0 for none
	Kind  Kind
	Phase Phase
	Link  string        // of its experiment, or the name of the scenario to repeat; "" where a body tells
	Body  []byte        // a checkpoint or a network that it begins with
	At    time.Duration // when an inference was ordered
}

func (j Job) String() string {
	if j.Kind == None {
		return "-"
	}
	return kindNames[j.Kind] + " " + phaseNames[j.Phase]
}

// runs tells whether the job is a run that images must be there for.
func (j Job) runs() bool { return j.Kind == Train || j.Kind == Ideal }

// waits tells that it is one, and that they are not there yet.
func (j Job) waits() bool { return j.runs() && j.Phase == Waiting }

// begun tells that the engine was given it.
func (j Job) begun() bool { return j.Kind != None && j.Phase >= Ordered }

// sweeps tells whether it has points.
func (j Job) sweeps() bool { return j.Kind == Sweep || j.Kind == Ablation }

// crew is what is known of the engine's workers.
type crew int

const (
	starting crew = iota
	ready
	leaving // others are to take their place
	gone
)

var crewNames = [...]string{"starting", "ready", "leaving", "gone"}

// Session is the state. The zero value is that of a page whose engine is starting.
type Session struct {
	crew    crew
	job     Job // under way, or waiting with none before it
	next    Job // a Train that waits for images, a Return behind an Ideal, or a Repeat
	last    wire.Job
	save    wire.Job // of the checkpoint that other workers are to take over
	refused string   // link of an inference that failed
	asked   bool     // the visitor has asked for something
	result  bool     // there is a result
}

func (s *Session) String() string { return fmt.Sprintf("%s: %v, %v", crewNames[s.crew], s.job, s.next) }

// Job is the job under way; one of kind None where there is none.
func (s *Session) Job() Job { return s.job }

// Waits is the run that waits for its images; false where none does.
func (s *Session) Waits() (Job, bool) {
	if s.next.waits() {
		return s.next, true
	}
	return s.job, s.job.waits()
}

// Waiting tells that the job at hand, or one behind it, is not ordered yet.
func (s *Session) Waiting() bool {
	_, waits := s.Waits()
	return waits || s.job.Kind != None && s.job.Phase == Waiting
}

// Alive tells whether the engine takes orders.
func (s *Session) Alive() bool { return s.crew == ready || s.crew == leaving }

// Gone tells that the engine's workers were declared dead.
func (s *Session) Gone() bool { return s.crew == gone }

// Opening tells that the page's own network is on its way to its first result.
func (s *Session) Opening() bool { return s.job.Kind == Model }

// Busy tells that something is being computed, or waits to be. The opening of the page is not counted.
func (s *Session) Busy() bool {
	return s.job.Kind != None && !s.Opening() || s.next.waits()
}

// unheard tells that an inference was ordered and the engine has not said a word of it: it can be overtaken.
func (s *Session) unheard() bool { return s.job.Kind == Reinfer && s.job.Phase == Ordered }

// Idle tells that the engine is there and has nothing to do.
func (s *Session) Idle() bool { return s.crew == ready && s.job.Kind == None }

// Active tells that the engine computes: it is neither waiting nor paused.
func (s *Session) Active() bool { return s.job.Phase == Ordered || s.job.Phase == Running }

// Paused tells that the job under way is.
func (s *Session) Paused() bool { return s.job.Phase == Paused }

// Training tells that a run of the settings is under way.
func (s *Session) Training() bool { return s.job.Kind == Train && s.job.begun() }

// Sweeping tells that a sweep or an ablation is under way, Ablating that it is an ablation.
func (s *Session) Sweeping() bool { return s.job.sweeps() }

// Ablating tells that an ablation is under way.
func (s *Session) Ablating() bool { return s.job.Kind == Ablation }

// Aside tells that the result on the screen is not that of the network in the engine, which is to come back.
func (s *Session) Aside() bool { return s.job.Kind == Ideal || s.job.Kind == Return }

// Moves tells that the workers are about to be replaced.
func (s *Session) Moves() bool { return s.crew == leaving }

// CanMove tells whether the workers can be replaced by others: a run moves along, a sweep cannot.
func (s *Session) CanMove() bool {
	_, waits := s.Waits()
	movable := s.job.Kind == None || s.job.Kind == Train || s.job.Kind == Reinfer
	return s.crew == ready && movable && !waits
}

// Asked tells whether the visitor has asked for something since the page opened, or was reset.
func (s *Session) Asked() bool { return s.asked }

// Refused tells whether the last inference that failed was of a link: nobody asks for it again by itself.
func (s *Session) Refused(link string) bool { return s.refused == link }

// Follows is the name of the scenario whose sweep is to follow now; "" for none.
func (s *Session) Follows() string {
	if s.next.Kind == Repeat && s.job.Kind == None {
		return s.next.Link
	}
	return ""
}

// States of the page, as State gives them.
const (
	StateBooting = "booting" // the worker or its first result is not there yet
	StateReady   = "ready"   // the visitor has run nothing yet
	StateRunning = "running"
	StatePaused  = "paused"
	StateDone    = "done"   // a run or an inference that the visitor asked for is through
	StateFailed  = "failed" // the worker is gone
)

// State is where the page stands, one of the State constants.
func (s *Session) State() string {
	_, waits := s.Waits()
	switch {
	case s.crew == gone:
		return StateFailed
	case s.job.Phase == Paused:
		return StatePaused
	case s.crew == starting, s.Opening() && !waits:
		return StateBooting
	case s.Busy():
		return StateRunning
	case s.asked && s.result:
		return StateDone
	}
	return StateReady
}

// Hears tells whether a report is to be taken: one of the crew that is there, and of the job under way or of none.
func (s *Session) Hears(report any) bool {
	switch m := report.(type) {
	case wire.Ready:
		return s.crew != gone
	case wire.Failure:
		if m.Fatal {
			return s.crew != gone
		}
	}
	if !s.Alive() {
		return false
	}
	if _, ok := report.(interface{ Of() wire.Job }); !ok {
		return true
	}
	switch of := wire.JobOf(report); of {
	case 0:
		return answers(report)
	case s.save:
		return answers(report)
	case s.job.ID:
		return s.job.begun() || s.job.Phase == Saving && answers(report)
	}
	return false
}

// answers tells whether a report can answer a question, such as that for a checkpoint.
func answers(report any) bool {
	switch report.(type) {
	case wire.Saved, wire.Failure:
		return true
	}
	return false
}
