package gallery

import "arraylab/sim/lab"

// Formats are the weights of a network by the numbers that they are. Ternary ones are not told from binary ones.
type Formats struct {
	Binary int64 // of a single bit
	Eight  int64 // of 8 bits, in digital memory
}

// FormatsOf are those of an experiment's network, all layers together.
func FormatsOf(e lab.Experiment) (f Formats) {
	for _, l := range e.LayerCosts() {
		if l.Digital {
			f.Eight += l.Weights
		} else {
			f.Binary += l.Weights
		}
	}
	return f
}

// Weights are all of them.
func (f Formats) Weights() int64 { return f.Binary + f.Eight }

// Bytes of memory that they take: the numbers alone, without what corrects or addresses them.
func (f Formats) Bytes() float64 { return float64(f.Binary)/8 + float64(f.Eight) }

// Saves is the share of the memory that they save against 8 bits throughout.
func (f Formats) Saves() float64 { return 1 - f.Bytes()/float64(f.Weights()) }
