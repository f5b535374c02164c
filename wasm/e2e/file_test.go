//go:build e2e

package e2e

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// save presses Save and returns the file that the browser keeps.
func (tb *tab) save() string {
	tb.t.Helper()
	return tb.download("#save")
}

// download presses a button and returns the file that the browser keeps.
func (tb *tab) download(button string) string {
	tb.t.Helper()
	return tb.downloadBy(func() { tb.click(button) })
}

// downloadBy returns the file that the browser keeps when something is done.
func (tb *tab) downloadBy(do func()) string {
	tb.t.Helper()
	folder := tb.t.TempDir()
	control := cdp.WithExecutor(tb.ctx, chromedp.FromContext(tb.ctx).Browser)
	allow := browser.SetDownloadBehavior(browser.SetDownloadBehaviorBehaviorAllowAndName).
		WithBrowserContextID(tb.profile).
		WithDownloadPath(folder).WithEventsEnabled(true)
	if err := allow.Do(control); err != nil {
		tb.t.Fatal(err)
	}
	done := make(chan string, 1)
	ctx, cancel := context.WithCancel(tb.ctx)
	defer cancel()
	chromedp.ListenBrowser(ctx, func(event any) {
		if e, ok := event.(*browser.EventDownloadProgress); ok && e.State == browser.DownloadProgressStateCompleted {
			select {
			case done <- e.GUID:
			default:
			}
		}
	})
	do()
	select {
	case guid := <-done:
		return filepath.Join(folder, guid)
	case <-time.After(patience):
		tb.t.Fatal("no file was saved")
		return ""
	}
}

// openFile presses Open and chooses a file.
func (tb *tab) openFile(path string) {
	tb.t.Helper()
	tb.pick("#open", path)
}

// pick presses a button that asks for a file, and chooses one.
func (tb *tab) pick(button, path string) {
	tb.t.Helper()
	tb.do(page.SetInterceptFileChooserDialog(true))
	asked := make(chan cdp.BackendNodeID, 1)
	ctx, cancel := context.WithCancel(tb.ctx)
	defer cancel()
	chromedp.ListenTarget(ctx, func(event any) {
		if e, ok := event.(*page.EventFileChooserOpened); ok {
			asked <- e.BackendNodeID
		}
	})
	tb.click(button)
	select {
	case input := <-asked:
		tb.do(dom.SetFileInputFiles([]string{path}).WithBackendNodeID(input))
	case <-time.After(patience):
		tb.t.Fatalf("%s asks for no file", button)
	}
}

func TestSavedFileGoesOnToTheSameBits(t *testing.T) {
	want := native(t, long)
	first := open(t, suite.site+"#"+long)
	first.begin()
	first.wait(query("#epoch") + `.innerText.match(/^epoch [2-9]\//)`)
	first.click("#pause")
	first.wait(at("paused"))
	file := first.save()
	if info, err := os.Stat(file); err != nil || info.Size() < 1000 {
		t.Fatalf("the saved file: %v, %v", info, err)
	}

	other := open(t, suite.site)
	other.wait(at("ready"))
	other.openFile(file)
	other.wait(at("paused"))
	other.click("#resume")
	other.wait(at("done"))
	if got := other.outcome(); got != want {
		t.Errorf("opened from the file %+v, natively %+v", got, want)
	}

	// A damaged copy is refused in words, and what the page shows stays.
	bytes, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	damaged := filepath.Join(t.TempDir(), "damaged.arraylab")
	if err := os.WriteFile(damaged, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	other.openFile(damaged)
	other.wait(query(".notice[data-where=file]") + `.innerText.includes("damaged")`)
	if got := other.outcome(); got != want {
		t.Errorf("a damaged file left %+v", got)
	}
}
