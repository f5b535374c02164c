package ui

import (
	"strings"

	"arraylab/ui/chart"
)

// ToyDialog shows why metaplasticity works, on the smallest problem with hidden weights.
type ToyDialog struct{ S *Store }

// set is the handler of the figure's knobs.
func (c *ToyDialog) set(key, text string) { c.S.toy.set(key, text) }

// pick takes a point of the plane: its coordinates with a space between them.
func (c *ToyDialog) pick(at string) {
	left, right, _ := strings.Cut(at, " ")
	x, wrongX := parse(left)
	y, wrongY := parse(right)
	if wrongX == nil && wrongY == nil {
		c.S.Do(func() { c.S.toy.pick(x, y) })
	}
}

// chart is one of the figure's, by its place.
func (c *ToyDialog) chart(i int) chart.Drawing { return c.S.toy.now().Charts[i] }
