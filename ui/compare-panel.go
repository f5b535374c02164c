package ui

import (
	"github.com/vugu/vugu"

	"arraylab/ui/chart"
)

// ComparePanel sets two results side by side.
type ComparePanel struct{ S *Store }

func (c *ComparePanel) open() bool { return c.S.chrome.detail == "compare" }

// empty says why nothing is compared.
func (c *ComparePanel) empty() string {
	if !c.open() || c.S.versusResult() != nil {
		return ""
	}
	return "That is the result on the screen: choose another one of the earlier results."
}

func (c *ComparePanel) table() vugu.HTML {
	other := c.S.versusResult()
	if !c.open() || other == nil {
		return ""
	}
	return compareTable(c.S.result, other, c.S.word())
}

// settings names the earlier result.
func (c *ComparePanel) settings() string {
	if !c.open() || c.S.versusResult() == nil {
		return ""
	}
	return chart.OtherRun + ": " + Past{Link: c.S.comparison.versus}.Settings()
}

// curves tells whether both runs have one.
func (c *ComparePanel) curves() bool {
	other := c.S.versusResult()
	if !c.open() || other == nil {
		return false
	}
	return chart.TwoRuns{This: c.S.result.Curve, Other: other.Curve}.Drawable()
}

// none tells that there are no two runs whose arrays could be compared.
func (c *ComparePanel) none() bool { return !c.open() || c.S.versusPast() == nil }

// wrong says why there is no difference of the arrays.
func (c *ComparePanel) wrong() string {
	if c.none() {
		return ""
	}
	return c.S.difference().wrong
}

// layers is the number of layers whose difference there is.
func (c *ComparePanel) layers() int {
	if c.none() {
		return 0
	}
	return len(c.S.difference().layers)
}

func (c *ComparePanel) arrays() vugu.HTML {
	if c.layers() == 0 {
		return ""
	}
	return differenceTable(c.S.difference().layers)
}
