package ui

import (
	"fmt"
	"strconv"

	"arraylab/sim/lab"
	"arraylab/ui/session"
)

// Store is all that the page shows, and the one thing that a visitor's doings change. It is
// used by one goroutine at a time: handlers, reports of the worker and rendering take turns.
type Store struct {
	desk  Desk
	memos memos

	session  session.Session
	supplies supplies
	workers  workers

	settings
	sharing sharing
	replay  replay
	speeds  speeds

	course      course
	checkpoints checkpoints
	records     records
	outcome
	foreign    foreign
	references references
	books      books
	past       past
	comparison comparison

	specimen specimen
	array    array
	sweep    sweep
	ablation ablation
	shelf    shelf
	repeated repeated
	library  library
	toy      toy
	terms    terms

	guest   guest
	intro   intro
	chrome  chrome
	notices notices
	lacking lacking
}

// New returns the store of a page where nothing has happened yet; Boot starts it.
func New(desk Desk, dark bool) *Store {
	s := &Store{desk: desk}
	s.link = lab.Link{Experiment: lab.Default()}
	s.drafts, s.sharing.base = map[string]draft{}, desk.Recall(keyBase)
	s.supplies.startAnew()
	s.records = records{trained: map[string]note{}, offered: map[string]bool{}}
	s.repeated = repeated{}
	s.references.known = recallNumbers(desk, idealsKey(lab.NumericVersion), isShare)
	s.speeds = recallNumbers(desk, keyRates, isRate)
	s.workers.wanted, _ = strconv.Atoi(desk.Recall(keyWorkers)) // what is no number is no choice
	moveStudies(desk)
	s.shelf.here, s.shelf.all = lab.NumericVersion, map[string]volume{}
	s.shelf.fill(desk)
	s.array.view = lab.ViewWeight
	s.toy.defaults()
	s.chrome.mobile.defaults()
	s.chrome.all = desk.Recall(keyLevel) == lab.LevelAll
	s.intro.closed = desk.Recall(keyIntro) == introClosed
	s.chrome.tab, s.chrome.curve, s.chrome.detail, s.chrome.dark = "digit", "accuracy", "confusion", dark
	s.chrome.speech.recall(desk)
	if t := desk.Recall(keyTheme); t != "" {
		s.chrome.dark = t == "dark"
	}
	return s
}

// Boot starts the worker and the downloads, and opens the link that the address holds.
func (s *Store) Boot(hash string) {
	s.session.Open()
	s.desk.Theme(s.Theme())
	s.Open(hash)
	s.restart()
	s.greet()
	s.seekClass()
}

// Do carries out what a visitor did. What goes wrong in it is shown, and the page lives on.
func (s *Store) Do(act func()) {
	defer s.guard()
	s.supplies.delay(s.desk.Now(), false)
	act()
	s.lessonFollows()
}

// guard turns a panic into a notice: a panic in a handler would end the page's program.
func (s *Store) guard() {
	if r := recover(); r != nil {
		s.Panicked(r)
	}
}

// Panicked shows that something in the page's program went wrong, and offers to load it anew.
func (s *Store) Panicked(r any) {
	s.notify(Notice{Where: "page", What: fmt.Sprintf("Something in this page went wrong: %v.", r),
		Advice: "The page goes on, but what it shows may be wrong: load it anew. The address keeps your settings.",
		Label:  "Load the page anew", act: s.desk.Reload})
}

// State is where the page stands, one of the session's State constants.
func (s *Store) State() string { return s.session.State() }

// Facts are what the page tells about itself to whoever looks from outside (styles, tests, a
// page around it): values of data attributes by name, "" for absent.
func (s *Store) Facts() map[string]string {
	f := map[string]string{
		"state": s.State(), "fingerprint": "", "accuracy": "", "link": "", "digit": "", "label": "",
		"verdict": string(s.replay.verdict),
		"sweep":   s.sweepFact(), "stale": mark(s.Stale()), "frame": mark(s.array.frameUp), "tab": s.shownTab(),
		"theme": s.Theme(), "embed": mark(s.framed()), "devices": mark(s.library.shown), "unrun": mark(s.foreign.on),
		"level": s.level(), "act": s.intro.act.fact(), "checkpoint": mark(s.checkpoints.step() > 0), "lent": s.classroom().loan.fact(),
	}
	if s.result != nil {
		f["fingerprint"], f["link"] = s.result.Fingerprint, s.result.Link
		f["accuracy"] = fmt.Sprintf("%.4f", s.result.Accuracy)
	}
	if s.specimen.scores != nil {
		f["digit"], f["label"] = fmt.Sprint(s.specimen.scores.Class), fmt.Sprint(s.specimen.scores.Label)
	}
	return f
}

func mark(on bool) string {
	if on {
		return "1"
	}
	return ""
}
