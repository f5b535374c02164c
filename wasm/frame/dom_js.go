package frame

import (
	"strconv"
	"syscall/js"

	"arraylab/sim/cellmap"
	"arraylab/ui/memory"
)

// dom holds the elements of frame.html. What tests wait for is in the root's data attributes:
// state, surface, layer, view, step, rows, cols, pictures, cell, frames, zoom.
type dom struct {
	doc, root, data  js.Value
	pad, empty, live js.Value
	pictures         int
	drags            string
}

func (d *dom) find() {
	d.doc = js.Global().Get("document")
	d.root = d.doc.Get("documentElement")
	d.data = d.root.Get("dataset")
	d.pad, d.empty, d.live = d.id("pad"), d.id("empty"), d.id("live")
}

func (d *dom) id(name string) js.Value { return d.doc.Call("getElementById", name) }

// button of a command of View.do.
func (d *dom) button(what string) js.Value { return d.id("do-" + what) }

func (d *dom) ready() { d.data.Set("state", "ready") }

// fail tells the visitor that the program went wrong, and how to go on; frame.js has the words.
func (d *dom) fail() { js.Global().Call("arrayFailed") }

// room returns the size of the pad in CSS pixels.
func (d *dom) room() (w, h float64) {
	return d.pad.Get("clientWidth").Float(), d.pad.Get("clientHeight").Float()
}

// theme has the style sheet follow.
func (d *dom) theme(dark bool) {
	name := "light"
	if dark {
		name = "dark"
	}
	d.data.Set("theme", name)
}

// drag sets the cursor, and whether one finger scrolls the page (nothing to pan) or the array.
func (d *dom) drag(dragging, fitted bool) {
	state := "pan"
	switch {
	case dragging:
		state = "drag"
	case fitted:
		state = "fit"
	}
	if state != d.drags {
		d.drags = state
		d.pad.Get("dataset").Set("drag", state)
	}
}

// describe tells what is on show, and whether weights flipped.
func (d *dom) describe(s cellmap.Snapshot, flips bool) {
	d.pictures++
	d.data.Set("layer", s.Layer)
	d.data.Set("view", s.View)
	d.data.Set("step", s.Step)
	d.data.Set("rows", s.Rows)
	d.data.Set("cols", s.Cols)
	d.data.Set("pictures", d.pictures)
	d.empty.Set("hidden", true)
	d.id("legend").Set("hidden", false)
	d.id("tools").Set("hidden", false)
	d.id("flip").Set("hidden", !flips)
}

// count notes a frame that was drawn, and at what scale.
func (d *dom) count(frames int, v memory.Viewport) {
	d.data.Set("frames", frames)
	d.data.Set("zoom", strconv.FormatFloat(v.Zoom, 'g', 6, 64))
	d.drag(d.drags == "drag", v.Fitted())
}

func (d *dom) cell(row, col int) {
	if row < 0 {
		d.data.Set("cell", "")
		return
	}
	d.data.Set("cell", strconv.Itoa(row)+","+strconv.Itoa(col))
}

// text sets the text of an element, in the page's language.
func (d *dom) text(id, s string) { d.id(id).Set("textContent", d.said(s)) }

// said is a text in the page's language, which frame.js asks the page for.
func (d *dom) said(s string) string { return js.Global().Call("said", s).String() }
