package bnn

import (
	"encoding/binary"
	"math/bits"

	"arraylab/sim/kernel"
)

// input is a batch of images in the forms that the first layer's kernels take.
type input struct {
	of     Input
	batch  int    // images in it
	images []byte // [B][V] as they stand, of an input that was shown

	pixels  []int16 // [V][stride] grey values, images as kernel.PixelColumn places them
	stride  int
	grey    []kernel.GreyPixel // non-black pixels, image by image
	start   []int32            // [B+1] ends of the images' lists
	inputs  []kernel.InputGrey // the same, input by input
	ends    []int32            // [V+1] ends of the inputs' lists
	bits    kernel.Signs       // [B][V] of a binary input
	byInput kernel.Signs       // [V][B] the same by input
}

func newInput(of Input, maxBatch int) *input {
	in, values := &input{of: of, stride: kernel.Pad(maxBatch)}, of.Values()
	if of.Levels.Packed() {
		in.bits, in.byInput = of.Levels.NewRows(maxBatch, values), of.Levels.NewRows(values, maxBatch)
	} else {
		in.start, in.ends = make([]int32, maxBatch+1), make([]int32, values+1)
	}
	return in
}

// load takes batch images; image b is images[at(b)*V:]. With gradient, what the backward
// pass needs is made too.
func (in *input) load(images []byte, batch int, p place, gradient bool) {
	if in.of.Levels.Packed() {
		in.batch = batch
		in.loadBits(images, p, gradient)
		return
	}
	values := in.of.Values()
	in.loadEach(batch, gradient, func(b, column int) {
		in.loadImage(images[p.at(b)*values:][:values], column, gradient)
	})
}

// loadCounts takes the counts [batch][V] of stochastic inputs.
func (in *input) loadCounts(counts []uint16, batch int, gradient bool) {
	values := in.of.Values()
	in.loadEach(batch, gradient, func(b, column int) {
		for i, n := range counts[b*values:][:values] {
			if n > 0 {
				in.put(i, column, int16(n), gradient)
			}
		}
	})
}

// loadEach takes each image by one call of load.
func (in *input) loadEach(batch int, gradient bool, load func(b, column int)) {
	in.batch = batch
	in.pixels = grown(in.pixels, in.of.Values()*in.stride)
	clear(in.pixels)
	in.grey = in.grey[:0]
	for b := range batch {
		load(b, kernel.PixelColumn(b))
		in.start[b+1] = int32(len(in.grey))
	}
	if gradient {
		in.inputs = grown(in.inputs, cap(in.grey))[:len(in.grey)]
		kernel.ByInput(in.inputs, in.ends, in.grey, in.start, batch)
	}
}

// loadImage writes the pixels of an image that are not black, eight looked at together: four in
// five are black.
func (in *input) loadImage(image []byte, column int, gradient bool) {
	i := 0
	for ; i+8 <= len(image); i += 8 {
		eight := binary.LittleEndian.Uint64(image[i:])
		for eight != 0 {
			j := bits.TrailingZeros64(eight) / 8
			p := uint8(eight >> (8 * j))
			eight &^= 0xff << (8 * j)
			in.put(i+j, column, int16(p), gradient)
		}
	}
	for ; i < len(image); i++ {
		if p := image[i]; p > 0 {
			in.put(i, column, int16(p), gradient)
		}
	}
}

// put writes one that is not black.
func (in *input) put(i, column int, p int16, gradient bool) {
	in.pixels[i*in.stride+column] = p
	if gradient {
		in.grey = append(in.grey, kernel.GreyPixel{Input: uint32(i), Grey: float32(p)})
	}
}

