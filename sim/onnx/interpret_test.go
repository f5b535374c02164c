package onnx

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
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

// tensor is an array of numbers of some dimensions, the last of which is densest.
type tensor struct {
	dims []int
	data []float64
}

// newTensor makes one of zeros.
func newTensor(dims ...int) tensor {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return tensor{dims, make([]float64, n)}
}

// at is where the number of some indices stands.
func (x tensor) at(indices ...int) (k int) {
	for i, index := range indices {
		k = k*x.dims[i] + index
	}
	return k
}

// interpret runs a model on images, with plain loops in float64 that are rounded to float32 after each elementwise
// operation, and returns the classes and the scores.
func interpret(t *testing.T, model []byte, pixels tensor) (classes []int, scores tensor) {
	t.Helper()
	values := map[string]tensor{"pixels": pixels}
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
				n := readNode(t, f.body, values)
				if n.operator == "ArgMax" {
					classes = largest(n.in[0])
				} else {
					values[n.out] = n.operate(t)
				}
			}
		}
	}
	return classes, values["scores"]
}

func readTensor(t *testing.T, b []byte) (name string, x tensor) {
	kind := 0
	for _, f := range fields(t, b) {
		switch f.number {
		case 1:
			x.dims = append(x.dims, int(f.value))
		case 2:
			kind = int(f.value)
		case 8:
			name = string(f.body)
		case 9:
			for k := 0; kind == 1 && k < len(f.body); k += 4 {
				x.data = append(x.data, float64(math.Float32frombits(binary.LittleEndian.Uint32(f.body[k:]))))
			}
			for k := 0; kind == 7 && k < len(f.body); k += 8 {
				x.data = append(x.data, float64(int64(binary.LittleEndian.Uint64(f.body[k:]))))
			}
		}
	}
	if len(newTensor(x.dims...).data) != len(x.data) {
		t.Fatalf("%s: %v holds %d numbers", name, x.dims, len(x.data))
	}
	return name, x
}

// node is an operator with what goes into it.
type node struct {
	operator, out string
	in            []tensor
	attributes    map[string][]int
}

func readNode(t *testing.T, b []byte, values map[string]tensor) node {
	n := node{attributes: map[string][]int{}}
	for _, f := range fields(t, b) {
		switch f.number {
		case 1:
			x, ok := values[string(f.body)]
			if !ok {
				t.Fatalf("nothing is called %s yet", f.body)
			}
			n.in = append(n.in, x)
		case 2:
			n.out = string(f.body)
		case 4:
			n.operator = string(f.body)
		case 5:
			name, numbers := readAttribute(t, f.body)
			n.attributes[name] = numbers
		}
	}
	if _, ok := values[n.out]; ok {
		t.Fatalf("two are called %s", n.out)
	}
	return n
}

func readAttribute(t *testing.T, b []byte) (name string, numbers []int) {
	kind := 0
	for _, f := range fields(t, b) {
		switch f.number {
		case 1:
			name = string(f.body)
		case 20:
			kind = int(f.value)
		case 3, 8:
			numbers = append(numbers, int(f.value))
		}
	}
	if (kind == 2) != (len(numbers) == 1) || kind != 2 && kind != 7 {
		t.Fatalf("%s is %v, of kind %d", name, numbers, kind)
	}
	return name, numbers
}

// operate is what comes out of the node.
func (n node) operate(t *testing.T) tensor {
	x := n.in[0]
	switch n.operator {
	case "Add":
		return n.each(func(a, b float64) float64 { return a + b })
	case "Sub":
		return n.each(func(a, b float64) float64 { return a - b })
	case "Mul":
		return n.each(func(a, b float64) float64 { return a * b })
	case "Sign":
		return n.each(func(a, _ float64) float64 {
			switch {
			case a != 0:
				return math.Copysign(1, a)
			case !strings.HasPrefix(n.out, "signs"): // from which it is told apart
				t.Fatal("the sign of zero is asked for")
			}
			return 0
		})
	case "Round":
		return n.each(func(a, _ float64) float64 { return math.RoundToEven(a) })
	case "Clip":
		return n.each(func(a, _ float64) float64 { return max(n.in[1].data[0], min(n.in[2].data[0], a)) })
	case "MatMul", "Gemm":
		return product(n.in)
	case "Conv":
		return n.convolution()
	case "MaxPool":
		return n.pool()
	case "Transpose":
		return n.transpose()
	case "Reshape":
		dims, rest := []int{}, len(x.data)
		for _, d := range n.in[1].data {
			if dims = append(dims, int(d)); d > 0 {
				rest /= int(d)
			}
		}
		dims[slices.Index(dims, -1)] = rest
		return tensor{dims, x.data}
	case "Flatten":
		return tensor{[]int{x.dims[0], len(x.data) / x.dims[0]}, x.data}
	}
	t.Fatalf("operator %q", n.operator)
	return tensor{}
}

