package bnn

import (
	"math"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// wholes is a network in training whose products are sums of whole numbers in 64 bits, one number at a time. It has its
// own products, rounding and way through the layers; the arithmetic of one neuron (kernel.Norm), of one parameter
// (Adam.One) and of one image's loss it shares with what it checks, so that all bits must agree.
type wholes struct {
	net     Network
	w, m, v [][]float32 // [layer][O*I]
	norms   [][]kernel.Norm
	moments [][][3]affine
	powers  kernel.Powers
	weights func(l, o, i int) int64 // as the forward pass takes them; nil: the levels of w
	fires   func(l, o, b int) int64 // hidden outputs with errors; nil: the levels of y

	// Of the step under way.
	adam kernel.Adam
	in   [][][]int64 // [layer][B][I]
	xhat [][][]float32
	most int64 // the largest sum of the way down, in scales
}

func wholesOf(t *Trainer) *wholes {
	p := &wholes{net: t.net}
	for l := range t.layers {
		y := &t.layers[l]
		w := make([]float32, y.Size())
		t.Hidden(l, func(o int, column []float32) { copy(w[o*y.FanIn():], column) })
		p.w, p.m, p.v = append(p.w, w), append(p.m, make([]float32, len(w))), append(p.v, make([]float32, len(w)))
		p.norms = append(p.norms, append([]kernel.Norm{}, y.norms...))
		p.moments = append(p.moments, make([][3]affine, y.Out))
	}
	return p
}

func (p *wholes) weight(l, o, i int) int64 {
	if p.weights != nil {
		return p.weights(l, o, i)
	}
	return int64(level(float64(p.w[l][o*p.net.Layers[l].FanIn()+i]), p.net.Layers[l].Weights))
}

// train does one step on a batch of whole numbers x [B][V] and returns the loss.
func (p *wholes) train(x [][]int64, labels []byte, lr float64) float64 {
	p.powers = p.powers.Next()
	p.adam = p.powers.Adam(lr)
	p.in, p.xhat = [][][]int64{x}, nil
	for l := range p.net.Layers {
		p.up(l)
	}
	loss := 0.0
	last := len(p.net.Layers) - 1
	scores, prob := make([]float32, p.net.Classes), make([]float64, p.net.Classes)
	dy := make([][]float32, len(x))
	for b := range x {
		for c := range scores {
			n := &p.norms[last][c]
			scores[c] = float32(p.xhat[last][c][b]*n.Gamma) + n.Beta
		}
		softmax(scores, prob)
		loss += p.net.Loss.of(scores, prob, labels[b])
		p.net.Loss.gradient(scores, prob, labels[b])
		for _, d := range prob {
			dy[b] = append(dy[b], float32(d/float64(len(x))))
		}
	}
	for l := last; l >= 0; l-- {
		dy = p.down(l, dy)
	}
	return loss / float64(len(x))
}

// up goes through a layer.
func (p *wholes) up(l int) {
	y, in := &p.net.Layers[l], p.in[l]
	out, xhat := make([][]int64, len(in)), make([][]float32, y.Out)
	for b := range out {
		out[b] = make([]int64, y.Out)
	}
	for o := range y.Out {
		sums, sum, squares := make([]int64, len(in)), int64(0), int64(0)
		for b := range in {
			for i, v := range in[b] {
				sums[b] += p.weight(l, o, i) * v
			}
			sum += sums[b]
			squares += sums[b] * sums[b]
		}
		n, count := &p.norms[l][o], int64(len(in))
		if y.Norm == BatchNorm {
			n.SetMoments(float64(sum)/float64(count), float64(count*squares-sum*sum)/(float64(count)*float64(count)))
		}
		for b, s := range sums {
			xh := n.XHat(int32(s))
			xhat[o] = append(xhat[o], xh)
			out[b][o] = int64(sign(float64(float32(xh*n.Gamma) + n.Beta)))
			if t := y.Outputs.Threshold; y.Outputs.Kind == Ternary {
				up, down := float32(xh*n.Gamma)+(n.Beta+t), float32(xh*n.Gamma)+(n.Beta-t)
				out[b][o] = int64(sign(float64(up))+sign(float64(down))) / 2
			}
			if p.fires != nil && y.Hidden() {
				out[b][o] = p.fires(l, o, b)
			}
		}
	}
	p.in, p.xhat = append(p.in, out), append(p.xhat, xhat)
}

// down goes back through a layer: from dy [B][O] to that of the layer below, and moves the parameters.
func (p *wholes) down(l int, dy [][]float32) (dx [][]float32) {
	y, in := &p.net.Layers[l], p.in[l]
	k, scale := p.rounded(l, p.back(l, dy))
	dx = make([][]float32, len(in))
	for b := range in {
		for i := range y.FanIn() {
			sum := int64(0)
			for o := range k {
				sum += k[o][b] * p.weight(l, o, i)
			}
			dx[b] = append(dx[b], p.number(sum, scale))
		}
	}
	for o := range k {
		if y.Bias {
			sum := int64(0)
			for _, k := range k[o] {
				sum += k
			}
			n, m := &p.norms[l][o], &p.moments[l][o][2]
			n.Bias -= p.adam.One(&m.m, &m.v, p.number(sum, scale)/n.Scale)
		}
		for i := range y.FanIn() {
			sum := int64(0)
			for b := range in {
				sum += k[o][b] * in[b][i]
			}
			at := o*y.FanIn() + i
			w := p.w[l][at] - p.adam.One(&p.m[l][at], &p.v[l][at], p.number(sum, scale))
			p.w[l][at] = max(-1, min(1, w))
		}
	}
	return dx
}

// number is a sum of the way down, rounded once.
func (p *wholes) number(sum int64, scale float64) float32 {
	p.most = max(p.most, sum, -sum)
	return float32(float64(sum) * scale)
}

// back goes back through the normalizations of a layer, and moves their parameters.
func (p *wholes) back(l int, dy [][]float32) (dS [][]float32) {
	y, count, all := &p.net.Layers[l], float32(len(dy)), float32(0)
	dS = make([][]float32, y.Out)
	for o := range dS {
		n, m := &p.norms[l][o], &p.moments[l][o]
		dS[o] = make([]float32, len(dy))
		var g, b kernel.LaneSums
		for i, xh := range p.xhat[l][o] {
			d := dy[i][o]
			if at := float32(xh*n.Gamma) + n.Beta; y.Hidden() && !(at <= 1 && at >= -1) {
				d = 0
			}
			dS[o][i] = d
			g[i%4] += float32(d * xh)
			b[i%4] += d
		}
		if all += g.Total(); y.Norm == LearntScale {
			for i := range dS[o] {
				dS[o][i] = float32(dS[o][i]*n.Gamma) * n.Scale
			}
			continue
		}
		for i, xh := range p.xhat[l][o] {
			d := dS[o][i] - b.Total()/count
			d -= float32(xh * (g.Total() / count))
			dS[o][i] = d * (n.Gamma * n.Inv * n.Scale)
		}
		n.Gamma -= p.adam.One(&m[0].m, &m[0].v, g.Total())
		n.Beta -= p.adam.One(&m[1].m, &m[1].v, b.Total())
	}
	if y.Norm == LearntScale {
		m := &p.moments[l][0][0]
		step := p.adam.One(&m.m, &m.v, all)
		for o := range dS {
			p.norms[l][o].Gamma -= step
		}
	}
	return dS
}

// rounded are the gradients of a layer as whole multiples of its scale; what is left of one is added to the fourth
// next.
func (p *wholes) rounded(l int, dS [][]float32) (k [][]int64, scale float64) {
	peak := 0.0
	for o := range dS {
		for _, d := range dS[o] {
			peak = max(peak, math.Abs(float64(d)))
		}
	}
	scale = 1
	for ; scale*126 < peak; scale *= 2 {
	}
	for ; scale/2*126 >= peak && scale > 0x1p-100; scale /= 2 {
	}
	k = make([][]int64, len(dS))
	for o := range dS {
		var left [4]float32
		for i, d := range dS[o] {
			d += left[i%4]
			whole := math.RoundToEven(float64(d) / scale)
			left[i%4] = d - float32(whole*scale)
			k[o] = append(k[o], int64(whole))
		}
	}
	return k, scale
}

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
		t.Run(name, func(t *testing.T) { inWholes(t, c.Network, c.Rule, c.images) })
	}
}

