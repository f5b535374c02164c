package bnn

import "arraylab/sim/kernel"

// TestBatch is the number of images of a forward batch at test: batch statistics and errors
// drawn at read are those of a thousand images in file order.
const TestBatch = 1000

// Tally counts what a network says of images.
type Tally struct {
	Confusion [Classes][Classes]int // [true class][predicted class]
	Loss      float64               // summed cross-entropy, nat
	Images    int
}

// Correct is the number of right answers.
func (t *Tally) Correct() int {
	n := 0
	for c := range t.Confusion {
		n += t.Confusion[c][c]
	}
	return n
}

// Reader gives the weights' signs of a layer, [O][I], as a forward batch reads them. It runs
// as a stage of its own before the layer; nil means that they never change.
type Reader interface {
	// Read makes the signs of layer l for forward batch number batch.
	Read(l, batch int)
	// Signs returns them.
	Signs(l int) kernel.Signs
}

// Fixed is a Reader of weights that read the same each time.
type Fixed []kernel.Signs

// Read does nothing.
func (Fixed) Read(int, int) {}

// Signs returns the weights of a layer.
func (f Fixed) Signs(l int) kernel.Signs { return f[l] }

// Pass runs images through a network in forward batches of TestBatch and tallies the answers.
type Pass struct {
	Tally  Tally
	shape  Shape
	images []byte
	labels []byte
	weight Reader
	norms  [][]kernel.Norm // the layers' normalizations; with batch statistics a scratch copy
	fold   [][]Threshold   // of the hidden layers; nil for batch statistics

	batch  int
	in     *input
	stride int
	sums   []int32
	bits   []kernel.Signs // [O][B] by hidden layer
	rows   []kernel.Signs // [B][O]
	work   Work
}

// NewPass prepares a pass over all the given images. norms are the normalizations to use; with
// batchStatistics their mean and variance are replaced by those of each forward batch, else
// the hidden layers are folded into integer thresholds.
func NewPass(s Shape, w Reader, norms [][]kernel.Norm, batchStatistics bool, images, labels []byte) *Pass {
	p := &Pass{shape: s, images: images, labels: labels, weight: w}
	for l := range norms {
		p.norms = append(p.norms, append([]kernel.Norm{}, norms[l]...))
	}
	if !batchStatistics {
		m := Model{Shape: s, Norms: norms}
		for l := range s.Layers() - 1 {
			p.fold = append(p.fold, m.Folded(l))
		}
	}
	b := min(TestBatch, len(labels))
	p.in, p.stride = newInput(s, b), kernel.Stride(b)
	widest := 0
	for l := range s.Layers() {
		widest = max(widest, s.Out(l))
		p.bits = append(p.bits, newSigns(s.Out(l), b))
		p.rows = append(p.rows, newSigns(b, s.Out(l)))
	}
	p.sums = make([]int32, widest*p.stride)
	p.work.Stages = p.stages()
	return p
}

// Done returns how many images are through.
func (p *Pass) Done() int { return min(p.batch*TestBatch, len(p.labels)) }

// Advance does a short piece of work and reports whether all images are through.
func (p *Pass) Advance(workers []*Worker) (done bool) {
	if p.Done() == len(p.labels) {
		return true
	}
	if p.work.Advance(workers) {
		p.batch++
	}
	return p.Done() == len(p.labels)
}

func (p *Pass) stages() []Stage {
	q := []Stage{once(func(*Worker) {
		from := p.batch * TestBatch
		p.in.load(p.images, min(TestBatch, len(p.labels)-from), func(b int) int { return from + b }, false)
	})}
	last := p.shape.Layers() - 1
	for l := range p.shape.Layers() {
		q = append(q, once(func(*Worker) { p.weight.Read(l, p.batch) }),
			p.in.forward(p.shape, l, &p.sums, p.stride,
				func() kernel.Signs { return p.weight.Signs(l) }, func() kernel.Signs { return p.rows[l-1] }))
		if p.fold == nil {
			q = append(q, p.rowStage(l, p.ownStatistics))
		}
		if l < last {
			if p.fold == nil {
				q = append(q, p.rowStage(l, p.unfoldedBits))
			} else {
				q = append(q, p.rowStage(l, p.foldedBits))
			}
			q = append(q, transposeStage(p.rows[l], p.bits[l], p.shape.Out(l), func() int { return p.in.batch }))
		}
	}
	return append(q, once(func(*Worker) { p.answer() }))
}

// transposeStage turns bits [O][B] into [B][O].
func transposeStage(dst, src kernel.Signs, outputs int, batch func() int) Stage {
	return Stage{
		Blocks: func() int { return parts(batch(), 64) },
		Run:    func(block int, _ *Worker) { kernel.TransposeBits(dst, src, outputs, batch(), 64*block) },
	}
}

// rowStage does something for each neuron of a layer.
func (p *Pass) rowStage(l int, do func(l, o int, row []int32)) Stage {
	outputs := p.shape.Out(l)
	return Stage{
		Blocks: func() int { return parts(outputs, rowsPerBlock) },
		Run: func(block int, _ *Worker) {
			for o := block * rowsPerBlock; o < min((block+1)*rowsPerBlock, outputs); o++ {
				do(l, o, p.sums[o*p.stride:o*p.stride+p.in.batch])
			}
		},
	}
}

func (p *Pass) ownStatistics(l, o int, row []int32) { p.norms[l][o].SetMoments(kernel.Moments(row)) }

func (p *Pass) unfoldedBits(l, o int, row []int32) {
	n := &p.norms[l][o]
	pack(p.bits[l].Words[o*p.bits[l].Stride:], row, func(s int32) bool { return n.Y(s) >= 0 })
}

func (p *Pass) foldedBits(l, o int, row []int32) {
	thresholdBits(p.bits[l].Words[o*p.bits[l].Stride:], row, p.fold[l][o])
}

// pack packs a predicate of each sum.
func pack(words []uint64, row []int32, is func(int32) bool) {
	for w := range parts(len(row), 64) {
		var word uint64
		for j, s := range row[64*w : min(64*w+64, len(row))] {
			if is(s) {
				word |= 1 << j
			}
		}
		words[w] = word
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

// answer takes the outputs of the last layer.
func (p *Pass) answer() {
	norms := p.norms[p.shape.Layers()-1]
	var y [Classes]float32
	var prob [Classes]float64
	for b := range p.in.batch {
		for c := range y {
			y[c] = norms[c].Y(p.sums[c*p.stride+b])
		}
		label := p.labels[p.batch*TestBatch+b]
		p.Tally.Confusion[label][softmax(&y, &prob)]++
		p.Tally.Loss += crossEntropy(&prob, label)
	}
	p.Tally.Images += p.in.batch
}
