package main

import (
	"arraylab/sim/data"
	"arraylab/sim/kernel"
	"arraylab/sim/lab"
)

// mapsNet is the network over maps that is measured: N = 32, 39 million products an image.
const mapsNet = "32c-32cp-64c-64cp-128c-128cp-256"

// mapsName is the name by which the trained network over maps is read. It is the one that the page has.
const mapsName = "cifar10.arraylab"

// mapsTask is the set whose images it takes.
const mapsTask = "cifar10"

// images of a part of a task, so many of them, of as many pieces as that takes.
func (b *bench) images(task, part string, images int) (all *data.Set, err error) {
	t, _ := data.TaskOf(task)
	p, _ := t.Part(part)
	last := p.Pieces(images) - 1
	for piece := range last + 1 {
		packed, err := b.read(data.PackedName(task, part, piece))
		if err != nil {
			return nil, err
		}
		s, err := data.Unpack(packed)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = s
		} else if err := all.Join(s, p.End(last)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// setsOf are the images of an experiment.
func (b *bench) setsOf(e lab.Experiment) (sets lab.Sets, err error) {
	if e.Task == lab.Default().Task {
		return b.sets, nil
	}
	if sets.Train, err = b.images(e.Task, "train", e.Train); err == nil {
		sets.Test, err = b.images(e.Task, "test", e.Test)
	}
	return sets, err
}

// inferMaps times inferring the 10,000 test images of CIFAR-10 by the network over maps that comes with the page.
func (b *bench) inferMaps(o order) (a answer, err error) {
	const job = "infer maps"
	r := b.runs[job]
	if r == nil {
		file, err := b.read(mapsName)
		if err != nil {
			return a, err
		}
		test, err := b.images(mapsTask, "test", 10000)
		if err != nil {
			return a, err
		}
		b.alone()
		if r, err = lab.OpenWith(b.crew, file, lab.Sets{Test: test}); err != nil {
			return a, err
		}
		r.Parallel(b.workers)
		for r.Advance() { // what opening began, which warms up
		}
		b.runs[job] = r
	}
	for range o.Reps {
		a.MS = append(a.MS, timed(func() {
			if err = r.Reinfer(r.Experiment()); err == nil {
				for r.Advance() {
				}
			}
		}))
		if err != nil {
			return a, err
		}
	}
	p, err := r.Predictions()
	if err != nil {
		return a, err
	}
	said := make([]byte, len(p.Said))
	for i, class := range p.Said {
		said[i] = '0' + class
	}
	a.Predictions = string(said)
	return a, nil
}

// The layer of 8 bits whose products are measured: 3x3 windows of as many maps as it gives, over 16x16 places.
const (
	eightMaps  = 32
	eightSide  = 16
	eightBatch = 96 // whole lanes
)

// eight times the three products of a layer of 8 bits, as a training step does them: the sums, the gradient of what
// comes in, and that of the weights.
func (b *bench) eight(o order) (a answer, err error) {
	g := kernel.Wide{O: eightMaps, Groups: 1, Windows: kernel.Windows{C: eightMaps, H: eightSide, W: eightSide, KH: 3,
		KW: 3, SH: 1, SW: 1, PH: 1, PW: 1, Rows: eightSide, Columns: eightSide, PoolH: 1, PoolW: 1}}
	const values, stride, taps = eightMaps * eightSide * eightSide, eightBatch, 9 * eightMaps
	x, weights := make([]int16, values*stride), randomBytes(eightMaps*taps)
	for i, v := range randomBytes(len(x)) {
		x[i] = int16(v)
	}
	up, down := make([]int32, g.O*g.UpSize()), make([]int32, taps*g.DownSize())
	for n := range g.O {
		g.PairUp(up[n*g.UpSize():], weights[n*taps:][:taps])
	}
	for i := range taps {
		column := make([]int8, g.O)
		for n := range column {
			column[n] = weights[n*taps+i]
		}
		g.PairDown(down[i*g.DownSize():], column)
	}
	sums := kernel.Sums{Data: make([]int32, values*stride), Stride: stride, O: g.O}
	d := kernel.MapGrads{Bytes: kernel.Bytes{Data: randomBytes(values * stride), Stride: stride}, O: g.O}
	dx, dw, s := kernel.Matrix{Data: make([]float32, values*stride), Stride: stride}, make([][kernel.Lanes]int64, taps),
		&kernel.MapScratch{}
	for range o.Reps + 1 {
		a.MS = append(a.MS, timed(func() {
			for c := 0; c < eightBatch; c += kernel.Lanes {
				kernel.WideForward(sums, c, up, 0, g.O, x[c:], stride, &g, s)
				kernel.WideBelow(dx, c, d, down, 0, values, 1, &g, s)
			}
			for n := 0; n < g.O; n += kernel.Lanes {
				kernel.WideGrad(dw, n, d, x, stride, 127, eightBatch, &g, s)
			}
		}))
	}
	sink += float64(sums.Data[0]) + float64(dx.Data[0]) + float64(dw[0][0])
	a.MS = a.MS[1:]
	return a, nil
}
