package bnn

import (
	"math"

	"arraylab/sim/kernel"
)

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
			b := i % len(in)
			for _, window := range chosen(p.columns[l][o][i/len(in)], p.chose[l][o][i]) {
				addBelow(dx[b], w, window, d)
				addGradient(dW, in[b], window, d)
			}
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
	p.unit *= perReal(y.Inputs)
	return byNeuron(p.numbers(spread(&p.net.Layers[l-1], dx)), p.net.Layers[l-1].Out)
}

// perReal is how many units stand for one.
func perReal(v Levels) float64 {
	if v.Kind == Eight || v.OfEight {
		return 128
	}
	return 1
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
		gradient[i] = p.number(sum) * float32(perReal(p.net.Layers[l].Weights))
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
