package bnn

import (
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/rng"
)

// drawn is the test's own encoding: N comparisons of a random byte with the pixel, kept bit by bit.
func drawn(n int) (encode func(counts []uint16, image []byte, round, number int),
	bits func(image []byte, round, number int) [][]bool) {
	bits = func(image []byte, round, number int) [][]bool {
		draw := rng.New(uint32(round), "streams of the test").Source(uint64(number))
		all := make([][]bool, len(image))
		for j, p := range image {
			all[j] = make([]bool, n)
			for k := range all[j] {
				all[j][k] = byte(draw.Below(255)) < p // 255 is certain
			}
		}
		return all
	}
	encode = func(counts []uint16, image []byte, round, number int) {
		for j, b := range bits(image, round, number) {
			counts[j] = 0
			for _, one := range b {
				if one {
					counts[j]++
				}
			}
		}
	}
	return encode, bits
}

// TestStreamsAreXnorAndPopcount: the sums of the first layer are those of XNOR and popcount over all presentations, for
// weights of any sum, in a pass over images and for a single one.
func TestStreamsAreXnorAndPopcount(t *testing.T) {
	for _, n := range []int{1, 7, MaxStreams} {
		streamsAreXnorAndPopcount(t, n)
	}
}

func streamsAreXnorAndPopcount(t *testing.T, n int) {
	const outputs = 20
	s := NewPerceptron(Input{grid, Levels{Kind: Streamed, Presentations: n}}, Loss{}, Layer{}, outputs, Classes)
	draw := rng.New(4, "weights").Source(0)
	w := Levels{}.NewRows(outputs, Pixels)
	for o := range outputs {
		for i := range Pixels {
			if draw.Below(uint32(outputs)) < uint32(o) { // from few to many weights of +1
				w.Words[o*w.Stride+i/64] |= 1 << (i % 64)
			}
		}
	}
	const images = 5
	pixels := make([]byte, images*Pixels)
	for i := range pixels {
		pixels[i] = byte(draw.Below(256)) & -byte(draw.Below(2))
	}
	for i := range Pixels {
		pixels[Pixels+i] = 255 // a white image: the largest counts, side by side
	}
	encode, bits := drawn(n)
	from := Of(pixels, make([]byte, images))
	from.Encode = encode
	f, up := newFeed(crew.Alone{}, from, Pixels), newForward(crew.Alone{}, s, images)
	f.bring(images, place{}, 3)
	f.load(&up.x[0], 0, images, false)
	stride, sums := up.strides[0], make([]int32, up.need())
	up.batch, up.sums, up.weights = images, &sums, Fixed{w}.Signs
	s.Layers[0].products().sums(up, 0)[0].run(Workers(1)[0])
	for b := range images {
		presented := bits(pixels[b*Pixels:(b+1)*Pixels], 3, b)
		for o := range outputs {
			want := int32(0)
			for i := range Pixels {
				plus := w.Words[o*w.Stride+i/64]>>(i%64)&1 == 1
				for k := range n {
					if presented[i][k] == plus {
						want++
					} else {
						want--
					}
				}
			}
			if got := sums[o*stride+b]; got != want {
				t.Fatalf("image %d, neuron %d: sum %d, want %d", b, o, got, want)
			}
		}
	}
}

// TestStreamsAreLearnt: a network learns from streams of eight bits that are drawn anew in each epoch.
func TestStreamsAreLearnt(t *testing.T) {
	images, labels := toySet(300, 2)
	s := NewPerceptron(Input{grid, Levels{Kind: Streamed, Presentations: 8}}, Loss{}, Layer{}, 32, Classes)
	from := Of(images, labels)
	from.Encode, _ = drawn(8)
	tr := NewTrainer(crew.Alone{}, s, Rule{Batch: 50, LR: 0.005, Decay: 1, Every: 1, Seed: 1}, from)
	w := Workers(1)
	for tr.Step() < 4*tr.Steps() {
		tr.Advance(w)
	}
	m := tr.Snapshot()
	for f := NewFreezer(crew.Alone{}, m, from, nil); f.Advance(w); {
	}
	p := NewPass(crew.Alone{}, s, Fixed(m.Signs), m.Norms, false, from)
	for p.Advance(w) {
	}
	if got := p.Tally.Correct(); got < 285 {
		t.Errorf("%d of 300 images are right", got)
	}
}
