//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// TestALinkThatWasNotRunShowsNoOtherNetwork, on a laptop and on a phone: its panels are empty, and say what to press.
func TestALinkThatWasNotRunShowsNoOtherNetwork(t *testing.T) {
	for _, width := range []int64{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			link := "#v=1&hidden=128&epochs=2&train=5000&fp=2-0123456789abcdef&acc=91.4"
			tb := open(t, suite.site+link, size(width, 844, width < 1000))
			tb.wait(at("ready"))
			tb.animationFrames(20) // in which the page's own network would be seen
			facts := eval[string](tb, `["link", "accuracy", "fingerprint", "digit", "label"]
				.map(n => document.documentElement.dataset[n] ?? "").join("")`)
			if facts != "" || tb.data("unrun") != "1" {
				t.Errorf("the page tells of another network: %q", facts)
			}
			if text := tb.text("#verdict"); !strings.Contains(text, "The sender had 91.4 %; not yet run here.") {
				t.Errorf("the sender's word reads %q", text)
			}
			for _, panel := range []string{"result", "digit", "array"} {
				if width < 1000 {
					tb.click("#tab-" + panel)
				}
				path := map[string]string{"result": "#stale", "digit": ".bench .scores .note",
					"array": "#array-empty"}[panel]
				tb.wait(query(path) + `.getClientRects().length && ` + query(path) +
					`.innerText.includes("Press Train: ")`)
				tb.shot(fmt.Sprintf("unrun-%s-%d", panel, width))
			}
			if eval[string](tb, "getComputedStyle("+query("#array >>> iframe")+").visibility") != "hidden" {
				t.Error("the array is shown")
			}
			for _, path := range []string{"#digit", "#chart-curves", ".says"} {
				if eval[bool](tb, query(path)+"?.getClientRects().length > 0") {
					t.Errorf("%s is shown", path)
				}
			}
			tb.click("#train")
			tb.wait(at("running"))
			tb.wait(at("done"))
			tb.wait(`document.documentElement.dataset.digit && !document.documentElement.dataset.unrun`)
			if text := tb.text("#verdict"); !strings.Contains(text, "The sender had 91.4 %, here came ") {
				t.Errorf("after the run the sender's word reads %q", text)
			}
		})
	}
}
