package ui

import (
	"errors"
	"fmt"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// settings are what the visitor asks for.
type settings struct {
	link   lab.Link         // the experiment and how it is presented
	drafts map[string]draft // texts that a field does not allow, kept as they were typed
	wrong  []Wrong          // what is wrong with the link that was opened; nothing runs until mended
	opened string           // the hash as it was last opened or written, to tell news from echoes
}

type draft struct{ text, allowed string }

// Wrong is one thing that is wrong with an opened link.
type Wrong struct {
	Key   string // "" when it is about the link as a whole
	Value string
	Text  string // what is wrong, and what is allowed
}

// Open takes the link of an address: what comes after '#'. A wrong one is told part by part,
// the settings stay, and nothing runs until it is mended.
func (s *Store) Open(hash string) {
	hash = strings.TrimPrefix(hash, "#")
	if s.opened == hash && hash != "" {
		return // an echo of what the page wrote itself
	}
	s.opened = hash
	l, err := lab.ParseLink("#" + hash)
	if s.wrong = wrongs(err); err != nil {
		return
	}
	if hash == "" || hash == "lang="+l.Lang || isDoor(l) {
		l.Experiment = firstLight()
	}
	s.speakAs(l)
	s.adopt(l)
	s.openLesson(l)
	if err := s.openView(l.View); err != nil {
		s.refuse(err)
		return
	}
	if l.Run {
		s.Train()
	}
}

// openView shows what a link opens with. An error says which part of it there is not.
func (s *Store) openView(view string) error {
	name, part, _ := strings.Cut(view, ".")
	if s.Hidden("devices") {
		s.HideDevices()
	}
	switch {
	case name == lab.ViewDevices && !s.Hidden("devices"):
		s.LookAtDevice()
	case name == lab.ViewMetaplasticity:
		s.ShowToy()
	case name == lab.ViewMobileNet:
		s.ShowMobileNet()
	case name == lab.ViewGallery:
		return s.openGallery(part)
	case name == lab.ViewGlossary:
		s.Explain(part)
	case name == lab.ViewClass && !s.desk.Guest():
		s.openClass(part)
	case name == lab.ViewLessons:
		s.ShowLessons()
	case name == lab.ViewPlan, name == lab.ViewSheet, name == lab.ViewAnswers:
		s.ShowPaper(view)
	}
	return nil
}

// OpenLink takes a sound link that comes by another way than the address.
func (s *Store) OpenLink(l lab.Link) {
	s.adopt(l)
	s.address()
}

// adopt makes a sound link the settings.
func (s *Store) adopt(l lab.Link) {
	s.chrome.turned.over()
	s.link = l
	s.replay.expects(l.Fingerprint, l.Accuracy, l.String())
	s.seekEarlier(lab.NumericVersion)
	s.drafts = map[string]draft{}
	s.openStudy(l)
	s.sift(true)
	s.judge()
	s.follow()
	s.bring()
	s.askForOwn()
}

// seekEarlier looks for the page of the numerics that made an opened link, where they are older than these.
func (s *Store) seekEarlier(here lab.Numerics) {
	if s.replay.older(here) {
		s.desk.Earlier(int(s.replay.expect.Numerics))
	}
}

// wrongs takes apart what lab.ParseLink joined.
func wrongs(err error) []Wrong {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []Wrong
		for _, e := range joined.Unwrap() {
			all = append(all, wrongs(e)...)
		}
		return all
	}
	var value *knob.ValueError
	var key *lab.KeyError
	switch {
	case errors.As(err, &value):
		text := fmt.Sprintf("%s=%s: allowed is %s.", value.Key, spell.Short(value.Value), value.Allowed)
		return []Wrong{{value.Key, value.Value, text}}
	case errors.As(err, &key):
		text := fmt.Sprintf("%s is not a key that this page knows.", spell.Short(key.Key))
		if near := key.Near(); near != "" {
			text += fmt.Sprintf(" Did you mean %s?", near)
		}
		return []Wrong{{key.Key, "", text}}
	}
	return []Wrong{{Text: spell.Sentence(err)}}
}

// UseDefaults mends a wrong link: what was understood of it is kept, the other parts get their defaults.
func (s *Store) UseDefaults() {
	l, _ := lab.Sound("#" + s.opened)
	s.speakAs(l)
	s.adopt(l)
	s.openLesson(l)
	if s.openView(l.View) != nil {
		s.link.View = ""
	}
	s.address()
}

