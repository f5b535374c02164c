package ui

// Alerts are what the visitor should know: a wrong link, the word on a replayed one, failures.
type Alerts struct{ S *Store }

func (c *Alerts) none() bool {
	return len(c.S.notices) == 0 && len(c.S.wrong) == 0 && c.S.VerdictText() == ""
}
