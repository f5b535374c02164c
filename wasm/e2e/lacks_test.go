//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// TestBrowserThatLacksMuch: what is missing in an older browser, or in WebKitGTK, is done without; a database that
// never answers keeps nothing, and says so.
func TestBrowserThatLacksMuch(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[1].link, before(`
		for (const name of ["SharedArrayBuffer", "TransformStream", "AbortController", "ResizeObserver", "IntersectionObserver"])
			delete globalThis[name];
		IDBFactory.prototype.open = () => ({});`))
	if got := eval[string](tb, "typeof SharedArrayBuffer + typeof TransformStream + typeof ResizeObserver + "+
		"crossOriginIsolated"); got != "undefinedundefinedundefinedtrue" {
		t.Fatalf("the browser still has what it should lack: %s", got)
	}
	tb.train()
	if got := tb.outcome(); got.Correct != runs[1].correct || !strings.HasPrefix(got.Fingerprint, runs[1].fingerprint) {
		t.Errorf("%+v, want %d correct and %s", got, runs[1].correct, runs[1].fingerprint)
	}
	tb.withArray()
}

// TestWorkerThatClosesItself tells nobody: the page finds out by its pulse.
func TestWorkerThatClosesItself(t *testing.T) {
	want := native(t, long)
	tb := open(t, suite.site+"#"+long)
	tb.begin()
	tb.wait(keptUnderWay)
	tb.inWorker(`void setTimeout(() => self.close())`)
	tb.wait(at("failed") + " && " + query("#notice-do-engine"))
	if text := tb.text("#notices"); !strings.Contains(text, "ten seconds") {
		t.Errorf("the page says %q", text)
	}
	tb.click("#notice-do-engine")
	tb.wait(at("running", "done"))
	tb.wait(at("done"))
	if got := tb.outcome(); got != want {
		t.Errorf("after a worker that closed itself %+v, natively %+v", got, want)
	}
}
