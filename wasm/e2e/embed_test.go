//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// slide is the example of server/README.md as a local file, with the address of a site in its place.
func slide(t *testing.T, site string) (address string) {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(suite.root, "server", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)```html\n(.*?)```").FindSubmatch(readme)
	if found == nil {
		t.Fatal("server/README.md holds no slide")
	}
	body := strings.ReplaceAll(string(found[1]), "https://lab.example/", site)
	file := filepath.Join(t.TempDir(), "slide.html")
	if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + file
}

// inFrame evaluates an expression in the page's first frame, whatever its origin: from a world of the debugger's own.
func inFrame[T any](tb *tab, expression string) (v T, err error) {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	err = chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		tree, err := page.GetFrameTree().Do(ctx)
		if err != nil {
			return err
		}
		if len(tree.ChildFrames) == 0 {
			return fmt.Errorf("the page holds no frame")
		}
		world, err := page.CreateIsolatedWorld(tree.ChildFrames[0].Frame.ID).Do(ctx)
		if err != nil {
			return err
		}
		result, _, err := runtime.Evaluate(expression).WithContextID(world).WithReturnByValue(true).Do(ctx)
		if err != nil {
			return err
		}
		return json.Unmarshal(result.Value, &v)
	}))
	return v, err
}

// waitInFrame waits until an expression holds in the page's first frame.
func (tb *tab) waitInFrame(expression string) {
	tb.t.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		yes, err := inFrame[bool](tb, "!!("+expression+")")
		if last = err; yes {
			return
		}
	}
	tb.t.Fatalf("waited in vain for %s in the frame (%v)", expression, last)
}

// besides is a page of another origin, which shows an address in a frame.
func besides(t *testing.T, address string, headers ...string) string {
	t.Helper()
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		fmt.Fprintf(w, `<!DOCTYPE html><link rel="icon" href="data:,"><body style="margin: 0">`+
			`<iframe src="%s" width="640" height="420" style="border: 0"></iframe>`, address)
	}))
	t.Cleanup(host.Close)
	return host.URL
}

// TestSlideFromALocalFile: the example of the README, opened from the disk, has the served page run a link, and is told
// the very bits that the run has natively.
func TestSlideFromALocalFile(t *testing.T) {
	tb := open(t, slide(t, suite.site))
	tb.wait(`says.textContent === "Ready."`)
	tb.click("#run")
	tb.waitAtMost(3*patience, `says.textContent.includes("fingerprint")`) // its data come after the click
	want := native(t, runs[0].link)
	if got := tb.text("#says"); !strings.HasSuffix(got, want.Fingerprint) {
		t.Errorf("the slide says %q, natively the fingerprint is %s", got, want.Fingerprint)
	}
	tb.animationFrames(30)
	tb.shot("slide")
}

// TestEmbeddedInAnotherPage frames the guest in a page of another origin, plain and isolated, light and dark.
func TestEmbeddedInAnotherPage(t *testing.T) {
	link := suite.site + "embed.html#" + runs[1].link
	for name, c := range map[string]struct {
		headers []string
		scheme  string
	}{
		"plain": {nil, "light"},
		"isolated": {[]string{"Cross-Origin-Embedder-Policy", "require-corp",
			"Cross-Origin-Opener-Policy", "same-origin"}, "dark"},
	} {
		t.Run(name, func(t *testing.T) {
			tb := open(t, besides(t, link, c.headers...), size(640, 420, false), scheme(c.scheme))
			tb.waitInFrame(own + `.state === "ready"`)
			tb.shot("embedded-unrun-" + c.scheme)
			home, err := inFrame[[]string](tb, `(a => [a.href, a.target, a.rel])(document.getElementById("home"))`)
			want := []string{suite.site + "#" + runs[1].link, "_blank", "noopener"}
			if err != nil || !slices.Equal(home, want) {
				t.Errorf("the way out is %q, %v, want %q", home, err, want)
			}
			b, err := inFrame[box](tb, `(({x, y, width, height}) => ({x, y, width, height}))(
				document.getElementById("train").getBoundingClientRect())`)
			if err != nil {
				t.Fatal(err)
			}
			tb.do(chromedp.MouseClickXY(b.X+b.Width/2, b.Y+b.Height/2))
			tb.waitInFrame(own + `.state === "done" && ` + own + `.frame === "1"`)
			got, err := inFrame[string](tb, own+".fingerprint")
			if want := native(t, runs[1].link); err != nil || got != want.Fingerprint {
				t.Errorf("fingerprint %s, %v, natively %s", got, err, want.Fingerprint)
			}
			if wrong, err := inFrame[[]string](tb, onFrame); err != nil || len(wrong) > 0 {
				t.Errorf("%v, %v", wrong, err)
			}
			kept, err := inFrame[int](tb, "localStorage.length")
			if err != nil || kept != 0 {
				t.Errorf("the guest keeps %d texts (%v)", kept, err)
			}
			tb.animationFrames(30)
			tb.shot("embedded-" + c.scheme)
		})
	}
}

