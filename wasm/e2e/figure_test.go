//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"image/png"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// drawnText are the words of a figure: the text of each element, by its name.
func drawnText(t *testing.T, path string) (root xml.StartElement, texts map[string]string) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	texts = map[string]string{}
	var open []string
	for d := xml.NewDecoder(strings.NewReader(string(body))); ; {
		token, err := d.Token()
		if token == nil {
			if len(open) > 0 {
				t.Fatalf("the figure is cut: %v", err)
			}
			return root, texts
		}
		switch e := token.(type) {
		case xml.StartElement:
			if len(open) == 0 {
				root = e.Copy()
			}
			open = append(open, e.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			texts[open[len(open)-1]] += string(e)
		}
	}
}

// TestFigure saves a chart as a figure for a column of a paper, and as a table.
func TestFigure(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[1].link+"&level=all")
	tb.train()
	chart := query("#chart-curves")
	tb.wait(chart + ".drawn > 0")
	in := func(id string) string {
		return `document.querySelector("#figure-dialog").shadowRoot.querySelector(` + quote(id) + `)`
	}
	eval[bool](tb, chart+`.shadowRoot.querySelector("#save button").click() || true`)
	tb.wait(`document.querySelector("#figure-dialog")?.shadowRoot.querySelector("#view svg")`)
	tb.animationFrames(5)
	tb.shot("figure")
	tb.accessible("a chart that is saved")
	press := func(id string) func() { return func() { eval[bool](tb, in(id)+".click() || true") } }

	root, texts := drawnText(t, tb.downloadBy(press("#svg")))
	attributes := map[string]string{}
	for _, a := range root.Attr {
		attributes[a.Name.Local] = a.Value
	}
	if attributes["width"] != "85mm" || !strings.HasSuffix(attributes["height"], "mm") {
		t.Errorf("the figure is %s by %s", attributes["width"], attributes["height"])
	}
	for _, want := range []string{runs[1].link, "fingerprint", "Accuracy on training", "epoch", "accuracy (%)", "test"} {
		if all := strings.ReplaceAll(texts["tspan"]+texts["text"], "\n", ""); !strings.Contains(all, want) {
			t.Errorf("the figure does not say %q: %s", want, all)
		}
	}
	file, err := os.Open(tb.downloadBy(press("#csv")))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comment = '#'
	if rows, err := r.ReadAll(); err != nil || len(rows) < 3 ||
		!strings.HasSuffix(strings.Join(rows[0], ","), "series,epoch,accuracy (%)") { // a mark first, where there are two kinds
		t.Errorf("the table is %q, %v", rows, err)
	}
	picture, err := os.ReadFile(tb.downloadBy(press("#png")))
	if err != nil {
		t.Fatal(err)
	}
	const density = "pHYs\x00\x00\x5c\x46\x00\x00\x5c\x46\x01" // 23,622 points a metre are 600 an inch
	if drawn, err := png.Decode(bytes.NewReader(picture)); err != nil || drawn.Bounds().Dx() != 2008 ||
		!bytes.Contains(picture, []byte(density)) {
		t.Errorf("the picture is not one of 2,008 points: %v", err)
	}
	// Printed, the sheet is as large as the figure, and the page is not on it.
	eval[bool](tb, `(window.print = () => {}, true)`)
	press("#print")()
	var sheet []byte
	tb.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		sheet, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
		return err
	}))
	const width = 85 / 25.4 * 72 // points
	box := regexp.MustCompile(`/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)`).FindAllStringSubmatch(string(sheet), -1)
	if len(box) != 1 {
		t.Fatalf("%d sheets", len(box))
	}
	if w, err := strconv.ParseFloat(box[0][1], 64); err != nil || math.Abs(w-width) > 1 {
		t.Errorf("the sheet is %s points wide, want %.0f", box[0][1], width)
	}
	eval[bool](tb, `dispatchEvent(new Event("afterprint"))`)
	press("#close")()
	tb.wait(`!document.querySelector("#figure-dialog")`)
}
