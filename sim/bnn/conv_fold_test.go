package bnn

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// wholes is the network of whole numbers with what a model has learnt. Its norms are those of the images that go up.
func (m *Model) wholes() *wholes {
	p := &wholes{net: m.Net}
	for l := range m.Net.Layers {
		y := &m.Net.Layers[l]
		p.columns, p.norms = append(p.columns, columnsOf(y)), append(p.norms, append([]kernel.Norm{}, m.Norms[l]...))
	}
	p.weights = func(l, o, i int) int64 { return int64(m.Weights(l).At(o, i)) }
	return p
}

// show sends images up.
func (p *wholes) show(x [][]int64) {
	p.in, p.out, p.sums, p.chose, p.xhat = [][][]int64{x}, nil, nil, nil, nil
	for l := range p.net.Layers {
		p.up(l)
	}
}

// scores of image b.
func (p *wholes) scores(b int) (scores []float32) {
	last := len(p.net.Layers) - 1
	for c := range p.net.Classes {
		n := &p.norms[last][c]
		scores = append(scores, float32(p.xhat[last][c][b]*n.Gamma)+n.Beta)
	}
	return scores
}

// tally counts what it says of the images that were shown.
func (p *wholes) tally(labels []byte) Tally {
	t, prob := NewTally(p.net.Classes), make([]float64, p.net.Classes)
	for b, label := range labels {
		scores := p.scores(b)
		t.Confusion[label][softmax(scores, prob)]++
		t.Loss += p.net.Loss.of(scores, prob, label)
	}
	t.Images = len(labels)
	return t
}

// learnt is a network after some steps, of neurons that rise and that fall, with images of all kinds: those that it
// learnt and some of noise.
func (c *mapCase) learnt(t *testing.T) (tr *Trainer, images Images) {
	values := c.Input.Values()
	pixels, labels := toyImages(c.images, 1, values, c.Classes)
	tr = NewTrainer(crew.Alone{}, c.Network, c.Rule, c.Input.Levels.toyStreams(Of(pixels, labels)))
	w := Workers(1)
	stepOnce(tr, w)
	varyNorms(tr)
	for tr.Step() < 4 {
		stepOnce(tr, w)
	}
	draw := rng.New(8, "noise").Source(0)
	for range 30 {
		for range values {
			pixels = append(pixels, byte(draw.Below(256)))
		}
		labels = append(labels, byte(draw.Below(uint32(c.Classes))))
	}
	return tr, c.Input.Levels.toyStreams(Of(pixels, labels))
}

// inputs are images as whole numbers.
func (c *mapCase) inputs(images Images, round int) (x [][]int64) {
	for k := range images.N {
		x = append(x, c.Input.Levels.plainInput(images, k, round))
	}
	return x
}

// TestMapsAreFoldedAsTheyAre: folded networks give what the unfolded ones do, whatever their neurons' slopes.
func TestMapsAreFoldedAsTheyAre(t *testing.T) {
	for name, c := range mapCases() {
		t.Run(name, func(t *testing.T) { c.foldsAsItIs(t) })
	}
}

// foldsAsItIs: statistics that are frozen over a set are those of all of its sums, and the folded network gives sums,
// outputs and scores of the unfolded one, image by image and in a pass; so does a pass with the batch's statistics.
func (c *mapCase) foldsAsItIs(t *testing.T) {
	tr, images := c.learnt(t)
	m := tr.Snapshot()
	m.Errors = nil
	w := Workers(1)
	for f := NewFreezer(crew.Alone{}, m, images, nil); f.Advance(w); {
	}
	ref := m.wholes()
	if ref.show(c.inputs(images, roundFrozen)); !reflect.DeepEqual(m.Norms, ref.norms) {
		t.Errorf("frozen statistics are not those of the whole set")
	}
	pass := func(batchStatistics bool) Tally {
		p := NewPass(crew.Alone{}, c.Network, Fixed(m.Signs), m.Norms, batchStatistics, images)
		for p.Advance(w) {
		}
		return p.Tally
	}
	ref.frozen = true // streams are other ones in a test
	ref.show(c.inputs(images, 0))
	if got, want := pass(false), ref.tally(images.Labels); !reflect.DeepEqual(got, want) {
		t.Errorf("a pass gives %+v, want %+v", got, want)
	}
	for b := 0; b < images.N; b += 1 + images.N/25 {
		if err := ref.followed(m, c.counts(images, b), b); err != nil {
			t.Fatalf("image %d: %v", b, err)
		}
	}
	if images.N > c.TestBatch() {
		return
	}
	ref.frozen = false
	ref.show(c.inputs(images, 0))
	if got, want := pass(true), ref.tally(images.Labels); !reflect.DeepEqual(got, want) {
		t.Errorf("with the batch's statistics a pass gives %+v, want %+v", got, want)
	}
}

