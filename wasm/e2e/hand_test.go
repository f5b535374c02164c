//go:build e2e

package e2e

import (
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// hand is how a visitor uses the page: with the mouse, a finger, or the keyboard alone. Elements are named by their ids.
type hand interface {
	press(id string)
	fill(id, text string) // types into a field
	choose(id, to string) // of a list
	draw()                // a stroke on the pad
	neuron(id string)     // chooses one in a picture of neurons
	cell()                // points at a cell of the array
}

// hands are those of a way to use the page: laptop, phone, keyboard.
func (tb *tab) hands(how string) hand {
	switch how {
	case "phone":
		return finger{tb}
	case "keyboard":
		return keys{tb}
	}
	return mouse{tb}
}

// typeOver replaces the text of a field, once it has the focus, no faster than the page draws.
func (tb *tab) typeOver(id, text string) {
	tb.t.Helper()
	tb.wait(focused(query("#" + id)))
	tb.press("a", ctrl)
	for _, c := range text {
		tb.press(string(c))
		tb.animationFrames(3)
	}
}

// The array's frame, and points of pictures, as shares of their width and height.
const arrayFrame = "#array >>> iframe"

var (
	stroke = [][2]float64{{.5, .15}, {.5, .3}, {.5, .5}, {.5, .7}, {.5, .85}}
	spot   = [2]float64{.4, .4}
)

type mouse struct{ *tab }

func (m mouse) press(id string)      { m.click("#" + id) }
func (m mouse) fill(id, text string) { m.press(id); m.typeOver(id, text) }
func (m mouse) choose(id, to string) { m.tab.choose("#"+id, to) } // the browser's own list is no part of the page
func (m mouse) draw()                { m.drag("#pad", stroke...) }
func (m mouse) neuron(id string)     { m.drag("#"+id, place, place) }
func (m mouse) cell()                { m.hover(arrayFrame, spot[0], spot[1]) }

type finger struct{ *tab }

func (f finger) press(id string)      { f.tap("#" + id) }
func (f finger) fill(id, text string) { f.press(id); f.typeOver(id, text) }
func (f finger) choose(id, to string) { f.tab.choose("#"+id, to) }
func (f finger) draw()                { f.swipe("#pad", stroke...) }
func (f finger) neuron(id string)     { f.tapAt("#"+id, place) }
func (f finger) cell()                { f.tapAt(arrayFrame, spot) }

// swipe moves a finger along points of an element.
func (tb *tab) swipe(path string, points ...[2]float64) {
	tb.t.Helper()
	b := tb.find(path)
	kind := input.TouchStart
	for _, p := range points {
		tb.do(input.DispatchTouchEvent(kind, []*input.TouchPoint{{X: b.X + p[0]*b.Width, Y: b.Y + p[1]*b.Height}}))
		kind = input.TouchMove
	}
	tb.do(input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
}

type keys struct{ *tab }

func (k keys) press(id string)      { k.focus(id); k.tab.press(kb.Enter) }
func (k keys) fill(id, text string) { k.focus(id); k.typeOver(id, text) }
func (k keys) neuron(id string)     { k.focus(id); k.tab.press(kb.ArrowRight) }
func (k keys) cell()                { k.focus("array-frame"); k.tab.press(kb.ArrowRight) }

func (k keys) choose(id, to string) {
	k.t.Helper()
	k.focus(id)
	value := query("#"+id) + ".value"
	k.tab.press(kb.Home)
	for range 12 {
		k.animationFrames(3)
		if eval[string](k.tab, value) == to {
			return
		}
		k.tab.press(kb.ArrowDown)
	}
	k.t.Fatalf("the arrow keys do not find %s in #%s", to, id)
}

func (k keys) draw() {
	k.t.Helper()
	k.focus("pad")
	for range 10 {
		k.tab.press(kb.ArrowUp)
	}
	k.tab.press(" ")
	for range 20 {
		k.tab.press(kb.ArrowDown)
	}
	k.tab.press(" ")
}
