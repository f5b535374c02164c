package bnn

import (
	"math"
	"testing"

	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// reals is a network in real numbers, with the matrices of windows of the network of whole numbers: weights as they
// are, the largest of a pool, batch normalization over images and positions, Hardtanh, softmax and cross-entropy. Its
// loss has a derivative, so that the way down, which the network of whole numbers goes in rounded numbers, can be held
// against differences.
type reals struct {
	net               Network
	columns           [][]columns // [layer][O]
	w                 [][]float64 // [layer][O*I]
	bias, gamma, beta [][]float64 // [layer][O]

	in    [][][]float64 // [layer][B][V]
	chose [][][]int     // [layer][O][P*B]
	xhat  [][][]float64 // the same
	inv   [][]float64   // [layer][O]
}

func newReals(net Network) *reals {
	p, draw := &reals{net: net}, rng.New(1, "reals").Source(0)
	some := func(n int, middle, spread float64) (all []float64) {
		for range n {
			all = append(all, middle+spread*(float64(draw.Below(20001))/10000-1))
		}
		return all
	}
	for l := range net.Layers {
		y := &net.Layers[l]
		p.columns = append(p.columns, columnsOf(y))
		p.w, p.bias = append(p.w, some(y.Size(), 0, 1)), append(p.bias, some(y.Out, 0, 1))
		p.gamma, p.beta = append(p.gamma, some(y.Out, 0, 1)), append(p.beta, some(y.Out, 0, 0.5))
	}
	return p
}

// row are the weights of a neuron.
func (p *reals) row(l, o int) []float64 {
	n := p.net.Layers[l].FanIn()
	return p.w[l][o*n:][:n]
}

// loss is the mean cross-entropy of a batch x [B][V], and leaves dy [O][B], its gradient by the scores.
func (p *reals) loss(x [][]float64, labels []byte) (loss float64, dy [][]float64) {
	p.in, p.chose, p.xhat, p.inv = [][][]float64{x}, nil, nil, nil
	for l := range p.net.Layers {
		p.up(l)
	}
	scores := p.in[len(p.in)-1]
	dy = make([][]float64, p.net.Classes)
	for b, label := range labels {
		sum := 0.0
		for _, y := range scores[b] {
			sum += math.Exp(y)
		}
		for c, y := range scores[b] {
			d := math.Exp(y) / sum
			if c == int(label) {
				loss -= math.Log(d) / float64(len(x))
				d--
			}
			dy[c] = append(dy[c], d/float64(len(x)))
		}
	}
	return loss, dy
}

func (p *reals) up(l int) {
	y, in, out := &p.net.Layers[l], p.in[l], [][]float64{}
	for range in {
		out = append(out, make([]float64, len(p.columns[l][0])*y.Out))
	}
	chose, xhat, inv := make([][]int, y.Out), make([][]float64, y.Out), make([]float64, y.Out)
	for o := range y.Out {
		var z []float64
		for _, pool := range p.columns[l][o] {
			for _, image := range in {
				sum, place := poolOf(y, p.row(l, o), pool, image)
				z, chose[o] = append(z, sum+p.bias[l][o]), append(chose[o], place)
			}
		}
		mean, variance := 0.0, 0.0
		for _, x := range z {
			mean += x / float64(len(z))
		}
		for _, x := range z {
			variance += (x - mean) * (x - mean) / float64(len(z))
		}
		inv[o] = 1 / math.Sqrt(variance+1e-5)
		for i, x := range z {
			x = (x - mean) * inv[o]
			xhat[o] = append(xhat[o], x)
			at := x*p.gamma[l][o] + p.beta[l][o]
			if y.Hidden() {
				at = max(-1, min(1, at))
			}
			out[i%len(in)][i/len(in)*y.Out+o] = at
		}
	}
	p.in, p.chose, p.xhat, p.inv = append(p.in, averaged(y, out)), append(p.chose, chose), append(p.xhat, xhat), append(p.inv, inv)
}

// backReals are the gradients of the sums of a neuron, and of gamma and beta, of those dy of its outputs, [P*B].
func backReals(dy, xhat []float64, gamma, beta, inv float64, clipped bool) (dS []float64, dGamma, dBeta float64) {
	for i, x := range xhat {
		d := dy[i]
		if clipped && math.Abs(x*gamma+beta) > 1 {
			d = 0
		}
		dS = append(dS, d)
		dGamma, dBeta = dGamma+d*x, dBeta+d
	}
	for i, x := range xhat {
		dS[i] = gamma * inv * (dS[i] - dBeta/float64(len(xhat)) - x*dGamma/float64(len(xhat)))
	}
	return dS, dGamma, dBeta
}

// gradients are those of all parameters of a layer.
type gradients struct{ w, bias, gamma, beta []float64 }

// down are the gradients of all layers.
func (p *reals) down(dy [][]float64) []gradients {
	all := make([]gradients, len(p.net.Layers))
	for l := len(all) - 1; l >= 0; l-- {
		y, g, in := &p.net.Layers[l], &all[l], p.in[l]
		dx := make([][]float64, len(in))
		for b := range dx {
			dx[b] = make([]float64, len(in[b]))
		}
		for o := range y.Out {
			dS, dGamma, dBeta := backReals(dy[o], p.xhat[l][o], p.gamma[l][o], p.beta[l][o], p.inv[l][o], y.Hidden())
			dW, sum := make([]float64, y.FanIn()), 0.0
			for i, d := range dS {
				b := i % len(in)
				for _, window := range chosen(p.columns[l][o][i/len(in)], p.chose[l][o][i]) {
					addBelow(dx[b], p.row(l, o), window, d)
					addGradient(dW, in[b], window, d)
				}
				sum += d
			}
			g.w, g.bias = append(g.w, dW...), append(g.bias, sum)
			g.gamma, g.beta = append(g.gamma, dGamma), append(g.beta, dBeta)
		}
		if l == 0 {
			return all
		}
		dy = byNeuron(spread(&p.net.Layers[l-1], dx), p.net.Layers[l-1].Out)
	}
	return all
}

// byNeuron are numbers by image and value, [B][V], as those of the neurons that the values are of, [O][P*B].
func byNeuron[T any](of [][]T, neurons int) [][]T {
	all := make([][]T, neurons)
	for value := range len(of[0]) {
		for b := range of {
			all[value%neurons] = append(all[value%neurons], of[b][value])
		}
	}
	return all
}

// TestWayDownIsTheDerivative: the gradients of all parameters, convolutions with margins, steps and pools included,
// are the slopes of the loss.
func TestWayDownIsTheDerivative(t *testing.T) {
	const batch = 12
	for name, c := range mapCases() {
		if c.Batch < batch || c.images > 100 || c.Layers[0].In.C > 9 {
			continue
		}
		p, draw := newReals(c.Network), rng.New(2, "reals").Source(0)
		var x [][]float64
		var labels []byte
		for range batch {
			image := make([]float64, c.Input.Values())
			for i := range image {
				image[i] = float64(draw.Below(20001))/10000 - 1
			}
			x, labels = append(x, image), append(labels, byte(draw.Below(uint32(c.Classes))))
		}
		_, dy := p.loss(x, labels)
		for l, g := range p.down(dy) {
			for _, part := range []struct {
				name     string
				at       []float64
				gradient []float64
			}{{"weight", p.w[l], g.w}, {"bias", p.bias[l], g.bias}, {"gamma", p.gamma[l], g.gamma},
				{"beta", p.beta[l], g.beta}} {
				most := 0.0
				for _, d := range part.gradient {
					most = max(most, math.Abs(d))
				}
				for i := 0; i < len(part.at); i += 1 + len(part.at)/20 {
					slope := p.slope(&part.at[i], x, labels)
					if d := part.gradient[i]; math.Abs(slope-d) > 1e-5*most+1e-7 {
						t.Errorf("%s, layer %d: the gradient of %s %d is %g, the slope %g", name, l, part.name, i, d, slope)
					}
				}
			}
		}
	}
}

// slope is the central difference of the loss by a parameter.
func (p *reals) slope(at *float64, x [][]float64, labels []byte) float64 {
	const h = 1e-6
	was := *at
	*at = was + h
	up, _ := p.loss(x, labels)
	*at = was - h
	down, _ := p.loss(x, labels)
	*at = was
	return (up - down) / (2 * h)
}

// TestGradientsOverMapsAreTheRealOnes: what the network of whole numbers makes of gradients over a map, rounded at each
// operation as the trainer does it, is what the equations give in real numbers.
func TestGradientsOverMapsAreTheRealOnes(t *testing.T) {
	draw := rng.New(3, "reals").Source(0)
	const sums = 60
	for range 50 {
		p := &wholes{net: NewNetwork(Input{Grid{1, 4, 4}, Levels{}}, Loss{}, window(1, 1, 1), Layer{Out: 2}), unit: 1.0 / 64}
		n := kernel.Norm{Scale: 1.0 / 255, Bias: float32(draw.Below(9)) - 4, Gamma: float32(draw.Below(9))/4 - 1.1, Beta: 0.1}
		n.SetMoments(float64(draw.Below(900)), float64(400+draw.Below(90000)))
		var s []int64
		var xhat, dy []float32
		var x, d []float64
		for i := range sums {
			s = append(s, int64(draw.Below(2000))-500)
			xhat, dy = append(xhat, n.XHat(int32(s[i]))), append(dy, float32(int(draw.Below(2001))-1000)/64)
			x, d = append(x, float64(xhat[i])), append(d, float64(dy[i]))
		}
		p.sums, p.xhat, p.norms = [][][]int64{{s}}, [][][]float32{{xhat}}, [][]kernel.Norm{{n}}
		p.moments = [][][3]affine{make([][3]affine, 1)}
		want, dGamma, dBeta := backReals(d, x, float64(n.Gamma), float64(n.Beta), float64(n.Inv), true)
		got, most := p.backMap(0, [][]float32{dy})[0], 0.0
		for i := range want {
			want[i] *= float64(n.Scale)
			most = max(most, math.Abs(want[i]))
		}
		for i, w := range want {
			if math.Abs(float64(got[i])-w) > 1e-5*most {
				t.Fatalf("%+v: gradient %d is %g, want %g", n, i, got[i], w)
			}
		}
		// Adam's first moment is a tenth of the gradient.
		for i, w := range []float64{dGamma, dBeta} {
			if m := 10 * float64(p.moments[0][0][i].m); math.Abs(m-w) > 1e-3+1e-5*math.Abs(w) {
				t.Errorf("%+v: parameter %d has the gradient %g, want %g", n, i, m, w)
			}
		}
	}
}
