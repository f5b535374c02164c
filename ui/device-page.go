package ui

import (
	"fmt"
	"math"
	"strconv"

	"arraylab/devices"
)

// DevicePage shows one memory by itself: its laws, its knobs, what it comes to.
type DevicePage struct{ S *Store }

func (c *DevicePage) shown() bool { return c.S.library.shown }

func (c *DevicePage) name() string {
	if t := c.S.library.memory; t != nil {
		return t.Name
	}
	return ""
}

func (c *DevicePage) help() string {
	if t := c.S.library.memory; t != nil {
		return capital(t.Help) + "."
	}
	return ""
}

func (c *DevicePage) source() string {
	if t := c.S.library.memory; t != nil {
		return "Source: " + t.Source + "."
	}
	return ""
}

func (c *DevicePage) equations() []devices.Equation {
	if t := c.S.library.memory; t != nil && c.shown() {
		return t.Equations
	}
	return nil
}

func (c *DevicePage) knobs() []Knob {
	if !c.shown() {
		return nil
	}
	return c.S.DeviceKnobs()
}

func (c *DevicePage) numbers() []devices.Number {
	if s := c.S.library.sheet; s != nil && c.shown() {
		return s.Numbers
	}
	return nil
}

func (c *DevicePage) notes() (all []string) {
	if f := c.S.library.fit; f != nil && c.shown() {
		all = append(all, f.Notes...)
	}
	if s := c.S.library.sheet; s != nil && c.shown() {
		all = append(all, s.Notes...)
	}
	return all
}

// below sets the figures off from the goodness of fit.
func (c *DevicePage) below() string {
	if len(c.fitNumbers()) > 0 {
		return "below"
	}
	return ""
}

// fitted are the charts of the visitor's own table.
func (c *DevicePage) fitted() []drawing {
	if !c.shown() {
		return nil
	}
	return c.S.library.fitted
}

func (c *DevicePage) fitNumbers() []devices.Number {
	if f := c.S.library.fit; f != nil && c.shown() {
		return f.Numbers
	}
	return nil
}

func (c *DevicePage) fitWords() string {
	if f := c.S.library.fit; f != nil {
		return f.Words
	}
	return ""
}

// tableText says what may be dropped here, or what is being done with it.
func (c *DevicePage) tableText() string {
	if f := c.S.library.file; f != "" {
		return "Fitting " + short(f) + "."
	}
	return "choose or drop a CSV or JSON file: R over pulses, or LRS and HRS"
}

func (c *DevicePage) drawings() []drawing {
	if !c.shown() {
		return nil
	}
	return c.S.library.drawn
}

// state says what the page waits for, or what is wrong.
func (c *DevicePage) state() string {
	l := &c.S.library
	switch {
	case l.sheet != nil && l.sheet.Wrong != "":
		return l.sheet.Wrong
	case l.sheet != nil && len(l.sheet.Numbers) == 0:
		return "This memory has no characterisation yet."
	case l.sheet == nil && !c.S.alive:
		return "The engine is starting."
	case l.sheet == nil:
		return "Drawing the population."
	}
	return ""
}

// population says what was drawn.
func (c *DevicePage) population() string {
	return fmt.Sprintf("%s devices drawn, chip %d", thousands(samplePopulation), c.S.library.sample)
}

// set is the handler of the page's knobs.
func (c *DevicePage) set(key, text string) { c.S.DeviceKnob(key, text) }

// prefixes of the SI for units that take them.
var prefixes = [...]struct {
	at   float64
	name string
}{{1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1, ""}, {1e-3, "m"}, {1e-6, "µ"}, {1e-9, "n"}, {1e-12, "p"}, {1e-15, "f"}, {1e-18, "a"}}

// prefixed are the units that take prefixes, as they are written.
var prefixed = map[string]string{"ohm": "Ω", "Ω": "Ω", "J": "J", "s": "s", "A": "A", "V": "V", "S": "S", "W": "W", "Hz": "Hz", "m": "m", "F": "F"}

// year in seconds.
const year = 365.25 * 24 * 3600

// figure writes a number of a sheet with its unit.
func figure(n devices.Number) string {
	unit, takes := prefixed[n.Unit]
	size := math.Abs(n.Value)
	if n.Unit == "s" && size >= year {
		return figure(devices.Number{Value: n.Value / year, Unit: "years"})
	}
	if takes && size > 0 && size < 1e12 {
		for _, p := range prefixes {
			if size >= p.at*0.9995 {
				return digits(n.Value/p.at) + " " + p.name + unit
			}
		}
	}
	if !takes {
		unit = n.Unit
	}
	text := digits(n.Value)
	if size > 0 && (size < 1e-3 || size >= 1e7) {
		text = power(n.Value)
	}
	if unit == "" {
		return text
	}
	return text + " " + unit
}

// digits writes a number with four significant digits.
func digits(x float64) string {
	if math.Abs(x) >= 1e4 {
		return thousands(int64(math.Round(x)))
	}
	text := strconv.FormatFloat(rounded(x, 4), 'f', -1, 64)
	if x < 0 {
		return "−" + text[1:]
	}
	return text
}

// power writes a number with three significant digits and a power of ten.
func power(x float64) string {
	e := int(math.Floor(math.Log10(math.Abs(x))))
	return digits(rounded(x/math.Pow(10, float64(e)), 3)) + "·10" + superscript(e)
}

// capital begins a sentence.
func capital(t string) string {
	if t == "" || t[0] < 'a' || t[0] > 'z' {
		return t
	}
	return string(t[0]-'a'+'A') + t[1:]
}

// keyStyle is the sample of a key's entry.
func keyStyle(k Key) string { return "color:" + k.Colour }
