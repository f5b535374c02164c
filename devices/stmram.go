package devices

import (
	"fmt"

	"arraylab/devices/knob"
	"arraylab/devices/macrospin"
)

// STMRAM is spin-transfer-torque magnetic memory: a weight is one perpendicular magnetic tunnel junction,
// written by a current through it and read without error correction.
//
// A +1 is the parallel state P, of low resistance, a -1 the antiparallel state AP (assumed). Each write is taken
// to start from the opposite state: then its error rate is the WER of that direction. The states before
// programming are in no source; if half of them were right already, half the errors would be left.
var STMRAM = &Technology{
	Name:   "st-mram",
	Title:  "ST-MRAM",
	Help:   "one magnetic tunnel junction a weight, written by a current without error correction (arXiv:1908.04085)",
	Source: "arXiv:1908.04085, arXiv:1708.01671",
	Equations: []Equation{
		{"∂ρ/∂τ = ∂/∂z [(1−z²)((i−z) ρ + (1/2Δ) ∂ρ/∂z)],  ρ(0) ~ exp(−Δ(1−z²)) on z > 0,  WER = share left at z > 0",
			"arXiv:1708.01671"},
		{"Δ = μ0 Ms Hk V/(2 kB T),  Ic0 = 4 α e kB T Δ/(ν ħ),  τD = (1+α²)/(α γ0 μ0 Hk)", "arXiv:1708.01671"},
		{"Hk = 2 Ki/(μ0 Ms t) − (Nz − Nx) Ms", "arXiv:1708.01671"},
		{"i ≥ 2: WER = 1 − exp(−Δ θ²(i−1)/(i e^(2(i−1)τ) − 1)),  θ² = 2 ((i−1)/i)^(2/(i+1)) 2^((i−1)/(i+1))",
			"from the equation above"},
		{"i < 1: rate = (1/τD) √(Δ/π) (1−i²)(1−i) exp(−Δ(1−i)²)", "from the equation above"},
		{"RA and Hk normal over the devices: i ~ 1/(RA Hk), Δ ~ Hk, τ ~ Hk, WER solved for each",
			"arXiv:2209.13828, abstract; the solution from the equation above"},
		{"R_AP(V) = R_P (1 + TMR/(1 + (V/Vh)²)),  I = V/(R + Rs),  P is read where I > (I_P + I_AP)/2 of the nominal one",
			"current sensing; form of TMR(V) assumed"},
		{"written again n times at most: BER = E[WER^(n+1)], writes E[1 + … + WER^n], over the devices", "derived"},
		{"E = V² (s/R + (t−s)/R'),  s = ∫ WER dt over the pulse, the mean time in the first state",
			"V²/R t with the resistance of either state for as long as it lasts"},
	},
	Params: []*Param{
		mtjMacros.Param, mtjSet, temperature, mtjDiameter, mtjThickness, mtjMs, mtjKi, mtjAlpha, mtjPolarization,
		mtjRA, mtjTMR, mtjRp, mtjDemag, mtjDelta, mtjSeries, mtjHalf,
		mtjDrive, mtjI, mtjTau, mtjVolts, mtjPulse, mtjStrength, mtjSpreadRA, mtjSpreadHk, mtjReadVolts,
		mtjReadTime, mtjSense, mtjSpreadRef, hoursKept,
		errorCode, codeBits, verifyWrites, refreshHours, stuckShare, spareRows,
		mtjWriteEnergy, mtjReadEnergy, mtjWriteTime, mtjCellArea, mtjAreaBy, mtjDrivability,
	},
	Strength: mtjStrength,
	Macros:   mtjMacros,
	// The nominal junction errs as its pulse is short and weak: one of thrice the strength stands for one that does
	// not.
	Ideal: map[*Param]float64{mtjStrength: 3, mtjSpreadRA: 0, mtjSpreadHk: 0, mtjReadVolts: 0,
		mtjSense: 0, mtjSpreadRef: 0, hoursKept: 0, verifyWrites: 0, refreshHours: 0,
		stuckShare: 0, spareRows: 0},
	Check:  mtjCheck,
	Sheets: mtjMemory{},
	Arrays: mtjMemory{},
	Costs:  mtjCosts,
}

// mtjMemory is what that memory does.
type mtjMemory struct{}

func (mtjMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return mtjSheet(v, ask) }

func (mtjMemory) Array(v *Values, site Site) Array {
	return withCode(v, site, func(site Site) Array { return newMTJArray(v, site) })
}

