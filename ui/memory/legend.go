package memory

import (
	"math"
	"strconv"
	"strings"

	"arraylab/sim/cellmap"
)

// Legend says what the colours of a picture mean.
type Legend struct {
	Title string // what is shown
	Unit  string // of the ticks; empty where they are words or plain numbers
	Ticks []Tick
	// Two says that only the palette's ends occur in a single cell.
	Two     bool
	Palette Palette
}

// Tick is one mark on the scale of a legend.
type Tick struct {
	At   float64 // place on the scale, 0..1
	Text string
}

// LegendOf returns the legend of a snapshot in a style, shown with a gain (see Gain).
func LegendOf(s cellmap.Snapshot, style Style, gain float64) Legend {
	l := Legend{Title: s.View, Unit: s.Unit, Palette: PaletteOf(s.View, style)}
	switch s.View {
	case cellmap.ViewWeight:
		l.Title = "weight"
		if s.Digital {
			l.Title = "weight, in digital memory: no cells"
		}
		if gain == 1 && s.Ternary {
			l.Ticks = []Tick{{0, Number(-1)}, {128.0 / 255, "0"}, {1, "+1"}}
			return l
		}
		if gain == 1 && !s.Digital {
			l.Two, l.Ticks = true, []Tick{{0, Number(-1)}, {1, "+1"}}
			return l
		}
		s.Lo, s.Mid, s.Hi = -1, 0, 1
	case cellmap.ViewError:
		l.Title, l.Unit = "wrong signs", "%"
		s.Lo, s.Mid, s.Hi = 0, 50, 100
	case cellmap.ViewResistance:
		l.Title, l.Unit = "ln(R_BL/R_BLb)", ""
	case cellmap.ViewHidden:
		l.Title, l.Unit = "|hidden weight|", ""
	case cellmap.ViewPulses:
		l.Title, l.Unit = "pulses received", ""
	}
	s.Lo, s.Hi = s.Mid+(s.Lo-s.Mid)/gain, s.Mid+(s.Hi-s.Mid)/gain
	for _, q := range ticks(s.Lo, s.Hi) {
		l.Ticks = append(l.Ticks, Tick{place(s, q), Number(q)})
	}
	return l
}

// Quantity returns what a byte of a snapshot stands for, in the snapshot's unit.
func Quantity(s cellmap.Snapshot, b byte) float64 {
	if b <= 128 {
		return s.Lo + (s.Mid-s.Lo)*float64(b)/128
	}
	return s.Mid + (s.Hi-s.Mid)*float64(b-128)/127
}

// place is the inverse of Quantity, on a scale from 0 to 1.
func place(s cellmap.Snapshot, q float64) float64 {
	at := 0.0
	switch {
	case q <= s.Mid && s.Mid > s.Lo:
		at = 128 * (q - s.Lo) / (s.Mid - s.Lo)
	case s.Hi > s.Mid:
		at = 128 + 127*(q-s.Mid)/(s.Hi-s.Mid)
	}
	return min(max(at/255, 0), 1)
}

// ticks returns two to five round numbers from lo to hi, at 1, 2 or 5 times a power of ten.
func ticks(lo, hi float64) []float64 {
	if !(hi > lo) || math.IsInf(hi-lo, 0) {
		return []float64{lo}
	}
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/2)))
	for _, f := range [...]float64{5, 2, 1} {
		if (hi-lo)/(f*step) >= 2-1e-9 {
			step *= f
			break
		}
	}
	var all []float64
	// A hair beyond hi, for the multiples that rounding puts there.
	for k := math.Ceil(lo/step - 1e-9); k*step <= hi+1e-9*step; k++ {
		all = append(all, k*step+0) // +0 turns a negative zero
	}
	return all
}

// Number writes a quantity with up to four significant digits, a real minus sign and commas
// between thousands.
func Number(x float64) string {
	if x == 0 {
		return "0"
	}
	digits := max(3-int(math.Floor(math.Log10(math.Abs(x)))), 0)
	if digits > 7 {
		return strings.Replace(strconv.FormatFloat(x, 'g', 4, 64), "-", "\u2212", 1)
	}
	s := strconv.FormatFloat(math.Abs(x), 'f', digits, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if x < 0 {
		whole = "\u2212" + whole
	}
	return whole
}
