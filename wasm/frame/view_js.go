package frame

import (
	"image"
	"math"
	"syscall/js"

	"arraylab/sim/cellmap"
	"arraylab/ui/memory"
	"arraylab/wasm/framewire"
	"arraylab/wasm/host"
)

// View is the array view.
type View struct {
	surface Surface
	page    *host.Port
	dom     dom
	pic     memory.Picture
	pace    *memory.Pace
	glide   memory.Glide
	gesture memory.Gesture
	meter   meter

	drawn   legendKey
	density float64 // pixels drawn a CSS pixel
	capped  bool    // motion is drawn with fewer pixels than the screen has
	moved   float64 // when the view last moved, in milliseconds
	moving  bool    // it moves, or did a moment ago
	stale   bool    // the size on the screen or the pace changed, or motion began or ended

	theme   framewire.Theme
	chosen  memory.Mark     // by key, tap or the page
	pointed bool            // the mouse is over the picture, at x, y
	x, y    float64         // CSS pixels
	told    framewire.Hover // what the page was told last
	info    cellmap.Cell    // what the page says of that cell
	known   bool            // info is of that cell
	spoken  bool            // the info is to be spoken to those who do not see it
}

// New starts the view; the surface calls its Frame. It tells the page that the frame is ready.
func New(surface Surface) *View {
	v := &View{surface: surface, pace: memory.NewPace(), stale: true}
	v.told = framewire.Hover{Row: -1, Col: -1}
	v.dom.find()
	h := host.New(func(error) { v.dom.fail() })
	v.page = h.FrameParent(framewire.Table(), v.receive)
	v.listen(h)
	v.restyle()
	v.dom.root.Get("dataset").Set("surface", surface.Name())
	v.dom.ready()
	_ = v.page.Post(framewire.Ready{Surface: surface.Name()})
	surface.Wake()
	return v
}

// receive takes a message of the page.
func (v *View) receive(msg any) {
	switch m := msg.(type) {
	case framewire.Picture:
		v.show(&m.Snapshot)
	case framewire.CellInfo:
		v.inform(m.Cell)
	case framewire.Theme:
		v.theme = m
		v.restyle()
	case framewire.Select:
		v.choose(memory.Mark{On: m.Col >= 0, Row: m.Row, Col: m.Col})
	case framewire.Do:
		v.do(m.Do)
	}
	v.surface.Wake()
}

// show takes a new picture. One that does not fit its own shape is left out: the page's codec
// has refused it before.
func (v *View) show(s *cellmap.Snapshot) {
	was := v.pic.Snap
	if v.pic.Show(s) != nil {
		return
	}
	other := was.Layer != s.Layer || was.Rows != s.Rows || was.Cols != s.Cols
	if other {
		v.chosen = memory.Mark{}
		v.glide.Stop()
	}
	v.dom.describe(v.pic.Snap, len(s.Flips) > 0)
	// What is known of the cell in view may have changed with the array.
	if v.told.Row >= 0 && !other {
		_ = v.page.Post(v.told)
	}
}

// rest is the time, in milliseconds, after which the view counts as at rest: only then is the
// picture drawn with all pixels again, where motion had to do with fewer.
const rest = 150

// trickle is the least time, in milliseconds, between two frames of a fading flip where the
// machine renders slowly: the light goes out in fewer steps.
const trickle = 45

// Frame draws a frame.
func (v *View) Frame() {
	now := clock()
	ms := v.meter.begin(now)
	v.move(now)
	if v.stale {
		v.layOut()
	}
	v.pic.Tick(ms)
	if v.glide.Moving() {
		v.pic.Port = v.glide.Step(ms, v.density, v.pic.Port)
	}
	v.point()
	var changed []image.Rectangle
	if v.moving || !v.capped || now-v.meter.shown >= trickle {
		changed = v.pic.Draw()
	}
	if len(changed) > 0 {
		v.meter.drew(now, clock())
		v.surface.Present(v.pic.Pixels(), v.pic.Port.W, v.pic.Port.H, changed)
		v.dom.count(v.meter.frames, v.pic.Port)
		v.legend()
		v.tip()
	}
	if interval, ok := v.meter.motion(len(changed) > 0); ok && v.moving && v.pace.Frame(interval, v.capped) {
		v.stale = true
	}
	if rate, ok := v.meter.rate(now, v.pic.Port.W, v.pic.Port.H); ok {
		_ = v.page.Post(rate)
	}
	if v.pic.Fading() || v.moving || v.stale {
		v.surface.Wake()
	}
}

// clock returns the time in milliseconds.
func clock() float64 { return js.Global().Get("performance").Call("now").Float() }

