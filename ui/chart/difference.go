package chart

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// Difference is where the weights of a layer differ between two arrays.
type Difference struct {
	*lab.Difference          // Difference counts them.
	Layer           int      // Layer is its number, from 0.
	Grid            lab.Grid // Grid is that of the images.
	Ground          Ground   // Ground is what the pictures are seen on.
}

// mostBlocks bounds the sides of the picture: about as many as it has pixels on the screen.
const mostBlocks = 256

// blocks are those of the picture, the longer side across.
type blocks struct {
	w, h    int
	of      []lab.Block
	across  string  // what lies across
	top     float64 // share of the densest block
	weights int     // of a whole block
}

func (d Difference) blocks() blocks {
	rows, cols, all := d.Blocks(mostBlocks, mostBlocks)
	p := blocks{w: cols, h: rows, of: all, across: "Neurons across, inputs down"}
	if rows > cols {
		p.w, p.h, p.across = rows, cols, "Inputs across, neurons down"
		p.of = make([]lab.Block, len(all))
		for i, b := range all {
			p.of[i%cols*rows+i/cols] = b
		}
	}
	for _, b := range all {
		p.top, p.weights = math.Max(p.top, b.Share()), max(p.weights, b.Weights)
	}
	return p
}

// hues and depths make the colours of the dots: from all lower to all higher, and from few to the densest dot's share.
// A picture is at least leastHigh pixels high.
const hues, depths, leastHigh = 5, 51, 64

// Array has a dot a block: its colour tells which way its weights differ, its depth which share of them does, in
// proportion. A layer of few neurons is drawn that many times as high that it can be seen.
func (d Difference) Array() Picture {
	p := d.blocks()
	again := max(1, leastHigh/p.h)
	px := make([]byte, 0, p.w*p.h*again)
	for y := range p.h * again {
		for _, b := range p.of[y/again*p.w:][:p.w] {
			px = append(px, dotIndex(b, p.top))
		}
	}
	return PictureOf(p.w, p.h*again, px, d.Ground.dots())
}

// dotIndex is the colour of a block where the densest has the share top.
func dotIndex(b lab.Block, top float64) byte {
	n := b.Up + b.Down
	if n == 0 {
		return 0
	}
	hue := int(math.Round(float64((hues-1)*b.Up) / float64(n)))
	depth := max(1, int(math.Round(depths*b.Share()/top)))
	return byte(1 + hue*depths + depth - 1)
}

// dots are the colours of nothing, then each hue from pale to full. Its ends are those of the diverging colours of the
// array view.
func (g Ground) dots() []byte {
	c := g.colours(lab.ViewResistance)
	at := func(c []byte, i int) rgb { return rgb{float64(c[3*i]), float64(c[3*i+1]), float64(c[3*i+2])} }
	ground := at(c, 128)
	p := ramp(2, ground, ground)[:3]
	full := ramp(hues, at(c, 0), at(c, 255))
	for h := range hues {
		p = append(p, ramp(depths+1, ground, at(full, h))[3:]...)
	}
	return p
}

// Directions name the two directions in which a weight, of two levels or of several, can differ.
func Directions(several bool) (up, down string) {
	if several {
		return "higher", "lower"
	}
	return "−1 → +1", "+1 → −1"
}

// Words say what the picture shows.
func (d Difference) Words() string {
	if d.Up+d.Down == 0 {
		return fmt.Sprintf("Layer %d: no weight differs.", d.Layer+1)
	}
	up, down := Directions(d.Several)
	return fmt.Sprintf("Layer %d: %s of the weights differ, %s of them %s and %s %s.", d.Layer+1,
		spell.Share(d.Up+d.Down, d.Inputs*d.Neurons), spell.Thousands(d.Up), up, spell.Thousands(d.Down), down)
}

// Scale says how to read the picture.
func (d Difference) Scale() string {
	switch p := d.blocks(); {
	case p.top == 0:
		return "No weight differs."
	case p.weights == 1:
		return p.across + "; a dot is a weight."
	default:
		return fmt.Sprintf("%s; a dot is %d weights, in full colour where %.3g %% of them differ.",
			p.across, p.weights, 100*p.top)
	}
}

// shares are those of each pixel's weights that differ, whatever their channels.
func (d Difference) shares() (shares []float64) {
	_, _, all := d.Blocks(d.Inputs, 1)
	for ; len(all) > 0; all = all[d.Grid.C:] {
		sum := 0.0
		for _, b := range all[:d.Grid.C] {
			sum += b.Share()
		}
		shares = append(shares, sum/float64(d.Grid.C))
	}
	return shares
}

// Pixels is the image of the shares of each pixel's weights that differ, from none to the highest. The layer's inputs
// are the pixels of an image.
func (d Difference) Pixels() Picture {
	shares := d.shares()
	top := slices.Max(shares)
	px := make([]byte, len(shares))
	for i, x := range shares {
		if top > 0 {
			px[i] = byte(math.Round(255 * x / top))
		}
	}
	return PictureOf(d.Grid.W, d.Grid.H, px, d.Ground.colours(lab.ViewPulses))
}

// border is how many pixels of a digit's image lie around the 20x20 that MNIST's digits fill.
const border = 4

// PixelWords say how to read that image, and compare its middle with its border.
func (d Difference) PixelWords() string {
	var inner, outer []float64
	shares := d.shares()
	w, h := d.Grid.W, d.Grid.H
	for i, share := range shares {
		if min(i%w, i/w, w-1-i%w, h-1-i/w) >= border {
			inner = append(inner, share)
		} else {
			outer = append(outer, share)
		}
	}
	return fmt.Sprintf("By pixel of the image: the share of its weights that differ, from none (dark) to %.3g %% "+
		"(bright). "+
		"Of the inner %d × %d pixels %.3g %% on average, of the border %.3g %%.",
		100*slices.Max(shares), w-2*border, h-2*border, 100*lab.SpreadOf(inner).Mean, 100*lab.SpreadOf(outer).Mean)
}
