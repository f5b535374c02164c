//go:build e2e

package e2e

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Every element is named by a CSS path; " >>> " enters the shadow tree of the element before it.
func query(path string) string {
	js := "document"
	for i, part := range strings.Split(path, " >>> ") {
		if i > 0 {
			js += ".shadowRoot"
		}
		js += ".querySelector(" + quote(part) + ")"
	}
	return js
}

// box is an element's rectangle in CSS pixels of the viewport.
type box struct{ X, Y, Width, Height float64 }

// able tells, of the script of an element, that it can be pressed.
func able(q string) string {
	return "!" + q + ".disabled && " + q + `.getAttribute("aria-disabled") !== "true"`
}

// focused tells, of the script of an element, that what is typed goes there. A tap says so to the page only when it is
// sure to be no other gesture, which is after the finger has left.
func focused(q string) string { return q + `.matches(":focus")` }

// find scrolls to an element, waits until it rests, and returns where it is.
func (tb *tab) find(path string) box {
	tb.t.Helper()
	q := query(path)
	tb.wait(q + ".getClientRects().length && " + able(q))
	tb.do(chromedp.Evaluate(q+`.scrollIntoView({block: "center", inline: "center", behavior: "instant"})`, nil))
	where := "(({x, y, width, height}) => ({x, y, width, height}))(" + q + ".getBoundingClientRect())"
	for was := eval[box](tb, where); ; {
		tb.animationFrames(2)
		is := eval[box](tb, where)
		if is == was {
			return is
		}
		was = is
	}
}

// click presses and releases the mouse in the middle of an element.
func (tb *tab) click(path string) {
	tb.t.Helper()
	b := tb.find(path)
	tb.do(chromedp.MouseClickXY(b.X+b.Width/2, b.Y+b.Height/2))
}

// tap touches the middle of an element.
func (tb *tab) tap(path string) {
	tb.t.Helper()
	tb.tapAt(path, [2]float64{.5, .5})
}

// tapAt touches a point of an element, given as shares of its width and height. The finger leaves after a moment, whether
// or not a page at work has answered that it came: what lasts half a second is no tap.
func (tb *tab) tapAt(path string, point [2]float64) {
	tb.t.Helper()
	b := tb.find(path)
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	came := make(chan error)
	go func() {
		came <- chromedp.Run(ctx, input.DispatchTouchEvent(input.TouchStart,
			[]*input.TouchPoint{{X: b.X + point[0]*b.Width, Y: b.Y + point[1]*b.Height}}))
	}()
	time.Sleep(50 * time.Millisecond) // the finger stays
	left := chromedp.Run(ctx, input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
	if err := errors.Join(<-came, left); err != nil {
		tb.t.Fatalf("the browser: %v", err)
	}
}

// drag moves the pressed mouse along points of an element, given as shares of its width and height.
func (tb *tab) drag(path string, points ...[2]float64) {
	tb.t.Helper()
	b := tb.find(path)
	var actions []chromedp.Action
	for i, p := range points {
		kind := input.MouseMoved
		if i == 0 {
			kind = input.MousePressed
		}
		x, y := b.X+p[0]*b.Width, b.Y+p[1]*b.Height
		actions = append(actions, input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithButtons(1).
			WithClickCount(1))
	}
	last := points[len(points)-1]
	actions = append(actions, input.DispatchMouseEvent(input.MouseReleased, b.X+last[0]*b.Width, b.Y+last[1]*b.Height).
		WithButton(input.Left).WithClickCount(1))
	tb.do(actions...)
}

// hover moves the mouse to a point of an element, given as shares of its width and height.
func (tb *tab) hover(path string, x, y float64) {
	tb.t.Helper()
	b := tb.find(path)
	tb.do(input.DispatchMouseEvent(input.MouseMoved, b.X+x*b.Width, b.Y+y*b.Height))
}

// press types keys: text, or names of package kb.
func (tb *tab) press(keys string, modifiers ...input.Modifier) {
	tb.t.Helper()
	tb.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// choose sets a select to one of its values, as the keyboard would: with input and change.
func (tb *tab) choose(path, value string) {
	tb.t.Helper()
	tb.wait(query(path))
	tb.do(chromedp.Evaluate(`(e => { e.value = `+quote(value)+`;
		if (e.value !== `+quote(value)+`) throw new Error("no such choice");
		for (const n of ["input", "change"]) e.dispatchEvent(new Event(n, {bubbles: true})); })(`+query(path)+`)`, nil))
}

// fill replaces the text of an input by typing.
func (tb *tab) fill(path, text string) {
	tb.t.Helper()
	tb.click(path)
	tb.wait(focused(query(path)))
	tb.press("a", input.ModifierCtrl)
	tb.press(text)
	tb.press(kb.Tab)
}
