package onnx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
)

// Exportable tells why a network cannot be written by Encode; "" where it can.
func Exportable(net *bnn.Network) string {
	for l := range net.Layers {
		y := &net.Layers[l]
		if y.Weights.HasZero() || y.Outputs.HasZero() {
			return "weights and activations that are binary or have 8 bits"
		}
		if !Exact(y) {
			return fmt.Sprintf("fewer inputs than the %d of a layer of 8-bit weights: sums of more are not exact in other "+
				"runtimes", y.FanIn())
		}
	}
	return ""
}

// Decode reads what Encode wrote of a network. The weights of a dense neuron that fires below its threshold come back
// negated, and instead of the normalization of a hidden layer one that has the same thresholds: the classes, and the
// scores of the last layer, are the same for every image. It ends by writing the model again: each operator and each
// tensor of the file must be the one that this network has. A *FileError says which is not, and where.
func Decode(net bnn.Network, b []byte) (*bnn.Model, error) {
	if why := Exportable(&net); why != "" {
		return nil, failf("cannot be of this network: ONNX takes %s", why)
	}
	f, err := read(b)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f, m: &bnn.Model{Net: net}, maps: false}
	for l := range net.Layers {
		if err := r.layer(l); err != nil {
			return nil, err
		}
	}
	r.m.Running = r.m.Norms
	return r.m, f.agrees(Encode(r.m))
}

// reader makes a model of a file, layer by layer.
type reader struct {
	*file
	m    *bnn.Model
	maps bool // the layers so far give maps
}

// layer reads weights and normalizations of a layer.
func (r *reader) layer(l int) error {
	y := &r.m.Net.Layers[l]
	dense := y.Kind == bnn.Dense
	values := order(y.In, r.maps || !dense)
	r.maps = !dense
	weights, err := r.weights(l, values)
	if err != nil {
		return err
	}
	norms := y.NewNorms()
	if y.Hidden() && !eights(y) {
		err = r.thresholds(l, norms)
	} else {
		err = r.normalizations(l, norms)
	}
	r.m.Signs, r.m.Norms = append(r.m.Signs, y.Pack(func(o, i int) int { return int(weights[o*y.FanIn()+i]) })),
		append(r.m.Norms, norms)
	return err
}

// order tells which of the engine's values each number of a row is: of maps they stand channel by channel.
func order(in bnn.Grid, maps bool) (values []int) {
	places, channels := in.Values(), 1
	if maps {
		places, channels = in.H*in.W, in.C
	}
	for c := range channels {
		for place := range places {
			values = append(values, place*channels+c)
		}
	}
	return values
}

// floats are the numbers of a tensor, which must be of some dimensions.
func (f *file) floats(name string, dims []int) ([]float32, error) {
	c, ok := f.constants[name]
	if !ok {
		return nil, failf("has no tensor %q: it is none that Arraylab wrote, or of a network of fewer layers", name)
	}
	n := 1
	for _, d := range dims {
		n *= d
	}
	if c.kind != typeFloat || !slices.Equal(c.dims, dims) || len(c.raw) != 4*n {
		return nil, failf("has the tensor %q of type %d, dimensions %v and %d bytes: this network has floats of %v, "+
			"%d bytes", name, c.kind, c.dims, len(c.raw), dims, 4*n)
	}
	all := make([]float32, n)
	for i := range all {
		all[i] = math.Float32frombits(binary.LittleEndian.Uint32(c.raw[4*i:]))
	}
	return all, nil
}

