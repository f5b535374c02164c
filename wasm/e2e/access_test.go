//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// runTogether lists, of what can be pressed, the names in which two words or numbers stand beside each other without a
// blank, as they are read aloud.
const runTogether = `JSON.stringify([...document.querySelectorAll("button, a, summary, label, th, dt")].filter(b => b.checkVisibility() && !b.ariaLabel).map(b => {
	const texts = [], walk = document.createTreeWalker(b, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) if (!walk.currentNode.data.trim() || walk.currentNode.parentElement.checkVisibility()) texts.push(walk.currentNode.data);
	return texts.some((t, i) => i && /[\p{L}\p{N}]$/u.test(texts[i - 1]) && /^[\p{L}\p{N}]/u.test(t)) ? texts.join("|") : "";
}).filter(t => t))`

// TestNamesAreReadWordByWord looks at all main views.
func TestNamesAreReadWordByWord(t *testing.T) {
	tb := open(t, suite.site+"#"+mapsLink, size(1280, 800, false))
	tb.wait(at("ready"))
	for _, button := range []string{"", "#builder-open", "#gallery-open", "#help-open", "#share-open"} {
		if button != "" {
			tb.click(button)
			tb.animationFrames(5)
		}
		if got := eval[string](tb, runTogether); got != "[]" {
			t.Errorf("%s: %s", button, got)
		}
		if button != "" {
			tb.press(kb.Escape)
			tb.wait(`document.activeElement?.id === ` + quote(button[1:])) // a dialog gives the focus back
		}
	}
}

// TestNarrowAndLow: the narrowest phones, and phones on their side, see Train, every tab, and no part that is cut.
func TestNarrowAndLow(t *testing.T) {
	for _, view := range [][2]int64{{320, 568}, {844, 390}, {667, 375}} {
		t.Run(fmt.Sprint(view), func(t *testing.T) {
			tb := open(t, suite.site+"#"+runs[1].link, size(view[0], view[1], true))
			tb.wait(at("ready"))
			for _, name := range []string{"setup", "array", "result", "digit"} {
				tb.tap("#tab-" + name)
				tb.wait(`document.documentElement.dataset.tab === ` + quote(name))
				tb.animationFrames(5)
				tb.shot(fmt.Sprintf("low-%dx%d-%s", view[0], view[1], name))
				tb.holds(name, cutParts)
				for _, id := range []string{"#train", "#share-open", "#help-open"} {
					r := eval[box](tb, "(({x, y, width, height}) => ({x, y, width, height}))("+query(id)+".getBoundingClientRect())")
					if r.X < 0 || r.Y < 0 || r.X+r.Width > float64(view[0]) || r.Y+r.Height > float64(view[1]) {
						t.Errorf("%s: %s is cut at %+v", name, id, r)
					}
				}
				if got := eval[float64](tb, query(".columns")+".getBoundingClientRect().height"); got < 110 {
					t.Errorf("%s has %g pixels left", name, got)
				}
			}
		})
	}
}

// TestForcedColours: in colours of the visitor's own the state of what is pressed, switched and filled is still seen.
func TestForcedColours(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[1].link+"&level=all", size(1280, 800, false), forcedColours)
	tb.train()
	tb.animationFrames(10)
	tb.shot("forced-colours")
	differ := func(what, a, b, pseudo, property string) {
		t.Helper()
		js := func(q string) string { return "getComputedStyle(" + query(q) + ", " + quote(pseudo) + ")." + property }
		if eval[bool](tb, js(a)+" === "+js(b)) {
			t.Errorf("%s looks the same: %s", what, eval[string](tb, js(a)))
		}
	}
	differ("a pressed segment", "#mode-test", "#mode-draw", "", "backgroundColor")
	tb.click("#f-bias")
	tb.wait(query("#f-bias") + ".checked")
	on := eval[string](tb, "getComputedStyle("+query("#f-bias")+").backgroundColor")
	tb.click("#f-bias")
	tb.wait("!" + query("#f-bias") + ".checked")
	if off := eval[string](tb, "getComputedStyle("+query("#f-bias")+").backgroundColor"); on == off {
		t.Errorf("a switch is %s on and off", on)
	}
	tb.holds("in forced colours", stateless)
	if n := tb.thumb("#s-train"); n < 60 {
		t.Errorf("a slider's thumb has %d pixels", n)
	}
	const line = `getComputedStyle(document.documentElement).getPropertyValue("--train")`
	light := eval[string](tb, line)
	tb.do(chromedp.Evaluate(otherTheme, nil))
	if dark := eval[string](tb, line); dark != light { // its ground is the visitor's own
		t.Errorf("a line of a chart is %s and %s, by the theme", light, dark)
	}
	tb.do(chromedp.Evaluate(otherTheme, nil))
	tb.accessible("forced colours")
}

