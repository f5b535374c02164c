//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// mapsLink is a convolutional network that is trained in moments.
const mapsLink = "v=1&net=8c-12cp-16cp-32&train=600&test=200&epochs=1&batch=50"

// place is one in a map of the upper left, whatever its size.
var place = [2]float64{0.11, 0.17}

// builds opens the builder and changes the network in it.
func (tb *tab) builds(shot string) {
	tb.t.Helper()
	tb.click("#builder-open")
	tb.wait(query("#builder-net") + `.value === "8c-12cp-16cp-32"`)
	tb.animationFrames(30)
	tb.accessible("builder")
	tb.shot(shot + "-builder")
	tb.fill("#build-kernel", "5")
	tb.wait(query("#builder-net") + `.value === "8c5-12cp-16cp-32"`)
	tb.fill("#build-out", "0")
	tb.wait(query("#builder-wrong") + `.innerText.includes("maps or neurons are whole numbers from 1 to 4096, not 0")`)
	tb.shot(shot + "-builder-refuses")
	tb.fill("#build-out", "8")
	tb.fill("#build-kernel", "3")
	tb.chooses("block-3")
	tb.click("#build-remove")
	tb.wait(query("#builder-net") + `.value === "8c-12cp-32"`)
	tb.click("#build-earlier")
	tb.wait(query("#builder-wrong") + `.innerText.includes("a dense layer makes no maps")`)
	tb.click("#build-later")
	tb.wait(query("#builder-wrong") + ".hidden")
	tb.chooses("block-2")
	tb.click("#build-add")
	tb.wait(query("#builder-net") + `.value === "8c-12cp-12cp-32"`)
	tb.fill("#build-out", "16")
	tb.wait(query("#builder-net") + `.value === "8c-12cp-16cp-32" && ` + query("#builder-wrong") + ".hidden")
	tb.press(escape)
	tb.wait("!" + query("#builder-net"))
}

// chooses chooses a block, and waits until its form stands: the form of a convolution is longer than that of a dense layer,
// so that its buttons move.
func (tb *tab) chooses(block string) {
	tb.t.Helper()
	tb.animationFrames(2)
	tb.click("#" + block)
	tb.wait(query("#"+block) + `.getAttribute("aria-pressed") === "true"`)
	tb.animationFrames(2)
}

// sees chooses places of maps, and looks at the sums and the kernels.
func (tb *tab) sees(shot string) {
	tb.t.Helper()
	tb.click("#maps-bits")
	tb.wait(query("#maps") + ".shown?.w > 100")
	tb.drag("#maps", place, place)
	tb.wait(query("#neuron") + ".dataset.layer === \"0\" && " + query("#maps") + ".shown.mark >= 0")
	for _, key := range []string{kb.ArrowRight, kb.ArrowDown, kb.PageDown} {
		before := eval[string](tb, query("#neuron")+".dataset.index")
		eval[any](tb, query("#maps")+".focus()")
		tb.press(key)
		tb.wait(query("#neuron") + ".dataset.index !== " + quote(before))
	}
	tb.animationFrames(10)
	tb.shot(shot + "-bits")
	if words := tb.text("#cell"); !strings.Contains(words, "map ") || !strings.Contains(words, "threshold") {
		tb.t.Errorf("the chosen place is told as %q", words)
	}
	tb.wait(query("#digit") + ".shown.mw === 3") // the receptive field of a kernel of 3x3 in the image
	tb.click("#layer-2")
	tb.click("#maps-sums")
	tb.wait(query("#maps-view") + `.dataset.shown === "sums" && ` + query("#maps") + ".shown?.w > 20 && " +
		query("#maps-caption") + ".innerText.includes('16 maps of 7×7')")
	tb.drag("#maps", place, place)
	tb.wait(query("#neuron") + `.dataset.layer === "2" && ` + query("#digit") + ".shown.mw > 8")
	tb.animationFrames(10)
	tb.shot(shot + "-sums")
	tb.accessible("sums")
	tb.click("#maps-kernels")
	tb.wait(query("#maps-caption") + ".innerText.includes('one for each of the 12 maps')")
	tb.shot(shot + "-kernels-of-a-map")
	tb.click("#layer-0")
	tb.wait(query("#maps-caption") + ".innerText.includes('The kernels of all maps')")
	tb.animationFrames(10)
	tb.shot(shot + "-kernels")
	tb.click("#maps-cells")
	tb.wait(query("#maps-view") + ".hidden")
}

