package ui

import (
	"cmp"
	"fmt"
)

// ClassDialog is where a student joins the class of a lecture, and hands results in.
type ClassDialog struct{ S *Store }

// missing says that there is no class here, or not yet; "" where there is one.
func (c *ClassDialog) missing() string {
	switch k := c.S.classroom(); {
	case k.about.V > 0:
		return ""
	case !k.sought:
		return "Looking for the class."
	}
	return "There is no class at this address. A class lives on a lecturer's machine, for as long as the lecture lasts: " +
		"the command arraylab class starts one, and shows the address and a code to scan."
}

// who the visitor is.
func (c *ClassDialog) who() string {
	m := c.S.classroom().member
	return cmp.Or(m.Name, fmt.Sprintf("number %d", m.Number))
}

// result is what would be handed in.
func (c *ClassDialog) result() string {
	r := c.S.shown()
	if why := c.S.handWords(); why != "" || r == nil {
		return why
	}
	return fmt.Sprintf("%.2f %% with these settings.", 100*r.Accuracy)
}
