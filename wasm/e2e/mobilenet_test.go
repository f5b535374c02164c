//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// MobileNet V1 by arithmetic: from help, by keyboard, and by a link on a phone; and the gallery's charts of accuracy over
// memory with their tables.
func TestMobileNet(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.click("#help-open")
	tb.click("#mobile-open")
	tb.wait(`document.getElementById("mobile-memory")?.drawn > 0`)
	if words := tb.text("#mobile-verdict"); !strings.Contains(words, "saves 7.39 %") {
		t.Errorf("the figure says %q", words)
	}
	tb.animationFrames(30)
	tb.accessible("mobilenet")
	tb.shot("mobilenet")
	tb.focus("mobile-s-hidden")
	tb.press(kb.End)
	tb.wait(`document.getElementById("mobile-verdict").innerText.includes("takes 0.27 % more memory")`)
	tb.click("#mobile-all")
	tb.wait(`document.getElementById("mobile-layers").innerText.includes("29 classifier")`)
	tb.press(escape)
	tb.wait(`!document.getElementById("mobile-close") && document.activeElement.id === "help-open"`)

	phone := open(t, suite.site+"#v=1&view=mobilenet", size(390, 844, true), scheme("dark"))
	phone.wait(`document.getElementById("mobile-memory")?.drawn > 0`)
	phone.wait(query("#mobilenet >>> dialog") + ".scrollWidth <= " + query("#mobilenet >>> dialog") + ".clientWidth")
	phone.animationFrames(30)
	phone.accessible("mobilenet on a phone")
	phone.shot("mobilenet-390x844")

	hall := open(t, suite.site+"#v=1&view=gallery.paper-penkovsky2020")
	hall.wait(`document.getElementById("unfold-classifier-alone-swaps")`)
	hall.click("#unfold-classifier-alone-swaps")
	hall.wait(`document.getElementById("figure-classifier-alone-swaps")?.drawn > 0`)
	hall.animationFrames(30)
	hall.accessible("a trade-off in the gallery")
	hall.shot("tradeoff")
}
