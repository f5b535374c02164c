package ui

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// differencePictures of a layer, spelled in JSON, and the words beside them.
type differencePictures struct {
	array, pixels                  string // pixels "" where there is no such picture
	words, scale, wordsOfThePixels string
}

// differencePictures are those of the layer that is shown; empty where there is none.
func (s *Store) differencePictures() differencePictures {
	d := s.shownDifference()
	if d == nil {
		return differencePictures{}
	}
	return s.compared.drawn.of(pictureKey{s.difference(), s.comparedLayer(), s.dark}, func() differencePictures {
		p := dotsOf(d)
		all := differencePictures{array: spelled(s.dotPicture(p)), scale: p.scale(), words: differenceWords(s.comparedLayer()+1, d)}
		if s.comparedLayer() == 0 && s.difference().pixels {
			shares := pixelShares(d)
			all.pixels, all.wordsOfThePixels = spelled(s.pixelPicture(shares, s.difference().grid)), pixelWords(shares, s.difference().grid)
		}
		return all
	})
}

// arrayPictures puts the pictures among the charts.
func (s *Store) arrayPictures(to map[string]string) {
	p := s.differencePictures()
	if p.array != "" {
		to["compare-array"] = p.array
	}
	if p.pixels != "" {
		to["compare-pixels"] = p.pixels
	}
}

// mostDots bounds the sides of the picture: about as many as it has pixels on the screen.
const mostDots = 256

// dots are the blocks of the picture, the longer side across.
type dots struct {
	w, h    int
	blocks  []lab.Block
	across  string  // what lies across
	top     float64 // share of the densest block
	weights int     // of a whole block
}

func dotsOf(d *lab.Difference) dots {
	rows, cols, blocks := d.Blocks(mostDots, mostDots)
	p := dots{w: cols, h: rows, blocks: blocks, across: "Neurons across, inputs down"}
	if rows > cols {
		p.w, p.h, p.across = rows, cols, "Inputs across, neurons down"
		p.blocks = make([]lab.Block, len(blocks))
		for i, b := range blocks {
			p.blocks[i%cols*rows+i/cols] = b
		}
	}
	for _, b := range blocks {
		p.top, p.weights = math.Max(p.top, b.Share()), max(p.weights, b.Weights)
	}
	return p
}

// hues and depths make the colours of the dots: from all lower to all higher, and from few to the densest dot's share. A
// picture is at least leastHigh pixels high.
const hues, depths, leastHigh = 5, 51, 64

// dotPicture has a dot a block: its colour tells which way its weights differ, its depth which share of them does, in
// proportion. A layer of few neurons is drawn that many times as high that it can be seen.
func (s *Store) dotPicture(p dots) Picture {
	again := max(1, leastHigh/p.h)
	px := make([]byte, 0, p.w*p.h*again)
	for y := range p.h * again {
		for _, b := range p.blocks[y/again*p.w:][:p.w] {
			px = append(px, dotIndex(b, p.top))
		}
	}
	return picture(p.w, p.h*again, px, s.dotPalette())
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

// dotPalette: nothing, then each hue from pale to full. Its ends are those of the diverging colours of the array view.
func (s *Store) dotPalette() []byte {
	c := s.colours(lab.ViewResistance)
	at := func(c []byte, i int) rgb { return rgb{float64(c[3*i]), float64(c[3*i+1]), float64(c[3*i+2])} }
	ground := at(c, 128)
	p := ramp(2, ground, ground)[:3]
	full := ramp(hues, at(c, 0), at(c, 255))
	for h := range hues {
		p = append(p, ramp(depths+1, ground, at(full, h))[3:]...)
	}
	return p
}

// differenceWords say what the picture of a layer shows.
func differenceWords(layer int, d *lab.Difference) string {
	if d.Up+d.Down == 0 {
		return fmt.Sprintf("Layer %d: no weight differs.", layer)
	}
	up, down := directions(d.Ternary)
	return fmt.Sprintf("Layer %d: %s of the weights differ, %s of them %s and %s %s.",
		layer, spell.Share(d.Up+d.Down, d.Inputs*d.Neurons), spell.Thousands(d.Up), up, spell.Thousands(d.Down), down)
}

// scale says how to read the picture.
func (p dots) scale() string {
	switch {
	case p.top == 0:
		return "No weight differs."
	case p.weights == 1:
		return p.across + "; a dot is a weight."
	}
	return fmt.Sprintf("%s; a dot is %d weights, in full colour where %.3g %% of them differ.", p.across, p.weights, 100*p.top)
}

// pixelShares are the shares of each pixel's weights that differ.
func pixelShares(d *lab.Difference) (shares []float64) {
	_, _, blocks := d.Blocks(d.Inputs, 1)
	for _, b := range blocks {
		shares = append(shares, b.Share())
	}
	return shares
}

// pixelPicture is the image of these shares, from none to the highest.
func (s *Store) pixelPicture(shares []float64, g lab.Grid) Picture {
	top := slices.Max(shares)
	px := make([]byte, len(shares))
	for i, x := range shares {
		if top > 0 {
			px[i] = byte(math.Round(255 * x / top))
		}
	}
	w, h := plane(g)
	return picture(w, h, px, s.colours(lab.ViewPulses))
}

// border is how many pixels of a digit's image lie around the 20x20 that MNIST's digits fill.
const border = 4

// pixelWords say how to read that image, and compare its middle with its border.
func pixelWords(shares []float64, g lab.Grid) string {
	w, h := plane(g)
	var inner, outer []float64
	for i, x := range shares {
		if at := min(i%w, i/w, w-1-i%w, h-1-i/w); at >= border {
			inner = append(inner, x)
		} else {
			outer = append(outer, x)
		}
	}
	return fmt.Sprintf("By pixel of the image: the share of its weights that differ, from none (dark) to %.3g %% (bright). Of the inner %d × %d pixels %.3g %% on average, of the border %.3g %%.",
		100*slices.Max(shares), w-2*border, h-2*border, 100*lab.SpreadOf(inner).Mean, 100*lab.SpreadOf(outer).Mean)
}
