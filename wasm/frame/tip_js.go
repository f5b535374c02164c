package frame

import (
	"fmt"
	"syscall/js"

	"arraylab/ui/memory"
)

// tip brings the tooltip, the legend's line and what is spoken up to date with the cell in view.
func (v *View) tip() {
	v.dom.text("shape", v.scale())
	box := v.dom.id("tip")
	t := v.told
	if t.Row < 0 || v.gesture.Dragging() {
		box.Set("hidden", true)
		return
	}
	place := fmt.Sprintf("row %d, column %d", t.Row, t.Col)
	v.dom.text("place", place)
	rows := v.rows()
	list := v.dom.id("facts")
	list.Set("textContent", "")
	spoken := v.dom.said(place)
	for _, r := range rows {
		for i, tag := range [2]string{"dt", "dd"} {
			e := v.dom.doc.Call("createElement", tag)
			said := v.dom.said(r[i])
			e.Set("textContent", said)
			list.Call("append", e)
			spoken += [2]string{"; ", " "}[i] + said
		}
	}
	v.field()
	box.Set("hidden", false)
	v.put(box)
	if v.spoken && v.known {
		v.spoken = false
		v.dom.live.Set("textContent", spoken)
	}
}

// rows are the facts of the cell, as name and value.
func (v *View) rows() [][2]string {
	var rows [][2]string
	s := v.pic.Snap
	if v.known {
		c := v.info
		weight := map[int]string{-1: "\u22121", 0: "0", 1: "+1"}[c.Weight]
		if c.Digital {
			weight = memory.Number(float64(c.Weight)) + "/128"
		}
		if c.Intended != c.Weight {
			weight += " (wrong)"
		}
		if c.From != "" {
			in, out := c.Ends()
			rows = append(rows, [2]string{"from", in}, [2]string{"to", out})
		}
		rows = append(rows, [2]string{"weight", weight})
		if c.Digital {
			rows = append(rows, [2]string{"cell", "none: digital memory"})
		}
		if c.Devices {
			rows = append(rows,
				[2]string{"R_BL", memory.Number(c.RBL/1000) + " k\u03a9"},
				[2]string{"R_BLb", memory.Number(c.RBLb/1000) + " k\u03a9"},
				[2]string{"pulses", fmt.Sprintf("%s + %s", memory.Number(float64(c.PulsesBL)),
					memory.Number(float64(c.PulsesBLb)))})
			if c.State != "" {
				rows = append(rows, [2]string{"state", c.State})
			}
		}
		return rows
	}
	if b, ok := v.pic.Byte(v.told.Row, v.told.Col); ok {
		rows = append(rows, [2]string{s.View, memory.Number(memory.Quantity(s, b)) + " " + s.Unit})
	}
	return rows
}

// fieldSide is how large a receptive field of one channel is shown, in CSS pixels.
const fieldSide = 84

// field draws the neuron's receptive field where the rows are the pixels of an image or of a window, with the cell's
// own pixel marked.
func (v *View) field() {
	canvas := v.dom.id("field")
	w, h, _ := v.pic.FieldSize()
	pixels := make([]byte, 4*w*h)
	ok := v.pic.Field(pixels, v.told.Col)
	v.dom.id("eye").Set("hidden", !ok)
	if !ok {
		return
	}
	bytes := js.Global().Get("Uint8ClampedArray").New(len(pixels))
	js.CopyBytesToJS(bytes, pixels)
	image := js.Global().Get("ImageData").New(bytes, w, h)
	canvas.Set("width", w)
	canvas.Set("height", h)
	canvas.Call("getContext", "2d").Call("putImageData", image, 0, 0)
	size := canvas.Get("parentElement").Get("style")
	side, long := fieldSide*min(v.pic.Snap.Channels, 2), max(w, h) // channels stand side by side
	size.Set("width", fmt.Sprintf("%dpx", side*w/long))
	size.Set("height", fmt.Sprintf("%dpx", side*h/long))
	dot := v.dom.id("dot").Get("style")
	x, y := v.pic.FieldPlace(v.told.Row)
	dot.Set("left", percent(x, w))
	dot.Set("top", percent(y, h))
}

// percent is a part of a whole, for a style.
func percent(part, whole int) string { return fmt.Sprintf("%.3f%%", 100*float64(part)/float64(whole)) }

// put places the tooltip beside the cell: right and below it where there is room.
func (v *View) put(box js.Value) {
	const gap = 14
	px, py := v.pic.Port.Middle(v.told.Row, v.told.Col)
	sx, sy := v.pic.Port.Scale()
	dx, dy := sx/2/v.density+gap, sy/2/v.density+gap
	roomW, roomH := v.dom.room()
	w, h := box.Get("offsetWidth").Float(), box.Get("offsetHeight").Float()
	x, y := px/v.density+dx, py/v.density+dy
	if x+w > roomW {
		x = px/v.density - dx - w
	}
	if y+h > roomH {
		y = py/v.density - dy - h
	}
	x, y = min(max(x, 0), max(roomW-w, 0)), min(max(y, 0), max(roomH-h, 0))
	box.Get("style").Set("transform", fmt.Sprintf("translate(%.0fpx,%.0fpx)", x, y))
}
