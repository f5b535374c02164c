//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image/png"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"arraylab/sim/cellmap"
	"arraylab/wasm/framewire"
)

// The array's frame by itself, as its own parent: what the page would send it comes from here,
// and what it tells the page is kept in the list heard.

const listening = `window.heard = []; addEventListener("message", e =>
	heard.push(btoa(String.fromCharCode(...new Uint8Array(e.data, 0, Math.min(e.data.byteLength, 1000))))))`

// alone opens the frame and waits until it is ready.
func alone(t *testing.T, query string, options ...option) *tab {
	t.Helper()
	tb := open(t, suite.site+"frame.html"+query, append([]option{before(listening)}, options...)...)
	tb.wait(own + `.state === "ready"`)
	return tb
}

const own = "document.documentElement.dataset"

// send gives the frame a message of the page.
func (tb *tab) send(msg any) {
	tb.t.Helper()
	b, err := framewire.Table().Encode(msg)
	if err != nil {
		tb.t.Fatal(err)
	}
	tb.do(chromedp.Evaluate(`{ const b = Uint8Array.from(atob("`+base64.StdEncoding.EncodeToString(b)+
		`"), c => c.charCodeAt(0)).buffer; postMessage(b, location.origin, [b]); }`, nil))
}

// hears waits until the frame has told the page a message of a type that is as wanted.
func hears[T any](tb *tab, wanted func(T) bool) {
	tb.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		for _, text := range eval[[]string](tb, "heard") {
			b, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				tb.t.Fatal(err)
			}
			msg, err := framewire.Table().Decode(b) // pictures were cut short, and are none of them
			if m, ok := msg.(T); err == nil && ok && wanted(m) {
				return
			}
		}
	}
	var none T
	tb.t.Fatalf("the frame told no %T as wanted", none)
}

// picture is one of an array of weights, all -1 but one.
func picture(rows, cols, row, col int) framewire.Picture {
	s := cellmap.Snapshot{View: cellmap.ViewWeight, Rows: rows, Cols: cols, Lo: -1, Hi: 1,
		Cells: make([]byte, rows*cols)}
	s.Cells[row*cols+col] = 255
	return framewire.Picture{Snapshot: s}
}

// seen shows a picture and waits until it is drawn and the view is at rest.
func (tb *tab) seen(p framewire.Picture) {
	tb.t.Helper()
	n := eval[int](tb, `Number(`+own+`.pictures ?? 0)`)
	frames := eval[int](tb, `Number(`+own+`.frames ?? 0)`)
	tb.send(p)
	tb.wait(fmt.Sprintf(`Number(%s.pictures) > %d && Number(%s.frames) > %d`, own, n, own, frames))
}

// zoom is the size of a cell in pixels drawn.
func (tb *tab) zoom() float64 { return eval[float64](tb, "Number("+own+".zoom)") }

func TestFrameShowsTheCellUnderThePointer(t *testing.T) {
	for _, surface := range []string{"webgl", "2d"} {
		t.Run(surface, func(t *testing.T) {
			tb := alone(t, "?surface="+surface, size(500, 400, false))
			if got := tb.data("surface"); got != surface {
				t.Fatalf("the surface is %q", got)
			}
			tb.seen(picture(10, 20, 3, 4))
			tb.hover("#pad", (4+0.5)/20, (3+0.5)/10)
			tb.wait(own + `.cell === "3,4"`)
			hears(tb, func(m framewire.Hover) bool { return m == framewire.Hover{Row: 3, Col: 4, By: "mouse"} })
			tb.send(framewire.CellInfo{Cell: cellmap.Cell{Row: 3, Col: 4, Weight: 1, Intended: -1, Devices: true,
				RBL: 8123, RBLb: 7410, PulsesBL: 12, State: "partial RESET", From: "red", TapRow: 1, TapCol: 2}})
			tb.wait(`document.getElementById("facts").innerText.includes("partial RESET")`)
			for _, want := range []string{"row 3, column 4", "red at tap 1,2", "map 4", "+1 (wrong)", "8.123 k\u03a9", "7.41 k\u03a9", "12 + 0"} {
				if tip := tb.text("#tip"); !strings.Contains(tip, want) {
					t.Errorf("the tooltip lacks %q: %q", want, tip)
				}
			}
			tb.shot("frame-" + surface)
			tb.hover("#legend", 0.5, 0.5)
			tb.wait(own + `.cell === ""`)
		})
	}
}

