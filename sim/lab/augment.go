package lab

import (
	"arraylab/sim/bnn"
	"arraylab/sim/rng"
)

// shifted is how far a crop moves an image at most, in pixels: as if it had so many more at each edge, of which a
// window is cut out.
const shifted = 4

// augmenter changes the images of the training by chance, as a function of seed, round and number of an image; nil
// where they are shown as they are. Tests and frozen statistics have them as they are.
func (e Experiment) augmenter() func(dst, image []byte, round, number int) {
	if e.Augment == AugmentNone {
		return nil
	}
	stream, grid, crops := rng.New(e.Seed, rng.Augment), bnn.Grid(e.Data().Grid), e.Augment == AugmentCrop
	return func(dst, image []byte, round, number int) {
		u := stream.Block(uint64(number), uint64(round))
		y, x := 0, 0
		if crops {
			y, x = shift(u[1]), shift(u[2])
		}
		move(dst, image, grid, u[0]>>31 == 1, y, x)
	}
}

// shift is a whole number from -shifted to shifted, of one random word.
func shift(u uint32) int { return int(uint64(u)*(2*shifted+1)>>32) - shifted }

// move puts at each place of an image what stands y rows below and x columns right of it, in the mirror or not; beyond
// the edge that is the pixel at the edge.
func move(dst, image []byte, g bnn.Grid, mirrored bool, y, x int) {
	for row := range g.H {
		from := image[min(max(row+y, 0), g.H-1)*g.W*g.C:][:g.W*g.C]
		to := dst[row*g.W*g.C:][:g.W*g.C]
		for column := range g.W {
			at := min(max(column+x, 0), g.W-1)
			if mirrored {
				at = g.W - 1 - at
			}
			copy(to[column*g.C:][:g.C], from[at*g.C:])
		}
	}
}
