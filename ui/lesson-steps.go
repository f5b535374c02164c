package ui

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/lesson"
	"arraylab/wasm/framewire"
)

// turnPage shows what the open step is about, with its settings where they are to be taken.
func (s *Store) turnPage(take bool) {
	step := s.chrome.lessons.current()
	s.HideDevices()
	if take && !s.link.Lock {
		s.takeStep(step)
	}
	show := step.Show
	if show.Tab != "" {
		s.Tab(show.Tab)
	}
	if show.Layer > 0 {
		s.Layer(show.Layer - 1)
	}
	if show.View != "" {
		s.View(show.View)
	}
	if show.Zoom != "" {
		s.desk.Frame(framewire.Do{Do: show.Zoom})
	}
	if s.specimen.maps.wanted != show.Maps {
		s.ShowMaps(show.Maps)
	}
	if show.Detail != "" {
		s.showDetail(show.Detail)
	}
	if show.Image != nil {
		s.Pick(*show.Image)
	}
	if show.Neurons > 0 {
		s.NeuronLayer(show.Neurons - 1)
	}
	if show.Neuron != nil {
		s.AskNeuron(s.specimen.nlayer, *show.Neuron)
	}
}

// takeStep takes the settings of a step, with the sweep that is stored around them. What the class's link hides stays
// hidden.
func (s *Store) takeStep(step *lesson.Step) {
	l, x, ok := stepLink(step)
	if !ok {
		return
	}
	if l.Hide, l.View = s.link.Hide, ""; x.Model || !strings.Contains(step.Done, "ran") {
		l.Fingerprint, l.Accuracy = lab.Print{}, 0 // nothing is trained that could be compared
	}
	s.adopt(l)
	if x.Sweep != nil {
		s.showSweep(x)
	}
}

// stepLink is the link of a step, and the scenario that it is of, if any.
func stepLink(step *lesson.Step) (l lab.Link, x gallery.Scenario, ok bool) {
	text := step.Link
	if step.Scenario != "" {
		if x, ok = gallery.ScenarioOf(step.Scenario); !ok {
			return l, x, false
		}
		text = x.Link
	}
	if text == "" {
		return l, x, false
	}
	l, err := lab.ParseLink("#" + text)
	return l, x, err == nil
}

// TurnPageAgain brings back what the open step is about.
func (s *Store) TurnPageAgain() {
	if s.chrome.lessons.current() != nil {
		s.turnPage(true)
		s.address()
	}
}

// lessonFollows follows what became of the page: what the open step asks for may now be done. It tells whether that is
// news.
func (s *Store) lessonFollows() bool {
	m := &s.chrome.lessons
	step := m.current()
	if step == nil || step.Done == "" {
		return false
	}
	m.watch(s.specimen.neuron)
	if far := m.far[m.open.Name]; far.Did(m.step) {
		return false
	}
	c, err := lesson.ParseCondition(step.Done)
	if err != nil || !c.Met(s.lessonFact) {
		return false
	}
	s.keepProgress(func(p *lesson.Progress) { p.Do(m.step) })
	return true
}

// lessonFact is what the page tells a condition of a lesson: facts of the result are of the settings' own. "" for none.
func (s *Store) lessonFact(name string) string {
	if f, ok := lessonFacts[name]; ok {
		return f(s)
	}
	if f, ok := lab.FieldOf(name); ok {
		return f.Get(s.link.Experiment)
	}
	return ""
}

// lessonFacts are the facts that are no settings.
var lessonFacts = map[string]func(*Store) string{
	"ran":      func(s *Store) string { return mark(s.ownResult() != nil) },
	"accuracy": ofResult(func(r *lab.Result) float64 { return inPercent(r.Accuracy) }),
	"lost":     ofResult(func(r *lab.Result) float64 { return inPercent(r.IdealAccuracy - r.Accuracy) }),
	"wrong":    func(s *Store) string { return s.wrongWeights() },
	"view":     func(s *Store) string { return s.array.view },
	"layer":    func(s *Store) string { return strconv.Itoa(s.array.layer + 1) },
	"cell":     func(s *Store) string { return mark(s.array.cell != nil) },
	"maps":     func(s *Store) string { return s.specimen.maps.wanted },
	"detail":   func(s *Store) string { return s.chrome.detail },
	"image":    func(s *Store) string { return strconv.Itoa(s.specimen.index) },
	"neuron":   func(s *Store) string { return s.neuronFact() },
	"outputs":  func(s *Store) string { return s.chrome.lessons.outputsFact() },
	"drawn": func(s *Store) string {
		return mark(s.specimen.drawing && s.begun() && s.specimen.scores != nil)
	},
	"misread": func(s *Store) string {
		r := s.specimen.scores
		return mark(r != nil && !s.specimen.drawing && r.Class != r.Label)
	},
	"sweep":    func(s *Store) string { return mark(s.studyThrough(false)) },
	"ablation": func(s *Store) string { return mark(s.studyThrough(true)) },
	"devices":  func(s *Store) string { return mark(s.library.shown) },
	"entry":    func(s *Store) string { return s.terms.chosen },
	"dialog":   func(s *Store) string { return s.chrome.dialog },
}

// neuronFact is the number of the neuron at work.
func (s *Store) neuronFact() string {
	if n := s.specimen.neuron; n != nil {
		return strconv.Itoa(n.Index)
	}
	return ""
}

// watch follows which neuron is at work.
func (m *lessons) watch(n *lab.Neuron) {
	if n != nil && n.Output >= 0 && n.Output < len(m.fired) {
		m.fired[n.Output] = true
	}
}

// outputsFact counts the outputs, 0 and 1, of the neurons that were seen at work since the step was opened.
func (m *lessons) outputsFact() string {
	n := 0
	for _, seen := range m.fired {
		if seen {
			n++
		}
	}
	return strconv.Itoa(n)
}

// ownResult is the result of the settings, where it is there and nothing is computed; nil where there is none.
func (s *Store) ownResult() *lab.Result {
	if r := s.result; r != nil && s.session.Idle() && r.Link == s.link.Experiment.Link() && s.reason != "stop" {
		return r
	}
	return nil
}

// ofResult is a number of the settings' result.
func ofResult(of func(*lab.Result) float64) func(*Store) string {
	return func(s *Store) string {
		if r := s.ownResult(); r != nil {
			return fmt.Sprint(of(r))
		}
		return ""
	}
}

// wrongWeights is the share of weights that the settings' result read wrong, in percent.
func (s *Store) wrongWeights() string {
	r := s.ownResult()
	if r == nil {
		return ""
	}
	wrong, all := 0.0, 0.0
	for i, y := range s.link.Experiment.Stored() {
		if n := float64(y.Inputs * y.Rows); i < len(r.BER) && !y.Digital {
			wrong, all = wrong+float64(n*r.BER[i]), all+n
		}
	}
	return fmt.Sprint(100 * wrong / max(all, 1))
}

// studyThrough tells whether all points of the sweep, or of the ablation, around the settings are there.
func (s *Store) studyThrough(ablate bool) bool {
	y := s.studyFor(ablate)
	l, err := lab.ParseLink("#" + y.link)
	return err == nil && y.size > 0 && len(y.points) == y.size && l.Experiment == s.link.Experiment
}
