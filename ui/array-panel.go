package ui

import "fmt"

// ArrayPanel frames the view of the memory array, which is a page of its own.
type ArrayPanel struct{ S *Store }

// framed tells whether the frame is to be loaded: its program is the largest of all.
func (c ArrayPanel) framed() bool { return c.S.array.showFrame && !c.S.Hidden("array") }

// cellText is the status line.
func (c *ArrayPanel) cellText() string {
	if c.S.ToDo() != "" {
		return ""
	}
	if c.S.mapsShown() != "" {
		return c.S.placeText()
	}
	return c.S.array.text(c.S.digital(c.S.array.layer))
}

// layers are the names of the arrays, input side first.
func (c *ArrayPanel) layers() []string {
	var names []string
	for _, y := range c.S.arrayLayers() {
		name := fmt.Sprintf("%d×%d", y.Inputs, y.Rows)
		if y.Digital {
			name += ", 8 bits"
		}
		names = append(names, name)
	}
	return names
}
