package published

import (
	"encoding/binary"

	"arraylab/sim/data"
)

// idxBytes is the magic number of IDX files of unsigned bytes, less the number of their dimensions, which is in its
// last byte (LeCun, Cortes, Burges, "The MNIST database of handwritten digits").
const idxBytes = 0x00000800

// ReadIDX reads an IDX file of images and one of their labels: files are these two. Images of several channels have
// these as their last dimension, after rows and columns, as Grid has its values. The set's slices are parts of the
// files, not copies. Errors are *data.FormatError; the task and the part stay empty.
func ReadIDX(shape data.Shape, files ...[]byte) (*data.Set, error) {
	if len(files) != 2 {
		return nil, wrong("IDX", "%d files: expected 2, of images and of labels", len(files))
	}
	g := shape.Grid
	dims := []int{g.H, g.W, g.C}
	if g.C == 1 {
		dims = dims[:2]
	}
	values, n, err := readHeader("images (IDX)", files[0], dims...)
	if err != nil {
		return nil, err
	}
	labels, m, err := readHeader("labels (IDX)", files[1])
	if err != nil {
		return nil, err
	}
	if n != m {
		return nil, wrong("labels (IDX)", "%d labels for %d images", m, n)
	}
	s := &data.Set{Shape: shape, N: n, Images: values, Labels: labels}
	if err := s.Check("labels (IDX)"); err != nil {
		return nil, err
	}
	return s, nil
}

// readHeader checks magic number, count, item dimensions and length; it returns what follows
// the header and the count.
func readHeader(file string, body []byte, dims ...int) ([]byte, int, error) {
	head := 8 + 4*len(dims)
	if len(body) < head {
		return nil, 0, wrong(file, "%d bytes long: its header alone takes %d", len(body), head)
	}
	magic := idxBytes + uint32(1+len(dims))
	if got := binary.BigEndian.Uint32(body); got != magic {
		return nil, 0, wrong(file, "magic number %#08x: expected %#08x", got, magic)
	}
	n := binary.BigEndian.Uint32(body[4:])
	if n < 1 || n > data.MaxImages {
		return nil, 0, wrong(file, "%d items: allowed are 1 to %d", n, data.MaxImages)
	}
	item := 1
	for i, want := range dims {
		if got := binary.BigEndian.Uint32(body[8+4*i:]); int64(got) != int64(want) {
			return nil, 0, wrong(file, "dimension %d is %d: expected %d", i+1, got, want)
		}
		item *= want
	}
	if want := head + int(n)*item; len(body) != want {
		return nil, 0, wrong(file, "%d bytes long: %d items take %d", len(body), n, want)
	}
	return body[head:], int(n), nil
}
