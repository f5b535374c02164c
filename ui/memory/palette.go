package memory

import (
	"encoding/hex"
	"image/color"
	"math"

	"arraylab/sim/cellmap"
)

// Names of the maps for magnitudes.
const (
	Viridis = "viridis"
	Cividis = "cividis"
)

// Style is how a picture looks apart from what it shows. The zero value is light, with viridis.
type Style struct {
	Dark bool
	// Magnitude names the map for magnitudes: Cividis, or Viridis for all else.
	Magnitude string
	// Still asks for no motion: flips are marked until the next snapshot instead of fading.
	Still bool
}

// Palette gives the colour of each byte of a snapshot.
type Palette [256]color.RGBA

// signs are the colours of -1 and +1, everywhere: blue and orange differ in lightness, and for
// every kind of colour blindness (after M. Okabe and K. Ito, Color Universal Design, 2008).
func signs() (minus, plus color.RGBA) {
	return color.RGBA{0x1b, 0x5f, 0xa8, 0xff}, color.RGBA{0xf2, 0xa5, 0x31, 0xff}
}

// PaletteOf returns the palette of a view (cellmap.ViewWeight and its like) in a style. Lightness
// never falls along it, except that a diverging one has its extreme in the middle.
func PaletteOf(view string, s Style) Palette {
	switch view {
	case cellmap.ViewWeight:
		return ramp(signs())
	case cellmap.ViewResistance:
		return diverging(s.Dark)
	case cellmap.ViewError:
		return mistakes(s.Dark)
	}
	if s.Magnitude == Cividis {
		return published(cividis)
	}
	return published(viridis)
}

// published reads a map of colormaps.go.
func published(hexes string) Palette {
	b, err := hex.DecodeString(hexes)
	if err != nil || len(b) != 3*256 {
		panic("memory: a published colour map is not 256 colours")
	}
	var p Palette
	for i := range p {
		p[i] = color.RGBA{b[3*i], b[3*i+1], b[3*i+2], 0xff}
	}
	return p
}

// ramp runs evenly (in Oklab) from one colour to another.
func ramp(from, to color.RGBA) Palette {
	var p Palette
	for i := range p {
		p[i] = between(from, to, float64(i)/255)
	}
	return p
}

// diverging has the signs' colours at its ends and no colour at byte 128: dark in the dark and
// light in the light, so that what stands out is what is far from zero.
func diverging(dark bool) Palette {
	low, middle, high := color.RGBA{0x0f, 0x4c, 0x94, 0xff}, color.RGBA{0xf1, 0xf2, 0xf4, 0xff},
		color.RGBA{0xa6, 0x56, 0x00, 0xff}
	if dark {
		low, middle, high = color.RGBA{0x6a, 0xb7, 0xff, 0xff}, color.RGBA{0x1d, 0x20, 0x25, 0xff},
			color.RGBA{0xff, 0xb3, 0x47, 0xff}
	}
	var p Palette
	for i := range p {
		if i < 128 {
			p[i] = between(low, middle, float64(i)/128)
		} else {
			p[i] = between(middle, high, float64(i-128)/127)
		}
	}
	return p
}

// mistakes runs from next to nothing to a magenta that no other palette has. The share of wrong
// cells in a pixel counts by its root: one in a hundred must be seen.
func mistakes(dark bool) Palette {
	right, wrong := color.RGBA{0xe6, 0xe9, 0xed, 0xff}, color.RGBA{0xb8, 0x00, 0x6e, 0xff}
	if dark {
		right, wrong = color.RGBA{0x26, 0x2a, 0x31, 0xff}, color.RGBA{0xff, 0x5f, 0xb4, 0xff}
	}
	var p Palette
	for i := range p {
		p[i] = between(right, wrong, math.Sqrt(float64(i)/255))
	}
	return p
}

// Ground is the colour around the array and of the lines between its cells.
func (s Style) Ground() color.RGBA {
	if s.Dark {
		return color.RGBA{0x12, 0x14, 0x18, 0xff}
	}
	return color.RGBA{0xff, 0xff, 0xff, 0xff}
}

// Ink is the colour of the outline around a cell.
func (s Style) Ink() color.RGBA {
	if s.Dark {
		return color.RGBA{0xff, 0xff, 0xff, 0xff}
	}
	return color.RGBA{0x0b, 0x0d, 0x10, 0xff}
}

// Flash is the colour of a weight that has just flipped: no palette comes near it.
func (s Style) Flash() color.RGBA {
	if s.Dark {
		return color.RGBA{0xff, 0xff, 0xff, 0xff}
	}
	return color.RGBA{0x00, 0x00, 0x00, 0xff}
}

// between mixes two colours in Oklab (B. Ottosson, "A perceptual color space for image
// processing", 2020), where equal steps look equal.
func between(a, b color.RGBA, t float64) color.RGBA {
	p, q := oklab(a), oklab(b)
	for i := range p {
		p[i] += (q[i] - p[i]) * t
	}
	return p.rgb()
}

// lab3 is a colour in Oklab: lightness, green to red, blue to yellow.
type lab3 [3]float64

func oklab(c color.RGBA) lab3 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return lab3{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func (c lab3) rgb() color.RGBA {
	l := cube(c[0] + 0.3963377774*c[1] + 0.2158037573*c[2])
	m := cube(c[0] - 0.1055613458*c[1] - 0.0638541728*c[2])
	s := cube(c[0] - 0.0894841775*c[1] - 1.2914855480*c[2])
	return color.RGBA{
		gamma(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		gamma(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		gamma(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
		0xff,
	}
}

func cube(x float64) float64 { return x * x * x }

// linear undoes the transfer curve of sRGB (IEC 61966-2-1).
func linear(b byte) float64 {
	x := float64(b) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// gamma applies the transfer curve of sRGB, clipping what its gamut has not.
func gamma(x float64) byte {
	if x <= 0.0031308 {
		x *= 12.92
	} else {
		x = 1.055*math.Pow(x, 1/2.4) - 0.055
	}
	return byte(math.Round(255 * min(max(x, 0), 1)))
}
