package chip

import (
	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// programStep numbers the step of programming, for the telegraph noise; those of verification follow.
const programStep = 1

// programStage stores a layer, sixteen neurons a block.
func (c *Chip) programStage(l int) bnn.Stage {
	a := &c.arrays[l]
	in := a.layer.FanIn()
	blocks := (a.o1 - a.o0 + kernel.Lanes - 1) / kernel.Lanes
	pulses, flips, tallies := make([]int64, blocks), make([]int, blocks), make([]devices.Tally, blocks)
	return bnn.Stage{
		Blocks: func() int { return blocks },
		Run: func(block int, _ *bnn.Worker) {
			from := a.o0 + block*kernel.Lanes
			to := min(from+kernel.Lanes, a.o1)
			if a.pairs != nil && !a.made[block] {
				a.pairs.Init(from*in, to*in)
				a.made[block] = true
			}
			for o := from; o < to; o++ {
				pulses[block] += c.programRow(l, o, in, &tallies[block])
				flips[block] += a.differ(a.stored, a.intended, o)
			}
		},
		Then: func() {
			for b := range blocks {
				a.pulses += pulses[b]
				a.tally.Add(tallies[b])
				if !a.noisy() {
					a.flips += flips[b]
				}
			}
			if !a.noisy() {
				a.reads = 1
			}
			crew.Rows(c.crew, a.stored.Words, a.stored.Stride, kernel.Lanes)
			if a.kept != nil {
				crew.Rows(c.crew, a.kept.Margins(), in, kernel.Lanes)
			}
		},
	}
}

// programRow stores the weights of one neuron and returns the pulses spent.
func (c *Chip) programRow(l, o, in int, tally *devices.Tally) (pulses int64) {
	a := &c.arrays[l]
	want := a.intended.Row(o)
	hold := a.stored.Row(o)
	switch {
	case a.pairs != nil:
		pulses = c.programPairs(a, o, in, hold, want, tally)
	case a.cells != nil:
		tally.Add(a.cells.Program(hold, want, o))
	}
	return pulses
}

// programPairs stores the weights want of one neuron in pairs of devices, writes to hold what they read as, and returns
// the pulses spent.
func (c *Chip) programPairs(a *array, o, in int, hold, want []uint64, tally *devices.Tally) int64 {
	signs := make([]int8, in)
	for i := range signs {
		signs[i] = int8(want[i/64]>>(i%64)&1)*2 - 1
	}
	k0 := o * in
	tech := c.memory.Tech
	pulses, more := tech.Strength.Int(&a.values), tech.MorePulses(&a.values)
	e, t := devices.StorePairs(a.pairs, k0, signs, pulses, more, programStep)
	tally.Add(t)
	a.pairs.Weights(k0, signs)
	if a.kept != nil {
		a.kept.Keep(a.pairs, o, devices.StoredStep(more, programStep))
	}
	for j := range hold {
		word := uint64(0)
		for b, w := range signs[64*j : min(64*j+64, in)] {
			word |= uint64(^uint8(w)>>7) << (b & 63)
		}
		hold[j] = word
	}
	return e.Pulses
}

// Advance does a short piece of the programming and reports whether there is more to do.
func (c *Chip) Advance(workers []*bnn.Worker) (more bool) {
	if !c.done {
		c.done = !c.work.Advance(workers)
	}
	return !c.done
}

// Between tells whether no layer is being programmed.
func (c *Chip) Between() bool { return c.done || c.work.Between() }

// Programmed tells how far the programming is, 0..1.
func (c *Chip) Programmed() float64 {
	if c.done {
		return 1
	}
	return c.work.Done()
}
