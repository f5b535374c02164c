package devices

import (
	"io"
	"math"

	"arraylab/devices/junction"
	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// SuperparamagneticJunction is no memory: its junctions forget what they hold all the time, and so give random bits.
var SuperparamagneticJunction = &Technology{
	Name:   "smtj",
	Title:  "superparamagnetic junction",
	Help:   "random bits from junctions that heat turns over: read at intervals, whitened by XOR",
	Source: "arXiv:1806.09124, arXiv:1706.05262",
	Equations: []Equation{
		{"P → AP at the rate a = 1/τP, AP → P at b = 1/τAP;  P(AP) = a/(a + b)",
			"derived: two-state telegraph process"},
		{"bits dt apart correlate as exp(-(a + b) dt)", "derived"},
		{"τ = τD √(π/Δ)/((1 - i²)(1 ∓ i)) exp(Δ (1 ∓ i)²)", "rate of arXiv:1708.01671, for high barriers"},
		{"τ = (2Δ τD/q) ∫ dy exp(-Δ(y-i)²)/(1-y²) ∫ dx exp(Δ(x-i)²), y from i to 1, x from y to 1: used here",
			"derived: mean first passage of the saddle, left for the other side with probability q"},
		{"Δ ~ d²; a read of time t turns P over with 1 - exp(-t/τP(i + iread)), iread the same at all sizes",
			"derived; values assumed"},
		{"XOR of k streams with P(1) = 1/2 + ε:  P(1) = 1/2 + (-1)^(k+1) 2^(k-1) ε^k", "derived"},
		{"E(bit) = k E(read) + E(rest)", "20 fJ: arXiv:1806.09124, abstract; shares assumed"},
	},
	Params: []*Param{
		smtjBarrier, smtjCurrent, smtjTauD, smtjInterval, smtjDisturb, smtjSpread, smtjStray, smtjXOR, smtjReadEnergy,
		smtjRestEnergy, smtjSize, smtjPaceBy, smtjPace, smtjDisturbBy, smtjReadCurrent, smtjReadTime,
	},
	Sheets:     smtjMemory{},
	RandomBits: smtjMemory{},
	Costs: func(v *Values) Costs {
		none := Cost{Source: "stores nothing"}
		k := smtjXOR.Of(v)
		return Costs{
			Write0: none, Write1: none, Pulse: none, Set: none, Decode: none,
			Read: Cost{Joules: smtjJoules(v), Seconds: smtjIntervalOf(v),
				Source: "a random bit: 20 fJ with overheads (arXiv:1806.09124, abstract) for the " +
					"defaults; shares and time assumed"},
			Cells: k, Area: k * smtjArea, AreaSource: "assumed: 2 µm² for a junction with its amplifier, at 28 nm",
		}
	},
}

// smtjMemory is what that memory does.
type smtjMemory struct{}

func (smtjMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return smtjSheet(v, ask) }

func (smtjMemory) Bits(v *Values, seed uint32) io.Reader { return RandomBits(v, seed, 0) }

// smtjArea is assumed.
const smtjArea = 2e-12 // m2

var (
	smtjBarrier = &Param{Knob: knob.Knob{
		Key: "barrier", Label: "Energy barrier Δ", Unit: "kT", Kind: knob.Real, Min: 3, Max: 40, Def: 7,
		Help: "Energy that turns the free magnet over, in units of kT. A memory needs 60; here it is so low that " +
			"heat does it.",
		Source: "assumed",
	}}
	smtjCurrent = &Param{Knob: knob.Knob{
		Key: "current", Label: "Bias current i", Unit: "Ic0", Kind: knob.Real, Min: -0.5, Max: 0.5,
		Help: "Current through the junction over its critical current. A positive one makes it stay longer in " +
			"the AP state.",
		Source: "range assumed",
	}}
	smtjTauD = &Param{Knob: knob.Knob{
		Key: "taud", Label: "Damping time τD", Unit: "s", Kind: knob.Real, Min: 1e-10, Max: 1e-7, Log: true,
		Def:    1e-9,
		Help:   "(1 + α²)/(α γ0 μ0 Hk), the time in which the magnet calms down.",
		Source: "form: arXiv:1708.01671; value assumed",
	}}
	smtjInterval = &Param{Knob: knob.Knob{
		Key: "interval", Label: "Sampling interval", Unit: "s", Kind: knob.Real, Min: 1e-9, Max: 1e-2, Log: true,
		Def:    2e-6,
		Help:   "Time between two reads of a junction. The shorter it is, the more a bit resembles the one before.",
		Source: "assumed",
	}, Acts: func(v *Values) bool { return !pacedByLife(v) }}
	smtjDisturb = &Param{Knob: knob.Knob{
		Key: "disturb", Label: "Read disturb", Kind: knob.Real, Min: 0, Max: 0.5, Def: 0.01,
		Help: "Probability that reading a junction that is in the P state pushes it over to AP, just after the " +
			"amplifier has decided.",
		Source: "that there is a little: arXiv:1806.09124, abstract; form and value assumed",
	}, Acts: func(v *Values) bool { return !disturbedByCurrent(v) }}
	smtjSpread = &Param{Knob: knob.Knob{
		Key: "spread", Label: "Device-to-device: barrier", Kind: knob.Real, Min: 0, Max: 0.2, Def: 0.05,
		Help: "Standard deviation of the barrier among junctions, over its mean.", Source: "assumed",
	}}
	smtjStray = &Param{Knob: knob.Knob{
		Key: "stray", Label: "Device-to-device: stray field", Unit: "Ic0", Kind: knob.Real, Min: 0, Max: 0.05,
		Def: 0.005,
		Help: "Standard deviation of an offset of the bias current among junctions, as a stray field makes it: " +
			"it biases their bits.",
		Source: "assumed",
	}}
	smtjXOR = &Param{Knob: knob.Knob{
		Key: "xor", Label: "Junctions XORed", Kind: knob.Whole, Min: 1, Max: 16, Def: 4,
		Help:   "Streams of so many junctions are whitened into one by XOR.",
		Source: "4: arXiv:2301.05694, 2: arXiv:2404.14307 (abstracts, other junctions)",
	}}
	smtjReadEnergy = &Param{Knob: knob.Knob{
		Key: "readfj", Label: "Energy of a read", Unit: "fJ", Kind: knob.Real, Min: 0, Max: 1000, Def: 4.5,
		Help:   "Energy of one read of one junction by its precharge sense amplifier.",
		Source: "assumed: with the rest it adds up to 20 fJ for 4 junctions (total: arXiv:1806.09124, abstract)",
	}}
	smtjRestEnergy = &Param{Knob: knob.Knob{
		Key: "restfj", Label: "Energy of the rest", Unit: "fJ", Kind: knob.Real, Min: 0, Max: 1000, Def: 2,
		Help:   "Energy of XOR gates, clock and register for one whitened bit.",
		Source: "assumed: see the energy of a read",
	}}
)

// smtjJoules is the energy of a whitened bit.
func smtjJoules(v *Values) float64 {
	return (float64(smtjXOR.Of(v)*smtjReadEnergy.Of(v)) + smtjRestEnergy.Of(v)) * 1e-15
}

// smtjNominal is the junction without device-to-device variability.
func smtjNominal(v *Values) junction.Junction {
	return junction.Junction{Barrier: float64(smtjBarrier.Of(v) * smtjArea20(v)), Current: smtjCurrent.Of(v),
		TauD: smtjTauD.Of(v)}
}

// smtjDevice is junction number k of a chip: its barrier and its stray field are normal, cut off at three
// standard deviations.
func smtjDevice(v *Values, seed uint32, k int) junction.Junction {
	j := smtjNominal(v)
	u := rng.New(seed, rng.Stray).Block(uint64(k), 0)
	normal := func(hi, lo uint32) float64 {
		return math.Max(-3, math.Min(num.InvNorm(rng.Uniform64(hi, lo)), 3))
	}
	j.Barrier *= 1 + float64(smtjSpread.Of(v)*normal(u[0], u[1]))
	j.Current += float64(smtjStray.Of(v) * normal(u[2], u[3]))
	return j
}

func smtjTelegraph(j junction.Junction) junction.Telegraph {
	p, ap := j.Taus()
	return junction.Telegraph{TauP: p, TauAP: ap}
}

// smtjChain is the law of a junction's reads.
func smtjChain(v *Values, j junction.Junction) junction.Chain {
	return smtjTelegraph(j).Sampled(smtjIntervalOf(v), smtjDisturbOf(v, j))
}

// BitGenerator is a generator of random bits: superparamagnetic junctions of one chip, XORed.
type BitGenerator struct {
	seed   uint32
	chains []junction.Chain
}

// NewBitGenerator makes the generator of a chip. What differs between its junctions is a function of the seed.
func NewBitGenerator(v *Values, seed uint32) *BitGenerator {
	g := &BitGenerator{seed: seed, chains: make([]junction.Chain, smtjXOR.Int(v))}
	for k := range g.chains {
		g.chains[k] = smtjChain(v, smtjDevice(v, seed, k))
	}
	return g
}

// Law returns the exact share of ones of the generator's bits, and the correlation of neighbours.
func (g *BitGenerator) Law() (p, correlation float64) { return junction.Whitened(g.chains) }

// Bits returns a sequence of its bits: each number has one of its own.
func (g *BitGenerator) Bits(number uint64) *junction.Bits {
	return junction.NewBits(g.chains, g.seed, number)
}

// RandomBits returns a sequence of bits of the generator of that seed.
func RandomBits(v *Values, seed uint32, number uint64) *junction.Bits {
	return NewBitGenerator(v, seed).Bits(number)
}
