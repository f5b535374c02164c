//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"arraylab/sim/gallery"
)

// scenario finds a scenario with a stored result.
func scenario(t *testing.T, name string) gallery.Scenario {
	t.Helper()
	x, ok := gallery.ScenarioOf(name)
	if !ok || x.Stored == nil {
		t.Fatalf("there is no scenario %s with a result", name)
	}
	return x
}

// openGallery opens it and waits for its cards.
func (tb *tab) openGallery() {
	tb.t.Helper()
	tb.click("#gallery-open")
	tb.wait(`document.querySelectorAll(".card").length > 0`)
}

// TestGallery: a card for each claim; a figure is drawn when it comes into view, and not before; the claims of one paper alone;
// Escape closes it.
func TestGallery(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.openGallery()
	claims := 0
	for _, p := range gallery.Papers() {
		claims += len(p.Claims)
	}
	if n := eval[int](tb, `document.querySelectorAll(".card").length`); n != claims {
		t.Errorf("%d cards for %d claims", n, claims)
	}
	last := gallery.Papers()[len(gallery.Papers())-1].Claims[0].Name
	figure := `document.getElementById(` + quote("figure-"+last) + `)`
	tb.animationFrames(30)
	if eval[bool](tb, figure+".drawn > 0") {
		t.Error("the last figure is drawn while it is far from view")
	}
	eval[bool](tb, "("+figure+".scrollIntoView(), true)")
	tb.wait(figure + ".drawn > 0 && " + figure + `.shadowRoot.querySelector("svg[role=img]").getBoundingClientRect().width > 100`)
	tb.shot("gallery")
	tb.choose("#gallery-paper", "metaplasticity2021")
	tb.wait(`document.querySelectorAll(".paper").length === 1 && !!document.getElementById("claim-forgetting")`)
	tb.wait(`document.getElementById("figure-forgetting").drawn > 0 && document.getElementById("gallery").dialog.scrollTop === 0`)
	tb.shot("gallery-paper")
	tb.press(kb.Escape)
	tb.wait(`document.querySelectorAll(".card").length === 0`)
}

// TestGalleryOpensAndRepeats: Open shows the settings and the stored sweep; Run again comes to the stored fingerprint, and the
// card says so.
func TestGalleryOpensAndRepeats(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.openGallery()
	tb.click("#open-harmless")
	tb.wait(`document.getElementById("chart-sweep").drawn > 0 && document.querySelectorAll(".card").length === 0`)
	x := scenario(t, "ultra-low-energy")
	tb.openGallery()
	tb.click("#again-unreliable")
	tb.wait(`document.documentElement.dataset.verdict === "exact" && document.documentElement.dataset.link === ` + quote(x.Stored.Link) +
		` && document.documentElement.dataset.fingerprint === ` + quote(x.Stored.Fingerprint))
	tb.openGallery()
	tb.wait(`document.querySelector("#claim-unreliable .again").textContent === "same fingerprint here"`)
	tb.shot("gallery-repeated")
}

// TestGalleryRepeatsASweep: after the run its sweep begins, and its points are the stored ones.
func TestGalleryRepeatsASweep(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.openGallery()
	tb.click("#again-macrospin")
	tb.wait(`document.documentElement.dataset.sweep === "exact"`)
	tb.shot("gallery-sweep")
}

// TestGalleryOnAPhone is one column, as wide as the screen at most.
func TestGalleryOnAPhone(t *testing.T) {
	tb := open(t, suite.site, size(390, 844, true))
	tb.wait(at("ready"))
	tb.tap("#gallery-open")
	tb.wait(`document.querySelectorAll(".card").length > 0`)
	if wide := eval[float64](tb, `Math.max(...[...document.querySelectorAll(".gallery, .card, .card lab-chart")].map((e) => e.getBoundingClientRect().right))`); wide > 390 {
		t.Errorf("the gallery reaches to %g on a phone of 390", wide)
	}
	eval[bool](tb, `(document.getElementById("figure-forgetting").scrollIntoView(), true)`)
	tb.wait(`document.getElementById("figure-forgetting").drawn > 0`)
	tb.shot("gallery-phone")
}
