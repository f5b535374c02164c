package ui

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// guest is the page in a frame of another one, of whatever site. The page around it asks in messages, and is told what
// comes of it; server/README.md is their description. A message carries nothing that the page around does not know or
// could not compute itself.
type guest struct {
	id, link string        // of the run that was asked for last, and the name that the page around gave it
	word     word          // the last one of how the run goes
	at       time.Duration // when it was told
	result   bool          // a result has come, and is to be told
}

const (
	language = 1 // version of the messages
	// MostAsk is how many bytes a message of the page around may have: twice the longest link.
	MostAsk  = 16 << 10
	mostName = 64                     // letters of a run's name
	tellRate = 250 * time.Millisecond // of the words on a run's progress (assumed: a bar moves evenly)
)

// ask is a message of the page around: one act.
type ask struct {
	Arraylab int     `json:"arraylab"` // version of the language
	ID       string  `json:"id"`       // of a run, for the page around to know it again
	Run      *string `json:"run"`      // opens a link and trains
	Open     *string `json:"open"`     // opens a link
	Pause    *bool   `json:"pause"`    // pauses the run, or lets it go on
	Stop     bool    `json:"stop"`     // ends it
	Ask      string  `json:"ask"`      // "state": how it stands
}

// word is a message to the page around.
type word struct {
	Arraylab    int     `json:"arraylab"`
	Event       string  `json:"event"` // ready, progress, result, refused
	ID          string  `json:"id,omitempty"`
	State       string  `json:"state,omitempty"` // one of the session's
	Link        string  `json:"link,omitempty"`  // canonical, of the settings or of the result
	Epoch       int     `json:"epoch,omitempty"`
	Epochs      int     `json:"epochs,omitempty"`
	Part        float64 `json:"part,omitempty"`     // of the run, from 0 to 1
	Accuracy    float64 `json:"accuracy,omitempty"` // on the test set, from 0 to 1
	Correct     int     `json:"correct,omitempty"`
	Total       int     `json:"total,omitempty"`
	Fingerprint string  `json:"fingerprint,omitempty"` // of a run that went its whole way, else none
	Numerics    int     `json:"numerics,omitempty"`    // numeric version
	Why         string  `json:"why,omitempty"`         // what was wrong with a message
}

// readAsk reads a message. An error says what is wrong with it; the ask then holds what could be read.
func readAsk(text string) (q ask, err error) {
	if len(text) > MostAsk {
		return q, fmt.Errorf("ui: a message of %d bytes: allowed are %d", len(text), MostAsk)
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&q); err != nil {
		return ask{}, errors.New("ui: a message that is not understood: allowed are arraylab: 1, id, " +
			"and one of run: LINK, open: LINK, pause: true or false, stop: true, ask: \"state\"")
	}
	acts := 0
	for _, on := range []bool{q.Run != nil, q.Open != nil, q.Pause != nil, q.Stop, q.Ask != ""} {
		if on {
			acts++
		}
	}
	switch {
	case len(q.ID) > mostName:
		q.ID = ""
		err = fmt.Errorf("ui: id is longer than %d letters", mostName)
	case q.Arraylab != language:
		err = fmt.Errorf("ui: arraylab is %d: this page speaks version %d", q.Arraylab, language)
	case acts != 1:
		err = fmt.Errorf("ui: %d of run, open, pause, stop and ask: a message has one", acts)
	case q.Ask != "" && q.Ask != "state":
		err = fmt.Errorf("ui: ask is %q: allowed is \"state\"", spell.Short(q.Ask))
	}
	return q, err
}

// framed tells whether the page is shown for a frame: by its address, or by its link.
func (s *Store) framed() bool { return s.link.Embed || s.desk.Guest() }

// Asked takes a message of the page around.
func (s *Store) Asked(text string) {
	defer s.guard()
	q, err := readAsk(text)
	if err == nil {
		err = s.obey(q)
	}
	if err != nil {
		s.tell(word{Event: "refused", ID: q.ID, Why: spell.Sentence(err)})
	}
}

// obey does what a message asks for.
func (s *Store) obey(q ask) error {
	switch {
	case q.Run != nil:
		return s.runFor(q.ID, *q.Run)
	case q.Open != nil:
		l, err := lab.ParseLink(*q.Open)
		if err == nil {
			s.OpenLink(l)
		}
		return err
	case q.Pause != nil && *q.Pause:
		s.Pause()
	case q.Pause != nil:
		s.GoOn()
	case q.Stop:
		s.Stop()
	default:
		s.tell(s.standing())
	}
	return nil
}

// runFor opens a link and trains.
func (s *Store) runFor(id, link string) error {
	l, err := lab.ParseLink(link)
	if err != nil {
		return err
	}
	if s.Busy() {
		return errors.New("ui: a run is under way: wait for its result, or send stop: true")
	}
	s.OpenLink(l)
	s.guest.id, s.guest.link = id, l.Experiment.Link()
	if s.Train(); s.Busy() {
		return nil
	}
	return cmp.Or(s.link.Trainable(), errors.New("ui: the engine is not there: load the frame anew"))
}

// greet tells the page around that its messages are heard from now on.
func (s *Store) greet() {
	s.tell(word{Event: "ready", Link: s.link.Experiment.Link(), Numerics: lab.NumericVersion})
}

// standing is the word on how the run stands.
func (s *Store) standing() word {
	w := word{Event: "progress", State: s.State(), Link: s.link.Experiment.Link()}
	if w.ID = s.guest.named(w.Link); s.Busy() {
		p := s.course.progress
		w.Epoch, w.Epochs, w.Part = p.Epoch, p.Epochs, s.Fraction()/100
	}
	return w
}

// named is the name that the page around gave the run of a link; "" for none.
func (g *guest) named(link string) string {
	if link == g.link {
		return g.id
	}
	return ""
}

// came follows that a result has come.
func (g *guest) came() { g.result = true }

// report tells the page around what has changed since it was told last.
func (s *Store) report() {
	now, r := s.desk.Now(), s.result
	w := s.standing()
	if w != s.guest.word && (w.State != s.guest.word.State || now-s.guest.at >= tellRate) {
		s.guest.word, s.guest.at = w, now
		s.tell(w)
	}
	if !s.guest.result || r == nil {
		return
	}
	s.guest.result = false
	w = word{Event: "result", ID: s.guest.named(r.Link), Link: r.Link, Accuracy: r.Accuracy, Correct: r.Correct,
		Total: r.Total, Numerics: r.Numerics}
	if s.reason != "stop" {
		w.Fingerprint = r.Fingerprint
	}
	s.tell(w)
}

// tell sends a word to the page around.
func (s *Store) tell(w word) {
	if !s.desk.Guest() {
		return
	}
	w.Arraylab = language
	if b, err := json.Marshal(w); err == nil { // an accuracy that is no number is not told
		s.desk.Tell(string(b))
	}
}
