package data

import (
	"encoding/binary"
	"fmt"
)

// The magic numbers of IDX files of unsigned bytes in three dimensions and in one
// (LeCun, Cortes, Burges, "The MNIST database of handwritten digits").
const (
	idxImages = 0x00000803
	idxLabels = 0x00000801
)

// ReadIDX reads an IDX file of 28x28 images and one of their labels. The set's slices are
// parts of images and labels, not copies. Errors are *FormatError; the task and the part stay
// empty.
func ReadIDX(images, labels []byte) (*Set, error) {
	pixels, n, err := readHeader("images (IDX)", images, idxImages, Side, Side)
	if err != nil {
		return nil, err
	}
	classes, m, err := readHeader("labels (IDX)", labels, idxLabels)
	if err != nil {
		return nil, err
	}
	if n != m {
		return nil, &FormatError{"labels (IDX)", fmt.Sprintf("%d labels for %d images", m, n)}
	}
	s := &Set{N: n, Images: pixels, Labels: classes}
	if err := s.check("labels (IDX)"); err != nil {
		return nil, err
	}
	return s, nil
}

// readHeader checks magic number, count, item dimensions and length; it returns what follows
// the header and the count.
func readHeader(file string, body []byte, magic uint32, dims ...uint32) ([]byte, int, error) {
	head := 8 + 4*len(dims)
	if len(body) < head {
		return nil, 0, &FormatError{file, fmt.Sprintf("%d bytes long: its header alone takes %d", len(body), head)}
	}
	if got := binary.BigEndian.Uint32(body); got != magic {
		return nil, 0, &FormatError{file, fmt.Sprintf("magic number %#08x: expected %#08x", got, magic)}
	}
	n := binary.BigEndian.Uint32(body[4:])
	if n < 1 || n > MaxImages {
		return nil, 0, &FormatError{file, fmt.Sprintf("%d items: allowed are 1 to %d", n, MaxImages)}
	}
	item := 1
	for i, want := range dims {
		if got := binary.BigEndian.Uint32(body[8+4*i:]); got != want {
			return nil, 0, &FormatError{file, fmt.Sprintf("dimension %d is %d: expected %d", i+1, got, want)}
		}
		item *= int(want)
	}
	if want := head + int(n)*item; len(body) != want {
		return nil, 0, &FormatError{file, fmt.Sprintf("%d bytes long: %d items take %d", len(body), n, want)}
	}
	return body[head:], int(n), nil
}
