package ecc_test

import (
	"fmt"

	"arraylab/devices/ecc"
)

func Example() {
	code, err := ecc.New(ecc.K72)
	if err != nil {
		fmt.Println(err)
		return
	}
	word := make([]uint64, code.Words())
	code.Encode(word, []uint64{0xcafe})
	word[0] ^= 1 << 40 // one wrong bit
	fmt.Println(code, code.Decode(word) == ecc.Corrected, word[0] == 0xcafe)
	word[0] ^= 1<<40 | 1<<7 // two
	fmt.Println(code.Decode(word) == ecc.Detected)
	fmt.Printf("%.3g\n", code.BitErrorRate(1e-3))
	// Output:
	// (72,64) true true
	// true
	// 6.92e-05
}
