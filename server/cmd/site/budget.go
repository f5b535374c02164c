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
	return errors.Join(over...)
}
