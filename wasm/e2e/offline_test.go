//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestOffline keeps the page with the images of MNIST, is offered a newer one without being given it, and trains when its
// host is gone.
func TestOffline(t *testing.T) {
	home, err := url.Parse(suite.site)
	if err != nil {
		t.Fatal(err)
	}
	var newer atomic.Bool
	proxy := httputil.NewSingleHostReverseProxy(home) // our own server, with its headers
	proxy.ModifyResponse = func(r *http.Response) error {
		if !newer.Load() || r.Request.URL.Path != "/" {
			return nil
		}
		index, err := io.ReadAll(r.Body)
		index = bytes.Replace(index, []byte(`"commit":"`), []byte(`"commit":"f`), 1)
		r.Body = io.NopCloser(bytes.NewReader(index))
		r.Header.Set("Content-Length", fmt.Sprint(len(index)))
		return err
	}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Accept-Encoding")
		r.Header.Del("If-None-Match")
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)

	tb := open(t, host.URL+"/#"+runs[0].link, allow("ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to fetch"))
	tb.wait(at("ready"))
	tb.click("#help-open")
	tb.click("#help-offline")
	in := func(id string) string {
		return `document.getElementById("offline")?.shadowRoot.querySelector("` + id + `")`
	}
	tb.wait(in("#keep"))
	tb.accessible("keep for offline")
	tb.shot("offline")
	eval[bool](tb, in("#keep")+".click() || true")
	tb.wait(in("#says") + `.textContent.startsWith("Kept.")`)
	if m := eval[string](tb, `document.querySelector('link[rel=manifest]').href`); !strings.Contains(m, ".webmanifest") {
		t.Errorf("the page's manifest is %q", m)
	}

	tb.do(chromedp.ActionFunc(func(ctx context.Context) error {
		lacks, err := page.GetInstallabilityErrors().Do(ctx)
		for _, l := range lacks {
			if l.ErrorID == "in-incognito" { // a profile of a test is one
				continue
			}
			t.Errorf("the browser would not install the page: %s %v", l.ErrorID, l.ErrorArguments)
		}
		return err
	}))

	newer.Store(true)
	tb.do(chromedp.Reload())
	tb.wait(`document.getElementById("offline-newer")`)
	if eval[bool](tb, `document.getElementById("manifest").textContent.includes('"commit":"f')`) {
		t.Error("the newer page came unasked")
	}
	host.CloseClientConnections()
	host.Close()
	tb.do(chromedp.Reload())
	tb.wait(at("ready"))
	tb.train()
	if got := tb.outcome(); got.Correct != runs[0].correct || !strings.HasPrefix(got.Fingerprint, runs[0].fingerprint) {
		t.Errorf("without a network: %+v, want %d correct and %s", got, runs[0].correct, runs[0].fingerprint)
	}
}

// TestOfflineWhereItCannotBe: over plain HTTP from another machine the page says why it cannot be kept.
func TestOfflineWhereItCannotBe(t *testing.T) {
	tb := open(t, insecure(t), scheme("dark"), allow("Cross-Origin-Opener-Policy header has been ignored"))
	tb.wait(at("ready"))
	tb.click("#help-open")
	tb.click("#help-offline")
	said := `document.getElementById("offline")?.shadowRoot`
	tb.wait(said + `.textContent.includes("browsers let a page be kept only from https and from localhost")`)
	if eval[bool](tb, `!!`+said+`.querySelector("#keep")?.checkVisibility()`) {
		t.Error("it offers to keep the page all the same")
	}
	tb.accessible("a page that cannot be kept")
	tb.shot("offline-insecure")
}
