//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"arraylab/sim/data"
	mine "arraylab/sim/data/own"
	"arraylab/sim/lab"
)

// npz spells the first images of a packed set as numpy does, as x_train, y_train, x_test and y_test.
func npz(t *testing.T, train, test int) mine.File {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name, shape string, body []byte) {
		head := "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }"
		head += strings.Repeat(" ", 117-len(head)) + "\n"
		f, err := w.Create(name + ".npy")
		if err == nil {
			_, err = f.Write(append([]byte("\x93NUMPY\x01\x00\x76\x00"+head), body...))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for part, n := range map[string]int{"train": train, "test": test} {
		s, err := data.Load(os.DirFS(dataFolder()), "mnist", part, n)
		if err != nil {
			t.Fatal(err)
		}
		add("x_"+part, fmt.Sprintf("%d, 28, 28", n), s.First(n).Images)
		add("y_"+part, fmt.Sprintf("%d,", n), s.First(n).Labels)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return mine.File{Name: "mine.npz", Body: b.Bytes()}
}

// drops drops a file on the page.
func (tb *tab) drops(f mine.File) {
	tb.t.Helper()
	tb.do(chromedp.Evaluate(`(() => {
		const carried = new DataTransfer();
		const bytes = Uint8Array.from(atob(`+quote(base64.StdEncoding.EncodeToString(f.Body))+`), c => c.charCodeAt(0));
		carried.items.add(new File([bytes], `+quote(f.Name)+`));
		document.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true}));
	})()`, nil))
	tb.wait(`document.querySelector("#own-facts dd") && document.getElementById("own-doing").innerText === ""`)
}

// nativelyOn carries the run of a link out on own data, in this process.
func nativelyOn(t *testing.T, f mine.File, link string) outcome {
	t.Helper()
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	p, err := mine.Read([]mine.File{f}, mine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var s lab.Sets
	s.Train, s.Test = p.Split(l.Own.Split)
	s.Train.Made, s.Test.Made = l.Made(data.Own), l.Made(data.Own)
	run, err := lab.NewRun(l.Experiment, s)
	if err != nil {
		t.Fatal(err)
	}
	for run.Advance() {
	}
	r, _ := run.Result()
	return outcome{r.Correct, r.Total, r.Fingerprint}
}

// TestOwnData: a file that is dropped is read in the worker, shown and confirmed, and trains to the bits of the
// command; its link asks for it elsewhere and says whether a file is the same; kept, it comes back when the page does.
func TestOwnData(t *testing.T) {
	first, other := npz(t, 400, 100), npz(t, 399, 100)
	tb := open(t, suite.site+"#v=1&hidden=64&epochs=2&batch=50&seed=7", everyControl)
	tb.wait(at("ready"))
	tb.drops(first)
	facts := tb.text("#own-facts")
	for _, want := range []string{"mine.npz", "500, each a grey image of 28x28", "10 CLASSES",
		"400 for training, 100 for testing"} {
		if !strings.Contains(strings.ToUpper(facts), strings.ToUpper(want)) {
			t.Errorf("understood %q, want %q", facts, want)
		}
	}
	tb.accessible("own data")
	tb.shot("own-data")
	tb.click("#own-keep")
	tb.click("#own-use")
	tb.wait(`location.hash.includes("task=own&data=") && location.hash.includes("train=400&test=100")`)
	tb.train()
	link := tb.data("link")
	if got, want := tb.outcome(), nativelyOn(t, first, link); got != want {
		t.Errorf("the page: %+v, the command: %+v", got, want)
	}
	tb.shot("own-data-trained")

	same := open(t, suite.site+"#"+link, size(390, 844, true), scheme("dark"))
	same.wait(`document.getElementById("own-ask")?.innerText.includes("Bring the file")`)
	same.drops(other)
	if facts := same.text("#own-facts"); !strings.Contains(facts, "not the data that the link was made with") {
		t.Errorf("another file: %q", facts)
	}
	same.drops(first)
	if facts := same.text("#own-facts"); !strings.Contains(facts, "the very data") {
		t.Errorf("the same file: %q", facts)
	}
	same.accessible("own data, asked for")
	same.shot("own-data-asked")

	tb.do(chromedp.Reload())
	tb.wait(`document.getElementById("own-kept")?.innerText.includes("the very data of the link")`)
	tb.click("#own-again")
	tb.wait(`document.querySelector("#own-facts dd") && !document.getElementById("own-use").disabled`)
	tb.click("#own-use")
	tb.train()
	if got, want := tb.outcome(), nativelyOn(t, first, link); got != want {
		t.Errorf("kept data: %+v, the command: %+v", got, want)
	}
	tb.click("#own-open-task")
	tb.click("#own-forget")
	tb.wait(`document.getElementById("own-kept").closest("p").hidden`)
}
