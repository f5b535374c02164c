//go:build e2e

package e2e

import (
	"sort"
	"testing"
)

// long is a run of some seconds in the browser, to be interrupted.
const long = "v=1&train=6000&test=1000&hidden=200&memory=rram-weak-reset&epochs=6&batch=200&gain=8&seed=11"

// answers measures, in the page, how long the page takes from a click to the state it leads to.
const answers = `new Promise(done => {
	const root = document.documentElement, begin = performance.now();
	new MutationObserver((_, o) => { if (root.dataset.state === STATE) { o.disconnect(); done(performance.now() - begin) } })
		.observe(root, {attributes: true, attributeFilter: ["data-state"]});
	document.querySelector(BUTTON).click();
})`

func TestPauseAndResumeGiveTheSameBits(t *testing.T) {
	want := native(t, long)
	tb := open(t, suite.site+"#"+long)
	tb.begin()
	var took []float64
	for range 5 {
		tb.wait(at("running") + ` && !document.querySelector("#pause").disabled`)
		took = append(took, tb.await(replace(answers, "STATE", `"paused"`, "BUTTON", `"#pause"`)))
		at1 := tb.text("#epoch")
		tb.animationFrames(20) // time in which a run that is not paused would go on
		if at2 := tb.text("#epoch"); at1 != at2 {
			t.Errorf("paused at %q, then at %q", at1, at2)
		}
		took = append(took, tb.await(replace(answers, "STATE", `"running"`, "BUTTON", `"#resume"`)))
	}
	tb.wait(at("done"))
	if got := tb.outcome(); got != want {
		t.Errorf("with pauses %+v, natively without %+v", got, want)
	}
	sort.Float64s(took)
	t.Logf("pause and resume were answered in %.0f ms", took)
	// 100 ms are promised. The quickest answer shows that the program keeps it; the median leaves
	// room for a machine that does much else at the same time (150 ms were seen at a load of 14
	// on two cores).
	if took[0] > 100 || took[len(took)/2] > 400 {
		t.Errorf("the answers took %.0f ms", took)
	}
}

func TestStepAndStop(t *testing.T) {
	tb := open(t, suite.site+"#"+long)
	tb.begin()
	tb.click("#pause")
	tb.wait(at("paused"))
	before := tb.text("#epoch")
	tb.click("#step")
	tb.wait(at("paused") + ` && ` + query("#epoch") + `.innerText.trim() !== ` + quote(before))
	tb.click("#stop")
	tb.wait(at("done"))
	got := tb.outcome()
	if got.Total != 1000 || got.Correct < 100 { // a tenth is chance
		t.Errorf("after a stop: %+v", got)
	}
	tb.click("#reset")
	tb.wait(at("ready"))
}
