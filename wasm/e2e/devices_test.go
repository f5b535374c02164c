//go:build e2e

package e2e

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"arraylab/devices"
)

// The device page: a slider moves, the figures follow while the page stays usable, the device goes into the experiment
// and the network is programmed on it.
func TestDevicePage(t *testing.T) {
	tb := open(t, suite.site+"#v=1&memory=rram-weak-reset&learn=latent")
	tb.wait(at("ready"))
	tb.click("#devices-open")
	p50 := query("#device-n-p50") + ".textContent"
	tb.wait(query("#device-n-p50"))
	if got, want := tb.text("#device-n-p50"), figureOf(t, "rram-weak-reset", "p50"); !strings.HasPrefix(got, want) {
		t.Errorf("the median is %s, natively %s", got, want)
	}
	tb.wait(`document.querySelectorAll("#devices lab-chart").length >= 3 && [...document.querySelectorAll("#devices lab-chart")].every(c => c.drawn > 0)`)
	tb.shot("devices")
	tb.accessible("devices")
	before := tb.text("#device-n-p50")
	tb.focus("device-s-pulses")
	for range 10 {
		tb.press(kb.ArrowLeft)
	}
	tb.wait(p50 + " !== " + quote(before))
	tb.wait(query("#device-f-pulses") + `.value === "900"`)
	tb.choose("#device-name", "ber")
	tb.wait(query("#device-n-flips"))
	tb.choose("#device-name", "rram-weak-reset")
	tb.wait(query("#device-n-p50"))
	tb.fill("#device-f-pulses", "20")
	tb.click("#device-use")
	tb.wait(`location.hash.includes("pulses=20") && document.documentElement.dataset.link?.includes("pulses=20") && !document.documentElement.dataset.devices`)
	if got, want := tb.outcome(), reinferred(t, tb.data("link")); got != want {
		t.Errorf("%s: %+v, natively %+v", tb.data("link"), got, want)
	}
	// On a phone the page is a tab, with nothing beside it.
	tb.do(size(390, 844, true)(tb)...)
	tb.tap("#tab-devices")
	tb.wait(query("#device-n-p50") + ".getBoundingClientRect().width > 0")
	if wide := eval[float64](tb, "document.documentElement.scrollWidth"); wide > 390 {
		t.Errorf("the devices are %g pixels wide on a phone of 390", wide)
	}
	tb.shot("devices-390x844")
	tb.tap("#tab-result")
	tb.wait(`!document.documentElement.dataset.devices && document.documentElement.dataset.tab === "result"`)
}

// figureOf is a figure of a device at its defaults in kilohms as the engine computes it here.
func figureOf(t *testing.T, name, key string) string {
	t.Helper()
	tech, err := devices.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	v, ask, err := devices.Parse(tech, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := tech.Characterise(&v, ask)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range s.Numbers {
		if n.Key == key {
			return strconv.FormatFloat(math.Round(n.Value)/1000, 'f', 3, 64) // in kilohms
		}
	}
	t.Fatalf("%s has no %s", name, key)
	return ""
}
