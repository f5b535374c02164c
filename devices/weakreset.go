package devices

import (
	"arraylab/devices/knob"
	"arraylab/sim/rng"
)

// HfOxWeakReset is the weak RESET of HfOx resistive memory: S. Majumdar et al., IEEE
// Transactions on Electron Devices 2021, arXiv:2107.06064. The numbers are those of the code that
// the authors published with it (github.com/Atreya95/Learning-with-memory-device-imperfections), where
// they were fitted to devices measured for 2,000 pulses.
//
// Deviations: the published convolutional code shifts its state vector by one entry between
// reading and writing it, which mixes pink noise and telegraph state; here is the intended model.
func HfOxWeakReset() WeakReset {
	return WeakReset{
		M1:    rng.Exponential(3.7415768e-5, 6.564678e-4).Truncated(3.74e-5, 0.0076),
		TStar: rng.Lognormal(542.538522, 0.80338177).Truncated(41, 2000),
		C1:    rng.Normal(0.00529314, 0.05320804).Truncated(-0.15, 0.15),
		M2:    rng.Exponential(0, 2.88905170e-5).Truncated(0, 1.3e-4),
		R0:    rng.Normal(6988, 381.7).Truncated(6252, 7897),
		Amp:   rng.UniformLaw(0, 0.5),

		LowToHigh: 8e-4,
		HighToLow: 2e-3,
		PinkScale: 0.025,
		Measured:  2000,
	}
}

// WeakResetRRAM is that device as a memory: a pair of them holds a weight.
var WeakResetRRAM = &Technology{
	Name:   "rram-weak-reset",
	Title:  "weak-RESET RRAM",
	Help:   "a pair of resistive HfOx devices a weight, moved by weak RESET pulses (arXiv:2107.06064)",
	Source: "arXiv:2107.06064, published code",
	Equations: []Equation{
		{"R(t) = R0 exp(w(t)),  w = wMean + wRTN + 0.025 wPink", "arXiv:2107.06064, published code"},
		{"wMean = m1 t + c1 for t < t*,  m2 t + t* (m1 - m2) + c1 from t* on", "arXiv:2107.06064, published code"},
		{"W = sign(R_BL - R_BLb)", "arXiv:2107.06064, published code"},
	},
	Params: []*Param{weakPulses, weakCurve, weakRTN, weakPink, weakNoise, weakD2D, Reprogram,
		verifyPulses, readTelegraph, readPink, readThermal},
	Aliases:  map[string][]*Param{"noise": {weakRTN, weakPink}},
	Strength: weakPulses,
	Learns:   true,
	Ideal: map[*Param]float64{weakCurve: 0, weakRTN: 0, weakPink: 0, weakNoise: 0, weakD2D: 0,
		verifyPulses: 0, readTelegraph: 0, readPink: 0, readThermal: 0},
	Sheets:      weakMemory{},
	PulsedPairs: weakMemory{},
	Costs:       weakCosts,
}

// weakMemory is what that memory does.
type weakMemory struct{}

func (weakMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return weakSheet(v, ask) }

func (weakMemory) Pairs(v *Values, site Site) Pulsed {
	return NewPairs(HfOxWeakReset(), weakSwitches(v), NewStreams(site.Chip, site.Seed, site.Layer),
		site.Row0*site.Inputs, site.Row1*site.Inputs)
}

func (weakMemory) Keeps(p Pulsed, v *Values) bool { return p.(*Pairs).Switch(weakSwitches(v)) }

func weakSwitches(v *Values) Switches {
	return Switches{Curve: weakCurve.On(v), RTN: weakRTN.On(v), Pink: weakPink.On(v), D2D: weakD2D.On(v),
		Stationary: weakNoise.Is(v, "stationary")}
}

func weakNoisy(v *Values) bool { return weakRTN.On(v) || weakPink.On(v) }

