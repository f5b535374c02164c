//go:build e2e

package e2e

import (
	"fmt"
	"testing"
	"time"

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
	tb.wait(`document.documentElement.dataset.act === "ask-over" && ` + query("#act-seen") + `.innerText.startsWith("You see") && ` + at("done"))
	took(tb.text("#act-seen"))
	tb.shot(fmt.Sprintf("acts-ask-%s", tb.t.Name()))
}

// TestWayIn: a fresh visitor tries the three acts by clicking alone, each up to what it is to show.
func TestWayIn(t *testing.T) {
	tb := open(t, suite.site)
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
