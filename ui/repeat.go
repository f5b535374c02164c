package ui

import (
	"fmt"
	"sync"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// repeats are the scenarios that are, or were, carried out again here.
type repeats struct {
	repeated   map[string]string // what came of them, by name: exact, differs
	sweepTold  string            // what came of the last sweep against the stored one, in words
	sweepExact string            // the same for whoever looks from outside: exact, differs
	beside     []chart.Line      // of the scenarios beside the sweep that is shown
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
	s.verdict = ""
	switch {
	case !x.Model:
		s.Train()
	case s.Stale(): // another network was trained: the one that comes with the page is fetched again
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

// noteRepeated keeps what came of a scenario that was carried out here, and forgets a sweep that was to follow another result.
func (s *Store) noteRepeated() {
	if s.verdict == "" {
		return
	}
	for _, x := range scenarios() {
		if x.Stored != nil && x.Stored.Link == s.result.Link {
			if s.repeated == nil {
				s.repeated = map[string]string{}
			}
			s.repeated[x.Name] = s.verdict
		}
	}
}

// goOnRepeating begins the sweep of a scenario whose run has come to the stored result.
func (s *Store) goOnRepeating() {
	name := s.session.Follows()
	if name == "" {
		return
	}
	x, _ := gallery.ScenarioOf(name)
	here := s.IsScenario(x)
	if here && s.verdict == "" && x.Model {
		return // the network is still on its way
	}
	s.session.Forget()
	if here && s.verdict == "exact" {
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

// placeBeside puts the scenarios beside the sweep that is shown into its chart.
func (s *Store) placeBeside() {
	s.beside, s.sweepTold, s.sweepExact = nil, "", ""
	x, ok := sweepOfScenario(s.sweptLink)
	if !ok {
		return
	}
	s.beside = chart.LinesBeside(x)
}

// besideKeys are the entries of those lines, and of the sweep's own where it is a single one.
func (s *Store) besideKeys() (keys []chart.Key) {
	if len(s.beside) == 0 || len(s.swept) == 0 {
		return nil
	}
	if x, ok := sweepOfScenario(s.sweptLink); ok && s.spec.By == "" {
		keys = append(keys, chart.KeyOfSweep(x.Title))
	}
	for _, l := range s.beside {
		keys = append(keys, l.Key())
	}
	return keys
}

// judgeSweep compares a sweep that is through with the stored one.
func (s *Store) judgeSweep() {
	x, ok := sweepOfScenario(s.sweptLink)
	if !ok || len(s.swept) != len(x.Stored.Points) {
		return
	}
	wrong := 0
	for i, p := range s.swept {
		q := x.Stored.Points[i]
		if p.Accuracy != q.Accuracy || p.BER != q.BER || q.Fingerprint != "" && p.Fingerprint != q.Fingerprint {
			wrong++
		}
	}
	s.sweepExact, s.sweepTold = "exact", fmt.Sprintf("All %d points are those stored with the project, bit for bit.", len(s.swept))
	if wrong > 0 {
		s.sweepExact, s.sweepTold = "differs", fmt.Sprintf("%d of %d points differ from those stored with the project.", wrong, len(s.swept))
	}
}

// sweepFact is what came of the last sweep against the stored one, or that one is under way.
func (s *Store) sweepFact() string {
	if s.session.Sweeping() {
		return "running"
	}
	return s.sweepExact
}

// RepeatedText says what came of a scenario that was carried out here.
func (s *Store) RepeatedText(x gallery.Scenario) string {
	switch s.repeated[x.Name] {
	case "exact":
		return "same fingerprint here"
	case "differs":
		return "another fingerprint here"
	}
	return ""
}