// Whichever surface shows it, the pixels on the screen are the picture's.
func TestFramePixels(t *testing.T) {
	for _, surface := range []string{"webgl", "2d"} {
		t.Run(surface, func(t *testing.T) {
			tb := alone(t, "?surface="+surface, size(500, 400, false), scheme("dark"))
			tb.seen(picture(10, 20, 3, 4))
			x, y := tb.at(4, 20, 3, 10)
			tb.pixel(x, y, 0xf2a531) // the colour of +1
			x, y = tb.at(5, 20, 3, 10)
			tb.pixel(x, y, 0x1b5fa8) // of -1
		})
	}
}

// at is the middle of a cell in CSS pixels, with the whole array in sight.
func (tb *tab) at(col, cols, row, rows int) (x, y float64) {
	tb.t.Helper()
	b := tb.find("#pad")
	return b.X + (float64(col)+0.5)/float64(cols)*b.Width, b.Y + (float64(row)+0.5)/float64(rows)*b.Height
}

func TestFrameZoomsPansAndFits(t *testing.T) {
	tb := alone(t, "", size(500, 400, false))
	tb.seen(picture(300, 400, 0, 0))
	fitted := tb.zoom()
	// The wheel zooms about the cursor.
	tb.hover("#pad", 0.5, 0.5)
	tb.wait(own + ".cell")
	cell := tb.data("cell")
	b := tb.find("#pad")
	x, y := b.X+b.Width/2, b.Y+b.Height/2
	for range 10 {
		tb.do(input.DispatchMouseEvent(input.MouseWheel, x, y).WithDeltaX(0).WithDeltaY(-120))
	}
	tb.wait(fmt.Sprintf("Number(%s.zoom) > %g", own, 4*fitted))
	tb.animationFrames(30) // until the glide is over
	if got := tb.data("cell"); distance(t, got, cell) > 1 {
		t.Errorf("zooming moved cell %s away from under the cursor: now %s", cell, got)
	}
	// The array follows the mouse: the cell pressed is the cell under it at the end.
	cell = tb.data("cell")
	tb.drag("#pad", [2]float64{.5, .5}, [2]float64{.45, .5}, [2]float64{.3, .4}, [2]float64{.25, .4})
	tb.animationFrames(30)
	if got := tb.data("cell"); distance(t, got, cell) > 2 {
		t.Errorf("the mouse dragged cell %s, and holds %s at the end", cell, got)
	}
	near := tb.zoom()
	tb.click("#do-fit")
	tb.animationFrames(30)
	b = tb.find("#pad")
	fitted = math.Min(b.Width/400, b.Height/300)
	tb.wait(fmt.Sprintf("Math.abs(Number(%s.zoom) - %g) < 0.01", own, fitted))
	if near <= fitted {
		t.Errorf("zoom %g when near, %g when fitted", near, fitted)
	}
}

// distance between two cells "row,column".
func distance(t *testing.T, a, b string) int {
	t.Helper()
	var r, c [2]int
	for i, s := range []string{a, b} {
		row, col, _ := strings.Cut(s, ",")
		var errs [2]error
		r[i], errs[0] = strconv.Atoi(row)
		c[i], errs[1] = strconv.Atoi(col)
		if errs[0] != nil || errs[1] != nil {
			t.Fatalf("%q is no cell", s)
		}
	}
	return max(r[0]-r[1], r[1]-r[0], c[0]-c[1], c[1]-c[0])
}

