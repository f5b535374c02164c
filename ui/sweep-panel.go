package ui

// SweepPanel asks what the network comes to over a knob and over chips.
type SweepPanel struct{ S *Store }

func (c *SweepPanel) set(part, text string) { c.S.Do(func() { c.S.SweepText(part, text) }) }

func (c *SweepPanel) loss(text string) { c.S.Do(func() { c.S.loss = &text }) }

// saved says what weak programming saves; nothing where no energies are known.
func (c *SweepPanel) saved() string {
	if !c.S.energies() {
		return ""
	}
	return c.S.savedWords()
}

// ranged tells whether the chosen knob has numbers to go through.
func (c *SweepPanel) ranged() bool { return c.S.sweepKey() != "" }

func (c *SweepPanel) label() string {
	if c.S.sweeping {
		return "Sweeping"
	}
	return "Sweep"
}

// empty says what a sweep is for, or what it lacks.
func (c *SweepPanel) empty() string {
	if c.S.result == nil || c.S.Stale() {
		return "A sweep needs a trained network with these settings: train first."
	}
	return "Programs one chip after the other with the network as it is and infers the test set: accuracy over a knob of the memory, and its spread from chip to chip."
}
