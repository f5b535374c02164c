//go:build e2e

package e2e

import (
	"strconv"
	"strings"
	"testing"
)

// frameData is the data set of the array's frame.
const frameData = `document.querySelector("#array").shadowRoot.querySelector("iframe").contentDocument.documentElement.dataset`

// withArray waits for the first picture in the array's frame.
func (tb *tab) withArray() {
	tb.t.Helper()
	tb.wait(at("ready", "done") + ` && ` + frameData + `.state === "ready" && Number(` + frameData + `.pictures) > 0`)
}

func TestDrawADigit(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.click("#mode-draw")
	const pad = "#pad >>> canvas"
	tb.drag(pad, [2]float64{.5, .15}, [2]float64{.5, .3}, [2]float64{.5, .5}, [2]float64{.5, .7}, [2]float64{.5, .85})
	tb.wait(`document.documentElement.dataset.digit === "1" && document.documentElement.dataset.label === "-1"`)
	tb.drag(pad, [2]float64{.5, .15}, [2]float64{.4, .15}, [2]float64{.3, .17}, [2]float64{.2, .2})
	tb.shot("drawn")
	tb.click("#pad-undo")
	tb.wait(`document.documentElement.dataset.digit === "1"`)
	tb.click("#pad-clear")
	// A zero: another class than the one before.
	tb.drag(pad, [2]float64{.5, .15}, [2]float64{.3, .25}, [2]float64{.22, .5}, [2]float64{.3, .75},
		[2]float64{.5, .85},
		[2]float64{.7, .75}, [2]float64{.78, .5}, [2]float64{.7, .25}, [2]float64{.5, .15})
	tb.wait(`document.documentElement.dataset.digit === "0"`)
	tb.click("#mode-test")
	tb.wait(`document.documentElement.dataset.label !== "-1"`)
}

func TestHoverNamesTheCell(t *testing.T) {
	tb := open(t, suite.site) // a network programmed onto weak-RESET devices
	tb.withArray()
	tb.hover("#array >>> iframe", 0.4, 0.4)
	tb.wait(frameData + ".cell")
	cell := eval[string](tb, frameData+".cell")
	row, col, ok := strings.Cut(cell, ",")
	if !ok {
		t.Fatalf("the frame names the cell %q", cell)
	}
	r, _ := strconv.Atoi(row)
	c, _ := strconv.Atoi(col)
	rows, cols := eval[int](tb, "Number("+frameData+".rows)"), eval[int](tb, "Number("+frameData+".cols)")
	if r < 0 || r >= rows || c < 0 || c >= cols {
		t.Errorf("cell %s of an array of %dx%d", cell, rows, cols)
	}
	line := query("#cell") + ".innerText"
	tb.wait(line + ".includes(" + quote(row) + ") && " + line + ".includes(" + quote(col) + ") && " + line +
		`.includes("Ω")`)
	tb.shot("hover")
	tb.hover("#train", 0.5, 0.5)
	tb.wait("!" + frameData + ".cell")
}

func TestNeuronAtWork(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	tb.fill("#neuron-number", "12")
	tb.wait(query("#neuron") + `.dataset.index === "12" && ` + query("#neuron") + ".dataset.sum")
	if out := eval[string](tb, query("#neuron")+".dataset.output"); out != "0" && out != "1" {
		t.Errorf("the neuron's output is %q", out)
	}
	tb.shot("neuron")
}
