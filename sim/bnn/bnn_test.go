package bnn

import (
	"bytes"
	"math"
	"math/bits"
	"reflect"
	"testing"

	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// weakReset makes pairs with every imperfection.
func weakReset(layer, k0, k1 int) devices.Pulsed {
	return devices.NewPairs(devices.HfOxWeakReset(), devices.Switches{Curve: true, RTN: true, Pink: true, D2D: true},
		devices.NewStreams(5, 6, layer), k0, k1)
}

// cases are networks and rules that between them use every branch.
func cases() map[string]struct {
	Net Network
	Rule
} {
	rule := Rule{Batch: 30, LR: 0.005, Gain: 8, Decay: 0.5, Every: 1, Seed: 2}
	device := rule
	device.Devices = weakReset
	reprogram := device
	reprogram.Reprogram = true
	single := rule
	single.Batch = 1
	wrong := rule
	wrong.Errors, wrong.ActErrors = func(int) [2]float64 { return [2]float64{0.02, 0.04} }, 0.01
	grey, signs := Input{grid, Levels{Kind: Grey}}, Input{grid, Levels{}}
	both := Layer{Weights: trits(0.05), Outputs: trits(0.05)}
	// Gradients of eight bits, and a last batch of 34 images.
	eight, eightDevice, eightWrong := rule, device, wrong
	for _, r := range []*Rule{&eight, &eightDevice, &eightWrong} {
		r.Gradients, r.Join, r.Batch = EightBits, true, 33
	}
	written := eightWrong
	written.Written = true
	type c = struct {
		Net Network
		Rule
	}
	return map[string]c{
		"latent":          {perceptron(Layer{}, 70, 33), rule},
		"binary":          {NewPerceptron(signs, Loss{}, Layer{Bias: true}, 40, Classes), rule},
		"batch one":       {perceptron(Layer{Bias: true}, 17), single},
		"devices":         {perceptron(Layer{}, 40, 18), device},
		"reprogram":       {perceptron(Layer{}, 20), reprogram},
		"errors":          {perceptron(Layer{}, 50, 33), wrong},
		"hinge":           {NewPerceptron(grey, Loss{Margin: 20}, Layer{Bias: true}, 40, 18, Classes), rule},
		"ternary":         {perceptron(both, 90, 33), rule},
		"ternary weights": {NewPerceptron(signs, Loss{}, Layer{Weights: trits(0.03)}, 40, 18, Classes), rule},
		"ternary outputs": {perceptron(Layer{Outputs: trits(0.5)}, 40, 18), device},
		"8 bits":          {perceptron(both, 70, 33), eight},
		"8 bits, hinge":   {NewPerceptron(signs, Loss{Margin: 20}, Layer{Bias: true}, 40, 18, Classes), eight},
		"8 bits, devices": {perceptron(Layer{}, 40, 18), eightDevice},
		"8 bits, errors":  {perceptron(Layer{}, 50, 33), eightWrong},
		"written":         {perceptron(Layer{}, 50, 33), written},
		"written ternary": {perceptron(both, 50, 33), written},
	}
}

func TestAnyNumberOfWorkersGivesTheSameBits(t *testing.T) {
	images, labels := toySet(100, 2)
	for name, c := range cases() {
		var want []byte
		for workers := 1; workers <= 4; workers++ {
			tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
			w := Workers(workers)
			for tr.Step() < 6 {
				stepOnce(tr, w)
			}
			state := tr.AppendState(nil)
			if want == nil {
				want = state
			} else if !bytes.Equal(state, want) {
				t.Errorf("%s: %d workers give another state than one", name, workers)
			}
		}
	}
}

func TestRestoredTrainingGivesTheSameBits(t *testing.T) {
	images, labels := toySet(100, 3)
	for name, c := range cases() {
		w := Workers(1)
		tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
		for tr.Step() < 3 {
			stepOnce(tr, w)
		}
		middle := tr.AppendState(nil)
		for tr.Step() < 7 {
			stepOnce(tr, w)
		}
		again := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
		if err := again.Restore(middle, w); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(again.AppendState(nil), middle) {
			t.Errorf("%s: a restored state is not the saved one", name)
		}
		for again.Step() < 7 {
			stepOnce(again, w)
		}
		if !bytes.Equal(again.AppendState(nil), tr.AppendState(nil)) {
			t.Errorf("%s: going on from a state gives other bits", name)
		}
		for _, cut := range []int{0, 10, 500, len(middle) - 1} {
			if err := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels)).Restore(middle[:cut], w); err == nil {
				t.Errorf("%s: a state cut to %d bytes is taken", name, cut)
			}
		}
	}
}

