package ui

import "fmt"

// ArrayPanel frames the view of the memory array, which is a page of its own.
type ArrayPanel struct{ S *Store }

// layers are the names of the arrays, input side first.
func (c *ArrayPanel) layers() []string {
	var names []string
	for _, y := range c.S.arrayLayers() {
		names = append(names, fmt.Sprintf("%d×%d", y.Inputs, y.Rows))
	}
	return names
}
