package npz

import (
	"math"
	"slices"
	"strconv"

	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
)

// Decode reads the weights and normalizations of a network. A *FileError names the array, the place in it and the value
// that is wrong, and what is allowed.
func Decode(net bnn.Network, b []byte) (*bnn.Model, error) {
	a, err := open(b)
	if err != nil {
		return nil, err
	}
	if _, more := a["W"+strconv.Itoa(len(net.Layers)+1)]; more {
		return nil, failf("has weights of more layers than the %d of this network", len(net.Layers))
	}
	epsilon := kernel.Epsilon
	if _, ok := a["eps"]; ok {
		all, err := a.read("eps", nil)
		if err != nil {
			return nil, err
		}
		epsilon = all[0]
	}
	m := &bnn.Model{Net: net}
	for l := range net.Layers {
		r := layer{a, &net.Layers[l], strconv.Itoa(l + 1)}
		signs, err := r.weights()
		if err != nil {
			return nil, err
		}
		norms, err := r.norms(epsilon)
		if err != nil {
			return nil, err
		}
		m.Signs, m.Norms = append(m.Signs, signs), append(m.Norms, norms)
	}
	m.Running = m.Norms
	return m, nil
}

// layer reads the arrays of one.
type layer struct {
	archive
	*bnn.Layer
	number string
}

// weights are those of the layer.
func (r layer) weights() (kernel.Signs, error) {
	dims := []int{r.Out, r.FanIn()}
	window := r.Window()
	if r.Kind != bnn.Dense {
		dims = []int{r.Out, window.C, window.H, window.W}
	}
	name := "W" + r.number
	all, err := r.read(name, dims)
	if err != nil {
		return kernel.Signs{}, err
	}
	for k, x := range all {
		if !r.Weights.Holds(x) {
			return kernel.Signs{}, failf("has %g in the array %q at %v: weights of this layer are %s", x, name,
				place(k, dims), r.Weights.Words())
		}
	}
	channels, places := r.In.C, r.In.H*r.In.W
	if r.Kind != bnn.Dense {
		channels, places = window.C, window.H*window.W
	}
	// The engine has the channels of a place side by side.
	return r.Pack(func(o, i int) int { return int(all[o*r.FanIn()+i%channels*places+i/channels]) }), nil
}

// norms are the normalizations of the layer.
func (r layer) norms(epsilon float64) ([]kernel.Norm, error) {
	norms := r.NewNorms()
	for _, part := range []struct {
		name     string
		optional bool
		put      func(n *kernel.Norm, x float64)
	}{
		{"bias", true, func(n *kernel.Norm, x float64) { n.Bias = float32(x) }},
		{"gamma", false, func(n *kernel.Norm, x float64) { n.Gamma = float32(x) }},
		{"beta", false, func(n *kernel.Norm, x float64) { n.Beta = float32(x) }},
		{"mean", false, func(n *kernel.Norm, x float64) { n.Mean = float32(x) }},
		{"var", false, func(n *kernel.Norm, x float64) { n.Inv = float32(1 / math.Sqrt(x+epsilon)) }},
	} {
		name := part.name + r.number
		if _, there := r.archive[name]; !there && part.optional {
			continue
		}
		all, err := r.read(name, []int{r.Out})
		if err != nil {
			return nil, err
		}
		for o, x := range all {
			switch {
			case !(math.Abs(x) <= bnn.MostBrought):
				return nil, failf("has %g in the array %q at %d: allowed are numbers up to %g in magnitude", x, name, o,
					float64(bnn.MostBrought))
			case part.name == "var" && !(x >= 0 && x+epsilon >= kernel.Epsilon):
				return nil, failf("has %g in the array %q at %d, and %g is added: a variance with it is at least %g", x,
					name, o, epsilon, kernel.Epsilon)
			}
			part.put(&norms[o], x)
		}
	}
	return norms, nil
}

// place is that of number k of an array of some dimensions.
func place(k int, dims []int) []int {
	at := make([]int, len(dims))
	for i, d := range slices.Backward(dims) {
		at[i], k = k%d, k/d
	}
	return at
}
