package devices

import (
	"arraylab/devices/ecc"
	"arraylab/devices/knob"
)

// Error correction that any memory may have: its rows are stored as words of an extended Hamming code, whose check
// bits are cells like the others.
var (
	errorCode = &Param{Knob: knob.Knob{
		Key: "ecc", Label: "Error correction", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "none", Label: "none", Help: "each weight is read as it is"},
			{Value: "secded", Label: "SECDED",
				Help: "an extended Hamming code corrects one wrong bit a word and detects two"},
		},
		Help: "Whether the weights of a row are stored in words of a code with real check bits, decoded when " +
			"they are read.",
		Source: "arXiv:1904.03652, to compare with",
	}}
	codeBits = &Param{Knob: knob.Knob{
		Key: "ecck", Label: "Data bits a word", Unit: "bits", Kind: knob.Whole, Min: 1, Max: ecc.MaxK, Log: true,
		Def: ecc.K8,
		Help: "Data bits k of a code word. 4 gives (8,4), which takes as many cells as 2T2R; 64 gives (72,64), " +
			"that of computer memories; n = k + r + 1 with 2^r >= k + r + 1.",
		Source: "(8,4): equal redundancy with 2T2R, arXiv:1904.03652",
	}}
)

// hasCode tells whether a memory is coded.
func hasCode(v *Values) bool { return errorCode.Is(v, "secded") }

// secdedOf is the code with the chosen number of data bits, whether it is used or not.
func secdedOf(v *Values) *ecc.Code {
	c, err := ecc.New(codeBits.Int(v))
	if err != nil {
		panic("devices: the parameter of the code takes what there is no code for")
	}
	return c
}

// cellsPerBit is the share of cells that the code adds: n/k, or 1 without it.
func cellsPerBit(v *Values) float64 {
	if !hasCode(v) {
		return 1
	}
	c := secdedOf(v)
	return float64(c.N()) / float64(c.K())
}

// decodeCost is that of the memory's code, if it has one.
func decodeCost(v *Values) Cost {
	if !hasCode(v) {
		return Cost{Source: "no code"}
	}
	return DecodeCost(secdedOf(v))
}

// DecodeCost is what it takes to decode one bit: a two-input gate of 1 fJ for each one of the checks, half of the r n
// places, within 1 ns. All of that is assumed.
func DecodeCost(c *ecc.Code) Cost {
	const gate = 1e-15 // J
	return Cost{Joules: gate * float64(c.N()*(c.N()-c.K())) / 2 / float64(c.K()), Seconds: 1e-9, Source: "assumed"}
}

// withCode makes the array of a memory that may be coded, out of the array of its cells.
func withCode(v *Values, site Site, cells func(Site) Array) Array {
	if !hasCode(v) {
		return cells(site)
	}
	return codedArray(secdedOf(v), site, cells)
}

// codedArray stores the rows of a site as words of a code.
func codedArray(code *ecc.Code, site Site, cells func(Site) Array) Array {
	inner := site
	inner.Inputs = code.RowCells(site.Inputs)
	a := coded{inner: cells(inner), code: code, inputs: site.Inputs, width: (inner.Inputs + 63) / 64}
	if r, ok := a.inner.(Resistive); ok {
		return &codedResistive{a, r}
	}
	return &a
}

// coded is an Array around a wider one that holds code words. A read with noise starts from code words without
// error, as if the errors of programming that are left had been stored on purpose; cells that are sensed anew at each
// read, from what was wanted, have both kinds of errors in one word. Other memories never have.
type coded struct {
	inner  Array
	code   *ecc.Code
	inputs int
	width  int // words of a wide row
}

// Program implements Array.
func (a *coded) Program(hold, want []uint64, row int) Tally {
	wide := make([]uint64, 2*a.width)
	to, from := wide[:a.width], wide[a.width:]
	a.code.EncodeRow(from, want, a.inputs)
	t := a.inner.Program(to, from, row)
	t.Add(tallyOf(a.code.DecodeRow(hold, to, want, a.inputs)))
	return t
}

// Noisy implements Array.
func (a *coded) Noisy() bool { return a.inner.Noisy() }

// Read implements Array.
func (a *coded) Read(dst, hold, want []uint64, row int, n uint64) Tally {
	wide := make([]uint64, 3*a.width)
	to, from, wanted := wide[:a.width], wide[a.width:2*a.width], wide[2*a.width:]
	a.code.EncodeRow(from, hold, a.inputs)
	a.code.EncodeRow(wanted, want, a.inputs)
	t := a.inner.Read(to, from, wanted, row, n)
	t.Add(tallyOf(a.code.DecodeRow(dst, to, hold, a.inputs)))
	return t
}

// tallyOf counts as an array does: what was left wrong without notice counts as miscorrected.
func tallyOf(t ecc.Tally) Tally {
	return Tally{Corrected: t.Corrected, Detected: t.Detected, Miscorrected: t.Miscorrected + t.Undetected}
}

// codedResistive shows the cells of the data bits.
type codedResistive struct {
	coded
	cells Resistive
}

// Resistances implements Resistive.
func (a *codedResistive) Resistances(bl, blb []float32, want []uint64, row int) {
	cells := a.code.RowCells(a.inputs)
	wide := make([]uint64, a.width)
	a.code.EncodeRow(wide, want, a.inputs)
	x, y := make([]float32, cells), make([]float32, cells)
	a.cells.Resistances(x, y, wide, row)
	for i := range a.inputs {
		at := i/a.code.K()*a.code.N() + i%a.code.K()
		bl[i], blb[i] = x[at], y[at]
	}
}
