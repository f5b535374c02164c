package devices

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Conductance is the older form of the weak RESET, in conductance instead of ln R (published code with
// arXiv:2107.06064): n pulses change the conductance G of a device by
//
//	dG = -((Gmax-Gmin)/B) ln(1 + (n/Gran)(e^B - 1) exp(-B(Gmax-G)/(Gmax-Gmin))) + SNR sqrt(n C) N(0,1)/Gran
//	C  = ((Gmax-Gmin)/B)(e^B - 1)
//
// and the result is clipped to [Gmin, Gmax]. A fresh device is at Gmax; Gran pulses without noise bring it
// to Gmin, and none moves it from there.
//
// With y = exp(B(Gmax-G)/(Gmax-Gmin)) the first part reads y -> y + (n/Gran)(e^B - 1): pulses add up,
// so that n at once are exactly n single ones. The state is therefore kept as a number of pulses,
// u = Gran (y-1)/(e^B-1), a whole one without noise. The noise adds in G: n pulses at once draw one
// number where n single ones draw n, of the same variance while G moves little.
type Conductance struct {
	Gmax, Gmin float64 // S
	B          float64 // curvature, above 0
	Gran       float64 // pulses from Gmax to Gmin
	SNR        float64 // scale of the noise of pulses; its unit is that of the root of a conductance
	SD         float64 // standard deviation of ln R from device to device
	Read       float64 // standard deviation of ln R from evaluation to evaluation
}

// conductor is a Conductance made ready.
type conductor struct {
	Conductance
	per    float64 // y a pulse
	top    float64 // the largest y
	drop   float64 // G/Gmax a unit of ln y
	jitter float64 // sd of ln y of one pulse
}

// Response makes the law ready for Responses.
func (c Conductance) Response() Response {
	grow := num.Expm1(c.B)
	each := (c.Gmax - c.Gmin) / c.B // S, one unit of ln y
	return &conductor{
		Conductance: c, per: grow / c.Gran, top: 1 + grow, drop: each / c.Gmax,
		jitter: c.SNR * math.Sqrt(each*grow) / c.Gran / each,
	}
}

// G is the conductance in siemens after u pulses without noise.
func (c Conductance) G(u float64) float64 {
	u = math.Min(u, c.Gran)
	return c.Gmax - float64((c.Gmax-c.Gmin)/c.B*num.Log1p(u*num.Expm1(c.B)/c.Gran))
}

func (c *conductor) Traits(d2d rng.Stream, i uint64) Traits {
	if c.SD == 0 {
		return Traits{}
	}
	b := d2d.Block(i, 0)
	return Traits{float32(c.SD * num.InvNorm(rng.Uniform(b[0])))}
}

func (c *conductor) Pulse(_ *Traits, state float32, n int, z float64) float32 {
	u := float64(state) + float64(n)
	if c.jitter > 0 {
		// A change of G is one of ln y in the other direction.
		y := float64((1 + float64(u*c.per)) * num.Exp(-float64(c.jitter*math.Sqrt(float64(n))*z)))
		u = math.Max(y-1, 0) / c.per
	}
	return float32(math.Min(u, c.Gran))
}

func (c *conductor) Ln(t *Traits, state float32) float32 {
	if state == 0 { // what follows says the same, in more time
		return t[0]
	}
	g := 1 - float64(c.drop*num.Log1p(float64(state)*c.per)) // over Gmax
	return t[0] - float32(num.Log(g))
}

func (c *conductor) Ohms() float64      { return 1 / c.Gmax }
func (c *conductor) PulseNoise() bool   { return c.jitter > 0 }
func (c *conductor) ReadNoise() float64 { return c.Read }
func (c *conductor) Measured() int      { return int(c.Gran) }
func (c *conductor) MaxState() float32  { return float32(c.Gran) }

// ConductanceRRAM is that law as a memory: a pair of devices holds a weight.
var ConductanceRRAM = &Technology{
	Name:  "rram-conductance",
	Title: "weak-RESET RRAM, conductance form",
	Help: "a pair of resistive devices a weight, whose conductance falls in a fixed number of steps (older form of " +
		"arXiv:2107.06064)",
	Source: "published code with arXiv:2107.06064",
	Equations: []Equation{
		{"dG = −((Gmax−Gmin)/b) ln(1 + (n/gran)(e^b − 1) exp(−b(Gmax−G)/(Gmax−Gmin))) + snr √(n C) N(0,1)/gran",
			"published code with arXiv:2107.06064"},
		{"C = ((Gmax−Gmin)/b)(e^b − 1);  G is clipped to [Gmin, Gmax]", "published code with arXiv:2107.06064"},
		{"without noise G(n) = Gmax − ((Gmax−Gmin)/b) ln(1 + (n/gran)(e^b − 1)), n ≤ gran",
			"the first equation, summed up"},
		{"W = sign(R_BL − R_BLb)", "arXiv:2107.06064, published code"},
	},
	Params: []*Param{conductPulses, conductMax, conductMin, conductB, conductGran, conductSNR, conductSD, Reprogram,
		verifyPulses, readTelegraph, readPink, readThermal},
	Strength: conductPulses,
	Learns:   true,
	Ideal: map[*Param]float64{conductB: 0.01, conductSNR: 0, conductSD: 0, verifyPulses: 0, readTelegraph: 0,
		readPink: 0, readThermal: 0},
	Check:       checkConductance,
	Sheets:      conductanceMemory{},
	PulsedPairs: conductanceMemory{},
	Costs:       conductCosts,
}

// conductanceMemory is what that memory does.
type conductanceMemory struct{}

func (conductanceMemory) Sheet(v *Values, ask Ask) (Sheet, error) {
	if err := checkConductance(v); err != nil {
		return Sheet{}, err
	}
	law := conductanceOf(v).Response()
	s := pulsedSheet(law, conductPulses.Int(v), ask)
	s.stored(law, v, conductPulses.Int(v), law.(*conductor).quietRate, law.(*conductor).readRate, conductCosts(v), ask)
	s.Notes = append(s.Notes, "The published code does not give the scale of the noise (snr), and it has no "+
		"device-to-device variability: both are assumed here.",
		"A device that has received gran pulses stays at Gmin. Training stops on such a pair until it is SET: "+
			"reprogram on flip, a large gran or a small gain keep it going.")
	return s, nil
}

func (conductanceMemory) Pairs(v *Values, site Site) Pulsed {
	return NewResponses(conductanceOf(v).Response(), NewResponseStreams(site.Chip, site.Seed, site.Layer),
		site.Row0*site.Inputs, site.Row1*site.Inputs)
}

func (conductanceMemory) Keeps(p Pulsed, v *Values) bool {
	return keeps(p, conductanceOf(v).Response())
}

func conductCosts(v *Values) Costs {
	c := conductanceOf(v)
	const volt, seconds = 0.8, 1e-7
	pulse := Cost{Joules: volt * volt * 0.5 * (c.Gmax + c.Gmin) * seconds, Seconds: seconds,
		Source: "assumed: 0.8 V for 100 ns across the middle conductance"}
	set := Cost{Joules: 2 * 2 * 0.5 * (c.Gmax + c.Gmin) * seconds, Seconds: seconds,
		Source: "assumed: 2 V for 100 ns across the middle conductance"}
	const unknown = "not known"
	all := Costs{
		Pulse: pulse, Set: set, Write0: Cost{Source: "stored by pulses"}, Write1: Cost{Source: "stored by pulses"},
		Read: Cost{Source: unknown}, Decode: Cost{Source: "no error correction"}, Cells: 2, AreaSource: unknown,
	}
	all.verifiedBy()
	return all
}

var (
	conductPulses = &Param{Knob: knob.Knob{
		Basic: true,
		Key:   "gpulses", Label: "Programming pulses", Unit: "pulses", Kind: knob.Whole, Min: 0, Max: 2000, Def: 100,
		Help: "Pulses that one device of each fresh pair receives to store a bit after latent training; at the " +
			"end of its range a device stays.",
		Source: "assumed: half of the full range",
	}, Moving: true}
	conductMax = &Param{Knob: knob.Knob{
		Key: "gmax", Label: "Largest conductance", Unit: "S", Kind: knob.Real, Min: 1e-9, Max: 1, Log: true,
		Def:  1.3e-4,
		Help: "Conductance of a fresh device, or of one after a SET.", Source: "published code with arXiv:2107.06064",
	}}
	conductMin = &Param{Knob: knob.Knob{
		Key: "gmin", Label: "Smallest conductance", Unit: "S", Kind: knob.Real, Min: 1e-12, Max: 1, Log: true,
		Def:    1.3e-5,
		Help:   "Conductance at which a device stops; it must be below the largest one.",
		Source: "published code with arXiv:2107.06064",
	}}
	conductB = &Param{Knob: knob.Knob{
		Key: "b", Label: "Curvature", Kind: knob.Real, Min: 0.01, Max: 12, Log: true, Def: 2,
		Help: "How much sooner the first pulses act than the last ones: near 0 all steps are alike, and the " +
			"first step is e^b times the last.",
		Source: "about 2 in the published code with arXiv:2107.06064",
	}}
	conductGran = &Param{Knob: knob.Knob{
		Key: "gran", Label: "Pulses of the full range", Unit: "pulses", Kind: knob.Real, Min: 1, Max: 1e6, Log: true,
		Def:    200,
		Help:   "Pulses that bring a device from its largest to its smallest conductance.",
		Source: "published code with arXiv:2107.06064",
	}}
	conductSNR = &Param{Knob: knob.Knob{
		Key: "snr", Label: "Noise of pulses", Unit: "√S", Kind: knob.Real, Min: 0, Max: 1, Def: 0.003,
		Help: "Scale of the noise that each pulse leaves in the conductance, called snr in the published code; 0 " +
			"for none.",
		Source: "assumed: the published code leaves it open",
	}}
	conductSD = &Param{Knob: knob.Knob{
		Key: "gd2d", Label: "Device-to-device spread", Kind: knob.Real, Min: 0, Max: 1, Def: 0,
		Help:   "Standard deviation of ln R from device to device: it scales both conductances of a device.",
		Source: "assumed: the published code has none",
	}}
)

func conductanceOf(v *Values) Conductance {
	return Conductance{Gmax: conductMax.Of(v), Gmin: conductMin.Of(v), B: conductB.Of(v), Gran: conductGran.Of(v),
		SNR: conductSNR.Of(v), SD: conductSD.Of(v)}
}

func checkConductance(v *Values) error {
	if top := conductMax.Of(v); !(conductMin.Of(v) < top) {
		return knob.Refuse(conductMin.Key, conductMin.Spell(conductMin.Of(v)),
			"a number below "+conductMax.Key+", which is "+conductMax.Spell(top))
	}
	return nil
}
