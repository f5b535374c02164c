package memory

import "math"

// Glide spreads a zoom over the frames that follow, so that the notches of a wheel and the
// presses of a button run together into one motion. The zero value is at rest.
type Glide struct {
	left float64 // logarithm of the factor still to go
	x, y float64 // pixels of the screen
}

// glideTime is the time constant of a glide in milliseconds: over in a fifth of a second (assumed).
const glideTime = 55.0

// Add has the viewport zoom by a further factor about a point, in pixels of the screen.
func (g *Glide) Add(factor, x, y float64) {
	if factor > 0 && !math.IsInf(factor, 1) {
		g.left += math.Log(factor)
		g.x, g.y = x, y
	}
}

// Moving says that the glide is not over.
func (g *Glide) Moving() bool { return g.left != 0 }

// Stop ends the glide where it is.
func (g *Glide) Stop() { g.left = 0 }

// Step returns the viewport some milliseconds later; density as in Gesture.Move. Where the bounds
// of the zoom end the motion, the glide ends too.
func (g *Glide) Step(ms, density float64, v Viewport) Viewport {
	if g.left == 0 {
		return v
	}
	part := g.left * (1 - math.Exp(-max(ms, 0)/glideTime))
	if math.Abs(g.left-part) < 0.004 {
		part = g.left
	}
	g.left -= part
	next := v.ZoomAt(math.Exp(part), g.x*density, g.y*density)
	if next.Zoom == v.Zoom && part != 0 {
		g.left = 0
	}
	return next
}