// Arrow keys go from cell to cell; Tab and a wheel with nothing left to zoom go on to the page.
func TestFrameKeysAndWhatItGivesBack(t *testing.T) {
	tb := alone(t, "", size(500, 400, false))
	tb.seen(picture(100, 100, 0, 0))
	const active = "document.activeElement.id"
	tb.press(kb.Tab)
	tb.wait(active + ` === "pad"`)
	tb.press(kb.ArrowRight)
	tb.wait(own + ".cell")
	cell := tb.data("cell")
	tb.press(kb.ArrowRight)
	tb.press(kb.ArrowDown, input.ModifierShift)
	tb.wait(own + ".cell !== " + quote(cell) + " && " + own + ".cell.split(',')[0] !== " +
		quote(strings.Split(cell, ",")[0]))
	var r0, c0, r1, c1 int
	fmt.Sscanf(cell, "%d,%d", &r0, &c0)
	fmt.Sscanf(tb.data("cell"), "%d,%d", &r1, &c1)
	if r1 != r0+10 || c1 != c0+1 {
		t.Errorf("right, and ten down, from %d,%d lead to %d,%d", r0, c0, r1, c1)
	}
	tb.send(framewire.CellInfo{Cell: cellmap.Cell{Row: r1, Col: c1, Weight: -1, Intended: -1}})
	tb.wait(`document.getElementById("live").textContent.includes("weight")`)
	zoom := tb.zoom()
	tb.press("+")
	tb.wait(fmt.Sprintf("Number(%s.zoom) > %g", own, zoom))
	tb.press("0")
	tb.wait(fmt.Sprintf("Number(%s.zoom) === %g", own, zoom))
	tb.press(kb.Escape)
	tb.wait(own + `.cell === ""`)
	tb.press(kb.Tab)
	tb.wait(active + ` === "do-in"`)
	tb.do(chromedp.Evaluate(`window.given = undefined; addEventListener("wheel", e => { given = !e.defaultPrevented })`,
		nil))
	b := tb.find("#pad")
	tb.do(input.DispatchMouseEvent(input.MouseWheel, b.X+9, b.Y+9).WithDeltaX(0).WithDeltaY(120))
	tb.wait("given === true")
	tb.do(input.DispatchMouseEvent(input.MouseWheel, b.X+9, b.Y+9).WithDeltaX(0).WithDeltaY(-120))
	tb.wait("given === false")
}

func TestFrameTapsAndPinches(t *testing.T) {
	tb := alone(t, "", size(390, 400, true))
	tb.seen(picture(60, 60, 0, 0))
	fitted := tb.zoom()
	tb.tap("#pad")
	tb.wait(own + ".cell")
	hears(tb, func(m framewire.Hover) bool { return m.By == "touch" })
	b := tb.find("#pad")
	touch := func(kind input.TouchType, gap float64) {
		points := []*input.TouchPoint{}
		if gap > 0 {
			x, y := b.X+b.Width/2, b.Y+b.Height/2
			points = append(points, &input.TouchPoint{X: x - gap/2, Y: y, ID: 1},
				&input.TouchPoint{X: x + gap/2, Y: y, ID: 2})
		}
		tb.do(input.DispatchTouchEvent(kind, points))
	}
	touch(input.TouchStart, 60)
	for gap := 70.0; gap <= 240; gap += 10 {
		touch(input.TouchMove, gap)
	}
	touch(input.TouchEnd, 0)
	tb.wait(fmt.Sprintf("Number(%s.zoom) > %g", own, 2.5*fitted))
	tb.shot("frame-phone")
}

// Flips light up and fade; without motion they stay until the next picture.
func TestFrameFlips(t *testing.T) {
	for _, reduced := range []bool{false, true} {
		t.Run(fmt.Sprint("reduced=", reduced), func(t *testing.T) {
			tb := alone(t, "", size(500, 400, false))
			tb.send(framewire.Theme{Name: "dark", Reduced: reduced})
			p := picture(10, 10, 0, 0)
			tb.seen(p)
			x, y := tb.at(5, 10, 5, 10)
			tb.pixel(x, y, 0x1b5fa8)
			p.Flips = make([]byte, 13)
			p.Flips[55/8] = 1 << (55 % 8)
			tb.seen(p)
			if reduced {
				tb.animationFrames(90)
				tb.pixelNot(x, y, 0x1b5fa8)
				p.Flips = nil
				tb.seen(p)
			}
			tb.pixel(x, y, 0x1b5fa8) // in the end
		})
	}
}

