package ui

import (
	"fmt"
	"testing"

	"arraylab/sim/lab"
)

// TestHelpTellsTheVersion: what to name in a question about the page.
func TestHelpTellsTheVersion(t *testing.T) {
	s, _ := atBoot("")
	s.Show("help")
	shows(t, s, "help-version", fmt.Sprintf("commit 0123456789ab, date 2026-01-02. Numeric version %d.",
		lab.NumericVersion))
}
