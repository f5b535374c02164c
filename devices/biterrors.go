package devices

import (
	"arraylab/devices/knob"
	"arraylab/sim/biterr"
	"arraylab/sim/rng"
)

// BitErrors is no device but a rate: each stored bit is wrong with one probability, whatever the memory.
var BitErrors = &Technology{
	Name:   "ber",
	Title:  "bit errors",
	Help:   "independent bit flips with one probability",
	Source: "arXiv:1904.03652, arXiv:1908.04085",
	Equations: []Equation{
		{"P(bit is wrong) = p, independent of all others", "arXiv:1904.03652, abstract"},
		{"ternary: P(0 → ±1) = q, P(±1 → 0) = q/2, never +1 ↔ -1,  q = 2p/(1 + share of zeros)",
			"arXiv:2007.14234, published code of its group"},
	},
	Params:   []*Param{bitErrorRate, errorsWhen},
	Strength: bitErrorRate,
	Ideal:    map[*Param]float64{bitErrorRate: 0},
	Ternary:  true,
	Sheets:   bitErrorMemory{},
	Arrays:   bitErrorMemory{},
	Costs: func(*Values) Costs {
		unknown := Cost{Source: "not known: a rate is no device"}
		return Costs{Write0: unknown, Write1: unknown, WriteZ: unknown, Pulse: unknown, Set: unknown, Read: unknown,
			Decode: unknown, AreaSource: unknown.Source}
	},
}

// bitErrorMemory is what that memory does.
type bitErrorMemory struct{}

func (bitErrorMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return bitErrorSheet(v, ask) }

func (bitErrorMemory) Array(v *Values, site Site) Array {
	p := bitErrorRate.Of(v)
	if site.Ternary && errorsWhen.Is(v, "read") {
		return newTritFlips(0, p, site)
	} else if site.Ternary {
		return newTritFlips(p, 0, site)
	}
	a := flips{inputs: site.Inputs, errors: rng.New(site.Chip, rng.Layer(rng.Errors, site.Layer))}
	if errorsWhen.Is(v, "read") {
		a.read = p
	} else {
		a.write = [2]float64{p, p}
	}
	return a
}

var (
	bitErrorRate = &Param{Knob: knob.Knob{
		Basic: true,
		Key:   "ber", Label: "Bit error rate", Kind: knob.Real, Min: 0, Max: 0.5, Log: true, Def: 0.001,
		Help:   "Probability that a stored bit is read as its opposite.",
		Source: "1e-3 has little impact: arXiv:1908.04085, abstract",
	}}
	errorsWhen = &Param{Knob: knob.Knob{
		Key: "when", Label: "Errors drawn", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "program", Label: "at programming",
				Help: "once: an error stays until the chip is programmed again"},
			{Value: "read", Label: "at each read", Help: "anew for each batch of 1000 test images; of a " +
				"network with convolutions, of 100, at all places of its windows alike"},
		},
		Help: "When bit errors are drawn.", Source: "arXiv:1904.03652",
	}}
)

// flips is an Array whose bits go wrong with probabilities: at programming, of a 0 and of a 1, or at each read.
type flips struct {
	inputs int
	write  [2]float64
	read   float64
	errors rng.Stream
	tries  int // more writes at most of what reads wrong
	stuck  stuckBits
}

// Program writes; write number t of a row draws as row t 2^32 + row.
func (a flips) Program(hold, want []uint64, row int) Tally {
	write := func(dst []uint64, number uint64) {
		biterr.Stuck(dst, want, a.inputs, a.write, a.errors, number<<32|uint64(row))
		a.stuck.put(dst, row)
	}
	write(hold, 0)
	return verifyBits(hold, want, a.inputs, a.tries, write)
}

func (a flips) Noisy() bool { return a.read > 0 }

func (a flips) Read(dst, hold, _ []uint64, row int, n uint64) Tally {
	biterr.Flip(dst, hold, a.inputs, a.read, a.errors, n<<16|uint64(row))
	return Tally{}
}
