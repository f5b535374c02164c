package lab

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"arraylab/devices"
	"arraylab/devices/ecc"
	"arraylab/devices/knob"
	"arraylab/sim/ledger"
	"arraylab/sim/num"
)

// What memories without error correction are usually asked for (assumed).
const memoryGrade = 1e-9

// BERs of the abstracts.
const (
	standardBER = 1e-4 // borne by a standard network: arXiv:1904.03652
	littleBER   = 1e-3 // has little impact: arXiv:1908.04085
	trainedBER  = 4e-2 // borne after training with errors: arXiv:1904.03652
)

// claimant is a paper's claim of energy.
type claimant struct {
	memory string
	key    string
	point  bool // it is counted from the bit error rate that costs a point
}

// claimants are the papers' claims of energy.
var claimants = []claimant{
	{memory: "rram-2t2r", key: "factor-30"},
	{memory: "st-mram", key: "factor-2"},
	{memory: "st-mram", key: "saved-74", point: true},
}

// claim sets what the paper says beside counts; false where that cannot be done. It stands in no row: the page asks
// whether there are claims, and what counts them, whole numbers of any length among it, is not linked into it.
func (row claimant) claim(c ledger.Counts, states []ledger.Case, bears float64) (ledger.Claim, bool) {
	switch row.key {
	case "factor-30":
		return factorThirty(c, states), true
	case "factor-2":
		return factorTwo(c, states), true
	}
	return threeQuarters(c, states, bears)
}

// streamed tells whether the experiment is one of the claims of arXiv:1906.00915.
func (e Experiment) streamed() bool {
	if e.Input != InputStream {
		return false
	}
	first := e.costs()[0]
	return first.Area > 0 && first.Read.Joules > 0 // both are known
}

// HasClaims tells whether papers say something of the energy of the experiment's memory, or of its input.
func HasClaims(e Experiment) bool { return e.claimed(false) || e.streamed() }

// CountsPoint tells whether one of the Claims is counted from the bit error rate that costs a point of accuracy.
func CountsPoint(e Experiment) bool { return e.claimed(true) }

// claimed tells whether a paper says something of the energy of the memory; only what is counted from a point, or all.
func (e Experiment) claimed(point bool) bool {
	for _, row := range claimants {
		if e.Memory == row.memory && e.Learn != LearnDevice && (row.point || !point) {
			return true
		}
	}
	return false
}

// Claims are what papers say of the energy and area of the memory and the input behind a result, beside what its ledger
// says; none for other memories. The bit error rate bears is the one that costs the standard network a point of
// accuracy, which a claim is counted from; where it is 0, that is not known, and the claim is left out. Claims looks at
// many strengths of programming, which takes up to a second. Errors are those of Ledger.
func Claims(r Result, bears float64) ([]ledger.Claim, error) {
	link, err := ParseLink("#" + r.Link)
	if err != nil {
		return nil, err
	}
	e := link.Experiment
	c, err := e.counts(r)
	if err != nil || !HasClaims(e) {
		return nil, err
	}
	v := e.Device
	if p := e.Technology().ParamOf("ecc"); p != nil {
		p.Put(&v, 0) // the first choice is none: a claim adds its own code
	}
	var all []ledger.Claim
	if e.streamed() {
		all = streamClaims(c, e.costs())
	}
	states := e.states(v)
	if len(states) < 2 {
		return all, nil
	}
	for _, row := range claimants {
		if e.Memory == row.memory {
			if claim, ok := row.claim(c, states, bears); ok {
				all = append(all, claim)
			}
		}
	}
	return all, nil
}

