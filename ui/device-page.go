package ui

import (
	"fmt"
	"html"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/devices"
	"arraylab/devices/fit/forms"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
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

func (c *DevicePage) knobs() []Control {
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
func (c *DevicePage) fitted() []chart.Drawing {
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
		return "Fitting " + spell.Short(f) + "."
	}
	return "choose or drop a CSV or JSON file: resistances over pulses, LRS and HRS, or an MRAM's error rates"
}

// doubtText is what a table leaves in doubt, in front of its fit.
func (c *DevicePage) doubtText() string {
	doubts := c.S.library.doubts()
	if len(doubts) == 0 {
		return ""
	}
	return spell.Short(c.S.library.fit.File) + ": " + strings.Join(doubts, " ")
}

// asksWhy is the question before a doubtful device is used.
func (c *DevicePage) asksWhy() string {
	if !c.S.library.unsure || c.doubtText() == "" {
		return ""
	}
	return c.doubtText() + " Use the device all the same?"
}

// why says what is not clear of the table's columns.
func (c *DevicePage) why() string {
	if o := c.S.library.open(); o != nil {
		return spell.Short(o.name) + ": " + o.choice.Why
	}
	return ""
}

// layouts are the shapes that the table may have, where there are several.
func (c *DevicePage) layouts() []forms.Layout {
	if o := c.S.library.open(); o != nil && len(o.choice.Layouts) > 1 {
		return o.choice.Layouts
	}
	return nil
}

// layout is the title of the chosen one.
func (c *DevicePage) layout() string {
	if o := c.S.library.open(); o != nil {
		return o.choice.Layouts[o.layout].Title
	}
	return ""
}

// chosen is what is chosen for a part.
func (c *DevicePage) chosen(key string) string {
	for i, p := range c.S.library.parts() {
		if p.Key == key {
			return c.S.library.choice.values[i]
		}
	}
	return ""
}

// forms are those of tables.
func (c *DevicePage) forms() []forms.Form { return forms.All() }

// rules are what holds for all tables, as one list.
func (c *DevicePage) rules() vugu.HTML {
	var b strings.Builder
	for _, r := range forms.Rules() {
		b.WriteString("<li>" + html.EscapeString(r) + "</li>")
	}
	return vugu.HTML(b.String())
}

func (c *DevicePage) drawings() []chart.Drawing {
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
	case l.sheet == nil && !c.S.session.Alive():
		return "The engine is starting."
	case l.sheet == nil:
		return "Drawing the population."
	}
	return ""
}

// population says what was drawn.
func (c *DevicePage) population() string {
	return fmt.Sprintf("%s devices drawn, chip %d", spell.Thousands(samplePopulation), c.S.library.sample)
}

// set is the handler of the page's knobs.
func (c *DevicePage) set(key, text string) { c.S.DeviceKnob(key, text) }

// figure writes a number of a sheet with its unit.
func figure(n devices.Number) string { return spell.Quantity(n.Value, n.Unit) }

// capital begins a sentence.
func capital(t string) string {
	if t == "" || t[0] < 'a' || t[0] > 'z' {
		return t
	}
	return string(t[0]-'a'+'A') + t[1:]
}

// keyStyle is the sample of a key's entry.
func keyStyle(k chart.Key) string { return "color:" + k.Colour }
