package own

import "arraylab/sim/npy"

// array is numbers in as many dimensions as it has, the last one counted first.
type array struct {
	name  string
	dims  []int
	bytes []byte    // of 8 bits without sign
	reals []float32 // others
	texts []string  // or texts
}

// count multiplies dimensions; false where that is more than are taken.
func count(dims []int) (n int, ok bool) {
	n = 1
	for _, d := range dims {
		if d < 0 || d > 0 && n > mostBytes/d {
			return 0, false
		}
		n *= d
	}
	return n, true
}

// fill reads all numbers of an array from what follows its head.
func (a *array) fill(d npy.Number, body []byte) error {
	n, ok := count(a.dims)
	switch {
	case !ok:
		return wrong(a.name, "dimensions %v: allowed are %d numbers in all", a.dims, mostBytes)
	case d.Kind != npy.Text && n*d.Size != len(body):
		return wrong(a.name, "%d bytes follow its head: %v numbers of %d bytes take %d", len(body), a.dims, d.Size,
			n*d.Size)
	case d.Kind == npy.Text:
		return a.fillTexts(d, n, body)
	case d.Size == 1 && d.Kind != npy.Signed:
		a.bytes = body
		return nil
	case n > mostReals:
		return wrong(a.name, "%d numbers of %d bytes: allowed are %d, or %d of 1 byte", n, d.Size, mostReals, mostBytes)
	}
	a.reals = make([]float32, n)
	for i := range a.reals {
		a.reals[i] = float32(d.Float(body[i*d.Size:]))
	}
	return nil
}

// fillTexts reads texts of so many letters, 4 bytes each.
func (a *array) fillTexts(d npy.Number, n int, body []byte) error {
	const letter = 4
	if item := letter * d.Size; d.Size < 1 || d.Size > 1<<10 || len(body)/item != n || len(body)%item != 0 {
		return wrong(a.name, "%d bytes follow its head: %d texts of %d letters do not fit", len(body), n, d.Size)
	}
	for i := range n {
		var text []rune
		for j := range d.Size {
			if c := d.Order.Uint32(body[letter*(i*d.Size+j):]); c != 0 {
				text = append(text, rune(c))
			}
		}
		a.texts = append(a.texts, string(text))
	}
	return nil
}