// streamClaims are those of the paper on stochastic input.
func streamClaims(c ledger.Counts, costs []devices.Costs) []ledger.Claim {
	assumed := []string{"What the saving is counted from was not read by us: a first layer whose weights are " +
		"sensed once, with adders of 8 bits for pixels that come at once.",
		"An adder of 8 bits takes eight times the area and energy of a popcount's; a comparator as much area. One " +
			"random number serves all pixels."}
	area := ledger.Claim{Key: "area-62", Title: "Area saved by stochastic input", Factor: 1 / (1 - 0.62),
		Source:  "arXiv:1906.00915, abstract",
		Text:    "A first layer that takes streams of single bits saves 62 % of the area on Fashion-MNIST.",
		Assumed: assumed}
	energy := ledger.Claim{Key: "energy-2.1", Title: "Energy of an image saved by stochastic input", Factor: 2.1,
		Source: "arXiv:1906.00915, abstract",
		Text:   "The energy falls by a factor of 2.1 for 1.4 % of accuracy.", Assumed: assumed}
	return []ledger.Claim{area.StreamArea(c, costs, wholeBits), energy.StreamEnergy(c, costs, wholeBits)}
}

// factorThirty is the claim of the RRAM papers.
func factorThirty(c ledger.Counts, states []ledger.Case) ledger.Claim {
	return ledger.Claim{Key: "factor-30", Title: "Programming energy saved by tolerating errors", Factor: 30,
		Source: "arXiv:1904.03652, abstract",
		Text: "A network that was trained with bit errors bears a BER of 4e-2, where a standard one bears 1e-4; " +
			"the energy of programming the RRAM falls by a factor of 30.",
		Assumed: []string{"The energy of a write falls exponentially with the separation of the states; the slope " +
			"was chosen to give the paper's factor between its two BERs. What the ledger adds is how far it " +
			"reaches from elsewhere."},
	}.ProgrammingSaving(c, states, trainedBER, standardBER, 1e-6, memoryGrade)
}

// threeQuarters is the claim of the ST-MRAM paper on programming.
func threeQuarters(c ledger.Counts, states []ledger.Case, bears float64) (ledger.Claim, bool) {
	if bears <= 0 {
		return ledger.Claim{}, false
	}
	return ledger.Claim{Key: "saved-74", Title: "Programming energy saved for a point of accuracy",
		Factor: 1 / (1 - 0.74), Source: "arXiv:1810.10836, abstract",
		Text: "74 % of the programming energy is saved, a factor of 3.85, for 1 % of recognition.",
		Assumed: []string{"The BER that costs one point is that of the scenario “How many errors it bears”: " +
			strconv.FormatFloat(bears, 'g', 2, 64) + " on MNIST."},
	}.ProgrammingSaving(c, states, bears, memoryGrade, 1e-6, standardBER), true
}

// factorTwo is the claim of the ST-MRAM paper on the whole system.
func factorTwo(c ledger.Counts, states []ledger.Case) ledger.Claim {
	weak, safe := ledger.AtBER(states, littleBER), ledger.AtBER(states, memoryGrade)
	careful, mended := secded(safe), ledger.AtBER(secded(states...), memoryGrade)
	weak.Name, careful[0].Name = "weak programming without ECC", "BER 1e-9 as programmed, SECDED on top"
	return ledger.Claim{Key: "factor-2", Title: "Energy of the system saved by weak programming without ECC", Factor: 2,
		Source: "arXiv:1908.04085, abstract",
		Text: "A BER up to 1e-3 hardly matters without error correction, so that weak programming is usable: the " +
			"energy of the whole system falls by up to a factor of two.",
		Assumed: []string{"What the saving is counted from was not read by us: a memory that is programmed to " +
			"a BER of 1e-9 and has SECDED (72,64) on top of it, one that has no code, or one whose code " +
			"brings it to 1e-9.",
			"How often the weights are programmed anew is what is drawn: once an image stands for a small chip " +
				"through which the weights of a large network pass."},
	}.SystemSaving(c, weak, careful[0], named(safe, "BER 1e-9 without ECC"),
		named(mended, "BER 1e-9 after SECDED"))
}

func named(c ledger.Case, name string) ledger.Case { c.Name = name; return c }

// secdedBits are the data bits of the usual code of computer memories.
const secdedBits = 64

