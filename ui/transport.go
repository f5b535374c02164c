package ui

import "arraylab/ui/session"

// Transport is the bar that runs the machine, always in reach.
type Transport struct{ S *Store }

// trainLabel says what Train does now.
func (c *Transport) trainLabel() string {
	if c.S.session.Job().Kind == session.Ideal {
		return "Running ideal"
	}
	if c.S.framed() && c.S.replay.unseen() {
		return "Replay"
	}
	return "Train"
}

// cannotTrain and cannotStep tell that a button has nothing to do. It stays in reach all the same, and so keeps the focus of
// who pressed it: a disabled one would lose it.
func (c *Transport) cannotTrain() bool {
	return c.S.Busy() || c.S.session.Gone() || c.S.unfit()
}

func (c *Transport) cannotStep() bool {
	return c.S.session.Active() || c.S.session.Gone() || !c.S.Busy() && c.S.unfit()
}

func (c *Transport) paused() bool { return c.S.session.Paused() }

// idle folds, for a beginner, what has nothing to act on.
func (c *Transport) idle() string {
	if c.S.Busy() || c.paused() {
		return ""
	}
	return "deep"
}
