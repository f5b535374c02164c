//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// digitalLink is a network of which only the last two layers lie in cells.
const digitalLink = "v=1&net=8ce-16cpe-32&train=600&test=200&epochs=1&batch=50&memory=rram-weak-reset&learn=latent"

// TestDigital: layers of 8 bits are trained beside layers in devices, and shown as digital memory.
func TestDigital(t *testing.T) {
	for _, width := range []int64{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			phone := width < 1000
			tb := open(t, suite.site+"#"+digitalLink, size(width, 800, phone))
			tb.wait(at("ready"))
			tb.train()
			if phone {
				tb.click("#tab-array")
			}
			tb.withArray()
			tb.digital(fmt.Sprintf("digital-%d", width))
			if wide := eval[float64](tb, "document.documentElement.scrollWidth"); wide > float64(width) {
				t.Errorf("the page is %g pixels wide", wide)
			}
		})
	}
}

// digital looks at the layers that lie in digital memory, and at one that does not.
func (tb *tab) digital(shot string) {
	tb.t.Helper()
	if words := tb.text("#layer-1"); !strings.Contains(words, "72×16, 8 bits") {
		tb.t.Errorf("the second layer is called %q", words)
	}
	tb.click("#layer-0")
	tb.wait(query("#cell") + `.innerText.includes("they have no cells and no errors")`)
	tb.animationFrames(30)
	tb.shot(shot + "-weights")
	tb.click("#layer-2")
	tb.wait(query("#cell") + `.innerText.includes("Point at a cell")`)
	tb.click("#layer-1")
	tb.click("#maps-bits")
	tb.wait(query("#maps-caption") + `.innerText.includes("outputs of 8 bits") && ` + query("#maps") + ".shown?.w > 20")
	tb.drag("#maps", place, place)
	tb.wait(query("#neuron") + `.dataset.layer === "1" && ` + query("#cell") + `.innerText.includes("/128")`)
	tb.animationFrames(10)
	tb.shot(shot + "-outputs")
	tb.click("#maps-kernels")
	tb.wait(query("#maps-caption") + ".innerText.includes('one for each of the 8 maps')")
	tb.animationFrames(10)
	tb.shot(shot + "-kernels")
	tb.click("#maps-cells")
	tb.wait(query("#maps-view") + ".hidden")
}
