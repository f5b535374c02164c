package nist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Assessment is what a test says of many sequences, as section 4.2 of the publication has it.
type Assessment struct {
	Sequences int
	Passed    int     // whose P-value, or the worse of two, is at least level
	Uniform   float64 // P-value of the P-values being uniform; the worse of two
}

const (
	level        = 0.01 // of a test of one sequence
	uniformLevel = 1e-4 // of the P-values
	bins         = 10   // of them
)

// Good tells whether enough sequences pass, and whether P-values are uniform: at least 0.99 less three standard errors
// of them, and 1e-4. True random bits are not good once in some 700 times.
func (a Assessment) Good() bool {
	n := float64(a.Sequences)
	return float64(a.Passed) >= n*(1-level)-3*math.Sqrt(n*level*(1-level)) && a.Uniform >= uniformLevel
}

// Assess carries out all tests on so many sequences of Length bits, which next fills in with zeros and ones, and
// returns what each one says by its name. Sums and serial give two P-values: they are assessed each for itself, and the
// worse one counts.
func Assess(sequences int, next func(bits []byte)) map[string]Assessment {
	ps, bits := map[string][][]float64{}, make([]byte, Length)
	for range sequences {
		next(bits)
		for _, t := range Tests() {
			ps[t.Name] = append(ps[t.Name], t.P(bits))
		}
	}
	all := map[string]Assessment{}
	for name, of := range ps {
		all[name] = assess(of)
	}
	return all
}

// assess judges the P-values of a test, each sequence's in turn.
func assess(ps [][]float64) Assessment {
	worst := Assessment{Sequences: len(ps), Passed: len(ps), Uniform: 1}
	for k := range ps[0] {
		passed, count := 0, [bins]float64{}
		for _, p := range ps {
			if p[k] >= level {
				passed++
			}
			count[min(int(p[k]*bins), bins-1)]++
		}
		square, want := 0.0, float64(len(ps))/bins
		for _, c := range count {
			square += (c - want) * (c - want) / want
		}
		worst.Passed = min(worst.Passed, passed)
		worst.Uniform = min(worst.Uniform, mathext.GammaIncRegComp((bins-1)/2.0, square/2))
	}
	return worst
}
