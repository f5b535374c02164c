package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// forward is the way up: a batch of images goes through the layers, and each neuron's sums go to a sink, which says
// what the neuron's outputs are and whatever else is wanted of the sums. Training, tests, statistics, margins and a
// single image on its way differ in their sinks alone.
//
// Members of a crew share out the neurons of each dense layer, and complete each other's outputs; of layers over maps,
// which come first, the images of the batch: nothing is completed before the first dense one takes them (join). Or,
// apart, each has a batch of its own.
type forward struct {
	net     Network
	kinds   []products // by layer
	forms   []form     // of their rows of sums
	parted  []bool     // whether members may share out its images
	crew    crew.Crew
	apart   bool                          // each member has images of its own
	mute    int                           // the layer, from 1, that passes nothing on: its sums are all that is wanted
	batch   int                           // images under way
	lo, hi  int                           // those that this member takes over maps
	x       []values                      // by layer, what it takes
	raw     []values                      // by layer, its outputs, where what goes on are their averages
	edge    values                        // what maps give the first dense layer, of this member's images
	tiles   []int16                       // the same as numbers, of all members' images
	strides []int                         // of a row of sums, by layer
	sums    *[]int32                      // [P*O][stride] of the layer under way
	totals  []moments                     // by member and neuron of a layer over a map, of its images
	weights func(l int) kernel.Signs      // [O][FanIn] as the batch reads them
	sink    func(l, o int, s rows[int32]) // takes the sums of neuron o of layer l
	firing  []firing                      // by layer, of those whose neurons fire without sums
	spoil   func(l, b int)                // makes outputs of an image of a map wrong; nil for none

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
	f := &forward{net: net, crew: c, firing: make([]firing, len(net.Layers)), scores: make([]float32, net.Classes),
		prob: make([]float64, net.Classes)}
	own := parts(parts(maxBatch, kernel.Lanes), c.Size()) * kernel.Lanes // images of a member, over maps
	for l := range net.Layers {
		y, most := &net.Layers[l], maxBatch
		f.kinds, f.forms = append(f.kinds, y.products()), append(f.forms, formOf(y))
		f.parted = append(f.parted, c.Size() > 1 && !f.kinds[l].dense())
		if !f.kinds[l].dense() {
			most = min(own, maxBatch)
		}
		f.x = append(f.x, newValues(y.Inputs, y.In.Values(), most))
		f.x[l].listed = f.kinds[l].lists()
		f.raw = append(f.raw, values{})
		if y.OutputMean.there() {
			f.raw[l] = newValues(y.Outputs, y.Map().Values(), most)
		}
		f.strides = append(f.strides, kernel.Stride(most))
		if f.kinds[l].dense() && l > 0 && !f.kinds[l-1].dense() && c.Size() > 1 {
			f.edge = newValues(y.Inputs, y.In.Values(), min(own, maxBatch))
		}
	}
	return f
}

// begin takes a batch of so many images under way.
func (f *forward) begin(batch int) {
	f.batch, f.lo, f.hi = batch, 0, batch
	if f.byImages(0) && !f.apart {
		lo, hi := crew.Part(f.crew, parts(batch, kernel.Lanes))
		f.lo, f.hi = min(lo*kernel.Lanes, batch), min(hi*kernel.Lanes, batch)
	}
}

// byImages tells whether a member computes all neurons of layer l, for images of its own.
func (f *forward) byImages(l int) bool { return f.apart || !f.kinds[l].dense() }

// shared tells whether layer l is shared out by images of one batch.
func (f *forward) shared(l int) bool { return f.parted[l] && !f.apart }

// images is how many of the batch layer l takes here.
func (f *forward) images(l int) int {
	if f.shared(l) {
		return f.hi - f.lo
	}
	return f.batch
}

// towards are the images that the gradient from layer l to the one below is of here: so many, behind others.
func (f *forward) towards(l int) (from, n int) {
	if f.shared(l-1) && f.kinds[l].dense() {
		return f.lo, f.hi - f.lo
	}
	return 0, f.images(l)
}

// load brings the images of the batch that the first layer takes here.
func (f *forward) load(from *feed, gradient bool) {
	if f.shared(0) {
		from.load(&f.x[0], f.lo, f.hi, gradient)
		return
	}
	from.load(&f.x[0], 0, f.batch, gradient)
}

// need is how many sums there must be memory for.
func (f *forward) need() (n int) {
	for l := range f.net.Layers {
		if f.firing[l].limits == nil {
			n = max(n, f.net.Layers[l].Sums()*f.strides[l])
		}
	}
	return n
}

// mostSums is how many sums of a layer a member of a crew of so many makes at most, of so many images.
func (net Network) mostSums(images, members int) (n int) {
	for l := range net.Layers {
		y := &net.Layers[l]
		n = max(n, y.Sums()*kernel.Stride(y.Share(images, members)))
	}
	return n
}

// fold makes the neurons of hidden layers fire by integer thresholds, without sums where that is faster.
func (f *forward) fold(thresholds [][][]Threshold) {
	for l, t := range thresholds {
		f.firing[l].limits = f.kinds[l].limits(t)
	}
}

// firesFromBytes tells whether the first layer takes the bytes of the images as they stand.
func (f *forward) firesFromBytes() bool {
	return f.firing[0].limits != nil && !f.x[0].Packed() && f.kinds[0].dense()
}

