package memory

import (
	"image/color"
	"math"
	"testing"

	"arraylab/sim/cellmap"
)

// lightness is CIE L* (D65) of a colour, 0..100.
func lightness(c color.RGBA) float64 {
	y := 0.2126729*linear(c.R) + 0.7151522*linear(c.G) + 0.0721750*linear(c.B)
	if y <= 216.0/24389 {
		return y * 24389 / 27
	}
	return 116*math.Cbrt(y) - 16
}

// slack is what rounding to 8 bits may do to a lightness.
const slack = 0.35

func TestPalettesAreMonotoneInLightness(t *testing.T) {
	for _, dark := range []bool{false, true} {
		for _, magnitude := range []string{Viridis, Cividis} {
			s := Style{Dark: dark, Magnitude: magnitude}
			for _, view := range []string{cellmap.ViewWeight, cellmap.ViewPulses, cellmap.ViewError} {
				p := PaletteOf(view, s)
				sign := 1.0
				if view == cellmap.ViewError && !dark {
					sign = -1
				}
				monotone(t, view, p[:], sign)
				if d := math.Abs(lightness(p[255]) - lightness(p[0])); d < 30 {
					t.Errorf("%s, %+v: the ends differ by %.0f in lightness: want 30 at least", view, s, d)
				}
			}
			p := PaletteOf(cellmap.ViewResistance, s)
			sign := 1.0
			if dark {
				sign = -1
			}
			monotone(t, "lower half", p[:129], sign)
			monotone(t, "upper half", p[128:], -sign)
		}
	}
}

func monotone(t *testing.T, name string, p []color.RGBA, sign float64) {
	t.Helper()
	for i := 1; i < len(p); i++ {
		if a, b := lightness(p[i-1]), lightness(p[i]); sign*(b-a) < -slack {
			t.Errorf("%s: lightness goes from %.2f to %.2f at %d", name, a, b, i)
		}
	}
}

// Equal steps must look equal: no step of lightness is more than thrice the mean.
func TestMagnitudesAreEven(t *testing.T) {
	for _, name := range []string{Viridis, Cividis} {
		p := PaletteOf(cellmap.ViewPulses, Style{Magnitude: name})
		step := (lightness(p[255]) - lightness(p[0])) / 255
		for i := 8; i < 256; i++ {
			if d := (lightness(p[i]) - lightness(p[i-8])) / 8; d > 2*step || d < step/3 {
				t.Errorf("%s: lightness grows by %.3f a colour before %d, by %.3f on the whole", name, d, i, step)
			}
		}
	}
}

// Published values: viridis and cividis end in these colours.
func TestPublishedMaps(t *testing.T) {
	for _, c := range []struct {
		name     string
		at       int
		r, g, bl byte
	}{{Viridis, 0, 0x44, 0x01, 0x54}, {Viridis, 255, 0xfd, 0xe7, 0x25}, {Cividis, 0, 0x00, 0x22, 0x4e},
		{Cividis, 255, 0xfe, 0xe8, 0x38}} {
		if got, want := PaletteOf(cellmap.ViewPulses, Style{Magnitude: c.name})[c.at],
			(color.RGBA{c.r, c.g, c.bl, 255}); got != want {
			t.Errorf("%s[%d] = %v: want %v", c.name, c.at, got, want)
		}
	}
}

// dichromat is what red-green blind people see of a colour, in linear light: the projections of
// F. Vienot, H. Brettel and J. D. Mollon, Color Res. Appl. 24(4), 243 (1999).
func dichromat(c color.RGBA, deutan bool) [3]float64 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	if deutan {
		return [3]float64{0.29275*r + 0.70725*g, 0.29275*r + 0.70725*g, -0.02234*r + 0.02234*g + b}
	}
	return [3]float64{0.11238*r + 0.88762*g, 0.11238*r + 0.88762*g, 0.00401*r - 0.00401*g + b}
}

func TestSignsDifferForColourBlindPeople(t *testing.T) {
	for _, dark := range []bool{false, true} {
		for _, view := range []string{cellmap.ViewWeight, cellmap.ViewResistance} {
			p := PaletteOf(view, Style{Dark: dark})
			for _, deutan := range []bool{false, true} {
				a, b := dichromat(p[0], deutan), dichromat(p[255], deutan)
				// Blueness: what is left to a dichromat besides lightness.
				if d := (a[2] - a[0]) - (b[2] - b[0]); d < 0.3 {
					t.Errorf("%s, dark %v, deutan %v: -1 and +1 differ by %.2f in blueness: want 0.3", view,
						dark, deutan, d)
				}
			}
		}
	}
}

func TestZeroIsNeutral(t *testing.T) {
	for _, dark := range []bool{false, true} {
		c := PaletteOf(cellmap.ViewResistance, Style{Dark: dark})[128]
		if spread := int(max(c.R, c.G, c.B)) - int(min(c.R, c.G, c.B)); spread > 10 {
			t.Errorf("dark %v: zero is %v: want a grey", dark, c)
		}
	}
}

func TestOneErrorInAHundredShows(t *testing.T) {
	for _, dark := range []bool{false, true} {
		p := PaletteOf(cellmap.ViewError, Style{Dark: dark})
		if d := math.Abs(lightness(p[3]) - lightness(p[0])); d < 2 {
			t.Errorf("dark %v: 3 of 255 change the lightness by %.2f: want 2, a visible step", dark, d)
		}
	}
}
