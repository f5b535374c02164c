package ui

import "fmt"

// ArrayPanel frames the view of the memory array, which is a page of its own.
type ArrayPanel struct{ S *Store }

// layers are the names of the arrays, input side first.
func (c *ArrayPanel) layers() []string {
	w := c.S.arrayWidths()
	var names []string
	for i := 1; i < len(w); i++ {
		names = append(names, fmt.Sprintf("%d×%d", w[i-1], w[i]))
	}
	return names
}
