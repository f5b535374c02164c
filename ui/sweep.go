package ui

import (
	"fmt"
	"strconv"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// sweep is what the visitor sweeps, and what came of it.
type sweep struct {
	sweepForm  sweepForm
	sweepWrong string               // what is wrong with the form
	spec       lab.Sweep            // of the points
	sweptLink  string               // whole, of the points
	swept      []lab.SweepPoint     // so far
	sweepNoted memo[string, string] // what the form takes: to count networks takes a while
	keptKnown  memo[keptKey, keptLink]
	loss       *string // the loss of accuracy that the visitor grants, as typed; nil for the default

	ablation
}

// cannotSweep: there is no network for the settings and none can be trained, or something is being computed.
func (s *Store) cannotSweep() bool {
	return !s.session.Idle() || s.result == nil || s.Stale() && !s.holds()
}

// lacks asks for the images that a study trains with and that are not there yet; it tells whether there are such.
func (s *Store) lacks(all []lab.Experiment) bool {
	if s.networks(all) == 0 {
		return false
	}
	lacking := false
	for _, e := range all {
		for _, task := range e.DataSets() {
			for _, name := range parts {
				if !s.supplies.has(task, name) {
					s.need(task, name)
					lacking = true
				}
			}
		}
	}
	return lacking
}

// RunSweep begins the sweep of the form around the settings.
func (s *Store) RunSweep() { s.runStudy(false, false) }

// networks counts those that experiments train, other than the one that is there.
func (s *Store) networks(all []lab.Experiment) int {
	keys := map[string]bool{}
	for _, e := range all {
		keys[e.Training()] = true
	}
	if !s.Stale() {
		delete(keys, s.link.Experiment.Training())
	}
	return len(keys)
}

// sweepNote says what the form's sweep takes; nothing where no network is trained.
func (s *Store) sweepNote() string {
	f := s.form()
	return s.sweepNoted.of(fmt.Sprint(f, s.link.Experiment.Link(), s.Stale()), func() string {
		w, err := s.sweepOf(f)
		if err != nil {
			return ""
		}
		all, _ := w.Experiments(s.link.Experiment) // the form has been checked
		return s.trainsWords(s.networks(all))
	})
}

// trainsWords says how many networks are trained, and about how long that takes.
func (s *Store) trainsWords(n int) string {
	if n == 0 {
		return ""
	}
	seconds, _ := s.Seconds(s.link.Experiment)
	return fmt.Sprintf("Trains %d networks: %s each with these settings.", n, spell.About(seconds))
}

// sweepPoint takes a point of the study under way.
func (s *Store) sweepPoint(m wire.SweepPoint) {
	s.session.Heard()
	switch {
	case !s.session.Sweeping():
		return
	case s.session.Ablating():
		s.ablated = append(s.ablated, m.SweepPoint)
	default:
		s.swept = append(s.swept, m.SweepPoint)
	}
	s.shelf.add(m.SweepPoint)
	s.keepStudy()
}

// openStudy fills in the form of the sweep or the ablation that a link holds, and shows what is kept of it.
func (s *Store) openStudy(l lab.Link) {
	switch w := l.Sweep; {
	case w == nil:
	case l.Ablate:
		s.ablateChips, s.ablateSeeds, s.ablateWrong = strconv.Itoa(w.Chips), strconv.Itoa(max(1, w.Seeds)), ""
		s.detail = "ablate"
	default:
		s.sweepForm, s.sweepWrong = formOfSweep(*w), ""
		s.detail = "sweep"
	}
	if l.Sweep != nil && !s.session.Sweeping() {
		s.ShowStudy(l.Ablate)
	}
}

// showSweep shows the points that come with a scenario, and fills in the form that made them.
func (s *Store) showSweep(x gallery.Scenario) {
	link, ok := sweepLink(x)
	if !ok {
		return
	}
	w := *x.Sweep
	s.sweepForm = formOfSweep(w)
	s.spec, s.sweptLink, s.swept, s.sweepWrong = w, link, x.Stored.Points, ""
	s.placeBeside()
	s.detail = "sweep"
}

// sweepSize is how many points the study under way has in the end.
func (s *Store) sweepSize() int {
	if s.session.Ablating() {
		return s.ablateSize
	}
	return s.spec.Size()
}

// studied is how many points of it are there.
func (s *Store) studied() int {
	if s.session.Ablating() {
		return len(s.ablated)
	}
	return len(s.swept)
}

// SaveSweep hands the points over as a table.
func (s *Store) SaveSweep() { s.saveStudy("arraylab-sweep.csv", s.sweptLink, s.swept) }
