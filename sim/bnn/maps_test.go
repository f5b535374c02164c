package bnn

import (
	"bytes"
	"reflect"
	"sync"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/rng"
)

// smallMaps is a network over colour images of 9x10 with every kind of window: steps, pools that leave something over,
// a margin, a single tap, ternary numbers.
func smallMaps(in Levels) Network {
	ternary := Levels{Kind: Ternary, Threshold: 0.2}
	return NewNetwork(Input{Grid: Grid{3, 9, 10}, Levels: in}, Loss{},
		Layer{Kind: Convolution, Out: 9, Kernel: Span{3, 3}, Pad: Span{1, 1}},
		Layer{Kind: Convolution, Out: 20, Kernel: Span{3, 2}, Pad: Span{1, 0}, Pool: Span{2, 2}, Bias: true},
		Layer{Kind: Convolution, Out: 17, Kernel: Span{3, 3}, Stride: Span{1, 2}, Pad: Span{1, 1}, Weights: ternary,
			Outputs: ternary},
		Layer{Kind: Convolution, Out: 16, Kernel: Span{1, 1}, Pool: Span{2, 1}},
		Layer{Out: 33}, Layer{Out: 4})
}

// smallWholes is a network on the same images whose products are those of whole numbers.
func smallWholes(in Levels) Network {
	return NewNetwork(Input{Grid: Grid{3, 9, 10}, Levels: in}, Loss{},
		Layer{Kind: Depthwise, Out: 12, Kernel: Span{3, 3}, Pad: Span{1, 1}, Pool: Span{2, 2}},
		Layer{Kind: Convolution, Out: 33, Kernel: Span{2, 1}, Mean: Mean{Span{2, 2}, Span{1, 1}}, OutputMean: Mean{Span{1, 2},
			Span{1, 1}}},
		Layer{Kind: Depthwise, Out: 33, Kernel: Span{2, 2}, Stride: Span{1, 1}, Bias: true,
			OutputMean: Mean{Span{1, 1}, Span{1, 2}}},
		Layer{Out: 33}, Layer{Out: 4})
}

// smallEights is a network whose first layers are of 8 bits.
func smallEights(in Levels) Network {
	e := Levels{Kind: Eight}
	return NewNetwork(Input{Grid: Grid{3, 9, 10}, Levels: in}, Loss{},
		Layer{Kind: Convolution, Out: 9, Kernel: Span{3, 3}, Pad: Span{1, 1}, Pool: Span{2, 2}, Weights: e, Outputs: e},
		Layer{Kind: Convolution, Out: 17, Kernel: Span{2, 2}, Weights: e, Outputs: e},
		Layer{Out: 40, Weights: e, Outputs: e, Bias: true}, Layer{Out: 33, Outputs: e}, Layer{Out: 20}, Layer{Out: 4})
}

// smallImages are of four classes, a random prototype each.
func smallImages(n int) Images {
	draw := rng.New(7, "maps").Source(0)
	prototypes := make([]byte, 4*3*9*10)
	for i := range prototypes {
		prototypes[i] = byte(draw.Below(256))
	}
	var pixels, labels []byte
	for range n {
		c := int(draw.Below(4))
		labels = append(labels, byte(c))
		for _, p := range prototypes[c*270:][:270] {
			pixels = append(pixels, byte(int(p)*3/4+int(draw.Below(64))))
		}
	}
	return Of(pixels, labels)
}

// outcome is what a training and what follows it come to.
type outcome struct {
	state        []byte
	norms        []float32
	batch, fixed Tally
}

