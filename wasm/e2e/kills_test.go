//go:build e2e

package e2e

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
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

// epochOfLong is an epoch of long, in optimizer steps: after each one there is a checkpoint.
const epochOfLong = 30

// watched notes, frame by frame, which optimizer step of long the page shows; 0 where no run is under way.
var watched = before(`window.reached = 0;
	requestAnimationFrame(function look() {
		requestAnimationFrame(look);
		const at = document.querySelector("#epoch")?.textContent.match(/epoch (\d+)\/6 +batch (\d+)/);
		if (at) reached = (at[1] - 1) * 30 + +at[2];
		if (["ready", "done"].includes(document.documentElement.dataset.state)) reached = 0;
	})`)

// stepIn is the step that a text names; 0 for none.
func stepIn(text string) int {
	m := regexp.MustCompile(`step ([\d,]+)`).FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	return n
}

// fates counts what became of what was killed, and the optimizer steps that were lost.
type fates map[string]struct{ kills, lost, most int }

// add takes a kill at a step, after which the run goes on from the last checkpoint, or anew where that is 0.
func (f fates) add(t *testing.T, of string, at, from int) {
	t.Helper()
	t.Logf("%s at step %d, goes on from step %d", of, at, from)
	switch {
	case at == 0:
		of += ": was idle, the run was through or not begun"
	case from == 0:
		of += ": begins anew, for it had no checkpoint yet"
	default:
		of += ": goes on from its checkpoint"
	}
	all, lost := f[of], max(0, at-from)
	all.kills, all.lost, all.most = all.kills+1, all.lost+lost, max(all.most, lost)
	f[of] = all
}

// tell prints the counts. An epoch has 30 steps, and a checkpoint: a page that gets no turn asks for the next one late.
func (f fates) tell(t *testing.T) {
	for _, fate := range slices.Sorted(maps.Keys(f)) {
		all := f[fate]
		t.Logf("%3d %s; lost are %d steps on average, %d at most", all.kills, fate, all.lost/all.kills, all.most)
	}
}

// TestKilledWorkers ends workers at random moments, of crews of one to three, in every way: the page says so, and goes
// on to the very same bits.
func TestKilledWorkers(t *testing.T) {
	want, became := native(t, long), fates{}
	for k, n := 0, kills(5); k < n; k += 2 {
		// A subtest closes its page at its end: many that stay open take each other's turns.
		t.Run(fmt.Sprintf("from %d on", k), func(t *testing.T) {
			killWorkers(t, want, became, k, min(2, n-k))
		})
	}
	became.tell(t)
}

// killWorkers ends so many workers of one run, the first of which is the kth of all.
func killWorkers(t *testing.T, want outcome, became fates, k, n int) {
	crew := 1 + k/2%3
	tb := open(t, suite.site+"#"+long, cores(crew), listed, watched)
	tb.begin()
	for range n {
		way, after := ways[k%len(ways)], tb.moment()
		way.end(tb, crew, after)
		tb.wait(at("failed") + " && " + query("#notice-do-engine") + " || " + at("done"))
		if tb.data("state") == "done" { // the run was through: nobody misses a member of a crew at rest
			became.add(t, fmt.Sprintf("a worker of %d %s", crew, way.name), 0, 0)
			break
		}
		reached, says, had := eval[int](tb, "reached"), tb.text("#notices"), tb.data("checkpoint")
		if had != "" && stepIn(says) == 0 {
			t.Errorf("there was a checkpoint, and the page says %q", says)
		}
		tb.click("#notice-do-engine")
		tb.wait(at("ready", "running", "done"))
		became.add(t, fmt.Sprintf("a worker of %d %s", crew, way.name), reached, stepIn(says))
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

// onDisk is the step of the newest checkpoint of a run under way that the browser keeps; 0 for none.
const onDisk = `new Promise((done, fail) => {
	const opens = indexedDB.open("arraylab");
	opens.onerror = () => fail(opens.error);
	opens.onsuccess = () => {
		const reads = opens.result.transaction("records"), table = reads.objectStore("records");
		const keys = table.getAllKeys(), all = table.getAll();
		reads.onerror = () => fail(reads.error);
		reads.oncomplete = () => {
			opens.result.close();
			const steps = all.result.map((record, i) => keys.result[i].startsWith("run/") ? JSON.parse(record.note).step : 0);
			done(Math.max(0, ...steps));
		};
	};
})`

// TestKilledBrowser kills the whole browser at random moments of a run: at the next visit the run is offered, from no
// older checkpoint than the last one that was kept, and goes on to the very same bits.
func TestKilledBrowser(t *testing.T) {
	want, profile, became := native(t, long), profileFolder(t), fates{}
	for reached, kept, k := 0, 0, 0; ; k++ {
		browser, quit, err := chromium(chromedp.UserDataDir(profile))
		if err != nil {
			t.Fatal(err)
		}
		defer quit()
		tb := &tab{t: t, ctx: browser}
		chromedp.ListenTarget(browser, tb.watch)
		tb.do(append(append(size(1280, 800, false)(tb), watched(tb)...), page.Enable(), runtime.Enable(),
			chromedp.Navigate(suite.site+"#"+long))...)
		tb.wait(at("ready"))
		if 0 < kept && kept < 5*epochOfLong { // else it may have been through when it was killed
			tb.wait(notice(unfinished))
		}
		tb.animationFrames(20) // in which it has looked
		offered := 0
		if eval[bool](tb, notice(unfinished)) {
			offered = stepIn(tb.text("#notices"))
			tb.click("#notice-do-file")
			tb.wait(at("running", "done"))
		} else {
			tb.begin()
		}
		switch {
		case offered < kept && kept < 5*epochOfLong:
			t.Errorf("step %d was kept when the browser was killed, step %d is offered", kept, offered)
		case k > 0 && offered == 0 && kept > 0:
			became.add(t, "the browser", 0, 0) // its end was not yet seen
		case k > 0:
			became.add(t, "the browser", reached, offered)
		}
		if k == kills(3) {
			tb.wait(at("done"))
			if got := tb.outcome(); got != want {
				t.Errorf("after %d kills %+v, natively %+v", k, got, want)
			}
			became.tell(t)
			return
		}
		tb.await(fmt.Sprintf("new Promise((done) => setTimeout(() => done(0), %d))", tb.moment()))
		reached, kept = eval[int](tb, "reached"), int(tb.await(onDisk))
		if err := chromedp.FromContext(browser).Browser.Process().Kill(); err != nil {
			t.Fatal(err)
		}
		quit()
	}
}