// move finds out whether the view is in motion.
func (v *View) move(now float64) {
	if v.gesture.Dragging() || v.glide.Moving() {
		v.moved = now
	}
	moving := v.moved > 0 && now-v.moved < rest
	if moving != v.moving {
		v.moving, v.stale = moving, true
	}
}

// layOut fits the picture to its room on the screen.
func (v *View) layOut() {
	v.stale = false
	cssW, cssH := v.dom.room()
	if cssW <= 0 || cssH <= 0 {
		return // hidden, as on a phone's other tabs
	}
	ratio := js.Global().Get("devicePixelRatio").Float()
	w, h := int(cssW*ratio+0.5), int(cssH*ratio+0.5)
	fitW, fitH, capped := v.pace.Fit(w, h)
	if v.moving {
		w, h = fitW, fitH
	}
	density, factor := float64(w)/cssW, 1.0
	if v.density > 0 {
		factor = density / v.density
	}
	v.density, v.capped = density, capped
	if w != v.pic.Port.W || h != v.pic.Port.H {
		v.pic.Port = v.pic.Port.Resize(w, h, factor)
		v.surface.Resize(w, h)
	}
}

// point finds the cell that stands out: the one under the mouse, else the chosen one.
func (v *View) point() {
	mark, by := v.chosen, "key"
	if v.pointed && !v.gesture.Dragging() {
		if row, col, ok := v.under(v.x, v.y); ok {
			mark, by = memory.Mark{On: true, Row: row, Col: col}, "mouse"
		}
	}
	v.pic.Mark = mark
	v.tell(mark, by)
}

// under returns the cell under a point of the screen.
func (v *View) under(x, y float64) (row, col int, ok bool) {
	return v.pic.Port.Hit(int(math.Floor(x*v.density)), int(math.Floor(y*v.density)))
}

// tell has the page know the cell, once.
func (v *View) tell(m memory.Mark, by string) {
	hover := framewire.Hover{Layer: v.pic.Snap.Layer, Row: -1, Col: -1, By: by}
	if m.On && m.Row >= 0 {
		hover.Row, hover.Col = m.Row, m.Col
	}
	if hover.Row == v.told.Row && hover.Col == v.told.Col && (hover.Layer == v.told.Layer || hover.Row < 0) {
		return
	}
	v.told, v.known = hover, false
	v.dom.cell(hover.Row, hover.Col)
	v.tip()
	_ = v.page.Post(hover)
}

// inform takes what the page says of a cell, unless the visitor has gone on.
func (v *View) inform(c cellmap.Cell) {
	if c.Layer != v.told.Layer || c.Row != v.told.Row || c.Col != v.told.Col {
		return
	}
	v.info, v.known = c, true
	v.tip()
}

// choose marks a cell or a column and brings it into sight.
func (v *View) choose(m memory.Mark) {
	s := v.pic.Snap
	if m.Row >= s.Rows || m.Col >= s.Cols {
		return
	}
	v.chosen = m
	if m.On {
		v.pic.Port = v.pic.Port.Reveal(m.Row, m.Col)
	}
	v.surface.Wake()
}

// do moves the view: "fit", "in", "out".
func (v *View) do(what string) {
	x, y := v.dom.room()
	x, y = x/2, y/2
	if m := v.pic.Mark; m.On && m.Row >= 0 {
		px, py := v.pic.Port.Middle(m.Row, m.Col)
		x, y = px/v.density, py/v.density
	}
	switch what {
	case "in":
		v.zoom(1.6, x, y)
	case "out":
		v.zoom(1/1.6, x, y)
	case "fit":
		v.glide.Stop()
		v.zoom(v.pic.Port.FitZoom()/v.pic.Port.Zoom/1.01, x, y)
	}
}

// zoom glides by a factor about a point of the screen; without motion it jumps.
func (v *View) zoom(factor, x, y float64) {
	if v.pic.Style.Still {
		v.pic.Port = v.pic.Port.ZoomAt(factor, x*v.density, y*v.density)
	} else {
		v.glide.Add(factor, x, y)
	}
	v.surface.Wake()
}

// restyle follows the page's theme, or else the browser's wishes.
func (v *View) restyle() {
	s := memory.Style{
		Dark:      v.theme.Name == "dark" || v.theme.Name == "" && matches("(prefers-color-scheme: dark)"),
		Magnitude: v.theme.Palette,
		Still:     v.theme.Reduced || matches("(prefers-reduced-motion: reduce)"),
	}
	v.pic.Style = s
	v.dom.theme(s.Dark)
	v.surface.Wake()
}

func matches(query string) bool {
	return js.Global().Call("matchMedia", query).Get("matches").Bool()
}
