package ui

import (
	"fmt"
	"strconv"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// sweep is what the visitor sweeps, and what came of it.
type sweep struct {
	study
	form   sweepForm
	spec   lab.Sweep    // of the points
	loss   *string      // the loss of accuracy that the visitor grants, as typed; nil for the default
	told   string       // what came of it against the stored one, in words
	exact  string       // the same for whoever looks from outside: exact, differs
	beside []chart.Line // of the scenarios beside it
}

// fill fills in the form.
func (w *sweep) fill(f sweepForm) { w.form, w.wrong = f, "" }

// grant sets the loss of accuracy that energies may cost.
func (w *sweep) grant(loss string) { w.loss = &loss }

// present shows points of a sweep, with the scenarios beside it where it is one of theirs.
func (w *sweep) present(link string, spec lab.Sweep, points []lab.SweepPoint) {
	w.show(link, spec.Size(), points)
	w.spec, w.beside, w.told, w.exact = spec, nil, "", ""
	if x, ok := sweepOfScenario(link); ok {
		w.beside = chart.LinesBeside(x)
	}
}

// besideKeys are the entries of the lines beside, and of the sweep's own where it is a single one.
func (w *sweep) besideKeys() (keys []chart.Key) {
	if len(w.beside) == 0 || len(w.points) == 0 {
		return nil
	}
	if x, ok := sweepOfScenario(w.link); ok && w.spec.By == "" {
		keys = append(keys, chart.KeyOfSweep(x.Title))
	}
	for _, l := range w.beside {
		keys = append(keys, l.Key())
	}
	return keys
}

// judge compares a sweep that is through with the stored one.
func (w *sweep) judge() {
	x, ok := sweepOfScenario(w.link)
	if !ok || len(w.points) != len(x.Stored.Points) || !x.Stored.By(w.made) {
		return
	}
	wrong := 0
	for i, p := range w.points {
		q := x.Stored.Points[i]
		if p.Accuracy != q.Accuracy || p.BER != q.BER || q.Fingerprint != "" && p.Fingerprint != q.Fingerprint {
			wrong++
		}
	}
	w.exact = "exact"
	w.told = fmt.Sprintf("All %d points are those stored with the project, bit for bit.", len(w.points))
	if wrong > 0 {
		w.exact = "differs"
		w.told = fmt.Sprintf("%d of %d points differ from those stored with the project.", wrong, len(w.points))
	}
}

// sweepFact is what came of the last sweep against the stored one, or that one is under way.
func (s *Store) sweepFact() string {
	if s.session.Sweeping() {
		return "running"
	}
	return s.sweep.exact
}

// cannotSweep: there is no network for the settings and none can be trained, or something is being computed.
func (s *Store) cannotSweep() bool {
	return !s.session.Idle() || s.held() == nil || s.needsNetwork() && !s.holds() || s.broughtNote() != ""
}

// broughtNote says why the network in the engine cannot be swept: its points would stand under a link that leads to
// another one; "" where it can.
func (s *Store) broughtNote() string {
	if r := s.held(); r == nil || !r.Brought() {
		return ""
	}
	return "This network came from a file, and whoever opens the link of a sweep gets the networks that the link trains. " +
		"Turn the knobs of the memory for one point after the other, or train a network here and sweep it."
}

// needsNetwork tells that the network in the engine is none of the settings'.
func (s *Store) needsNetwork() bool { return s.foreign.on || s.Stale() }

// lacks asks for the images that a study trains with and that are not there yet; it tells whether there are such.
func (s *Store) lacks(all []lab.Experiment) bool {
	if s.networks(all) == 0 {
		return false
	}
	lacking := false
	for _, e := range all {
		for _, task := range e.DataSets() {
			for _, name := range parts {
				if n := imagesOf(e, name); !s.supplies.has(task, name, n) {
					s.need(task, name, n)
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
	if !s.needsNetwork() {
		delete(keys, s.link.Experiment.Training())
	}
	return len(keys)
}

// sweepNote says what the form's sweep takes; nothing where no network is trained.
func (s *Store) sweepNote() string {
	f := s.form()
	return s.sweep.noted.of(fmt.Sprint(f, s.link.Experiment.Link(), s.needsNetwork()), func() string {
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
	if !s.session.Sweeping() {
		return
	}
	y := s.studyUnderWay()
	y.points = append(y.points, m.SweepPoint)
	s.shelf.add(m.SweepPoint)
	s.keepStudy()
}

// openStudy fills in the form of the sweep or the ablation that a link holds, and shows what is kept of it.
func (s *Store) openStudy(l lab.Link) {
	switch w := l.Sweep; {
	case w == nil:
	case l.Ablate:
		s.ablation.fill(strconv.Itoa(w.Chips), strconv.Itoa(max(1, w.Seeds)))
		s.chrome.turnTo("ablate")
	default:
		s.sweep.fill(formOfSweep(*w))
		s.chrome.turnTo("sweep")
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
	s.sweep.fill(formOfSweep(*x.Sweep))
	s.sweep.present(link, *x.Sweep, x.Stored.Points)
	if s.sweep.made = lab.Numerics(x.Stored.Numerics); !x.Stored.By(lab.NumericVersion) {
		s.sweep.told = fmt.Sprintf("These points were made with numerics %d.", s.sweep.made)
	}
	s.chrome.turnTo("sweep")
}

// SaveSweep hands the points over as a table.
func (s *Store) SaveSweep() { s.saveStudy("arraylab-sweep.csv", &s.sweep.study) }