// Knob sets a field of the experiment. A text that is not allowed stays in its control, with
// what is allowed beside it, and the experiment as it was.
func (s *Store) Knob(key, text string) {
	if s.link.Lock {
		return
	}
	s.chrome.meet(key)
	e, err := with(s.link.Experiment, key, text)
	if err == nil {
		err = e.Check()
	}
	if err != nil {
		d := draft{text, spell.Sentence(err)}
		var value *knob.ValueError
		if errors.As(err, &value) {
			d.allowed = "Allowed: " + value.Allowed + "."
		}
		s.drafts[key] = d
		return
	}
	delete(s.drafts, key)
	s.chrome.turned.types(key, text)
	if e == s.link.Experiment {
		return
	}
	s.chrome.turned.turn(key, s.desk.Now())
	s.change(e)
	if key == "task" {
		s.openTask()
		s.askForOwn()
	}
}

// openTask opens the network that comes with the page for the data set that the visitor has chosen, where there is one,
// so that it is seen at work; not while something is computed.
func (s *Store) openTask() {
	shown, err := s.parsed(s.networkLink())
	_, ok := gallery.NetworkOf(s.link.Experiment)
	if ok && err == nil && shown.Task != s.link.Task && !s.Busy() {
		s.sift(true)
		s.bring()
	}
}

// with is the experiment with a knob moved. Another memory stores the network that is there: to learn in the devices
// is offered beside it, see learning.go. Another data set brings a network that is made for it.
func with(e lab.Experiment, key, text string) (lab.Experiment, error) {
	switch key {
	case "memory":
		return e.StoredIn(text)
	case "task":
		return gallery.Begin(e, text)
	}
	return e.With(key, text)
}

// change makes another experiment of the visitor's the settings: what the opened link said of its result is forgotten.
func (s *Store) change(e lab.Experiment) {
	s.replay.dismiss()
	s.link.Fingerprint, s.link.Accuracy, s.link.Run = lab.Print{}, 0, false
	s.takeSettings(e)
}

// takeSettings makes the experiment of a run the settings.
func (s *Store) takeSettings(e lab.Experiment) {
	s.link.Experiment, s.link.Sweep, s.link.Ablate = e, nil, false
	s.changed()
}

// refuse tells what is wrong with a link that was opened.
func (s *Store) refuse(err error) { s.wrong = wrongs(err) }

// presentStudy puts a study around the settings into the link.
func (s *Store) presentStudy(l lab.Link) {
	s.link.Sweep, s.link.Ablate = l.Sweep, l.Ablate
	s.address()
}

// unfold leaves the level of the opened link to the visitor.
func (s *Store) unfold() {
	if s.link.All {
		s.link.All = false
		s.address()
	}
}

// leaveView follows that the page is left which the link opened; "" for the experiment's own.
func (s *Store) leaveView() {
	if s.link.View != "" {
		s.link.View = ""
		s.address()
	}
}

// presentView puts a dialog with a part of what it shows into the address, for whoever copies it.
func (s *Store) presentView(name, part string) {
	s.link.View = name
	if part != "" {
		s.link.View += "." + part
	}
	s.address()
}

// leaveDialog follows that another dialog is shown, or none: the address speaks no longer of one that is closed.
func (s *Store) leaveDialog(shown string) {
	name, _, _ := strings.Cut(s.link.View, ".")
	if (name == lab.ViewGallery || name == lab.ViewGlossary || name == lab.ViewClass) && name != shown {
		s.leaveView()
	}
}

// changed follows every change of the settings that the page makes itself.
func (s *Store) changed() {
	s.address()
	s.sift(false)
	s.follow()
}

// address writes the settings into the address bar.
func (s *Store) address() {
	s.link.Lesson, s.link.Lang = s.chrome.lessons.place(), s.chrome.speech.place()
	s.opened = s.link.String()
	s.desk.Address(s.opened, s.chrome.turned.begins())
}

// follow does what new settings ask for at once.
func (s *Store) follow() {
	s.wrong = nil
	if s.course.link == "" && s.result == nil && s.supplies.network == (gallery.Network{}) {
		return // Boot comes to it
	}
	s.needs("test")
	s.settle()
	s.offerTrained()
}

// PhaseSince is the earliest phase of a run that must be redone for the settings to hold:
// lab.PhaseNone when the shown result is theirs.
func (s *Store) PhaseSince() lab.Phase {
	if s.result == nil {
		return lab.PhaseTrain
	}
	key := phaseKey{s.link.Experiment, s.result.Link}
	return s.memos.phase.of(key, func() lab.Phase { return phaseSince(key.e, key.result) })
}

// phaseSince is the earliest phase that must be redone for a result to be that of an experiment.
func phaseSince(e lab.Experiment, result string) lab.Phase {
	shown, err := lab.ParseLink(result)
	if err != nil {
		return lab.PhaseTrain
	}
	return e.Since(shown.Experiment)
}

// Stale tells that the shown result is not that of the settings and only training can mend it.
func (s *Store) Stale() bool {
	return s.result != nil && s.PhaseSince() == lab.PhaseTrain && !s.session.Aside()
}
