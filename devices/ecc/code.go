package ecc

import (
	"fmt"
	"math/bits"
	"sync"
)

// MaxK is the largest number of data bits of a code word.
const MaxK = 247

// Data bits of the usual codes: (8,4) doubles the cells as two devices a bit do, (72,64) is that of
// computer memories.
const (
	K8  = 4
	K72 = 64
)

// KError says that there is no code with that many data bits.
type KError struct{ K int }

func (e *KError) Error() string {
	return fmt.Sprintf("ecc: %d data bits are not allowed: a code word takes 1 to %d", e.K, MaxK)
}

// maxWords is how many 64-bit words hold the longest code word.
const maxWords = 4

// word is a code word, the first bit lowest; bits from n on are 0.
type word [maxWords]uint64

// Code is an extended Hamming code. It may be used at the same time from many places.
type Code struct {
	k, n, r int
	words   int    // that hold n bits
	makes   []word // per check bit and for the parity over all: the data bits in its sum
	checks  []word // per bit of the syndrome and for the parity over all: the bits of the code word in its sum
	placeOf []int  // of a column; of 0 it is n-1

	counting sync.Once
	counted  *counts // once it was asked for
}

// New returns the code of k data bits. The error is a *KError.
func New(k int) (*Code, error) {
	if k < 1 || k > MaxK {
		return nil, &KError{k}
	}
	r := 2
	for 1<<r < k+r+1 {
		r++
	}
	c := &Code{k: k, n: k + r + 1, r: r, makes: make([]word, r+1), checks: make([]word, r+1)}
	c.words = (c.n + 63) / 64
	c.placeOf = make([]int, c.n)
	for place, column := range c.columns() {
		c.placeOf[column] = place
		for i := range r {
			if column>>i&1 == 1 {
				c.checks[i].set(place)
			}
		}
		c.checks[r].set(place)
	}
	for i := range r {
		c.makes[i] = c.checks[i].below(k)
	}
	// The parity over all is that of a data bit and of the check bits that hold it.
	for place := range k {
		if bits.OnesCount(uint(c.column(place)))%2 == 0 {
			c.makes[r].set(place)
		}
	}
	return c, nil
}

// columns are those of the bits of a code word.
func (c *Code) columns() []int {
	list := make([]int, 0, c.n)
	for column := 3; len(list) < c.k; column++ {
		if column&(column-1) != 0 {
			list = append(list, column)
		}
	}
	for i := range c.r {
		list = append(list, 1<<i)
	}
	return append(list, 0)
}

// column is that of a data bit.
func (c *Code) column(place int) (column int) {
	for i := range c.r {
		if c.checks[i].has(place) {
			column |= 1 << i
		}
	}
	return column
}

// K is the number of data bits of a code word.
func (c *Code) K() int { return c.k }

// N is the number of bits of a code word.
func (c *Code) N() int { return c.n }

// Words is the number of 64-bit words that hold a code word.
func (c *Code) Words() int { return c.words }

// String names the code, such as (72,64).
func (c *Code) String() string { return fmt.Sprintf("(%d,%d)", c.n, c.k) }

// Outcome is what a decoder reports.
type Outcome int

// The outcomes.
const (
	Clean     Outcome = iota // no error seen
	Corrected                // one bit turned over
	Detected                 // errors seen, none mended: the word is read as it is
)

// Encode writes the code word of the first K() bits of data. Bits of both beyond are ignored and left 0.
func (c *Code) Encode(dst, data []uint64) {
	var w word
	copy(w[:], data[:(c.k+63)/64])
	w = c.encode(w.below(c.k))
	copy(dst[:c.words], w[:])
}

// Decode mends a received word where it can. Its first K() bits are then the data. Bits from N() on must be 0.
func (c *Code) Decode(received []uint64) Outcome {
	var w word
	copy(w[:], received[:c.words])
	place, outcome := c.examine(&w)
	if outcome == Corrected {
		received[place>>6] ^= 1 << (place & 63)
	}
	return outcome
}

// encode adds the check bits to data bits.
func (c *Code) encode(w word) word {
	data := w
	for i := range c.makes {
		place := c.k + i
		w[place>>6] |= c.parity(&data, &c.makes[i]) << (place & 63)
	}
	return w
}

// examine returns what the decoder makes of a received word, and the place to mend where it corrects.
func (c *Code) examine(w *word) (place int, outcome Outcome) {
	var syndrome uint64
	for i := range c.r {
		syndrome |= c.parity(w, &c.checks[i]) << i
	}
	odd := c.parity(w, &c.checks[c.r]) == 1
	switch {
	case odd && syndrome < uint64(c.n):
		return c.placeOf[syndrome], Corrected
	case odd || syndrome != 0:
		return 0, Detected
	}
	return 0, Clean
}

// parity is that of the bits of w under a mask.
func (c *Code) parity(w, mask *word) uint64 {
	x := w[0] & mask[0]
	for i := 1; i < c.words; i++ {
		x ^= w[i] & mask[i]
	}
	return uint64(bits.OnesCount64(x) & 1)
}

// ones is the number of ones of a word.
func (w *word) ones() (n int) {
	for _, x := range w {
		n += bits.OnesCount64(x)
	}
	return n
}

func (w *word) set(i int)      { w[i>>6] |= 1 << (i & 63) }
func (w *word) has(i int) bool { return w[i>>6]>>(i&63)&1 == 1 }

// below keeps the first n bits.
func (w word) below(n int) word {
	for i := range w {
		if left := n - 64*i; left < 64 {
			w[i] &= 1<<max(left, 0) - 1
		}
	}
	return w
}
