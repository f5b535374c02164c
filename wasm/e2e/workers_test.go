//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// cores makes the browser say that it has so many, and the visitor choose as many workers.
func cores(n int) option {
	return before(fmt.Sprintf(`Object.defineProperty(navigator, "hardwareConcurrency", { get: () => %d });
		try { localStorage.setItem("arraylab.workers", "%[1]d") } catch {}`, n))
}

// TestAnyNumberOfWorkersGivesTheSameBits runs with one to four workers, by shared memory and by
// messages.
func TestAnyNumberOfWorkersGivesTheSameBits(t *testing.T) {
	for i, r := range runs {
		want := native(t, r.link)
		for _, n := range [][]int{{3}, {1, 2, 3, 4}, {4}}[i] {
			site, how, ignored := suite.site, "shared memory", allow("^$")
			if n == 3 {
				site, how = insecure(t), "by messages"
				ignored = allow("Cross-Origin-Opener-Policy header has been ignored")
			}
			tb := open(t, site+"#"+r.link, cores(n), ignored)
			if got := inPage(tb); got != want {
				t.Errorf("%s, %d workers: %+v, natively %+v", r.name, n, got, want)
			}
			if text := tb.text(".crew"); n > 1 && !strings.Contains(text, fmt.Sprintf("of %d cores, %s", n, how)) &&
				!strings.Contains(text, how) {
				t.Errorf("%d workers: the page says %q", n, text)
			}
		}
	}
}

// TestWorkersCanBeChosenInTheMiddle moves a run under way to one worker and to two again.
func TestWorkersCanBeChosenInTheMiddle(t *testing.T) {
	r := seeded{link: "v=1&train=20000&test=1000&hidden=100&memory=rram-weak-reset&epochs=12&batch=500&seed=7"}
	want := native(t, r.link)
	tb := open(t, suite.site+"#"+r.link, cores(2))
	tb.wait(at("ready"))
	tb.click("#train")
	for _, n := range []string{"1", "2"} {
		tb.wait(at("running") + ` && /epoch/.test(` + query("#epoch") + `.innerText) && !` +
			query("#workers") + `.disabled`)
		tb.choose("#workers", n)
		tb.animationFrames(3) // the page shows that it moves: until it has, nothing else can be chosen
		tb.wait(query("#workers") + `.value === "` + n + `"`)
	}
	tb.wait(at("done"))
	if got := tb.outcome(); got != want {
		t.Errorf("moved twice: %+v, natively %+v", got, want)
	}
	tb.shot("workers")
}

// TestSweep goes through a knob and over chips with the network that the page opens with.
func TestSweep(t *testing.T) {
	tb := open(t, suite.site+"#v=1&memory=ber&test=1000")
	tb.wait("document.documentElement.dataset.link?.includes('memory=ber') && " + at("done"))
	before := tb.outcome()
	tb.click("#chart-tab-sweep")
	for id, text := range map[string]string{"lo": "0.001", "hi": "0.4", "n": "4", "chips": "3"} {
		tb.fill("#sweep-"+id, text)
	}
	tb.click("#sweep-run")
	tb.wait(query("#sweep-run") + `.innerText === "Sweep" && ` + query("#chart-sweep") +
		`.shadowRoot.querySelectorAll("circle").length === 12`)
	tb.wait(at("done"))
	if got := tb.outcome(); got != before {
		t.Errorf("after the sweep %+v, before %+v", got, before)
	}
	if words := tb.text(".sweep .quiet.small"); !strings.Contains(words, "over 3 chips") {
		t.Errorf("the page says %q", words)
	}
	tb.shot("sweep")
	tb.fill("#sweep-hi", "7")
	tb.click("#sweep-run")
	tb.wait(query(".sweep [role=alert]") + `.innerText.includes("To=7")`)
}

// TestSweepOfALinkTrains opens a sweep of the learning rate: its form is filled in, each point trains a small network
// as the command does, and the page's own network comes back.
func TestSweepOfALinkTrains(t *testing.T) {
	tb := open(t, suite.site+"#v=1&train=1000&test=500&hidden=32&epochs=1&lr=0.002~0.02&seeds=2")
	tb.wait(query("#chart-tab-sweep") + `.getAttribute("aria-pressed") === "true" && ` + query("#sweep-seeds") +
		`.value === "2"`)
	tb.wait(query("#sweep-run") + `.disabled === false`)
	tb.click("#sweep-run")
	tb.wait(query("#chart-sweep") + `.shadowRoot?.querySelectorAll("circle").length === 4 && ` + query("#sweep-run") +
		`.innerText === "Sweep"`)
	if got := tb.text("#epoch"); strings.Contains(got, "sweep") {
		t.Errorf("the page still says %q", got)
	}
	tb.shot("sweep-trains")
	tb.click("#share-open")
	tb.wait(query("#share-link") + `?.value.endsWith("&lr=0.002~0.02&seeds=2")`)
}

// TestAblation asks which imperfection costs most, and compares two results.
func TestAblation(t *testing.T) {
	tb := open(t, suite.site+"#v=1&test=1000&memory=rram-2t2r&condition=limit&hours=100000&chips=2&ablate=1")
	tb.wait(query("#ablate-chips") +
		`.value === "2" && document.documentElement.dataset.link?.includes('rram-2t2r') && ` + at("done"))
	before := tb.outcome()
	tb.click("#ablate-run")
	tb.wait(query("#ablate-run") + `.innerText === "Ablate" && ` + query("#ablate-words") +
		`.innerText.includes("All together cost")`)
	tb.wait(at("done"))
	if got := tb.outcome(); got != before {
		t.Errorf("after the ablation %+v, before %+v", got, before)
	}
	tb.shot("ablation")
	tb.click(".past .versus")
	tb.wait(query("#compare-table table") + ` && ` + query("#chart-compare-confusion") +
		`.shadowRoot?.querySelector("svg")`)
	tb.shot("compare")
}
