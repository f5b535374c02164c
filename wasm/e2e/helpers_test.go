//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// quote spells a text as a literal of JavaScript.
func quote(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}

// replace is strings.NewReplacer for one use.
func replace(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }

// profileFolder is a folder for a browser's profile. It is removed after the test, once the browser's processes, which
// end a while after the browser does, no longer write into it.
func profileFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "arraylab-profile-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := os.RemoveAll(folder)
		for end := time.Now().Add(patience); err != nil && time.Now().Before(end); err = os.RemoveAll(folder) {
			time.Sleep(50 * time.Millisecond)
		}
		if err != nil {
			t.Error(err)
		}
	})
	return folder
}

// await returns the number that a promise resolves to.
func (tb *tab) await(promise string) float64 {
	tb.t.Helper()
	var v float64
	tb.do(chromedp.Evaluate(promise, &v, awaitPromise))
	return v
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// animationFrames lets the page draw so many frames: a length of time in the page's own measure.
func (tb *tab) animationFrames(n int) {
	tb.t.Helper()
	tb.await(fmt.Sprintf(`new Promise(done => { let n = %d; const f = () => n-- ? requestAnimationFrame(f) : done(0); f() })`, n))
}

// inWorker runs a script in the worker that leads the page's first crew. The others mostly wait, and
// answer nothing then.
func (tb *tab) inWorker(script string) {
	tb.t.Helper()
	tb.mu.Lock()
	n := len(tb.workers)
	tb.mu.Unlock()
	tb.inLeader(n, script)
}

// inLeader runs a script in the worker that leads the page's last crew of so many.
func (tb *tab) inLeader(crew int, script string) {
	tb.t.Helper()
	tb.mu.Lock()
	all := tb.workers
	tb.mu.Unlock()
	if crew < 1 || len(all) < crew {
		tb.t.Fatalf("the page has had %d workers, not %d", len(all), crew)
	}
	id := all[len(all)-crew]
	late, stop := context.WithTimeout(tb.ctx, patience)
	defer stop()
	ctx, cancel := chromedp.NewContext(late, chromedp.WithTargetID(id))
	defer cancel()
	var ignored any
	if err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		return chromedp.Evaluate(script, &ignored).Do(ctx)
	})); err != nil {
		tb.t.Fatalf("in the worker: %v", err)
	}
}