// weakCosts: no source gives them.
func weakCosts(*Values) Costs {
	pulse := Cost{Joules: 0.8 * 0.8 / 7000 * 100e-9, Seconds: 100e-9, Source: "assumed: 0.8 V for 100 ns into 7 kohm"}
	c := Costs{
		Write0: pulse, Write1: pulse, Pulse: pulse,
		Set: Cost{Joules: 1.5 * 1.5 / 7000 * 100e-9, Seconds: 100e-9,
			Source: "assumed: 1.5 V for 100 ns into 7 kohm"},
		Read: Cost{Joules: 10e-15, Seconds: 10e-9,
			Source: "assumed: one precharge and discharge of the sense amplifier, 10 fF at 1 V"},
		Decode: Cost{Source: "no error correction"},
		Cells:  2, Area: 2 * cellArea, AreaSource: "assumed: two 1T1R cells of 30 F2 at F = 130 nm",
	}
	c.verifiedBy()
	return c
}

var (
	weakPulses = &Param{Knob: knob.Knob{
		Basic: true,
		Key:   "pulses", Label: "Programming pulses", Unit: "pulses", Kind: knob.Whole, Min: 0, Max: 2000, Def: 1000,
		Help:   "Weak-RESET pulses that one device of each fresh pair receives to store a bit after latent training.",
		Source: "range measured in arXiv:2107.06064; default assumed",
	}, Moving: true}
	weakCurve = &Param{Knob: knob.Knob{
		Key: "curve", Label: "Measured curve", Kind: knob.Switch, Max: 1, Def: 1,
		Help: "On: ln R rises along the measured kinked line. Off: along its first slope for ever, the ideal " +
			"linear device.",
		Source: "arXiv:2107.06064, published code",
	}}
	weakRTN = &Param{Knob: knob.Knob{
		Key: "rtn", Label: "Telegraph noise", Kind: knob.Switch, Max: 1, Def: 1,
		Help:   "Random telegraph noise: a two-state trap raises ln R by a random share of the device's amplitude.",
		Source: "arXiv:2107.06064, published code",
	}}
	weakPink = &Param{Knob: knob.Knob{
		Key: "pink", Label: "Pink noise", Kind: knob.Switch, Max: 1, Def: 1,
		Help:   "1/f noise of ln R: a 15-tap filter over one uniform number a pulse.",
		Source: "arXiv:2107.06064, published code",
	}}
	weakNoise = &Param{Knob: knob.Knob{
		Key: "noiselaw", Label: "Noise of fresh devices", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "published", Label: "none, as published",
				Help: "fresh devices make no noise; that of pulsed ones raises R by 5 % on average (pink noise) and " +
					"never lowers it (telegraph noise), which tells them apart better than without noise"},
			{Value: "stationary", Label: "as of all",
				Help: "fresh devices are as noisy as pulsed ones: pink noise is centred and its filter full from the " +
					"start, traps are high as often as after very many pulses"},
		},
		Help: "Whether noise is there from the start, and centred. It decides whether noise makes a pair read wrong " +
			"more often, or less.",
		Source: "published: arXiv:2107.06064, published code; the other form: the same laws after many pulses",
	}, Acts: weakNoisy}
	weakD2D = &Param{Knob: knob.Knob{
		Key: "d2d", Label: "Device-to-device", Kind: knob.Switch, Max: 1, Def: 1,
		Help: "On: each device has slopes, kink, offset and low resistance of its own. Off: every device is the " +
			"median one.",
		Source: "arXiv:2107.06064, published code",
	}, Moving: true}
	// Reprogram is shared by all pairs that learn.
	Reprogram = &Param{Knob: knob.Knob{
		Key: "reprogram", Label: "Reprogram on flip", Kind: knob.Switch, Max: 1,
		Help: "When the sign of a pair flips, SET both devices back to their low resistance and give one pulse " +
			"in the new direction.",
		Source: "arXiv:2107.06064, published code (commented out there)",
	}, Learning: true, Moving: true}
)
