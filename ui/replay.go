package ui

import (
	"fmt"
	"strings"

	"arraylab/sim/lab"
)

// replay compares results with the fingerprint that an opened link came with.
type replay struct {
	expect  string // its first hex digits; "" for none
	verdict string // "", exact, differs
}

// expects follows that a link with a fingerprint was opened; "" for one without.
func (p *replay) expects(fingerprint string) { *p = replay{expect: fingerprint} }

// again follows that the link is carried out anew.
func (p *replay) again() { p.verdict = "" }

// judge compares a result.
func (p *replay) judge(r *lab.Result) {
	p.verdict = "differs"
	if strings.HasPrefix(r.Fingerprint, p.expect) {
		p.verdict = "exact"
	}
}

// text says whether the link was reproduced by the shown result.
func (p *replay) text(r *lab.Result, busy bool) string {
	switch {
	case p.expect == "":
		return ""
	case p.verdict == "exact":
		return "Reproduced exactly: fingerprint " + p.expect + "."
	case p.verdict == "differs":
		return fmt.Sprintf("Not reproduced: the link expects fingerprint %s, here came %s. "+
			"If the link was made by another version of this page (numerics here: %d), its figures may differ; otherwise please report it.",
			p.expect, r.Fingerprint[:min(len(p.expect), len(r.Fingerprint))], r.Numerics)
	case busy:
		return ""
	}
	return "These settings come with the fingerprint of a known result, " + p.expect +
		". Replay the run here, and see whether it comes out the same."
}

// judge compares the shown result with the fingerprint of the opened link, where it is that of the settings.
func (s *Store) judge() {
	s.replay.verdict = ""
	if s.replay.expect != "" && s.result != nil && s.result.Link == s.link.Experiment.Link() && s.reason != "stop" {
		s.replay.judge(s.result)
	}
}

// VerdictText says whether an opened link was reproduced.
func (s *Store) VerdictText() string { return s.replay.text(s.result, s.Busy()) }

// dismiss takes the word on the opened link's fingerprint away.
func (p *replay) dismiss() { p.expects("") }
