//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// engines are the browsers' engines that the core runs in.
var engines = []struct {
	name  string
	start func(*testing.T) (driver, error)
	lan   string // a name of this machine that is no secure context, as in a class; "" for none
}{
	{"Chromium", newChromium, insecureHost},
	{"Firefox", func(*testing.T) (driver, error) { return newFirefox() }, ""},
	{"WebKit", func(*testing.T) (driver, error) { return newWebKit() }, ""},
}

// inChromium is a tab of the suite's own browser as a driver.
type inChromium struct{ tb *tab }

func newChromium(t *testing.T) (driver, error) {
	return inChromium{open(t, "about:blank", allow(""))}, nil
}

func (c inChromium) open(address string) error {
	return chromedp.Run(c.tb.ctx, chromedp.Navigate(address))
}

func (c inChromium) eval(expression string) (v json.RawMessage, err error) {
	err = chromedp.Run(c.tb.ctx, chromedp.Evaluate("(async () => await ("+expression+") ?? null)()", &v, awaitPromise))
	return v, err
}

func (c inChromium) quit() {}

// A visit is a page in any browser.
type visit struct {
	t *testing.T
	d driver
}

// eval returns the value of an expression as text.
func (v visit) eval(expression string) string {
	v.t.Helper()
	b, err := v.d.eval("String(" + expression + ")")
	var text string
	if err == nil {
		err = json.Unmarshal(b, &text)
	}
	if err != nil {
		v.t.Fatalf("%s: %v", expression, err)
	}
	return text
}

func (v visit) open(address string) {
	v.t.Helper()
	if err := v.d.open(address); err != nil {
		v.t.Fatalf("%s: %v", address, err)
	}
}

// wait returns when an expression is truthy; one that throws is not yet.
func (v visit) wait(expression string) {
	v.t.Helper()
	begin := time.Now()
	for time.Since(begin) < 2*patience {
		if b, err := v.d.eval("(() => { try { return !!(" + expression +
			") } catch { return false } })()"); err == nil && string(b) == "true" {
			return
		}
		time.Sleep(40 * time.Millisecond)
	}
	v.t.Fatalf("waited in vain for %s; the page: %s", expression,
		v.eval(`JSON.stringify({at: location.href, ...document.documentElement.dataset, text: document.body?.innerText.slice(0, 600)})`))
}

func (v visit) click(selector string) {
	v.t.Helper()
	v.wait(query(selector) + " && " + able(query(selector)))
	v.eval(query(selector) + ".click()")
}

// train carries the link's run out and returns what the page shows of it.
func (v visit) train() outcome {
	v.t.Helper()
	v.wait(at("ready"))
	v.click("#train")
	v.wait(at("running", "done"))
	return v.outcome()
}

func (v visit) outcome() outcome {
	v.t.Helper()
	v.wait(at("done") + ` && document.documentElement.dataset.fingerprint`)
	accuracy, err := strconv.ParseFloat(v.eval("document.documentElement.dataset.accuracy"), 64)
	if err != nil {
		v.t.Fatal(err)
	}
	return outcome{int(accuracy*1000 + 0.5), 1000, v.eval("document.documentElement.dataset.fingerprint")}
}

// observed is the site with a script ahead of its own, which keeps what a test must reach: the workers.
func observed(t *testing.T) string {
	t.Helper()
	to, err := url.Parse(suite.site)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.ModifyResponse = func(r *http.Response) error {
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			return nil
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		r.Body.Close()
		body = bytes.Replace(body, []byte("<head>"), []byte(`<head><script src="observed.js"></script>`), 1)
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		r.Header.Set("Content-Length", strconv.Itoa(len(body)))
		r.Header.Del("ETag")
		return nil
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/observed.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = io.WriteString(w, `globalThis.made = [];
			globalThis.Worker = class extends Worker { constructor(...a) { super(...a); made.push(this); } };`)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Accept-Encoding")
		proxy.ServeHTTP(w, r)
	})
	host := httptest.NewServer(mux)
	t.Cleanup(host.Close)
	return host.URL + "/"
}

