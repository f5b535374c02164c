//go:build e2e

package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// acts are what the way in offers, each by clicks alone, up to what a visitor is to see of it.
func (tb *tab) acts(click func(path string)) {
	tb.t.Helper()
	began := time.Now()
	took := func(what string) {
		tb.t.Logf("%s, %.1f s after the first click", what, time.Since(began).Seconds())
	}
	click("#act-weaken")
	tb.wait(`document.documentElement.dataset.act === "weaken-over" && document.querySelectorAll("#act-table tr").length === 4`)
	took(tb.text("#act-table") + "\n" + tb.text("#act-seen"))
	tb.shot(fmt.Sprintf("acts-weaken-%s", tb.t.Name()))
	click("#act-draw")
	tb.wait(`document.activeElement.id === "pad"`)
	tb.drag("#pad", [2]float64{0.5, 0.15}, [2]float64{0.5, 0.4}, [2]float64{0.5, 0.6}, [2]float64{0.5, 0.85})
	tb.wait(`document.documentElement.dataset.digit && ` + query("#act-seen") + `.innerText.startsWith("You see")`)
	took(tb.text("#act-seen"))
	click("#act-ask")
	tb.wait(`document.documentElement.dataset.act === "ask-over" && ` + query("#act-seen") +
		`.innerText.startsWith("You see") && ` + at("done"))
	took(tb.text("#act-seen"))
	tb.shot(fmt.Sprintf("acts-ask-%s", tb.t.Name()))
}

// TestWayIn: a fresh visitor tries the three acts by clicking alone, each up to what it is to show.
func TestWayIn(t *testing.T) {
	tb := open(t, suite.site, fresh)
	tb.wait(at("ready"))
	tb.shot("wayin-first")
	tb.acts(tb.click)
	tb.click("#intro-close")
	tb.wait(query("#intro") + ".hidden")
	tb.do(chromedp.Reload())
	tb.wait(at("ready", "done") + ` && ` + query("#intro") + ".hidden")
	tb.click("#help-open")
	tb.click("#help-intro")
	tb.wait("!" + query("#intro") + ".hidden")
}

// controls names what can be used on the page as it is shown, in shadow trees too, the array's frame apart; links that
// keyboards alone come to lie above the page until then.
const controls = `(() => {
	const all = [], walk = (root) => {
		for (const e of root.querySelectorAll("*")) {
			if (e.shadowRoot) walk(e.shadowRoot);
			if (!e.matches("button, a[href], input, select, textarea, summary, [tabindex='0']")) continue;
			if (e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().bottom > 0) all.push(e.id || e.className || e.getRootNode().host?.id || e.tagName);
		}
	};
	walk(document);
	return all;
})()`

// TestFewControlsAtFirst: a new visitor meets 25 controls at most, on a laptop and on a phone; one who asks for all has
// them, at the next visit too.
func TestFewControlsAtFirst(t *testing.T) {
	for name, screen := range map[string]option{"laptop": size(1280, 800, false), "phone": size(390, 844, true)} {
		t.Run(name, func(t *testing.T) {
			tb := open(t, suite.site, fresh, screen)
			tb.wait(at("ready") + ` && ` + query("#intro") +
				".getClientRects().length && document.documentElement.dataset.digit")
			tb.animationFrames(30)
			few := eval[[]string](tb, controls)
			t.Logf("%d controls: %v", len(few), few)
			if len(few) > 25 || len(few) < 8 {
				t.Errorf("there are %d controls at first sight, 25 are allowed: %v", len(few), few)
			}
			tb.shot("first-" + name)
			tb.accessible("first sight")
			tb.do(emulation.SetEmulatedMedia().
				WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
			tb.click("#theme")
			tb.animationFrames(30)
			tb.shot("first-dark-" + name)
			tb.accessible("first sight, dark")
			if name == "phone" {
				tb.tap("#tab-setup")
			}
			tb.click("#level")
			tb.wait(query("#f-epochs") + "?.getClientRects().length")
		})
	}
}
