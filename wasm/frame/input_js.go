package frame

import (
	"math"
	"syscall/js"

	"arraylab/ui/memory"
	"arraylab/wasm/host"
)

// listen attaches the view to mouse, fingers, keys and the browser's wishes. All listeners are
// on elements of this page, over the surface's canvas, which itself gets no event: Ebitengine
// would keep Tab and the wheel to itself.
func (v *View) listen(h *host.Host) {
	on := func(target js.Value, name string, f func(e js.Value)) {
		listener := h.Listener(f)
		target.Call("addEventListener", name, listener, map[string]any{"passive": false})
	}
	pad := v.dom.pad
	on(pad, "pointerdown", v.down)
	on(pad, "pointerenter", v.drag)
	on(pad, "pointermove", v.drag)
	on(pad, "pointerup", v.up)
	on(pad, "pointercancel", func(js.Value) { v.gesture.Cancel() })
	on(pad, "pointerleave", func(js.Value) { v.pointed = false; v.surface.Wake() })
	on(pad, "wheel", v.wheel)
	on(pad, "dblclick", v.double)
	on(pad, "keydown", v.key)
	for _, what := range []string{"in", "out", "fit"} {
		on(v.dom.button(what), "click", func(js.Value) { v.do(what) })
	}
	changed := func(js.Value) { v.stale = true; v.surface.Wake() }
	if observer := js.Global().Get("ResizeObserver"); observer.Type() == js.TypeFunction {
		observer.New(h.Listener(changed)).Call("observe", pad)
	}
	on(js.Global(), "beforeprint", v.paper)
	on(js.Global(), "resize", changed) // of the zoom: more device pixels in the same room
	for _, query := range []string{"(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"} {
		on(js.Global().Call("matchMedia", query), "change", func(js.Value) { v.restyle() })
	}
}

// place returns where an event happened, in CSS pixels. The pad fills the upper left of the page.
func (v *View) place(e js.Value) (x, y float64) {
	v.x, v.y = e.Get("clientX").Float(), e.Get("clientY").Float()
	return v.x, v.y
}

func (v *View) down(e js.Value) {
	if e.Get("button").Int() != 0 {
		return
	}
	x, y := v.place(e)
	v.glide.Stop()
	v.gesture.Down(e.Get("pointerId").Int(), x, y)
	v.dom.pad.Call("setPointerCapture", e.Get("pointerId"))
	v.surface.Wake()
}

func (v *View) drag(e js.Value) {
	x, y := v.place(e)
	v.pointed = e.Get("pointerType").String() == "mouse"
	v.pic.Port = v.gesture.Move(e.Get("pointerId").Int(), x, y, v.density, v.pic.Port)
	v.dom.drag(v.gesture.Dragging(), v.pic.Port.Fitted())
	v.surface.Wake()
}

func (v *View) up(e js.Value) {
	x, y := v.place(e)
	tap := v.gesture.Up(e.Get("pointerId").Int())
	v.dom.drag(v.gesture.Dragging(), v.pic.Port.Fitted())
	if tap {
		row, col, ok := v.under(x, y)
		v.chosen = memory.Mark{On: ok, Row: row, Col: col}
		if e.Get("pointerType").String() != "mouse" {
			v.tell(v.chosen, "touch")
		}
	}
	v.tip() // it was hidden during a drag
	v.surface.Wake()
}

// wheel zooms about the cursor. Where there is no further to go the page gets the wheel back
// and scrolls.
func (v *View) wheel(e js.Value) {
	x, y := v.place(e)
	lines := [...]float64{1, 16, 400} // CSS pixels by deltaMode: pixels, lines, pages
	delta := e.Get("deltaY").Float() * lines[min(max(e.Get("deltaMode").Int(), 0), 2)]
	gain := 0.0018 // a notch of 100 pixels zooms by a fifth
	if e.Get("ctrlKey").Bool() {
		gain = 0.012 // a pinch on a trackpad comes as a wheel with Ctrl, in small steps
	}
	port := v.pic.Port
	if port.Empty() || delta == 0 || delta > 0 && port.Fitted() || delta < 0 && port.Zoom >= memory.MaxScale {
		if e.Get("ctrlKey").Bool() {
			e.Call("preventDefault") // or the browser would zoom the whole page
		}
		return
	}
	e.Call("preventDefault")
	v.zoom(math.Exp(-gain*min(max(delta, -400), 400)), x, y)
}

// double fits the array into view, or goes near where it is in view already.
func (v *View) double(e js.Value) {
	x, y := v.place(e)
	if v.pic.Port.Fitted() {
		v.zoom(8, x, y)
		return
	}
	v.do("fit")
}

// key moves the chosen cell or the view. What it does not know goes on to the browser, Tab above
// all.
func (v *View) key(e js.Value) {
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() || e.Get("altKey").Bool() {
		return
	}
	step := 1
	if e.Get("shiftKey").Bool() {
		step = 10
	}
	switch e.Get("key").String() {
	case "ArrowLeft":
		v.walk(0, -step)
	case "ArrowRight":
		v.walk(0, step)
	case "ArrowUp":
		v.walk(-step, 0)
	case "ArrowDown":
		v.walk(step, 0)
	case "+", "=":
		v.do("in")
	case "-":
		v.do("out")
	case "0":
		v.do("fit")
	case "Escape":
		v.chosen, v.pointed = memory.Mark{}, false
		v.surface.Wake()
	default:
		return
	}
	e.Call("preventDefault")
}

// walk goes from the marked cell, or from the one in the middle, to another.
func (v *View) walk(rows, cols int) {
	s, port := v.pic.Snap, v.pic.Port
	if port.Empty() {
		return
	}
	m := v.chosen // what is drawn may lag behind the keys
	if v.pointed && v.pic.Mark.On {
		m = v.pic.Mark
	}
	if !m.On || m.Row < 0 {
		x, y := port.CellAt(float64(port.W)/2, float64(port.H)/2)
		m, rows, cols = memory.Mark{On: true, Row: int(y), Col: int(x)}, 0, 0
	}
	m.Row = min(max(m.Row+rows, 0), s.Rows-1)
	m.Col = min(max(m.Col+cols, 0), s.Cols-1)
	v.pointed, v.spoken = false, true
	v.choose(m)
}
