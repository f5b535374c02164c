// Package npz reads a trained network from an NPZ file: NumPy arrays in a ZIP archive, as numpy.savez and
// numpy.savez_compressed write them (format of NEP 1, versions 1 to 3).
//
// # Arrays
//
// Layer n, from 1 on, has
//
//	Wn      its weights: [O][I] of a dense layer, [O][C][KH][KW] of a convolution, as PyTorch has them
//	gamman  scale of its batch normalization, [O]
//	betan   shift
//	meann   running mean of its sums, those of a pool after it
//	varn    running variance
//	biasn   optional: what is added to the sums before that
//	eps     optional, for all layers: what is added to a variance, 1e-5 where it is not there
//
// of any whole or real numbers. Weights are +1 and -1 (ternary ones 0, too, those of 8 bits -127 to 127, in units of
// 1/128). Of a network in PyTorch whose layers and batch normalizations are lists:
//
//	arrays = {}
//	for n, (layer, norm) in enumerate(zip(layers, norms), 1):
//	    arrays |= {f"W{n}": layer.weight.sign(), f"gamma{n}": norm.weight, f"beta{n}": norm.bias,
//	               f"mean{n}": norm.running_mean, f"var{n}": norm.running_var}
//	numpy.savez_compressed("net.npz", **{name: x.detach().numpy() for name, x in arrays.items()})
//
// A dense layer takes its inputs channel by channel, as torch.flatten leaves them. Pixels count as 0 to 1.
package npz

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// FileError says why a file holds no such network.
type FileError struct{ Reason string }

func (e *FileError) Error() string { return "npz: the file " + e.Reason }

func failf(format string, a ...any) error { return &FileError{fmt.Sprintf(format, a...)} }

// mostHead bounds the head of an array: its form is far shorter.
const mostHead = 1 << 14

// read reads the numbers of an array that must have some dimensions, in C order.
func (a archive) read(name string, dims []int) ([]float64, error) {
	f, ok := a[name]
	if !ok {
		return nil, failf("has no array %q", name)
	}
	in, err := f.open()
	if err != nil {
		return nil, failf("has the array %q, %v", name, err)
	}
	n := 1
	for _, d := range dims {
		n *= d
	}
	// No more is unpacked than this network has room for, whatever the archive promises.
	b, err := io.ReadAll(io.LimitReader(in, mostHead+int64(n)*8+1))
	if err != nil {
		return nil, failf("has the array %q, which is damaged: %v", name, err)
	}
	h, b, err := headOf(b)
	if err != nil {
		return nil, failf("has the array %q, %v", name, err)
	}
	if !slices.Equal(h.dims, dims) {
		return nil, failf("has the array %q of dimensions %v: this network has %v", name, h.dims, dims)
	}
	if len(b) != n*h.size {
		return nil, failf("has the array %q of %d bytes: %d numbers of type %s have %d", name, len(b), n, h.kind,
			n*h.size)
	}
	all := make([]float64, n)
	for i := range all {
		all[i] = h.number(b[i*h.size:])
	}
	if h.fortran {
		all = turned(all, dims)
	}
	return all, nil
}

// turned puts numbers that stand in Fortran's order into C's.
func turned(all []float64, dims []int) []float64 {
	out := make([]float64, len(all))
	for k := range out {
		from, step, rest := 0, len(all), k
		for _, d := range slices.Backward(dims) { // the last index of C's order is the slowest of Fortran's
			step /= d
			from += rest % d * step
			rest /= d
		}
		out[k] = all[from]
	}
	return out
}

// head says what an array holds.
type head struct {
	kind    string // such as <f4
	size    int    // bytes of a number
	fortran bool
	dims    []int
	order   binary.ByteOrder
}

// headOf reads the head of an array, and returns what follows.
func headOf(b []byte) (h head, rest []byte, err error) {
	const magic = "\x93NUMPY"
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return h, nil, fmt.Errorf("which is no array of NumPy")
	}
	n, from := int(binary.LittleEndian.Uint16(b[8:])), 10
	if version := b[6]; version == 2 || version == 3 {
		if len(b) < 12 {
			return h, nil, fmt.Errorf("which is cut off")
		}
		n, from = int(binary.LittleEndian.Uint32(b[8:])), 12
	} else if version != 1 {
		return h, nil, fmt.Errorf("of version %d: allowed are 1 to 3", version)
	}
	if n > mostHead || n > len(b)-from {
		return h, nil, fmt.Errorf("with a head of %d bytes", n)
	}
	if err := h.parse(string(b[from : from+n])); err != nil {
		return h, nil, err
	}
	return h, b[from+n:], nil
}

// parse reads the dictionary of a head: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }.
func (h *head) parse(text string) error {
	value := func(key string) string {
		_, after, _ := strings.Cut(text, "'"+key+"':")
		return strings.TrimSpace(after)
	}
	descr := value("descr")
	if len(descr) < 4 || descr[0] != '\'' {
		return fmt.Errorf("whose type cannot be read: %.60q", text)
	}
	h.kind, _, _ = strings.Cut(descr[1:], "'")
	if !slices.Contains(kinds, strings.TrimLeft(h.kind, "<>|=")) {
		return fmt.Errorf("of type %.20q: allowed are %s", h.kind, strings.Join(kinds, ", "))
	}
	h.order = binary.LittleEndian
	if h.kind[0] == '>' {
		h.order = binary.BigEndian
	}
	h.size = int(h.kind[len(h.kind)-1] - '0')
	h.fortran = strings.HasPrefix(value("fortran_order"), "True")
	shape, _, closed := strings.Cut(strings.TrimPrefix(value("shape"), "("), ")")
	for _, part := range strings.Split(shape, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		d, err := strconv.Atoi(strings.TrimSuffix(part, "L"))
		if err != nil || d < 0 {
			return fmt.Errorf("whose dimensions cannot be read: %.60q", shape)
		}
		h.dims = append(h.dims, d)
	}
	if !closed {
		return fmt.Errorf("whose dimensions cannot be read: %.60q", shape)
	}
	return nil
}

// kinds are the types of numbers that can be read, with their bytes.
var kinds = []string{"i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"}

// number reads one.
func (h *head) number(b []byte) float64 {
	switch h.kind[len(h.kind)-2:] {
	case "i1":
		return float64(int8(b[0]))
	case "u1":
		return float64(b[0])
	case "i2":
		return float64(int16(h.order.Uint16(b)))
	case "u2":
		return float64(h.order.Uint16(b))
	case "i4":
		return float64(int32(h.order.Uint32(b)))
	case "u4":
		return float64(h.order.Uint32(b))
	case "f4":
		return float64(math.Float32frombits(h.order.Uint32(b)))
	case "u8":
		return float64(h.order.Uint64(b))
	case "i8":
		return float64(int64(h.order.Uint64(b)))
	}
	return math.Float64frombits(h.order.Uint64(b))
}
