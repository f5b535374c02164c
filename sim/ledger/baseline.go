package ledger

// Baseline is the same network on a digital von-Neumann machine: for each image the weights are fetched from a memory
// apart from the arithmetic.
type Baseline struct {
	Key   string  `json:"key"`
	Title string  `json:"title"`
	Rows  []Row   `json:"rows"`
	Image float64 `json:"image"` // J
	// s: the weights come from all banks of the SRAM in each cycle, and are used as fast; or as fast as from the DRAM,
	// where that takes longer
	Latency float64 `json:"latency"`
	Area    float64 `json:"area"` // m2, of the SRAM that holds the weights; 0 for DRAM, which is another chip
}

// machine says how a digital machine holds and uses weights.
type machine struct {
	key, title string
	bits       int     // of a weight and of an activation
	memory     RateKey // WeightSRAM | WeightDRAM
	mac        RateKey // of weights with more than one bit
}

var machines = []machine{
	{"sram1", "digital, 1-bit weights in SRAM", 1, WeightSRAM, XNOR},
	{"dram1", "digital, 1-bit weights in DRAM", 1, WeightDRAM, XNOR},
	{"sram8", "digital, 8-bit weights in SRAM", 8, WeightSRAM, MAC8},
	{"dram32", "digital, 32-bit floats in DRAM", 32, WeightDRAM, MACFloat},
}

func baselines(c Counts, r Rates) []Baseline {
	var all []Baseline
	for _, m := range machines {
		b := booker{rates: r}
		base := Baseline{Key: m.key, Title: m.title}
		for i, l := range c.Layers {
			b.layer = i
			of := m.holding(l)
			b.onMachine(of, l)
			if base.Latency += b.latency(of, l); m.memory == WeightSRAM {
				base.Area += float64(float64(of.bits) * float64(l.Weights()) * r[SRAMArea])
			}
		}
		b.sum()
		base.Rows, base.Image = b.l.Rows, b.l.Image
		all = append(all, base)
	}
	return all
}

// The SRAM that the rates are of has words of 64 bits; that eight banks of it work at a time, and that the arithmetic
// uses as many bits of weights a cycle, is assumed.
const (
	wordBits = 64
	banks    = 8
)

// holding is the machine as it holds a layer: weights of 8 bits are no shorter on one of signs.
func (m machine) holding(l Layer) machine {
	if l.Digital && m.bits < eightBits {
		m.bits, m.mac = eightBits, MAC8
	}
	return m
}

// onMachine books one layer and image. Fetched weights serve all presentations of the input.
func (b *booker) onMachine(m machine, l Layer) {
	if l.Digital && m.bits == eightBits {
		b.digit(Computer, m, l)
		return
	}
	products, sums, cycles := l.products(), l.sums(), float64(l.Cycles)
	in := float64(m.bits)
	if m.bits == 1 {
		in = cycles
		b.streams(Computer, l)
	}
	b.rate(Inference, Computer, "input", Activation, l.values()*in)
	b.rate(Inference, Computer, m.fetched(), m.memory, float64(l.Weights())*float64(m.bits))
	switch {
	case m.bits > 1:
		b.rate(Inference, Computer, "mac", m.mac, products)
	case l.Weighed: // a pixel is added or subtracted
		b.rate(Inference, Computer, "add", Add, products)
	default:
		b.rate(Inference, Computer, "xnor", XNOR, products*cycles)
		b.rate(Inference, Computer, "popcount", Popcount, products*cycles)
	}
	if m.bits == 1 && l.EightOutputs {
		b.outputs(Computer, l)
		return
	}
	b.rate(Inference, Computer, "pool", Add, float64(l.Compared))
	b.rate(Inference, Computer, "threshold", Add, sums)
	b.rate(Inference, Computer, "output", Activation, sums*float64(m.bits))
}
