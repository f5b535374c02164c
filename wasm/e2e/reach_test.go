//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	ctrl   = input.ModifierCtrl
	escape = kb.Escape
)

// focus walks by Tab alone to an element, and checks that each stop on the way shows its focus.
func (tb *tab) focus(id string) {
	tb.t.Helper()
	for range 120 {
		tb.press(kb.Tab)
		at := eval[struct{ ID, Tag, Outline string }](tb,
			`(e => { while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
			const s = getComputedStyle(e);
			return {ID: e.id || (e.tagName === "IFRAME" ? "array-frame" : ""), Tag: e.tagName, Outline: e === document.body || e.tagName === "IFRAME" ? "none needed" : s.outlineStyle + s.boxShadow} })(document.activeElement)`)
		if at.Outline == "nonenone" {
			tb.t.Errorf("the focus on %s#%s cannot be seen", at.Tag, at.ID)
		}
		if at.ID == id {
			return
		}
	}
	tb.t.Fatalf("120 times Tab do not reach #%s", id)
}

func TestKeyboardAlone(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[0].link)
	tb.wait(at("ready"))
	tb.focus("train")
	tb.press(kb.Enter)
	tb.wait(at("done"))
	if got := tb.outcome(); got.Correct != runs[0].correct {
		t.Errorf("%+v, want %d correct", got, runs[0].correct)
	}
	tb.focus("share-open")
	tb.press(kb.Enter)
	tb.wait(query("#share-link") + ".value")
	tb.focus("share-copy")
	tb.press(kb.Escape)
	tb.wait(`document.activeElement.id === "share-open"`) // a dialog gives the focus back
	tb.focus("f-seed")
	tb.press("a", ctrl)
	tb.press("8")
	tb.press(kb.Tab)
	tb.wait(`document.documentElement.dataset.stale === "1"`)
}

// violations are what axe-core found.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct {
		HTML, FailureSummary string
		Target               []any
	}
}

// axeRules are the rules of WCAG 2.2 up to AA, and what axe-core holds to be good practice.
const axeRules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

// otherTheme turns a page in light colours to dark ones, and back.
const otherTheme = `(d => { if (d.theme) d.theme = d.theme === "dark" ? "light" : "dark" })(document.documentElement.dataset)`

// accessible lets axe-core look at the page as it is, and at its contrasts in the other theme, too. Whatever it finds
// is a fault.
func (tb *tab) accessible(where string) {
	tb.t.Helper()
	tb.accessibleAsItIs(where)
	tb.do(chromedp.Evaluate(otherTheme, nil))
	tb.axe(where+", in the other theme", `{type: "rule", values: ["color-contrast"]}`, 1)
	tb.do(chromedp.Evaluate(otherTheme, nil))
}

// accessibleAsItIs looks at the one theme that the page has.
func (tb *tab) accessibleAsItIs(where string) {
	tb.t.Helper()
	source, err := os.ReadFile(filepath.Join(suite.root, "assets", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		tb.t.Fatal(err)
	}
	tb.do(chromedp.Evaluate(string(source)+";0", nil))
	tb.axe(where, axeRules, 10)
}

// axe has axe-core, which the page has loaded, look for what breaks rules; some of them must hold, or it saw no page.
func (tb *tab) axe(where, rules string, holding int) {
	tb.t.Helper()
	var text string
	tb.do(chromedp.Evaluate(`axe.run(document, {runOnly: `+rules+
		`}).then(r => JSON.stringify({passes: r.passes.length, violations: r.violations}))`, &text, awaitPromise))
	var found struct {
		Passes     int
		Violations []violation
	}
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		tb.t.Fatal(err)
	}
	if found.Passes < holding {
		tb.t.Errorf("%s: axe-core found only %d rules to hold: it did not see the page", where, found.Passes)
	}
	for _, v := range found.Violations {
		var nodes []string
		for _, n := range v.Nodes {
			nodes = append(nodes, fmt.Sprintf("%v %s\n\t\t%s", n.Target, n.HTML, n.FailureSummary))
		}
		tb.t.Errorf("%s: %s (%s): %s\n\t%s", where, v.ID, v.Impact, v.Help, strings.Join(nodes, "\n\t"))
	}
}

