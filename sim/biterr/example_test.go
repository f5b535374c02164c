package biterr_test

import (
	"fmt"

	"arraylab/sim/biterr"
	"arraylab/sim/rng"
)

// A thousand stored bits with a bit error rate of one percent.
func ExampleFlip() {
	stored, read := make([]uint64, 16), make([]uint64, 16)
	chip := rng.New(1, rng.Errors)
	for n := range uint64(3) {
		fmt.Println("read", n, "finds", biterr.Flip(read, stored, 1000, 0.01, chip, n), "errors")
	}
	// Output:
	// read 0 finds 11 errors
	// read 1 finds 9 errors
	// read 2 finds 9 errors
}
