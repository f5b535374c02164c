package ui

import (
	"encoding/json"
	"errors"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// What the class can be asked: Desk.AskClass.
const (
	ClassStudy = "study" // whether there is one, and how its sweep stands
	ClassJoin  = "join"
	ClassHand  = "hand"
)

// Statuses of HTTP.
const (
	classDone    = 200
	classUnknown = 401 // the token is none
)

// classroom is the class that the page was served by, and the visitor's part in it.
type classroom struct {
	sought bool       // an answer has come whether there is one
	about  classAbout // what it tells of itself; V is 0 where there is none
	code   string     // room code, as typed
	name   string     // as typed
	member member
	asking bool   // an answer is waited for
	told   string // what came of the last act
	loan   loan
}

// classAbout is what a class tells anybody.
type classAbout struct {
	V       int    `json:"v"`
	Numeric int    `json:"numeric"`
	Pages   int    `json:"pages"`
	Link    string `json:"link"`   // of its sweep; "" for none
	Points  int    `json:"points"` // how many that has
	Done    int    `json:"done"`   // how many are there
	State   string `json:"state"`  // running, checking, whole, stopped, failed
	Data    string `json:"data"`   // of what file of its own the sweep is; "" for published data
}

// member is who the visitor is in the class; no Token for a stranger.
type member struct {
	Token  string `json:"token"`
	Number int    `json:"number"`
	Name   string `json:"name"`
}

// classroom is the class; it hangs on what is shared.
func (s *Store) classroom() *classroom { return &s.sharing.class }

// isDoor tells whether a link is that of a class alone: it opens the page as an empty one does.
func isDoor(l lab.Link) bool {
	return strings.HasPrefix(l.View, lab.ViewClass) && l.Experiment == lab.Default()
}

// seekClass asks whether there is a class here. What this browser knows of one is tried.
func (s *Store) seekClass() {
	if s.desk.Guest() || s.framed() {
		return
	}
	_ = json.Unmarshal([]byte(s.desk.Recall(keyClass)), &s.classroom().member) // what cannot be read is none
	s.desk.AskClass(ClassStudy, "", nil)
}

// openClass shows the class, with the room code that a link holds.
func (s *Store) openClass(code string) {
	s.classroom().typed("code", strings.ToUpper(code))
	s.Show("class")
}

// classOffered tells whether there is a class to join.
func (s *Store) classOffered() bool { return s.classroom().about.V > 0 && !s.framed() }

// joined tells whether the visitor is in the class.
func (k *classroom) joined() bool { return k.about.V > 0 && k.member.Token != "" }

// typed sets what a field of the form holds.
func (k *classroom) typed(field, text string) {
	switch k.told = ""; field {
	case "code":
		k.code = text
	case "name":
		k.name = text
	}
}

// JoinClass asks to be let in.
func (s *Store) JoinClass() {
	s.askClass(ClassJoin, map[string]string{"code": s.classroom().code, "name": s.classroom().name})
}

// HandIn hands the result on the screen in.
func (s *Store) HandIn() {
	r := s.shown()
	if r == nil || s.handWords() != "" {
		return
	}
	s.askClass(ClassHand, map[string]any{"link": r.Link, "accuracy": r.Accuracy,
		"fingerprint": r.Fingerprint, "numeric": lab.NumericVersion})
}

func (s *Store) askClass(what string, body any) {
	k := s.classroom()
	text, err := json.Marshal(body)
	if err != nil || k.asking {
		return
	}
	k.asking, k.told = true, ""
	s.desk.AskClass(what, k.member.Token, text)
}

// handWords say why there is nothing to hand in; "" where there is.
func (s *Store) handWords() string {
	switch r := s.shown(); {
	case r == nil:
		return "Train a network first: its result is what you hand in."
	case r.Brought():
		return "This network came from a file: train one here, and its result is what you hand in."
	case r.Fingerprint == "" || s.reason == "stop":
		return "A run that was stopped has no fingerprint: train it to its end."
	case s.Stale():
		return "The settings have changed since: train anew."
	}
	return ""
}

// ClassAnswered ends Desk.AskClass.
func (s *Store) ClassAnswered(what string, status int, body []byte) {
	k := s.classroom()
	if what != ClassStudy {
		k.asking = false
	}
	switch {
	case what == ClassStudy:
		s.classTold(status, body)
	case status == classUnknown:
		s.leaveClass("The class does not know this page any more: join it again.")
	case status != classDone:
		k.told = classWords(status, body)
	case what == ClassJoin:
		if json.Unmarshal(body, &k.member) == nil && k.member.Token != "" {
			s.remember(keyClass, string(body))
			k.told = "You are in."
		}
	case what == ClassHand:
		k.told = "Handed in: it is on the screen of the class."
	}
}

// classTold follows what a class tells of itself. One that does not answer for once is still there.
func (s *Store) classTold(status int, body []byte) {
	k := s.classroom()
	if status == 0 && k.about.V > 0 {
		return
	}
	k.sought, k.about = true, classAbout{}
	if status == classDone {
		_ = json.Unmarshal(body, &k.about) // what is no class stays none
	}
	s.lend()
}

// LeaveClass forgets the class in this browser. What was handed in stays there.
func (s *Store) LeaveClass() { s.leaveClass("") }

func (s *Store) leaveClass(why string) {
	k := s.classroom()
	k.member, k.told = member{}, why
	s.desk.Forget(keyClass)
	s.lend()
	k.loan = loan{}
}

// classWords say what a class answered that did not do what it was asked.
func classWords(status int, body []byte) string {
	var no struct{ Error string }
	if status == 0 {
		return "The class does not answer. Check the connection, then try again."
	}
	if json.Unmarshal(body, &no) != nil || no.Error == "" {
		return "The class did not understand: load the page anew, then try again."
	}
	return spell.Sentence(errors.New(no.Error))
}