// A lost graphics context reloads the frame, which asks for its picture again.
func TestFrameSurvivesALostContext(t *testing.T) {
	tb := alone(t, "", size(500, 400, false), allow("context lost|CONTEXT_LOST"))
	tb.seen(picture(10, 20, 3, 4))
	tb.do(chromedp.Evaluate(`window.before = true; document.querySelector("canvas:not(#field)").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()`, nil))
	tb.wait(`!window.before && ` + own + `.state === "ready"`)
	hears(tb, func(framewire.Ready) bool { return true })
	tb.seen(picture(10, 20, 3, 4))
	x, y := tb.at(4, 20, 3, 10)
	tb.pixel(x, y, 0xf2a531)
}

func TestFrameWithoutWebGL2(t *testing.T) {
	tb := alone(t, "", before(`const real = HTMLCanvasElement.prototype.getContext;
		HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith("webgl") ? null : real.call(this, kind, ...more) }`))
	if got := tb.data("surface"); got != "2d" {
		t.Errorf("the surface is %q", got)
	}
	if n := eval[int](tb, `performance.getEntriesByType("resource").filter(r => /array\.[0-9a-f]+\.wasm/.test(r.name)).length`); n != 0 {
		t.Error("the Ebitengine program was loaded all the same")
	}
}

func TestFrameSaysWhatFailed(t *testing.T) {
	tb := open(t, suite.site+"frame.html", blocked("*array*.wasm"), allow("ERR_BLOCKED|Failed to load"))
	tb.wait(own + `.state === "failed"`)
	if s := tb.text("#empty"); !strings.Contains(s, "The array view stopped") || !strings.Contains(s, "Load it again") {
		t.Errorf("the frame says %q", s)
	}
}

// pixel waits until a point of the screen has a colour, but for the rounding of the compositor.
func (tb *tab) pixel(x, y float64, want uint32) {
	tb.t.Helper()
	for range 100 {
		if near(tb.color(x, y), want) {
			return
		}
		tb.animationFrames(3)
	}
	tb.t.Fatalf("the pixel at %.0f,%.0f is #%06x: want #%06x", x, y, tb.color(x, y), want)
}

func (tb *tab) pixelNot(x, y float64, not uint32) {
	tb.t.Helper()
	if got := tb.color(x, y); near(got, not) {
		tb.t.Fatalf("the pixel at %.0f,%.0f is #%06x", x, y, got)
	}
}

// color is that of a point of the screen, as 0xRRGGBB.
func (tb *tab) color(x, y float64) uint32 {
	tb.t.Helper()
	var shot []byte
	tb.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		shot, err = page.CaptureScreenshot().
			WithClip(&page.Viewport{X: math.Floor(x), Y: math.Floor(y), Width: 1, Height: 1, Scale: 1}).Do(ctx)
		return err
	}))
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		tb.t.Fatal(err)
	}
	r, g, b, _ := img.At(0, 0).RGBA()
	return r>>8<<16 | g>>8<<8 | b>>8
}

// near tells whether two colours differ by rounding alone.
func near(a, b uint32) bool {
	for shift := 0; shift < 24; shift += 8 {
		if d := int(a>>shift&255) - int(b>>shift&255); d < -3 || d > 3 {
			return false
		}
	}
	return true
}

// A cell chosen in one layer means nothing in the next.
func TestFrameForgetsTheCellOfAnotherLayer(t *testing.T) {
	tb := alone(t, "", size(500, 400, false))
	tb.seen(picture(30, 40, 0, 0))
	tb.send(framewire.Select{Row: 7, Col: 9})
	tb.wait(own + `.cell === "7,9"`)
	p := picture(40, 10, 0, 0)
	p.Layer = 1
	tb.seen(p)
	tb.wait(own + `.cell === "" && document.getElementById("tip").hidden`)
	hears(tb, func(m framewire.Hover) bool { return m.Row == -1 })
}
