package bnn

import (
	"encoding/binary"
	"math/bits"

	"arraylab/sim/kernel"
)

// values are what a layer takes of the images of a batch, in the forms that kernels take. V is how many an image has.
type values struct {
	Levels
	size    int          // V
	byImage kernel.Signs // [B][V] packed, for the sums
	byValue kernel.Signs // [V][B] packed, for the gradient of the weights
	counts
}

// counts are values that are not packed: whole numbers from 0 on, many of them 0.
type counts struct {
	shown  []byte              // [B][V] as they stand, of images that were shown
	pixels []int16             // [V][stride], images as kernel.PixelColumn places them
	stride int                 // of a row of pixels
	listed bool                // the way down goes over those other than 0 alone
	grey   []kernel.GreyPixel  // those other than 0, image by image
	start  []int32             // [B+1] ends of the images' lists
	inputs []kernel.InputGrey  // the same, value by value
	wholes []kernel.InputCount // the same, as whole numbers, of a long batch
	ends   []int32             // [V+1] ends of the values' lists
}

// newValues makes room for batches of images with so many values of the given levels.
func newValues(of Levels, size, maxBatch int) values {
	v := values{Levels: of, size: size, counts: counts{listed: true}}
	if of.Packed() {
		v.byImage, v.byValue = of.NewRows(maxBatch, size), of.NewRows(size, maxBatch)
		return v
	}
	if v.stride = kernel.Pad(maxBatch); of.Eight() {
		v.pixels = make([]int16, size*v.stride)
	}
	v.start, v.ends = make([]int32, maxBatch+1), make([]int32, size+1)
	return v
}

// alike tells whether values fill the same memory as others, which are of as many images at least.
func (v *values) alike(w *values) bool {
	return v.Levels == w.Levels && v.size == w.size && v.stride == w.stride && len(v.start) <= len(w.start) &&
		len(v.byImage.Words) == len(w.byImage.Words) && len(v.byValue.Words) == len(w.byValue.Words)
}

// image are the packed values of image b; none where they are not packed.
func (v *values) image(b int) Numbers {
	if v.Eight() {
		return v.eights(b)
	}
	if !v.Packed() {
		return Numbers{}
	}
	return Numbers{v.Levels, v.size, v.byImage.Row(b)}
}

// turn makes the values by image from those by value, for the images of block 64*c to 64*c+63 of a batch.
func (v *values) turn(batch, block int) {
	v.transpose(v.byImage, v.byValue, v.size, batch, 64*block)
}

// load takes the images of a batch; image b is images[at(b)*V:]. With gradient, what the way down needs is made too.
func (v *values) load(images []byte, batch int, p place, gradient bool) {
	if v.Packed() {
		for b := range batch {
			packPixels(v.plane(v.byImage, b, 0), images[p.at(b)*v.size:][:v.size])
		}
		for c := 0; c < v.size && gradient; c += 64 {
			v.transpose(v.byValue, v.byImage, batch, v.size, c)
		}
		return
	}
	v.loadEach(batch, gradient, func(b, column int) {
		v.loadImage(images[p.at(b)*v.size:][:v.size], column, gradient)
	})
}

// loadCounts takes the numbers [batch][V] of stochastic inputs, or of an image that comes as numbers.
func (v *values) loadCounts(numbers []uint16, batch int, gradient bool) {
	v.loadEach(batch, gradient, func(b, column int) {
		for i, n := range numbers[b*v.size:][:v.size] {
			if n > 0 {
				v.put(i, column, int16(n), gradient)
			}
		}
	})
}

// loadOne takes a single image that comes as numbers.
func (v *values) loadOne(image []uint16) {
	if v.Packed() {
		packPixels(v.plane(v.byImage, 0, 0), image)
		return
	}
	v.loadCounts(image, 1, false)
}

// loadEach takes each image by one call of load.
func (v *values) loadEach(batch int, gradient bool, load func(b, column int)) {
	v.pixels = grown(v.pixels, v.size*v.stride)
	clear(v.pixels)
	v.grey = v.grey[:0]
	for b := range batch {
		load(b, kernel.PixelColumn(b))
		v.start[b+1] = int32(len(v.grey))
	}
	if gradient {
		v.inputs = grown(v.inputs, cap(v.grey))[:len(v.grey)]
		kernel.ByInput(v.inputs, v.ends, v.grey, v.start, batch)
	}
}

// loadImage writes the pixels of an image that are not black, eight looked at together: four in
// five are black.
func (v *values) loadImage(image []byte, column int, gradient bool) {
	i := 0
	for ; i+8 <= len(image); i += 8 {
		eight := binary.LittleEndian.Uint64(image[i:])
		for eight != 0 {
			j := bits.TrailingZeros64(eight) / 8
			p := uint8(eight >> (8 * j))
			eight &^= 0xff << (8 * j)
			v.put(i+j, column, int16(p), gradient)
		}
	}
	for ; i < len(image); i++ {
		if p := image[i]; p > 0 {
			v.put(i, column, int16(p), gradient)
		}
	}
}

// put writes one that is not black.
func (v *values) put(i, column int, p int16, gradient bool) {
	v.pixels[i*v.stride+column] = p
	if gradient && v.listed {
		v.grey = append(v.grey, kernel.GreyPixel{Input: uint32(i), Grey: float32(p)})
	}
}

// number is a value of an image of a batch, as a whole number.
func (v *values) number(value, b int) int {
	if v.Packed() {
		return v.Number(v.byValue.Row(value), b, 64*v.byValue.Stride/v.planes())
	}
	n := int(v.pixels[value*v.stride+kernel.PixelColumn(b)])
	if v.Kind == Streamed {
		return 2*n - v.Presentations
	}
	return n
}

// square makes what the way down needs that of the squares. Those of packed values are all one (of ternary ones, 0
// counts as one too).
func (v *values) square() {
	for i := range v.inputs {
		g := &v.inputs[i].Grey
		*g *= *g
	}
}

// packPixels packs the signs of a thresholded image.
func packPixels[T byte | uint16](words []uint64, image []T) {
	clear(words)
	for i, p := range image {
		if p >= BinaryThreshold {
			words[i/64] |= 1 << (i % 64)
		}
	}
}

// fire normalizes the sums of a neuron and packs its outputs, by which these values are made.
func (v *values) fire(xhat *rows[float32], sums *rows[int32], n *kernel.Norm) {
	if v.Eight() {
		for p := range sums.n {
			kernel.Normalize(xhat.padded(p), nil, sums.padded(p), n, sums.batch)
			v.fireEights(sums.value(p), sums.row(p), n)
		}
		return
	}
	m, words := v.shifted(n, 0), kernel.Words(sums.batch)
	for p := range sums.n {
		at, x := sums.value(p), xhat.padded(p)
		kernel.Normalize(x, v.plane(v.byValue, at, 0)[:words], sums.padded(p), &m, sums.batch)
		for plane := 1; plane < v.planes(); plane++ {
			kernel.AffineSigns(v.plane(v.byValue, at, plane)[:words], x, n.Gamma, v.shift(n.Beta, plane), sums.batch)
		}
	}
}
