//go:build e2e

package e2e

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pictures has TestReadmePictures renew what README.md shows; ./build.sh pictures does so.
var pictures = flag.Bool("pictures", false, "write the pictures of the page in assets/pictures anew")

// mostBytes bounds a picture: a clone and whoever reads README.md fetch it.
const mostBytes = 120_000

// laptop is a screen of 1280 x 800 with one and a half pixels a CSS pixel: sharp on a projector of 1920 x 1200.
func laptop(*tab) []chromedp.Action {
	return []chromedp.Action{emulation.SetDeviceMetricsOverride(1280, 800, 1.5, false)}
}

// TestReadmePictures: the page as README.md shows it. One picture is the trained network that it opens with, close
// enough to see its devices, one of which is read; the other is the page of that device by itself.
func TestReadmePictures(t *testing.T) {
	tb := open(t, suite.site, laptop, scheme("light"))
	tb.wait(at("ready") + ` && document.documentElement.dataset.digit`)
	tb.wait(`document.documentElement.dataset.frame === "1"`)
	tb.wait(`document.getElementById("chart-curves").drawn > 0 && document.getElementById("chart-confusion").drawn > 0`)
	array := tb.find("#array >>> iframe")
	x, y := array.X+0.3*array.Width, array.Y+0.4*array.Height
	for range 22 {
		tb.do(input.DispatchMouseEvent(input.MouseWheel, x, y).WithDeltaX(0).WithDeltaY(-120))
	}
	frame := query("#array >>> iframe") + ".contentDocument"
	tb.wait("Number(" + frame + ".documentElement.dataset.zoom) > 8")
	tb.animationFrames(60) // until the glide is over
	tb.do(input.DispatchMouseEvent(input.MouseMoved, x, y))
	tb.wait(frame + `.getElementById("tip").innerText.includes("R_BLb")`)
	tb.animationFrames(60) // until the tooltip stands
	tb.picture("page")

	tb.click("#devices-open")
	tb.wait(`document.querySelectorAll("#devices lab-chart").length >= 3 && ` +
		`[...document.querySelectorAll("#devices lab-chart")].every(c => c.drawn > 0)`)
	tb.hover("header", 0.5, 0.5) // off what shows the mouse
	tb.animationFrames(20)
	tb.picture("device")
}

// picture writes the viewport, as fine as its bound of bytes allows, to dist/screenshots, and with -pictures to
// assets/pictures, where one of that name must be.
func (tb *tab) picture(name string) {
	tb.t.Helper()
	var best []byte
	for lo, hi := int64(20), int64(90); lo <= hi; { // of the quality, in percent
		middle := (lo + hi) / 2
		body := tb.webp(middle)
		if len(body) > mostBytes {
			hi = middle - 1
			continue
		}
		best, lo = body, middle+1
	}
	if best == nil {
		tb.t.Fatalf("%s takes more than %d bytes even if it is coarse", name, mostBytes)
	}
	committed := filepath.Join(suite.root, "assets", "pictures", name+".webp")
	files := []string{filepath.Join(suite.root, "dist", "screenshots", name+".webp")}
	if *pictures {
		files = append(files, committed)
	}
	for _, file := range files {
		if err := os.WriteFile(file, best, 0o644); err != nil {
			tb.t.Fatal(err)
		}
	}
	if info, err := os.Stat(committed); err != nil || info.Size() > mostBytes {
		tb.t.Errorf("there is no picture %s of at most %d bytes: run ./build.sh pictures", committed, mostBytes)
	}
}

// webp is the viewport at a quality in percent.
func (tb *tab) webp(quality int64) (body []byte) {
	tb.t.Helper()
	tb.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		shot := page.CaptureScreenshot().WithFormat(page.CaptureScreenshotFormatWebp).WithQuality(quality)
		body, err = shot.Do(ctx)
		return err
	}))
	return body
}
