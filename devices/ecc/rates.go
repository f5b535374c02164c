package ecc

import "math/big"

// counts are numbers of error patterns by their weight, 0 to n.
type counts struct {
	wrongBits    []float64 // data bits still wrong after decoding, over all patterns
	undetected   []float64 // patterns that look like no error
	miscorrected []float64 // patterns that make the decoder turn a further bit, or the wrong one
	detected     []float64 // patterns seen and left alone
}

// counts are those of the code, counted when they are first asked for. Nothing holds the function that counts: a program
// that asks for none is linked without whole numbers of any length (math/big: some 40 kB of the page with brotli, with
// what else it pulls in).
func (c *Code) counts() *counts {
	c.counting.Do(func() { c.counted = c.count() })
	return c.counted
}

// Rates of independent bit errors of probability p, from 0 to 1; their relative error is below 1e-12.

// BitErrorRate is the probability that a data bit is wrong after decoding, where words that are only
// detected are read as they are.
func (c *Code) BitErrorRate(p float64) float64 { return sum(c.counts().wrongBits, p) / float64(c.k) }

// UndetectedRate is the probability that a code word is wrong and looks clean.
func (c *Code) UndetectedRate(p float64) float64 { return sum(c.counts().undetected, p) }

// MiscorrectionRate is the probability that the decoder turns a bit over and leaves the code word wrong.
func (c *Code) MiscorrectionRate(p float64) float64 { return sum(c.counts().miscorrected, p) }

// DetectedRate is the probability that a code word is seen to be wrong and is read as it is.
func (c *Code) DetectedRate(p float64) float64 { return sum(c.counts().detected, p) }

// CorrectedRate is the probability that a code word has one wrong bit, which is mended.
func (c *Code) CorrectedRate(p float64) float64 {
	return float64(c.n) * float64(p*power(1-p, c.n-1))
}

// sum is that of count[w] p^w (1-p)^(n-w).
func sum(count []float64, p float64) (s float64) {
	n := len(count) - 1
	right := make([]float64, n+1) // powers of 1-p
	for i, x := 0, 1.0; i <= n; i++ {
		right[i] = x
		x *= 1 - p
	}
	wrong := 1.0
	for w, number := range count {
		s += float64(float64(number*wrong) * right[n-w])
		wrong *= p
	}
	return s
}

// power is x^n.
func power(x float64, n int) float64 {
	y := 1.0
	for range n {
		y *= x
	}
	return y
}

// count counts the error patterns from the weights of the code words. Let A_w be the number of code words
// of weight w and D_w the number of ones among their data bits. A pattern of odd weight that is one
// bit away from a code word is miscorrected to it, and every pattern is that close to one at most. So of
// the patterns of odd weight w
//
//	(w+1) A_(w+1) + (n-w+1) A_(w-1)
//
// are turned, all n of w = 1 rightly, and in their data bits there are afterwards
//
//	k C(n-1,w-1) + D_(w+1) - (k A_(w-1) - D_(w-1))
//
// wrong ones: a turned data bit was right in D_(w+1) cases and wrong in the others.
func (c *Code) count() *counts {
	a, d := c.weights()
	n, k := int64(c.n), int64(c.k)
	choose := binomials(c.n) // out of n-1
	t := &counts{}
	for _, list := range []*[]float64{&t.wrongBits, &t.undetected, &t.miscorrected, &t.detected} {
		*list = make([]float64, n+1)
	}
	for w := int64(1); w <= n; w++ {
		wrong := times(k, choose[w-1])
		seen := new(big.Int).Add(choose[w-1], choose[w])
		if w%2 == 0 {
			seen.Sub(seen, a[w])
			t.undetected[w] = float(a[w])
		} else {
			turned := times(n-w+1, a[w-1])
			wrong.Sub(wrong, times(k, a[w-1])).Add(wrong, d[w-1])
			if w < n {
				turned.Add(turned, times(w+1, a[w+1]))
				wrong.Add(wrong, d[w+1])
			}
			seen.Sub(seen, turned)
			if w > 1 {
				t.miscorrected[w] = float(turned)
			}
		}
		t.wrongBits[w], t.detected[w] = float(wrong), float(seen)
	}
	return t
}

// weights returns A_w and D_w of count. By MacWilliams's identity, with the weights of the data bits apart and
// differentiated by them, over the words of the dual code, of weight j and data weight s,
//
//	2^(r+1) sum of A_w z^w = sum of (1-z)^j (1+z)^(n-j)
//	2^(r+1) sum of D_w z^w = z sum of ((k-s)(1+z)^-1 - s(1-z)^-1) (1-z)^j (1+z)^(n-j)
func (c *Code) weights() (a, d []*big.Int) {
	words := make([]int64, c.n+2) // number of dual words of each weight
	ones := make([]int64, c.n+2)  // their ones among the data bits
	c.eachDual(func(w *word) {
		data := w.below(c.k)
		words[w.ones()]++
		ones[w.ones()] += int64(data.ones())
	})
	sumA, sumD := polynomial(c.n), polynomial(c.n)
	q := binomials(c.n) // (1-z)^j (1+z)^(n-1-j)
	for j := range c.n {
		if j > 0 {
			next(q)
		}
		// (1+z) times it; the one word of weight n is the only that has no such factor.
		addTimes(sumA, q, words[j], 0)
		addTimes(sumA, q, words[j], 1)
		addTimes(sumD, q, int64(c.k)*words[j]-ones[j]-ones[j+1], 1)
	}
	addTimes(sumA, q, words[c.n], 0)
	addTimes(sumA, q, -words[c.n], 1)
	for i := range sumA {
		sumA[i].Rsh(sumA[i], uint(c.r+1))
		sumD[i].Rsh(sumD[i], uint(c.r+1))
	}
	return sumA, sumD
}

// eachDual calls f with each word of the dual code: the sums of the rows that check.
func (c *Code) eachDual(f func(*word)) {
	for i := range 1 << (c.r + 1) {
		var w word
		for b, check := range c.checks {
			if i>>b&1 == 1 {
				for j := range w {
					w[j] ^= check[j]
				}
			}
		}
		f(&w)
	}
}

// polynomial is 0, of degree n.
func polynomial(n int) []*big.Int {
	p := make([]*big.Int, n+1)
	for i := range p {
		p[i] = new(big.Int)
	}
	return p
}

// binomials are the coefficients of (1+z)^(n-1), followed by a 0.
func binomials(n int) []*big.Int {
	p := polynomial(n)
	p[0].SetInt64(1)
	for i := range n - 1 {
		p[i+1].Mul(p[i], big.NewInt(int64(n-1-i)))
		p[i+1].Quo(p[i+1], big.NewInt(int64(i+1)))
	}
	return p
}

// next multiplies by (1-z) and divides by (1+z), which must be a factor.
func next(q []*big.Int) {
	last, now := new(big.Int), new(big.Int) // coefficients of q/(1+z), one place lower and here
	for _, x := range q {
		now.Sub(x, last)
		x.Sub(now, last)
		last, now = now, last
	}
}

// addTimes adds m z^shift q to s.
func addTimes(s, q []*big.Int, m int64, shift int) {
	if m == 0 {
		return
	}
	factor, product := big.NewInt(m), new(big.Int)
	for i := range len(s) - shift {
		s[i+shift].Add(s[i+shift], product.Mul(factor, q[i]))
	}
}

func times(m int64, x *big.Int) *big.Int { return new(big.Int).Mul(big.NewInt(m), x) }

func float(x *big.Int) float64 {
	f, _ := x.Float64()
	return f
}
