package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"arraylab/sim/lab"
)

// replay compares results with what an opened link says of the one that its sender had.
type replay struct {
	expect   lab.Print   // of its fingerprint; the zero value for none
	accuracy float64     // its accuracy in percent; 0 for none
	verdict  lab.Verdict // "" until there is a result
	link     string      // as it was opened
	earlier  string      // where the page of its numerics is to be found; "" where it is not known
}

// expects follows that a link was opened which says of a result; the zero value and 0 for one that does not.
func (p *replay) expects(expect lab.Print, accuracy float64, link string) {
	*p = replay{expect: expect, accuracy: accuracy, link: link}
}

// again follows that the link is carried out anew.
func (p *replay) again() { p.verdict = "" }

// judge compares a result: by the fingerprint, which says more, else by the accuracy.
func (p *replay) judge(r *lab.Result) {
	switch {
	case p.expect != lab.Print{}:
		p.verdict = p.expect.Judge(r)
	case p.accuracy == inPercent(r.Accuracy):
		p.verdict = lab.VerdictExact
	default:
		p.verdict = lab.VerdictDiffers
	}
}

// older tells that a link of older numerics than these was opened, for which an older page may be found.
func (p *replay) older(here lab.Numerics) bool { return p.expect.Against(here) == lab.VerdictOlder }

// foundAt follows that the page of numerics is at an address.
func (p *replay) foundAt(numerics int, address string) {
	if int(p.expect.Numerics) == numerics {
		p.earlier = address + "#" + p.link
	}
}

// earlierLabel names the link to it.
func (p *replay) earlierLabel() string {
	return fmt.Sprintf("Open it in the page of numerics %d", p.expect.Numerics)
}

// EarlierFound answers Desk.Earlier.
func (s *Store) EarlierFound(numerics int, address string) { s.replay.foundAt(numerics, address) }

// inPercent is an accuracy as a link spells it: in percent, with two digits.
func inPercent(accuracy float64) float64 { return math.Round(accuracy*1e4) / 100 }

// spelled is an accuracy in percent as it stands in a link.
func spelled(percent float64) string { return strconv.FormatFloat(percent, 'f', -1, 64) + " %" }

// unseen tells whether a link says of a result that has not come out here.
func (p *replay) unseen() bool { return p.verdict == "" && (p.expect != lab.Print{} || p.accuracy > 0) }

// text says whether the link was reproduced by the shown result; until there is one, what its sender had. here are the
// numerics of this page.
func (p *replay) text(r *lab.Result, busy bool, here lab.Numerics) string {
	switch {
	case p.expect == lab.Print{} && p.accuracy == 0:
		return ""
	case p.verdict != "":
		return p.judged(r) + p.word(r)
	case busy:
		return ""
	}
	notice := p.expect.Notice(here)
	switch {
	case p.accuracy > 0:
		return strings.TrimSpace(notice + fmt.Sprintf(" The sender had %s; not yet run here. "+
			"Replay the run, and see whether it comes out the same.", spelled(p.accuracy)))
	case notice != "":
		return notice
	}
	return "These settings come with the fingerprint of a known result, " + p.expect.Digits +
		". Replay the run here, and see whether it comes out the same."
}

// judged is the verdict in words.
func (p *replay) judged(r *lab.Result) string {
	switch {
	case p.expect != lab.Print{}:
		return p.expect.Words(r)
	case p.verdict == lab.VerdictExact:
		return "Same accuracy as the sender's."
	}
	return "Another accuracy than the sender's."
}

// word sets the sender's accuracy beside the one that came here.
func (p *replay) word(r *lab.Result) string {
	if p.accuracy == 0 {
		return ""
	}
	return fmt.Sprintf(" The sender had %s, here came %s.", spelled(p.accuracy), spelled(inPercent(r.Accuracy)))
}

// judge compares the shown result with what the opened link says, where it is that of the settings.
func (s *Store) judge() {
	s.replay.verdict = ""
	said := s.replay.expect != lab.Print{} || s.replay.accuracy > 0
	if said && s.result != nil && s.result.Link == s.link.Experiment.Link() && s.reason != "stop" {
		s.replay.judge(s.result)
	}
}

// VerdictText says whether an opened link was reproduced.
func (s *Store) VerdictText() string {
	if s.framed() && s.replay.unseen() {
		return "" // its button says Replay, and there is little room
	}
	return s.replay.text(s.result, s.Busy(), lab.NumericVersion)
}

// dismiss takes the word on the opened link's result away.
func (p *replay) dismiss() { *p = replay{} }
