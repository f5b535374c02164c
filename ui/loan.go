package ui

import (
	"cmp"
	"fmt"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// attendEvery is how often a page that is in a class asks how its sweep stands (assumed).
const attendEvery = 8 * time.Second

// loan is the help of the visitor's page for the sweep of the class.
type loan struct {
	off   bool      // the visitor wants none
	given bool      // a worker computes, or waits for work
	rests bool      // it was told to: the visitor's own run comes first
	own   string    // hash of the visitor's own data that it has; "" for none
	stand wire.Lent // how it stands
	asked time.Duration
}

// attend asks a class from time to time how its sweep stands, and lends it a worker while there is work.
func (s *Store) attend() {
	k := s.classroom()
	if !k.joined() {
		return
	}
	if now := s.desk.Now(); now-k.loan.asked >= attendEvery && !k.asking {
		k.loan.asked = now
		s.desk.AskClass(ClassStudy, k.member.Token, nil)
	}
	s.lend()
}

// lend begins, rests or ends the loan as it is wanted now.
func (s *Store) lend() {
	k := s.classroom()
	l := &k.loan
	wanted := k.joined() && !l.off && k.about.works() && l.stand.State != wire.LentRefused && !s.classLacks()
	hash := s.classData()
	switch rests := s.Busy(); {
	case wanted && s.session.Alive() && (!l.given || rests != l.rests || hash != l.own):
		var files wire.Bring
		if hash != "" && (!l.given || hash != l.own) {
			files = s.data().using
			files.Hash = hash
		}
		l.given, l.rests, l.own = true, rests, hash
		s.desk.Lend(k.member.Token, rests, files)
	case !wanted && l.given:
		l.given, l.own = false, ""
		s.desk.EndLoan()
	}
}

// classLink is the link of the sweep of the class, where it is of own data; false for another.
func (s *Store) classLink() (lab.Link, bool) {
	l, err := s.parsed(s.classroom().about.Link)
	return l, err == nil && l.Task == lab.OwnTask
}

// classData is the hash of the own data that the class computes over; "" for published ones.
func (s *Store) classData() string {
	if l, own := s.classLink(); own {
		return l.Own.Data
	}
	return ""
}

// classLacks tells whether the class computes over own data that are not here.
func (s *Store) classLacks() bool {
	l, own := s.classLink()
	return own && l.Lacks(s.data().hash()) != nil
}

// BringForClass makes the experiment that the class sweeps over the settings, and asks for its file.
func (s *Store) BringForClass() {
	if l, own := s.classLink(); own && !s.link.Lock && !s.Busy() {
		s.change(l.Experiment)
		s.ShowOwn()
	}
}

// works tells whether a class has something to compute.
func (a classAbout) works() bool { return a.State == "running" || a.State == "checking" }

// ToggleLoan begins or ends the help for the class.
func (s *Store) ToggleLoan() {
	l := &s.classroom().loan
	l.off = !l.off
	if l.stand = (wire.Lent{}); !l.off {
		l.asked = 0
	}
	s.lend()
}

// Lent takes a report of the worker that is lent.
func (s *Store) Lent(m wire.Lent) { s.classroom().loan.stand = m }

// loanWords say how the help stands.
func (s *Store) loanWords() string {
	k := s.classroom()
	switch l := k.loan; {
	case l.stand.State == wire.LentRefused || l.stand.State == wire.LentFailed:
		return spell.Sentence(fmt.Errorf("%s", l.stand.Why))
	case k.about.Link == "":
		return "The class computes no sweep now."
	case s.classLacks():
		return fmt.Sprintf("The class computes over its own data, %s, which stay on each machine: bring the same file, and "+
			"this page helps.", cmp.Or(spell.Short(k.about.Data), "a file"))
	case l.off:
		return fmt.Sprintf("The class has %s of %s points without this page.", count(k.about.Done), count(k.about.Points))
	case l.rests && l.given:
		return "It waits until your own run is through."
	}
	return fmt.Sprintf("The class has %s of %s points, %s of them from this page.", count(k.about.Done),
		count(k.about.Points), count(k.loan.stand.Points))
}

func count(n int) string { return spell.Thousands(int64(n)) }

// fact is how the help stands for whoever looks from outside; "" for none.
func (l loan) fact() string {
	if !l.given {
		return ""
	}
	return l.stand.State
}
