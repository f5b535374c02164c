package ui

import "arraylab/sim/lab"

// intro is the way in: a band under the header that says what this is, and offers acts (acts.go).
type intro struct {
	closed bool // by the visitor, now or at an earlier visit
	act    act  // the one that was begun last
	takes  memo[takesKey, takes]
}

// takes is how long the acts take, in seconds: to find out is too much for each drawing.
type takes struct{ weaken, ask float64 }

// takesKey is what that follows from.
type takesKey struct {
	e       lab.Experiment
	result  string // link of the result on the screen
	workers int
	rate    float64 // with which weak RESET stores
}

// introClosed is what the browser keeps of a band that was closed.
const introClosed = "closed"

// shut closes the band, or opens it.
func (i *intro) shut(closed bool) { i.closed = closed }

// introShown tells whether the band is there.
func (s *Store) introShown() bool {
	return !s.intro.closed && !s.chrome.lessons.shown && !s.paperShown() && !s.Hidden("intro") && !s.library.shown
}

// CloseIntro takes the band away, at later visits too.
func (s *Store) CloseIntro() {
	s.intro.shut(true)
	s.remember(keyIntro, introClosed)
}

// ShowIntro brings it back.
func (s *Store) ShowIntro() {
	s.Show("")
	s.HideDevices()
	s.intro.shut(false)
	s.remember(keyIntro, "")
}

// act is one of the things to try, as far as it has come.
type act struct {
	name  string           // one of the act constants; "" for none
	todo  []lab.Experiment // whose results are waited for, one after the other
	rungs []rung           // what came of the first act's
	over  bool             // what the visitor was to see is there
}

// begin follows that an act is begun.
func (i *intro) begin(name string, todo ...lab.Experiment) { i.act = act{name: name, todo: todo} }

// came follows that the result is there which was waited for.
func (a *act) came(r *lab.Result) {
	if a.todo = a.todo[1:]; a.name == actWeaken {
		a.rungs = append(a.rungs, rungOf(r))
	}
}

// giveUp follows that the visitor turned to other settings.
func (a *act) giveUp() { a.todo = nil }

// end follows that all is there which the visitor was to see.
func (a *act) end() { a.over = true }

// fact is what the page tells of the act: its name, and "-over" behind it when it is.
func (a *act) fact() string {
	if a.over {
		return a.name + "-over"
	}
	return a.name
}
