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

// TestSignalsOnEveryScreen: what a chosen place of a map sees is marked in the signal, on a laptop and on a phone; a
// set of two classes tells sensitivity and specificity, and accuracy by kind of swap.
func TestSignalsOnEveryScreen(t *testing.T) {
	const link = "v=1&task=ecg-inversion&train=400&test=200&epochs=1&net=8c13s2-16c9p-32&seed=7"
	for name, screen := range map[string]option{"laptop": size(1280, 800, false), "phone": size(390, 844, true)} {
		t.Run(name, func(t *testing.T) {
			tb := open(t, suite.site+"#"+link, everyControl, screen)
			tb.wait(at("ready", "idle", "done"))
			tb.train()
			if name == "phone" {
				tb.shot("signals-result-" + name)
				tb.tap("#tab-digit")
			} else if text := tb.text("#sensitivity") + tb.text("#kinds"); !strings.Contains(text, "specificity") ||
				!strings.Contains(text, "RA and LA") {
				t.Errorf("of swaps is said %q", text)
			}
			tb.wait(shown + ` && ` + shown + `.w === 375`)
			// The middle of the first map, whose places are a line.
			tb.do(chromedp.Evaluate(`document.getElementById("neurons").dispatchEvent(new CustomEvent("pick", {detail: 94}))`, nil))
			tb.wait(`document.getElementById("neuron") && ` + shown + `.mark >= 0`)
			tb.animationFrames(10)
			tb.shot("signals-neuron-" + name)
			tb.accessible("a neuron that sees a signal")
		})
	}
}
