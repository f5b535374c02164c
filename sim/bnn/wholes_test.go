package bnn

import (
	"testing"

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
	columns [][]columns // [layer][O]
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
	out   [][][]int64 // the outputs of the layer, of which averages may go on
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
	p.in, p.out, p.sums, p.chose, p.xhat = [][][]int64{x}, nil, nil, nil, nil
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
		out[b] = make([]int64, len(p.columns[l][0])*y.Out)
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
	p.in, p.out = append(p.in, averaged(y, out)), append(p.out, out)
}

// add makes the sums of a neuron.
func (p *wholes) add(l, o int) {
	w := p.row(l, o)
	for _, pool := range p.columns[l][o] {
		for _, image := range p.in[l] {
			sum, place := poolOf(&p.net.Layers[l], w, pool, image)
			p.sums[l][o], p.chose[l][o] = append(p.sums[l][o], sum), append(p.chose[l][o], place)
		}
	}
}

// levelOfY is what an output y = at + beta is passed on as.
func levelOfY(at, beta float32, v Levels) int64 {
	if v.Kind == Ternary {
		return int64(sign(float64(at+(beta+v.Threshold)))+sign(float64(at+(beta-v.Threshold)))) / 2
	}
	if v.Kind == Eight {
		return int64(level(float64(at+beta), v))
	}
	return int64(sign(float64(at + beta)))
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
