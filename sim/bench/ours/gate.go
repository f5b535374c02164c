package main

import (
	"math"

	"arraylab/sim/bench/dense"
	"arraylab/sim/kernel"
)

// The machine-independent gate: a training step whose products are table look-ups against the
// same step with a dense vector product. All but the products is done by the same kernels.

// denseLayer is a layer whose weights are real numbers +1 and -1.
type denseLayer struct {
	in, out  int
	rows     int       // outputs, to a multiple of sixteen
	w, m, v  []float32 // [rows/16][I][16] latent weights and moments
	byNeuron []float32 // [rows][I] their signs
	byInput  []float32 // [I][rows]
	x        []float32 // [I][B] inputs
	norms    []kernel.Norm
	sums     []int32   // [rows][stride]
	xhat     []float32 // [rows][stride]
	dS       []float32 // [rows][stride]
	bits     []uint64  // outputs of one neuron
}

// denseNet trains 784-1024-1024-10 on one batch, step by step.
type denseNet struct {
	layers        []denseLayer
	labels        []byte
	batch, stride int
	powers        kernel.Powers
	tile          []float32 // a tile on its way into a product
	product       []float32 // and out of it
	loss          float64
}

func newDenseNet(images, labels []byte) *denseNet {
	n := &denseNet{labels: labels, batch: len(labels), stride: kernel.Stride(len(labels))}
	widths := []int{784, 1024, 1024, 10}
	seed := uint32(1)
	for l := range len(widths) - 1 {
		in, out := widths[l], widths[l+1]
		y := denseLayer{in: in, out: out, rows: kernel.Pad(out), bits: make([]uint64, kernel.Words(n.batch))}
		of := func(n int) []float32 { return make([]float32, n) }
		y.w, y.m, y.v = of(y.rows*in), of(y.rows*in), of(y.rows*in)
		y.byNeuron, y.byInput, y.x = of(y.rows*in), of(y.rows*in), of(in*n.batch)
		y.sums, y.xhat, y.dS = make([]int32, y.rows*n.stride), of(y.rows*n.stride), of(y.rows*n.stride)
		for i := range y.w {
			seed = seed*1664525 + 1013904223
			y.w[i] = (float32(seed>>8)/(1<<24) - 0.5) * 0.1
		}
		for range out {
			norm := kernel.Norm{Scale: 1, Gamma: 1, Inv: 1}
			if l == 0 {
				norm.Scale = 1.0 / 255
			}
			y.norms = append(y.norms, norm)
		}
		y.signs()
		n.layers = append(n.layers, y)
	}
	for b := range n.batch {
		for i, p := range images[b*784 : (b+1)*784] {
			n.layers[0].x[i*n.batch+b] = float32(p)
		}
	}
	n.tile, n.product = make([]float32, 1024*kernel.Lanes), make([]float32, 1024*kernel.Lanes)
	return n
}

// signs writes the signs of the latent weights in both orders.
func (y *denseLayer) signs() {
	for tile := range y.rows / kernel.Lanes {
		for i := range y.in {
			for c, w := range y.w[(tile*y.in+i)*kernel.Lanes:][:kernel.Lanes] {
				s := float32(1)
				if w < 0 {
					s = -1
				}
				o := tile*kernel.Lanes + c
				y.byNeuron[o*y.in+i], y.byInput[i*y.rows+o] = s, s
			}
		}
	}
}

func (n *denseNet) step() {
	n.powers = n.powers.Next()
	last := len(n.layers) - 1
	for l := range n.layers {
		n.forward(l)
	}
	n.lossOf(&n.layers[last])
	for l := last; l >= 0; l-- {
		n.backward(l)
	}
}

