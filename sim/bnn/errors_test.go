package bnn

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"reflect"
	"slices"
	"sync"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// TestErrorsOfTheForwardPass: as many weights of either sign are wrong as the rule says, others in each step.
func TestErrorsOfTheForwardPass(t *testing.T) {
	images, labels := toySet(200, 3)
	s := perceptron(Layer{}, 120, 70)
	rates := [][2]float64{{0.05, 0.01}, {0, 0.03}, {0.2, 0.2}}
	rule := Rule{Batch: 100, LR: 0.005, Decay: 1, Every: 1, Seed: 3, Errors: func(l int) [2]float64 { return rates[l] }}
	tr := NewTrainer(crew.Alone{}, s, rule, Of(images, labels))
	w := Workers(1)
	stepOnce(tr, w)
	var wrong, all [3][2]int
	var before []uint64
	const steps = 6
	for range steps {
		latent := make([][]uint64, 3)
		for l := range latent {
			latent[l] = slices.Clone(tr.Weights(l).rows.Words)
		}
		stepOnce(tr, w)
		for l := range latent {
			read := tr.layers[l].read
			for o := range s.Layers[l].Out {
				for i := range s.Layers[l].FanIn() {
					at, bit := o*read.Stride+i/64, i%64
					was := latent[l][at] >> bit & 1
					all[l][was]++
					wrong[l][was] += int(was ^ read.Words[at]>>bit&1)
				}
			}
		}
		if slices.Equal(before, tr.layers[0].read.Words) {
			t.Error("two steps took the same weights")
		}
		before = slices.Clone(tr.layers[0].read.Words)
	}
	for l := range wrong {
		for b, p := range rates[l] {
			n := float64(all[l][b])
			if z := (float64(wrong[l][b]) - n*p) / math.Sqrt(n*p*(1-p)+1e-9); math.Abs(z) > 4 {
				t.Errorf("layer %d: %d of %.0f weights of sign %d are wrong, %.1f standard errors from %g", l,
					wrong[l][b], n, 2*b-1, z, p)
			}
		}
	}
}

// TestErrorsOfWriting: of the weights that turn as many stay what they were as the rule says, by what they turn to, and
// all others stay as they are, right or wrong; at first all are written.
func TestErrorsOfWriting(t *testing.T) {
	images, labels := toySet(200, 3)
	s := perceptron(Layer{}, 300, 70)
	rates := [2]float64{0.3, 0.1}
	rule := Rule{Batch: 100, LR: 0.02, Decay: 1, Every: 1, Seed: 3, Written: true,
		Errors: func(int) [2]float64 { return rates }}
	tr := NewTrainer(crew.Alone{}, s, rule, Of(images, labels))
	w := Workers(1)
	for !tr.Started() {
		tr.Advance(w)
	}
	var wrong, all [2]int // by what a weight is or turns to
	share := func(what string) {
		t.Helper()
		for sign, p := range rates {
			n := float64(all[sign])
			if z := (float64(wrong[sign]) - n*p) / math.Sqrt(n*p*(1-p)); n < 1000 || math.Abs(z) > 4 {
				t.Errorf("%s: %d of %.0f weights of sign %d are wrong, %.1f standard errors from %g", what, wrong[sign], n,
					2*sign-1, z, p)
			}
		}
		wrong, all = [2]int{}, [2]int{}
	}
	clone := func(of func(*trained) kernel.Signs) (all []kernel.Signs) {
		for l := range tr.layers {
			s := of(&tr.layers[l])
			all = append(all, kernel.Signs{Words: slices.Clone(s.Words), Stride: s.Stride})
		}
		return all
	}
	latent, memory := func(y *trained) kernel.Signs { return y.byNeuron }, func(y *trained) kernel.Signs { return y.read }
	number := func(of []kernel.Signs, l, o, i int) int {
		return s.Layers[l].Weights.Number(of[l].Row(o), i, s.Layers[l].FanIn())
	}
	var last, stood []kernel.Signs
	for step := range 12 {
		now, stands := clone(latent), clone(memory)
		for l := range s.Layers {
			for o := range s.Layers[l].Out {
				for i := range s.Layers[l].FanIn() {
					is, holds := number(now, l, o, i), number(stands, l, o, i)
					if step > 0 {
						turned, held := is != number(last, l, o, i), number(stood, l, o, i)
						if (!turned || held == is) && holds != held { // where its last write had failed nothing can
							t.Fatalf("step %d: a weight is written that did not turn, or wrong where it was right", step)
						}
						if !turned || held == is {
							continue
						}
					}
					sign := (is + 1) / 2
					all[sign]++
					if holds != is {
						wrong[sign]++
					}
				}
			}
		}
		if step == 0 {
			share("at first")
		}
		last, stood = now, stands
		stepOnce(tr, w)
	}
	share("of those that turn")
	now, stands := clone(latent), clone(memory)
	for l := range s.Layers {
		n := 0
		for o := range s.Layers[l].Out {
			for i := range s.Layers[l].FanIn() {
				if number(now, l, o, i) != number(stands, l, o, i) {
					n++
				}
			}
		}
		if want := float64(n) / float64(s.Layers[l].Size()); tr.Astray(l) != want || want < 0.05 {
			t.Errorf("layer %d: %v of the weights are told to be astray, want %v", l, tr.Astray(l), want)
		}
	}
	if m := tr.Snapshot(); m.Errors != nil || !slices.Equal(m.Signs[0].Words, tr.layers[0].read.Words) {
		t.Error("the network that was trained is not what the memory holds")
	}
}

