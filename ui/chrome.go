package ui

import (
	"slices"
	"time"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
)

// chrome is how the page presents itself.
type chrome struct {
	dialog string // "", share, help, gallery, toy, builder, mistakes
	tab    string // on a phone: setup, array, digit, result
	curve  string // the chart of the learning curves: accuracy, loss
	detail string // the chart below it: confusion, ber, pulses, margins, energy, sweep, hidden
	dark   bool
	// unfolded is the part of a dialog or a page that is: slides, cite, forms; "" for none.
	unfolded string
	hall     hall    // what of the gallery is looked at
	all      bool    // the visitor asked for every control
	build    builder // the network in the making
	sheet    mistakes
	lessons  lessons // what of the lessons is open
	mobile   mobile  // MobileNet by arithmetic
	turned   turning
	speech   speech
	met      map[string]bool // keys of the knobs that the visitor has moved: they are not folded away
}

// oneTurn is how long a pause ends the turning of a knob: Back undoes a turn, not each value that a slider passed (assumed).
const oneTurn = time.Second

// turning is the knob that the visitor turned last.
type turning struct {
	key   string
	at    time.Duration
	entry bool // the next address begins an entry of the history
	count int  // of the turns so far
	field string
	typed string // what was typed into a field last: "0." on the way to "0.05"
}

// types follows that a text is typed into the field of a knob.
func (t *turning) types(key, text string) { t.field, t.typed = key, text }

// spelled is the text of a field as it was typed, where that still says what is set.
func (t *turning) spelled(f *lab.Field, set string) string {
	if t.field == f.Key {
		if canon, err := f.Canon(t.typed); err == nil && canon == set {
			return t.typed
		}
	}
	return set
}

// turn follows that a knob is turned: another one, or the same after a pause, begins an entry.
func (t *turning) turn(key string, now time.Duration) {
	t.entry = key != t.key || now-t.at > oneTurn
	if t.key, t.at = key, now; t.entry {
		t.count++
	}
}

// now is the number of the turn under way; 0 for none.
func (t *turning) now() int {
	if t.key == "" {
		return 0
	}
	return t.count
}

// over ends the turning of a knob: what comes next is no value that a slider passed.
func (t *turning) over() { *t = turning{count: t.count + 1} }

// begins tells whether the next address begins an entry, once.
func (t *turning) begins() (entry bool) {
	entry, t.entry = t.entry, false
	return entry
}

// turnTo chooses the chart below the learning curves.
func (c *chrome) turnTo(detail string) { c.detail = detail }

// unfold opens a part, or closes it where it is open.
func (c *chrome) unfold(part string) {
	if c.unfolded == part {
		part = ""
	}
	c.unfolded = part
}

// Unfold answers a click on the summary of a part: the browser's own opening would not outlive the next drawing.
func (s *Store) Unfold(event vugu.DOMEvent, part string) {
	event.PreventDefault()
	s.Do(func() { s.chrome.unfold(part) })
}

// theme is "dark" or "light".
func (c *chrome) theme() string {
	if c.dark {
		return "dark"
	}
	return "light"
}

// Theme is "dark" or "light".
func (s *Store) Theme() string {
	return s.chrome.theme()
}

// ToggleTheme switches between dark and light and remembers it.
func (s *Store) ToggleTheme() {
	s.chrome.dark = !s.chrome.dark
	s.desk.Theme(s.Theme())
	s.remember(keyTheme, s.Theme())
	s.tellFrame()
}

// Show opens a dialog: share, help, gallery, toy; "" closes it.
func (s *Store) Show(dialog string) {
	s.chrome.dialog = dialog
	s.sharing.again()
	s.leaveDialog(dialog)
}

// Tab chooses what a narrow screen shows.
func (s *Store) Tab(name string) {
	if name == "devices" {
		s.ShowDevices()
		return
	}
	s.HideDevices()
	s.chrome.tab = name
}

// notEmbedded are the panels that a page within a page goes without.
var notEmbedded = [...]string{"setup", "draw", "neuron", "devices", "gallery", "share", "intro"}

// Hidden tells whether the link hides a panel (lab.Panels). A component that draws one says so by data-panel.
func (s *Store) Hidden(panel string) bool {
	return slices.Contains(s.link.Hide, panel) || s.framed() && slices.Contains(notEmbedded[:], panel)
}

// showDetail chooses the chart below the learning curves.
func (s *Store) showDetail(name string) {
	s.chrome.turnTo(name)
	s.askMargins()
	s.askWeights()
}
