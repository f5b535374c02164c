package onnx

import (
	"encoding/binary"
	"math"
	"testing"

	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// field is one field of a message, as a reader that knows nothing of ours finds it.
type field struct {
	number int
	value  uint64
	body   []byte
}

func fields(t *testing.T, b []byte) (all []field) {
	t.Helper()
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			t.Fatalf("no varint in % x", b[:min(8, len(b))])
		}
		b = b[n:]
		return v
	}
	for len(b) > 0 {
		key := next()
		f := field{number: int(key >> 3)}
		switch key & 7 {
		case 0:
			f.value = next()
		case 2:
			n := next()
			f.body, b = b[:n], b[n:]
		default:
			t.Fatalf("wire type %d", key&7)
		}
		all = append(all, f)
	}
	return all
}

// tensor is a matrix of floats; rows is 1 for a vector.
type tensor struct {
	rows, cols int
	data       []float64
}

// interpret runs a model on images, with plain loops in float64 that are rounded to float32 after
// each elementwise operation, and returns the classes.
func interpret(t *testing.T, model []byte, pixels tensor) []int {
	t.Helper()
	values := map[string]tensor{"pixels": pixels}
	var classes []int
	for _, top := range fields(t, model) {
		if top.number != 7 {
			continue
		}
		graph := fields(t, top.body)
		for _, f := range graph {
			if f.number == 5 {
				name, x := readTensor(t, f.body)
				values[name] = x
			}
		}
		for _, f := range graph {
			if f.number == 1 {
				classes = operate(t, fields(t, f.body), values)
			}
		}
	}
	return classes
}

func readTensor(t *testing.T, b []byte) (name string, x tensor) {
	var dims []int
	for _, f := range fields(t, b) {
		switch f.number {
		case 1:
			dims = append(dims, int(f.value))
		case 8:
			name = string(f.body)
		case 9:
			for k := 0; k < len(f.body); k += 4 {
				x.data = append(x.data, float64(math.Float32frombits(binary.LittleEndian.Uint32(f.body[k:]))))
			}
		}
	}
	x.rows, x.cols = 1, dims[len(dims)-1]
	if len(dims) == 2 {
		x.rows = dims[0]
	}
	if x.rows*x.cols != len(x.data) {
		t.Fatalf("%s: %v holds %d numbers", name, dims, len(x.data))
	}
	return name, x
}

func operate(t *testing.T, node []field, values map[string]tensor) (classes []int) {
	t.Helper()
	var in []tensor
	var out, operator string
	for _, f := range node {
		switch f.number {
		case 1:
			x, ok := values[string(f.body)]
			if !ok {
				t.Fatalf("nothing is called %s yet", f.body)
			}
			in = append(in, x)
		case 2:
			out = string(f.body)
		case 4:
			operator = string(f.body)
		}
	}
	each := func(f func(a, b float64) float64) tensor {
		y := tensor{in[0].rows, in[0].cols, make([]float64, len(in[0].data))}
		for k, a := range in[0].data {
			b := 0.0
			if len(in) > 1 {
				b = in[1].data[k%in[0].cols%in[1].cols]
			}
			y.data[k] = float64(float32(f(a, b)))
		}
		return y
	}
	switch operator {
	case "Add":
		values[out] = each(func(a, b float64) float64 { return a + b })
	case "Sub":
		values[out] = each(func(a, b float64) float64 { return a - b })
	case "Mul":
		values[out] = each(func(a, b float64) float64 { return a * b })
	case "Sign":
		values[out] = each(func(a, _ float64) float64 {
			if a == 0 {
				t.Fatal("the sign of zero is asked for")
			}
			return math.Copysign(1, a)
		})
	case "MatMul", "Gemm":
		values[out] = product(in)
	case "ArgMax":
		for r := range in[0].rows {
			row, best := in[0].data[r*in[0].cols:][:in[0].cols], 0
			for c, x := range row {
				if x > row[best] {
					best = c
				}
			}
			classes = append(classes, best)
		}
	default:
		t.Fatalf("operator %q", operator)
	}
	return classes
}

func product(in []tensor) tensor {
	x, w := in[0], in[1]
	y := tensor{x.rows, w.cols, make([]float64, x.rows*w.cols)}
	for r := range x.rows {
		for c := range w.cols {
			sum := 0.0
			if len(in) == 3 {
				sum = in[2].data[c]
			}
			for k := range x.cols {
				sum += x.data[r*x.cols+k] * w.data[k*w.cols+c]
			}
			y.data[r*w.cols+c] = sum
		}
	}
	return y
}

// randomModel has normalizations of both slopes and thresholds inside and outside of the sums.
func randomModel(net bnn.Network, draw *rng.Source) *bnn.Model {
	m := &bnn.Model{Net: net}
	for l := range net.Layers {
		y := &net.Layers[l]
		stride := kernel.Words(y.FanIn())
		signs := kernel.Signs{Words: make([]uint64, y.Out*stride), Stride: stride}
		for o := range y.Out {
			for i := range y.FanIn() {
				signs.Words[o*stride+i/64] |= uint64(draw.Below(2)) << (i % 64)
			}
		}
		norms := y.NewNorms()
		for o := range norms {
			n := &norms[o]
			real := func() float32 { return float32(draw.Below(2001))/1000 - 1 }
			n.SetMoments(float64(3*real()), float64(y.FanIn())*(1.5+float64(real())))
			n.Bias, n.Gamma, n.Beta = real(), real(), real()/4 // of both slopes
		}
		norms[0].Gamma, norms[0].Beta = 0, -1 // never fires
		norms[1].Gamma, norms[1].Beta = 0, 0  // always does
		m.Signs, m.Norms = append(m.Signs, signs), append(m.Norms, norms)
	}
	return m
}

func TestClassesAreTheEngines(t *testing.T) {
	const images = 60
	signs := bnn.Input{Grid: bnn.Grid{C: 1, H: 28, W: 28}}
	grey := bnn.Input{Grid: signs.Grid, Levels: bnn.Levels{Kind: bnn.Grey}}
	for i, net := range []bnn.Network{
		bnn.NewPerceptron(grey, bnn.Loss{}, bnn.Layer{}, 37, 10),
		bnn.NewPerceptron(grey, bnn.Loss{}, bnn.Layer{Bias: true}, 70, 65, 10),
		bnn.NewPerceptron(signs, bnn.Loss{}, bnn.Layer{}, 40, 10),
	} {
		draw := rng.New(3, "onnx").Source(0)
		m := randomModel(net, draw)
		pixels := tensor{images, 784, make([]float64, images*784)}
		image := make([]byte, images*784)
		for k := range image {
			if (k/97+k/784*5)%4 == 0 { // patches that differ from image to image
				image[k] = byte(draw.Below(256))
			}
			pixels.data[k] = float64(image[k])
		}
		got, seen := interpret(t, Encode(m), pixels), map[int]bool{}
		if len(got) != images {
			t.Fatalf("network %d: %d classes for %d images", i, len(got), images)
		}
		for b := range images {
			want := m.Follow(m, bnn.Counts(image[b*784:(b+1)*784])).Class
			if seen[want] = true; got[b] != want {
				t.Errorf("network %d: image %d is %d, the engine says %d", i, b, got[b], want)
			}
		}
		if len(seen) < 3 {
			t.Errorf("network %d: the images are of %d classes only", i, len(seen))
		}
	}
}
