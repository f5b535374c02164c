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
	sharing  sharing
	notices  notices
	settings
	run
	specimen
	array
	sweep
	shelf shelf
	repeats
	books
	chrome
	library library
	toy     toy
}

// chrome is how the page presents itself.
type chrome struct {
	dialog string // "", share, help, scenarios, toy
	tab    string // on a phone: setup, array, digit, result
	curve  string // the chart of the learning curves: accuracy, loss
	detail string // the chart below it: confusion, ber, pulses, margins, energy, sweep, hidden
	cited  string // the paper whose claims the gallery shows; "" for all
	dark   bool
	stored bool // storage was found wanting, and the visitor told so
}

// New returns the store of a page where nothing has happened yet; Boot starts it.
func New(desk Desk, dark bool) *Store {
	s := &Store{desk: desk}
	s.link = lab.Link{Experiment: lab.Default()}
	s.drafts, s.sharing.base = map[string]draft{}, desk.Recall(keyBase)
	s.supplies.startAnew()
	s.ideals, s.rates = recallNumbers(desk, keyIdeals), recallNumbers(desk, keyRates)
	s.workers.wanted, _ = strconv.Atoi(desk.Recall(keyWorkers)) // what is no number is no choice
	s.shelf.fill(desk)
	s.view = lab.ViewWeight
	s.ToyDefaults()
	s.tab, s.curve, s.detail, s.dark = "digit", "accuracy", "confusion", dark
	if t := desk.Recall(keyTheme); t != "" {
		s.dark = t == "dark"
	}
	return s
}

// Boot starts the worker and the downloads, and opens the link that the address holds.
func (s *Store) Boot(hash string) {
	s.session.Open()
	s.desk.Theme(s.Theme())
	s.Open(hash)
	s.restart()
}

// Do carries out what a visitor did. What goes wrong in it is shown, and the page lives on.
func (s *Store) Do(act func()) {
	defer s.guard()
	act()
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
		Advice: "The page goes on, but what it shows may be wrong: load it anew. The address keeps your settings.", Label: "Load the page anew", act: s.desk.Reload})
}

// State is where the page stands, one of the session's State constants.
func (s *Store) State() string { return s.session.State() }

// Facts are what the page tells about itself to whoever looks from outside (styles, tests, a
// page around it): values of data attributes by name, "" for absent.
func (s *Store) Facts() map[string]string {
	f := map[string]string{"state": s.State(), "fingerprint": "", "accuracy": "", "link": "", "digit": "", "label": "",
		"verdict": s.verdict, "sweep": s.sweepFact(), "stale": mark(s.Stale()), "frame": mark(s.frameUp), "tab": s.tab, "theme": s.Theme(), "embed": mark(s.link.Embed), "devices": mark(s.library.shown)}
	if s.result != nil {
		f["fingerprint"], f["link"] = s.result.Fingerprint, s.result.Link
		f["accuracy"] = fmt.Sprintf("%.4f", s.result.Accuracy)
	}
	if s.scores != nil {
		f["digit"], f["label"] = fmt.Sprint(s.scores.Class), fmt.Sprint(s.scores.Label)
	}
	return f
}

func mark(on bool) string {
	if on {
		return "1"
	}
	return ""
}

// Theme is "dark" or "light".
func (s *Store) Theme() string {
	if s.dark {
		return "dark"
	}
	return "light"
}

// ToggleTheme switches between dark and light and remembers it.
func (s *Store) ToggleTheme() {
	s.dark = !s.dark
	s.desk.Theme(s.Theme())
	s.remember(keyTheme, s.Theme())
	s.tellFrame()
}

// Show opens a dialog: share, help, scenarios, toy; "" closes it.
func (s *Store) Show(dialog string) { s.dialog, s.sharing.copied = dialog, "" }

// Tab chooses what a narrow screen shows.
func (s *Store) Tab(name string) {
	if name == "devices" {
		s.ShowDevices()
		return
	}
	s.HideDevices()
	s.tab = name
}

// Hidden tells whether the link hides a panel (lab.Panels).
func (s *Store) Hidden(panel string) bool {
	for _, p := range s.link.Hide {
		if p == panel {
			return true
		}
	}
	return s.link.Embed && (panel == "setup" || panel == "draw" || panel == "neuron" || panel == "transport" || panel == "share")
}