// thumb counts the light pixels of a slider on dark ground, beyond its track: 88 of a whole thumb.
func (tb *tab) thumb(slider string) (light int) {
	tb.t.Helper()
	var body []byte
	tb.do(chromedp.Screenshot(slider, &body, chromedp.ByQuery))
	m, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		tb.t.Fatal(err)
	}
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := m.At(x, y).RGBA(); r > 0x8000 && max(y-b.Dy()/2, b.Dy()/2-y) > 2 {
				light++
			}
		}
	}
	return light
}

// TestPrint: on paper stand all parts, as long as they are, with the link and the fingerprint.
func TestPrint(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[1].link, size(1280, 800, false))
	tb.train()
	tb.do(emulation.SetEmulatedMedia().WithMedia("print"))
	tb.animationFrames(5)
	for _, selector := range []string{".setup .scroll", ".result", ".neurons", ".columns"} {
		if got := eval[float64](tb, "(e => e.scrollHeight - e.clientHeight)("+query(selector)+")"); got > 1 {
			t.Errorf("%s hides %g pixels on paper", selector, got)
		}
	}
	if wide := eval[float64](tb, query("#f-train")+".getBoundingClientRect().width"); wide < 60 {
		t.Errorf("a number has %g pixels on paper", wide)
	}
	text := tb.text(".printed")
	if !strings.Contains(text, tb.data("fingerprint")) || !strings.Contains(text, "#v=1") {
		t.Errorf("on paper stands %q", text)
	}
	tb.shot("print")
	var pdf []byte
	tb.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().Do(ctx)
		return err
	}))
	if err := os.WriteFile(filepath.Join(suite.root, "dist", "screenshots", "page.pdf"), pdf, 0o644); err != nil {
		t.Error(err)
	}
}

// TestDrawWithKeys draws a 1 on the pad with the keyboard alone, and the network classifies it.
func TestDrawWithKeys(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.click("#mode-draw")
	tb.wait(query("#pad") + ".checkVisibility()")
	eval[any](tb, query("#pad")+".focus()")
	for range 10 {
		tb.press(kb.ArrowUp)
	}
	tb.press(" ")
	for range 20 {
		tb.press(kb.ArrowDown)
	}
	tb.press(" ")
	tb.wait(`document.documentElement.dataset.digit === "1"`)
	tb.shot("drawn-with-keys")
}

// saidAloud collects what the live region says, each time that anything of it is written.
const saidAloud = `(live => {
	window.told = [];
	new MutationObserver(() => told.push(live.textContent)).observe(live, {childList: true, subtree: true, characterData: true});
})(document.getElementById("live"))`

// TestFocusStays: who presses Train has the focus there while it trains and afterwards; the links at the top lead to
// Train, the result and the settings. A screen reader is told each thing once.
func TestFocusStays(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[1].link, size(1280, 800, false))
	tb.wait(at("ready"))
	const active = "document.activeElement.id"
	for i, id := range []string{"train", "result", "setup"} {
		eval[any](tb, fmt.Sprintf("document.querySelectorAll('.skip')[%d].focus()", i))
		tb.press(kb.Enter)
		tb.wait(active + " === " + quote(id))
	}
	eval[any](tb, query("#train")+".focus()")
	eval[any](tb, saidAloud)
	tb.press(kb.Enter)
	tb.wait(at("done"))
	tb.animationFrames(20) // in which nothing is said again
	said := eval[[]string](tb, "told")
	if len(said) < 2 || len(slices.Compact(slices.Clone(said))) != len(said) || !strings.HasPrefix(said[len(said)-1], "Done. Accuracy") {
		t.Errorf("said were %q", said)
	}
	if got := eval[string](tb, active); got != "train" {
		t.Errorf("the focus is on %q", got)
	}
}

// TestBack undoes the last knob, also while a run is under way, which goes on; what would leave a run that cannot be kept
// asks first.
func TestBack(t *testing.T) {
	tb := open(t, suite.site+"#"+strings.Replace(long, "epochs=6", "epochs=60", 1), ahead(6))
	tb.wait(at("ready"))
	tb.do(chromedp.Evaluate(`IDBObjectStore.prototype.put = () => { throw new DOMException("no", "QuotaExceededError") }`, nil))
	tb.begin()
	tb.wait(query("#epoch") + `.innerText.startsWith("epoch ")`)
	const seed = `document.querySelector("#f-seed").value`
	before := eval[string](tb, seed)
	tb.fill("#f-seed", "77")
	tb.wait(`location.hash.includes("seed=77")`)
	eval[any](tb, "history.back()")
	tb.wait(seed + " === " + quote(before) + ` && !location.hash.includes("seed=77")`)
	if state := tb.data("state"); state != "running" {
		t.Errorf("to go back to a knob left the run %s", state)
	}
	tb.click("#pause")
	tb.wait(at("paused") + " && " + notice("is full"))
	eval[any](tb, "history.back()")
	tb.wait(`location.href === "about:blank"`)
	if asked := tb.asked(); asked != 1 {
		t.Errorf("to leave a run by going back asked %d times", asked)
	}
}
