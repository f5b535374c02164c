package chart

import "arraylab/sim/lab"

// Plane lays the values of an image out, channel below channel.
func Plane(g lab.Grid) (w, h int) { return g.W, g.C * g.H }

// Image is what the network got, in a grid; an empty one where there are not as many pixels.
func (g Ground) Image(grid lab.Grid, pixels []byte) Picture {
	if len(pixels) != grid.Values() {
		pixels = make([]byte, grid.Values())
	}
	w, h := Plane(grid)
	return PictureOf(w, h, pixels, g.greys())
}
