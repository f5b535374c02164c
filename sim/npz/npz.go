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
	"fmt"
	"io"
	"slices"

	"arraylab/sim/npy"
)

// FileError says why a file holds no such network.
type FileError struct{ Reason string }

func (e *FileError) Error() string { return "npz: the file " + e.Reason }

func failf(format string, a ...any) error { return &FileError{fmt.Sprintf(format, a...)} }

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
	b, err := io.ReadAll(io.LimitReader(in, npy.MostHead+int64(n)*8+1))
	if err != nil {
		return nil, failf("has the array %q, which is damaged: %v", name, err)
	}
	h, b, err := npy.Parse(b)
	if err != nil {
		return nil, failf("has the array %q, %v", name, err)
	}
	if h.Kind == npy.Text {
		return nil, failf("has the array %q of type %q: allowed are numbers", name, h.Type)
	}
	if !slices.Equal(h.Dims, dims) {
		return nil, failf("has the array %q of dimensions %v: this network has %v", name, h.Dims, dims)
	}
	if len(b) != n*h.Size {
		return nil, failf("has the array %q of %d bytes: %d numbers of type %s have %d", name, len(b), n, h.Type,
			n*h.Size)
	}
	all := make([]float64, n)
	for i := range all {
		all[i] = h.Float(b[i*h.Size:])
	}
	if h.Fortran {
		all = npy.Turned(all, dims)
	}
	return all, nil
}
