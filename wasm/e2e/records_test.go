//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// beside opens an address in another tab of the same browser context: both share what the browser keeps.
func (tb *tab) beside(address string) *tab {
	tb.t.Helper()
	control := cdp.WithExecutor(suite.browser, chromedp.FromContext(suite.browser).Browser)
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(tb.profile).WithNewWindow(true).Do(control)
	if err != nil {
		tb.t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(suite.browser, chromedp.WithTargetID(id))
	other := &tab{t: tb.t, ctx: ctx, profile: tb.profile}
	tb.t.Cleanup(cancel)
	chromedp.ListenTarget(ctx, other.watch)
	if err := chromedp.Run(ctx); err != nil {
		tb.t.Fatal(err)
	}
	other.do(append(size(1280, 800, false)(other), page.Enable(), runtime.Enable(), chromedp.Navigate(address))...)
	return other
}

// kill ends a tab as a crash of its process does: without a word to the page.
func (tb *tab) kill() {
	tb.t.Helper()
	_ = chromedp.Run(tb.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		c := chromedp.FromContext(ctx)
		return target.CloseTarget(c.Target.TargetID).Do(cdp.WithExecutor(ctx, c.Browser))
	}))
}

// notice is the expression that a notice says something.
func notice(says string) string {
	return `(document.querySelector("#notices")?.innerText ?? "").includes(` + quote(says) + `)`
}

// writes notes how durable the page asks what it writes into its database to be.
var writes = before(`const real = IDBDatabase.prototype.transaction, writes = window.writes = [];
	IDBDatabase.prototype.transaction = function (...a) {
		const tx = real.apply(this, a);
		if (tx.mode === "readwrite") writes.push(tx.durability);
		return tx;
	}`)

const unfinished = "An earlier visit left a run unfinished"

// TestTwoTabsKeepTheirOwnRuns: a short run in one tab leaves the checkpoint of the other's alone; the run of a tab that
// was killed is offered and goes on to the same bits, while that of a tab that lives is not offered.
func TestTwoTabsKeepTheirOwnRuns(t *testing.T) {
	want := native(t, long)
	first := open(t, suite.site+"#"+long, writes)
	first.begin()
	first.wait(query("#epoch") + `.innerText.match(/^epoch [3-9]\//)`)
	first.click("#pause")
	first.wait(at("paused") + " && writes.length > 0")
	if !eval[bool](first, `writes.every((how) => how === "strict")`) {
		t.Error("a checkpoint that is written may not be on the disk")
	}
	second := first.beside(suite.site + "#" + runs[0].link)
	second.train() // its end deletes no checkpoint but its own
	second.animationFrames(20)
	if eval[bool](second, notice(unfinished)) {
		t.Error("the run of a tab that lives is offered")
	}
	first.kill()
	third := second.beside(suite.site)
	third.wait(notice(unfinished))
	third.shot("found")
	third.click("#notice-do-file")
	third.wait(at("running"))
	third.wait(at("done"))
	if got := third.outcome(); got != want {
		t.Errorf("the run of the tab that was killed came to %+v, natively %+v", got, want)
	}
	if eval[bool](second, notice(unfinished)) || second.data("link") != runs[0].link {
		t.Error("the second tab was touched")
	}
	fourth := third.beside(suite.site)
	fourth.wait(at("ready"))
	fourth.animationFrames(20)
	if eval[bool](fourth, notice(unfinished)) {
		t.Error("a run that is through is offered")
	}
}

// ahead lets later() put the page's clock forward by so many seconds.
func ahead(seconds int) option {
	return before(fmt.Sprintf(`{ const now = performance.now.bind(performance);
		let ahead = 0; performance.now = () => now() + ahead; window.later = () => { ahead += %d } }`, 1000*seconds))
}

// TestWithoutLocks: where the page is no secure context there are none, and tabs tell by themselves that they live.
func TestWithoutLocks(t *testing.T) {
	ignored := allow("Cross-Origin-Opener-Policy header has been ignored")
	first := open(t, insecure(t)+"#"+long, ignored)
	first.begin()
	first.wait(query("#epoch") + `.innerText.match(/^epoch [3-9]\//)`)
	first.click("#pause")
	first.wait(at("paused"))
	second := first.beside(insecure(t))
	second.wait(at("ready"))
	second.animationFrames(60) // in which it has looked
	if eval[bool](second, notice(unfinished)) {
		t.Error("the run of a tab that lives is offered")
	}
	first.do(chromedp.Navigate("about:blank"))
	third := second.beside(insecure(t))
	third.wait(notice(unfinished))
}