// trainSmall trains by so many steps, freezes and tests, with some workers a member.
func trainSmall(c crew.Crew, net Network, r Rule, images Images, steps, workers int) outcome {
	if c.Rank() > 0 {
		images.Pixels, images.Labels = nil, nil
	}
	w := Workers(workers)
	t := NewTrainer(c, net, r, images)
	for t.Step() < steps {
		t.Advance(w)
	}
	o := outcome{state: t.AppendState(nil)}
	m := t.Snapshot()
	f := NewFreezer(c, m, images, nil)
	for f.Advance(w) {
	}
	for l := range m.Norms {
		for _, n := range m.Norms[l] {
			o.norms = append(o.norms, n.Mean, n.Inv)
		}
	}
	for i, tally := range []*Tally{&o.batch, &o.fixed} {
		p := NewPass(c, net, Fixed(m.Signs), m.Norms, i == 0, images)
		for p.Advance(w) {
		}
		*tally = p.Tally
	}
	return o
}

// TestCrewsAnchorMaps: the information of weights over maps is the same, whoever took which images.
func TestCrewsAnchorMaps(t *testing.T) {
	images := smallImages(100)
	of := func(lo, hi int) Images { return Of(images.Pixels[lo*270:hi*270], images.Labels[lo:hi]) }
	train := func(c crew.Crew) []byte {
		r := Rule{Batch: 40, LR: 0.01, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits, EWC: 10, ActErrors: 0.01,
			Course: []Lesson{{Images: of(0, 60), Epochs: 1, Fresh: true},
				{Images: of(60, 100), Epochs: 2, Task: 1, Fresh: true}}}
		tr := NewTrainer(c, smallMaps(Levels{Kind: Grey}), r, images)
		for w := Workers(1); tr.Step() < tr.Length(); {
			tr.Advance(w)
		}
		return tr.AppendState(nil)
	}
	want := train(crew.Alone{})
	for size := 2; size <= 3; size++ {
		var wait sync.WaitGroup
		for _, c := range crew.Local(size) {
			wait.Add(1)
			go func() {
				defer wait.Done()
				if got := train(c); c.Rank() == 0 && !bytes.Equal(got, want) {
					t.Errorf("%d members: another state", size)
				}
			}()
		}
		wait.Wait()
	}
}

// TestCrewsShareOutImages: whoever takes which images, and however many work, all bits are the same.
func TestCrewsShareOutImages(t *testing.T) {
	images := smallImages(230)
	for i, net := range []Network{smallMaps(Levels{Kind: Grey}), smallMaps(Levels{}), smallWholes(Levels{Kind: Grey}),
		smallWholes(Levels{}), smallEights(Levels{Kind: Grey}), smallEights(Levels{})} {
		r := Rule{Batch: 70, LR: 0.01, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits, ActErrors: 0.01,
			Errors: func(int) [2]float64 { return [2]float64{0.02, 0.01} }, Written: i%2 > 0}
		want := trainSmall(crew.Alone{}, net, r, images, 14, 1)
		if net.Input.Levels.Kind == Grey && want.fixed.Correct() < 120 {
			t.Errorf("%d of %d are right: it learns nothing", want.fixed.Correct(), want.fixed.Images)
		}
		if got := trainSmall(crew.Alone{}, net, r, images, 14, 3); !reflect.DeepEqual(got, want) {
			t.Error("three goroutines give other bits than one")
		}
		for size := 2; size <= 5; size++ {
			members, all := crew.Local(size), make([]outcome, size)
			var wait sync.WaitGroup
			for i, c := range members {
				wait.Add(1)
				go func() {
					defer wait.Done()
					all[i] = trainSmall(c, net, r, images, 14, 1)
				}()
			}
			wait.Wait()
			for i, got := range all {
				if i == 0 && !bytes.Equal(got.state, want.state) {
					t.Errorf("%d members: another state", size)
				}
				got.state = want.state
				if !reflect.DeepEqual(got, want) {
					t.Errorf("member %d of %d: %v, %v, want %v, %v", i, size, got.fixed, got.batch,
						want.fixed, want.batch)
				}
			}
		}
	}
}

