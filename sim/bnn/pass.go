package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// TestBatch is the number of images of a forward batch at test: batch statistics and errors
// drawn at read are those of a thousand images in file order.
const TestBatch = 1000

// Tally counts what a network says of images.
type Tally struct {
	Confusion [][]int // [true class][predicted class]
	Loss      float64 // summed cross-entropy (nat), or hinge loss
	Images    int
}

// newTally makes an empty one.
func newTally(classes int) Tally {
	t := Tally{Confusion: make([][]int, classes)}
	for c := range t.Confusion {
		t.Confusion[c] = make([]int, classes)
	}
	return t
}

// Correct is the number of right answers.
func (t *Tally) Correct() int {
	n := 0
	for c := range t.Confusion {
		n += t.Confusion[c][c]
	}
	return n
}

// Reader gives the weights' signs of a layer, [O][I], as a forward batch reads them.
type Reader interface {
	// Read makes the signs of layer l for forward batch number batch. It runs as a stage of its
	// own before the layer. In a crew a member may need those of its own neurons alone, not of all.
	Read(l, batch int, all bool)
	// Signs returns them.
	Signs(l int) kernel.Signs
}

// Fixed is a Reader of weights that read the same each time.
type Fixed []kernel.Signs

// Read does nothing.
func (Fixed) Read(int, int, bool) {}

// Signs returns the weights of a layer.
func (f Fixed) Signs(l int) kernel.Signs { return f[l] }

// Pass runs images through a network in forward batches of TestBatch and tallies the answers.
// In a crew every member has one; the tally is the same with all. Where neurons are folded, each
// member computes images of its own; where they take the statistics of the batch, its own neurons.
type Pass struct {
	Tally  Tally
	crew   crew.Crew
	said   []answer  // of the batch
	y      []float32 // scores of an image
	prob   []float64 // their softmax
	net    Network
	feed   feed
	n      int
	weight Reader
	norms  [][]kernel.Norm // the layers' normalizations; with batch statistics a scratch copy
	fold   [][]Threshold   // of the hidden layers; nil for batch statistics

	batch  int
	in     *input
	stride int
	sums   *[]int32 // [O][stride] of the layer under way, at least need of them
	own    []int32
	need   int
	bits   []kernel.Signs   // [O][B] by hidden layer
	rows   []kernel.Signs   // [B][O]
	planes []kernel.Planes  // weights by layer whose neurons fire without sums
	limits []*kernel.Limits // nil where sums are made
	work   Work
}

// NewPass prepares a pass over all the given images. norms are the normalizations to use; with
// batchStatistics their mean and variance are replaced by those of each forward batch, else
// the hidden layers are folded into integer thresholds.
func NewPass(c crew.Crew, net Network, w Reader, norms [][]kernel.Norm, batchStatistics bool, images Images) *Pass {
	p := &Pass{crew: c, net: net, Tally: newTally(net.Classes), feed: newFeed(c, images, net.Input.Values()), n: images.N, weight: w,
		planes: make([]kernel.Planes, len(net.Layers)), limits: make([]*kernel.Limits, len(net.Layers))}
	for l := range norms {
		p.norms = append(p.norms, append([]kernel.Norm{}, norms[l]...))
	}
	if !batchStatistics {
		m := Model{Net: net, Norms: norms}
		for l := range len(net.Layers) - 1 {
			p.fold = append(p.fold, m.Folded(l))
			p.limits[l] = net.Layers[l].limits(p.fold[l])
		}
	}
	b := min(TestBatch, p.n)
	p.in, p.stride = newInput(net.Input, b), kernel.Stride(b)
	for l := range net.Layers {
		y := &net.Layers[l]
		p.bits = append(p.bits, y.Outputs.NewRows(y.Out, b))
		p.rows = append(p.rows, y.Outputs.NewRows(b, y.Out))
	}
	p.sums, p.need = &p.own, net.widest()*p.stride
	p.y, p.prob = make([]float32, net.Classes), make([]float64, net.Classes)
	p.work.Stages = p.stages()
	return p
}

// Borrow makes the pass use memory for its sums that nobody else uses meanwhile. It must come first.
func (p *Pass) Borrow(sums *[]int32) *Pass {
	p.sums = sums
	return p
}

// Done returns how many images are through.
func (p *Pass) Done() int { return min(p.batch*TestBatch, p.n) }

// Between tells whether no forward batch is under way.
func (p *Pass) Between() bool { return p.work.Fresh() }

// Advance does a short piece of work and reports whether all images are through.
func (p *Pass) Advance(workers []*Worker) (done bool) {
	if p.Done() == p.n {
		return true
	}
	if p.work.Advance(workers) {
		p.batch++
	}
	return p.Done() == p.n
}