// TestALongTrainingOutlivesAReload. The page's clock, which tells it how long a run took, is put a minute forward
// during the run: what follows is as after a run of a real minute.
func TestALongTrainingOutlivesAReload(t *testing.T) {
	tb := open(t, suite.site+"#"+long, ahead(61))
	tb.begin()
	tb.wait(query("#epoch") + `.innerText.startsWith("epoch ")`) // it no longer waits for its images
	tb.do(chromedp.Evaluate("later()", nil))
	tb.wait(at("done"))
	want := tb.outcome()
	tb.animationFrames(60) // in which the network is written
	tb.do(chromedp.Reload())
	tb.wait(at("ready") + " && " + notice("This network was trained here on an earlier visit"))
	if tb.data("unrun") != "1" {
		t.Error("after the reload the page shows another network")
	}
	tb.shot("trained-before")
	tb.click("#notice-do-run")
	tb.wait(at("done") + ` && document.documentElement.dataset.fingerprint`)
	if got := tb.outcome(); got != want {
		t.Errorf("after a reload %+v, before it %+v", got, want)
	}
	tb.do(chromedp.Navigate(suite.site+"#"+runs[0].link), chromedp.Reload())
	tb.wait(at("ready"))
	tb.animationFrames(20)
	if eval[bool](tb, notice("This network was trained here")) {
		t.Error("another link offers it")
	}
}

// TestLeavingARunAsks where something would be lost: not in a pause, which is written, but where the browser writes
// nothing; and a page without a run is left without a word.
func TestLeavingARunAsks(t *testing.T) {
	tb := open(t, suite.site+"#"+strings.Replace(long, "epochs=6", "epochs=60", 1), ahead(6))
	pause := func() {
		tb.begin()
		tb.wait(query("#epoch") + `.innerText.startsWith("epoch ")`) // it no longer waits for its images
		tb.click("#pause")
		tb.wait(at("paused"))
	}
	pause()
	tb.animationFrames(60) // in which the checkpoint is written
	tb.do(chromedp.Evaluate("later()", nil))
	tb.do(chromedp.Reload())
	if asked := tb.asked(); asked != 0 {
		t.Errorf("leaving a pause that is written asked %d times", asked)
	}
	tb.wait(at("ready"))
	tb.do(chromedp.Evaluate(`IDBObjectStore.prototype.put = () => { throw new DOMException("no", "QuotaExceededError") }`, nil))
	pause()
	tb.wait(notice("is full"))
	tb.do(chromedp.Reload())
	if asked := tb.asked(); asked != 1 {
		t.Errorf("leaving a run that cannot be written asked %d times", asked)
	}
	tb.wait(at("ready"))
	tb.do(chromedp.Reload())
	if asked := tb.asked(); asked != 1 {
		t.Error("leaving a page that computes nothing asks")
	}
}

// TestWhatEarlierVersionsKept is brought over: names without a prefix, and the one checkpoint of the database's first
// version, which is offered.
func TestWhatEarlierVersionsKept(t *testing.T) {
	tb := open(t, suite.site+"licenses.txt", allow("favicon"))
	seeded := `(async () => {
		for (const [key, text] of [["theme", "dark"], ["ideals", "{}"], ["checkpoint", "v=1&epochs=5"]])
			localStorage.setItem(key, text);
		await new Promise((done, failed) => {
			const opens = indexedDB.open("arraylab", 1);
			opens.onerror = failed;
			opens.onupgradeneeded = () => opens.result.createObjectStore("files");
			opens.onsuccess = () => {
				const writes = opens.result.transaction("files", "readwrite");
				writes.objectStore("files").put(new Uint8Array([1, 2, 3]).buffer, "checkpoint");
				writes.oncomplete = () => { opens.result.close(); done(); };
			};
		});
	})()`
	tb.do(chromedp.Evaluate(seeded, nil, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true)
	}), chromedp.Navigate(suite.site))
	tb.wait(notice(unfinished))
	if theme := eval[string](tb, "document.documentElement.dataset.theme"); theme != "dark" {
		t.Errorf("the theme that was chosen is %q", theme)
	}
	kept := eval[string](tb, `["theme", "arraylab.theme", "ideals", "arraylab.ideals", "checkpoint"]
		.map((key) => localStorage.getItem(key)).join()`)
	if want := "dark,dark,,{},"; kept != want {
		t.Errorf("kept are %s, want %s", kept, want)
	}
}
