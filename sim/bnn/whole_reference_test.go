package bnn

import (
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// TestTenStepsInWholeNumbers: with gradients of 8 bits every bit of ten steps is that of a network whose products are
// sums of whole numbers, whatever the levels, and where the sums of a batch are longer than the fraction of a number.
func TestTenStepsInWholeNumbers(t *testing.T) {
	grey, signs := Input{grid, Levels{Kind: Grey}}, Input{grid, Levels{}}
	streams := func(n int) Input { return Input{grid, Levels{Kind: Streamed, Presentations: n}} }
	rule := Rule{Batch: 23, LR: 0.005, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits}
	wrong := rule
	wrong.Errors, wrong.ActErrors = func(l int) [2]float64 { return [2]float64{0.1, 0.03 * float64(l)} }, 0.05
	long := rule
	long.Batch = 900
	both := Layer{Weights: trits(0.01), Outputs: trits(0.3)}
	for name, c := range map[string]struct {
		Network
		Rule
		images int
	}{
		"grey":            {NewPerceptron(grey, Loss{}, Layer{}, 19, 13, Classes), rule, 100},
		"binary":          {NewPerceptron(signs, Loss{}, Layer{Bias: true}, 19, 13, Classes), rule, 100},
		"hinge":           {NewPerceptron(grey, Loss{Margin: 2}, Layer{Bias: true}, 19, 13, Classes), rule, 100},
		"ternary":         {NewPerceptron(grey, Loss{}, both, 19, 13, Classes), rule, 100},
		"ternary, binary": {NewPerceptron(signs, Loss{}, both, 19, 13, Classes), wrong, 100},
		"errors":          {NewPerceptron(grey, Loss{}, Layer{}, 19, 13, Classes), wrong, 100},
		"streams":         {NewPerceptron(streams(7), Loss{}, Layer{}, 19, Classes), rule, 100},
		"one layer":       {NewPerceptron(streams(MaxStreams), Loss{Margin: 20}, Layer{}, Classes), rule, 100},
		"long batch":      {NewPerceptron(grey, Loss{Margin: 20}, Layer{}, Classes), long, 1000},
		"longest streams": {NewPerceptron(streams(MaxStreams-1), Loss{Margin: 20}, Layer{}, Classes), long, 1000},
	} {
		t.Run(name, func(t *testing.T) { inWholes(t, c.Network, c.Rule, c.images, func(*Trainer) {}) })
	}
}

// TestSumsOfMostInputs: the samples of a visitor's own data have up to 12,288 values of 8 bits, a colour image of 64x64,
// here nearly white ones: every bit is that of a network of whole numbers.
func TestSumsOfMostInputs(t *testing.T) {
	most := Grid{C: 3, H: 64, W: 64}
	rule := Rule{LR: 0.005, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits}
	for name, c := range map[string]struct {
		Network
		batch int
	}{
		"grey":    {NewNetwork(Input{most, Levels{Kind: Grey}}, Loss{}, Layer{Out: 3}), 40},
		"signs":   {NewNetwork(Input{most, Levels{}}, Loss{}, Layer{Out: 2}, Layer{Out: 2}), 23},
		"8 bits":  {NewNetwork(Input{most, Levels{Kind: Grey}}, Loss{}, Layer{Out: 2, Weights: Levels{Kind: Eight}}), 40},
		"streams": {NewNetwork(Input{most, Levels{Kind: Streamed, Presentations: MaxStreams}}, Loss{}, Layer{Out: 2}), 23},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.Layers[0].FanIn(); got != 12288 {
				t.Fatalf("%d inputs", got)
			}
			rule.Batch = c.batch
			inWholes(t, c.Network, rule, c.batch, func(*Trainer) {})
		})
	}
}

// inWholes trains a network, from what begin makes of its first weights, and the one of whole numbers, which gets the
// wrong bits of the former, if there are any.
func inWholes(t *testing.T, net Network, rule Rule, n int, begin func(*Trainer)) {
	t.Helper()
	values := net.Input.Values()
	images, labels := toyImages(n, 1, values, net.Classes)
	if rule.Batch > 500 || values > 10000 { // nearly white images: the longest sums
		for i := range images {
			images[i] |= 0xf0
		}
	}
	levels := net.Input.Levels
	from := levels.toyStreams(Of(images, labels))
	workers := Workers(1)
	tr := NewTrainer(crew.Alone{}, net, rule, from)
	stepOnce(tr, workers)
	begin(tr)
	ref := wholesOf(tr)
	number := func(s kernel.Signs, row, i int, v Levels) int64 {
		return int64(v.Number(s.Row(row), i, 64*s.Stride/v.planes()))
	}
	if rule.Errors != nil {
		ref.weights = func(l, o, i int) int64 { return number(tr.layers[l].read, o, i, net.Layers[l].Weights) }
		ref.fires = func(l, v, b int) int64 { return int64(tr.up.given(l).number(v, b)) }
	}
	steps := 10
	if rule.Batch > 500 {
		steps = 4
	}
	for step := range steps {
		at := tr.place(step)
		first, behind := tr.batches(0).Of(at.batch)
		var x [][]int64
		var y []byte
		for _, k := range append([]int32{}, tr.shuffled(at)[first:behind]...) {
			row := levels.plainInput(from, int(k), tr.round(at))
			x, y = append(x, row), append(y, labels[k])
		}
		stepOnce(tr, workers)
		want := ref.train(x, y, rule.LR)
		if loss, _, images := tr.Last(); loss != want || images != len(x) {
			t.Fatalf("step %d: loss %v of %d images, want %v of %d", step, loss, images, want, len(x))
		}
		ref.same(t, tr, step)
	}
	eights := false
	for l := range net.Layers {
		eights = eights || net.Layers[l].Weights.Kind == Eight
	}
	if !eights && rule.Batch > 500 != (ref.most >= 1<<24) {
		t.Errorf("the largest sum is %d: 2^24 = %d is to be exceeded by long batches", ref.most, 1<<24)
	}
}

// toyStreams are images as streams, where they are to be.
func (v Levels) toyStreams(from Images) Images {
	if v.Kind == Streamed {
		from.Encode = func(counts []uint16, image []byte, round, number int) {
			for i, p := range image {
				counts[i] = uint16((int(p)*v.Presentations + (31*i+17*number+round)%255) / 255)
			}
		}
	}
	return from
}

// plainInput are the values of an image as whole numbers.
func (v Levels) plainInput(from Images, number, round int) []int64 {
	values := len(from.Pixels) / len(from.Labels)
	image, row, counts := from.Pixels[number*values:][:values], make([]int64, values), make([]uint16, values)
	if from.Encode != nil {
		from.Encode(counts, image, round, number)
	}
	for i, p := range image {
		switch row[i] = int64(p); v.Kind {
		case Binary:
			row[i] = int64(sign(float64(p) - BinaryThreshold))
		case Streamed:
			row[i] = 2*int64(counts[i]) - int64(v.Presentations)
		}
	}
	return row
}
