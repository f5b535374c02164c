package chart

import (
	"encoding/base64"

	"arraylab/sim/lab"
	"arraylab/ui/memory"
)

// Picture is a small picture for the element lab-pixels.
type Picture struct {
	W     int    `json:"w"`            // W is the width in pixels.
	H     int    `json:"h"`            // H is the height in pixels.
	Px    string `json:"px"`           // Px are W*H indices, base64; without a palette red, green and blue of each pixel.
	Pal   string `json:"pal"`          // Pal are red, green and blue of each index, base64; "" where the pixels have their own.
	Mark  int    `json:"mark"`         // Mark is the index of the pixel with a frame around it; -1 for none.
	MarkW int    `json:"mw,omitempty"` // MarkW is how many pixels the frame is wide, from that pixel on; 0 for one.
	MarkH int    `json:"mh,omitempty"` // MarkH is how many it is high.
}

// PictureOf is a picture of w by h indices into a palette of red, green and blue; with no palette px has these of each
// pixel.
func PictureOf(w, h int, px, palette []byte) Picture {
	return Picture{W: w, H: h, Px: base64.StdEncoding.EncodeToString(px),
		Pal: base64.StdEncoding.EncodeToString(palette), Mark: -1}
}

// Framed is the picture with a frame around a part of it; as it was where there is no such part.
func (p Picture) Framed(a lab.Area) Picture {
	if a.Rows > 0 && a.Columns > 0 && a.Row+a.Rows <= p.H && a.Column+a.Columns <= p.W {
		p.Mark, p.MarkW, p.MarkH = a.Row*p.W+a.Column, a.Columns, a.Rows
	}
	return p
}

// rgb is a colour.
type rgb [3]float64

// ramp is a palette of n colours through the given ones, evenly spaced.
func ramp(n int, through ...rgb) []byte {
	p := make([]byte, 0, 3*n)
	for i := range n {
		at := float64(i) * float64(len(through)-1) / float64(n-1)
		k := min(int(at), len(through)-2)
		for c := range 3 {
			a, b := through[k][c], through[k+1][c]
			p = append(p, byte(a+(at-float64(k))*(b-a)+0.5))
		}
	}
	return p
}

// mixed is the colour at a share of the way from one to another.
func mixed(from, to rgb, share float64) (c rgb) {
	for i := range c {
		c[i] = from[i] + share*(to[i]-from[i])
	}
	return c
}

// Ground is what pictures are seen on: paper, or a dark page.
type Ground struct {
	Dark bool // Dark: ink is light.
}

// paper and ink are what grey values run between; the signs' colours are those of the array view.
func (g Ground) paper() rgb {
	if g.Dark {
		return rgb{18, 20, 24}
	}
	return rgb{255, 255, 255}
}

func (g Ground) ink() rgb {
	if g.Dark {
		return rgb{240, 241, 243}
	}
	return rgb{17, 19, 23}
}

// colours are those of the array view for a view of it.
func (g Ground) colours(view string) []byte {
	palette := memory.PaletteOf(view, memory.Style{Dark: g.Dark})
	p := make([]byte, 0, 3*len(palette))
	for _, c := range palette {
		p = append(p, c.R, c.G, c.B)
	}
	return p
}

// greys are the 256 colours from paper to ink.
func (g Ground) greys() []byte { return ramp(256, g.paper(), g.ink()) }

// nothing is the colour of what is not there.
func (g Ground) nothing() []byte { return ramp(2, g.paper(), g.paper())[:3] }

// bits are the colours of 0, 1, and nothing, which is also what a ternary 0 looks like.
func (g Ground) bits() []byte {
	return append(ramp(2, mixed(g.paper(), g.ink(), 0.16), g.ink()), g.nothing()...)
}
