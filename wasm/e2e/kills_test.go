//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// kills is how often something is killed: few times, or as often as ARRAYLAB_KILLS asks for.
func kills(few int) int {
	if n, err := strconv.Atoi(os.Getenv("ARRAYLAB_KILLS")); err == nil {
		return n
	}
	return few
}

// listed keeps the page's workers in a list, where a test can reach them.
var listed = before(`const Real = Worker, made = window.made = [];
	window.Worker = function (...a) { const w = new Real(...a); made.push(w); return w }`)

// ways are those in which a worker of a crew of so many ends at a moment, in milliseconds from now.
var ways = []struct {
	name string
	end  func(tb *tab, crew, moment int)
}{
	{"terminated", func(tb *tab, crew, moment int) {
		script := fmt.Sprintf("void setTimeout(() => made.at(-%d).terminate(), %d)", 1+rand.IntN(crew), moment)
		tb.do(chromedp.Evaluate(script, nil))
	}},
	{"closed", inTheLeader("self.close()")},
	{"thrown out of", inTheLeader(`throw new Error("crash on purpose")`)},
	{"out of memory", inTheLeader(`throw new RangeError("WebAssembly.Memory.grow(): out of memory")`)},
}

func inTheLeader(script string) func(tb *tab, crew, moment int) {
	return func(tb *tab, crew, moment int) {
		tb.inLeader(crew, fmt.Sprintf("void setTimeout(() => { %s }, %d)", script, moment))
	}
}

// moment waits for a random epoch of the run, or for its end, and returns for how many milliseconds more it is to go on.
func (tb *tab) moment() int {
	tb.t.Helper()
	if epoch := rand.IntN(6); epoch > 0 {
		tb.wait(at("done") + " || " + query("#epoch") + fmt.Sprintf(".innerText.match(/^epoch [%d-9]\\//)", epoch))
	}
	return rand.IntN(1000)
}

// TestKilledWorkers ends workers at random moments, of crews of one to three, in every way: the page says so, and goes
// on to the very same bits.
func TestKilledWorkers(t *testing.T) {
	want := native(t, long)
	for k, n := 0, kills(5); k < n; {
		crew := 1 + k/2%3
		tb := open(t, suite.site+"#"+long, cores(crew), listed)
		tb.begin()
		for range min(2, n-k) {
			way, after := ways[k%len(ways)], tb.moment()
			way.end(tb, crew, after)
			tb.wait(at("failed") + " && " + query("#notice-do-engine"))
			t.Logf("a worker of %d was %s: %s", crew, way.name, strings.TrimSpace(strings.SplitN(tb.text("#notices"), "\n", 2)[0]))
			tb.click("#notice-do-engine")
			tb.wait(at("ready", "running", "done"))
			if tb.data("state") == "ready" {
				tb.begin() // there was no checkpoint yet
			}
			k++
		}
		tb.wait(at("done"))
		if got := tb.outcome(); got != want {
			t.Errorf("after %d kills %+v, natively %+v", k, got, want)
		}
	}
}

// TestKilledBrowser kills the whole browser at random moments of a run: at the next visit the run is offered, if it had
// a checkpoint, and goes on to the very same bits.
func TestKilledBrowser(t *testing.T) {
	want, profile, kept := native(t, long), t.TempDir(), false
	for k := range kills(3) + 1 {
		browser, quit, err := chromium(chromedp.UserDataDir(profile))
		if err != nil {
			t.Fatal(err)
		}
		defer quit()
		tb := &tab{t: t, ctx: browser}
		chromedp.ListenTarget(browser, tb.watch)
		tb.do(append(size(1280, 800, false)(tb), page.Enable(), runtime.Enable(), chromedp.Navigate(suite.site+"#"+long))...)
		tb.wait(at("ready", "done"))
		tb.animationFrames(20) // in which it has looked
		if kept {
			tb.wait(notice(unfinished))
		}
		if eval[bool](tb, notice(unfinished)) {
			tb.click("#notice-do-file")
			tb.wait(at("running", "done"))
		} else if tb.data("state") == "ready" {
			tb.begin()
		}
		if k == kills(3) {
			tb.wait(at("done"))
			if got := tb.outcome(); got != want {
				t.Errorf("after %d kills %+v, natively %+v", k, got, want)
			}
			return
		}
		tb.await(fmt.Sprintf("new Promise((done) => setTimeout(() => done(0), %d))", tb.moment()))
		// Its first checkpoint, after an epoch, is long on the disk; in the last epoch the run may be through.
		kept = eval[bool](tb, at("running")+` && document.documentElement.dataset.checkpoint === "1" && `+
			query("#epoch")+`.innerText.match(/^epoch [3-5]\//) !== null`)
		if err := chromedp.FromContext(browser).Browser.Process().Kill(); err != nil {
			t.Fatal(err)
		}
		t.Logf("killed; a checkpoint was there: %t", kept)
	}
}
