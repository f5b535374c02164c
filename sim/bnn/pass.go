package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// TestBatch is the number of images of a forward batch at test of a network of dense layers: batch statistics and
// errors drawn at read are those of a thousand images in file order.
const TestBatch = 1000

// mapTestBatch is the same of a network over maps, whose sums take as much memory as those of a batch in training. A
// weight that was read wrong is wrong at all places of such a batch.
const mapTestBatch = 100

// TestBatch is the number of images of a forward batch at test.
func (net Network) TestBatch() int {
	if net.Layers[0].Kind == Dense {
		return TestBatch
	}
	return mapTestBatch
}

// Tally counts what a network says of images.
type Tally struct {
	Confusion [][]int // [true class][predicted class]
	Loss      float64 // summed cross-entropy (nat), or hinge loss
	Images    int
}

// NewTally makes an empty one, of a network for so many classes.
func NewTally(classes int) Tally {
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

// Reader gives the packed weights of a layer, [O][FanIn], as a forward batch reads them.
type Reader interface {
	// Read makes the weights of layer l for forward batch number batch. It runs as a stage of its
	// own before the layer. In a crew a member may need those of its own neurons alone, not of all.
	Read(l, batch int, all bool)
	// Alike tells whether all forward batches read the same weights.
	Alike() bool
	// Signs returns them.
	Signs(l int) kernel.Signs
}

// Fixed is a Reader of weights that read the same each time.
type Fixed []kernel.Signs

// Read does nothing.
func (Fixed) Read(int, int, bool) {}

// Alike is true.
func (Fixed) Alike() bool { return true }

// Signs returns the weights of a layer.
func (f Fixed) Signs(l int) kernel.Signs { return f[l] }

// Pass runs images through a network in forward batches of Network.TestBatch and tallies the answers.
// In a crew every member has one; the tally is the same with all. Where neurons are folded, each
// member computes images of its own; where they take the statistics of the batch, its own neurons.
type Pass struct {
	Tally  Tally
	Said   []byte // the classes that the network told so far, image by image
	up     *forward
	weight Reader
	norms  [][]kernel.Norm // the layers' normalizations; with batch statistics a scratch copy
	folds  [][][]Threshold // of the hidden layers; nil for batch statistics
	feed   feed
	n      int
	size   int // images of a forward batch

	batch int      // under way
	said  []answer // of the batch
	sums  *[]int32 // of up, at least as many as it needs
	own   []int32
	work  Work
}

// NewPass prepares a pass over all the given images. norms are the normalizations to use; with
// batchStatistics their mean and variance are replaced by those of each forward batch, else
// the hidden layers are folded into integer thresholds.
func NewPass(c crew.Crew, net Network, w Reader, norms [][]kernel.Norm, batchStatistics bool, images Images) *Pass {
	p := &Pass{Tally: NewTally(net.Classes), up: newForward(c, net, min(net.TestBatch(), images.N)), weight: w,
		feed: newFeed(c, images, net.Input.Values()), n: images.N, size: net.TestBatch()}
	p.sums, p.up.weights = &p.own, w.Signs
	for l := range norms {
		p.norms = append(p.norms, append([]kernel.Norm{}, norms[l]...))
	}
	p.up.sink = p.unfolded
	if !batchStatistics {
		p.folds = net.thresholds(norms)
		p.up.fold(p.folds)
		p.up.apart, p.up.sink = true, p.folded
		if w.Alike() && !p.up.kinds[0].dense() {
			// Which images go together is all one then: whole tiles of them waste none, and two members have as many.
			p.size -= p.size % kernel.Lanes
		}
	}
	p.work.Stages = p.stages()
	return p
}

// Borrow makes the pass use memory for its sums that nobody else uses meanwhile. It must come first.
func (p *Pass) Borrow(sums *[]int32) *Pass {
	p.sums = sums
	return p
}

// BorrowFrom does the same with the memory that a trainer needs only within a step: for its sums, and for what layers take
// where as many images of the same levels come in. It is for the time between two steps.
func (p *Pass) BorrowFrom(t *Trainer) *Pass {
	for l := range p.up.x {
		if own, x := &p.up.x[l], t.up.x[l]; own.alike(&x) {
			x.listed = own.listed
			*own = x
		}
	}
	return p.Borrow(t.Sums())
}

// Done returns how many images are through.
func (p *Pass) Done() int { return min(p.batch*p.size, p.n) }

// Between tells whether no forward batch is under way.
func (p *Pass) Between() bool { return p.work.Between() }

// Advance does a short piece of work and reports whether there is more to do.
func (p *Pass) Advance(workers []*Worker) (more bool) {
	if p.Done() < p.n && !p.work.Advance(workers) {
		p.batch++
	}
	return p.Done() < p.n
}

func (p *Pass) stages() []Stage {
	q := []Stage{once(func(*Worker) { p.load() })}
	for l := range p.up.net.Layers {
		q = append(q, once(func(*Worker) { p.read(l) }))
		q = append(q, p.up.layer(l)...)
	}
	return append(q, once(func(*Worker) { p.answer() }))
}

// load brings the images of the batch.
func (p *Pass) load() {
	if need := p.up.need(); len(*p.sums) < need { // never shorter: who lends it may need more
		*p.sums = make([]int32, need)
	}
	p.up.sums = p.sums
	from := p.batch * p.size
	p.feed.bring(min(p.size, p.n-from), place{first: from}, 0)
	lo, hi := p.images()
	p.up.begin(hi - lo)
	switch {
	case p.up.firesFromBytes():
		p.feed.show(&p.up.x[0], lo)
	case p.up.apart:
		p.feed.load(&p.up.x[0], lo, hi, false)
	default:
		p.up.load(&p.feed, false)
	}
}

// read makes the weights of a layer.
func (p *Pass) read(l int) {
	p.weight.Read(l, p.batch, p.up.byImages(l) || !p.up.net.Layers[l].Hidden())
}

// wordOfImages is the least number of images that are a member's own: a word of bits.
const wordOfImages = 64

// unit is that of the network: over maps a tile is enough.
func (p *Pass) unit() int {
	if p.up.kinds[0].dense() {
		return wordOfImages
	}
	return kernel.Lanes
}

// images are those of the batch that this member computes.
func (p *Pass) images() (lo, hi int) {
	n := min(p.size, p.n-p.batch*p.size)
	if !p.up.apart {
		return 0, n
	}
	lo, hi = crew.Part(p.up.crew, parts(n, p.unit()))
	return min(lo*p.unit(), n), min(hi*p.unit(), n)
}

// folded is the sink that compares sums with thresholds.
func (p *Pass) folded(l, o int, s rows[int32]) {
	if l < len(p.folds) {
		p.up.give(l, s, &p.norms[l][o], p.folds[l][o])
	}
}

// unfolded is the sink that takes the statistics of the batch, and folds: that takes fewer outputs than a batch has
// images.
func (p *Pass) unfolded(l, o int, s rows[int32]) {
	y, n := &p.up.net.Layers[l], &p.norms[l][o]
	mean, variance := p.up.moments(l, o, &s)
	y.Norm.set(n, mean, variance)
	if y.Outputs.Eight() {
		p.up.give(l, s, n, nil)
		return
	}
	for plane := 0; y.Hidden() && plane < y.Outputs.planes(); plane++ {
		p.up.packPlane(l, plane, s, y.fold(n, plane))
	}
}

// answer is what the network says of an image.
type answer struct {
	loss   float64 // cross-entropy (nat), or hinge loss
	winner int64
}

// answer takes the scores, of this member's images or of all, and tallies them image by image.
func (p *Pass) answer() {
	norms, labels := p.norms[len(p.norms)-1], p.feed.labels
	p.said = grown(p.said, len(labels))
	lo, _ := p.images()
	for b := range p.up.batch {
		said := &p.said[lo+b]
		said.winner = int64(p.up.answer(norms, b))
		said.loss = p.up.net.Loss.of(p.up.scores, p.up.prob, labels[lo+b])
	}
	if p.up.apart {
		crew.Rows(p.up.crew, p.said, 1, p.unit())
	}
	for b, said := range p.said {
		p.Tally.Confusion[labels[b]][said.winner]++
		p.Tally.Loss += said.loss
		p.Said = append(p.Said, byte(said.winner))
	}
	p.Tally.Images += len(p.said)
}