func TestEveryRuleLearnsTheToySet(t *testing.T) {
	images, labels := toySet(600, 4)
	for name, c := range cases() {
		if c.Rule.Batch == 1 {
			continue // batch normalization over one image cannot learn: its output is beta
		}
		c.Rule.Every = 100
		tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
		w := Workers(2)
		for tr.Step() < 10*tr.Steps() {
			stepOnce(tr, w)
		}
		m := tr.Snapshot()
		for f := NewFreezer(crew.Alone{}, m, Of(images, labels), nil); f.Advance(w); {
		}
		p := NewPass(crew.Alone{}, m.Net, Fixed(m.Signs), m.Norms, false, Of(images, labels))
		for p.Advance(w) {
		}
		if got := float64(p.Tally.Correct()) / float64(p.Tally.Images); got < 0.9 {
			t.Errorf("%s: %.1f %% after ten epochs, want over 90", name, 100*got)
		}
	}
}

func TestFoldEqualsTheUnfoldedSignForEverySum(t *testing.T) {
	draw := rng.New(1, "fold").Source(0)
	float := func() float32 { return float32(draw.Float64()*4 - 2) }
	for range 300 {
		n := kernel.Norm{Scale: 1, Bias: float(), Gamma: float(), Beta: float(), Mean: 20 * float(),
			Inv: float() * float()}
		switch draw.Below(6) {
		case 0:
			n.Gamma = 0
		case 1:
			n.Beta = 1000
		case 2:
			n.Scale = 1.0 / 255
		case 3:
			n.Gamma, n.Beta = float32(math.Copysign(0, -1)), 0
		}
		n.Inv = float32(math.Abs(float64(n.Inv)))
		const limit = 300
		fold := Fold(&n, limit)
		row := make([]int32, 2*limit+1, kernel.Pad(2*limit+1))
		for i := range row {
			row[i] = int32(i - limit)
			if want := n.Y(row[i]) >= 0; fold.Fires(row[i]) != want {
				t.Fatalf("%+v folds to %+v: sum %d fires %v, want %v", n, fold, row[i], !want, want)
			}
		}
		words := make([]uint64, kernel.Words(len(row)))
		fold.pack(words, 0, rows[int32]{data: row[:cap(row)], batch: len(row), n: 1})
		for i, s := range row {
			if got := words[i/64]>>(i%64)&1 == 1; got != fold.Fires(s) {
				t.Fatalf("packed: sum %d fires %v", s, got)
			}
		}
		if last := words[len(words)-1] >> (len(row) % 64); last != 0 {
			t.Fatalf("bits behind the row are set: %x", last)
		}
	}
}

// unfolded runs one image through the network in plain floats and returns the winner.
func unfolded(m *Model, image []byte) int {
	var x []float64
	for _, p := range image {
		v := float64(p)
		if m.Net.Input.Levels.Packed() {
			v = sign(v - BinaryThreshold)
		}
		x = append(x, v)
	}
	for l := range m.Net.Layers {
		next := make([]float64, m.Net.Layers[l].Out)
		best := 0
		for o := range next {
			sum := 0.0
			for i, v := range x {
				row := m.Signs[l].Words[o*m.Signs[l].Stride:][:m.Signs[l].Stride]
				sum += v * float64(m.Net.Layers[l].Weights.Number(row, i, len(x)))
			}
			next[o] = float64(m.Norms[l][o].Y(int32(sum)))
			if next[o] > next[best] {
				best = o
			}
		}
		if l == len(m.Net.Layers)-1 {
			return best
		}
		for o := range next {
			next[o] = level(next[o], m.Net.Layers[l].Outputs)
		}
		x = next
	}
	return -1
}

