//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// TestMargins looks at the margins of the network that the page opens with, and chooses a network of the papers.
func TestMargins(t *testing.T) {
	tb := open(t, suite.site+"#v=1&memory=ber&ber=0.04&test=1000")
	tb.wait("document.documentElement.dataset.link?.includes('memory=ber') && " + at("done"))
	tb.click("#chart-tab-margins")
	tb.wait(query("#chart-margins") + `.shadowRoot.querySelectorAll("rect").length > 60`)
	if words := tb.text("#margins"); !strings.Contains(words, "layer 2:") {
		t.Errorf("the page says %q", words)
	}
	tb.shot("margins")
	tb.choose("#p-hidden", "2048-2048")
	tb.wait(query("#f-hidden") + `.value === "2048-2048"`)
	tb.choose("#f-loss", "mhl")
	tb.wait(query("#f-batch") + `.value === "256"`)
	tb.shot("networks")
}