// mtjPreset is one device: the values that a choice of mtjSet gives to the parameters behind it.
type mtjPreset struct {
	diameter, thickness, ms, ki, alpha, polarization, ra, tmr float64
}

// mtjPresets are in the order of the options: lengths in nm, Ms in kA/m, Ki in mJ/m2, RA in ohm um2.
//
// The published sets are those of a public implementation of arXiv:1708.01671. Where they give a parallel
// resistance alone, RA is that times the area; where TMR or P is missing, it follows from the other by Julliere's
// formula, TMR = 2 P^2/(1-P^2). None of them has a barrier near 60, so the default device is assumed.
var mtjPresets = []mtjPreset{
	{40, 1.2, 1000, 0.95175, 0.01, 0.6, 8, 1.2},
	{50, 1.0, 970, 1, 0.005, 0.35, 11.781, 0.279},
	{40, 2.6, 163, 1.145, 0.016, 0.6, 3.18, 1.24},
	{50, 1.1, 1200, 1.0056, 0.03, 0.612, 9.818, 1.2},
}

// ofSet makes a default of a field of the presets.
func ofSet(field func(*mtjPreset) float64) func(*Values) float64 {
	return func(v *Values) float64 { return field(&mtjPresets[mtjSet.Int(v)]) }
}

const mtjSource = "published sets of devices (public implementation of arXiv:1708.01671); the default set is assumed"

