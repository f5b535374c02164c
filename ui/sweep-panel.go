package ui

import "cmp"

// SweepPanel asks what the network comes to over a knob and over chips.
type SweepPanel struct{ S *Store }

func (c *SweepPanel) set(part, text string) { c.S.Do(func() { c.S.SweepText(part, text) }) }

func (c *SweepPanel) loss(text string) { c.S.Do(func() { c.S.sweep.grant(text) }) }

// saved says what weak programming saves; nothing where no energies are known.
func (c *SweepPanel) saved() string {
	if !c.S.sweep.survey().Energies() {
		return ""
	}
	return c.S.sweep.survey().Saved(c.S.sweep.lossText(), c.S.idealShare())
}

// ranged tells whether the chosen knob has numbers to go through.
func (c *SweepPanel) ranged() bool { return c.S.sweepKey() != "" }

func (c *SweepPanel) label() string {
	if c.S.session.Sweeping() && !c.S.session.Ablating() {
		return "Sweeping"
	}
	return "Sweep"
}

// note says what the sweep trains; what is hidden is not counted.
func (c *SweepPanel) note() string {
	if c.S.chrome.detail != "sweep" || c.S.session.Sweeping() {
		return ""
	}
	return cmp.Or(c.S.broughtNote(), c.S.sweepNote())
}

// empty says what a sweep is for, or what it lacks.
func (c *SweepPanel) empty() string {
	if c.S.held() == nil || c.S.needsNetwork() && !c.S.holds() {
		return "A sweep needs a trained network with these settings: train first."
	}
	return "Programs one chip after the other with the network as it is and infers the test set: accuracy over a " +
		"knob, and its spread from chip to chip. Knobs of learning train a network for each value and seed. Pause, " +
		"Resume and Stop stand below; Share makes a link of the sweep."
}
