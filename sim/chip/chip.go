// Package chip maps a network onto arrays of memory cells: what was meant to be stored, what
// each cell holds after programming, and what a read returns. One array a layer, one row an
// input, one column a neuron, one pair of devices a weight. A layer whose weights lie in digital memory
// (bnn.Layer.Digital) has no cells: what was meant to be stored is what is read.
package chip

import (
	"math/bits"
	"slices"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Memory says what a chip is made of. The zero value is ideal: every weight is stored and read
// without error.
type Memory struct {
	Tech    *devices.Technology // nil for the ideal memory
	Values  devices.Values
	Factors []float64 // on the strength of programming, by layer; the last one holds for all that follow
	Chip    uint32    // seed of the devices
	Seed    uint32    // of the run: first random signs
	// Numerics are those of the run (lab.NumericVersion): what they decide is for the devices, and Rates, to say.
	Numerics int
}

// Of returns the values of a layer's devices.
func (m Memory) Of(layer int) devices.Values {
	if len(m.Factors) == 0 {
		return m.Values
	}
	return m.Tech.Scaled(m.Values, m.Factors[min(layer, len(m.Factors)-1)])
}

func (m Memory) site(y *bnn.Layer, layer, row0, row1 int) devices.Site {
	return devices.Site{Chip: m.Chip, Seed: m.Seed, Layer: layer, Inputs: y.FanIn(), Row0: row0, Row1: row1, Rows: y.Out,
		Numerics: m.Numerics}
}

// NewPairs makes the pairs of devices of the neurons row0 <= o < row1 of layer number l, nil where the memory
// has none, or the layer none of its cells.
func (m Memory) NewPairs(y *bnn.Layer, l, row0, row1 int) devices.Pulsed {
	if m.Tech == nil || m.Tech.PulsedPairs == nil || y.Digital() {
		return nil
	}
	v := m.Of(l)
	return m.Tech.Pairs(&v, m.site(y, l, row0, row1))
}

// newCells makes the cells of a layer that are to hold the given weights, nil where the memory, or the layer, has none.
func (m Memory) newCells(y *bnn.Layer, l, row0, row1 int, weights kernel.Signs) devices.Array {
	if m.Tech == nil || m.Tech.Arrays == nil || y.Digital() {
		return nil
	}
	v, site := m.Of(l), m.site(y, l, row0, row1)
	if site.Ternary = y.Weights.HasZero(); site.Ternary {
		_, zeros := y.Weights.Count(weights)
		site.Zeros = float64(zeros) / float64(y.Size())
	}
	return m.Tech.Array(&v, site)
}

// array is one layer on the chip.
type array struct {
	layer    bnn.Layer
	intended kernel.Signs // what was to be stored
	stored   kernel.Signs // what the cells hold; the intended one where nothing can go wrong
	read     kernel.Signs // scratch of reads with errors
	pairs    devices.Pulsed
	cells    devices.Array
	kept     *devices.StoredReads // reads of the pairs under noise; nil where they are what the programming left
	values   devices.Values
	made     []bool // by tile of this member's neurons: its devices are made
	o0, o1   int    // this member's neurons, whose devices it holds and which it counts in:
	flips    int    // bits that differ from the intended ones, over all reads so far
	reads    int    // reads counted in flips
	pulses   int64  // spent on programming
	tally    devices.Tally
}

// Chip is a network on a chip. It is a bnn.Reader. In a crew every member has one; each programs
// its own neurons, and all know what is stored.
type Chip struct {
	crew   crew.Crew
	memory Memory
	arrays []array
	work   bnn.Work
	done   bool
}

// New prepares a chip that is to hold the given signs, [O][I] by layer; they are not copied.
// Advance programs it. Where the devices are those of the chip before, which may be nil, it takes
// them from there, for to make them takes longer than to program them.
func New(team crew.Crew, m Memory, layers []bnn.Layer, signs []kernel.Signs, before *Chip) *Chip {
	c := &Chip{crew: team, memory: m}
	for l, intended := range signs {
		a := newArray(team, layers[l], intended)
		a.values = m.Of(l)
		if a.pairs, a.made = before.devices(m, &a.layer, l); a.pairs == nil {
			a.pairs = m.NewPairs(&a.layer, l, a.o0, a.o1)
			a.made = make([]bool, (a.o1-a.o0+kernel.Lanes-1)/kernel.Lanes)
		}
		if a.pairs == nil {
			a.cells = m.newCells(&a.layer, l, a.o0, a.o1, intended)
		} else {
			a.kept = m.Tech.StoredReads(&a.values, m.site(&a.layer, l, a.o0, a.o1), a.layer.Out)
		}
		if a.pairs != nil || a.cells != nil {
			a.stored = kernel.Signs{Words: make([]uint64, len(intended.Words)), Stride: intended.Stride}
		}
		if a.noisy() {
			a.read = kernel.Signs{Words: make([]uint64, len(intended.Words)), Stride: intended.Stride}
		}
		c.arrays = append(c.arrays, a)
	}
	for l := range signs {
		c.work.Stages = append(c.work.Stages, c.programStage(l))
	}
	return c
}

// devices gives away the devices of layer l, which a memory can have again; nil where they would be others.
func (c *Chip) devices(m Memory, y *bnn.Layer, l int) (devices.Pulsed, []bool) {
	if c == nil || m.Tech == nil || m.Tech.PulsedPairs == nil || !c.memory.sameDevices(m) || l >= len(c.arrays) {
		return nil, nil
	}
	a, v := &c.arrays[l], m.Of(l)
	same := a.layer.FanIn() == y.FanIn() && a.layer.Out == y.Out
	if same && a.made != nil && a.pairs != nil && m.Tech.PulsedPairs.Keeps(a.pairs, &v) {
		return a.pairs, a.made
	}
	return nil, nil
}

// sameDevices tells whether the devices of another memory are made from the same draws.
func (m Memory) sameDevices(other Memory) bool {
	return m.Tech == other.Tech && m.Chip == other.Chip && m.Seed == other.Seed
}

// reader senses the array; nil where reads are what is stored.
func (a *array) reader() devices.Reader {
	switch {
	case a.kept != nil:
		return a.kept
	case a.cells != nil && a.cells.Noisy():
		return a.cells
	}
	return nil
}

// noisy tells whether reads differ from what is stored.
func (a *array) noisy() bool { return a.reader() != nil }

// newArray prepares the array of a layer that is to hold the given signs.
func newArray(team crew.Crew, y bnn.Layer, signs kernel.Signs) array {
	out := y.Out
	t0, t1 := crew.Part(team, (out+kernel.Lanes-1)/kernel.Lanes)
	return array{layer: y, intended: signs, stored: signs, o0: min(t0*kernel.Lanes, out), o1: min(t1*kernel.Lanes, out)}
}

// Learned wraps a network that learnt in its devices: the chip is programmed already. Where
// only the signs are left of the devices, pairs returns nil. All members of a crew call it.
func Learned(team crew.Crew, m Memory, layers []bnn.Layer, signs []kernel.Signs,
	pairs func(l int) devices.Pulsed) *Chip {
	c := &Chip{crew: team, memory: m, done: true}
	for l, signs := range signs {
		a := newArray(team, layers[l], signs)
		a.pairs, a.reads = pairs(l), 1
		if a.pairs != nil {
			a.intended = a.intendedSigns()
			crew.Rows(team, a.intended.Words, a.intended.Stride, kernel.Lanes)
		}
		for o := a.o0; o < a.o1; o++ {
			a.flips += a.differ(a.stored, a.intended, o)
		}
		c.arrays = append(c.arrays, a)
	}
	return c
}

// Written wraps a network that learnt with the memory in the loop: what stands there is the network, and was written
// already. meant is what was last to be written, nil where that is not known: then nothing is known to be wrong.
func Written(team crew.Crew, layers []bnn.Layer, standing, meant []kernel.Signs) *Chip {
	c := &Chip{crew: team, done: true}
	for l, signs := range standing {
		a := newArray(team, layers[l], signs)
		a.reads = 1
		if meant != nil {
			a.intended = meant[l]
		}
		for o := a.o0; o < a.o1; o++ {
			a.flips += a.differ(a.stored, a.intended, o)
		}
		c.arrays = append(c.arrays, a)
	}
	return c
}

// intendedSigns are the weights that ideal, linear, noiseless devices would hold after the same
// pulses: the sign of their difference. Where the pulses are equal the pair's own sign counts
// as intended. Those of this member's neurons are made.
func (a *array) intendedSigns() kernel.Signs {
	in, p := a.layer.FanIn(), a.pairs
	intended := kernel.Signs{Words: slices.Clone(a.stored.Words), Stride: a.stored.Stride}
	for o := a.o0; o < a.o1; o++ {
		row := intended.Row(o)
		for i := range in {
			bl, blb := p.Pulses(o*in + i)
			switch {
			case bl > blb:
				row[i/64] |= 1 << (i % 64)
			case bl < blb:
				row[i/64] &^= 1 << (i % 64)
			}
		}
	}
	return intended
}

// Read makes what a forward batch reads of layer l: by this member's neurons or by all. Errors drawn
// at read are a function of the chip's seed, the layer, the batch and the neuron: they hold for all images of the batch
// and, of a convolution, at all of its places, where a chip that senses the array anew would draw them anew.
func (c *Chip) Read(l, batch int, all bool) {
	a := &c.arrays[l]
	if a.read.Words == nil {
		return
	}
	o0, o1, reader := a.o0, a.o1, a.reader()
	if all {
		o0, o1 = 0, a.layer.Out
	}
	for o := o0; o < o1; o++ {
		from := a.stored.Row(o)
		to := a.read.Row(o)
		tally := reader.Read(to, from, a.intended.Row(o), o, uint64(batch))
		if o >= a.o0 && o < a.o1 {
			a.flips += a.differ(a.read, a.intended, o)
			a.tally.Add(tally)
		}
	}
	a.reads++
}

// Alike implements bnn.Reader: no layer has errors that are drawn at read.
func (c *Chip) Alike() bool {
	for l := range c.arrays {
		if c.arrays[l].read.Words != nil {
			return false
		}
	}
	return true
}

// ShareReads completes what was read last, of which each member has made the rows of its own
// neurons. All members of a crew call it.
func (c *Chip) ShareReads() {
	for l := range c.arrays {
		crew.Rows(c.crew, c.arrays[l].read.Words, c.arrays[l].read.Stride, kernel.Lanes)
	}
}

// Signs returns what was read last of layer l.
func (c *Chip) Signs(l int) kernel.Signs {
	if c.arrays[l].read.Words != nil {
		return c.arrays[l].read
	}
	return c.arrays[l].stored
}

// Weights implements bnn.Holder: those that were read last.
func (c *Chip) Weights(l int) bnn.Weights { return c.arrays[l].layer.Packed(c.Signs(l)) }

// Stored returns what the cells of layer l hold.
func (c *Chip) Stored(l int) bnn.Weights { return c.arrays[l].layer.Packed(c.arrays[l].stored) }

// Intended returns what was to be stored in layer l.
func (c *Chip) Intended(l int) bnn.Weights { return c.arrays[l].layer.Packed(c.arrays[l].intended) }

// BER returns the share of weights of layer l that differ from the intended ones: the mean over
// the reads so far. All members of a crew ask for it together.
func (c *Chip) BER(l int) float64 {
	a := &c.arrays[l]
	flips := crew.Sum(c.crew, int64(a.flips))
	if a.reads == 0 {
		return 0
	}
	return float64(flips) / float64(a.reads) / float64(a.layer.Size())
}

// Pulses returns the pulses that programming spent on layer l. All members of a crew ask for
// them together.
func (c *Chip) Pulses(l int) int64 { return crew.Sum(c.crew, c.arrays[l].pulses) }

// Beyond returns the share of the devices of layer l that took more pulses than were measured, 0..1; there says whether
// there are any that move by pulses. All members of a crew ask for it together.
func (c *Chip) Beyond(l int) (share float64, there bool) {
	a := &c.arrays[l]
	if a.pairs == nil {
		return 0, false
	}
	beyond := crew.Sum(c.crew, int64(a.pairs.Beyond(a.pairs.First(), a.pairs.First()+a.pairs.Len())))
	return float64(beyond) / float64(2*a.layer.Size()), true
}

// Tally returns what error correction and verification did in layer l, at programming and over the reads so far. All
// members of a crew ask for it together.
func (c *Chip) Tally(l int) devices.Tally {
	t := c.arrays[l].tally
	for _, n := range t.Counts() {
		*n = crew.Sum(c.crew, *n)
	}
	return t
}

// differ counts the weights of a row that differ.
func (a *array) differ(x, y kernel.Signs, row int) (n int) {
	p, q := x.Row(row), y.Row(row)
	if half := x.Stride / 2; a.layer.Weights.HasZero() {
		for j := range half {
			n += bits.OnesCount64((p[j] ^ q[j]) | (p[half+j] ^ q[half+j]))
		}
		return n
	}
	for j := range p {
		n += bits.OnesCount64(p[j] ^ q[j])
	}
	return n
}
