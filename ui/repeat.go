package ui

import (
	"sync"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// repeated is what came of scenarios that were carried out again here, by name.
type repeated map[string]lab.Verdict

// text says what came of one.
func (r repeated) text(name string) string {
	switch r[name] {
	case lab.VerdictExact:
		return "same fingerprint here"
	case lab.VerdictDiffers:
		return "another fingerprint here"
	case lab.VerdictOlder:
		return "stored with older numerics: bits cannot be compared"
	}
	return ""
}

// CannotRepeat tells that something else is being computed.
func (s *Store) CannotRepeat() bool {
	return s.Busy() || s.session.Gone() || s.session.Opening() || s.link.Lock
}

// Repeat takes a scenario's settings and carries it out here, and then its sweep where it has one.
func (s *Store) Repeat(x gallery.Scenario) {
	if s.CannotRepeat() {
		return
	}
	s.Choose(x)
	if len(s.wrong) > 0 {
		return
	}
	s.replay.again()
	switch {
	case !x.Model:
		s.Train()
	case s.Stale() || s.foreign.on: // another network was trained: the one that comes with the page is fetched again
		s.Reset()
	default:
		s.order(s.session.Reinfer(s.link.Experiment.Link(), s.desk.Now()))
	}
	follows := ""
	if x.Sweep != nil {
		follows = x.Name
	}
	s.session.Repeat(follows)
}

// noteRepeated keeps what came of a scenario that was carried out here, and forgets a sweep that was to follow
// another result.
func (s *Store) noteRepeated() {
	for _, row := range gallery.Rows() {
		if !s.IsScenario(row) {
			continue
		}
		if x, _ := gallery.ScenarioOf(row.Name); s.repeats(x) != "" {
			s.repeated[x.Name] = s.repeats(x)
		}
	}
}

// repeats says how the shown result stands to the stored one of a scenario: "" where it is another scenario's, or was
// compared with nothing. One that older numerics have stored has no fingerprint that could come out here.
func (s *Store) repeats(x gallery.Scenario) lab.Verdict {
	switch {
	case x.Stored == nil || s.result == nil || x.Stored.Link != s.result.Link:
		return ""
	case !x.Stored.By(lab.Numerics(s.result.Numerics)):
		return lab.VerdictOlder
	}
	return s.replay.verdict
}

// goOnRepeating begins the sweep of a scenario whose run has come to the stored result, or cannot be compared with it.
func (s *Store) goOnRepeating() {
	name := s.session.Follows()
	if name == "" {
		return
	}
	x, _ := gallery.ScenarioOf(name)
	here, v := s.IsScenario(x), s.repeats(x)
	if here && v == "" && x.Model {
		return // the network is still on its way
	}
	s.session.Forget()
	if here && (v == lab.VerdictExact || v == lab.VerdictOlder) {
		s.RunSweep()
	}
}

// storedSweeps are the scenarios with a stored sweep, by its link.
var storedSweeps = sync.OnceValue(func() map[string]gallery.Scenario {
	all := map[string]gallery.Scenario{}
	for _, x := range scenarios() {
		if l, ok := sweepLink(x); ok {
			all[l] = x
		}
	}
	return all
})

// sweepLink is the link of a scenario's stored sweep.
func sweepLink(x gallery.Scenario) (string, bool) {
	if x.Sweep == nil || x.Stored == nil {
		return "", false
	}
	l, err := lab.ParseLink("#" + x.Stored.Link)
	return x.Sweep.Link(l.Experiment), err == nil
}

// sweepOfScenario finds the scenario whose sweep a study is.
func sweepOfScenario(link string) (gallery.Scenario, bool) {
	x, ok := storedSweeps()[link]
	return x, ok
}
