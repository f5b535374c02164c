//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// signalsLink is a short run on synthetic heartbeats, of which nothing is fetched.
const signalsLink = "v=1&task=ecg-beats&train=1000&test=500&epochs=2&seed=7"

// TestSignals: a synthetic data set is made in the engine, the network has the bits of the command, and its signals are
// drawn as traces beside the sentence that goes with them.
func TestSignals(t *testing.T) {
	tb := open(t, suite.site, everyControl)
	tb.wait(at("ready"))
	tb.do(chromedp.Evaluate("location.hash = "+quote(signalsLink), nil))
	tb.wait(`location.hash.includes("ecg-beats")`)
	tb.train()
	if got, want := tb.outcome(), native(t, signalsLink); got != want {
		t.Errorf("the page: %+v, the command: %+v", got, want)
	}
	if n := eval[int](tb, `performance.getEntriesByType("resource").filter(e => e.name.includes("ecg-beats")).length`); n > 0 {
		t.Errorf("%d files of what is made here were fetched", n)
	}
	tb.wait(shown + ` && ` + shown + `.w === 400`)
	tb.wait(`document.getElementById("digit-label").innerText === "normal"`) // the first record of the test set
	if text := tb.text("#caveat"); !strings.Contains(text, "Synthetic") || !strings.Contains(text, "nothing clinical") {
		t.Errorf("beside the accuracy stands %q", text)
	}
	if eval[bool](tb, `document.getElementById("mode-draw").checkVisibility()`) {
		t.Error("a heartbeat can be drawn with the finger")
	}
	tb.shot("signals")
	tb.accessible("signals")
}