func (in *input) loadBits(images []byte, p place, gradient bool) {
	values := in.of.Values()
	for b := range in.batch {
		packPixels(in.bits.Words[b*in.bits.Stride:][:in.bits.Stride], images[p.at(b)*values:][:values])
	}
	if gradient {
		for c := 0; c < values; c += 64 {
			kernel.TransposeBits(in.byInput, in.bits, in.batch, values, c)
		}
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

// manyNeurons is from how many neurons on tables are faster than popcount: with 1024 inputs 130 natively
// and 150 in WebAssembly (measured).
const manyNeurons = 144

// columns is a stage by blocks of images, each for all of the neurons.
func (in *input) columns(run func(c, n int, k *Worker)) Stage {
	return Stage{
		Blocks: func() int { return parts(in.batch, kernel.ColumnBlock(in.batch)) },
		Run: func(block int, k *Worker) {
			n := kernel.ColumnBlock(in.batch)
			run(block*n, min(n, in.batch-block*n), k)
		},
	}
}

// limits are the thresholds of a layer whose neurons fire without sums, nil where sums are as fast.
func (y *Layer) limits(fold []Threshold) *kernel.Limits {
	f := make([]kernel.Firing, len(fold))
	for o, t := range fold {
		f[o] = kernel.Firing{At: t.At}
		if t.Flipped {
			f[o] = kernel.Firing{At: t.At + 1, Flipped: true} // s <= At is not s >= At+1
		}
	}
	switch {
	case y.Weights.planes()*y.Inputs.planes()*y.Outputs.planes() > 1:
		return nil // two planes on any side
	case y.Inputs.Kind == Streamed:
		return nil // an offset depends on the weights as they are read
	case y.Inputs.Kind == Grey:
		return kernel.PixelLimits(f)
	case len(f) >= manyNeurons && y.FanIn() <= kernel.MaxSignInputs:
		return kernel.SignLimits(f, y.FanIn())
	}
	return nil
}

// fire is the stage that fills dst, packed signs [B][O], with the neurons of a layer that fire: of
// the first one from the images that were shown or loaded, of another one from its packed inputs
// x [B][I].
func (in *input) fire(y *Layer, limits *kernel.Limits, w *kernel.Planes, dst kernel.Signs, x func() kernel.Signs) Stage {
	inputs := y.FanIn()
	if !y.Inputs.Packed() {
		return in.columns(func(c, n int, k *Worker) {
			kernel.PixelBits(rowsFrom(dst, c), w, limits, in.images[c*inputs:], n, inputs, &k.pixel)
		})
	}
	if x == nil {
		x = func() kernel.Signs { return in.bits }
	}
	return in.columns(func(c, n int, k *Worker) {
		kernel.SignBits(rowsFrom(dst, c), w, limits, rowsFrom(x(), c), n, inputs, &k.pixel)
	})
}

// streamed turns sums of counts c under weights +-1 into those of all bits +-1 of the streams, 2c-N each: what XNOR
// and popcount give over N presentations.
func (y *Layer) streamed(sums []int32, stride int, w kernel.Signs, outputs, inputs, n int) {
	if y.Inputs.Kind != Streamed {
		return
	}
	for o := range outputs {
		offset := int32(y.Inputs.Presentations) * y.Weights.rowSum(w.Words[o*w.Stride:][:w.Stride], inputs)
		row := sums[o*stride:][:n]
		for b := range row {
			row[b] = 2*row[b] - offset
		}
	}
}

// rowsFrom are the rows from r on.
func rowsFrom(s kernel.Signs, r int) kernel.Signs {
	return kernel.Signs{Words: s.Words[r*s.Stride:], Stride: s.Stride}
}

// forward is the stage that fills sums, rows [O][stride], of the neurons o0 <= o < o1 of a layer:
// of the first one from the images, of another one from its packed inputs x [B][I].
func (in *input) forward(y *Layer, o0, o1 int, sums func() []int32, stride int, w, x func() kernel.Signs) Stage {
	inputs := y.FanIn()
	if x == nil {
		x = func() kernel.Signs { return in.bits }
	}
	own := func() kernel.Signs {
		signs := w()
		signs.Words = signs.Words[o0*signs.Stride:]
		return signs
	}
	if y.Weights.planes()*y.Inputs.planes() > 1 {
		return in.forwardTernary(y, o0, o1, sums, stride, own, x)
	}
	if !y.Inputs.Packed() {
		return in.columns(func(c, n int, k *Worker) {
			if o0 == o1 {
				return
			}
			kernel.PixelForward(sums()[o0*stride+c:], stride, own(), in.pixels[c:], in.stride, o1-o0, inputs, n, &k.pixel)
			y.streamed(sums()[o0*stride+c:], stride, own(), o1-o0, inputs, n)
		})
	}
	if o1-o0 >= manyNeurons {
		return in.columns(func(c, n int, k *Worker) {
			kernel.SignForward(sums()[o0*stride+c:], stride, own(), rowsFrom(x(), c), o1-o0, n, inputs, &k.pixel)
		})
	}
	const neurons = 32 // a block of a millisecond or less
	return Stage{
		Blocks: func() int { return parts(o1-o0, neurons) },
		Run: func(block int, _ *Worker) {
			o := o0 + block*neurons
			kernel.XnorForward(sums(), stride, w(), x(), o, min(o+neurons, o1), in.batch, inputs)
		},
	}
}