// TestPassesLeaveTheSumsThatTheyBorrow: a training whose batches are larger than those of a test lends it the memory
// of its sums, and finds as much of it there again.
func TestPassesLeaveTheSumsThatTheyBorrow(t *testing.T) {
	pixels, labels := toyImages(TestBatch+200, 1, Pixels, Classes)
	for name, c := range map[string]struct {
		Network
		images Images
	}{
		"maps":  {smallMaps(Levels{Kind: Grey}), smallImages(150)},
		"dense": {perceptron(Layer{}, 9), Of(pixels, labels)},
	} {
		train := func(test func(*Trainer)) []byte {
			rule := Rule{Batch: c.images.N, LR: 0.005, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits}
			tr := NewTrainer(crew.Alone{}, c.Network, rule, c.images)
			for tr.Step() < 3 {
				stepOnce(tr, Workers(1))
				test(tr)
			}
			return tr.AppendState(nil)
		}
		tested := train(func(tr *Trainer) {
			m := tr.Snapshot()
			p := NewPass(crew.Alone{}, c.Network, Fixed(m.Signs), m.Norms, true, c.images).Borrow(tr.Sums())
			for p.Advance(Workers(1)) {
			}
		})
		if !bytes.Equal(tested, train(func(*Trainer) {})) {
			t.Errorf("%s: what is tested is trained otherwise", name)
		}
	}
}

// TestMapsFireWithoutSums: folded outputs of layers in whole tiles, of pixels, signs and ternary numbers, with pools and
// without, are those that sums give, image by image, with members of a crew, too.
func TestMapsFireWithoutSums(t *testing.T) {
	ternary := Levels{Kind: Ternary, Threshold: 0.2}
	net := NewNetwork(Input{Grid: Grid{3, 9, 10}, Levels: Levels{Kind: Grey}}, Loss{},
		Layer{Kind: Convolution, Out: 16, Kernel: Span{3, 3}, Pad: Span{1, 1}},
		Layer{Kind: Convolution, Out: 32, Kernel: Span{3, 2}, Pad: Span{1, 0}, Pool: Span{2, 2}, Bias: true},
		Layer{Kind: Convolution, Out: 48, Kernel: Span{3, 3}, Pad: Span{1, 1}, Weights: ternary},
		Layer{Kind: Convolution, Out: 80, Kernel: Span{2, 2}, Pool: Span{3, 1}},
		Layer{Out: 33}, Layer{Out: 4})
	images, w := smallImages(230), Workers(2)
	tr := NewTrainer(crew.Alone{}, net, Rule{Batch: 30, LR: 0.02, Decay: 1, Every: 1, Seed: 2, Gradients: EightBits}, images)
	for tr.Step() < 6 {
		stepOnce(tr, w)
	}
	m := tr.Snapshot()
	for f := NewFreezer(crew.Alone{}, m, images, nil); f.Advance(w); {
	}
	pass := func(c crew.Crew, sums bool) *Pass {
		of := images
		if c.Rank() > 0 {
			of.Pixels, of.Labels = nil, nil
		}
		p := NewPass(c, net, Fixed(m.Signs), m.Norms, false, of)
		for l := range 4 {
			if p.up.firing[l].limits == nil {
				t.Errorf("layer %d makes sums", l)
			}
			if sums {
				p.up.firing[l].limits = nil
			}
		}
		if sums {
			p.work.Stages = p.stages()
		}
		for own := Workers(2); p.Advance(own); {
		}
		return p
	}
	want := pass(crew.Alone{}, true)
	if n := want.Tally.Correct(); n < 150 {
		t.Fatalf("%d of 230 right: a test of nothing", n)
	}
	check := func(got *Pass) {
		if !bytes.Equal(got.Said, want.Said) || !reflect.DeepEqual(got.Tally, want.Tally) {
			t.Errorf("it comes to %+v, by sums to %+v", got.Tally, want.Tally)
		}
	}
	check(pass(crew.Alone{}, false))
	var wait sync.WaitGroup
	for _, c := range crew.Local(3) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			if p := pass(c, false); c.Rank() == 0 {
				check(p)
			}
		}()
	}
	wait.Wait()
}
