package own

import (
	"encoding/binary"

	"arraylab/sim/npy"
)

// idxType is the type of the numbers of an IDX file, by the third byte of its magic number (LeCun, Cortes, Burges, "The
// MNIST database of handwritten digits"), all with the highest byte first; false where there is none of it.
func idxType(code byte) (d npy.Number, ok bool) {
	d.Order = binary.BigEndian
	switch code {
	case 0x08:
		d.Kind, d.Size = npy.Unsigned, 1
	case 0x09:
		d.Kind, d.Size = npy.Signed, 1
	case 0x0b:
		d.Kind, d.Size = npy.Signed, 2
	case 0x0c:
		d.Kind, d.Size = npy.Signed, 4
	case 0x0d:
		d.Kind, d.Size = npy.Real, 4
	case 0x0e:
		d.Kind, d.Size = npy.Real, 8
	default:
		return d, false
	}
	return d, true
}

// mostDims bounds the dimensions of an array: samples, rows, columns, channels.
const mostDims = 4

// isIDX tells by its first bytes whether a file is an IDX file: two zeros, a type, the number of dimensions.
func isIDX(f File) bool {
	if len(f.Body) < 4 || f.Body[0] != 0 || f.Body[1] != 0 {
		return false
	}
	_, ok := idxType(f.Body[2])
	return ok && f.Body[3] > 0
}

// readIDX reads one.
func readIDX(f File) (*array, error) {
	dims := int(f.Body[3])
	if dims > mostDims {
		return nil, wrong(f.Name, "has %d dimensions: allowed are 1 to %d", dims, mostDims)
	}
	head := 4 + 4*dims
	if len(f.Body) < head {
		return nil, wrong(f.Name, "%d bytes long: its header alone takes %d", len(f.Body), head)
	}
	a := &array{name: f.Name}
	for i := range dims {
		a.dims = append(a.dims, int(binary.BigEndian.Uint32(f.Body[4+4*i:])))
	}
	d, _ := idxType(f.Body[2])
	return a, a.fill(d, f.Body[head:])
}
