//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// patience is how long a condition may take on a busy machine with two cores. It is never
// waited out unless something is wrong.
const patience = 90 * time.Second * crowd

// A tab is a page in a browser context of its own: empty storage, empty cache.
type tab struct {
	t       *testing.T
	ctx     context.Context
	profile cdp.BrowserContextID

	mu       sync.Mutex
	problems []string         // errors of the console, exceptions, violations of the policy
	allowed  []*regexp.Regexp // those that a test brings about on purpose
	workers  []target.ID      // all that the page ever had, in their order: of a crew the first one leads
	leaves   int              // questions whether to leave the page; each is answered with yes
}

// An option changes a tab before its page is loaded.
type option func(*tab) []chromedp.Action

// size sets the viewport in CSS pixels; a phone also has touch.
func size(width, height int64, phone bool) option {
	return func(*tab) []chromedp.Action {
		return []chromedp.Action{
			emulation.SetDeviceMetricsOverride(width, height, 1, phone),
			emulation.SetTouchEmulationEnabled(phone),
		}
	}
}

// scheme makes the visitor prefer dark or light.
func scheme(name string) option {
	return func(*tab) []chromedp.Action {
		return []chromedp.Action{emulation.SetEmulatedMedia().
			WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}})}
	}
}

// everyControl makes the visitor one who asked for all controls at an earlier visit.
func everyControl(tb *tab) []chromedp.Action {
	return before(`if (self === top) try { localStorage.getItem("arraylab.level") ?? localStorage.setItem("arraylab.level", "all"); } catch {}`)(tb)
}

// fresh makes the visitor a new one; it comes after everyControl.
func fresh(tb *tab) []chromedp.Action {
	return before(`try { localStorage.removeItem("arraylab.level"); } catch {}`)(tb)
}

// before runs a script in every document, ahead of the page's own.
func before(script string) option {
	return func(*tab) []chromedp.Action {
		return []chromedp.Action{chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
			return err
		})}
	}
}

// blocked makes addresses that match the patterns fail to load.
func blocked(patterns ...string) option {
	return func(*tab) []chromedp.Action {
		return []chromedp.Action{network.Enable(), network.SetBlockedURLs(patterns)}
	}
}

// allow names a problem that the test brings about on purpose.
func allow(pattern string) option {
	return func(tb *tab) []chromedp.Action {
		tb.allowed = append(tb.allowed, regexp.MustCompile(pattern))
		return nil
	}
}

// noClass is what the console says where the page asks for a class and there is none, or no network.
var noClass = regexp.MustCompile(`/class/v1/study`)

// open loads an address in a new tab of the suite's browser and fails the test, at its end,
// for every problem that the page had and the test does not allow.
func open(t *testing.T, address string, options ...option) *tab {
	t.Helper()
	return openIn(t, suite.browser, address, options...)
}

func openIn(t *testing.T, browser context.Context, address string, options ...option) *tab {
	t.Helper()
	// Chromium opens the first page of a new context only in a window of its own, which
	// chromedp does not ask for.
	control := cdp.WithExecutor(browser, chromedp.FromContext(browser).Browser)
	profile, err := target.CreateBrowserContext().Do(control)
	if err != nil {
		t.Fatal(err)
	}
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(profile).WithNewWindow(true).Do(control)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithTargetID(id))
	tb := &tab{t: t, ctx: ctx, profile: profile, allowed: []*regexp.Regexp{noClass}}
	t.Cleanup(func() {
		if t.Failed() {
			tb.shot("failed-" + strings.ReplaceAll(t.Name(), "/", "-"))
			t.Logf("the page when the test failed: %s", tb.state())
		}
		cancel()
		_ = target.DisposeBrowserContext(profile).Do(control)
		for _, p := range tb.unexpected() {
			t.Errorf("the page had a problem: %s", p)
		}
	})
	chromedp.ListenTarget(ctx, tb.watch)
	if err := chromedp.Run(ctx); err != nil { // attaches for as long as ctx lives
		t.Fatal(err)
	}
	actions := []chromedp.Action{cdplog.Enable(), runtime.Enable(), page.Enable()}
	for _, o := range append([]option{size(1280, 800, false), everyControl}, options...) {
		actions = append(actions, o(tb)...)
	}
	tb.do(append(actions, chromedp.Navigate(address))...)
	return tb
}

