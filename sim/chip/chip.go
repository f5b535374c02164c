// Package chip maps a network onto arrays of memory cells: what was meant to be stored, what
// each cell holds after programming, and what a read returns. One array a layer, one row an
// input, one column a neuron, one pair of devices a weight.
package chip

import (
	"math/bits"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// Memory says what a chip is made of. The zero value is ideal: every weight is stored and read
// without error.
type Memory struct {
	BER    float64 // independent bit errors with this probability
	AtRead bool    // drawn anew for each forward batch, instead of once at programming
	Chip   uint32  // seed of the devices

	WeakReset bool // a pair of weak-RESET devices a weight
	Pulses    int  // pulses that store a bit
	Switches  devices.Switches
	Seed      uint32 // of the run: first random signs
}

// NewPairs makes the pairs k0 <= k < k1 of a layer.
func (m Memory) NewPairs(layer, k0, k1 int) *devices.Pairs {
	return devices.NewPairs(devices.HfOxWeakReset(), m.Switches, devices.NewStreams(m.Chip, m.Seed, layer), k0, k1)
}

// array is one layer on the chip.
type array struct {
	intended kernel.Signs // what was to be stored
	stored   kernel.Signs // what the cells hold; the intended one where nothing can go wrong
	read     kernel.Signs // scratch of reads with errors
	pairs    *devices.Pairs
	flips    int   // bits that differ from the intended ones, over all reads so far
	reads    int   // reads counted in flips
	pulses   int64 // spent on programming
}

// Chip is a network on a chip. It is a bnn.Reader.
type Chip struct {
	memory Memory
	shape  bnn.Shape
	arrays []array
	errors []rng.Stream
	work   bnn.Work
	done   bool
}

// programStep numbers the one step of programming, for the telegraph noise.
const programStep = 1

// New prepares a chip that is to hold the given signs, [O][I] by layer; they are not copied.
// Advance programs it.
func New(m Memory, s bnn.Shape, signs []kernel.Signs) *Chip {
	c := &Chip{memory: m, shape: s}
	for l, intended := range signs {
		a := array{intended: intended, stored: intended}
		if m.WeakReset || m.BER > 0 {
			a.stored = kernel.Signs{Words: make([]uint64, len(intended.Words)), Stride: intended.Stride}
		}
		if m.BER > 0 && m.AtRead {
			a.stored = intended
			a.read = kernel.Signs{Words: make([]uint64, len(intended.Words)), Stride: intended.Stride}
		}
		if m.WeakReset {
			a.pairs = m.NewPairs(l, 0, s.Weights(l))
		}
		c.arrays = append(c.arrays, a)
		c.errors = append(c.errors, rng.New(m.Chip, rng.Layer(rng.Errors, l)))
	}
	for l := range signs {
		c.work.Stages = append(c.work.Stages, c.programStage(l))
	}
	return c
}

// Learned wraps a network that learnt in its devices: the chip is programmed already. Where
// only the signs are left of the devices, pairs returns nil.
func Learned(m Memory, s bnn.Shape, signs []kernel.Signs, pairs func(l int) *devices.Pairs) *Chip {
	c := &Chip{memory: m, shape: s, done: true}
	for l, signs := range signs {
		a := array{stored: signs, pairs: pairs(l), reads: 1}
		a.intended = signs
		if a.pairs != nil {
			a.intended = intendedSigns(signs, a.pairs, s.In(l), s.Out(l))
		}
		a.flips = differ(a.stored, a.intended)
		c.arrays = append(c.arrays, a)
	}
	return c
}

// intendedSigns are the weights that ideal, linear, noiseless devices would hold after the same
// pulses: the sign of their difference. Where the pulses are equal the pair's own sign counts
// as intended.
func intendedSigns(stored kernel.Signs, p *devices.Pairs, in, out int) kernel.Signs {
	intended := kernel.Signs{Words: append([]uint64{}, stored.Words...), Stride: stored.Stride}
	for o := range out {
		row := intended.Words[o*intended.Stride:][:intended.Stride]
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

// programStage stores a layer, sixteen neurons a block.
func (c *Chip) programStage(l int) bnn.Stage {
	a := &c.arrays[l]
	in, out := c.shape.In(l), c.shape.Out(l)
	blocks := (out + kernel.Lanes - 1) / kernel.Lanes
	pulses, flips := make([]int64, blocks), make([]int, blocks)
	return bnn.Stage{
		Blocks: func() int { return blocks },
		Run: func(block int, _ *bnn.Worker) {
			for o := block * kernel.Lanes; o < min((block+1)*kernel.Lanes, out); o++ {
				pulses[block] += c.programRow(l, o, in)
				flips[block] += rowDiffer(a.stored, a.intended, o)
			}
		},
		Then: func() {
			for b := range blocks {
				a.pulses += pulses[b]
				if !c.memory.AtRead {
					a.flips += flips[b]
				}
			}
			if !c.memory.AtRead {
				a.reads = 1
			}
		},
	}
}

// programRow stores the weights of one neuron and returns the pulses spent.
func (c *Chip) programRow(l, o, in int) (pulses int64) {
	a := &c.arrays[l]
	want := a.intended.Words[o*a.intended.Stride:][:a.intended.Stride]
	hold := a.stored.Words[o*a.stored.Stride:][:a.stored.Stride]
	switch {
	case a.pairs != nil:
		signs := make([]int8, in)
		for i := range signs {
			signs[i] = int8(want[i/64]>>(i%64)&1)*2 - 1
		}
		k0 := o * in
		pulses = a.pairs.Program(k0, k0+in, signs, c.memory.Pulses, programStep).Pulses
		clear(hold)
		for i := range signs {
			if a.pairs.Weight(k0+i) > 0 {
				hold[i/64] |= 1 << (i % 64)
			}
		}
	case c.memory.BER > 0 && !c.memory.AtRead:
		devices.FlipStuck(hold, want, in, c.memory.BER, c.errors[l], uint64(o))
	}
	return pulses
}

// Advance does a short piece of the programming and reports whether it is through.
func (c *Chip) Advance(workers []*bnn.Worker) (done bool) {
	if !c.done {
		c.done = c.work.Advance(workers)
	}
	return c.done
}

// Programmed tells how far the programming is, 0..1.
func (c *Chip) Programmed() float64 {
	if c.done {
		return 1
	}
	return c.work.Done()
}

// Read makes what a forward batch reads of layer l. Errors drawn at read are a function of the
// chip's seed, the layer, the batch and the neuron.
func (c *Chip) Read(l, batch int) {
	a := &c.arrays[l]
	if a.read.Words == nil {
		return
	}
	in := c.shape.In(l)
	for o := range c.shape.Out(l) {
		from := a.stored.Words[o*a.stored.Stride:][:a.stored.Stride]
		to := a.read.Words[o*a.read.Stride:][:a.read.Stride]
		a.flips += devices.Flip(to, from, in, c.memory.BER, c.errors[l], uint64(batch)<<16|uint64(o))
	}
	a.reads++
}

// Signs returns what was read last of layer l.
func (c *Chip) Signs(l int) kernel.Signs {
	if c.arrays[l].read.Words != nil {
		return c.arrays[l].read
	}
	return c.arrays[l].stored
}

// Stored returns what the cells of layer l hold, Intended what they were to hold.
func (c *Chip) Stored(l int) kernel.Signs { return c.arrays[l].stored }

// Intended returns what was to be stored in layer l.
func (c *Chip) Intended(l int) kernel.Signs { return c.arrays[l].intended }

// Pairs returns the devices of layer l, nil where the memory has none.
func (c *Chip) Pairs(l int) *devices.Pairs { return c.arrays[l].pairs }

// Step is the step whose telegraph noise the devices show after programming.
func (c *Chip) Step() uint64 { return programStep }

// BER returns the share of weights of layer l that differ from the intended ones: the mean over
// the reads so far.
func (c *Chip) BER(l int) float64 {
	a := &c.arrays[l]
	if a.reads == 0 {
		return 0
	}
	return float64(a.flips) / float64(a.reads) / float64(c.shape.Weights(l))
}

// Pulses returns the pulses that programming spent on layer l.
func (c *Chip) Pulses(l int) int64 { return c.arrays[l].pulses }

func rowDiffer(a, b kernel.Signs, row int) (n int) {
	for j := range a.Stride {
		n += bits.OnesCount64(a.Words[row*a.Stride+j] ^ b.Words[row*b.Stride+j])
	}
	return n
}

func differ(a, b kernel.Signs) (n int) {
	for i, w := range a.Words {
		n += bits.OnesCount64(w ^ b.Words[i])
	}
	return n
}
