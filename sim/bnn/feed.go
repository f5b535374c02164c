package bnn

import "arraylab/sim/crew"

// Images are what a network is trained or tested on. In a crew the pixels and labels are with
// the leader; the others know the number.
type Images struct {
	N      int
	Pixels []byte // N*784, nil where they are elsewhere
	Labels []byte // N
}

// Of makes Images of n*784 bytes and their labels.
func Of(pixels, labels []byte) Images { return Images{len(labels), pixels, labels} }

// feed brings the images of a batch to every member.
type feed struct {
	crew   crew.Crew
	from   Images
	pixels []byte // of the batch, where it has to travel
	labels []byte // of the batch
}

// load fills in with batch images, image b being number at(b), and the feed's labels with
// theirs. With gradient, what the backward pass needs is made too.
func (f *feed) load(in *input, batch int, at func(b int) int, gradient bool) {
	f.labels = grown(f.labels, batch)
	if f.from.Labels != nil {
		for b := range f.labels {
			f.labels[b] = f.from.Labels[at(b)]
		}
	}
	if f.crew.Size() == 1 {
		in.load(f.from.Pixels, batch, at, gradient)
		return
	}
	f.pixels = grown(f.pixels, batch*Pixels)
	if f.from.Pixels != nil {
		for b := range batch {
			copy(f.pixels[b*Pixels:(b+1)*Pixels], f.from.Pixels[at(b)*Pixels:])
		}
	}
	crew.Lead(f.crew, f.pixels)
	crew.Lead(f.crew, f.labels)
	in.load(f.pixels, batch, func(b int) int { return b }, gradient)
}
