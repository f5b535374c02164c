package ui

import (
	"cmp"
	"fmt"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// foreign is what the engine holds, or computes, of a network that the opened link does not train: it is there, and it
// is not shown as if it were the link's. What a visitor's own knobs have made out of date is not foreign: it stays on
// the screen and is marked, see Store.Stale.
type foreign struct {
	outcome      // of that network
	on      bool // the engine's network is one
}

// held is the result of the network in the engine, whether it is shown or not; nil where there is none.
func (s *Store) held() *lab.Result { return cmp.Or(s.result, s.foreign.result) }

// networkLink is the link of the network in the engine, or on its way there; "" for none.
func (s *Store) networkLink() string {
	switch r := s.held(); {
	case s.session.Opening():
		return s.supplies.network.Link
	case s.course.link != "" && !s.session.Aside():
		return s.course.link
	case r != nil:
		return r.Link
	}
	return ""
}

// strange tells whether the network in the engine is none that the settings train.
func (s *Store) strange() bool {
	link := s.networkLink()
	if link == "" {
		return true
	}
	key := phaseKey{s.link.Experiment, link}
	return s.memos.network.of(key, func() lab.Phase { return phaseSince(key.e, key.result) }) == lab.PhaseTrain
}

// sift takes a foreign network off the screen, and brings back one that is foreign no longer. Strictly, a network is
// foreign as soon as the settings do not train it; else only one that was so already.
func (s *Store) sift(strict bool) {
	switch on := (strict || s.foreign.on) && s.strange(); {
	case on && !s.foreign.on:
		s.stash()
		s.veil()
	case !on && s.foreign.on:
		s.lift()
		if s.result != nil || s.session.Training() {
			s.openArray()
		}
		s.watch()
		s.classify()
	}
}

// veil takes what is shown of the network off the screen.
func (s *Store) veil() {
	s.foreign = foreign{s.outcome, true}
	s.outcome = outcome{}
	s.specimen.forget()
	s.array.leave()
}

// lift brings it back, and tells whether it was off the screen.
func (s *Store) lift() bool {
	if !s.foreign.on {
		return false
	}
	s.outcome, s.foreign = s.foreign.outcome, foreign{}
	return true
}

// giveWay follows that a run takes the place of the network in the engine: the run's own settings may have given way,
// too, while it waited.
func (s *Store) giveWay() {
	if s.lift() {
		s.outcome = outcome{}
	}
	if s.strange() {
		s.stash()
		s.veil()
	}
}

// untrainable says why the settings cannot be trained at all; "" where they can.
func (s *Store) untrainable() string {
	if err := s.link.Lacks(s.data().hash()); err != nil {
		return "Bring your own data first: the button stands under Data set."
	}
	if err := s.link.Trainable(); err != nil {
		return "These settings cannot be trained. " + spell.Sentence(err)
	}
	return ""
}

// ToDo says what brings the link's network, where none is shown: what to press, and how long that takes; "" where
// there is one, or it is on its way.
func (s *Store) ToDo() string {
	switch {
	case s.result != nil || s.session.Training() && !s.foreign.on || len(s.wrong) > 0:
		return ""
	case s.session.Opening() && !s.foreign.on:
		return ""
	case s.untrainable() != "":
		return s.untrainable()
	case s.foreign.on && s.session.Training():
		return "A run of other settings is under way. Then press Train: " + s.trainTime() + "."
	case s.Hidden("transport"):
		return "Not run here yet."
	}
	return "Not run here yet. Press Train: " + s.trainTime() + "."
}

// trainTime says how long the settings train here.
func (s *Store) trainTime() string {
	seconds, _ := s.Seconds(s.link.Experiment)
	return fmt.Sprintf("%s on this machine", spell.About(seconds))
}

// OfEarlier marks what is shown of a network that the settings no longer train; "" where it is theirs.
func (s *Store) OfEarlier() string {
	switch {
	case s.Stale():
		return "earlier settings"
	case s.session.Training() && !s.foreign.on && s.strange():
		return "settings of the run"
	}
	return ""
}
