//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
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

// drops drops a file on the page and waits for what is said of it.
func (tb *tab) drops(f mine.File, want string) {
	tb.t.Helper()
	tb.dropAll(f)
	tb.wait(`document.getElementById("own-facts")?.innerText.includes(` + quote(want) + `)`)
}

// dropAll drops files on the page.
func (tb *tab) dropAll(files ...mine.File) {
	tb.t.Helper()
	carry := ""
	for _, f := range files {
		carry += `carried.items.add(new File([Uint8Array.from(atob(` + quote(base64.StdEncoding.EncodeToString(f.Body)) +
			`), c => c.charCodeAt(0))], ` + quote(f.Name) + `));`
	}
	tb.do(chromedp.Evaluate(`(() => {
		const carried = new DataTransfer();
		`+carry+`
		document.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true}));
	})()`, nil))
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
	tb.drops(first, "mine.npz")
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
	same.drops(other, "not the data that the link was made with")
	same.drops(first, "the very data that the link was made with")
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

// TestRecordIsSeen: a record of twelve leads that is dropped where swapped electrodes are learnt is seen by the network,
// as it is and with electrodes exchanged.
func TestRecordIsSeen(t *testing.T) {
	const seconds = 7
	head, body := fmt.Sprintf("r 8 250 %d\n", 250*seconds), []byte{}
	for _, name := range strings.Fields("I II V1 V2 V3 V4 V5 V6") {
		head += "r.dat 16 1000/mV 16 0 0 0 0 " + name + "\n" // what whole turns add up to is 0
	}
	for n := range 250 * seconds {
		for i := range 8 {
			body = binary.LittleEndian.AppendUint16(body, uint16(int16(math.Round(float64(100*(i+1))*
				math.Sin(2*math.Pi*float64(n)/250)))))
		}
	}
	tb := open(t, suite.site+"#v=1&task=ecg-inversion&train=200&test=100&net=8c13s4-16&epochs=1&batch=20", everyControl)
	tb.train()
	tb.dropAll(mine.File{Name: "r.hea", Body: []byte(head)}, mine.File{Name: "r.dat", Body: body})
	tb.wait(`document.getElementById("record-text")?.innerText.includes("sample 1 of 2, electrodes as they were recorded")`)
	tb.wait(`document.getElementById("digit-label").innerText === "right"`)
	tb.choose("#record-b", "1")
	tb.wait(`document.getElementById("record-text").innerText.includes("RA and LA exchanged")`)
	tb.wait(`document.getElementById("digit-label").innerText === "swapped"`)
	tb.accessible("a person's record")
	tb.shot("record")
	tb.click("#record-leave")
	tb.wait(`document.getElementById("record-text").closest(".record").hidden`)
}
