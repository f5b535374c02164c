package bnn

import "arraylab/sim/crew"

// Images are what a network is trained or tested on. In a crew the pixels and labels are with
// the leader; the others know the number.
type Images struct {
	N      int
	Pixels []byte // N*V, nil where they are elsewhere
	Labels []byte // N

	// Index, where the images are some of those in Pixels and Labels, are their N numbers there.
	Index []int32
	// Places, where the pixels are permuted, says from where each comes; every member of a crew has it.
	Places []int32

	// Encode, where the input is stochastic, draws the counts of an image's streams (V values) in the given
	// round; number is the image's in the set. Every member of a crew has it.
	Encode func(counts []uint16, image []byte, round, number int)
	// Augment, where images are changed by chance in training, writes into dst (V values) what is shown for an image
	// in the given round; number is as with Encode. It comes before Places, and frozen statistics are without it.
	Augment func(dst, image []byte, round, number int)
}

// Rounds of an encoding: training counts its epochs from 0; the frozen statistics have a round of their own.
const roundFrozen = 1 << 20

// Of makes Images of n*784 bytes and their labels.
func Of(pixels, labels []byte) Images { return Images{N: len(labels), Pixels: pixels, Labels: labels} }

// place says where the images of a batch stand: image b is number first+b, in an order of its own
// where there is one.
type place struct {
	first int
	order []int32
	index []int32 // numbers in the set by numbers here, nil where they are the same
}

func (p place) at(b int) int {
	n := p.first + b
	if p.order != nil {
		n = int(p.order[n])
	}
	if p.index != nil {
		n = int(p.index[n])
	}
	return n
}

// feed brings the images of a batch to every member.
type feed struct {
	crew   crew.Crew
	from   Images
	values int    // of an image
	labels []byte // of the batch

	pixels  []byte // where the images of the batch stand
	place   place
	copied  []byte   // of those that had to travel
	changed []byte   // of those that are changed by chance
	moved   []byte   // of those whose pixels are permuted, or that are not all of a set
	counts  []uint16 // of a stochastic input, in place of the pixels
}

// newFeed brings images with so many values.
func newFeed(c crew.Crew, from Images, values int) feed {
	return feed{crew: c, from: from, values: values}
}

// bring takes batch images, as they stand in the set, or their counts in a round.
func (f *feed) bring(batch int, p place, round int) {
	f.fetch(batch, p)
	if f.from.Augment != nil && round != roundFrozen {
		f.change(batch, p, round)
	}
	if f.from.Index != nil || f.from.Places != nil {
		f.move(batch)
	}
	if f.from.Encode == nil {
		return
	}
	f.counts = grown(f.counts, batch*f.values)
	for b := range batch {
		f.from.Encode(f.counts[b*f.values:(b+1)*f.values], f.pixels[f.place.at(b)*f.values:][:f.values], round, p.at(b))
	}
}

// change puts the images of the batch side by side, as they are shown in a round.
func (f *feed) change(batch int, p place, round int) {
	f.changed = grown(f.changed, batch*f.values)
	for b := range batch {
		f.from.Augment(f.changed[b*f.values:(b+1)*f.values], f.pixels[f.place.at(b)*f.values:][:f.values], round, p.at(b))
	}
	f.pixels, f.place = f.changed, place{}
}

// move puts the images of the batch side by side, with their pixels in their places.
func (f *feed) move(batch int) {
	f.moved = grown(f.moved, batch*f.values)
	for b := range batch {
		from, to := f.pixels[f.place.at(b)*f.values:][:f.values], f.moved[b*f.values:][:f.values]
		if f.from.Places == nil {
			copy(to, from)
			continue
		}
		for i, j := range f.from.Places {
			to[i] = from[j]
		}
	}
	f.pixels, f.place = f.moved, place{}
}

func (f *feed) fetch(batch int, p place) {
	p.index = f.from.Index
	f.labels = grown(f.labels, batch)
	if f.from.Labels != nil {
		for b := range f.labels {
			f.labels[b] = f.from.Labels[p.at(b)]
		}
	}
	if f.crew.Size() == 1 {
		f.pixels, f.place = f.from.Pixels, p
		return
	}
	f.copied = grown(f.copied, batch*f.values)
	if f.from.Pixels != nil {
		for b := range batch {
			copy(f.copied[b*f.values:(b+1)*f.values], f.from.Pixels[p.at(b)*f.values:])
		}
	}
	crew.Lead(f.crew, f.copied)
	crew.Lead(f.crew, f.labels)
	f.pixels, f.place = f.copied, place{}
}

// load fills v with the images lo <= b < hi of the batch. With gradient, what the way down needs is made too.
func (f *feed) load(v *values, lo, hi int, gradient bool) {
	if f.from.Encode != nil {
		v.loadCounts(f.counts[lo*f.values:], hi-lo, gradient)
		return
	}
	p := f.place
	p.first += lo
	v.load(f.pixels, hi-lo, p, gradient)
}

// show points v to the images of the batch from lo on, which stand in order, as they are.
func (f *feed) show(v *values, lo int) { v.shown = f.pixels[(f.place.first+lo)*f.values:] }
