package own

import (
	"encoding/binary"
)

// idxTypes are the numbers of IDX files, by the third byte of their magic number (LeCun, Cortes, Burges, "The MNIST
// database of handwritten digits"), all with the highest byte first.
var idxTypes = map[byte]number{
	0x08: {'u', 1, binary.BigEndian}, 0x09: {'i', 1, binary.BigEndian}, 0x0b: {'i', 2, binary.BigEndian},
	0x0c: {'i', 4, binary.BigEndian}, 0x0d: {'f', 4, binary.BigEndian}, 0x0e: {'f', 8, binary.BigEndian},
}

// mostDims bounds the dimensions of an array: samples, rows, columns, channels.
const mostDims = 4

// isIDX tells by its first bytes whether a file is an IDX file: two zeros, a type, the number of dimensions.
func isIDX(f File) bool {
	if len(f.Body) < 4 || f.Body[0] != 0 || f.Body[1] != 0 {
		return false
	}
	_, ok := idxTypes[f.Body[2]]
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
	return a, a.fill(idxTypes[f.Body[2]], f.Body[head:])
}
