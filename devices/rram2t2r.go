package devices

import (
	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// DifferentialRRAM is resistive memory that is read by precharge sense amplifiers: two devices a weight, or one
// against a reference, with or without error correction.
var DifferentialRRAM = &Technology{
	Name:  "rram-2t2r",
	Title: "2T2R RRAM",
	Help: "resistive devices with log-normal states, read in pairs by precharge sense amplifiers, or one by one " +
		"against a reference",
	Source: "arXiv:1904.03652, arXiv:1908.04066, arXiv:2002.00909, arXiv:2007.06238",
	Equations: []Equation{
		{"ln R_LRS ~ N(μL, sL²),  ln R_HRS ~ N(μH, sH²)", "arXiv:1904.03652 and its companions"},
		{"W = sign(ln R_BLb - ln R_BL + offset);  output = W XNOR input",
			"arXiv:1904.03652, abstract: the XNOR is done in the amplifier"},
		{"BER(2T2R) = Φ(-(μH - μL)/√(sL² + sH² + sOffset²))", "derived"},
		{"BER(1T1R) = Φ(-(μH - μL)/(2 s)) for equal s and the best reference", "derived"},
		{"P(error | R1 < R2) = Φ(-ln(R2/R1)/sOffset); metastable within the dead zone", "derived"},
		{"E = E0 exp((x - 5.26) ln 30/2.784) at the separation x: 30 times less at a BER of 4e-2 than at 1e-4",
			"factor: arXiv:1904.03652, abstract; form assumed"},
		{"a read adds to ln R ±A/2 (trap, A/10 in LRS) and 1/f noise N(0, sP²), to the offset N(0, sT²): BER = mean of " +
			"Φ(-(μH - μL ± A/2 ± A/20)/√(sL² + sH² + 2 sP² + sOffset² + sT²))", "derived; values assumed"},
		{"written again n times at most: BER = E[f^(n+1)], writes E[1 + … + f^n], f = Φ((v - m)/sC) of a fixed margin m",
			"derived"},
		{"after N cycles s² becomes s² (1 + min(N/N0, 10)), and a share 1 - exp(-0.01 N/N0) of the devices is stuck",
			"assumed"},
		{"μL + dL log10(1 + t/τ),  μH - dH log10(1 + t/τ),  τ = 1 h exp((Ea/k)(1/T - 1/300 K)), until they meet",
			"assumed"},
	},
	Params: []*Param{
		rramMacros.Param, condition, separation, sensing, errorCode, codeBits, medianLRS, spreadLRS, spreadHRS, shareD2D,
		cellD2D, cellC2C,
		stuckLRS, stuckHRS, tileRows, wirePerCell, pcsaOffset, pcsaSupply, pcsaDead, cyclesDone, enduranceStrong,
		hoursKept, temperature, driftLRS, driftHRS, driftBarrier, writeStrong, deviceWriteTime, senseEnergy,
		senseTime, deviceArea, readTelegraph, readPink, readThermal, verifyWrites, verifyMargin,
		refreshHours, spareRows, wornShare, gapWrites,
	},
	Strength:    separation,
	Macros:      rramMacros,
	Resistances: true,
	Ideal: map[*Param]float64{cellD2D: 0, cellC2C: 0, stuckLRS: 0, stuckHRS: 0, wirePerCell: 0, pcsaOffset: 0,
		pcsaDead: 0, cyclesDone: 0,
		hoursKept: 0, readTelegraph: 0, readPink: 0, readThermal: 0, verifyWrites: 0, refreshHours: 0, spareRows: 0,
		wornShare: 1, gapWrites: 0},
	Sheets: differentialMemory{},
	Arrays: differentialMemory{},
	Costs:  differentialCosts,
}

// differentialMemory is what that memory does.
type differentialMemory struct{}

func (differentialMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return differentialSheet(v, ask) }

func (differentialMemory) Array(v *Values, site Site) Array {
	return withCode(v, site, func(site Site) Array {
		p, a := differential(v)
		noise := readNoiseOf(v, pcsaSupply.Of(v), site)
		c := newCells(p, a, sensing.Is(v, "2t2r"), rowsOfTile(v), site).behind(wiresOf(v, site))
		return c.under(noise).verified().worn(v).spared(v, site)
	})
}

// differential is what the cells and their amplifiers are drawn from.
func differential(v *Values) (population, amplifier) {
	a := amplifierAt(v, pcsaSupply.Of(v))
	p := populationOf(v, a.offset)
	p.verify = verificationOf(v)
	return p, a
}

// Programming conditions. The separation (μH - μL)/s decides everything: 2T2R cells of the condition have the
// stated BER under the other defaults.
var conditionSeparation = []float64{
	separationAtStrong, // BER 1e-4
	4.37,               // 1e-3
	3.29,               // 1e-2
	2.6,                // 3.3e-2
	separationAtLimit,  // 4e-2
}

// Between these two separations the programming energy falls by a factor 30 (arXiv:1904.03652 and 1908.04066,
// abstracts): what a standard network tolerates, and what one that was trained with the errors does. That energy falls
// exponentially with the separation is assumed.
const (
	separationAtStrong = 5.26
	separationAtLimit  = 2.476
	energySaved        = 30.0
)

// Endurance rises as the energy of the writes falls, to this power: billions of cycles by low-voltage
// programming (arXiv:1908.04066, abstract); the law and the power are assumed.
const endurancePower = 2.5

// logSaved is the logarithm of the energy of a write at the strong condition over that under the values.
func logSaved(v *Values) float64 { return logSavedAt(separation.Of(v)) }

func logSavedAt(separation float64) float64 {
	return float64((separationAtStrong - separation) * num.Log(energySaved) /
		(separationAtStrong - separationAtLimit))
}

// writeJoules is the energy of the write of one device.
func writeJoules(v *Values) float64 { return writeStrong.Of(v) * 1e-12 * num.Exp(-logSaved(v)) }

// enduranceOf is the number of cycles that the devices endure.
func enduranceOf(v *Values) float64 {
	return enduranceStrong.Of(v) * num.Exp(float64(endurancePower*logSaved(v)))
}

// Sizes, times and energies of the circuits, of a 130 nm process; all assumed.
const (
	rramFeature   = 130e-9 // m
	cellArea      = 30 * rramFeature * rramFeature
	amplifierArea = 20e-12 // m2
)

func differentialCosts(v *Values) Costs {
	perWeight := cellsPerBit(v)
	if sensing.Is(v, "2t2r") {
		perWeight *= 2
	}
	c := arrayCosts(v, perWeight, pcsaSupply.Of(v))
	c.verified(cellsPerBit(v), cellsPerBit(v))
	c.spared(spareRows.Int(v)+gapRows(v), rowsOfTile(v))
	return c
}

// arrayCosts are those of so many devices a weight under amplifiers at a supply. A code senses its check bits, too.
func arrayCosts(v *Values, devices, volts float64) Costs {
	write := Cost{Joules: devices * writeJoules(v), Seconds: float64(devices * writeSeconds(v)),
		Source: sourced(v, "assumed; its factor 30: arXiv:1904.03652", writeStrong)}
	senses := cellsPerBit(v)
	return Costs{
		Write0: write, Write1: write,
		Pulse: Cost{Source: "not pulsed"},
		Set:   Cost{Source: "not pulsed"},
		Read: Cost{Joules: float64(float64(senses*(senseEnergy.Of(v)/1e15)) * supplySquare(volts)),
			Seconds: senseSeconds(v, volts),
			Source:  sourced(v, "assumed", senseEnergy)},
		Decode:     decodeCost(v),
		Refreshes:  refreshes(v),
		Cells:      devices,
		Area:       float64(devices*deviceArea.Of(v)/1e12) + float64(senses*amplifierArea)/float64(rowsOfTile(v)),
		AreaSource: sourced(v, "assumed", deviceArea),
	}
}

var (
	condition = &Param{Knob: knob.Knob{
		Basic: true,
		Key:   "condition", Label: "Programming condition", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "strong", Label: "strong",
				Help: "2T2R BER 1e-4, which a standard network tolerates (arXiv:1904.03652)"},
			{Value: "medium", Label: "medium", Help: "2T2R BER 1e-3; assumed"},
			{Value: "weak", Label: "weak", Help: "2T2R BER 1e-2; assumed"},
			{Value: "ultralow", Label: "ultra-low energy", Help: "2T2R BER 3.3e-2 (arXiv:2002.00909)"},
			{Value: "limit", Label: "lowest energy",
				Help: "2T2R BER 4e-2, tolerated after training with errors, 30 times less energy than strong " +
					"(arXiv:1904.03652)"},
		},
		Help: "How hard devices are programmed: it sets the separation of the two states, and with it errors, " +
			"energy and endurance.",
		Source: "BER and saving: arXiv:1904.03652, arXiv:1908.04066, arXiv:2002.00909, abstracts; between them " +
			"assumed",
	}}
	separation = &Param{Knob: knob.Knob{
		Key: "separation", Label: "Separation of the states", Unit: "s", Kind: knob.Real,
		Min: separations[0], Max: separations[1],
		Help: "Distance of the medians of ln R of HRS and LRS in units of their common spread. The energy of a " +
			"write rises exponentially with it.",
		Source: "from the BER of the condition; its law assumed",
	}, given: separationGiven, Default: func(v *Values) float64 { return conditionSeparation[condition.Int(v)] }}
	sensing = &Param{Knob: knob.Knob{
		Key: "sensing", Label: "Sensing", Kind: knob.OneOf, Def: 1,
		Choices: []knob.Choice{
			{Value: "1t1r", Label: "1T1R", Help: "one device a weight, against a reference"},
			{Value: "2t2r", Label: "2T2R", Help: "two devices a weight, against each other"},
		},
		Help:   "What a sense amplifier compares. 1T1R with the SECDED code (8,4) takes as many devices as 2T2R.",
		Source: "arXiv:1904.03652",
	}, given: sensingGiven}
	medianLRS = &Param{Knob: knob.Knob{
		Key: "lrs", Label: "Median LRS", Unit: "Ω", Kind: knob.Real, Min: 100, Max: 1e6, Log: true, Def: 5000,
		Help: "Median resistance of the low-resistance state.", Source: "assumed",
	}, given: &given{by: rramMacros, figure: figureLow}}
	spreadLRS = &Param{Knob: knob.Knob{
		Key: "slrs", Label: "Spread of LRS", Unit: "ln R", Kind: knob.Real, Min: 0.01, Max: 3, Def: 0.8,
		Help: "Standard deviation of ln R in the low-resistance state, device to device and cycle to cycle " +
			"together.",
		Source: "assumed",
	}, given: spreadGiven}
	spreadHRS = &Param{Knob: knob.Knob{
		Key: "shrs", Label: "Spread of HRS", Unit: "ln R", Kind: knob.Real, Min: 0.01, Max: 3, Def: 0.8,
		Help: "Standard deviation of ln R in the high-resistance state, device to device and cycle to cycle " +
			"together.",
		Source: "assumed",
	}, given: spreadGiven}
	shareD2D = &Param{Knob: knob.Knob{
		Key: "d2dshare", Label: "Share of D2D", Kind: knob.Real, Min: 0, Max: 1, Def: 0.5,
		Help:   "Share of the variance of ln R that stays with a device; the rest is new at each write.",
		Source: "assumed",
	}}
	cellD2D = &Param{Knob: knob.Knob{
		Key: "celld2d", Label: "Device-to-device", Kind: knob.Switch, Max: 1, Def: 1,
		Help: "Off: all devices are alike but for what each write adds.", Source: "assumed",
	}}
	cellC2C = &Param{Knob: knob.Knob{
		Key: "cellc2c", Label: "Cycle-to-cycle", Kind: knob.Switch, Max: 1, Def: 1,
		Help: "Off: all writes of a device give the same resistance.", Source: "assumed",
	}}
	stuckLRS = &Param{Knob: knob.Knob{
		Key: "stucklrs", Label: "Stuck at LRS", Kind: knob.Real, Min: 0, Max: 0.5, Log: true,
		Help: "Share of the devices that stay in the low-resistance state whatever is written.", Source: "assumed",
	}}
	stuckHRS = &Param{Knob: knob.Knob{
		Key: "stuckhrs", Label: "Stuck at HRS", Kind: knob.Real, Min: 0, Max: 0.5, Log: true,
		Help: "Share of the devices that stay in the high-resistance state whatever is written.", Source: "assumed",
	}}
	cyclesDone = &Param{Knob: knob.Knob{
		Key: "cycles", Label: "Cycles before", Unit: "cycles", Kind: knob.Real, Min: 0, Max: 1e12, Log: true,
		Help:   "How often the devices were written before: it widens both states and leaves devices stuck.",
		Source: "assumed",
	}}
	enduranceStrong = &Param{Knob: knob.Knob{
		Key: "endurance", Label: "Endurance, strong", Unit: "cycles", Kind: knob.Real, Min: 1e3, Max: 1e12, Log: true,
		Def: 1e6,
		Help: "Cycles after which the variance of ln R has doubled and 1 % of the devices are stuck, at the " +
			"strong condition. It rises with the energy saved to the power 2.5.",
		Source: "assumed; billions of cycles at low voltage: arXiv:1908.04066, abstract",
	}, given: enduranceGiven}
	driftLRS = &Param{Knob: knob.Knob{
		Key: "driftlrs", Label: "Drift of LRS", Unit: "ln R a decade", Kind: knob.Real, Min: 0, Max: 1, Def: 0.03,
		Help: "How much ln R of the low-resistance state rises with each tenfold time.", Source: "assumed",
	}}
	driftHRS = &Param{Knob: knob.Knob{
		Key: "drifthrs", Label: "Drift of HRS", Unit: "ln R a decade", Kind: knob.Real, Min: 0, Max: 1, Def: 0.1,
		Help: "How much ln R of the high-resistance state falls with each tenfold time.", Source: "assumed",
	}}
	driftBarrier = &Param{Knob: knob.Knob{
		Key: "driftbarrier", Label: "Barrier of drift", Unit: "eV", Kind: knob.Real, Min: 0, Max: 2.5, Def: 1.1,
		Help: "Activation energy of the drift: how much faster it is when hot (Arrhenius).", Source: "assumed",
	}}
	writeStrong = &Param{Knob: knob.Knob{
		Key: "writepj", Label: "Write energy, strong", Unit: "pJ", Kind: knob.Real, Min: 0.01, Max: 1e4, Log: true,
		Def:  100,
		Help: "Energy of one write of one device at the strong condition; SET and RESET alike.", Source: "assumed",
	}, given: writeGiven}
)
