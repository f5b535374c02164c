package ui

import (
	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// inDevices is the experiment with its weights learnt by the devices of its memory; false where they are already, or
// cannot be.
func inDevices(e lab.Experiment) (lab.Experiment, bool) {
	if t := e.Technology(); e.Learn == lab.LearnDevice || t == nil || !t.Pulsed(&e.Device) {
		return e, false
	}
	next, err := e.With("learn", lab.LearnDevice)
	return next, err == nil && next.Check() == nil
}

// learnOffer offers to have the devices learn what is stored in them, and says how long that takes here; "" where they
// learn already, or cannot.
func (s *Store) learnOffer() string {
	if s.link.Lock {
		return ""
	}
	rate, _ := s.speeds.of(lab.LearnDevice, s.Workers())
	return s.memos.offer.of(offerKey{s.link.Experiment, s.Workers(), rate}, func() string {
		e, ok := inDevices(s.link.Experiment)
		if !ok {
			return ""
		}
		seconds, _ := s.Seconds(e)
		return "Learn in the devices: " + spell.About(seconds)
	})
}

// offered tells whether an offer of the page stands for a knob.
func (s *Store) offered(key string) bool { return key == "learn" && s.learnOffer() != "" }

// LearnInDevices trains a network of the settings anew, with the devices as its weights.
func (s *Store) LearnInDevices() {
	if e, ok := inDevices(s.link.Experiment); ok && !s.link.Lock && !s.Busy() {
		s.change(e)
		s.Train()
	}
}
