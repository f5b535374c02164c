package rng_test

import (
	"fmt"

	"arraylab/sim/rng"
)

// A draw is a function of the seed, the stream's name and the index: it can be made again.
func ExampleStream() {
	s := rng.New(1, rng.D2D)
	fmt.Printf("%08x\n", s.Block(1000, 0))
	fmt.Printf("%08x\n", s.Block(1000, 0))
	fmt.Println(s.Block(1000, 0) == rng.New(2, rng.D2D).Block(1000, 0))
	// Output:
	// [83c4bec2 4b1a895b 6b4697e4 deda598a]
	// [83c4bec2 4b1a895b 6b4697e4 deda598a]
	// false
}

// A truncated law is sampled by its quantile.
func ExampleLaw() {
	kink := rng.Lognormal(542.538522, 0.80338177).Truncated(41, 2000)
	fmt.Printf("median %.1f, mean %.1f\n", kink.Median(), kink.Mean())
	for _, u := range []float64{0.01, 0.5, 0.99} {
		fmt.Printf("%.1f ", kink.Quantile(u))
	}
	// Output:
	// median 515.1, mean 628.1
	// 84.0 515.1 1871.0
}
