package ui

import (
	"fmt"
	"strings"
	"sync"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// experiments are those of the scenarios, by name, each read when it is asked for.
var experiments = sync.OnceValue(func() map[string]func() (lab.Experiment, error) {
	all := map[string]func() (lab.Experiment, error){}
	for _, x := range gallery.Rows() {
		all[x.Name] = sync.OnceValues(func() (lab.Experiment, error) {
			l, err := lab.ParseLink("#" + x.Link)
			return l.Experiment, err
		})
	}
	return all
})

// experimentOf is that of a scenario.
func experimentOf(x gallery.Scenario) (e lab.Experiment, ok bool) {
	read, ok := experiments()[x.Name]
	if !ok {
		return e, false
	}
	e, err := read()
	return e, err == nil
}

// IsScenario tells whether the settings are those of a scenario.
func (s *Store) IsScenario(x gallery.Scenario) bool {
	e, ok := experimentOf(x)
	return ok && e == s.link.Experiment
}

// ScenarioTitle names the scenario that the settings are.
func (s *Store) ScenarioTitle() string { return s.memos.title.of(s.link.Experiment, s.scenarioTitle) }

func (s *Store) scenarioTitle() string {
	for _, x := range gallery.Rows() {
		if s.IsScenario(x) {
			return x.Title
		}
	}
	return "your own"
}

// Choose takes a scenario's settings.
func (s *Store) Choose(x gallery.Scenario) {
	s.Show("")
	l, err := lab.ParseLink("#" + x.Link)
	if err != nil {
		s.refuse(err)
		return
	}
	s.adopt(lab.Link{Experiment: l.Experiment, Fingerprint: l.Fingerprint})
	s.showSweep(x)
	s.address()
}

// Takes says how long a scenario takes here, without its sweep.
func (s *Store) Takes(x gallery.Scenario) string {
	e, ok := experimentOf(x)
	switch {
	case !ok:
		return ""
	case s.result != nil && s.result.Link == plain(x):
		return "ready"
	case x.Model:
		return "at once"
	}
	seconds, _ := s.Seconds(e)
	return spell.About(seconds)
}

// plain is the link of a scenario without its fingerprint.
func plain(x gallery.Scenario) string {
	link, _, _ := strings.Cut(x.Link, "&fp=")
	return link
}

// TakesAll says the same, and what its sweep adds.
func (s *Store) TakesAll(x gallery.Scenario) string {
	if x.Sweep == nil {
		return s.Takes(x)
	}
	return fmt.Sprintf("%s, and a sweep of %d points", s.Takes(x), x.Sweep.Size())
}

// Describe names the settings in a few words.
func (s *Store) Describe() string { return describe(s.link.Experiment) }

// Revisit takes the settings of an earlier result.
func (s *Store) Revisit(link string) {
	if l, err := lab.ParseLink("#" + link); err == nil && !s.link.Lock {
		s.adopt(lab.Link{Experiment: l.Experiment})
		s.address()
	}
}

// ShareNote says what the link holds.
func (s *Store) ShareNote() string {
	l, err := lab.ParseLink(s.SharedLink())
	if err != nil {
		return ""
	}
	note := holdsOf(l)
	if l.Lesson != "" {
		note += " It also opens this step of the lesson."
	}
	return note
}

// holdsOf says what a shared link holds of an experiment.
func holdsOf(l lab.Link) string {
	switch {
	case l.Ablate:
		return "The link holds the settings and the ablation of their imperfections: whoever opens it finds " +
			"the form filled in."
	case l.Sweep != nil:
		return "The link holds the settings and the sweep around them: whoever opens it finds the form filled in. " +
			"Its settings are those of the first point."
	case l.Fingerprint == (lab.Print{}):
		return "The link holds the settings. Once their result is there, it also carries its accuracy " +
			"and its fingerprint."
	}
	return "The link holds the settings, their accuracy and the fingerprint of their result: whoever opens it can " +
		"replay the run and compare."
}

// scenarios is the menu.
func scenarios() []gallery.Scenario { return gallery.Scenarios() }

// firstLight is the experiment that the page opens with when its address holds no link: the
// first scenario of the menu.
func firstLight() lab.Experiment {
	for _, x := range gallery.Rows() {
		if e, ok := experimentOf(x); ok {
			return e
		}
	}
	return lab.Default()
}

// modelProgrammed is the link of the settings when they only program the model that comes with
// the page, else "": then the model is loaded as it is.
func (s *Store) modelProgrammed() string {
	for _, x := range gallery.Rows() {
		if x.Model && s.IsScenario(x) {
			return s.link.Experiment.Link()
		}
	}
	return ""
}