// TestMaps: a convolutional network is built block by block, trained, and its maps, sums and kernels are looked at.
func TestMaps(t *testing.T) {
	for _, width := range []int64{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			phone := width < 1000
			tb := open(t, suite.site+"#"+mapsLink, size(width, 800, phone))
			tb.wait(at("ready"))
			if phone {
				tb.click("#tab-setup")
			}
			tb.builds(fmt.Sprintf("maps-%d", width))
			tb.train()
			if phone {
				tb.click("#tab-array")
			}
			tb.withArray()
			tb.shot(fmt.Sprintf("maps-%d-cells", width))
			tb.sees(fmt.Sprintf("maps-%d", width))
			if wide := eval[float64](tb, "document.documentElement.scrollWidth"); wide > float64(width) {
				t.Errorf("the page is %g pixels wide", wide)
			}
			if phone {
				tb.click("#maps-bits")
				tb.wait(query("#maps") + ".shown?.w > 20")
				tb.everywhere("maps")
			}
		})
	}
}

// photographs is the network of photographs in colour that comes with the page.
const photographs = "v=1&task=cifar10&train=50000&net=32c-32cp-64c-64cp-128c-128cp-256&epochs=60"

// TestPhotographs: the trained network of CIFAR-10 opens at work: its accuracy, an image with its class, maps of up to
// 32,768 bits, kernels, cells.
func TestPhotographs(t *testing.T) {
	for _, width := range []int64{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			phone := width < 1000
			tb := open(t, suite.site+"#"+photographs, size(width, 800, phone))
			tb.wait(at("ready") + ` && document.documentElement.dataset.accuracy && document.documentElement.dataset.digit`)
			if got := tb.data("accuracy"); got != "0.8048" {
				t.Errorf("accuracy %s, stored is 0.8048", got)
			}
			tb.shot(fmt.Sprintf("photographs-%d", width))
			if phone {
				tb.click("#tab-array")
			}
			tb.withArray()
			tb.shot(fmt.Sprintf("photographs-%d-cells", width))
			for l, maps := range []string{"32 maps of 32×32", "32 maps of 16×16"} {
				tb.click(fmt.Sprintf("#layer-%d", l))
				tb.click("#maps-bits")
				tb.wait(query("#maps-caption") + ".innerText.includes(" + quote(maps) + ") && " + query("#maps") + ".shown?.w > 90")
			}
			tb.drag("#maps", place, place)
			tb.wait(query("#neuron") + `.dataset.layer === "1"`)
			tb.animationFrames(10)
			tb.shot(fmt.Sprintf("photographs-%d-bits", width))
			tb.click("#maps-kernels")
			tb.wait(query("#maps-view") + `.dataset.shown === "kernels"`)
			tb.click("#layer-0")
			tb.animationFrames(10)
			tb.shot(fmt.Sprintf("photographs-%d-kernels", width))
		})
	}
}

// TestAChosenDataSetOpensAtWork: the network that learns most in five minutes, trained, with an image and its class, and
// without an image for training; its result is the stored one.
func TestAChosenDataSetOpensAtWork(t *testing.T) {
	x := scenario(t, "five-minutes")
	for _, width := range []int64{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			phone := width < 1000
			tb := open(t, suite.site+"#v=1", size(width, 800, phone))
			tb.wait(at("ready") + ` && document.documentElement.dataset.accuracy`)
			if phone {
				tb.click("#tab-setup")
			}
			tb.choose("#f-task", "cifar10")
			// The first test image is a cat, of class 3.
			tb.wait(fmt.Sprintf(`document.documentElement.dataset.fingerprint?.startsWith(%q) && `+
				`document.documentElement.dataset.label === "3"`, x.Stored.Fingerprint[:16]))
			if got, want := tb.data("accuracy"), fmt.Sprint(x.Stored.Accuracy); got != want {
				t.Errorf("accuracy %s, stored is %s", got, want)
			}
			if n := eval[int](tb, `performance.getEntriesByType("resource").filter(e => e.name.includes("cifar10-train")).length`); n > 0 {
				t.Errorf("%d pieces of images for training were fetched, which nobody asked for", n)
			}
			tb.shot(fmt.Sprintf("chosen-%d", width))
		})
	}
}

// TestAKnobOfManyImages: what the first images say stands on the page until all are through, and a knob that moves on
// does not wait for those.
func TestAKnobOfManyImages(t *testing.T) {
	tb := open(t, suite.site+"#"+photographs, size(1280, 800, false))
	tb.wait(at("ready") + ` && document.documentElement.dataset.accuracy`)
	const far = `.innerText.startsWith("So far: the first ")`
	tb.choose("#f-memory", "ber")
	tb.wait(query("#stale") + far)
	tb.animationFrames(2)
	tb.shot("photographs-so-far")
	tb.wait(at("done") + " && !" + query("#stale") + far)
	if !strings.Contains(tb.data("link"), "memory=ber") {
		t.Errorf("the result is of %s", tb.data("link"))
	}
}
