package ledger

// RateKey is a place in the table of rates.
type RateKey int

// The rates.
const (
	XNOR       RateKey = iota // J, a gate
	Popcount                  // J, a bit
	Add                       // J, an addition or a comparison
	Activation                // J, a bit of a small buffer, read or written
	WeightSRAM                // J, a bit fetched from SRAM
	WeightDRAM                // J, a bit fetched from DRAM
	RandomBit                 // J, a bit of a random source
	MAC8                      // J, a multiply-add of 8 bits
	MACFloat                  // J, a multiply-add of 32-bit floats
	Cycle                     // s, of the logic
	BitDRAM                   // s, a bit from DRAM
	Tile                      // weights, side of a tile
	Word                      // weights written at once
	AdderArea                 // m2, a full adder
	SRAMArea                  // m2, a bit

	rateCount
)

// Rate is a row of the table: what one event outside the array costs, or an assumption about the chip.
type Rate struct {
	Key    string
	Label  string
	Unit   string // SI
	Value  float64
	Min    float64 // smallest sensible value
	Max    float64 // largest sensible value
	Source string  // "assumed" where it is nowhere
}

const horowitz = "45 nm, 0.9 V: M. Horowitz, ISSCC 2014"

// table holds the rates of a 45 nm process. Ranges are assumed.
var table = [rateCount]Rate{
	XNOR: {"xnor", "XNOR outside the amplifier", "J", 1e-15, 0.3e-15, 3e-15,
		"assumed: about a quarter of a full adder"},
	Popcount: {"popcount", "popcount of a bit", "J", 0.03e-12 / 8, 1e-15, 10e-15,
		horowitz + ", 8-bit addition 0.03 pJ; that a bit takes one of its eight full adders is assumed"},
	Add: {"add", "addition or comparison", "J", 0.1e-12, 0.03e-12, 0.1e-12,
		horowitz + ", 32-bit integer addition; the least is its 8-bit one"},
	Activation: {"activation", "bit of an activation", "J", 10e-12 / 64, 0.01e-12, 20e-12 / 64,
		horowitz + ", 64 bits of an 8 kB cache 10 pJ; the most is its 32 kB cache"},
	WeightSRAM: {"sram", "weight bit from SRAM", "J", 100e-12 / 64, 10e-12 / 64, 200e-12 / 64,
		horowitz + ", 64 bits of a 1 MB cache 100 pJ; the least is its 8 kB cache"},
	WeightDRAM: {"dram", "weight bit from DRAM", "J", 640e-12 / 32, 4e-12, 2600e-12 / 64,
		horowitz + ", 32 bits 640 pJ; the most is its 2.6 nJ for 64"},
	RandomBit: {"random", "random bit", "J", 20e-15, 20e-15, 1e-12,
		"superparamagnetic junction, overheads included: arXiv:1806.09124, abstract; the most, for other " +
			"sources, is assumed"},
	MAC8: {"mac8", "8-bit multiply-add", "J", 0.3e-12, 0.23e-12, 0.3e-12,
		horowitz + ", 8-bit multiplication 0.2 pJ and 32-bit addition 0.1 pJ"},
	MACFloat: {"macf", "float multiply-add", "J", 4.6e-12, 1.5e-12, 4.6e-12,
		horowitz + ", 32-bit floats, multiplication 3.7 pJ and addition 0.9 pJ; the least is 16-bit floats"},
	Cycle: {"cycle", "cycle of the logic", "s", 2e-9, 0.5e-9, 10e-9, "assumed: 500 MHz"},
	BitDRAM: {"dramtime", "bit from DRAM", "s", 1 / (8 * 12.8e9), 1 / (8 * 100e9), 1 / (8 * 3.2e9),
		"a 64-bit channel at 1600 MT/s, 12.8 GB/s; that there is one is assumed"},
	Tile: {"tile", "side of a tile", "weights", 256, 64, 1024, "assumed"},
	Word: {"word", "weights written at once", "weights", 64, 8, 1024, "assumed"},
	AdderArea: {"adderarea", "area of a full adder", "m²", 4.5e-12, 1e-12, 10e-12,
		"assumed: an eighth of 36 µm², an 8-bit adder in 45 nm"},
	SRAMArea: {"sramarea", "area of a bit of SRAM", "m²", 0.346e-12, 0.346e-12, 1e-12,
		"the cell of a 45 nm process: K. Mistry et al., IEDM 2007; the most, with its periphery, is assumed"},
}

// Rates are the values that a ledger is booked with.
type Rates [rateCount]float64

// DefaultRates are the values of the table.
func DefaultRates() Rates { return ratesOf(func(r Rate) float64 { return r.Value }) }

// LowRates make the logic and the digital machine as cheap as is sensible, HighRates as dear. Tile and Word are as in
// the table: they are choices, not prices.
func LowRates() Rates { return ratesOf(func(r Rate) float64 { return r.Min }) }

// HighRates are the dearest sensible rates; see LowRates.
func HighRates() Rates { return ratesOf(func(r Rate) float64 { return r.Max }) }

func ratesOf(value func(Rate) float64) (r Rates) {
	for k, row := range table {
		r[k] = value(row)
	}
	r[Tile], r[Word] = table[Tile].Value, table[Word].Value
	return r
}
