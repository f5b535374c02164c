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
	expect   string  // first hex digits of its fingerprint; "" for none
	accuracy float64 // its accuracy in percent; 0 for none
	verdict  string  // "", exact, differs
}

// expects follows that a link was opened which says of a result; "" and 0 for one that does not.
func (p *replay) expects(fingerprint string, accuracy float64) {
	*p = replay{expect: fingerprint, accuracy: accuracy}
}

// again follows that the link is carried out anew.
func (p *replay) again() { p.verdict = "" }

// judge compares a result: by the fingerprint, which says more, else by the accuracy.
func (p *replay) judge(r *lab.Result) {
	same := strings.HasPrefix(r.Fingerprint, p.expect)
	if p.expect == "" {
		same = p.accuracy == inPercent(r.Accuracy)
	}
	p.verdict = "differs"
	if same {
		p.verdict = "exact"
	}
}

// inPercent is an accuracy as a link spells it: in percent, with two digits.
func inPercent(accuracy float64) float64 { return math.Round(accuracy*1e4) / 100 }

// spelled is an accuracy in percent as it stands in a link.
func spelled(percent float64) string { return strconv.FormatFloat(percent, 'f', -1, 64) + " %" }

// text says whether the link was reproduced by the shown result; until there is one, what its sender had.
func (p *replay) text(r *lab.Result, busy bool) string {
	switch {
	case p.expect == "" && p.accuracy == 0:
		return ""
	case p.verdict != "":
		return p.judged(r) + p.word(r)
	case busy:
		return ""
	case p.accuracy > 0:
		return fmt.Sprintf("The sender had %s; not yet run here. Replay the run, and see whether it "+
			"comes out the same.",
			spelled(p.accuracy))
	}
	return "These settings come with the fingerprint of a known result, " + p.expect +
		". Replay the run here, and see whether it comes out the same."
}

// judged is the verdict in words.
func (p *replay) judged(r *lab.Result) string {
	switch {
	case p.expect == "" && p.verdict == "exact":
		return "Same accuracy as the sender's."
	case p.expect == "":
		return "Another accuracy than the sender's."
	case p.verdict == "exact":
		return "Reproduced exactly: fingerprint " + p.expect + "."
	}
	return fmt.Sprintf("Not reproduced: the link expects fingerprint %s, here came %s. "+
		"If the link was made by another version of this page (numerics here: %d), its figures may differ; "+
		"otherwise please report it.",
		p.expect, r.Fingerprint[:min(len(p.expect), len(r.Fingerprint))], r.Numerics)
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
	said := s.replay.expect != "" || s.replay.accuracy > 0
	if said && s.result != nil && s.result.Link == s.link.Experiment.Link() && s.reason != "stop" {
		s.replay.judge(s.result)
	}
}

// VerdictText says whether an opened link was reproduced.
func (s *Store) VerdictText() string { return s.replay.text(s.result, s.Busy()) }

// dismiss takes the word on the opened link's result away.
func (p *replay) dismiss() { *p = replay{} }