// layer are the stages of layer l.
func (f *forward) layer(l int) []Stage {
	y := &f.net.Layers[l]
	if f.firing[l].limits != nil {
		return f.kinds[l].fire(f, l)
	}
	q := f.kinds[l].sums(f, l)
	if f.shared(l) {
		q = append(q, f.total(l))
	}
	if q = append(q, f.sinks(l)); y.Hidden() {
		q = append(q, f.turn(l))
		if f.spoil != nil && !f.kinds[l].dense() && !y.Outputs.Eight() {
			q = append(q, f.spoils(l)...)
		}
		if y.OutputMean.there() {
			q = append(q, f.average(l))
		}
		if f.shared(l) && f.kinds[l+1].dense() {
			q = append(q, f.join(l)...)
		}
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
	if f.byImages(l) || !y.Hidden() {
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

// ownValues are those of what comes out of layer l that this member computes.
func (f *forward) ownValues(l int) (lo, hi int) {
	if f.byImages(l) {
		return 0, f.net.Layers[l].Gives().Values()
	}
	return f.own(l)
}

// of are the sums of neuron o of layer l.
func (f *forward) of(l, o int) rows[int32] {
	return rowsOf(&f.forms[l], o, *f.sums, f.strides[l], f.images(l))
}

// total is the stage that adds up the sums of a layer over a map, for whoever asks for moments: of each member's
// images, then of all.
func (f *forward) total(l int) Stage {
	out := f.net.Layers[l].Out
	return Stage{
		Blocks: func() int {
			f.totals = grown(f.totals, f.crew.Size()*out)
			return parts(out, kernel.Lanes)
		},
		Run: func(block int, _ *Worker) {
			for o := block * kernel.Lanes; o < min((block+1)*kernel.Lanes, out); o++ {
				s := f.of(l, o)
				f.totals[f.crew.Rank()*out+o] = momentsOf(&s)
			}
		},
		Then: func() { crew.Rows(f.crew, f.totals, out, 1) },
	}
}

// momentsOf adds up the sums of neuron o of layer l and their squares, over all images, and counts them.
func (f *forward) momentsOf(l, o int, s *rows[int32]) (m moments, count int) {
	if !f.shared(l) {
		return momentsOf(s), s.n * s.batch
	}
	out := f.net.Layers[l].Out
	for r := range f.crew.Size() {
		m.add(f.totals[r*out+o])
	}
	return m, s.n * f.batch
}

// moments are the mean and the population variance of the sums of neuron o of layer l.
func (f *forward) moments(l, o int, s *rows[int32]) (mean, variance float64) {
	m, count := f.momentsOf(l, o, s)
	return kernel.LongMoments(m.sum, m.squares, count)
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
			out := f.given(l)
			switch {
			case out == nil || f.byImages(l) || f.muted(l):
			case out.Eight():
				crew.Rows(f.crew, out.pixels, out.stride, kernel.Lanes)
			default:
				crew.Rows(f.crew, out.byValue.Words, out.byValue.Stride, kernel.Lanes)
			}
		},
	}
}

// out is what layer l passes on: what the next one takes. The last one passes on nothing.
func (f *forward) out(l int) *values {
	switch {
	case l == len(f.x)-1:
		return nil
	case f.shared(l) && f.kinds[l+1].dense():
		return &f.edge
	}
	return &f.x[l+1]
}

// muted tells whether layer l passes nothing on.
func (f *forward) muted(l int) bool { return f.mute == l+1 }

// spoils are the stages that make outputs of a map wrong, image by image, whoever takes it.
func (f *forward) spoils(l int) []Stage {
	out := f.given(l)
	return []Stage{{
		Blocks: func() int { return f.images(l) },
		Run:    func(b int, _ *Worker) { f.spoil(l, b) },
	}, {
		Blocks: func() int { return parts(out.size, 64) },
		Run:    func(block int, _ *Worker) { out.transpose(out.byValue, out.byImage, f.images(l), out.size, 64*block) },
	}}
}

// join are the stages that bring together what the members' images gave, for the first dense layer.
func (f *forward) join(l int) []Stage {
	to := &f.x[l+1]
	if !to.Packed() {
		return []Stage{f.joinNumbers(l)}
	}
	return []Stage{once(func(*Worker) {
		if f.muted(l) {
			return
		}
		n := to.byImage.Stride
		copy(to.byImage.Words[f.lo*n:f.hi*n], f.edge.byImage.Words)
		crew.Rows(f.crew, to.byImage.Words[:f.batch*n], n, kernel.Lanes)
	}), {
		Blocks: func() int {
			if f.muted(l) {
				return 0
			}
			return parts(to.size, 64)
		},
		Run: func(block int, _ *Worker) { to.transpose(to.byValue, to.byImage, f.batch, to.size, 64*block) },
	}}
}

// turn is the stage that makes the outputs of layer l by image from those by neuron.
func (f *forward) turn(l int) Stage {
	out := f.given(l)
	return Stage{
		Blocks: func() int {
			if f.muted(l) || out.Eight() {
				return 0
			}
			return parts(f.images(l), 64)
		},
		Run: func(block int, _ *Worker) { out.turn(f.images(l), block) },
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
	bits := f.given(l).byValue
	first := s.value(0)*bits.Stride + plane*bits.Stride/f.given(l).planes()
	t.pack(bits.Words[first:], s.step*bits.Stride, s)
}

// pack packs which sums fire, of each row to words so many apart.
func (t Threshold) pack(words []uint64, step int, s rows[int32]) {
	at := t.At
	if t.Flipped {
		at++ // s <= At is not s >= At+1
	}
	kernel.PackAtLeast(words, step, s.data, s.step*s.stride, s.n, s.batch, at, t.Flipped)
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