// TestEveryEngine runs the core in each browser engine: load, train to the bits of the native run, array, share, bad
// link, a worker that dies without a word, a static host at the first, second and third visit, and a class.
func TestEveryEngine(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			begin := time.Now()
			d, err := engine.start(t)
			if err != nil {
				t.Fatal(err)
			}
			defer d.quit()
			v := visit{t, d}
			t.Run("core", func(t *testing.T) { core(visit{t, d}) })
			t.Run("static", func(t *testing.T) { staticVisits(visit{t, d}) })
			t.Run("class", func(t *testing.T) { inClass(visit{t, d}, engine.lan) })
			t.Run("crash", func(t *testing.T) { crash(visit{t, d}) })
			t.Logf("%s: %.1f s", v.eval("navigator.userAgent"), time.Since(begin).Seconds())
		})
	}
}

func core(v visit) {
	t := v.t
	for _, run := range runs {
		v.open("about:blank")
		v.open(suite.site + "#" + run.link)
		begin := time.Now()
		if got, want := v.train(), native(t, run.link); got != want {
			t.Errorf("%s: %+v, natively %+v", run.name, got, want)
		}
		t.Logf("%s: %.1f s, %s", run.name, time.Since(begin).Seconds(), v.eval(query(".crew")+`?.innerText`))
		v.wait(frameData + `.state === "ready" && Number(` + frameData + `.pictures) > 0`)
	}
	v.click("#share-open")
	v.wait(query("#share-link") + ".value")
	if link := v.eval(query("#share-link") + ".value"); !strings.Contains(link, runs[2].link+fp(runs[2].fingerprint)) {
		t.Errorf("the shared link is %q", link)
	}
	v.open("about:blank")
	v.open(suite.site + "#v=1&ber=9&colour=red")
	v.wait(query("#bad-link") + `.innerText.includes("0.5")`)
}

func staticVisits(v visit) {
	address := static(v.t) + "#" + runs[0].link
	for _, which := range []string{"first", "second", "third"} {
		v.open("about:blank")
		v.open(address)
		if got := v.train(); got.Correct != runs[0].correct ||
			!strings.HasPrefix(got.Fingerprint, runs[0].fingerprint) {
			v.t.Errorf("%s visit: %+v, want %d correct", which, got, runs[0].correct)
		}
		v.t.Logf("%s visit: isolated %s, %s", which, v.eval("crossOriginIsolated"),
			v.eval(query(".crew")+`?.innerText`))
		v.eval(`"serviceWorker" in navigator && navigator.serviceWorker.getRegistration().then((r) => r && navigator.serviceWorker.ready.then(() => 1))`)
	}
}

// inClass joins a class, hands in a result, and computes units of its sweep, to the bits of the command.
func inClass(v visit, lan string) {
	const sweep = "v=1&train=3000&test=1000&hidden=64&epochs=1&memory=ber&ber=0.01~0.1&seeds=4"
	t := v.t
	k := startClass(t, "-host", lan)
	base, _, _ := strings.Cut(k.door, "#")
	v.open("about:blank")
	v.open(base + "#" + runs[0].link + "&view=class." + k.code)
	v.click("#class-join")
	v.wait(query("#class-who") + `.innerText === "number 1"`)
	if got := v.train(); got.Fingerprint != native(t, runs[0].link).Fingerprint {
		t.Errorf("it hands in %+v", got)
	}
	v.click("#class-hand")
	v.wait(query("#class-told") + `.innerText.startsWith("Handed in")`)
	if _, got := k.ask("hall", k.secret, nil); !strings.Contains(string(got), runs[0].fingerprint) {
		t.Errorf("the lecturer sees %s", got)
	}
	if status, got := k.ask("hall/sweep", k.secret, map[string]string{"link": sweep}); status != http.StatusOK {
		t.Fatalf("the sweep: %d %s", status, got)
	}
	v.wait(`/, [1-9]\d* of them from this page/.test(` + query("#class-lent") + ".innerText)")
	want, _ := nativeTable(t, sweep)
	if _, got := k.ask("hall/points.csv", k.secret, nil); !strings.HasPrefix(want, string(got)) {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
	v.t.Logf("class: secure context %s, %s", v.eval("isSecureContext"), v.eval(query("#class-lent")+".innerText"))
}

func crash(v visit) {
	v.open("about:blank")
	v.open(observed(v.t) + "#" + long)
	v.wait(at("ready"))
	v.click("#train")
	v.wait(keptUnderWay)
	v.eval("made[0].terminate()")
	v.wait(at("failed") + " && " + query("#notice-do-engine"))
	v.click("#notice-do-engine")
	v.wait(at("running", "done"))
	if got, want := v.outcome(), native(v.t, long); got != want {
		v.t.Errorf("after a crash %+v, natively %+v", got, want)
	}
}
