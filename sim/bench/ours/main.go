// Command ours is the engine's side of the benchmark. The same program runs natively, in Node and
// in a browser's worker: it answers orders, one line of JSON each, until there are no more.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"arraylab/sim/lab"
)

// order asks for repetitions of a job.
type order struct {
	Job  string `json:"job"`
	Reps int    `json:"reps"`
}

// answer is what came of an order.
type answer struct {
	MS []float64 `json:"ms"` // of each repetition
	// Figures are rates and sizes by name, in the unit that the name ends with.
	Figures     map[string]float64 `json:"figures,omitempty"`
	Accuracy    float64            `json:"accuracy,omitempty"` // on the test set
	Fingerprint string             `json:"fingerprint,omitempty"`
	Predictions string             `json:"predictions,omitempty"` // one digit an image
	Error       string             `json:"error,omitempty"`
}

func main() {
	workers := flag.Int("workers", 1, "goroutines, and processors that the collector may use")
	folder := flag.String("data", ".cache/data", "folder with the packed data sets")
	model := flag.String("model", "assets/standard.arraylab", "trained standard network")
	flag.Parse()
	runtime.GOMAXPROCS(*workers)
	debug.SetGCPercent(5) // as the page's engine does
	team := join()
	if team.Rank() > 0 {
		lab.Follow(team)
		return
	}
	b := &bench{crew: team, workers: *workers, read: reader(*folder, *model)}
	if err := listen(b.handle); err != nil {
		fmt.Fprintln(os.Stderr, "ours:", err)
		os.Exit(1)
	}
}

// handle answers one order.
func (b *bench) handle(line []byte) []byte {
	var o order
	var a answer
	err := json.Unmarshal(line, &o)
	if err == nil {
		a, err = b.do(o)
	}
	if err != nil {
		a.Error = err.Error()
	}
	out, err := json.Marshal(a)
	if err != nil {
		return []byte(`{"error":"ours: a figure is not a number"}`)
	}
	return out
}
