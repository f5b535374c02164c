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
//
// B images of a batch, V values of an image, P sums of a neuron for an image. What there is of a neuron for each of
// them stands as [P*B], position by position; a dense layer has one.
type wholes struct {
	net     Network
	columns []columns
	w, m, v [][]float32 // [layer][O*I]
	norms   [][]kernel.Norm
	moments [][][3]affine
	powers  kernel.Powers
	frozen  bool                         // the norms are those of other images
	weights func(l, o, i int) int64      // as the forward pass takes them; nil: the levels of w
	fires   func(l, value, b int) int64  // hidden outputs with errors; nil: the levels of y
	moves   func(l, o int, dW []float32) // moves the weights of a neuron that live in devices; nil: w moves

	// Of the step under way.
	adam  kernel.Adam
	in    [][][]int64 // [layer][B][V]
	sums  [][][]int64 // [layer][O][P*B]
	chose [][][]int   // the same, which place of a pool each is of
	xhat  [][][]float32
	unit  float64 // of which the gradients on the way down are multiples
	most  int64   // the largest sum of the way down, in scales
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
		p.columns = append(p.columns, columnsOf(&y.Layer))
	}
	return p
}

// row are the weights of a neuron as the forward pass takes them.
func (p *wholes) row(l, o int) []int64 {
	y := &p.net.Layers[l]
	row := make([]int64, y.FanIn())
	for i := range row {
		if p.weights != nil {
			row[i] = p.weights(l, o, i)
			continue
		}
		row[i] = int64(level(float64(p.w[l][o*y.FanIn()+i]), y.Weights))
	}
	return row
}

