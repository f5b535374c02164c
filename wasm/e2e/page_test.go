//go:build e2e

package e2e

import (
	"math"
	"strconv"
	"testing"

	"arraylab/sim/lab"
)

// What the page is known by: its hooks are entries of the root element's data set and ids.

// at returns the expression that the page is in one of the states.
func at(states ...string) string {
	js := "false"
	for _, s := range states {
		js += ` || document.documentElement.dataset.state === "` + s + `"`
	}
	return "(" + js + ")"
}

// train presses Train and waits for the result.
func (tb *tab) train() {
	tb.t.Helper()
	tb.begin()
	tb.wait(at("done"))
}

// begin presses Train and waits until the run is under way.
func (tb *tab) begin() {
	tb.t.Helper()
	tb.wait(at("ready"))
	tb.click("#train")
	tb.wait(at("running", "done"))
}

// outcome reads the result that the page shows.
func (tb *tab) outcome() outcome {
	tb.t.Helper()
	tb.wait(`document.documentElement.dataset.fingerprint && document.documentElement.dataset.accuracy`)
	accuracy, err := strconv.ParseFloat(tb.data("accuracy"), 64)
	if err != nil {
		tb.t.Fatal(err)
	}
	l, err := lab.ParseLink(tb.data("link"))
	if err != nil {
		tb.t.Fatal(err)
	}
	return outcome{int(math.Round(accuracy * float64(l.Test))), l.Test, tb.data("fingerprint")}
}

func TestFirstInferenceWithoutAClick(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready") + ` && document.documentElement.dataset.digit && document.documentElement.dataset.frame === "1"`)
	digit, label := tb.data("digit"), tb.data("label")
	if len(digit) != 1 || len(label) != 1 || digit[0] < '0' || digit[0] > '9' || label[0] < '0' || label[0] > '9' {
		t.Errorf("class %q of a digit %q", digit, label)
	}
	scores := eval[[]float64](tb, `[..."0123456789"].map(c => Number(document.getElementById("score-" + c).dataset.value))`)
	sum, best := 0.0, 0
	for class, s := range scores {
		sum += s
		if s > scores[best] {
			best = class
		}
	}
	if math.Abs(sum-1) > 0.01 || strconv.Itoa(best) != digit { // shown with four decimals
		t.Errorf("scores %v, class %s", scores, digit)
	}
	tb.wait(`Number(document.documentElement.dataset.accuracy) > 0.9`) // a trained network, not a blank one
	frame := query("#array >>> iframe") + ".contentDocument.documentElement.dataset"
	tb.wait(frame + `.state === "ready" && Number(` + frame + `.pictures) > 0 && Number(` + frame + `.frames) > 0`)
	if rows := eval[string](tb, frame+".rows"); rows != "784" {
		t.Errorf("the array behind the first layer has %s rows, want 784 inputs", rows)
	}
	ms := eval[float64](tb, "performance.now()")
	t.Logf("first inference, with the array, %.0f ms after the load began", ms)
}

// shellWatched notes when the shell goes.
var shellWatched = before(`new MutationObserver((_, seer) => {
	if (document.getElementById("boot")) self.shellSeen = true;
	else if (self.shellSeen) { self.shellGone = performance.now(); seer.disconnect(); }
}).observe(document, {childList: true, subtree: true})`)

// TestWhatThePageIsIsPaintedFirst: nothing that the page's program draws is larger than the words of the shell, which
// are painted before any program has come.
func TestWhatThePageIsIsPaintedFirst(t *testing.T) {
	for name, screen := range map[string]option{"laptop": size(1280, 800, false), "phone": size(390, 844, true)} {
		t.Run(name, func(t *testing.T) {
			tb := open(t, suite.site, fresh, screen, shellWatched)
			tb.wait(at("ready") + ` && document.documentElement.dataset.digit && document.documentElement.dataset.frame === "1"`)
			largest := tb.await(`new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
				.observe({type: "largest-contentful-paint", buffered: true}))`)
			if gone := eval[float64](tb, "self.shellGone"); gone <= 0 || largest >= gone {
				t.Errorf("the largest thing was painted after %.0f ms, the shell went after %.0f", largest, gone)
			}
		})
	}
}
