//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

func TestAnyStaticHostFromASubPath(t *testing.T) {
	tb := open(t, static(t)+"#"+runs[0].link)
	tb.train()
	if got := tb.outcome(); got.Correct != runs[0].correct {
		t.Errorf("%+v, want %d correct", got, runs[0].correct)
	}
	tb.withArray()
	// From the second visit on a service worker isolates the page, and its workers share memory.
	if eval[bool](tb, "crossOriginIsolated") {
		t.Fatal("this host isolates the page by itself: the test tests nothing")
	}
	tb.await("navigator.serviceWorker.ready.then(() => 1)")
	tb.do(chromedp.Reload())
	tb.wait("crossOriginIsolated && " + at("ready"))
	if text := tb.text(".crew"); !strings.Contains(text, "shared memory") {
		t.Errorf("an isolated page says %q", text)
	}
	tb.train()
	if got := tb.outcome(); got.Correct != runs[0].correct {
		t.Errorf("isolated: %+v, want %d correct", got, runs[0].correct)
	}
	tb.withArray()
}

// In a workshop the page comes over plain HTTP from a LAN address: no secure context, so no
// clipboard and no shared memory.
func TestWithoutASecureContext(t *testing.T) {
	// The browser says that it ignores a header which asks for what only a secure context has.
	tb := open(t, insecure(t)+"#"+runs[1].link, allow("Cross-Origin-Opener-Policy header has been ignored"))
	if eval[bool](tb, "isSecureContext || 'clipboard' in navigator || 'SharedArrayBuffer' in window") {
		t.Fatal("this context has what only a secure one has: the test tests nothing")
	}
	tb.train()
	got := tb.outcome()
	if got.Correct != runs[1].correct || !strings.HasPrefix(got.Fingerprint, runs[1].fingerprint) {
		t.Errorf("%+v, want %d correct and %s", got, runs[1].correct, runs[1].fingerprint)
	}
	tb.withArray()
	link := tb.shared()
	if !strings.Contains(link, fp(got.Fingerprint[:8])) {
		t.Errorf("the shared link is %q", link)
	}
	// To be copied by hand: a click or the keyboard selects all of it.
	tb.click("#share-link")
	tb.press("a", ctrl)
	selected := eval[string](tb, `(e => e.value.slice(e.selectionStart, e.selectionEnd))(`+query("#share-link")+`)`)
	if selected != link {
		t.Errorf("selected is %q of %q", selected, link)
	}
	tb.click("#share-copy") // the old way, or words that say that it must be done by hand
	tb.wait(query("#share-copied") + ".innerText.length > 3")
	t.Logf("without a clipboard the page says %q", tb.text("#share-copied"))
	tb.shot("share-insecure")
}

func TestWithoutWebAssembly(t *testing.T) {
	tb := open(t, suite.site, before("delete globalThis.WebAssembly"))
	tb.wait(at("failed") + ` && document.body.innerText.includes("WebAssembly")`)
	tb.shot("no-webassembly")
}

func TestDownloadThatFailsCanBeTriedAgain(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[0].link, blocked("*mnist-train*"), allow("mnist-train"))
	tb.wait(query("#notice-do-data"))
	tb.shot("download-failed")
	if text := tb.text("#notices"); !strings.Contains(text, "training images") {
		t.Errorf("the page says %q", text)
	}
	tb.do(network.SetBlockedURLs([]string{}))
	tb.click("#notice-do-data")
	tb.wait("!" + query("#notice-do-data"))
	tb.train()
	if got := tb.outcome(); got.Correct != runs[0].correct {
		t.Errorf("%+v, want %d correct", got, runs[0].correct)
	}
}

// TestScriptsThatDoNotCome: without any script of ours the shell says what to do, after some seconds; a network's
// sign-in page in the script's place is as good as none.
func TestScriptsThatDoNotCome(t *testing.T) {
	files := http.FileServer(http.Dir(filepath.Join(suite.root, "dist", "site")))
	for name, portal := range map[string]string{"missing": "", "replaced": "<!DOCTYPE html><title>Sign in</title>",
		"cut": "'use strict';\n(async () => {\n"} {
		t.Run(name, func(t *testing.T) {
			host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch at := strings.HasPrefix(r.URL.Path, "/boot."); {
				case at && portal == "":
					http.NotFound(w, r)
				case at:
					w.Header().Set("Content-Type", "text/javascript")
					fmt.Fprint(w, portal)
				default:
					files.ServeHTTP(w, r)
				}
			}))
			defer host.Close()
			tb := open(t, host.URL, allow("boot|404|Unexpected"))
			tb.wait(`document.querySelector(".late").checkVisibility({visibilityProperty: true}) && document.querySelector(".late a")`)
			tb.shot("no-scripts")
		})
	}
	tb := open(t, suite.site)
	tb.wait("document.documentElement.dataset.boot")
	if eval[bool](tb, `!!document.querySelector(".late")?.checkVisibility()`) {
		t.Error("a page whose scripts came says that they do not come")
	}
}

// TestScriptThatComesAtTheSecondTime: a connection that breaks off once costs no visit.
func TestScriptThatComesAtTheSecondTime(t *testing.T) {
	files := http.FileServer(http.Dir(filepath.Join(suite.root, "dist", "site")))
	for _, name := range []string{"/dom.", "/elements."} {
		var broken atomic.Bool
		host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, name) && broken.CompareAndSwap(false, true) {
				http.Error(w, "busy", http.StatusServiceUnavailable)
				return
			}
			files.ServeHTTP(w, r)
		}))
		t.Cleanup(host.Close)
		open(t, host.URL, allow("503|MIME type")).wait(at("ready"))
	}
}

func TestProgramThatCannotBeLoadedIsToldInWords(t *testing.T) {
	tb := open(t, suite.site, blocked("*/page.*"), allow(`/page\.`))
	tb.wait(at("failed"))
	tb.shot("no-program")
	tb.do(network.SetBlockedURLs([]string{}))
	tb.click("#boot-retry")
	tb.wait(at("ready"))
}

func TestEngineThatCannotBeLoadedIsToldInWords(t *testing.T) {
	tb := open(t, suite.site, blocked("*/worker.*.wasm"), allow(`/worker\.`))
	tb.wait(query("#notice-do-engine"))
	tb.do(network.SetBlockedURLs([]string{}))
	tb.click("#notice-do-engine")
	tb.wait(at("ready"))
}

// A profile whose settings block all cookies: there the browser throws wherever storage is
// touched.
func TestStorageForbidden(t *testing.T) {
	profile := profileFolder(t)
	if err := os.MkdirAll(filepath.Join(profile, "Default"), 0o755); err != nil {
		t.Fatal(err)
	}
	settings := `{"profile": {"default_content_setting_values": {"cookies": 2}}}`
	if err := os.WriteFile(filepath.Join(profile, "Default", "Preferences"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	browser, quit, err := chromium(chromedp.UserDataDir(profile))
	if err != nil {
		t.Fatal(err)
	}
	defer quit()
	tb := openIn(t, browser, suite.site+"#"+runs[0].link)
	if !eval[bool](tb, `(() => { try { return !localStorage } catch { return true } })()`) {
		t.Fatal("storage is allowed: the test tests nothing")
	}
	tb.train()
	if got := tb.outcome(); got.Correct != runs[0].correct {
		t.Errorf("%+v, want %d correct", got, runs[0].correct)
	}
	tb.click("#theme") // a choice that is to be remembered
	tb.wait(query(".notice[data-where=storage]"))
	tb.shot("storage-forbidden")
}