// train does one step on a batch of whole numbers x [B][V] and returns the loss.
func (p *wholes) train(x [][]int64, labels []byte, lr float64) float64 {
	p.powers = p.powers.Next()
	p.adam = p.powers.Adam(lr)
	p.in, p.sums, p.chose, p.xhat = [][][]int64{x}, nil, nil, nil
	for l := range p.net.Layers {
		p.up(l)
	}
	loss := 0.0
	last := len(p.net.Layers) - 1
	scores, prob := make([]float32, p.net.Classes), make([]float64, p.net.Classes)
	dy := make([][]float32, len(scores))
	for b := range x {
		for c := range scores {
			n := &p.norms[last][c]
			scores[c] = float32(p.xhat[last][c][b]*n.Gamma) + n.Beta
		}
		softmax(scores, prob)
		loss += p.net.Loss.of(scores, prob, labels[b])
		p.net.Loss.gradient(scores, prob, labels[b])
		for c, d := range prob {
			dy[c] = append(dy[c], float32(d/float64(len(x))))
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
	p.sums, p.chose = append(p.sums, make([][]int64, y.Out)), append(p.chose, make([][]int, y.Out))
	p.xhat = append(p.xhat, make([][]float32, y.Out))
	out := make([][]int64, len(in))
	for b := range out {
		out[b] = make([]int64, len(p.columns[l])*y.Out)
	}
	for o := range y.Out {
		p.add(l, o)
		sum, squares := int64(0), int64(0)
		for _, s := range p.sums[l][o] {
			sum += s
			squares += s * s
		}
		n, count := &p.norms[l][o], int64(len(p.sums[l][o]))
		if y.Norm == BatchNorm && !p.frozen {
			n.SetMoments(float64(sum)/float64(count), float64(count*squares-sum*sum)/(float64(count)*float64(count)))
		}
		for i, s := range p.sums[l][o] {
			xh := n.XHat(int32(s))
			p.xhat[l][o] = append(p.xhat[l][o], xh)
			b, value := i%len(in), i/len(in)*y.Out+o
			out[b][value] = levelOfY(float32(xh*n.Gamma), n.Beta, y.Outputs)
			if p.fires != nil && y.Hidden() {
				out[b][value] = p.fires(l, value, b)
			}
		}
	}
	p.in = append(p.in, out)
}

// add makes the sums of a neuron.
func (p *wholes) add(l, o int) {
	w := p.row(l, o)
	for _, pool := range p.columns[l] {
		for _, image := range p.in[l] {
			sum, place := largestSum(w, pool, image)
			p.sums[l][o], p.chose[l][o] = append(p.sums[l][o], sum), append(p.chose[l][o], place)
		}
	}
}

// levelOfY is what an output y = at + beta is passed on as.
func levelOfY(at, beta float32, v Levels) int64 {
	if v.Kind == Ternary {
		return int64(sign(float64(at+(beta+v.Threshold)))+sign(float64(at+(beta-v.Threshold)))) / 2
	}
	return int64(sign(float64(at + beta)))
}

// down goes back through a layer: from dy [O][P*B] to that of the layer below, and moves the parameters.
func (p *wholes) down(l int, dy [][]float32) (dyBelow [][]float32) {
	y, in := &p.net.Layers[l], p.in[l]
	var k [][]int64
	if y.Kind == Dense {
		k, p.unit = rounded(p.back(l, dy))
	} else {
		k, p.unit = p.roundedMap(p.backMap(l, dy))
	}
	dx := make([][]int64, len(in))
	for b := range dx {
		dx[b] = make([]int64, len(in[b]))
	}
	for o := range k {
		w, dW, sum := p.row(l, o), make([]int64, y.FanIn()), int64(0)
		for i, d := range k[o] {
			b, window := i%len(in), p.columns[l][i/len(in)][p.chose[l][o][i]]
			addBelow(dx[b], w, window, d)
			addGradient(dW, in[b], window, d)
			sum += d
		}
		if y.Bias {
			n, m := &p.norms[l][o], &p.moments[l][o][2]
			n.Bias -= p.adam.One(&m.m, &m.v, p.number(sum)/n.Scale)
		}
		p.move(l, o, dW)
	}
	if l == 0 {
		return nil
	}
	return byNeuron(p.numbers(dx), p.net.Layers[l-1].Out)
}

// numbers are sums of the way down as such.
func (p *wholes) numbers(sums [][]int64) (all [][]float32) {
	for _, row := range sums {
		all = append(all, nil)
		for _, sum := range row {
			all[len(all)-1] = append(all[len(all)-1], p.number(sum))
		}
	}
	return all
}

// move moves the weights of a neuron.
func (p *wholes) move(l, o int, dW []int64) {
	gradient := make([]float32, len(dW))
	for i, sum := range dW {
		gradient[i] = p.number(sum)
	}
	if p.moves != nil {
		p.moves(l, o, gradient)
		return
	}
	for i, g := range gradient {
		at := o*len(dW) + i
		w := p.w[l][at] - p.adam.One(&p.m[l][at], &p.v[l][at], g)
		p.w[l][at] = max(-1, min(1, w))
	}
}

// number is a sum of the way down, rounded once.
func (p *wholes) number(sum int64) float32 {
	p.most = max(p.most, sum, -sum)
	return float32(float64(sum) * p.unit)
}

// backMap goes back through the normalizations of a layer over a map, and moves their parameters: what is added up over
// a neuron's sums is added up in whole numbers.
func (p *wholes) backMap(l int, dy [][]float32) (dS [][]float32) {
	dS = make([][]float32, len(dy))
	for o := range dy {
		n, m, count := &p.norms[l][o], &p.moments[l][o], float32(len(dy[o]))
		sum, bySum := int64(0), int64(0)
		for i, d := range dy[o] {
			if at := float32(p.xhat[l][o][i]*n.Gamma) + n.Beta; !(at <= 1 && at >= -1) {
				d = 0
			}
			k := int64(float64(d) / p.unit)
			sum += k
			bySum += k * p.sums[l][o][i]
			dS[o] = append(dS[o], d)
		}
		// xhat = (S*Scale + (Bias - Mean))*Inv, of which the sum over S is taken in whole numbers.
		beta, byS := float64(sum)*p.unit, float64(bySum)*p.unit
		gamma := float64(float64(n.Scale)*byS) + float64(float64(n.Bias-n.Mean)*beta)
		dGamma, dBeta := float32(gamma*float64(n.Inv)), float32(beta)
		for i, d := range dS[o] {
			d -= dBeta / count
			d -= float32(p.xhat[l][o][i] * (dGamma / count))
			dS[o][i] = d * (n.Gamma * n.Inv * n.Scale)
		}
		n.Gamma -= p.adam.One(&m[0].m, &m[0].v, dGamma)
		n.Beta -= p.adam.One(&m[1].m, &m[1].v, dBeta)
	}
	return dS
}

// roundedMap are the gradients of a layer over a map as whole multiples of its scale; what is left of one is added to
// that of the same image and neuron at the next position.
func (p *wholes) roundedMap(dS [][]float32) (k [][]int64, scale float64) {
	scale = scaleOf(dS)
	images := len(p.in[0])
	for o := range dS {
		k = append(k, nil)
		left := make([]float32, images)
		for i, d := range dS[o] {
			k[o] = append(k[o], roundOne(d, &left[i%images], scale))
		}
	}
	return k, scale
}

// back goes back through the normalizations of a layer, and moves their parameters.
func (p *wholes) back(l int, dy [][]float32) (dS [][]float32) {
	y, count, all := &p.net.Layers[l], float32(len(p.in[l])), float32(0)
	dS = make([][]float32, y.Out)
	for o := range dS {
		n, m := &p.norms[l][o], &p.moments[l][o]
		dS[o] = make([]float32, len(dy[o]))
		var g, b kernel.LaneSums
		for i, xh := range p.xhat[l][o] {
			d := dy[o][i]
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
func rounded(dS [][]float32) (k [][]int64, scale float64) {
	scale = scaleOf(dS)
	for o := range dS {
		k = append(k, nil)
		var left [4]float32
		for i, d := range dS[o] {
			k[o] = append(k[o], roundOne(d, &left[i%4], scale))
		}
	}
	return k, scale
}

// scaleOf is the smallest power of two of which no gradient is more than 126.
func scaleOf(dS [][]float32) (scale float64) {
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
	return scale
}

// roundOne rounds a gradient and what was left before, and leaves what is left then.
func roundOne(d float32, left *float32, scale float64) int64 {
	d += *left
	whole := math.RoundToEven(float64(d) / scale)
	*left = d - float32(whole*scale)
	return int64(whole)
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
		t.Run(name, func(t *testing.T) { inWholes(t, c.Network, c.Rule, c.images, func(*Trainer) {}) })
	}
}

// inWholes trains a network, from what begin makes of its first weights, and the one of whole numbers, which gets the
// wrong bits of the former, if there are any.
func inWholes(t *testing.T, net Network, rule Rule, n int, begin func(*Trainer)) {
	t.Helper()
	values := net.Input.Values()
	images, labels := toyImages(n, 1, values, net.Classes)
	if rule.Batch > 500 { // nearly white images: the longest sums
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
		ref.fires = func(l, v, b int) int64 { return number(tr.up.x[l+1].byValue, v, b, net.Layers[l].Outputs) }
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
	if rule.Batch > 500 != (ref.most >= 1<<24) {
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

// same compares all that is learnt but pairs of devices, bit for bit.
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
		})
		for o, want := range p.norms[l] {
			if got := tr.layers[l].norms[o]; got != want {
				t.Fatalf("step %d, layer %d: neuron %d is %+v, want %+v", step, l, o, got, want)
			}
		}
	}
}