// secded puts a code on top of states: check bits are written and read like the others.
func secded(states ...ledger.Case) []ledger.Case {
	code, err := ecc.New(secdedBits)
	if err != nil {
		panic("lab: there is no code of 64 bits")
	}
	n, k := float64(code.N()), float64(code.K())
	all := make([]ledger.Case, len(states))
	for i, s := range states {
		all[i] = ledger.Case{Name: s.Name, BER: code.BitErrorRate(min(s.BER, 0.5))}
		for _, c := range s.Costs {
			for _, cost := range []*devices.Cost{&c.Write0, &c.Write1, &c.Read} {
				cost.Joules = float64(cost.Joules * n / k)
			}
			c.Cells, c.Area = float64(c.Cells*n/k), float64(c.Area*n/k)
			c.Decode = devices.DecodeCost(code)
			all[i].Costs = append(all[i].Costs, c)
		}
	}
	return all
}

// How many strengths of programming are looked at: over the whole range, and then where errors are neither certain nor
// out of sight.
const (
	coarseStrengths = 17
	fineStrengths   = 33
	unseenBER       = 1e-13
	certainBER      = 0.4
)

// states are the memory's states over the range of its strength, from strong to weak; those whose BER or energy
// is not known are left out.
func (e Experiment) states(v devices.Values) []ledger.Case {
	p := e.Technology().Strength
	if p == nil || e.Technology().Sheets == nil || e.Technology().Costs == nil {
		return nil
	}
	grid := func(lo, hi float64, n int) (xs []float64, cases []ledger.Case) {
		for i := range n {
			t := float64(i) / float64(n-1)
			x := lo + float64(t*(hi-lo))
			if p.Log && lo > 0 {
				x = lo * num.Exp(float64(t*num.Log(hi/lo)))
			}
			if p.Kind == knob.Whole {
				x = math.Floor(x + 0.5)
			}
			p.Put(&v, math.Min(math.Max(x, p.Min), p.Max))
			if c, ok := e.state(&v); ok {
				xs, cases = append(xs, x), append(cases, c)
			}
		}
		return xs, cases
	}
	xs, cases := grid(p.Min, p.Max, coarseStrengths)
	lo, hi := p.Max, p.Min
	for i, c := range cases {
		if c.BER > unseenBER && c.BER < certainBER {
			lo, hi = math.Min(lo, xs[max(i-1, 0)]), math.Max(hi, xs[min(i+1, len(xs)-1)])
		}
	}
	if lo < hi {
		_, cases = grid(lo, hi, fineStrengths)
	}
	slices.SortStableFunc(cases, func(a, b ledger.Case) int { return cmp.Compare(writeJoules(b), writeJoules(a)) })
	return cases
}

// writeJoules is the energy of writing a weight of either sign.
func writeJoules(c ledger.Case) float64 { return c.Costs[0].Write0.Joules + c.Costs[0].Write1.Joules }

// state is the memory under the values, all layers alike.
func (e Experiment) state(v *devices.Values) (ledger.Case, bool) {
	t := e.Technology()
	if t.Check != nil && t.Check(v) != nil {
		return ledger.Case{}, false
	}
	ber, ok := berOf(t, v)
	c := ledger.Case{Name: t.Strength.Label + " " + t.Strength.Spell(t.Strength.Of(v)), BER: ber,
		Costs: slices.Repeat([]devices.Costs{t.Costs(v)}, len(e.net().Layers))}
	return c, ok && writeJoules(c) > 0
}

// berOf is the bit error rate that a memory's sheet tells.
func berOf(t *devices.Technology, v *devices.Values) (float64, bool) {
	s, err := t.Sheet(v, devices.Ask{N: 1, Seed: 1})
	if err != nil {
		return 0, false
	}
	for _, key := range []string{"ber", "wer"} {
		for _, n := range s.Numbers {
			if n.Key == key {
				return n.Value, true
			}
		}
	}
	return 0, false
}