var (
	mtjSet = &Param{Knob: knob.Knob{
		Key: "mtj", Label: "Junction", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "assumed", Label: "Delta = 60", Help: "an assumed device with a barrier of 60 kT"},
			{Value: "50nm", Label: "50 nm", Help: "published set: 50 nm, barrier about 194"},
			{Value: "nyu40", Label: "NYU 40 nm", Help: "published set: 40 nm, barrier about 334"},
			{Value: "uta50", Label: "UTA 50 nm",
				Help: "published set: 50 nm, barrier 5 as a thin film, 29 as an ellipsoid"},
		},
		Help: "A set of geometry and materials; each value below can still be changed.", Source: mtjSource,
	}}
	mtjDiameter = &Param{Knob: knob.Knob{
		Key: "diameter", Label: "Diameter", Unit: "nm", Kind: knob.Real, Min: 10, Max: 200, Log: true,
		Help: "Diameter of the round junction.", Source: mtjSource,
	}, given: &given{by: mtjMacros, figure: figureDiameter},
		Default: ofSet(func(p *mtjPreset) float64 { return p.diameter })}
	mtjThickness = &Param{Knob: knob.Knob{
		Key: "thick", Label: "Free layer", Unit: "nm", Kind: knob.Real, Min: 0.5, Max: 5,
		Help: "Thickness of the free magnetic layer.", Source: mtjSource,
	}, Default: ofSet(func(p *mtjPreset) float64 { return p.thickness })}
	mtjMs = &Param{Knob: knob.Knob{
		Key: "ms", Label: "Magnetization", Unit: "kA/m", Kind: knob.Real, Min: 50, Max: 2000, Log: true,
		Help: "Saturation magnetization of the free layer.", Source: mtjSource,
	}, Default: ofSet(func(p *mtjPreset) float64 { return p.ms })}
	mtjKi = &Param{Knob: knob.Knob{
		Key: "ki", Label: "Interface anisotropy", Unit: "mJ/m²", Kind: knob.Real, Min: 0.1, Max: 5, Log: true,
		Help: "Energy of the interface that holds the magnetization upright.", Source: mtjSource,
	}, Default: ofSet(func(p *mtjPreset) float64 { return p.ki })}
	mtjAlpha = &Param{Knob: knob.Knob{
		Key: "alpha", Label: "Damping", Kind: knob.Real, Min: 0.001, Max: 0.2, Log: true,
		Help: "Gilbert damping: a larger one needs more current and is faster.", Source: mtjSource,
	}, Default: ofSet(func(p *mtjPreset) float64 { return p.alpha })}
	mtjPolarization = &Param{Knob: knob.Knob{
		Key: "pol", Label: "Spin polarization", Kind: knob.Real, Min: 0.1, Max: 0.95,
		Help: "Polarization P of the current. The torque's efficiency is P/(1-P²) from AP to P and P/(1+P²) from " +
			"P to AP (assumed).",
		Source: mtjSource + "; where a set has none, from TMR by Julliere's formula",
	}, Default: ofSet(func(p *mtjPreset) float64 { return p.polarization })}
	mtjRA = &Param{Knob: knob.Knob{
		Key: "ra", Label: "RA product", Unit: "Ω µm²", Kind: knob.Real, Min: 0.5, Max: 200, Log: true,
		Help: "Resistance of the parallel state times area.", Source: mtjSource,
	}, Default: ofSet(func(p *mtjPreset) float64 { return p.ra })}
	mtjTMR = &Param{Knob: knob.Knob{
		Key: "tmr", Label: "TMR", Kind: knob.Real, Min: 0.05, Max: 6, Log: true,
		Help:   "Tunnel magnetoresistance (R_AP - R_P)/R_P without a voltage.",
		Source: mtjSource + "; where a set has none, from P by Julliere's formula",
	}, Default: ofSet(func(p *mtjPreset) float64 { return p.tmr })}
	mtjRp = &Param{Knob: knob.Knob{
		Key: "rp", Label: "R of P", Unit: "Ω", Kind: knob.Real, Min: ohms[0], Max: ohms[1], Log: true,
		Help: "Resistance of the parallel state; unless set, RA over the area.", Source: "from RA and diameter",
	}, Default: defaultRp}
	mtjDemag = &Param{Knob: knob.Knob{
		Key: "demag", Label: "Demagnetization", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "film", Label: "thin film", Help: "Nz - Nx = 1"},
			{Value: "ellipsoid", Label: "ellipsoid",
				Help: "of an oblate spheroid with the junction's diameter and thickness"},
		},
		Help: "How the shape lowers the anisotropy: by (Nz - Nx) Ms.", Source: "arXiv:1708.01671",
	}}
	mtjDelta = &Param{Knob: knob.Knob{
		Key: "delta", Label: "Barrier Δ", Unit: "kT", Kind: knob.Real, Min: macrospin.MinDelta,
		Max: macrospin.MaxDelta, Log: true,
		Help: "Thermal stability: the energy barrier over kB T. Unless set it follows from geometry and " +
			"materials; set, it stands for another anisotropy field.",
		Source: "from geometry and materials; 60 of the default device is assumed",
	}, Default: defaultDelta}
	mtjDrive = &Param{Knob: knob.Knob{
		Key: "drive", Label: "Pulse given as", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "normalized", Label: "i and tau",
				Help: "in units of critical current and relaxation time: both directions are alike"},
			{Value: "volts", Label: "volts and ns",
				Help: "voltage and duration: the directions differ by resistance and efficiency"},
		},
		Help: "How the programming pulse is given.", Source: "arXiv:1708.01671",
	}}
	mtjI = &Param{Knob: knob.Knob{
		Key: "i", Label: "Current i", Unit: "Ic0", Kind: knob.Real, Min: 0, Max: 10, Def: mtjDefaultI,
		Help:   "Programming current over the critical current of its direction.",
		Source: "assumed; range of arXiv:1708.01671",
	}, Acts: normalized}
	mtjTau = &Param{Knob: knob.Knob{
		Key: "tau", Label: "Duration τ", Unit: "τD", Kind: knob.Real, Min: 0.01, Max: 1e4, Log: true,
		Def:    mtjDefaultTau,
		Help:   "Duration of the programming pulse over the relaxation time.",
		Source: "assumed; range of arXiv:1708.01671",
	}, given: tauGiven, Acts: normalized}
	mtjVolts = &Param{Knob: knob.Knob{
		Key: "volts", Label: "Voltage", Unit: "V", Kind: knob.Real, Min: volts[0], Max: volts[1], Log: true,
		Help:   "Voltage of the programming pulse, the same in both directions, over junction and transistor.",
		Source: "assumed: unless set, what drives i from P to AP",
	}, Default: defaultVolts, Acts: inVolts}
	mtjPulse = &Param{Knob: knob.Knob{
		Key: "pulse", Label: "Duration", Unit: "ns", Kind: knob.Real, Min: nanoseconds[0], Max: nanoseconds[1],
		Log:  true,
		Help: "Duration of the programming pulse.", Source: "assumed: unless set, tau relaxation times",
	}, Default: defaultPulse, Acts: inVolts}
	mtjStrength = &Param{Knob: knob.Knob{
		Basic: true,
		Key:   "strength", Label: "Pulse strength", Unit: "×", Kind: knob.Real, Min: 0.1, Max: 3, Log: true, Def: 1,
		Help: "Factor on current or voltage of the programming pulse: a weaker one saves energy, about by its " +
			"square, and makes more errors.",
		Source: "amplitude sets the error rate: arXiv:1810.10836, abstract",
	}}
	mtjSpreadRA = &Param{Knob: knob.Knob{
		Key: "sdra", Label: "Spread of RA", Unit: "%", Kind: knob.Real, Min: 0, Max: 20, Def: 2,
		Help:   "Standard deviation of RA from device to device: less current at the same voltage where it is high.",
		Source: "assumed",
	}}
	mtjSpreadHk = &Param{Knob: knob.Knob{
		Key: "sdhk", Label: "Spread of anisotropy", Unit: "%", Kind: knob.Real, Min: 0, Max: 20, Def: 2,
		Help: "Standard deviation of the anisotropy field from device to device: it moves barrier, critical " +
			"current and speed.",
		Source: "assumed",
	}}
	mtjReadVolts = &Param{Knob: knob.Knob{
		Key: "readv", Label: "Read voltage", Unit: "V", Kind: knob.Real, Min: 0, Max: 1, Def: 0.05,
		Help: "Voltage over junction and transistor while it is read, in the direction from P to AP.", Source: "assumed",
	}, AtRead: true}
	mtjReadTime = &Param{Knob: knob.Knob{
		Key: "readns", Label: "Read time", Unit: "ns", Kind: knob.Real, Min: 0.1, Max: 1000, Log: true, Def: 5,
		Help:   "How long the read voltage is on; of a published macro, its time of a read.",
		Source: "assumed",
	}, AtRead: true, given: &given{by: mtjMacros, figure: figureReadTime}}
)