func (n *denseNet) forward(l int) {
	y := &n.layers[l]
	for c := 0; c < n.batch; c += kernel.Lanes {
		width := min(kernel.Lanes, n.batch-c)
		for i := range y.in {
			copy(n.tile[i*kernel.Lanes:][:width], y.x[i*n.batch+c:][:width])
		}
		dense.Multiply(n.product, y.byNeuron, n.tile, y.rows, y.in)
		for o := range y.rows {
			for j, s := range n.product[o*kernel.Lanes : (o+1)*kernel.Lanes] {
				y.sums[o*n.stride+c+j] = int32(s)
			}
		}
	}
	for o := range y.out {
		row := y.sums[o*n.stride:][:kernel.Pad(n.batch)]
		y.norms[o].SetMoments(kernel.Moments(row[:n.batch]))
		kernel.Normalize(y.xhat[o*n.stride:][:len(row)], y.bits, row, &y.norms[o], n.batch)
		if l < len(n.layers)-1 {
			for b := range n.batch {
				n.layers[l+1].x[o*n.batch+b] = float32(int(y.bits[b/64]>>(b%64)&1)*2 - 1)
			}
		}
	}
}

// lossOf starts the way back from softmax and cross-entropy.
func (n *denseNet) lossOf(y *denseLayer) {
	n.loss = 0
	for b := range n.batch {
		var p [10]float64
		sum := 0.0
		for c := range p {
			norm := &y.norms[c]
			p[c] = math.Exp(float64(y.xhat[c*n.stride+b]*norm.Gamma + norm.Beta))
			sum += p[c]
		}
		n.loss -= math.Log(p[n.labels[b]]/sum) / float64(n.batch)
		for c := range p {
			d := p[c] / sum
			if c == int(n.labels[b]) {
				d--
			}
			y.dS[c*n.stride+b] = float32(d / float64(n.batch))
		}
	}
}

func (n *denseNet) backward(l int) {
	y, adam := &n.layers[l], n.powers.Adam(0.005)
	width := kernel.Pad(n.batch)
	for o := range y.out {
		dy := kernel.Matrix{Data: y.dS[o*n.stride:], Stride: n.stride}
		xhat := kernel.Matrix{Data: y.xhat[o*n.stride:], Stride: n.stride}
		kernel.Denormalize(dy, xhat, 1, &y.norms[o], n.batch, l < len(n.layers)-1)
	}
	if l > 0 {
		below := &n.layers[l-1]
		for c := 0; c < width; c += kernel.Lanes {
			for o := range y.rows {
				copy(n.tile[o*kernel.Lanes:][:kernel.Lanes], y.dS[o*n.stride+c:])
			}
			dense.Multiply(n.product, y.byInput, n.tile, y.in, y.rows)
			for i := range y.in {
				copy(below.dS[i*n.stride+c:][:kernel.Lanes], n.product[i*kernel.Lanes:])
			}
		}
	}
	for tile := range y.rows / kernel.Lanes {
		kernel.ToTiles(n.tile, kernel.Matrix{Data: y.dS, Stride: n.stride}, tile*kernel.Lanes, y.out, n.batch)
		dense.Multiply(n.product, y.x, n.tile, y.in, n.batch)
		from := tile * y.in * kernel.Lanes
		var words [kernel.Lanes]uint64
		for i := 0; i < y.in; i += 64 {
			lo, hi := i*kernel.Lanes, min(i+64, y.in)*kernel.Lanes
			adam.Latent(&words, y.w[from+lo:from+hi], y.m[from+lo:from+hi], y.v[from+lo:from+hi], n.product[lo:hi])
		}
	}
	y.signs()
}

// dense measures that side of the gate; the other is a training like the others.
func (b *bench) dense(o order) (a answer, err error) {
	const batch = 100
	n := newDenseNet(b.sets.Train.Images[:batch*784], b.sets.Train.Labels[:batch])
	for range warmUp {
		n.step()
	}
	for range o.Reps {
		a.MS = append(a.MS, timed(n.step))
	}
	a.Figures = map[string]float64{"loss of the dense step's batch nat": n.loss}
	return a, nil
}
