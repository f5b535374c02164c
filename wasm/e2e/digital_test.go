//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// digitalLink is a network of which only the last two layers lie in cells.
const digitalLink = "v=1&net=8ce-16cpe-32&train=600&test=200&epochs=1&batch=50&memory=rram-weak-reset&learn=latent"

// TestDigital: layers of 8 bits are trained beside layers in devices, and shown as digital memory.
func TestDigital(t *testing.T) {
	tb := open(t, suite.site+"#"+digitalLink, size(1280, 800, false))
	tb.wait(at("ready"))
	tb.train()
	tb.withArray()
	if words := tb.text("#layer-1"); !strings.Contains(words, "72×16, 8 bits") {
		t.Errorf("the second layer is called %q", words)
	}
	tb.click("#layer-0")
	tb.wait(query("#cell") + `.innerText.includes("they have no cells and no errors")`)
	tb.animationFrames(30)
	tb.shot("digital-weights")
	tb.click("#layer-2")
	tb.wait(query("#cell") + `.innerText.includes("Point at a cell")`)
	tb.click("#layer-1")
	tb.click("#maps-bits")
	tb.wait(query("#maps-caption") + `.innerText.includes("outputs of 8 bits") && ` + query("#maps") + ".shown?.w > 20")
	tb.drag("#maps", place, place)
	tb.wait(query("#neuron") + `.dataset.layer === "1" && ` + query("#cell") + `.innerText.includes("/128")`)
	tb.animationFrames(10)
	tb.shot("digital-outputs")
	tb.click("#maps-kernels")
	tb.wait(query("#maps-caption") + ".innerText.includes('one for each of the 8 maps')")
	tb.animationFrames(10)
	tb.shot("digital-kernels")
	tb.click("#maps-cells")
}
