package ui

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// sweep is what the visitor sweeps, and what came of it.
type sweep struct {
	sweepForm  sweepForm
	sweepWrong string // what is wrong with the form
	sweeping   bool
	spec       lab.Sweep            // of the points
	around     string               // link of the experiment that they stand around
	swept      []lab.SweepPoint     // so far
	sweepNoted memo[string, string] // what the form takes: to count networks takes a while
	loss       *string              // the loss of accuracy that the visitor grants, as typed; nil for the default

	ablation
}

// cannotSweep: there is no network for the settings and none can be trained, or something is being computed.
func (s *Store) cannotSweep() bool {
	return s.sweeping || s.Busy() || s.dead || s.first || s.result == nil || s.Stale() && !s.holds() || s.ask.link != "" || s.idealRun != nil || s.moving
}

// lacks asks for the images that a study trains with and that are not there yet; it tells whether there are such.
func (s *Store) lacks(experiments func(lab.Experiment) ([]lab.Experiment, error)) bool {
	all, err := experiments(s.link.Experiment)
	if err != nil || s.networks(experiments) == 0 {
		return false
	}
	lacking := false
	for _, e := range all {
		for _, task := range e.DataSets() {
			for _, name := range []string{"test", "train"} {
				if s.held[part(task, name)] == 0 {
					s.need(task, name)
					lacking = true
				}
			}
		}
	}
	return lacking
}

// RunSweep begins the sweep of the form around the settings.
func (s *Store) RunSweep() {
	if s.cannotSweep() {
		return
	}
	w, err := s.sweepOf(s.form())
	if err != nil {
		s.sweepWrong = sentence(err)
		return
	}
	if s.lacks(w.Experiments) {
		s.sweepWrong = "The training images are still being loaded: try again in a moment."
		return
	}
	s.sweepWrong, s.sweeping, s.ablating, s.asked = "", true, false, true
	s.spec, s.around, s.swept = w, s.link.Experiment.Link(), nil
	s.placeBeside()
	s.link.Sweep, s.link.Ablate = &w, false
	s.address()
	s.status = wire.StateRunning
	s.desk.Order(wire.Sweep{Sweep: w, Link: s.around})
}

// networks counts those that a study trains, other than the one that is there.
func (s *Store) networks(experiments func(lab.Experiment) ([]lab.Experiment, error)) int {
	all, err := experiments(s.link.Experiment)
	if err != nil {
		return 0
	}
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
		return s.trainsWords(s.networks(w.Experiments))
	})
}

// trainsWords says how many networks are trained, and about how long that takes.
func (s *Store) trainsWords(n int) string {
	if n == 0 {
		return ""
	}
	seconds, _ := s.Seconds(s.link.Experiment)
	return fmt.Sprintf("Trains %d networks: %s each with these settings.", n, about(seconds))
}

func (s *Store) sweepPoint(p lab.SweepPoint) {
	switch {
	case s.sweeping && s.ablating:
		s.ablated = append(s.ablated, p)
	case s.sweeping:
		s.swept = append(s.swept, p)
	}
}

// openStudy fills in the form of the sweep or the ablation that a link holds.
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
}

// showSweep shows the points that come with a scenario, and fills in the form that made them.
func (s *Store) showSweep(x lab.Scenario) {
	if x.Sweep == nil || x.Stored == nil {
		return
	}
	w := *x.Sweep
	s.sweepForm = formOfSweep(w)
	s.spec, s.around, s.swept, s.sweepWrong = w, x.Stored.Link, x.Stored.Points, ""
	s.placeBeside()
	s.detail = "sweep"
}

// sweepSize is how many points the study under way has in the end.
func (s *Store) sweepSize() int {
	if s.sweeping && s.ablating {
		return s.ablateSize
	}
	return s.spec.Size()
}

// studied is how many points of it are there.
func (s *Store) studied() int {
	if s.sweeping && s.ablating {
		return len(s.ablated)
	}
	return len(s.swept)
}

// SaveSweep hands the points over as a table.
func (s *Store) SaveSweep() {
	var b strings.Builder
	if l, err := lab.ParseLink("#" + s.around); err == nil {
		b.WriteString("# #" + s.spec.Link(l.Experiment) + "\n")
	}
	if text, err := lab.Points(s.swept).MarshalText(); err == nil {
		b.Write(text)
	}
	s.desk.Download("arraylab-sweep.csv", []byte(b.String()))
}
