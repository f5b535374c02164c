package lab

import (
	"math"
	"slices"
	"strconv"

	"arraylab/devices"
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

// claimants are the papers' claims of energy, by memory.
var claimants = []struct {
	memory string
	make   func(e Experiment, c ledger.Counts) (ledger.Claim, bool)
}{
	{"rram-2t2r", factorThirty},
	{"st-mram", factorTwo},
	{"st-mram", threeQuarters},
}

// Claims are what papers say of the energy of the memory behind a result, beside what its ledger says; none for
// other memories. Errors are those of Ledger.
func Claims(r Result) ([]ledger.Claim, error) {
	link, err := ParseLink("#" + r.Link)
	if err != nil {
		return nil, err
	}
	e := link.Experiment
	c, err := e.counts(r)
	if err != nil {
		return nil, err
	}
	var all []ledger.Claim
	for _, row := range claimants {
		if e.Memory != row.memory || e.Learn == LearnDevice {
			continue
		}
		if claim, ok := row.make(e, c); ok {
			all = append(all, claim)
		}
	}
	return all, nil
}

// factorThirty is the claim of the RRAM papers.
func factorThirty(e Experiment, c ledger.Counts) (ledger.Claim, bool) {
	cases := e.states(e.Device)
	if len(cases) < 2 {
		return ledger.Claim{}, false
	}
	return ledger.Claim{Key: "factor-30", Title: "Programming energy saved by tolerating errors", Factor: 30, Source: "arXiv:1904.03652, abstract",
		Text:    "A network that was trained with bit errors bears a BER of 4e-2, where a standard one bears 1e-4; the energy of programming the RRAM falls by a factor of 30.",
		Assumed: []string{"The energy of a write falls exponentially with the separation of the states; the slope was chosen to give the paper's factor between its two BERs. What the ledger adds is how far it reaches from elsewhere."},
	}.ProgrammingSaving(c, cases, trainedBER, standardBER, 1e-6, memoryGrade), true
}

// threeQuarters is the claim of the ST-MRAM paper on programming.
func threeQuarters(e Experiment, c ledger.Counts) (ledger.Claim, bool) {
	cases := e.states(e.Device)
	bears, ok := berAtLoss(0.01)
	if len(cases) < 2 || !ok {
		return ledger.Claim{}, false
	}
	return ledger.Claim{Key: "saved-74", Title: "Programming energy saved for a point of accuracy", Factor: 1 / (1 - 0.74), Source: "arXiv:1810.10836, abstract",
		Text:    "74 % of the programming energy is saved, a factor of 3.85, for 1 % of recognition.",
		Assumed: []string{"The BER that costs one point is that of the scenario “How many errors it bears”: " + strconv.FormatFloat(bears, 'g', 2, 64) + " on MNIST."},
	}.ProgrammingSaving(c, cases, bears, memoryGrade, 1e-6, standardBER), true
}

// factorTwo is the claim of the ST-MRAM paper on the whole system.
func factorTwo(e Experiment, c ledger.Counts) (ledger.Claim, bool) {
	t := e.Technology()
	strongest, ok := withECC(t, e.Device)
	plain := e.states(withoutECC(t, e.Device))
	if !ok || len(plain) < 2 {
		return ledger.Claim{}, false
	}
	weak := lastBelow(plain, littleBER)
	coded := e.states(strongest)
	if len(coded) < 2 {
		return ledger.Claim{}, false
	}
	strong := lastBelow(coded, memoryGrade)
	weak.Name, strong.Name = "weak, without ECC", "strong, with ECC"
	return ledger.Claim{Key: "factor-2", Title: "Energy of the system saved by weak programming without ECC", Factor: 2, Source: "arXiv:1908.04085, abstract",
		Text: "A BER up to 1e-3 hardly matters without error correction, so that weak programming is usable: the energy of the whole system falls by up to a factor of two.",
		Assumed: []string{"Strong is the weakest programming that SECDED (72,64) brings to a BER of 1e-9; weak the weakest with a BER of 1e-3 or less without it.",
			"How often the weights are programmed anew is the assumption drawn: once an image is a small chip through which the weights of a large network pass."},
	}.SystemSaving(c, strong, weak), true
}

// withECC are the values with the usual code of computer memories.
func withECC(t *devices.Technology, v devices.Values) (devices.Values, bool) {
	code, bits := t.ParamOf("ecc"), t.ParamOf("ecck")
	if code == nil || bits == nil {
		return v, false
	}
	on, err := code.Parse("secded")
	if err != nil {
		return v, false
	}
	code.Put(&v, on)
	bits.Put(&v, 64)
	return v, true
}

func withoutECC(t *devices.Technology, v devices.Values) devices.Values {
	if code := t.ParamOf("ecc"); code != nil {
		code.Put(&v, 0)
	}
	return v
}

// lastBelow is the weakest state whose BER is at most so much, or the strongest.
func lastBelow(cases []ledger.Case, ber float64) ledger.Case {
	found := cases[0]
	for _, c := range cases {
		if c.BER <= ber {
			found = c
		}
	}
	return found
}

// strengths is how many strengths of programming are looked at.
const strengths = 96

// states are the memory's states over the whole range of its strength, from strong to weak; those whose BER or energy
// is not known are left out.
func (e Experiment) states(v devices.Values) []ledger.Case {
	t := e.Technology()
	p := t.Strength
	if p == nil || t.Sheet == nil || t.Costs == nil {
		return nil
	}
	layers := e.shape().Layers()
	var cases []ledger.Case
	for i := range strengths {
		x := p.Min + float64(float64(i)/(strengths-1)*(p.Max-p.Min))
		if p.Log && p.Min > 0 {
			x = p.Min * num.Exp(float64(float64(i)/(strengths-1)*num.Log(p.Max/p.Min)))
		}
		if p.Kind == devices.Whole {
			x = math.Floor(x + 0.5)
		}
		p.Put(&v, x)
		ber, ok := berOf(t, &v)
		costs := t.Costs(&v)
		if !ok || !(costs.Write0.Joules+costs.Write1.Joules > 0) || t.Check != nil && t.Check(&v) != nil {
			continue
		}
		cases = append(cases, ledger.Case{Name: p.Label + " " + p.Text(x), BER: ber, Costs: slices.Repeat([]devices.Costs{costs}, layers)})
	}
	slices.SortStableFunc(cases, func(a, b ledger.Case) int {
		return cmpFloat(b.Costs[0].Write0.Joules+b.Costs[0].Write1.Joules, a.Costs[0].Write0.Joules+a.Costs[0].Write1.Joules)
	})
	return cases
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
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

// berAtLoss is the BER at which the standard network has lost so much accuracy, as the stored scenario tells, between
// whose points it interpolates the logarithm.
func berAtLoss(loss float64) (float64, bool) {
	for _, s := range Scenarios() {
		if s.Name != "ber-tolerance" || s.Stored == nil {
			continue
		}
		goal := s.Stored.Ideal - loss
		before, beforeAcc := 0.0, 0.0
		for from := 0; from < len(s.Stored.Points); {
			value, mean, to := s.Stored.Points[from].Value, 0.0, from
			for ; to < len(s.Stored.Points) && s.Stored.Points[to].Value == value; to++ {
				mean += s.Stored.Points[to].Accuracy
			}
			mean /= float64(to - from)
			ber, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return 0, false
			}
			if mean < goal {
				if before == 0 {
					return 0, false
				}
				share := (beforeAcc - goal) / (beforeAcc - mean)
				return before * num.Exp(float64(share*num.Log(ber/before))), true
			}
			before, beforeAcc, from = ber, mean, to
		}
	}
	return 0, false
}
