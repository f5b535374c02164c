package ui

import (
	"cmp"
	"slices"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// sharing is how the link is presented that is to be shared.
type sharing struct {
	base   string   // the address that it begins with; "" for the page's own
	flags  lab.Link // those that it sets
	size   int      // of a frame: a place in frameSizes
	copied string   // what came of the last copy
	class  classroom
}

// Printed is what stands below a page on paper: the link that gives it again, and the fingerprint of its result.
func (s *Store) Printed() string {
	text := s.SharedLink()
	if r := s.shown(); r != nil && r.Fingerprint != "" {
		text += " – fingerprint " + r.Fingerprint
	}
	return text
}

// FigureLink is the link of the charts of a result that the settings no longer give; "" where the shared link is theirs.
func (s *Store) FigureLink() string {
	if s.result == nil || !s.Stale() || s.session.Training() {
		return ""
	}
	if w, _ := s.study(); w != nil {
		return ""
	}
	return s.Base() + "#" + s.result.Link + " – fingerprint " + s.result.Fingerprint
}

// SharedLink is the whole address that Share offers.
func (s *Store) SharedLink() string {
	l := s.sharing.flags
	l.Experiment, l.Fingerprint, l.Accuracy, l.Lesson = s.link.Experiment, lab.Print{}, 0, s.chrome.lessons.place()
	l.Lang = s.chrome.speech.shared()
	if l.Sweep, l.Ablate = s.study(); l.Sweep != nil {
		return s.Base() + "#" + l.String()
	}
	r := s.result
	if r != nil && r.Link == l.Experiment.Link() && s.reason != "stop" && r.Fingerprint != "" {
		l.Fingerprint, l.Accuracy = lab.PrintOf(r), inPercent(r.Accuracy)
	}
	return s.Base() + "#" + l.String()
}

// study is the sweep or the ablation whose form is on the screen: it is shared with the settings. One that is not
// allowed is none.
func (s *Store) study() (w *lab.Sweep, ablate bool) {
	switch s.chrome.detail {
	case "sweep":
		if w, err := s.sweepOf(s.form()); err == nil {
			return &w, false
		}
	case "ablate":
		if w, err := s.ablateOf(); err == nil {
			return &w, true
		}
	}
	return nil, false
}

// Base is the address that shared links begin with.
func (s *Store) Base() string { return cmp.Or(s.sharing.base, s.desk.Base()) }

// SetBase sets the address that shared links begin with, and remembers it; "" for the page's
// own.
func (s *Store) SetBase(text string) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "#")
	s.sharing.base = text
	s.remember(keyBase, text)
}

// BaseWarning says what is wrong with the base address; "" when others can follow it.
func (s *Store) BaseWarning() string {
	switch host := hostOf(s.Base()); {
	case host == "":
		return "Nobody can follow this address: it must begin with http:// or https:// and a host."
	case own(host):
		return "This address leads to your own machine: nobody else can follow it. Put the address of the " +
			"published page here."
	}
	return ""
}

// hostOf is the host of an address of the web, without a port; "" where it is none. Package net/url, which knows every
// kind of address, is 15 kB of the page.
func hostOf(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	if scheme = strings.ToLower(scheme); scheme != "http" && scheme != "https" {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	host := rest[strings.LastIndexByte(rest, '@')+1:]
	if within, after, bracketed := strings.Cut(strings.TrimPrefix(host, "["), "]"); bracketed {
		if !strings.HasPrefix(host, "[") || after != "" && after[0] != ':' {
			return ""
		}
		return within // of IPv6
	}
	host, _, _ = strings.Cut(host, ":")
	if strings.ContainsAny(host, " \t\"<>\\^`{|}") {
		return ""
	}
	return strings.ToLower(host)
}

// own tells whether a host is the visitor's own machine.
func own(host string) bool {
	return host == "localhost" || strings.HasSuffix(host, ".localhost") ||
		strings.HasPrefix(host, "127.") || host == "::1"
}

// Copy puts the link on the clipboard.
func (s *Store) Copy() { s.desk.Copy(s.SharedLink(), "share-link") }

// Copied ends Desk.Copy.
func (s *Store) Copied(err error) {
	s.sharing.copied = "Copied."
	if err != nil {
		s.sharing.copied = "This browser does not let the page copy: select the text and copy it by hand."
	}
}

// again follows that what is offered may be another one than was copied.
func (h *sharing) again() { h.copied = "" }

// teach sets a flag of the shared link: lock, run, embed, or a panel's name to hide it.
func (h *sharing) teach(flag string) {
	if on := h.flag(flag); on != nil {
		*on = !*on
	} else {
		hide := h.flags.Hide
		h.flags.Hide = nil
		for _, p := range lab.Panels() { // in the order of the table
			if slices.Contains(hide, p.Name) != (p.Name == flag) {
				h.flags.Hide = append(h.flags.Hide, p.Name)
			}
		}
	}
	h.again()
}

// flag is a flag of the link; nil where the name is that of a panel.
func (h *sharing) flag(name string) *bool {
	return map[string]*bool{"lock": &h.flags.Lock, "run": &h.flags.Run, "embed": &h.flags.Embed,
		"level": &h.flags.All}[name]
}

// taught tells whether the shared link sets a flag.
func (h *sharing) taught(flag string) bool {
	if on := h.flag(flag); on != nil {
		return *on
	}
	return slices.Contains(h.flags.Hide, flag)
}

// QR is the shared link as a QR code; an empty picture when the link is too long for one.
func (s *Store) QR() chart.Picture { return chart.QR(s.SharedLink()) }
