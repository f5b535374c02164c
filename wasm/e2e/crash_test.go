//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// keptUnderWay: a run is some epochs on, and the page has a checkpoint of it.
var keptUnderWay = query("#epoch") + `.innerText.match(/^epoch [3-9]\//) && document.documentElement.dataset.checkpoint`

func TestCrashOfTheWorker(t *testing.T) {
	want := native(t, long)
	tb := open(t, suite.site+"#"+long)
	tb.begin()
	tb.wait(keptUnderWay)
	tb.inWorker(`void setTimeout(() => { throw new Error("crash on purpose") })`)
	tb.wait(at("failed") + " && " + query("#notice-do-engine"))
	tb.shot("crash")
	if text := tb.text("#notices"); !strings.Contains(text, "crash on purpose") ||
		!strings.Contains(text, "checkpoint") {
		t.Errorf("the page says %q", text)
	}
	// The page is alive, and goes on from the checkpoint to the very same bits.
	tb.click("#help-open")
	tb.wait(`document.querySelector("#help .help")?.getClientRects().length`)
	tb.animationFrames(5)
	tb.press(escape)
	tb.wait(`!document.querySelector("#help .help") && document.activeElement.id === "help-open"`)
	tb.click("#notice-do-engine")
	tb.wait(at("running"))
	tb.wait(at("done"))
	if got := tb.outcome(); got != want {
		t.Errorf("after a crash %+v, natively %+v", got, want)
	}
}

func TestOutOfMemoryIsToldInWords(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.inWorker(`void setTimeout(() => { throw new RangeError("WebAssembly.Memory.grow(): out of memory") })`)
	tb.wait(at("failed") + " && " + query("#notices") + `.innerText.includes("memory")`)
	tb.click("#notice-do-engine")
	tb.wait(at("ready", "done") + ` && document.documentElement.dataset.digit`)
}

// TestCrashOfACrewMember: a worker that follows another dies, while that one waits for it.
func TestCrashOfACrewMember(t *testing.T) {
	want := native(t, long)
	tb := open(t, suite.site+"#"+long, cores(2), before(`const Real = Worker, made = window.made = [];
		window.Worker = function (...a) { const w = new Real(...a); made.push(w); return w }`))
	tb.begin()
	tb.wait(keptUnderWay)
	tb.do(chromedp.Evaluate(`made[1].dispatchEvent(new ErrorEvent("error", { message: "a member is gone", cancelable: true }))`, nil))
	tb.wait(at("failed") + " && " + query("#notice-do-engine"))
	tb.click("#notice-do-engine")
	tb.wait(at("running"))
	tb.wait(at("done"))
	if got := tb.outcome(); got != want {
		t.Errorf("after a crash %+v, natively %+v", got, want)
	}
}