// inWholes trains a network and the one of whole numbers, which gets the wrong bits of the former, if there are any.
func inWholes(t *testing.T, net Network, rule Rule, n int) {
	images, labels := toySet(n, 1)
	if rule.Batch > 500 { // nearly white images: the longest sums
		for i := range images {
			images[i] |= 0xf0
		}
	}
	from, levels := Of(images, labels), net.Input.Levels
	if levels.Kind == Streamed {
		from.Encode = func(counts []uint16, image []byte, round, number int) {
			for i, p := range image {
				counts[i] = uint16((int(p)*levels.Presentations + (31*i+17*number+round)%255) / 255)
			}
		}
	}
	workers := Workers(1)
	tr := NewTrainer(crew.Alone{}, net, rule, from)
	stepOnce(tr, workers)
	ref := wholesOf(tr)
	number := func(s kernel.Signs, row, i int, v Levels) int64 {
		return int64(v.Number(s.Row(row), i, 64*s.Stride/v.planes()))
	}
	if rule.Errors != nil {
		ref.weights = func(l, o, i int) int64 { return number(tr.layers[l].read, o, i, net.Layers[l].Weights) }
		ref.fires = func(l, o, b int) int64 { return number(tr.up.x[l+1].byValue, o, b, net.Layers[l].Outputs) }
	}
	steps := 10
	if rule.Batch > 500 {
		steps = 4
	}
	for step := range steps {
		at := tr.place(step)
		first := at.batch * rule.Batch
		var x [][]int64
		var y []byte
		for _, k := range append([]int32{}, tr.shuffled(at)[first:min(first+rule.Batch, n)]...) {
			image, row, counts := images[int(k)*Pixels:][:Pixels], make([]int64, Pixels), make([]uint16, Pixels)
			if from.Encode != nil {
				from.Encode(counts, image, tr.round(at), int(k))
			}
			for i, p := range image {
				switch row[i] = int64(p); levels.Kind {
				case Binary:
					row[i] = int64(sign(float64(p) - BinaryThreshold))
				case Streamed:
					row[i] = 2*int64(counts[i]) - int64(levels.Presentations)
				}
			}
			x, y = append(x, row), append(y, labels[k])
		}
		stepOnce(tr, workers)
		want := ref.train(x, y, rule.LR)
		if loss, _, images := tr.Last(); loss != want || images != len(x) {
			t.Fatalf("step %d: loss %v of %d images, want %v of %d", step, loss, images, want, len(x))
		}
		ref.same(t, tr, step)
	}
	if rule.Batch > 500 != (ref.most >= 1<<24) {
		t.Errorf("the largest sum is %d: 2^24 = %d is to be exceeded by long batches", ref.most, 1<<24)
	}
}

// same compares all that is learnt, bit for bit.
func (p *wholes) same(t *testing.T, tr *Trainer, step int) {
	t.Helper()
	for l := range p.w {
		in := p.net.Layers[l].FanIn()
		tr.Hidden(l, func(o int, column []float32) {
			for i, got := range column {
				if want := p.w[l][o*in+i]; got != want {
					t.Fatalf("step %d, layer %d: weight %d of neuron %d is %v, want %v", step, l, i, o, got, want)
				}
			}
			if got, want := tr.layers[l].norms[o], p.norms[l][o]; got != want {
				t.Fatalf("step %d, layer %d: neuron %d is %+v, want %+v", step, l, o, got, want)
			}
		})
	}
}
