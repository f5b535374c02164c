package ui

import (
	"net/url"
	"strings"

	"rsc.io/qr"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// SharedLink is the whole address that Share offers.
func (s *Store) SharedLink() string {
	l := s.teach
	l.Experiment, l.Fingerprint = s.link.Experiment, ""
	if l.Sweep, l.Ablate = s.study(); l.Sweep != nil {
		return s.Base() + "#" + l.String()
	}
	if r := s.result; r != nil && r.Link == l.Experiment.Link() && s.reason != "stop" && len(r.Fingerprint) >= lab.FingerprintDigits {
		l.Fingerprint = r.Fingerprint[:lab.FingerprintDigits]
	}
	return s.Base() + "#" + l.String()
}

// study is the sweep or the ablation whose form is on the screen: it is shared with the settings. One that is not
// allowed is none.
func (s *Store) study() (w *lab.Sweep, ablate bool) {
	switch s.detail {
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
func (s *Store) Base() string {
	if s.base != "" {
		return s.base
	}
	return s.desk.Base()
}

// SetBase sets the address that shared links begin with, and remembers it; "" for the page's
// own.
func (s *Store) SetBase(text string) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "#")
	s.base = text
	s.remember(keyBase, text)
}

// BaseWarning says what is wrong with the base address; "" when others can follow it.
func (s *Store) BaseWarning() string {
	u, err := url.Parse(s.Base())
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return "Nobody can follow this address: it must begin with http:// or https:// and a host."
	case u.Hostname() == "localhost" || strings.HasSuffix(u.Hostname(), ".localhost") || strings.HasPrefix(u.Hostname(), "127.") || u.Hostname() == "::1":
		return "This address leads to your own machine: nobody else can follow it. Put the address of the published page here."
	}
	return ""
}

// Copy puts the link on the clipboard.
func (s *Store) Copy() { s.desk.Copy(s.SharedLink()) }

// Copied ends Desk.Copy.
func (s *Store) Copied(err error) {
	s.copied = "Copied."
	if err != nil {
		s.copied = "This browser does not let the page copy: select the link and copy it by hand."
	}
}

// Teach sets a flag of the shared link: lock, run, embed, or a panel's name to hide it.
func (s *Store) Teach(flag string) {
	switch flag {
	case "lock":
		s.teach.Lock = !s.teach.Lock
	case "run":
		s.teach.Run = !s.teach.Run
	case "embed":
		s.teach.Embed = !s.teach.Embed
	default:
		var hide []string
		on := s.Taught(flag)
		for _, p := range lab.Panels() { // in the order of the table
			if p == flag && !on || p != flag && s.Taught(p) {
				hide = append(hide, p)
			}
		}
		s.teach.Hide = hide
	}
	s.copied = ""
}

// Taught tells whether the shared link sets a flag.
func (s *Store) Taught(flag string) bool {
	switch flag {
	case "lock":
		return s.teach.Lock
	case "run":
		return s.teach.Run
	case "embed":
		return s.teach.Embed
	}
	for _, p := range s.teach.Hide {
		if p == flag {
			return true
		}
	}
	return false
}

// QR is the shared link as a QR code with its quiet zone of four modules; an empty picture when
// the link is too long for one.
func (s *Store) QR() chart.Picture {
	const quiet = 4
	code, err := qr.Encode(s.SharedLink(), qr.M)
	if err != nil {
		return chart.Picture{}
	}
	n := code.Size + 2*quiet
	px := make([]byte, n*n)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				px[(y+quiet)*n+x+quiet] = 1
			}
		}
	}
	return chart.PictureOf(n, n, px, []byte{255, 255, 255, 0, 0, 0})
}