// watch collects the page's problems.
func (tb *tab) watch(event any) {
	problem := ""
	switch e := event.(type) {
	case *target.EventAttachedToTarget:
		tb.mu.Lock()
		if e.TargetInfo.Type == "worker" {
			tb.workers = append(tb.workers, e.TargetInfo.TargetID)
		}
		tb.mu.Unlock()
		return
	case *page.EventJavascriptDialogOpening:
		tb.mu.Lock()
		tb.leaves++
		tb.mu.Unlock()
		go func() { _ = chromedp.Run(tb.ctx, page.HandleJavaScriptDialog(true)) }() // the browser waits for it
		return
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.APITypeError && e.Type != runtime.APITypeAssert {
			return
		}
		var words []string
		for _, a := range e.Args {
			words = append(words, string(a.Value)+a.Description)
		}
		problem = "console: " + strings.Join(words, " ")
	case *runtime.EventExceptionThrown:
		problem = "exception: " + e.ExceptionDetails.Error()
	case *cdplog.EventEntryAdded:
		if e.Entry.Level != cdplog.LevelError {
			return
		}
		problem = fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
	default:
		return
	}
	tb.mu.Lock()
	tb.problems = append(tb.problems, problem)
	tb.mu.Unlock()
}

// asked is how often the page asked whether to leave it.
func (tb *tab) asked() int {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	return tb.leaves
}

func (tb *tab) unexpected() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	var left []string
next:
	for _, p := range tb.problems {
		for _, a := range tb.allowed {
			if a.MatchString(p) {
				continue next
			}
		}
		left = append(left, p)
	}
	return left
}

// do carries out actions; what fails ends the test.
func (tb *tab) do(actions ...chromedp.Action) {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		tb.t.Fatalf("the browser: %v", err)
	}
}

// eval returns the value of an expression, as JSON brings it.
func eval[T any](tb *tab, expression string) T {
	tb.t.Helper()
	var v T
	tb.do(chromedp.Evaluate(expression, &v))
	return v
}

// wait returns when an expression is truthy. An expression that throws is not yet.
func (tb *tab) wait(expression string) {
	tb.t.Helper()
	tb.waitAtMost(patience, expression)
}

func (tb *tab) waitAtMost(most time.Duration, expression string) {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, most)
	defer cancel()
	tick := time.NewTicker(40 * time.Millisecond)
	defer tick.Stop()
	guarded := "(() => { try { return !!(" + expression + ") } catch { return false } })()"
	for {
		var yes bool
		// An error here is mostly a page that is being replaced by another: asked again.
		if err := chromedp.Run(ctx, chromedp.Evaluate(guarded, &yes)); err == nil && yes {
			return
		}
		select {
		case <-ctx.Done():
			tb.t.Fatalf("waited %v in vain for %s", most, expression)
		case <-tick.C:
		}
	}
}

// data returns an entry of the root element's data set, "" where it is absent.
func (tb *tab) data(name string) string {
	tb.t.Helper()
	return eval[string](tb, "document.documentElement.dataset."+name+` ?? ""`)
}

// text returns what an element shows.
func (tb *tab) text(path string) string {
	tb.t.Helper()
	return strings.TrimSpace(eval[string](tb, "("+query(path)+`?.innerText ?? "")`))
}

// state describes the page for whoever reads a failed test.
func (tb *tab) state() string {
	ctx, cancel := context.WithTimeout(tb.ctx, 10*time.Second)
	defer cancel()
	var s string
	err := chromedp.Run(ctx, chromedp.Evaluate(`JSON.stringify({at: location.href, ...document.documentElement.dataset,
		notices: document.querySelector("#notices")?.innerText, text: document.body?.innerText.slice(0, 400)}, null, 1)`, &s))
	if err != nil {
		return err.Error()
	}
	return s
}

// shot writes a picture of the viewport to dist/screenshots.
func (tb *tab) shot(name string) {
	ctx, cancel := context.WithTimeout(tb.ctx, 20*time.Second)
	defer cancel()
	var png []byte
	if err := chromedp.Run(ctx, chromedp.CaptureScreenshot(&png)); err != nil {
		tb.t.Logf("no screenshot %s: %v", name, err)
		return
	}
	if err := os.WriteFile(filepath.Join(suite.root, "dist", "screenshots", name+".png"), png, 0o644); err != nil {
		tb.t.Error(err)
	}
}