func (p *Pass) stages() []Stage {
	q := []Stage{once(func(*Worker) {
		from := p.batch * TestBatch
		*p.sums = grown(*p.sums, p.need)
		p.feed.bring(min(TestBatch, p.n-from), place{first: from}, 0)
		lo, hi := p.images()
		if !p.net.Layers[0].Inputs.Packed() && p.limits[0] != nil {
			p.feed.show(p.in, lo, hi)
		} else {
			p.feed.load(p.in, lo, hi, false)
		}
	})}
	for l := range p.net.Layers {
		y := &p.net.Layers[l]
		var x func() kernel.Signs
		if l > 0 {
			x = func() kernel.Signs { return p.rows[l-1] }
		}
		o0, o1 := p.neurons(l)
		q = append(q, once(func(*Worker) { p.read(l) }))
		if p.limits[l] != nil {
			q = append(q, p.in.fire(y, p.limits[l], &p.planes[l], p.rows[l], x))
			continue
		}
		q = append(q, p.in.forward(y, o0, o1, func() []int32 { return *p.sums }, p.stride,
			func() kernel.Signs { return p.weight.Signs(l) }, x))
		if p.fold == nil {
			q = append(q, p.rowStage(l, p.ownStatistics))
		}
		if y.Hidden() {
			bits := p.foldedBits
			if p.fold == nil {
				bits = p.unfoldedBits
			}
			share := p.rowStage(l, bits)
			if p.fold == nil {
				share.Then = func() { crew.Rows(p.crew, p.bits[l].Words, p.bits[l].Stride, kernel.Lanes) }
			}
			q = append(q, share, transposeStage(y, p.rows[l], p.bits[l], func() int { return p.in.batch }))
		}
	}
	return append(q, once(func(*Worker) { p.answer() }))
}

// read makes the weights of a layer.
func (p *Pass) read(l int) {
	p.weight.Read(l, p.batch, p.fold != nil || !p.net.Layers[l].Hidden())
	if p.limits[l] != nil {
		p.planes[l].Cut(p.weight.Signs(l), p.net.Layers[l].Out, p.net.Layers[l].FanIn())
	}
}

// imagesAtOnce is the least number of images that are a member's own: a word of bits.
const imagesAtOnce = 64

// images are those of the batch that this member computes.
func (p *Pass) images() (lo, hi int) {
	n := min(TestBatch, p.n-p.batch*TestBatch)
	if p.fold == nil {
		return 0, n
	}
	lo, hi = crew.Part(p.crew, parts(n, imagesAtOnce))
	return min(lo*imagesAtOnce, n), min(hi*imagesAtOnce, n)
}

// neurons are those of a layer that this member computes: all for images of its own, else its own,
// and all of the few outputs.
func (p *Pass) neurons(l int) (o0, o1 int) {
	out := p.net.Layers[l].Out
	if p.fold != nil || !p.net.Layers[l].Hidden() {
		return 0, out
	}
	t0, t1 := crew.Part(p.crew, parts(out, kernel.Lanes))
	return min(t0*kernel.Lanes, out), min(t1*kernel.Lanes, out)
}

// rowsPerBlock is how many neurons' rows a block of row work takes.
const rowsPerBlock = 32

// transposeStage turns bits [O][B] into [B][O].
func transposeStage(y *Layer, dst, src kernel.Signs, batch func() int) Stage {
	return Stage{
		Blocks: func() int { return parts(batch(), 64) },
		Run:    func(block int, _ *Worker) { y.Outputs.transpose(dst, src, y.Out, batch(), 64*block) },
	}
}

// rowStage does something for each of this member's neurons of a layer.
func (p *Pass) rowStage(l int, do func(l, o int, row []int32)) Stage {
	o0, o1 := p.neurons(l)
	return Stage{
		Blocks: func() int { return parts(o1-o0, rowsPerBlock) },
		Run: func(block int, _ *Worker) {
			from := o0 + block*rowsPerBlock
			for o := from; o < min(from+rowsPerBlock, o1); o++ {
				do(l, o, (*p.sums)[o*p.stride:o*p.stride+p.in.batch])
			}
		},
	}
}

func (p *Pass) ownStatistics(l, o int, row []int32) {
	if p.net.Layers[l].Norm == BatchNorm {
		p.norms[l][o].SetMoments(kernel.Moments(row))
	}
}

// unfoldedBits folds the normalization of the batch's own statistics: that takes fewer outputs than a batch has images.
func (p *Pass) unfoldedBits(l, o int, row []int32) {
	y := &p.net.Layers[l]
	for plane := range y.Outputs.planes() {
		n := y.Outputs.shifted(&p.norms[l][o], plane)
		thresholdBits(y.Outputs.plane(p.bits[l], o, plane), row, Fold(&n, y.MaxSum()))
	}
}

func (p *Pass) foldedBits(l, o int, row []int32) {
	y := &p.net.Layers[l]
	for plane := range y.Outputs.planes() {
		thresholdBits(y.Outputs.plane(p.bits[l], o, plane), row, p.fold[l][plane*y.Out+o])
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

// answer is what the network says of an image.
type answer struct {
	loss   float64 // cross-entropy (nat), or hinge loss
	winner int64
}

// answer takes the outputs of the last layer, of this member's images or of all, and tallies them
// image by image.
func (p *Pass) answer() {
	norms := p.norms[len(p.net.Layers)-1]
	p.said = grown(p.said, len(p.feed.labels))
	lo, _ := p.images()
	y, prob := p.y, p.prob
	for b := range p.in.batch {
		for c := range y {
			y[c] = norms[c].Y((*p.sums)[c*p.stride+b])
		}
		said := &p.said[lo+b]
		said.winner = int64(softmax(y, prob))
		said.loss = p.net.Loss.of(y, prob, p.feed.labels[lo+b])
	}
	if p.fold != nil {
		crew.Rows(p.crew, p.said, 1, imagesAtOnce)
	}
	for b, said := range p.said {
		p.Tally.Confusion[p.feed.labels[b]][said.winner]++
		p.Tally.Loss += said.loss
	}
	p.Tally.Images += len(p.said)
}
