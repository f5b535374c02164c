package devices

import (
	"arraylab/sim/biterr"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// tritFlips is flips for ternary weights.
type tritFlips struct {
	inputs      int
	write, read float64 // probabilities of biterr.Shift
	errors      rng.Stream
}

// newTritFlips has an error rate at programming or at each read.
func newTritFlips(write, read float64, site Site) tritFlips {
	return tritFlips{site.Inputs, biterr.Shift(write, site.Zeros), biterr.Shift(read, site.Zeros),
		rng.New(site.Chip, rng.Layer(rng.Errors, site.Layer))}
}

func (a tritFlips) Program(hold, want []uint64, row int) Tally {
	biterr.Trits(hold, want, a.inputs, a.write, a.errors, uint64(row))
	return Tally{}
}

func (a tritFlips) Noisy() bool { return a.read > 0 }

func (a tritFlips) Read(dst, hold, _ []uint64, row int, n uint64) Tally {
	biterr.Trits(dst, hold, a.inputs, a.read, a.errors, n<<16|uint64(row))
	return Tally{}
}

// tritCells are cells that store ternary weights; their draws are those of the same cells storing binary ones.
type tritCells struct{ *cells }

// pairLogs are the ln R of the branches of weight k of the words that should hold a trit.
func (c tritCells) pairLogs(w *words, k, trit int) (bl, blb float64) {
	states := tritStates[trit+1]
	return w.behindWires(c.logR(w, 2*k, states[0])), w.behindWires(c.logR(w, 2*k+1, states[1]))
}

// Program implements Array.
func (c tritCells) Program(hold, want []uint64, row int) (t Tally) {
	var w words
	offsets := c.offsetsOf(row)
	copy(hold, want)
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		n := min(64, c.inputs-i0)
		c.load(&w, i0, n, row)
		t.Add(c.settle(&w, want, offsets, i0, n, row))
		for k := range n {
			o, trit := offsetAt(offsets, i0+k), biterr.Trit(want, i0+k)
			if c.safeTrit(&w, k, trit, o, boundSlack) {
				continue
			}
			bl, blb := c.pairLogs(&w, k, trit)
			if read := c.readTrit(bl, blb, o, i0+k, row); read != trit {
				biterr.PutTrit(hold, i0+k, read)
			}
		}
	}
	return t
}

// safeTrit tells whether a trit is surely read as stored, by bounds on its random numbers.
func (c tritCells) safeTrit(w *words, k, trit int, o, slack float64) bool {
	if trit == 0 {
		return !c.isStuck(w, 2*k) && !c.isStuck(w, 2*k+1) &&
			min(w.behindWires(c.leastHRS(w, 2*k)), w.behindWires(c.leastHRS(w, 2*k+1))) > c.timeout+slack
	}
	margin, inTime := c.pairMargin(w, k, (trit+1)/2, slack)
	return inTime && margin+float64(float64(trit)*o) > c.dead+slack
}

// Resistances implements Resistive.
func (c tritCells) Resistances(bl, blb []float32, want []uint64, row int) {
	var w words
	offsets := c.offsetsOf(row)
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		n := min(64, c.inputs-i0)
		c.load(&w, i0, n, row)
		c.settle(&w, want, offsets, i0, n, row)
		for k := range n {
			x, y := c.pairLogs(&w, k, biterr.Trit(want, i0+k))
			bl[i0+k], blb[i0+k] = float32(num.Exp(x)), float32(num.Exp(y))
		}
	}
}