func TestAccessibility(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		t.Run("frame-"+theme, func(t *testing.T) {
			tb := open(t, suite.site+"frame.html?demo", scheme(theme))
			tb.wait(`document.documentElement.dataset.state === "ready" && Number(document.documentElement.dataset.frames) > 0`)
			tb.accessibleAsItIs("array's frame") // which has no text of its own, whose contrast could be told
		})
		t.Run(theme, func(t *testing.T) {
			tb := open(t, suite.site+"#"+runs[1].link, scheme(theme))
			tb.train()
			tb.accessible("page")
			for _, dialog := range []string{"share", "help", "gallery"} {
				tb.click("#" + dialog + "-open")
				tb.animationFrames(30) // until it has faded in
				tb.accessible(dialog)
				tb.press(kb.Escape)
			}
			tb.do(size(390, 844, true)(tb)...)
			for _, name := range []string{"setup", "array", "digit", "result"} {
				tb.click("#tab-" + name)
				tb.wait(`document.documentElement.dataset.tab === ` + quote(name))
				tb.accessible("phone, " + name)
			}
		})
	}
}

func TestPhone(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[1].link, size(390, 844, true))
	tb.wait(at("ready"))
	for _, name := range []string{"setup", "array", "result", "digit"} {
		tb.tap("#tab-" + name)
		tb.wait(`document.documentElement.dataset.tab === ` + quote(name))
		if wide := eval[float64](tb, "document.documentElement.scrollWidth"); wide > 390 {
			t.Errorf("%s is %g pixels wide on a phone of 390", name, wide)
		}
		if b := tb.find("#train"); b.Y < 0 || b.Y+b.Height > 844 {
			t.Errorf("%s: Train is out of reach at %g", name, b.Y)
		}
	}
	tb.tap("#train")
	tb.wait(at("done"))
	if got := tb.outcome(); got.Correct != runs[1].correct {
		t.Errorf("%+v, want %d correct", got, runs[1].correct)
	}
}

// TestPictures writes pictures of the page at work, for a person to look at, and checks that it
// fits a laptop without scrolling.
func TestPictures(t *testing.T) {
	for _, theme := range []string{"dark", "light"} {
		t.Run(theme, func(t *testing.T) {
			tb := open(t, suite.site, scheme(theme))
			tb.wait(at("ready"))
			tb.withArray()
			for _, view := range [][2]int64{{1280, 800}, {1366, 768}} {
				tb.do(size(view[0], view[1], false)(tb)...)
				tb.animationFrames(30)
				tb.shot(fmt.Sprintf("page-%s-%dx%d", theme, view[0], view[1]))
				tb.fits(float64(view[0]), float64(view[1]))
			}
			tb.do(size(390, 844, true)(tb)...)
			for _, name := range []string{"setup", "array", "result", "digit"} {
				tb.tap("#tab-" + name)
				tb.wait(`document.documentElement.dataset.tab === ` + quote(name))
				tb.animationFrames(30)
				tb.shot("page-" + theme + "-390x844-" + name)
			}
		})
	}
}

// fits checks that a window of w by h shows the main parts without scrolling.
func (tb *tab) fits(w, h float64) {
	tb.t.Helper()
	if wide := eval[float64](tb, "document.documentElement.scrollWidth"); wide > w {
		tb.t.Errorf("the page is %g pixels wide in a window of %g", wide, w)
	}
	for _, id := range []string{"#train", "#array", "#accuracy", "#digit", "#f-memory"} {
		r := eval[box](tb, "(({x, y, width, height}) => ({x, y, width, height}))("+query(id)+
			".getBoundingClientRect())")
		if r.X < 0 || r.Y < 0 || r.X+r.Width > w || r.Y+r.Height > h {
			tb.t.Errorf("%s is not in sight at %+v of %gx%g", id, r, w, h)
		}
	}
}
