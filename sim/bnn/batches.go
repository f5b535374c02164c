package bnn

// Batches are the images of an epoch, cut into those of a step each.
type Batches struct {
	Images int
	Size   int // images of a step, as it is asked for; the last one may have fewer
	// Join: a last image that is left over is joined to the batch before it. Alone it would teach nothing but shifts:
	// batch normalization over one image makes all outputs the same.
	Join bool
}

// size is that of a batch but the last.
func (b Batches) size() int { return min(b.Size, b.Images) }

// Steps returns how many batches there are.
func (b Batches) Steps() int {
	n := parts(b.Images, b.size())
	if b.joined() {
		n--
	}
	return n
}

// joined tells whether the last batch has one more than the others.
func (b Batches) joined() bool { return b.Join && b.size() > 1 && b.Images%b.size() == 1 }

// Largest returns the images of the largest batch.
func (b Batches) Largest() int {
	if b.joined() {
		return b.size() + 1
	}
	return b.size()
}

// Of returns the images lo <= i < hi of batch number n, from 0, in the order of the epoch.
func (b Batches) Of(n int) (lo, hi int) {
	if lo = n * b.size(); n == b.Steps()-1 {
		return lo, b.Images
	}
	return lo, lo + b.size()
}
