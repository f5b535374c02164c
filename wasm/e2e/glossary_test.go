//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// drawingShown is that the glossary's drawing is there, with a title and a description to be read aloud.
const drawingShown = `(() => { const s = document.getElementById("glossary-drawing").shadowRoot.querySelector("svg[role=img]");
	return s && s.querySelector("title").textContent && s.querySelector("desc").textContent &&
		s.getBoundingClientRect().width > 250; })()`

// TestGlossary: a term is reached from its knob by the mouse, with its drawing, and searched by the keyboard; Escape
// closes it; a link opens it; in the dark its lines are light. The engine has no part in it.
func TestGlossary(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		t.Run(theme, func(t *testing.T) {
			tb := open(t, suite.site+"#v=1&memory=rram-2t2r&view=glossary.offset", scheme(theme))
			tb.wait(`document.getElementById("glossary-title")?.textContent === "Amplifier offset"`)
			tb.wait(drawingShown)
			tb.shot("glossary-knob-" + theme)
			tb.press(kb.Escape)
			tb.wait(`!document.getElementById("glossary-title") && !location.hash.includes("view")`)
			tb.wait(at("ready", "done") + ` && document.documentElement.dataset.fingerprint`) // nothing moves any more
			tb.animationFrames(5)
			tb.click("#t-separation >>> button")
			tb.wait(`document.getElementById("glossary-title")?.textContent === "Separation of the states"`)
			tb.wait(drawingShown)
			tb.click("#glossary-search")
			tb.press("pcsa")
			tb.wait(query("#glossary-search") + `.value === "pcsa" && document.querySelectorAll(".index button").length < 12 &&
				document.querySelector(".index button").textContent.includes("Precharge sense amplifier")`)
			tb.press(kb.ArrowDown)
			tb.press(kb.Enter)
			tb.wait(`document.getElementById("glossary-title").textContent === "Precharge sense amplifier"`)
			tb.wait(drawingShown)
			tb.accessible("glossary")
			tb.shot("glossary-" + theme)
			for _, id := range []string{"cell-pair", "xnor-neuron", "array", "superparamagnetic-junction",
				"resistance-states"} {
				tb.click("#term-" + id)
				tb.wait(`location.hash.endsWith("view=glossary.` + id + `") && ` + drawingShown)
				tb.shot("glossary-" + id + "-" + theme)
			}
		})
	}
}

// TestGlossaryOnAPhone: the list, then the entry, each as wide as the screen at most.
func TestGlossaryOnAPhone(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		t.Run(theme, func(t *testing.T) {
			tb := open(t, suite.site+"#v=1&view=glossary", size(390, 844, true), scheme(theme))
			tb.wait(`document.querySelectorAll(".index button").length > 40`)
			tb.accessible("glossary on a phone")
			tb.shot("glossary-phone-list-" + theme)
			tb.tap("#term-cell-pair")
			tb.wait(`document.getElementById("glossary-title")?.textContent === "Cell pair" && ` + drawingShown)
			right := `Math.max(...[...document.querySelectorAll(".glossary *")].map((e) => e.getBoundingClientRect().right))`
			if wide := eval[float64](tb, right); wide > 390 {
				t.Errorf("the glossary reaches to %g on a phone of 390", wide)
			}
			tb.shot("glossary-phone-" + theme)
			tb.tap("#glossary-back")
			tb.wait(`document.querySelector(".index").checkVisibility()`)
		})
	}
}