// TestWritingWithoutErrors trains as if no memory were in the loop, in binary and in ternary weights.
func TestWritingWithoutErrors(t *testing.T) {
	images, labels := toySet(100, 3)
	for _, name := range []string{"written", "written ternary"} {
		c := cases()[name]
		c.ActErrors = 0
		var states [2][]byte
		for i := range states {
			c.Written = i == 1
			c.Errors = func(int) [2]float64 { return [2]float64{} }
			tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
			w := Workers(1)
			for tr.Step() < 6 {
				stepOnce(tr, w)
			}
			for l := range tr.layers {
				for _, word := range tr.Weights(l).rows.Words {
					states[i] = binary.LittleEndian.AppendUint64(states[i], word)
				}
			}
		}
		if !bytes.Equal(states[0], states[1]) {
			t.Errorf("%s: writes that never fail give other weights", name)
		}
	}
}

// TestErrorsOfActivations: the share of wrong activations is that of the rule, and a network without wrong weights
// differs from one without any errors by them alone.
func TestErrorsOfActivations(t *testing.T) {
	images, labels := toySet(200, 3)
	s := perceptron(Layer{}, 120, 70)
	first := func(p float64) *Trainer {
		tr := NewTrainer(crew.Alone{}, s, Rule{Batch: 100, LR: 0.005, Decay: 1, Every: 1, Seed: 3, ActErrors: p},
			Of(images, labels))
		w := Workers(1)
		stepOnce(tr, w)
		stepOnce(tr, w)
		return tr
	}
	const p = 0.02
	clean, wrong := first(0), first(p)
	n, all := 0, 120*100.0
	for i, word := range clean.up.x[1].byValue.Words {
		n += bits.OnesCount64(word ^ wrong.up.x[1].byValue.Words[i])
	}
	if z := (float64(n) - all*p) / math.Sqrt(all*p*(1-p)); math.Abs(z) > 4 {
		t.Errorf("%d of %.0f activations are wrong, %.1f standard errors from %g", n, all, z, p)
	}
}

// TestHingeLossHasOneScale: its outputs are the sums times one learnt number, in training and in inference.
func TestHingeLossHasOneScale(t *testing.T) {
	images, labels := toySet(200, 3)
	c := cases()["hinge"]
	c.Net = NewPerceptron(c.Net.Input, Loss{Margin: 20}, Layer{}, 40, 18, Classes)
	tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
	w := Workers(1)
	for tr.Step() < 5 {
		stepOnce(tr, w)
	}
	m := tr.Snapshot()
	for f := NewFreezer(crew.Alone{}, m, Of(images, labels), nil); f.Advance(w); {
	}
	scale := m.Norms[2][0].Gamma
	if scale == startScale {
		t.Error("the scale did not move")
	}
	trace := m.Follow(m, Counts(images[:Pixels]))
	for c, y := range trace.Y {
		if want := float32(trace.Sums[2][c]) * scale; y != want || m.Running[2][c] != m.Norms[2][c] {
			t.Errorf("output %d is %v, want %v; with running statistics %+v", c, y, want, m.Running[2][c])
		}
	}
	p := NewPass(crew.Alone{}, m.Net, Fixed(m.Signs), m.Norms, true, Of(images[:Pixels], labels[:1]))
	for p.Advance(w) {
	}
	if p.Tally.Loss < 0 || p.Tally.Loss > 2 {
		t.Errorf("hinge loss %v of one image", p.Tally.Loss)
	}
}

// plainSum adds the pixels of an image under binary weights, one by one.
func plainSum(row []uint64, image []byte) (sum int64) {
	for i, p := range image {
		sum += int64(p) * int64(Levels{}.Number(row, i, len(image)))
	}
	return sum
}

// TestFrozenStatisticsHaveTheErrors: those of the first layer are of sums of weights that are wrong as in training,
// others in each thousand images, which a crew of two finds as well.
func TestFrozenStatisticsHaveTheErrors(t *testing.T) {
	images, labels := toySet(1050, 6)
	c := cases()["errors"]
	tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
	w := Workers(1)
	for tr.Step() < 2 {
		stepOnce(tr, w)
	}
	m := tr.Snapshot()
	for f := NewFreezer(crew.Alone{}, m, Of(images, labels), nil); f.Advance(w); {
	}
	r := newMisread(crew.Alone{}, m)
	sum, squares := make([]int64, c.Net.Layers[0].Out), make([]int64, c.Net.Layers[0].Out)
	wrong := 0
	for k := range labels {
		if k%TestBatch == 0 {
			r.Read(0, k/TestBatch, true)
			for i, word := range r.Signs(0).Words {
				wrong += bits.OnesCount64(word ^ m.Signs[0].Words[i])
			}
		}
		for o := range sum {
			s := plainSum(r.read[0].Row(o), images[k*Pixels:][:Pixels])
			sum[o] += s
			squares[o] += s * s
		}
	}
	for o := range sum {
		want := m.Norms[0][o]
		want.SetMoments(kernel.ExactMoments(sum[o], squares[o], len(labels)))
		if m.Norms[0][o] != want {
			t.Fatalf("neuron %d: %+v, want %+v", o, m.Norms[0][o], want)
		}
	}
	if all := 2 * c.Net.Layers[0].Size(); wrong < all/50 || wrong > all/25 {
		t.Errorf("%d of %d weights are wrong", wrong, all)
	}
	want := m.Norms
	var wait sync.WaitGroup
	for _, one := range crew.Local(2) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			m, from := tr.Snapshot(), Images{N: len(labels)}
			if one.Rank() == 0 {
				from = Of(images, labels)
			}
			for f := NewFreezer(one, m, from, nil); f.Advance(Workers(1)); {
			}
			if !reflect.DeepEqual(m.Norms, want) {
				t.Errorf("member %d of a crew has other statistics", one.Rank())
			}
		}()
	}
	wait.Wait()
}
