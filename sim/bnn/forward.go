package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// forward is the way up: a batch of images goes through the layers, and each neuron's sums go to a sink, which says
// what the neuron's outputs are and whatever else is wanted of the sums. Training, tests, statistics, margins and a
// single image on its way differ in their sinks alone.
//
// Members of a crew share out the neurons of each layer, and complete each other's outputs; or, apart, the images.
type forward struct {
	net     Network
	kinds   []products // by layer
	crew    crew.Crew
	apart   bool                          // each member has images of its own
	mute    bool                          // nothing is passed on: the sums are all that is wanted
	batch   int                           // images under way
	x       []values                      // by layer, what it takes
	stride  int                           // of a row of sums
	sums    *[]int32                      // [O][stride] of the layer under way
	weights func(l int) kernel.Signs      // [O][FanIn] as the batch reads them
	sink    func(l, o int, s rows[int32]) // takes the sums of neuron o of layer l
	firing  []firing                      // by layer, of those whose neurons fire without sums

	scores []float32 // of one image
	prob   []float64 // their softmax
}

// firing is what a layer needs whose neurons fire without sums.
type firing struct {
	limits *kernel.Limits // nil where sums are made
	planes kernel.Planes  // the weights as they were read last
}

// newForward prepares the way of batches of at most so many images. The weights, the sink and the memory of the sums
// are to be set.
func newForward(c crew.Crew, net Network, maxBatch int) *forward {
	f := &forward{net: net, crew: c, stride: kernel.Stride(maxBatch), firing: make([]firing, len(net.Layers)),
		scores: make([]float32, net.Classes), prob: make([]float64, net.Classes)}
	for l := range net.Layers {
		y := &net.Layers[l]
		f.kinds = append(f.kinds, y.products())
		f.x = append(f.x, newValues(y.Inputs, y.In.Values(), maxBatch))
		f.x[l].listed = f.kinds[l].dense()
	}
	return f
}

// need is how many sums there must be memory for.
func (f *forward) need() int { return f.net.widest() * f.stride }

// fold makes the neurons of hidden layers fire by integer thresholds, without sums where that is faster.
func (f *forward) fold(thresholds [][][]Threshold) {
	for l, t := range thresholds {
		f.firing[l].limits = f.kinds[l].limits(t)
	}
}

// firesFromBytes tells whether the first layer takes the bytes of the images as they stand.
func (f *forward) firesFromBytes() bool { return f.firing[0].limits != nil && !f.x[0].Packed() }

// layer are the stages of layer l.
func (f *forward) layer(l int) []Stage {
	y := &f.net.Layers[l]
	if f.firing[l].limits != nil {
		return []Stage{f.kinds[l].fire(f, l)}
	}
	q := []Stage{f.kinds[l].sums(f, l), f.sinks(l)}
	if y.Hidden() {
		q = append(q, f.turn(l))
	}
	return q
}

// layers are the stages of all layers.
func (f *forward) layers() (q []Stage) {
	for l := range f.net.Layers {
		q = append(q, f.layer(l)...)
	}
	return q
}

// neurons of layer l that this member computes: lo <= o < hi. The few outputs are every member's.
func (f *forward) neurons(l int) (lo, hi int) {
	y := &f.net.Layers[l]
	if f.apart || !y.Hidden() {
		return 0, y.Out
	}
	return f.own(l)
}

// own are the neurons of layer l that are this member's: whole tiles.
func (f *forward) own(l int) (lo, hi int) {
	out := f.net.Layers[l].Out
	t0, t1 := crew.Part(f.crew, parts(out, kernel.Lanes))
	return min(t0*kernel.Lanes, out), min(t1*kernel.Lanes, out)
}

// ownValues are those that come out of the neurons of layer l that are this member's.
func (f *forward) ownValues(l int) (lo, hi int) {
	lo, hi = f.own(l)
	p := f.net.Layers[l].Positions()
	return lo * p, hi * p
}

// of are the sums of neuron o of layer l.
func (f *forward) of(l, o int) rows[int32] {
	return rowsOf(&f.net.Layers[l], o, *f.sums, f.stride, f.batch)
}

// sinks is the stage that gives the sums to the sink, neuron by neuron, and completes the outputs.
func (f *forward) sinks(l int) Stage {
	lo, hi := f.neurons(l)
	return Stage{
		Blocks: func() int { return parts(hi-lo, kernel.Lanes) },
		Run: func(block int, _ *Worker) {
			from := lo + block*kernel.Lanes
			s := f.of(l, from)
			for o := from; o < min(from+kernel.Lanes, hi); o++ {
				f.sink(l, o, s)
				s.next()
			}
		},
		Then: func() {
			if out := f.out(l); out != nil && !f.apart && !f.mute {
				crew.Rows(f.crew, out.byValue.Words, out.byValue.Stride, kernel.Lanes)
			}
		},
	}
}

// out is what layer l gives: what the next one takes. The last one gives none.
func (f *forward) out(l int) *values {
	if l == len(f.x)-1 {
		return nil
	}
	return &f.x[l+1]
}

// turn is the stage that makes the outputs of layer l by image from those by neuron.
func (f *forward) turn(l int) Stage {
	out := f.out(l)
	return Stage{
		Blocks: func() int {
			if f.mute {
				return 0
			}
			return parts(f.batch, 64)
		},
		Run: func(block int, _ *Worker) { out.turn(f.batch, block) },
	}
}

// columns is a stage by blocks of images, each for all of the neurons.
func (f *forward) columns(run func(c, n int, k *Worker)) Stage {
	return Stage{
		Blocks: func() int { return parts(f.batch, kernel.ColumnBlock(f.batch)) },
		Run: func(block int, k *Worker) {
			n := kernel.ColumnBlock(f.batch)
			run(block*n, min(n, f.batch-block*n), k)
		},
	}
}

// pack writes the outputs of a neuron of layer l from its sums, by a threshold for each of their planes.
func (f *forward) pack(l int, s rows[int32], thresholds []Threshold) {
	for plane, t := range thresholds {
		f.packPlane(l, plane, s, t)
	}
}

// packPlane writes one plane of them.
func (f *forward) packPlane(l, plane int, s rows[int32], t Threshold) {
	out := f.out(l)
	for p := range s.n {
		thresholdBits(out.plane(out.byValue, s.value(p), plane), s.row(p), t)
	}
}

// thresholdBits packs which sums fire.
func thresholdBits(words []uint64, row []int32, t Threshold) {
	if t.Flipped {
		kernel.PackAtLeast(words, row, t.At+1, true) // s <= At is not s >= At+1
		return
	}
	kernel.PackAtLeast(words, row, t.At, false)
}

// answer takes the scores of image b from the sums of the last layer, and their softmax; it returns the class of the
// largest one.
func (f *forward) answer(norms []kernel.Norm, b int) (winner int) {
	s := f.of(len(f.net.Layers)-1, 0)
	for c := range f.scores {
		f.scores[c] = norms[c].Y(s.data[b])
		s.next()
	}
	return softmax(f.scores, f.prob)
}
