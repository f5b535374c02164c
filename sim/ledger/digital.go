package ledger

// Layers of 8-bit weights lie in digital memory: each weight is fetched once an image and multiplied beside the memory,
// as a digital machine does it.

// eightBits is the width of their weights, and of outputs of 8 bits.
const eightBits = 8

// sramBits is the size of the SRAM that the rate of WeightSRAM is of, 1 MB.
const sramBits = 8 << 20

// digitalMemory is where such weights lie: in SRAM while those of all layers fit into the one that the rates are of,
// else in DRAM.
func (c Counts) digitalMemory() machine {
	bits := int64(0)
	for _, l := range c.Layers {
		if l.Digital {
			bits += eightBits * l.Weights()
		}
	}
	if bits > sramBits {
		return machine{bits: eightBits, memory: WeightDRAM, mac: MAC8}
	}
	return machine{bits: eightBits, memory: WeightSRAM, mac: MAC8}
}

// fetched names the event that a weight bit comes from the machine's memory.
func (m machine) fetched() string {
	if m.memory == WeightDRAM {
		return "dram"
	}
	return "sram"
}

// fill books the writing of the weights of a layer.
func (b *booker) fill(l Layer) {
	bits := eightBits * float64(l.Weights())
	b.assume(Programming, InLogic, "fill", b.digital.memory, bits, "that writing costs what reading does is assumed")
	if b.digital.memory == WeightDRAM {
		b.l.Write += float64(bits * b.rates[BitDRAM])
	} else {
		b.l.Write += float64(bits / (wordBits * banks) * b.rates[Cycle])
	}
}

// digit books one image of a layer of 8-bit weights on a machine. A weight is added where its input is a sign, else
// both are multiplied; inputs that are sums, and have more bits than a weight, count as those of 8 (assumed).
func (b *booker) digit(place string, m machine, l Layer) {
	cycles := float64(l.Cycles)
	b.rate(Inference, place, "input", Activation, l.values()*cycles*twice(l.TernaryInputs))
	b.streams(place, l)
	b.rate(Inference, place, m.fetched(), m.memory, float64(m.bits)*float64(l.Weights()))
	if l.Weighed {
		b.rate(Inference, place, "mac", m.mac, l.products())
	} else {
		b.rate(Inference, place, "sum", Add, l.products()*cycles)
	}
	b.outputs(place, l)
}

// latency (s) of a layer on a machine: the weights come from all banks of the SRAM in each cycle, and are used as fast;
// or as fast as from the DRAM, where that takes longer.
func (b *booker) latency(m machine, l Layer) float64 {
	used := float64(float64(m.bits) * l.products() / (wordBits * banks) * b.rates[Cycle])
	if m.memory == WeightSRAM {
		return used
	}
	return max(used, float64(float64(m.bits)*float64(l.Weights())*b.rates[BitDRAM]))
}

// digitalAdders are the full adders of the arithmetic that all such layers share: as many multipliers of 8 bits, with
// the 32-bit adder behind each, as the banks of the SRAM feed in a cycle (assumed).
const digitalAdders = wordBits * banks / eightBits * (eightBits*eightBits + 32)

// buildDigital books the area of a layer in digital memory. DRAM is another chip.
func (b *booker) buildDigital(l Layer) {
	if b.digital.memory == WeightSRAM {
		b.part(sramPart, float64(eightBits*float64(l.Weights())*b.rates[SRAMArea]), table[SRAMArea].Source, true)
	}
	if !b.added {
		b.added = true
		b.part(table[AdderArea].Label, float64(digitalAdders*b.rates[AdderArea]), table[AdderArea].Source, true)
	}
}

// sramPart is the share of the SRAM of weights of 8 bits.
const sramPart = "SRAM of 8-bit weights"
