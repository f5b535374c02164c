package bnn

import (
	"fmt"
	"math"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// toySet makes n images of ten classes: a prototype of random grey pixels each, with noise.
func toySet(n int, seed uint32) (images, labels []byte) { return toyImages(n, seed, Pixels, Classes) }

// toyImages makes images of so many pixels and classes.
func toyImages(n int, seed uint32, pixels, classes int) (images, labels []byte) {
	draw := rng.New(seed, "toy").Source(0)
	prototypes := make([]byte, classes*pixels)
	for i := range prototypes {
		if draw.Below(100) < 19 {
			prototypes[i] = byte(40 + draw.Below(216))
		}
	}
	for range n {
		c := draw.Below(uint32(classes))
		labels = append(labels, byte(c))
		for _, p := range prototypes[int(c)*pixels:][:pixels] {
			switch draw.Below(4) {
			case 0:
				p = 0
			case 1:
				p = p/2 + byte(draw.Below(30))*(p/128)
			}
			images = append(images, p)
		}
	}
	return images, labels
}

// plain is the textbook network in float64, one number at a time, sharing nothing with the
// kernels but the first weights.
type plain struct {
	net         Network
	w           [][][]float64         // [layer][O][I] latent
	gamma, beta [][]float64           // [layer][O]
	moments     map[string][2]float64 // Adam's, by name of the parameter
	step        int
	devices     *plainPairs               // where the weights live in devices: w is then +1 or -1
	read        func(l, o, i int) float64 // weights +-1 as the forward pass takes them; nil: the signs of w
	fires       func(l, o, b int) float64 // hidden activations +-1; nil: the signs of y
	free        bool                      // weights move by the metaplastic Adam
	meta, l2    float64
}

// weight is what the forward pass takes weight i of a neuron for.
func (p *plain) weight(l, o, i int) float64 {
	if p.read != nil {
		return p.read(l, o, i)
	}
	return level(p.w[l][o][i], p.net.Layers[l].Weights)
}

// hinge is the modified hinge loss of one image with its gradient by y.
func (p *plain) hinge(y []float64, label byte) (loss float64, dy []float64) {
	dy = make([]float64, len(y))
	for c, v := range y {
		t := -1.0
		if c == int(label) {
			t = 1
		}
		if short := p.net.Loss.Margin - t*v; short > 0 {
			loss += short / p.net.Loss.Margin / Classes
			dy[c] = -t / p.net.Loss.Margin / Classes
		}
	}
	return loss, dy
}

func sign(x float64) float64 {
	if x >= 0 {
		return 1
	}
	return -1
}

// level is the sign of x, its ternary value, or its number of 8 bits.
func level(x float64, v Levels) float64 {
	if v.Kind == Eight {
		return max(-127, min(127, math.RoundToEven(128*x)))
	}
	if t := float64(v.Threshold); v.Kind == Ternary && x >= -t && x < t {
		return 0
	}
	return sign(x)
}

func (p *plain) adam(name string, g, lr float64) float64 {
	m := p.moments[name]
	m[0] = 0.9*m[0] + 0.1*g
	m[1] = 0.999*m[1] + 0.001*g*g
	p.moments[name] = m
	t := float64(p.step)
	return lr * m[0] / (1 - math.Pow(0.9, t)) / (math.Sqrt(m[1]/(1-math.Pow(0.999, t))) + 1e-8)
}

// metaplastic moves a weight as arXiv:2003.03533 writes it.
func (p *plain) metaplastic(name string, w, g, lr float64) float64 {
	step := p.adam(name, g+p.l2*w, lr)
	if w != 0 && sign(w)*p.moments[name][0] > 0 {
		step *= 1 - math.Pow(math.Tanh(p.meta*math.Abs(w)), 2)
	}
	return w - step
}

// train does one step on a batch of inputs x [B][784] and returns the loss.
func (p *plain) train(x [][]float64, labels []byte, lr float64) float64 {
	p.step++
	layers := len(p.net.Layers)
	B := float64(len(x))
	in := make([][][]float64, layers+1) // inputs of each layer [B][I]
	xhat := make([][][]float64, layers)
	inv := make([][]float64, layers)
	in[0] = x
	var y [][]float64
	for l := range layers {
		out := p.net.Layers[l].Out
		z := make([][]float64, len(x))
		for b := range x {
			z[b] = make([]float64, out)
			for o := range out {
				for i, v := range in[l][b] {
					z[b][o] += p.weight(l, o, i) * v
				}
			}
		}
		y, xhat[l], inv[l] = make([][]float64, len(x)), make([][]float64, len(x)), make([]float64, out)
		in[l+1] = make([][]float64, len(x))
		for b := range x {
			y[b], xhat[l][b], in[l+1][b] = make([]float64, out), make([]float64, out), make([]float64, out)
		}
		for o := range out {
			mean, variance := 0.0, 0.0
			for b := range x {
				mean += z[b][o] / B
			}
			for b := range x {
				variance += (z[b][o] - mean) * (z[b][o] - mean) / B
			}
			inv[l][o] = 1 / math.Sqrt(variance+1e-5)
			if p.scaled(l) {
				mean, inv[l][o] = 0, 1
			}
			for b := range x {
				xhat[l][b][o] = (z[b][o] - mean) * inv[l][o]
				y[b][o] = xhat[l][b][o]*p.gamma[l][o] + p.beta[l][o]
				in[l+1][b][o] = level(y[b][o], p.net.Layers[l].Outputs)
				if p.fires != nil && l < layers-1 {
					in[l+1][b][o] = p.fires(l, o, b)
				}
			}
		}
	}
	loss := 0.0
	dy := make([][]float64, len(x))
	for b := range x {
		if p.net.Loss.Margin > 0 {
			var one float64
			one, dy[b] = p.hinge(y[b], labels[b])
			loss += one / B
			for c := range dy[b] {
				dy[b][c] /= B
			}
			continue
		}
		sum := 0.0
		for _, v := range y[b] {
			sum += math.Exp(v)
		}
		dy[b] = make([]float64, Classes)
		for c, v := range y[b] {
			dy[b][c] = math.Exp(v) / sum / B
		}
		dy[b][labels[b]] -= 1 / B
		loss -= math.Log(math.Exp(y[b][labels[b]])/sum) / B
	}
	for l := layers - 1; l >= 0; l-- {
		out := p.net.Layers[l].Out
		dx := make([][]float64, len(x))
		for b := range x {
			dx[b] = make([]float64, p.net.Layers[l].FanIn())
		}
		scale := 0.0 // gradient of a learnt scale
		for o := range out {
			dg, db := 0.0, 0.0
			for b := range x {
				if l < layers-1 {
					if v := xhat[l][b][o]*p.gamma[l][o] + p.beta[l][o]; math.Abs(v) > 1 {
						dy[b][o] = 0
					}
				}
				dg += dy[b][o] * xhat[l][b][o]
				db += dy[b][o]
			}
			dw := make([]float64, p.net.Layers[l].FanIn())
			for b := range x {
				dz := p.gamma[l][o] * inv[l][o] * (dy[b][o] - db/B - xhat[l][b][o]*dg/B)
				if p.scaled(l) {
					dz = p.gamma[l][o] * dy[b][o]
				}
				for i, v := range in[l][b] {
					dw[i] += dz * v
					dx[b][i] += dz * p.weight(l, o, i)
				}
			}
			name := func(kind string, i int) string {
				return kind + string(rune('a'+l)) + string(rune(o+1000)) + string(rune(i+1000))
			}
			if scale += dg; !p.scaled(l) {
				p.gamma[l][o] -= p.adam(name("g", 0), dg, lr)
				p.beta[l][o] -= p.adam(name("b", 0), db, lr)
			}
			for i := range dw {
				if p.devices != nil {
					p.devices.pulse(l, o, i, p.adam(name("w", i), dw[i], p.devices.gain))
					continue
				}
				if p.free {
					p.w[l][o][i] = p.metaplastic(name("w", i), p.w[l][o][i], dw[i], lr)
					continue
				}
				w := p.w[l][o][i] - p.adam(name("w", i), dw[i], lr)
				p.w[l][o][i] = math.Max(-1, math.Min(1, w))
			}
		}
		if p.devices != nil {
			p.devices.compare(p, l)
		}
		if p.scaled(l) {
			step := p.adam("scale", scale, lr)
			for o := range p.gamma[l] {
				p.gamma[l][o] -= step
			}
		}
		dy = dx
	}
	return loss
}

// scaled tells whether layer l has a learnt scale in place of batch normalization.
func (p *plain) scaled(l int) bool { return p.net.Loss.Margin > 0 && l == len(p.net.Layers)-1 }

// plainOf copies the first weights of a trainer.
func plainOf(t *Trainer) *plain {
	p := &plain{net: t.net, moments: map[string][2]float64{}}
	for l := range t.layers {
		in, out := t.net.Layers[l].FanIn(), t.net.Layers[l].Out
		w := make([][]float64, out)
		gamma, beta := make([]float64, out), make([]float64, out)
		for o := range w {
			gamma[o] = 1
			if p.scaled(l) {
				gamma[o] = 0.001
			}
			w[o] = make([]float64, in)
			for i := range w[o] {
				w[o][i] = float64(t.layers[l].hidden.(*latent).w[(o/kernel.Lanes*in+i)*kernel.Lanes+o%kernel.Lanes])
			}
		}
		p.w, p.gamma, p.beta = append(p.w, w), append(p.gamma, gamma), append(p.beta, beta)
	}
	return p
}

func stepOnce(t *Trainer, workers []*Worker) {
	for t.Advance(workers) {
	}
}

func TestTenStepsAgainstAnIndependentNetwork(t *testing.T) {
	shape := perceptron(Layer{}, 19, 13)
	rule := Rule{Batch: 23, LR: 0.005, Decay: 1, Every: 1, Seed: 3}
	againstPlain(t, "grey", shape, rule)
	signs := Input{grid, Levels{}}
	againstPlain(t, "binary", NewPerceptron(signs, Loss{}, Layer{}, 19, 13, Classes), rule)
	againstPlain(t, "hinge", NewPerceptron(shape.Input, Loss{Margin: 2}, Layer{}, 19, 13, Classes), rule)
	errors := rule
	errors.Errors, errors.ActErrors = func(l int) [2]float64 { return [2]float64{0.1, 0.03 * float64(l)} }, 0.05
	againstPlain(t, "errors", shape, errors)
	meta := rule
	meta.Free, meta.Meta, meta.L2 = true, 40, 1e-3 // the weights are up to 0.1 large
	againstPlain(t, "metaplastic", shape, meta)

	// With these thresholds most weights are other than 0, for sums of few of them tie, and no weight comes so near to
	// the threshold that rounding decides on which side it falls.
	for _, c := range []struct {
		Input
		Layer
	}{
		{shape.Input, Layer{Weights: trits(0.01)}}, {shape.Input, Layer{Outputs: trits(0.3)}},
		{shape.Input, Layer{Weights: trits(0.01), Outputs: trits(0.01)}},
		{signs, Layer{Weights: trits(0.012), Outputs: trits(0.012)}},
	} {
		ternary := NewPerceptron(c.Input, Loss{}, c.Layer, 19, 13, Classes)
		againstPlain(t, fmt.Sprintf("%+v", c), ternary, rule)
		againstPlain(t, fmt.Sprintf("errors, %+v", c), ternary, errors)
	}
}

// againstPlain trains a network and the independent one, which gets the wrong bits of the former, if there are any.
func againstPlain(t *testing.T, name string, shape Network, rule Rule) {
	const n = 100
	images, labels := toySet(n, 1)
	if shape.Input.Levels.Packed() {
		// A pixel that is the same in a whole batch has no gradient but rounding, which
		// Adam turns into full steps either way: let every pixel vary.
		draw := rng.New(1, "vary").Source(0)
		for i := range images {
			if draw.Below(4) == 0 {
				images[i] = 255 - images[i]
			}
		}
	}
	workers := Workers(1)
	tr := NewTrainer(crew.Alone{}, shape, rule, Of(images, labels))
	stepOnce(tr, workers)
	ref := plainOf(tr)
	ref.free, ref.meta, ref.l2 = rule.Free, rule.Meta, rule.L2
	number := func(s kernel.Signs, row, i int, v Levels) float64 {
		return float64(v.Number(s.Row(row), i, 64*s.Stride/v.planes()))
	}
	if rule.Errors != nil {
		ref.read = func(l, o, i int) float64 { return number(tr.layers[l].read, o, i, shape.Layers[l].Weights) }
		ref.fires = func(l, o, b int) float64 { return number(tr.up.x[l+1].byValue, o, b, shape.Layers[l].Outputs) }
	}
	for step := range 10 {
		from := step % tr.Steps() * rule.Batch
		var x [][]float64
		var y []byte
		for _, k := range append([]int32{}, tr.shuffled(tr.place(step))[from:min(from+rule.Batch, n)]...) {
			row := make([]float64, Pixels)
			for i := range row {
				p := images[int(k)*Pixels+i]
				row[i] = float64(p) / 255
				if shape.Input.Levels.Packed() {
					row[i] = sign(float64(p) - BinaryThreshold)
				}
			}
			x, y = append(x, row), append(y, labels[k])
		}
		stepOnce(tr, workers)
		want := ref.train(x, y, rule.LR)
		loss, _, images := tr.Last()
		if images != len(x) {
			t.Fatalf("step %d took %d images, want %d", step, images, len(x))
		}
		if math.Abs(loss-want) > 1e-4*want {
			t.Fatalf("%s step %d: loss %v, want %v", name, step, loss, want)
		}
	}
	// Adam divides by the size of the gradient, so a weight whose gradient is all but zero
	// may go either way by rounding: nearly all must agree closely, not every one.
	off, all := 0, 0
	for l := range ref.w {
		in := shape.Layers[l].FanIn()
		for o := range ref.w[l] {
			for i, want := range ref.w[l][o] {
				got := float64(tr.layers[l].hidden.(*latent).w[(o/kernel.Lanes*in+i)*kernel.Lanes+o%kernel.Lanes])
				if all++; math.Abs(got-want) > 1e-4 {
					off++
				}
			}
			if got := float64(tr.layers[l].norms[o].Gamma); math.Abs(got-ref.gamma[l][o]) > 1e-3 {
				t.Errorf("%s: layer %d gamma[%d] = %v, want %v", name, l, o, got, ref.gamma[l][o])
			}
		}
	}
	if off > all/200 {
		t.Errorf("%s: %d of %d weights differ by more than 1e-4", name, off, all)
	}
}
