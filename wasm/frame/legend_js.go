package frame

import (
	"fmt"
	"math"
	"strings"

	"arraylab/ui/memory"
)

// stops is the number of colours of a palette that the legend's gradient gets.
const stops = 32

// legend draws the legend where it changed: what is shown, its scale of colours, ticks and unit.
func (v *View) legend() {
	s := v.pic.Snap
	gain := memory.Gain(s.View, v.pic.Port)
	key := legendKey{s.View, s.Unit, s.Lo, s.Mid, s.Hi, math.Round(100 * math.Log(gain)), v.pic.Style}
	if s.Rows == 0 || key == v.drawn {
		return
	}
	v.drawn = key
	l := memory.LegendOf(s, v.pic.Style, gain)
	v.dom.text("title", l.Title)
	v.dom.text("unit", l.Unit)
	v.dom.id("scale").Get("style").Set("background", gradient(l))
	ticks := v.dom.id("ticks")
	ticks.Set("textContent", "")
	for _, t := range l.Ticks {
		span := v.dom.doc.Call("createElement", "span")
		span.Set("textContent", v.dom.said(t.Text))
		at := t.At
		if l.Two { // in the middle of its half
			at = 0.25 + at/2
		}
		span.Get("style").Set("left", fmt.Sprintf("%.2f%%", 100*at))
		ticks.Call("append", span)
	}
}

// gradient is the palette as CSS; where single cells have one of two colours, just those.
func gradient(l memory.Legend) string {
	var css strings.Builder
	css.WriteString("linear-gradient(90deg")
	stop := func(at int, percent float64) {
		c := l.Palette[at]
		fmt.Fprintf(&css, ",rgb(%d %d %d) %.2f%%", c.R, c.G, c.B, percent)
	}
	for i := range stops {
		at := i * 255 / (stops - 1)
		switch {
		case !l.Two:
			stop(at, float64(at)/2.55)
		case i == 0:
			stop(0, 50)
		case i == stops-1:
			stop(255, 50)
		}
	}
	return css.String() + ")"
}

// legendKey is all that a legend depends on; the gain by its logarithm in hundredths.
type legendKey struct {
	view, unit  string
	lo, mid, hi float64
	gain        float64
	style       memory.Style
}

// scale says how cells and pixels compare.
func (v *View) scale() string {
	s := v.pic.Snap
	what := "cells"
	if s.Digital {
		what = "weights"
	}
	shape := fmt.Sprintf("%s \u00d7 %s %s", memory.Number(float64(s.Rows)), memory.Number(float64(s.Cols)), what)
	if n := v.pic.Port.Mean(); n >= 1.5 {
		return fmt.Sprintf("%s, a pixel the mean of %s", shape, memory.Number(math.Round(n)))
	}
	return shape
}