func normalized(v *Values) bool { return mtjDrive.Is(v, "normalized") }
func inVolts(v *Values) bool    { return mtjDrive.Is(v, "volts") }

// mtjCheck refuses geometry without a barrier, unless the barrier is given.
func mtjCheck(v *Values) error {
	d := geometricDelta(v)
	if (d < mtjDelta.Min || d > mtjDelta.Max) && mtjDelta.Of(v) == defaultDelta(v) {
		return knob.Refuse("ki", mtjKi.Spell(mtjKi.Of(v)),
			fmt.Sprintf("what gives a barrier from %g to %g kT with this geometry, not %.3g; or set delta",
				mtjDelta.Min, mtjDelta.Max, d))
	}
	return nil
}

// mtjCosts are those of the nominal device. With a code a weight has its share of the check bits.
func mtjCosts(v *Values) Costs {
	d := mtjOf(v)
	cells, joules := cellsPerBit(v), d.joules(macrospin.Fine)
	source := sourced(v, "V²/R t, in either state for as long as it lasts on average", mtjWriteEnergy)
	write := func(b int) Cost { return Cost{float64(cells * joules[b]), d.writeSeconds(v), source} }
	none := Cost{Source: "not known: there is no such event"}
	area, areaSource := d.cellArea(v)
	c := Costs{
		Write0: write(toAP), Write1: write(toP), Pulse: none, Set: none,
		Read: Cost{float64(cells * d.readJoules(v)), float64(mtjReadTime.Of(v) * 1e-9),
			sourced(v, "assumed: V²/R t, and 5 fJ in the sense amplifier", mtjReadEnergy)},
		Decode: decodeCost(v), Refreshes: refreshes(v),
		Cells: cells, Area: float64(cells * area), AreaSource: areaSource,
	}
	c.verified(cells, 1)
	c.spared(spareRows.Int(v), bitRows)
	return c
}

// mtjSenseJoules is the energy of a sense amplifier, per weight: assumed.
const mtjSenseJoules = 5e-15

// readJoules is the energy of a read, which counts half of the bits as either kind; the amplifier's part is assumed.
func (d *mtjDevice) readJoules(v *Values) float64 {
	if published := mtjReadEnergy.Of(v); published > 0 {
		return published / 1e12
	}
	u := mtjReadVolts.Of(v)
	read := float64(float64(u*u*0.5) * (1/d.path(toAP, u) + 1/d.path(toP, u)) * float64(mtjReadTime.Of(v)*1e-9))
	return read + mtjSenseJoules
}

// writeSeconds is the time of a write.
func (d *mtjDevice) writeSeconds(v *Values) float64 {
	if published := mtjWriteTime.Of(v); published > 0 {
		return published / 1e9
	}
	return d.second
}