// each does something with each number and with that of a second tensor that stands there: of a list one by column, of
// [C][1][1] one by map.
func (n node) each(f func(a, b float64) float64) tensor {
	x := n.in[0]
	y := newTensor(x.dims...)
	for k, a := range x.data {
		b := 0.0
		if len(n.in) > 1 {
			second, place := n.in[1], 1
			if len(second.dims) == 3 {
				place = x.dims[2] * x.dims[3]
			}
			b = second.data[k/place%len(second.data)]
		}
		y.data[k] = float64(float32(f(a, b)))
	}
	return y
}

// product is that of x [N][I] and W [I][O], with c [O] where it is given.
func product(in []tensor) tensor {
	x, w := in[0], in[1]
	y := newTensor(x.dims[0], w.dims[1])
	for r := range x.dims[0] {
		for c := range w.dims[1] {
			sum := 0.0
			if len(in) == 3 {
				sum = in[2].data[c]
			}
			for k := range x.dims[1] {
				sum += x.data[x.at(r, k)] * w.data[w.at(k, c)]
			}
			y.data[y.at(r, c)] = sum
		}
	}
	return y
}

// convolution is the cross-correlation of x [N][C][H][W] with W [O][C/group][KH][KW].
func (n node) convolution() tensor {
	x, w, step, pad := n.in[0], n.in[1], n.attributes["strides"], n.attributes["pads"]
	high := (x.dims[2]+pad[0]+pad[2]-w.dims[2])/step[0] + 1
	wide := (x.dims[3]+pad[1]+pad[3]-w.dims[3])/step[1] + 1
	y, out := newTensor(x.dims[0], w.dims[0], high, wide), w.dims[0]/n.attributes["group"][0]
	y.fill(func(b, o, row, column int) float64 {
		sum, first := 0.0, o/out*w.dims[1] // of the channels
		for c := range w.dims[1] {
			for i := range w.dims[2] {
				for j := range w.dims[3] {
					r, k := row*step[0]+i-pad[0], column*step[1]+j-pad[1]
					if r >= 0 && r < x.dims[2] && k >= 0 && k < x.dims[3] {
						sum += x.data[x.at(b, first+c, r, k)] * w.data[w.at(o, c, i, j)]
					}
				}
			}
		}
		return sum
	})
	return y
}

// pool is the largest of windows that follow one another.
func (n node) pool() tensor {
	x, size := n.in[0], n.attributes["kernel_shape"]
	y := newTensor(x.dims[0], x.dims[1], x.dims[2]/size[0], x.dims[3]/size[1])
	y.fill(func(b, c, row, column int) float64 {
		most := math.Inf(-1)
		for i := range size[0] {
			for j := range size[1] {
				most = max(most, x.data[x.at(b, c, row*size[0]+i, column*size[1]+j)])
			}
		}
		return most
	})
	return y
}

// fill sets all numbers of four dimensions.
func (x tensor) fill(with func(a, b, c, d int) float64) {
	for k := range x.data {
		d, c := k%x.dims[3], k/x.dims[3]
		x.data[k] = with(c/x.dims[2]/x.dims[1], c/x.dims[2]%x.dims[1], c%x.dims[2], d)
	}
}

// transpose puts dimensions into another order.
func (n node) transpose() tensor {
	x, perm := n.in[0], n.attributes["perm"]
	dims := make([]int, 4)
	for i, p := range perm {
		dims[i] = x.dims[p]
	}
	y := newTensor(dims...)
	y.fill(func(indices ...int) func(a, b, c, d int) float64 {
		return func(a, b, c, d int) float64 {
			for i, k := range [4]int{a, b, c, d} {
				indices[perm[i]] = k
			}
			return x.data[x.at(indices...)]
		}
	}(0, 0, 0, 0))
	return y
}

// largest are the places of the largest numbers of rows, the first of equals.
func largest(x tensor) (at []int) {
	for r := range x.dims[0] {
		row, best := x.data[r*x.dims[1]:][:x.dims[1]], 0
		for c, x := range row {
			if x > row[best] {
				best = c
			}
		}
		at = append(at, best)
	}
	return at
}
