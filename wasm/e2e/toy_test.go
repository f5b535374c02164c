//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The figure of why metaplasticity works: from help, by keyboard, by pointing into the plane, through its acts, and by
// a link on a phone.
func TestToy(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.click("#help-open")
	tb.click("#toy-open")
	drawnCharts := `["toy-plane", "toy-steps", "toy-many"].every(id => document.getElementById(id)?.drawn > 0)`
	tb.wait(drawnCharts)
	if words := tb.text("#toy-lines"); !strings.Contains(words, "Weight 1 settles at +1") {
		t.Errorf("the figure says %q", words)
	}
	if words := tb.text("#toy-rank"); !strings.Contains(words, "rank correlation 0.9") {
		t.Errorf("the many say %q", words)
	}
	tb.animationFrames(30)
	tb.accessible("toy")
	tb.shot("toy-one")
	// A slider by keyboard: an optimum within ±1 makes weight 1 swing.
	tb.focus("toy-s-w1")
	tb.press(kb.Home)
	tb.wait(`document.getElementById("toy-lines").innerText.includes("Weight 1 settles at −1")`)
	// A point in the plane, a little right of its middle and above it.
	tb.drag("#toy-plane >>> svg", [2]float64{0.7, 0.3}, [2]float64{0.65, 0.35}, [2]float64{0.65, 0.35})
	w := `Number(document.getElementById("toy-f-w1").value)`
	tb.wait(w + " > 0 && " + w + ` < 1 && Number(document.getElementById("toy-f-w2").value) > 0`)
	tb.wait(`document.getElementById("toy-lines").innerText.includes("Weight 1 would best be")`)
	tb.click("#toy-defaults")
	tb.click("#toy-act-two")
	tb.wait(`document.getElementById("toy-lines").innerText.includes("weight 1 back: it gives way after 9 steps")`)
	tb.click("#toy-act-meta")
	tb.wait(`document.getElementById("toy-lines").innerText.includes("weight 1 back: it holds for all 40 steps")`)
	tb.animationFrames(30)
	tb.shot("toy-meta")
	tb.accessible("toy, two tasks")
	tb.press(escape)
	tb.wait(`!document.getElementById("toy-close") && document.activeElement.id === "help-open"`)

	phone := open(t, suite.site+"#v=1&view=metaplasticity", size(390, 844, true), scheme("dark"))
	phone.wait(drawnCharts)
	if wide := eval[float64](phone, "document.documentElement.scrollWidth"); wide > 390 {
		t.Errorf("the figure is %g pixels wide on a phone of 390", wide)
	}
	phone.wait(query("#toy >>> dialog") + ".scrollWidth <= " + query("#toy >>> dialog") + ".clientWidth")
	phone.tap("#toy-act-meta")
	phone.wait(query("#toy-f-meta") + `.value === "1.35"`)
	phone.animationFrames(30)
	phone.accessible("toy on a phone")
	phone.shot("toy-390x844")
	phone.tap("#toy-close")
	phone.wait(`!document.getElementById("toy-close") && !location.hash.includes("view")`)
}
