package memory

import (
	"math"
	"slices"
)

// The sides, in pixels, of the squares that pictures may have as many pixels as. Software
// rendering manages the first few, a graphics card all.
var sides = [...]float64{192, 256, 320, 384, 512, 724, 1024, 1448, 2048}

// Frame times, in milliseconds, between which a pace leaves the resolution alone. The lower is
// one frame of a 60 Hz screen with its jitter, the upper the 50 frames a second aimed at, with
// as much.
const (
	fast = 18.5
	slow = 24
)

// Pace chooses how many pixels to draw in motion from how long frames take, so that motion stays
// fluid whatever renders it. The zero value is none: use NewPace.
type Pace struct {
	side   int // index of sides
	most   int // the highest that has not proved too slow of late
	recent []float64
	// After patience windows of fast frames it tries a side again that was too slow; each time
	// that it still is, the patience doubles.
	calm, patience int
}

// window is the number of frames that a decision rests on.
const window = 16

// NewPace returns a pace that begins with 512 by 512 pixels.
func NewPace() *Pace {
	return &Pace{side: slices.Index(sides[:], 512), most: len(sides) - 1,
		recent: make([]float64, 0, window), patience: 8}
}

// Frame takes the time in milliseconds from one drawn frame to the next while in motion; capped
// says that Fit made the picture smaller. It returns true when Fit will answer otherwise.
func (p *Pace) Frame(ms float64, capped bool) bool {
	p.recent = append(p.recent, ms)
	if len(p.recent) < window {
		return false
	}
	slices.Sort(p.recent)
	median := p.recent[window/2]
	p.recent = p.recent[:0]
	was := p.side
	switch {
	case median > slow && p.side > 0:
		if p.side == p.most {
			p.patience = min(2*p.patience, 64)
		}
		p.side--
		p.most, p.calm = p.side, 0
	case median < fast && capped:
		if p.calm++; p.side == p.most && p.calm > p.patience {
			p.most, p.calm = min(p.most+1, len(sides)-1), 0
		}
		p.side = min(p.side+1, p.most)
	}
	return p.side != was
}

// Fit returns the size in pixels at which to draw, in motion, a picture that the screen shows in w
// by h, and whether that is smaller.
func (p *Pace) Fit(w, h int) (int, int, bool) {
	budget := sides[p.side] * sides[p.side]
	f := math.Sqrt(budget / (float64(w) * float64(h)))
	if f >= 1 {
		return w, h, false
	}
	return max(int(float64(w)*f), 1), max(int(float64(h)*f), 1), true
}
