package devices

import (
	"sort"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// State is the distribution of a state's resistance by quantiles: ln R is linear in the normal quantile
// of the probability between them, and goes on along its outermost pieces, so that a log-normal law
// is met exactly.
type State struct {
	ln [len(Probabilities)]float64 // ascending
}

// normals are the normal quantiles of Probabilities.
var normals = func() (z [len(Probabilities)]float64) {
	for j, p := range Probabilities {
		z[j] = num.InvNorm(p)
	}
	return z
}()

// LognormalState has that median, in ohm, and that standard deviation of ln R.
func LognormalState(median, sd float64) (s State) {
	for j, z := range normals {
		s.ln[j] = num.Log(median) + float64(sd*z)
	}
	return s
}

// QuantileState has those quantiles, in ohm and ascending, at Probabilities.
func QuantileState(ohms [len(Probabilities)]float64) (s State) {
	for j, r := range ohms {
		s.ln[j] = num.Log(r)
	}
	return s
}

// piece finds the piece that holds x among ascending limits.
func piece(limits *[len(Probabilities)]float64, x float64) int {
	j := 0
	for j < len(limits)-2 && x >= limits[j+1] {
		j++
	}
	return j
}

// At is ln R at the normal quantile z.
func (s *State) At(z float64) float64 {
	j := piece(&normals, z)
	return s.ln[j] + float64((s.ln[j+1]-s.ln[j])*((z-normals[j])/(normals[j+1]-normals[j])))
}

// Of is the normal quantile of ln R = x: the probability of less is NormCDF of it. far stands for what
// never, or always, is less.
func (s *State) Of(x float64) float64 {
	j := piece(&s.ln, x)
	rise := s.ln[j+1] - s.ln[j]
	if rise > 0 {
		return max(min(normals[j]+float64((normals[j+1]-normals[j])*((x-s.ln[j])/rise)), far), -far)
	}
	switch {
	case x > s.ln[j+1]:
		return far
	case x < s.ln[j]:
		return -far
	}
	return normals[j+1]
}

const far = 40

// measuredStates are LRS and HRS.
func measuredStates(v *Values) (low, high State) {
	if measuredForm.Is(v, FormLognormal) {
		return LognormalState(measuredLRS.Of(v), measuredLRSSD.Of(v)),
			LognormalState(measuredHRS.Of(v), measuredHRSSD.Of(v))
	}
	var l, h [len(Probabilities)]float64
	for j := range Probabilities {
		l[j], h[j] = measuredLow[j].Of(v), measuredHigh[j].Of(v)
	}
	return QuantileState(l), QuantileState(h)
}

// sampler is an Array of differential cells, whose devices take resistances from the distributions of
// the states by their place: of a +1, BL is in HRS and BLb in LRS. Device BL of the weight of input i has
// word 2 (i mod 2) of block (i/2, row), BLb the one after it.
type sampler struct {
	inputs  int
	noise   readNoise
	state   [2]State // LRS, HRS
	samples rng.Stream
	// A cell is surely right where the word of its HRS is above sureHigh and that of its LRS is below
	// sureLow.
	sureHigh, sureLow uint32
}

func newSampler(v *Values, site Site) *sampler {
	a := &sampler{inputs: site.Inputs, noise: readNoiseOf(v, nominalSupply, site), samples: rng.New(site.Chip, rng.Layer(rng.Samples, site.Layer))}
	a.state[0], a.state[1] = measuredStates(v)
	a.sureLow = 1<<32 - 1<<20
	low := a.ln(0, a.sureLow)
	a.sureHigh = uint32(sort.Search(1<<32-1, func(u int) bool { return a.ln(1, uint32(u)) > low }))
	return a
}

// ln is ln R of a device in a state whose random word is u.
func (a *sampler) ln(state uint64, u uint32) float64 {
	return a.state[state].At(num.InvNorm(rng.Uniform(u)))
}

func (a *sampler) Program(hold, want []uint64, row int) Tally {
	copy(hold, want)
	var words [4 * 64]uint32
	for at := 0; at < a.inputs; at += 128 {
		n := min(128, a.inputs-at)
		a.samples.Fill(words[:(n+1)/2*4], uint64(at/2), uint64(row))
		for i := range n {
			word, bit := &hold[(at+i)>>6], uint64((at+i)&63)
			b := *word >> bit & 1
			// Of a +1 BL has the high state, of a -1 BLb has it.
			high, low := words[2*i+1-int(b)], words[2*i+int(b)]
			if (high <= a.sureHigh || low >= a.sureLow) && a.ln(1, high) < a.ln(0, low) {
				*word ^= 1 << bit
			}
		}
	}
	return Tally{}
}

// Noisy implements Array.
func (a *sampler) Noisy() bool { return a.noise.on() }

// Read senses anew what was wanted, under noise.
func (a *sampler) Read(dst, _, want []uint64, row int, n uint64) Tally {
	copy(dst, want)
	reach := a.noise.reach()
	for i := range a.inputs {
		u := a.samples.Block(uint64(i/2), uint64(row))
		b := int(want[i>>6] >> (i & 63) & 1)
		high, low := 1-b, b // of a +1 BL has the high state
		margin := a.ln(1, u[i%2*2+high]) - a.ln(0, u[i%2*2+low])
		if margin > reach {
			continue
		}
		margin += a.noise.device(2*i+high, hrs, row, n) - a.noise.device(2*i+low, lrs, row, n)
		if margin+a.noise.amplifier(i, row, n) < 0 {
			dst[i>>6] ^= 1 << (i & 63)
		}
	}
	return Tally{}
}

// misread is Misread of one read under noise: over the traps of both devices, and over what is normal.
func (r *readNoise) misread(low, high *State) (mean float64) {
	sd := hypotenuse(hypotenuse(r.pink, r.pink), r.thermal)
	for k := range 4 {
		shift := float64(r.trap[hrs]*(float64(k&1)-0.5)) - float64(r.trap[lrs]*(float64(k>>1)-0.5))
		mean += float64(0.25 * overNormal(shift, sd, sd, func(x float64) float64 {
			moved := *high
			for j := range moved.ln {
				moved.ln[j] += x
			}
			return Misread(low, &moved)
		}))
	}
	return mean
}

// Resistances are those of the devices BL and BLb in ohm: Resistive.
func (a *sampler) Resistances(bl, blb []float32, want []uint64, row int) {
	for i := range a.inputs {
		u := a.samples.Block(uint64(i/2), uint64(row))
		b := want[i>>6] >> (i & 63) & 1
		bl[i] = float32(num.Exp(a.ln(b, u[i%2*2])))
		blb[i] = float32(num.Exp(a.ln(1-b, u[i%2*2+1])))
	}
}

// MeasuredStates are LRS and HRS of a measured device whose form is one of states.
func MeasuredStates(v *Values) (low, high State) { return measuredStates(v) }