// TestStatisticsOfManyImages: statistics are the same whether what layers give is kept, of all of them, of small ones or
// of none, or made again, by one engine or by a crew; also of weights that are read wrong, others in each batch.
func TestStatisticsOfManyImages(t *testing.T) {
	for name, c := range mapCases() {
		tr, images := c.learnt(t)
		freeze := func(one crew.Crew, most int) [][]kernel.Norm {
			m, from := tr.Snapshot(), images
			if one.Rank() > 0 {
				from.Pixels, from.Labels = nil, nil
			}
			f := NewFreezer(one, m, from, nil)
			f.most = most
			for w := Workers(1); f.Advance(w); {
			}
			return m.Norms
		}
		want := freeze(crew.Alone{}, keptBytes)
		for _, values := range []int{0, 40, 100, 250} {
			if !reflect.DeepEqual(freeze(crew.Alone{}, images.N*values/8), want) {
				t.Errorf("%s: other statistics where no more than %d values of an image are kept", name, values)
			}
		}
		var wait sync.WaitGroup
		for _, one := range crew.Local(2) {
			wait.Add(1)
			go func() {
				defer wait.Done()
				if !reflect.DeepEqual(freeze(one, images.N*40/8), want) {
					t.Errorf("%s: member %d of a crew has other statistics", name, one.Rank())
				}
			}()
		}
		wait.Wait()
	}
}

// counts are the numbers of an image as Follow takes them.
func (c *mapCase) counts(images Images, b int) []uint16 {
	n := c.Input.Values()
	counts := Counts(images.Pixels[b*n:][:n])
	if images.Encode != nil {
		images.Encode(counts, images.Pixels[b*n:][:n], 0, b)
	}
	return counts
}

// followed compares image b, which was shown, with that which goes through a model alone.
func (p *wholes) followed(m *Model, image []uint16, b int) error {
	trace, images := m.Follow(m, image), len(p.in[0])
	for l := range p.net.Layers {
		y := &p.net.Layers[l]
		positions := len(p.columns[l][0])
		for o := range y.Out {
			for at := range positions {
				if got, want := trace.Sums[l][o*positions+at], p.sums[l][o][at*images+b]; int64(got) != want {
					return fmt.Errorf("layer %d, neuron %d, position %d: sum %d, want %d", l, o, at, got, want)
				}
			}
		}
		for value := 0; y.Hidden() && value < y.Out*positions; value++ {
			if got, want := trace.Bits[l].At(value), p.out[l][b][value]; int64(got) != want {
				return fmt.Errorf("layer %d, value %d is %d, want %d", l, value, got, want)
			}
		}
	}
	if want := p.scores(b); !reflect.DeepEqual(trace.Y, want) {
		return fmt.Errorf("scores %v, want %v", trace.Y, want)
	}
	return nil
}

// TestPooledBits: the output of a pool is +1 where that of any of its places would be, of a neuron that falls where
// all of them would be; so are the planes of ternary ones.
func TestPooledBits(t *testing.T) {
	differ := 0
	for name, c := range mapCases() {
		tr, images := c.learnt(t)
		m := tr.Snapshot()
		ref := m.wholes()
		ref.frozen = true
		ref.show(c.inputs(images, 0))
		for l, folds := range m.Thresholds() {
			for o, planes := range folds {
				for plane, fold := range planes {
					n, err := ref.pools(l, o, fold, m.Norms[l][o].Gamma < 0)
					if differ += n; err != nil {
						t.Errorf("%s, layer %d, neuron %d, plane %d: %v", name, l, o, plane, err)
					}
				}
			}
		}
	}
	if differ < 1000 {
		t.Errorf("%d pools have places that differ", differ)
	}
}

// pools compares the outputs of a neuron's pools with those of their places, in a few images, and counts pools whose
// places differ.
func (p *wholes) pools(l, o int, fold Threshold, falls bool) (differ int, err error) {
	w, images := p.row(l, o), p.in[l]
	if p.net.Layers[l].Mean.there() {
		return 0, nil // whose outputs are those of the sum of all places
	}
	for at, pool := range p.columns[l][o] {
		for b := range min(5, len(images)) {
			some, all := false, true
			for _, window := range pool {
				fires := fold.Fires(int32(sumAt(w, window, images[b])))
				some, all = some || fires, all && fires
			}
			want := some
			if falls {
				want = all
			}
			if some != all {
				differ++
			}
			if sum := int32(p.sums[l][o][at*len(images)+b]); fold.Fires(sum) != want {
				return differ, fmt.Errorf("%v of the largest sum %d is not %v", fold, sum, want)
			}
		}
	}
	return differ, nil
}
