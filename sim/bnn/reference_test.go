package bnn

import (
	"math"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// toySet makes n images of ten classes: a prototype of random grey pixels each, with noise.
func toySet(n int, seed uint32) (images, labels []byte) {
	draw := rng.New(seed, "toy").Source(0)
	var prototypes [Classes][Pixels]byte
	for c := range prototypes {
		for i := range prototypes[c] {
			if draw.Below(100) < 19 {
				prototypes[c][i] = byte(40 + draw.Below(216))
			}
		}
	}
	for range n {
		c := draw.Below(Classes)
		labels = append(labels, byte(c))
		for _, p := range prototypes[c] {
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
	shape       Shape
	w           [][][]float64         // [layer][O][I] latent
	gamma, beta [][]float64           // [layer][O]
	moments     map[string][2]float64 // Adam's, by name of the parameter
	step        int
	devices     *plainPairs // where the weights live in devices: w is then +1 or -1
}

func sign(x float64) float64 {
	if x >= 0 {
		return 1
	}
	return -1
}

func (p *plain) adam(name string, g, lr float64) float64 {
	m := p.moments[name]
	m[0] = 0.9*m[0] + 0.1*g
	m[1] = 0.999*m[1] + 0.001*g*g
	p.moments[name] = m
	t := float64(p.step)
	return lr * m[0] / (1 - math.Pow(0.9, t)) / (math.Sqrt(m[1]/(1-math.Pow(0.999, t))) + 1e-8)
}

// train does one step on a batch of inputs x [B][784] and returns the loss.
func (p *plain) train(x [][]float64, labels []byte, lr float64) float64 {
	p.step++
	layers := p.shape.Layers()
	B := float64(len(x))
	in := make([][][]float64, layers+1) // inputs of each layer [B][I]
	xhat := make([][][]float64, layers)
	inv := make([][]float64, layers)
	in[0] = x
	var y [][]float64
	for l := range layers {
		out := p.shape.Out(l)
		z := make([][]float64, len(x))
		for b := range x {
			z[b] = make([]float64, out)
			for o := range out {
				for i, v := range in[l][b] {
					z[b][o] += sign(p.w[l][o][i]) * v
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
			for b := range x {
				xhat[l][b][o] = (z[b][o] - mean) * inv[l][o]
				y[b][o] = xhat[l][b][o]*p.gamma[l][o] + p.beta[l][o]
				in[l+1][b][o] = sign(y[b][o])
			}
		}
	}
	loss := 0.0
	dy := make([][]float64, len(x))
	for b := range x {
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
		out := p.shape.Out(l)
		dx := make([][]float64, len(x))
		for b := range x {
			dx[b] = make([]float64, p.shape.In(l))
		}
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
			dw := make([]float64, p.shape.In(l))
			for b := range x {
				dz := p.gamma[l][o] * inv[l][o] * (dy[b][o] - db/B - xhat[l][b][o]*dg/B)
				for i, v := range in[l][b] {
					dw[i] += dz * v
					dx[b][i] += dz * sign(p.w[l][o][i])
				}
			}
			name := func(kind string, i int) string {
				return kind + string(rune('a'+l)) + string(rune(o+1000)) + string(rune(i+1000))
			}
			p.gamma[l][o] -= p.adam(name("g", 0), dg, lr)
			p.beta[l][o] -= p.adam(name("b", 0), db, lr)
			for i := range dw {
				if p.devices != nil {
					p.devices.pulse(l, o, i, p.adam(name("w", i), dw[i], p.devices.gain))
					continue
				}
				w := p.w[l][o][i] - p.adam(name("w", i), dw[i], lr)
				p.w[l][o][i] = math.Max(-1, math.Min(1, w))
			}
		}
		if p.devices != nil {
			p.devices.compare(p, l)
		}
		dy = dx
	}
	return loss
}

// plainOf copies the first weights of a trainer.
func plainOf(t *Trainer) *plain {
	p := &plain{shape: t.shape, moments: map[string][2]float64{}}
	for l := range t.layers {
		in, out := t.shape.In(l), t.shape.Out(l)
		w := make([][]float64, out)
		gamma, beta := make([]float64, out), make([]float64, out)
		for o := range w {
			gamma[o] = 1
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
	for !t.Advance(workers) {
	}
}

func TestTenStepsAgainstAnIndependentNetwork(t *testing.T) {
	for _, binary := range []bool{false, true} {
		shape := Shape{Widths: []int{Pixels, 19, 13, Classes}, Binary: binary}
		const n, batch, lr = 100, 23, 0.005
		images, labels := toySet(n, 1)
		if binary {
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
		tr := NewTrainer(crew.Alone{}, shape, Rule{Batch: batch, LR: lr, Decay: 1, Every: 1, Seed: 3}, Of(images, labels))
		stepOnce(tr, workers)
		ref := plainOf(tr)
		for step := range 10 {
			from := step % tr.Steps() * batch
			var x [][]float64
			var y []byte
			for _, k := range tr.order[from:min(from+batch, n)] {
				row := make([]float64, Pixels)
				for i := range row {
					p := images[int(k)*Pixels+i]
					row[i] = float64(p) / 255
					if binary {
						row[i] = sign(float64(p) - BinaryThreshold)
					}
				}
				x, y = append(x, row), append(y, labels[k])
			}
			want := ref.train(x, y, lr)
			stepOnce(tr, workers)
			loss, _, images := tr.Last()
			if images != len(x) {
				t.Fatalf("step %d took %d images, want %d", step, images, len(x))
			}
			if math.Abs(loss-want) > 1e-4*want {
				t.Fatalf("binary %v step %d: loss %v, want %v", binary, step, loss, want)
			}
		}
		// Adam divides by the size of the gradient, so a weight whose gradient is all but zero
		// may go either way by rounding: nearly all must agree closely, not every one.
		off, all := 0, 0
		for l := range ref.w {
			in := shape.In(l)
			for o := range ref.w[l] {
				for i, want := range ref.w[l][o] {
					got := float64(tr.layers[l].hidden.(*latent).w[(o/kernel.Lanes*in+i)*kernel.Lanes+o%kernel.Lanes])
					if all++; math.Abs(got-want) > 1e-4 {
						off++
					}
				}
				if got := float64(tr.layers[l].norms[o].Gamma); math.Abs(got-ref.gamma[l][o]) > 1e-3 {
					t.Errorf("layer %d gamma[%d] = %v, want %v", l, o, got, ref.gamma[l][o])
				}
			}
		}
		if off > all/200 {
			t.Errorf("binary %v: %d of %d weights differ by more than 1e-4", binary, off, all)
		}
	}
}
