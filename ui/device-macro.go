package ui

import (
	"strings"

	"arraylab/devices"
	"arraylab/ui/spell"
)

// What the device page tells of the published macro that is chosen.

// macro is that macro; nil for none.
func (c *DevicePage) macro() *devices.Macro {
	l := &c.S.library
	if l.memory == nil || !l.shown {
		return nil
	}
	v := l.values()
	return l.memory.Macros.Of(&v)
}

func (c *DevicePage) macroVenue() string {
	if m := c.macro(); m != nil {
		return m.Venue + ","
	}
	return ""
}

// macroAddress is where its publication is; "#" keeps a hidden link on the page.
func (c *DevicePage) macroAddress() string {
	if m := c.macro(); m != nil {
		return m.Address()
	}
	return "#"
}

func (c *DevicePage) macroDOI() string {
	if m := c.macro(); m != nil {
		return "doi:" + m.DOI
	}
	return ""
}

// published are the figures of the publication.
func (c *DevicePage) published() []devices.Published {
	if c.macro() == nil {
		return nil
	}
	v := c.S.library.values()
	return c.S.library.memory.Published(&v)
}

// sets says which parameters follow from a figure.
func (c *DevicePage) sets(f devices.Published) string {
	if len(f.Sets) == 0 {
		return "shown only"
	}
	var labels []string
	for _, p := range f.Sets {
		labels = append(labels, p.Label)
	}
	return "sets " + strings.Join(labels, ", ")
}

func (c *DevicePage) figureOf(f devices.Published) string { return spell.Quantity(f.Value, f.Unit) }

// macroRest says what was left out, and where all other values come from.
func (c *DevicePage) macroRest() string {
	m := c.macro()
	if m == nil {
		return ""
	}
	text := "Each parameter says beside its name whether it is published; the defaults that fill the rest are mostly " +
		"assumed."
	if m.Remark != "" {
		text = capital(m.Remark) + ". " + text
	}
	return text
}
