package own

import (
	"encoding/binary"
	"math"
)

// array is numbers in as many dimensions as it has, the last one counted first.
type array struct {
	name  string
	dims  []int
	bytes []byte    // of 8 bits without sign
	reals []float32 // others
	texts []string  // or texts
}

// number is how a number of an array lies in a file.
type number struct {
	kind  byte // 'u' without sign, 'i' with sign, 'f' real, 'b' true or false, 'U' a text
	size  int  // bytes; of a text, its letters
	order binary.ByteOrder
}

// real reads one. Bits that stand for no allowed number are not met: each pattern is one, be it infinite.
func (d number) real(b []byte) float32 {
	switch {
	case d.kind == 'f' && d.size == 2:
		return half(d.order.Uint16(b))
	case d.kind == 'f' && d.size == 4:
		return math.Float32frombits(d.order.Uint32(b))
	case d.kind == 'f':
		return float32(math.Float64frombits(d.order.Uint64(b)))
	case d.kind == 'i':
		return float32(d.signed(b))
	}
	return float32(d.unsigned(b))
}

func (d number) signed(b []byte) int64 {
	switch d.size {
	case 1:
		return int64(int8(b[0]))
	case 2:
		return int64(int16(d.order.Uint16(b)))
	case 4:
		return int64(int32(d.order.Uint32(b)))
	}
	return int64(d.order.Uint64(b))
}

func (d number) unsigned(b []byte) uint64 {
	switch d.size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(d.order.Uint16(b))
	case 4:
		return uint64(d.order.Uint32(b))
	}
	return d.order.Uint64(b)
}

// half is a real number of 16 bits (IEEE 754).
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	switch exponent {
	case 31:
		return math.Float32frombits(sign | 255<<23 | fraction<<13)
	case 0:
		x := float32(fraction) / (1 << 24)
		if sign != 0 {
			return -x
		}
		return x
	}
	return math.Float32frombits(sign | (exponent+127-15)<<23 | fraction<<13)
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
func (a *array) fill(d number, body []byte) error {
	n, ok := count(a.dims)
	switch {
	case !ok:
		return wrong(a.name, "dimensions %v: allowed are %d numbers in all", a.dims, mostBytes)
	case d.kind != 'U' && n*d.size != len(body):
		return wrong(a.name, "%d bytes follow its head: %v numbers of %d bytes take %d", len(body), a.dims, d.size,
			n*d.size)
	case d.kind == 'U':
		return a.fillTexts(d, n, body)
	case d.size == 1 && d.kind != 'i':
		a.bytes = body
		return nil
	case n > mostReals:
		return wrong(a.name, "%d numbers of %d bytes: allowed are %d, or %d of 1 byte", n, d.size, mostReals, mostBytes)
	}
	a.reals = make([]float32, n)
	for i := range a.reals {
		a.reals[i] = d.real(body[i*d.size:])
	}
	return nil
}

// fillTexts reads texts of so many letters, 4 bytes each.
func (a *array) fillTexts(d number, n int, body []byte) error {
	const letter = 4
	if item := letter * d.size; d.size < 1 || d.size > 1<<10 || len(body)/item != n || len(body)%item != 0 {
		return wrong(a.name, "%d bytes follow its head: %d texts of %d letters do not fit", len(body), n, d.size)
	}
	for i := range n {
		var text []rune
		for j := range d.size {
			if c := d.order.Uint32(body[letter*(i*d.size+j):]); c != 0 {
				text = append(text, rune(c))
			}
		}
		a.texts = append(a.texts, string(text))
	}
	return nil
}
