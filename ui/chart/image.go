package chart

import "arraylab/sim/lab"

// Plane is the size of a picture that has a dot a value of an image, channel below channel.
func Plane(g lab.Grid) (w, h int) { return g.W, g.C * g.H }

// planes orders what belongs to the values of an image, one each, as Plane lays them out.
func planes[T any](g lab.Grid, values []T) []T {
	if g.C == 1 {
		return values
	}
	laid := make([]T, len(values))
	for i, v := range values {
		c, y, x := g.Place(i)
		laid[(c*g.H+y)*g.W+x] = v
	}
	return laid
}

// colours are the channels of an image that is shown in colour: red, green and blue.
const colours = 3

// InColour tells whether an image is shown in colour.
func InColour(g lab.Grid) bool { return g.C == colours }

// Image is what the network got: a signal as traces over time, three channels in their colours, others in grey, channel
// below channel; an empty one where there are not as many pixels.
func (g Ground) Image(grid lab.Grid, pixels []byte) Picture {
	if grid.Signal() {
		return g.traces(grid, pixels)
	}
	w, h := Plane(grid)
	if InColour(grid) {
		w, h = grid.W, grid.H
	}
	switch {
	case len(pixels) != grid.Values():
		return PictureOf(w, h, make([]byte, w*h), g.greys())
	case InColour(grid):
		return PictureOf(w, h, pixels, nil)
	}
	return PictureOf(w, h, planes(grid, pixels), g.greys())
}