// weights are those of a layer, [O][FanIn] in the engine's order.
func (r *reader) weights(l int, values []int) ([]int8, error) {
	y := &r.m.Net.Layers[l]
	dims := []int{y.FanIn(), y.Out}
	if y.Kind != bnn.Dense {
		window := y.Window()
		dims = []int{y.Out, window.C, window.H, window.W}
	}
	name := number("W", l)
	all, err := r.floats(name, dims)
	if err != nil {
		return nil, err
	}
	if inParts(y) {
		low, err := r.floats("low "+name, dims)
		if err != nil {
			return nil, err
		}
		for i := range all {
			all[i] += low[i]
		}
	}
	weights := make([]int8, y.Out*y.FanIn())
	for k, x := range all {
		if !y.Weights.Holds(float64(x)) {
			return nil, failf("has %g in the tensor %q at %v: weights of this layer are %s", x, name, place(k, dims),
				y.Weights.Words())
		}
		weights[placeOf(y, k, values)] = int8(x)
	}
	return weights, nil
}

// placeOf is where number k of the tensor of a layer's weights stands in [O][FanIn].
func placeOf(y *bnn.Layer, k int, values []int) int {
	if y.Kind == bnn.Dense {
		return k%y.Out*y.FanIn() + values[k/y.Out]
	}
	window := y.Window()
	taps := window.H * window.W
	o, c, tap := k/(window.C*taps), k/taps%window.C, k%taps
	return o*y.FanIn() + tap*window.C + c
}

// place is that of number k of a tensor of some dimensions.
func place(k int, dims []int) []int {
	at := make([]int, len(dims))
	for i, d := range slices.Backward(dims) {
		at[i], k = k%d, k/d
	}
	return at
}

// thresholds makes normalizations that have those of a hidden layer.
func (r *reader) thresholds(l int, norms []kernel.Norm) error {
	y := &r.m.Net.Layers[l]
	dims := []int{y.Out}
	turned := make([]float32, y.Out)
	for o := range turned {
		turned[o] = 1
	}
	var err error
	if y.Kind != bnn.Dense {
		dims = []int{y.Out, 1, 1}
		if turned, err = r.floats(number("f", l), dims); err != nil {
			return err
		}
	}
	name := number("c", l)
	c, err := r.floats(name, dims)
	if err != nil {
		return err
	}
	for o, x := range c {
		s := turned[o]
		half := float64(float64(x) * float64(-s)) // where the sum is half a step beside the threshold
		if s != 1 && s != -1 || half-0.5 != math.Trunc(half-0.5) || math.Abs(half) > float64(y.MaxSum()+2) {
			return failf("has %g and %g in the tensors %q and %q at %d: a threshold is a whole number less a half, at "+
				"most %d, and turned by +1 or -1", x, s, name, number("f", l), o, y.MaxSum()+1)
		}
		norms[o].Mean, norms[o].Gamma = float32(half*float64(norms[o].Scale)), s
	}
	return nil
}

// normalizations reads those that are written as they are.
func (r *reader) normalizations(l int, norms []kernel.Norm) error {
	y := &r.m.Net.Layers[l]
	dims := []int{y.Out}
	if y.Kind != bnn.Dense {
		dims = []int{y.Out, 1, 1}
	}
	for _, part := range parts {
		name := part.name
		if y.Hidden() {
			name = number(name, l)
		}
		all, err := r.floats(name, dims)
		if err != nil {
			return err
		}
		for o, x := range all {
			if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
				return failf("has %g in the tensor %q at %d: it must be a number", x, name, o)
			}
			*part.of(&norms[o]) = x
		}
	}
	return nil
}

// agrees tells where a file differs from what is written of its own model.
func (f *file) agrees(b []byte) error {
	want, err := read(b)
	if err != nil {
		return err
	}
	for i := range max(len(f.nodes), len(want.nodes)) {
		has, is := "nothing", "nothing"
		if i < len(f.nodes) {
			has = f.nodes[i].String()
		}
		if i < len(want.nodes) {
			is = want.nodes[i].String()
		}
		if has != is {
			return failf("has as operator %d %.200s: this network has %s", i+1, has, is)
		}
	}
	for name, is := range want.constants {
		has, ok := f.constants[name]
		if !ok || has.kind != is.kind || !slices.Equal(has.dims, is.dims) || !bytes.Equal(has.raw, is.raw) {
			return failf("has another tensor %q than this network", name)
		}
	}
	return nil
}
