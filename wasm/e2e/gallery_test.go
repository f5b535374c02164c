//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"

	"arraylab/sim/gallery"
	"arraylab/ui/catalog"
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

// openGallery opens it and waits for its entries.
func (tb *tab) openGallery() {
	tb.t.Helper()
	tb.click("#gallery-open")
	tb.wait(`document.querySelectorAll(".entry").length > 0`)
}

// unfold opens an entry of the gallery, and waits for its figure where it is a claim's.
func (tb *tab) unfold(name string) {
	tb.t.Helper()
	tb.click("#unfold-" + name)
	card := `document.getElementById("card-` + name + `")`
	tb.wait(card + ` && (` + card + `.querySelector("figure[hidden]") || ` + card +
		`.querySelector("lab-chart").drawn > 0)`)
}

// TestGallery: an entry for each claim and example, folded; a figure is there when its entry is unfolded, and not
// before; it is searched and filtered, by the keyboard alone; Escape closes it; whoever opens the address finds the
// same. The engine has no part in it.
func TestGallery(t *testing.T) {
	tb := open(t, suite.site)
	tb.openGallery()
	shown := `document.querySelectorAll(".entry").length`
	if n, all := eval[int](tb, shown), len(catalog.Entries()); n != all {
		t.Errorf("%d entries of %d", n, all)
	}
	if eval[bool](tb, `!!document.querySelector("#gallery lab-chart")`) {
		t.Error("a folded entry has a figure")
	}
	tb.wait(`document.activeElement.id === "gallery-search"`)
	tb.shot("gallery")
	tb.press("variability DETRIMENTAL")
	tb.wait(fmt.Sprintf("%s === %d", shown, len(catalog.Query{Text: "variability detrimental"}.Find())))
	tb.press(kb.ArrowDown)
	tb.wait(`document.activeElement.id === "unfold-d2d-worst"`)
	tb.press(kb.Enter)
	figure := `document.getElementById("figure-d2d-worst")`
	tb.wait(figure + ".drawn > 0 && " + figure +
		`.shadowRoot.querySelector("svg[role=img]").getBoundingClientRect().width > 100`)
	tb.shot("gallery-unfolded")
	tb.press("/")
	tb.press("a", input.ModifierCtrl)
	tb.press("no such words")
	tb.wait(shown + ` === 0 && !document.getElementById("gallery-none").hidden`)
	tb.shot("gallery-none")
	tb.click("#gallery-again")
	tb.wait(shown + ` > 30`)
	tb.choose("#gallery-paper", "metaplasticity2021")
	tb.wait(`document.getElementById("claim-forgetting") && !document.getElementById("claim-harmless")`)
	tb.choose("#gallery-verdict", "not-shown-yet")
	tb.wait(`location.hash.endsWith("view=gallery.paper-metaplasticity2021.verdict-not-shown-yet")`)
	tb.animationFrames(5) // the count is drawn after the address
	found := tb.text("#gallery-found")
	link := eval[string](tb, "location.href")
	tb.shot("gallery-narrowed")
	tb.press(kb.Escape)
	tb.wait(shown + ` === 0 && !location.hash.includes("view")`)
	other := open(t, link)
	other.wait(`document.getElementById("gallery-found")?.textContent === ` + quote(found))
}

// TestGalleryOpensAndRepeats: Open shows the settings and the stored sweep; Run again comes to the stored fingerprint,
// and the card says so.
func TestGalleryOpensAndRepeats(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.openGallery()
	tb.click("#open-harmless")
	tb.wait(`document.getElementById("chart-sweep").drawn > 0 && document.querySelectorAll(".entry").length === 0`)
	x := scenario(t, "first-light")
	tb.openGallery()
	tb.unfold("example-first-light")
	tb.click("#again-example-first-light")
	tb.wait(`document.documentElement.dataset.verdict === "exact" && document.documentElement.dataset.link === ` +
		quote(x.Stored.Link) +
		` && document.documentElement.dataset.fingerprint === ` + quote(x.Stored.Fingerprint))
	tb.openGallery()
	tb.wait(`document.querySelector("#claim-example-first-light .again").textContent === "same fingerprint here"`)
	tb.shot("gallery-repeated")
}

// TestGalleryRepeatsASweep: after the run its sweep begins, and its points are the stored ones.
func TestGalleryRepeatsASweep(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.openGallery()
	tb.unfold("macrospin")
	tb.click("#again-macrospin")
	tb.wait(`document.documentElement.dataset.sweep === "exact"`)
	tb.shot("gallery-sweep")
}

// TestGalleryOnAPhone is one column, as wide as the screen at most; it does not bring up the keys.
func TestGalleryOnAPhone(t *testing.T) {
	tb := open(t, suite.site, size(390, 844, true))
	tb.tap("#gallery-open")
	tb.wait(`document.querySelectorAll(".entry").length > 0`)
	tb.animationFrames(5)
	if eval[string](tb, `document.activeElement.id`) == "gallery-search" {
		t.Error("the field is at work before it is touched")
	}
	tb.shot("gallery-phone")
	tb.choose("#gallery-task", "fashion")
	tb.wait(`!document.getElementById("claim-harmless")`)
	tb.tap("#unfold-forgetting")
	tb.wait(`document.getElementById("figure-forgetting")?.drawn > 0`)
	right := `Math.max(...[...document.querySelectorAll(".gallery *")].map((e) => e.getBoundingClientRect().right))`
	if wide := eval[float64](tb, right); wide > 390 {
		t.Errorf("the gallery reaches to %g on a phone of 390", wide)
	}
	eval[bool](tb, `(document.getElementById("card-forgetting").scrollIntoView({block: "center"}), true)`)
	tb.shot("gallery-phone-unfolded")
}