func TestPackedInferenceEqualsTheUnfoldedNetworkOnEveryImage(t *testing.T) {
	images, labels := toySet(1100, 5) // more than one forward batch, with a tail
	for name, c := range cases() {
		tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images[:200*Pixels], labels[:200]))
		w := Workers(1)
		for tr.Step() < 5 {
			stepOnce(tr, w)
		}
		m := tr.Snapshot()
		for f := NewFreezer(crew.Alone{}, m, Of(images[:200*Pixels], labels[:200]), nil); f.Advance(w); {
		}
		p := NewPass(crew.Alone{}, m.Net, Fixed(m.Signs), m.Norms, false, Of(images, labels))
		for p.Advance(w) {
		}
		want := NewTally(Classes)
		for k, label := range labels {
			image := images[k*Pixels:][:Pixels]
			class := unfolded(m, image)
			want.Confusion[label][class]++
			if got := m.Follow(m, Counts(image)).Class; got != class {
				t.Fatalf("%s: image %d is %d step by step, %d unfolded", name, k, got, class)
			}
		}
		if !reflect.DeepEqual(p.Tally.Confusion, want.Confusion) || p.Tally.Images != len(labels) {
			t.Errorf("%s: packed %v\nunfolded %v", name, p.Tally.Confusion, want.Confusion)
		}
	}
}

func TestFrozenStatisticsAreThoseOfTheSet(t *testing.T) {
	images, labels := toySet(1050, 6)
	c := cases()["latent"]
	tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
	w := Workers(1)
	for tr.Step() < 4 {
		stepOnce(tr, w)
	}
	m := tr.Snapshot()
	for f := NewFreezer(crew.Alone{}, m, Of(images, labels), nil); f.Advance(w); {
	}
	sums := make([]*Trace, len(labels))
	for k := range sums {
		sums[k] = m.Follow(m, Counts(images[k*Pixels:][:Pixels]))
	}
	for l := range m.Net.Layers {
		for o := range m.Norms[l] {
			scale := float64(m.Norms[l][o].Scale)
			var mean, variance float64
			for _, s := range sums {
				mean += float64(s.Sums[l][o]) * scale / float64(len(sums))
			}
			for _, s := range sums {
				d := float64(s.Sums[l][o])*scale - mean
				variance += d * d / float64(len(sums))
			}
			if got := float64(m.Norms[l][o].Mean); math.Abs(got-mean) > 1e-5*math.Abs(mean)+1e-5 {
				t.Fatalf("layer %d neuron %d: mean %v, want %v", l, o, got, mean)
			}
			want := 1 / math.Sqrt(variance+kernel.Epsilon)
			if got := float64(m.Norms[l][o].Inv); math.Abs(got-want) > 1e-5*want {
				t.Fatalf("layer %d neuron %d: 1/sd %v, want %v", l, o, got, want)
			}
		}
	}
}

func TestEventsCountWhatHappened(t *testing.T) {
	images, labels := toySet(100, 7)
	for _, name := range []string{"latent", "devices"} {
		c := cases()[name]
		tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
		w := Workers(1)
		stepOnce(tr, w)
		var flips int64
		for tr.Step() < 5 {
			before := append([]uint64{}, tr.Weights(0).rows.Words...)
			stepOnce(tr, w)
			n := 0
			for i, word := range tr.Weights(0).rows.Words {
				n += bits.OnesCount64(word ^ before[i])
			}
			total, last := tr.Events(0)
			if flips += int64(n); last.Flips != int64(n) || total.Flips != flips {
				t.Fatalf("%s: %d weights flipped, counted %d (%d in all, want %d)", name, n, last.Flips,
					total.Flips, flips)
			}
		}
		total, _ := tr.Events(0)
		var pulses int64
		if p := tr.Pairs(0); p != nil {
			for k := range p.Len() {
				bl, blb := p.Pulses(k)
				pulses += int64(bl + blb)
			}
		}
		if total.Pulses != pulses {
			t.Errorf("%s: counted %d pulses, the devices hold %d", name, total.Pulses, pulses)
		}
	}
}
