package main

import (
	"errors"
	"fmt"
	"path"
)

// budgets are the most bytes that programs may take with brotli: the array view is what a visitor
// waits for longest. A program that grew says that something large has become part of it, as a
// rule by an import; sim/imports_test.go holds the ones that were.
var budgets = []struct {
	program string // pattern of the built name
	most    int
}{
	{"array.*.wasm", 1_620_000},
	{"array2d.*.wasm", 560_000},
	{"page.*.wasm", 1_650_000},   // nothing is seen before it is here
	{"worker.*.wasm", 2_050_000}, // nor computed before this one is
}

// firstVisit are the patterns of what a visitor's browser fetches until the first result stands: the accuracy on the
// 10,000 test images of the network that the page opens with. The array view, 1.6 MB, comes at the same time.
var firstVisit = []string{"index.html", "boot.*.js", "dom.*.js", "elements.*.js", "d3.*.js", "plot.*.js", "style.*.css",
	"inter.*.woff2", "wasm_exec.*.js", "page.*.wasm", "scenarios.*.json", "worker.*.js", "worker.*.wasm",
	"standard.*.arraylab", "mnist-test.*.set", "frame.html", "frame.*.js", "frame.*.css", "array.*.wasm"}

// mostFirst is what these may take together, with brotli where that is served: 7.28 MB today.
const mostFirst = 7_500_000

// fastLoss is how much larger, in percent, the fast variants may be: they are 13 to 14 %.
const fastLoss = 15

// overBudget says which programs take more than they may.
func overBudget(files []*file, fast bool) error {
	var over []error
	for _, b := range budgets {
		most := b.most
		if fast {
			most += most * fastLoss / 100
		}
		for _, f := range files {
			if is, err := path.Match(b.program, f.name); err != nil || !is {
				continue
			}
			if n := len(f.variants[".br"]); n > most {
				over = append(over, fmt.Errorf(
					"%s takes %d bytes with brotli: at most %d are allowed (budgets in server/cmd/site/budget.go)",
					f.name, n, most))
			}
		}
	}
	return errors.Join(append(over, overFirst(files, fast))...)
}

// overFirst says that a first visit fetches more than it may.
func overFirst(files []*file, fast bool) error {
	sum, most := 0, mostFirst
	if fast {
		most += most * fastLoss / 100
	}
	for _, f := range files {
		for _, pattern := range firstVisit {
			if is, _ := path.Match(pattern, f.name); is {
				sum += f.served()
			}
		}
	}
	if sum > most {
		return fmt.Errorf("a first visit fetches %d bytes until its first result: at most %d are allowed "+
			"(firstVisit in server/cmd/site/budget.go)", sum, most)
	}
	return nil
}

// served is the length of what a browser is sent that knows brotli.
func (f *file) served() int {
	if v, ok := f.variants[".br"]; ok {
		return len(v)
	}
	return len(f.body)
}
