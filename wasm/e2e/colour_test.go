//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// colourLink is a short run on images in colour, of which it takes a part of the first piece.
const colourLink = "v=1&task=cifar10&train=2000&test=1000&hidden=100&epochs=1&seed=7"

// shown is the picture of the image at work.
const shown = `document.getElementById("digit").shown`

// scores are those of the classes, as they stand on the page.
const scores = `[...document.querySelectorAll("#scores li")].map(e => e.dataset.value).join()`

// file makes a file of the image at work, so many times as large, with a margin on both sides, and calls use with it.
func (tb *tab) file(times, margin int, use string) {
	tb.t.Helper()
	tb.await(replace(`(async () => {
		const {w, h, px} = `+shown+`, values = Uint8Array.from(atob(px), c => c.charCodeAt(0)), image = new ImageData(w, h);
		for (let i = 0; i < w * h; i++) image.data.set([...values.slice(3 * i, 3 * i + 3), 255], 4 * i);
		const small = new OffscreenCanvas(w, h), large = new OffscreenCanvas(TIMES * w + 2 * MARGIN, TIMES * h);
		small.getContext("2d").putImageData(image, 0, 0);
		const c = large.getContext("2d");
		c.imageSmoothingEnabled = false;
		c.fillRect(0, 0, large.width, large.height);
		c.drawImage(small, MARGIN, 0, TIMES * w, TIMES * h);
		const carried = new DataTransfer();
		carried.items.add(new File([await large.convertToBlob()], "photo.png", {type: "image/png"}));
		USE;
		return 0;
	})()`, "TIMES", strconv.Itoa(times), "MARGIN", strconv.Itoa(margin), "USE", use))
}

// TestColours: of a data set in colour as much is fetched as the training takes, the network has the bits of the
// command, and what is dropped or pasted is classified as the image that it shows.
func TestColours(t *testing.T) {
	tb := open(t, suite.site, everyControl)
	tb.wait(at("ready"))
	if text := tb.text("#f-task option[value=cifar10]"); text != "CIFAR-10 (17 MB)" {
		t.Errorf("the choice says %q", text)
	}
	tb.do(chromedp.Evaluate("location.hash = "+quote(colourLink), nil))
	tb.wait(`document.documentElement.dataset.task === "cifar10" || location.hash.includes("cifar10")`)
	tb.train()
	if got, want := tb.outcome(), native(t, colourLink); got != want {
		t.Errorf("the page: %+v, the command: %+v", got, want)
	}
	const asked = `performance.getEntriesByType("resource").filter(e => e.name.includes("cifar10-PART")).length`
	for part, want := range map[string]int{"train": 1, "test": 2} {
		if n := eval[int](tb, strings.Replace(asked, "PART", part, 1)); n != want {
			t.Errorf("%d pieces of the %s set were fetched, want %d", n, part, want)
		}
	}
	tb.wait(shown + ` && ` + shown + `.w === 32 && ` + shown + `.h === 32 && ` + shown + `.pal === ""`)
	tb.wait(`document.getElementById("digit-label").innerText === "cat"`) // the first image of the test set
	tb.shot("colours")
	want, px := eval[string](tb, scores), eval[string](tb, shown+".px")

	const dropped = `document.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true}))`
	tb.file(5, 40, dropped) // its middle square is the image, five pixels for one
	tb.wait(`document.documentElement.dataset.label === "-1" && document.querySelectorAll("#guesses li").length === 3`)
	if got := eval[string](tb, shown+".px"); got != px || eval[string](tb, scores) != want {
		t.Errorf("what was dropped is another image, or has other scores: %s, want %s", eval[string](tb, scores), want)
	}
	first, class := tb.text("#guesses li"), tb.text("#digit-class")
	if !strings.HasPrefix(first, class) || !strings.HasSuffix(first, "%") {
		t.Errorf("the best guess is %q, the class %q", first, class)
	}
	tb.shot("colours-dropped")
	tb.accessible("a picture of the visitor's own")

	tb.click("#mode-test")
	tb.click("#digit-random")
	tb.wait(`document.documentElement.dataset.label !== "-1" && ` + shown + `.px !== ` + quote(px))
	const pasted = `document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carried, bubbles: true}))`
	other := eval[string](tb, shown+".px")
	tb.file(1, 0, pasted)
	tb.wait(`document.documentElement.dataset.label === "-1" && ` + shown + `.px === ` + quote(other))

	wrong := filepath.Join(t.TempDir(), "wrong.png")
	if err := os.WriteFile(wrong, []byte("no picture"), 0o644); err != nil {
		t.Fatal(err)
	}
	tb.pick("#photo >>> button", wrong)
	tb.wait(`document.getElementById("alerts")?.innerText.includes("wrong.png is no picture") || ` +
		`document.body.innerText.includes("wrong.png is no picture")`)
}

// TestColoursOnEveryScreen: a picture chosen with the keyboard on a laptop and by touch on a phone, and a neuron's
// weights in colour.
func TestColoursOnEveryScreen(t *testing.T) {
	for name, screen := range map[string]option{"laptop": size(1280, 800, false), "phone": size(390, 844, true)} {
		t.Run(name, func(t *testing.T) {
			tb := open(t, suite.site+"#"+colourLink, everyControl, screen)
			tb.wait(at("ready", "idle", "done"))
			tb.shot("colours-setup-" + name)
			tb.train()
			if name == "phone" {
				tb.tap("#tab-digit")
			}
			tb.wait(shown + ` && ` + shown + `.pal === ""`)
			tb.click("#mode-draw")
			tb.animationFrames(10)
			tb.shot("colours-empty-" + name)
			tb.accessible("no picture yet")
			tb.click("#mode-test")
			tb.wait(`document.documentElement.dataset.label !== "-1" && ` + shown + `.pal === ""`)
			tb.file(5, 40, `document.getElementById("photo").take(carried.files[0])`)
			tb.wait(`document.querySelectorAll("#guesses li").length === 3`)
			tb.shot("colours-guesses-" + name)
			tb.click("#neurons")
			tb.wait(`document.getElementById("neuron")`)
			tb.animationFrames(10)
			tb.shot("colours-neuron-" + name)
			tb.accessible("a neuron in colour")
			if name == "phone" {
				tb.tap("#tab-result")
			}
			tb.find("#chart-confusion")
			tb.animationFrames(10)
			tb.shot("colours-confusion-" + name)
		})
	}
}
