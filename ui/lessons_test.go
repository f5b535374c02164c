package ui

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/lesson"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

// lessonsFile is a file of the lessons as it is shipped.
func lessonsFile(t *testing.T, name string) []byte {
	t.Helper()
	body, err := os.ReadFile("../assets/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// brings gives the page the files that it asks for, of the lessons.
func brings(t *testing.T, s *Store, d *desk) {
	t.Helper()
	for range 3 {
		asked := d.fetched
		d.fetched = nil
		for _, file := range asked {
			if strings.HasPrefix(file, "lesson") {
				s.TextFetched(file, lessonsFile(t, file), nil)
			}
		}
	}
}

// allLessons are those that are shipped.
func allLessons(t *testing.T) (all []*lesson.Lesson) {
	t.Helper()
	list, err := lesson.ParseList(lessonsFile(t, listFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list.Lessons {
		l, err := lesson.Parse(r, lessonsFile(t, lessonFile(r.Name)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

// TestLesson goes through a lesson: from its link to an answer, a step further and back; the address tells where.
func TestLesson(t *testing.T) {
	s, d := opened(t, "lesson=errors")
	brings(t, s, d)
	if got := s.link.Experiment.Link(); got != "v=1&memory=ber&ber=0.1" {
		t.Fatalf("the settings of the first step are %s", got)
	}
	shows(t, s, "lesson-title", "How many errors a network bears")
	shows(t, s, "lesson-step", "One bit in ten is wrong")
	if !strings.HasSuffix(d.address, "&lesson=errors.1") || d.focused != "lesson-step" {
		t.Errorf("the address is %s, the focus at %s", d.address, d.focused)
	}
	if s.array.view != lab.ViewError || s.chrome.tab != "array" || s.introShown() {
		t.Errorf("the array shows %s on the tab %s", s.array.view, s.chrome.tab)
	}
	shows(t, s, "lesson-do", `data-done="false"`)
	s.hears(wire.Result{Reason: "reinfer", Result: lab.Result{Link: "v=1&memory=ber&ber=0.1", Accuracy: 0.9523,
		IdealAccuracy: 0.9827, BER: []float64{0.1, 0.1, 0.1}, Fingerprint: print("ab")}})
	s.hears(wire.Status{State: wire.StateDone})
	shows(t, s, "lesson-do", `data-done="true"`)
	s.CheckReply()
	shows(t, s, "lesson-said", "Type a number.")
	s.TypeReply("4")
	s.CheckReply()
	shows(t, s, "lesson-said", "Not so.")
	s.TypeReply("3,04")
	s.CheckReply()
	shows(t, s, "lesson-said", "Right.")
	s.GoToStep(1)
	s.ChooseReply(1)
	shows(t, s, "lesson-said", "Not so.")
	s.ShowReply()
	shows(t, s, "lesson-said", "The answer: Chance")
	if berOf(s.link.Experiment) != "0.1" {
		t.Error("a step without settings changed them")
	}
	if got, want := d.kept[keyLesson+"errors"], "1 34"; got != want {
		t.Errorf("kept %q, want %q", got, want)
	}
	if got := s.SharedLink(); !strings.HasSuffix(got, "&lesson=errors.2") {
		t.Errorf("shared %s", got)
	}
	s.GoToStep(0)
	shows(t, s, "lesson-said", "You have answered this: 3.04 points.")
	s.GoToStep(2)
	if s.chrome.detail != "sweep" || len(s.sweep.points) != 300 {
		t.Errorf("the step of a scenario shows %s with %d points", s.chrome.detail, len(s.sweep.points))
	}
	s.CloseLesson()
	if strings.Contains(d.address, "lesson") || s.chrome.lessons.shown {
		t.Errorf("a closed lesson stands in the address %s", d.address)
	}
	s.OpenLesson("errors")
	brings(t, s, d)
	if s.chrome.lessons.step != 2 {
		t.Errorf("the lesson goes on at step %d", s.chrome.lessons.step+1)
	}
}

// TestLessonWhileThePageOpens: the network of its first step comes after the one that the page opens with.
func TestLessonWhileThePageOpens(t *testing.T) {
	d := newDesk()
	s := bootAt(d, "lesson=maps")
	brings(t, s, d)
	if !strings.Contains(s.link.Experiment.Link(), "task=cifar10") || d.model != "standard.arraylab" {
		t.Fatalf("settings %s, network %s", s.link.Experiment.Link(), d.model)
	}
	s.hears(wire.Ready{Numerics: 1})
	s.Fetched("mnist", "test", 0, []byte("test"), nil)
	s.ModelFetched([]byte("model"), nil)
	s.hears(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	s.hears(wire.Status{State: wire.StateRunning, Link: modelLink})
	s.hears(wire.Result{Reason: "load", Result: lab.Result{Link: modelLink, Accuracy: 0.982, Fingerprint: print("ab")}})
	if d.model != "cifar10.arraylab" {
		t.Errorf("the network that was asked for last is %s", d.model)
	}
}

// berOf is the text of the bit error rate.
func berOf(e lab.Experiment) string {
	f, _ := lab.FieldOf("ber")
	return f.Get(e)
}

// TestLessonLinks: a step with settings of its own in the link keeps them; what there is not is told.
func TestLessonLinks(t *testing.T) {
	s, d := opened(t, "v=1&memory=ber&ber=0.02&lesson=errors.2")
	brings(t, s, d)
	if s.chrome.lessons.step != 1 || berOf(s.link.Experiment) != "0.02" {
		t.Errorf("step %d with %s", s.chrome.lessons.step+1, s.link.Experiment.Link())
	}
	s.Open("v=1&memory=ber&ber=0.02&lesson=errors.99")
	brings(t, s, d)
	if s.chrome.lessons.step != len(s.chrome.lessons.open.Steps)-1 {
		t.Errorf("step %d", s.chrome.lessons.step+1)
	}
	s.Open("v=1&lesson=nothing")
	brings(t, s, d)
	shows(t, s, "lesson-note", "There is no lesson")
	shows(t, s, "lesson-binary", "lesson-binary")
	s.Open("v=1&memory=ber")
	if s.chrome.lessons.shown {
		t.Error("a link without a lesson leaves it open")
	}
	s.Open("v=1&embed=1&lesson=errors")
	if s.chrome.lessons.shown {
		t.Error("a frame shows a lesson")
	}
	s.Open("v=1&hide=share&lesson=pairs.1")
	brings(t, s, d)
	if !s.Hidden("share") {
		t.Error("a step shows what the link of the class hides")
	}
	locked, d := opened(t, "v=1&memory=ber&ber=0.02&lock=1&lesson=errors.3")
	brings(t, locked, d)
	locked.TurnPageAgain()
	if berOf(locked.link.Experiment) != "0.02" || !locked.link.Lock {
		t.Errorf("a step changes locked settings to %s", locked.link)
	}
}

// TestLessonsList: it is opened from Help and from the way in, tells how far the visitor is, and leads to the sheets.
func TestLessonsList(t *testing.T) {
	s, d := opened(t, "")
	if slices.ContainsFunc(d.fetched, func(f string) bool { return strings.HasPrefix(f, "lesson") }) {
		t.Error("lessons are fetched before anybody asks")
	}
	holds(t, s, `id="intro-lessons"`)
	d.kept[keyLesson+"pairs"] = "2 33"
	s.Show("help")
	holds(t, s, `id="lessons-open"`)
	s.ShowLessons()
	shows(t, s, "lesson-note", "being loaded")
	s.TextFetched(listFile, nil, errors.New("no connection"))
	shows(t, s, "lesson-note", "No connection")
	s.FetchLessonsAgain()
	brings(t, s, d)
	holds(t, s, "15 minutes · you are at step 3")
	s.ShowPaper("sheet.pairs")
	brings(t, s, d)
	shows(t, s, "paper-title", "Two devices are better than one")
	if strings.Contains(drawn(t, s), "Four times fewer errors") || !strings.HasSuffix(d.address, "view=sheet.pairs") {
		t.Errorf("the sheet has answers, or stands not in %s", d.address)
	}
	s.TurnPaper()
	holds(t, s, "Four times fewer errors")
	s.HidePaper()
	if s.paperShown() || strings.Contains(d.address, "view") {
		t.Errorf("back at %s", d.address)
	}
	s.ShowPaper("plan")
	holds(t, s, "Three questions to close with")
	s.Open("v=1&view=answers.maps")
	brings(t, s, d)
	shows(t, s, "paper-title", "Convolution on a chip")
	s.Open("v=1&view=lessons")
	holds(t, s, `id="lesson-maps"`)
	if !strings.HasSuffix(d.address, "view=lessons") {
		t.Errorf("the list stands not in %s", d.address)
	}
	s.OpenLesson("maps")
	brings(t, s, d)
	if !strings.HasSuffix(d.address, "&lesson=maps.1") || strings.Contains(d.address, "view") {
		t.Errorf("the lesson stands in %s", d.address)
	}
}

// TestLessonsDrive what is seen, and lead to the glossary.
func TestLessonsDrive(t *testing.T) {
	s, d := opened(t, "lesson=binary.3")
	s.hears(framewire.Ready{Surface: "2d"})
	brings(t, s, d)
	if s.specimen.nlayer != 1 || !slices.ContainsFunc(d.orders, func(o any) bool {
		return o == any(wire.AskNeuron{Layer: 1, Index: 7})
	}) {
		t.Errorf("hidden layer %d, orders %v", s.specimen.nlayer+1, d.orders)
	}
	holds(t, s, `data-term="popcount"`)
	s.GoToStep(3)
	for i, want := range []string{"false", "false", "true"} { // outputs 1, 1, 0
		s.hears(wire.NeuronInfo{Neuron: lab.Neuron{Layer: 1, Index: i, Output: 1 - i/2}})
		shows(t, s, "lesson-do", `data-done="`+want+`"`)
	}
	s.GoToStep(4)
	if s.array.layer != 1 || s.array.view != lab.ViewWeight || !slices.Contains(d.frames, any(framewire.Do{Do: "fit"})) {
		t.Errorf("layer %d by %s", s.array.layer+1, s.array.view)
	}
	s.FoldLesson()
	shows(t, s, "lesson", `data-folded="true"`)
}

// TestLessonsKnowThePage: each fact of a condition is one of the page, a name on the page is there, and so is what a
// step shows.
func TestLessonsKnowThePage(t *testing.T) {
	names := map[string]bool{"Train": true, "Ablate": true, "Help": true, "Result": true, "Neurons": true, "Energy": true,
		"draw": true, "random": true, "ideal": true, "difference": true, "wrong weights": true, "Sweep": true,
		"Ablation": true, "Why metaplasticity works": true, "separation": true}
	for _, f := range lab.Fields() {
		names[f.Label] = true
	}
	bold := regexp.MustCompile(`\*([^*]+)\*`)
	for _, l := range allLessons(t) {
		for _, step := range l.Steps {
			c, _ := lesson.ParseCondition(step.Done)
			for _, term := range c {
				_, field := lab.FieldOf(term.Fact)
				if lessonFacts[term.Fact] == nil && !field {
					t.Errorf("%s: there is no fact %q", l.Name, term.Fact)
				}
			}
			for _, text := range append(slices.Clone(step.Text), step.Do, step.Ask.Text, step.Ask.Hint, step.Ask.Because) {
				for _, m := range bold.FindAllStringSubmatch(text, -1) {
					if !names[m[1]] {
						t.Errorf("%s: %q: nothing on the page is called %q", l.Name, step.Title, m[1])
					}
				}
			}
			seen := func(what, have string, allowed ...string) {
				if have != "" && !slices.Contains(allowed, have) {
					t.Errorf("%s: %q shows the %s %q", l.Name, step.Title, what, have)
				}
			}
			seen("tab", step.Show.Tab, "setup", "array", "digit", "result")
			seen("zoom", step.Show.Zoom, "fit", "in", "out")
			seen("maps", step.Show.Maps, showBits, showSums, showKernels)
			seen("view", step.Show.View, lab.ViewWeight, lab.ViewError, lab.ViewPulses, lab.ViewResistance, lab.ViewHidden)
			seen("chart", step.Show.Detail, "sweep", "ablate", "energy", "hidden", "ber", "confusion")
		}
	}
}
