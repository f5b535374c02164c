package chart

import (
	"fmt"

	"arraylab/sim/lab"
)

// mapsRatio is about how much wider than high a picture of maps is: as the room for it (assumed).
const mapsRatio = 1.6

// stripHeight is how high the map of a signal is drawn, in places: one place high it could not be told from the line
// between two (assumed).
const stripHeight = 4

// MapTiles are the maps of a layer as they are laid out: neurons, which are maps of a single place, as Neurons has them,
// and maps of a signal, which are one row, as strips.
func MapTiles(g lab.Grid) Tiles {
	switch {
	case g.H*g.W == 1:
		w, _ := grid(g.C)
		return Tiles{Grid: g, columns: w}
	case g.H == 1:
		t := TilesOf(lab.Grid{C: g.C, H: stripHeight, W: g.W}, mapsRatio)
		return Tiles{Grid: g, columns: t.columns, rise: stripHeight}
	}
	return TilesOf(g, mapsRatio)
}

// Bits shows the bits of maps.
func (g Ground) Bits(of lab.Grid, bits []byte) Picture {
	return MapTiles(of).Picture(bits, outsideIndex, append(g.bits(), g.line()...))
}

// Sums shows shades as lab.MapSums has them.
func (g Ground) Sums(of lab.Grid, shades []byte) Picture {
	return MapTiles(of).Picture(shades, 0, g.shades())
}

// shades are the colours of numbers around 128; no number has shade 0, which is what is between maps.
func (g Ground) shades() []byte {
	palette := g.colours(lab.ViewResistance)
	copy(palette, g.line())
	return palette
}

// Kernels shows rows of weights: each kernel a map of its own. Those of three channels in the first layer are shown in
// colour: what of red, green and blue has the weight +1.
func (g Ground) Kernels(k lab.Kernels) Picture {
	rows := len(k.Codes) / k.Window.Values()
	switch {
	case k.Digital:
		return KernelTiles(k).Picture(kernelsAside(k, rows), 0, g.shades())
	case InColour(k.Window) && k.Layer == 0:
		return g.inColour(k, rows)
	}
	return KernelTiles(k).Picture(kernelsAside(k, rows), outsideIndex, append(g.signs(), g.line()...))
}

// KernelTiles is how Kernels lays them out.
func KernelTiles(k lab.Kernels) Tiles {
	window := k.Window
	rows := len(k.Codes) / window.Values()
	if !InColour(window) || k.Layer > 0 || k.Digital {
		rows *= window.C
	}
	return TilesOf(lab.Grid{C: rows, H: window.H, W: window.W}, mapsRatio)
}

// kernelsAside orders the weights of rows of kernels as maps: all of the first place, of the second, and so on.
func kernelsAside(k lab.Kernels, rows int) []byte {
	n, channels := k.Window.Values(), k.Window.C
	aside := make([]byte, len(k.Codes))
	for i, code := range k.Codes {
		row, place, channel := i/n, i%n/channels, i%channels
		aside[place*rows*channels+row*channels+channel] = code
	}
	return aside
}

// inColour shows kernels of three channels.
func (g Ground) inColour(k lab.Kernels, rows int) Picture {
	t, palette := KernelTiles(k), []byte(nil)
	for colour := range 1 << colours {
		for c := range colours {
			palette = append(palette, byte(255*(colour>>c&1)))
		}
	}
	values := make([]byte, rows*k.Window.H*k.Window.W)
	for i, code := range k.Codes {
		n := k.Window.Values()
		row, place, channel := i/n, i%n/k.Window.C, i%k.Window.C
		if code == 1 {
			values[place*rows+row] |= 1 << channel
		}
	}
	return t.Picture(values, byte(1<<colours), append(palette, g.line()...))
}

// SumsGradient is the scale of Sums as a background of CSS.
func (g Ground) SumsGradient() string {
	c, stops := g.colours(lab.ViewResistance), ""
	for i := 0; i < 256; i += 15 {
		stops += fmt.Sprintf(", rgb(%d %d %d)", c[3*i], c[3*i+1], c[3*i+2])
	}
	return "linear-gradient(to right" + stops + ")"
}

// outsideIndex is the index of what is outside of a map, and of what is between maps.
const outsideIndex = 3

// line is the colour between maps, and of what is outside of them.
func (g Ground) line() []byte {
	c := mixed(g.paper(), rgb{120, 128, 140}, 0.45)
	return []byte{byte(c[0]), byte(c[1]), byte(c[2])}
}