// onFrame lists what is wrong with the boxes of a guest in a frame of 640 by 420 pixels.
const onFrame = `(() => {
	const gaps = ` + gaps + `, $ = (q) => document.querySelector(q), columns = $("main.columns");
	const wrong = gaps(columns, [$(".middle"), $(".result")], "x");
	wrong.push(...gaps($(".middle"), [$(".array")], "y"));
	wrong.push(...gaps(document.body, [$("#notices"), columns, $(".transport")], "y"));
	const out = $("#home").getBoundingClientRect(), bar = $(".transport").getBoundingClientRect();
	if (out.right > innerWidth || out.bottom > innerHeight) wrong.push("the way out is out of sight");
	if (bar.height > 60) wrong.push("the bar is " + bar.height + " pixels high");
	if (document.documentElement.scrollWidth > innerWidth) wrong.push("it scrolls sideways");
	return wrong;
})()`

// TestNothingElseIsFramed: nobody may frame the laboratory, nor a stranger the array view; a host without headers
// leaves it to the page, which says which address may be framed.
func TestNothingElseIsFramed(t *testing.T) {
	for _, name := range []string{"", "index.html", "frame.html"} {
		tb := open(t, besides(t, suite.site+name), allow("frame-ancestors|Refused to (frame|display)|Framing"))
		tb.animationFrames(20)
		text, err := inFrame[string](tb, `document.documentElement.dataset.state ?? "shut out"`)
		if err == nil && text != "shut out" {
			t.Errorf("%q is shown in a stranger's frame: %s", name, text)
		}
	}
	tb := open(t, besides(t, static(t)+"index.html#v=1"))
	tb.waitInFrame(own + `.state === "failed" && document.body.innerText.includes("embed.html")`)
	loaded, err := inFrame[int](tb,
		`performance.getEntriesByType("resource").filter(r => r.name.includes("wasm_exec")).length`)
	if err != nil || loaded > 0 {
		t.Errorf("the program is started all the same (%v)", err)
	}
	guest := open(t, besides(t, static(t)+"embed.html#v=1"))
	guest.waitInFrame(own + `.state === "ready" && ` + own + `.frame === "1"`)
}

// TestGuestWithoutStorage: in a frame whose storage throws it works all the same.
func TestGuestWithoutStorage(t *testing.T) {
	const refuse = `for (const name of ["localStorage", "sessionStorage", "indexedDB"])
		Object.defineProperty(window, name, {get() { throw new DOMException("refused", "SecurityError") }})`
	tb := open(t, besides(t, suite.site+"embed.html#"+runs[0].link+"&run=1"), before(refuse))
	tb.waitInFrame(own + `.state === "done"`)
	want := native(t, runs[0].link)
	if got, err := inFrame[string](tb, own+".fingerprint"); err != nil || got != want.Fingerprint {
		t.Errorf("fingerprint %s, %v, natively %s", got, err, want.Fingerprint)
	}
	if text, err := inFrame[string](tb, `document.getElementById("notices").innerText.trim()`); err != nil ||
		text != "" {
		t.Errorf("it complains: %q, %v", text, err)
	}
}

// TestQRFillsTheScreen: a click on the code makes it as large as the window lets it, and Escape goes back.
func TestQRFillsTheScreen(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[0].link)
	tb.wait(at("ready"))
	tb.shared()
	tb.click("#share-large")
	tb.wait(query("#qr-large") + "?.getClientRects().length")
	if b := tb.find("#qr-large"); b.Width < 680 || b.Width != b.Height || b.Y < 0 || b.Y+b.Height > 800 {
		t.Errorf("the code is %+v in a window of 1280 by 800", b)
	}
	tb.accessible("large QR code")
	tb.shot("qr")
	tb.press(escape)
	tb.wait(query("#share-link") + "?.getClientRects().length")
	tb.click("#share-slides-open")
	tb.choose("#share-size", "960 × 600, a slide")
	tb.wait(query("#share-frame") + `.value.includes('width="960"')`)
	tb.find("#share-frame") // drawn anew, it is still unfolded
	tb.accessible("share")
	tb.shot("share-frame")
}
