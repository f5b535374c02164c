package npy

import (
	"encoding/binary"
	"math"
)

// Kind is what a number of an array is.
type Kind byte

// The kinds, as NumPy spells them.
const (
	Unsigned Kind = 'u'
	Signed   Kind = 'i'
	Real     Kind = 'f'
	Bool     Kind = 'b'
	Text     Kind = 'U' // so many letters of 4 bytes
)

// Number is how a number lies in a file.
type Number struct {
	Kind  Kind
	Size  int // bytes: 1, 2, 4 or 8; of a text, its letters
	Order binary.ByteOrder
}

// Float reads one, which must be no text.
func (d Number) Float(b []byte) float64 {
	switch {
	case d.Kind == Real && d.Size == 2:
		return half(d.Order.Uint16(b))
	case d.Kind == Real && d.Size == 4:
		return float64(math.Float32frombits(d.Order.Uint32(b)))
	case d.Kind == Real:
		return math.Float64frombits(d.Order.Uint64(b))
	case d.Kind == Signed:
		return float64(d.signed(b))
	}
	return float64(d.unsigned(b))
}

func (d Number) signed(b []byte) int64 {
	switch d.Size {
	case 1:
		return int64(int8(b[0]))
	case 2:
		return int64(int16(d.Order.Uint16(b)))
	case 4:
		return int64(int32(d.Order.Uint32(b)))
	}
	return int64(d.Order.Uint64(b))
}

func (d Number) unsigned(b []byte) uint64 {
	switch d.Size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(d.Order.Uint16(b))
	case 4:
		return uint64(d.Order.Uint32(b))
	}
	return d.Order.Uint64(b)
}

// half is a real number of 16 bits (IEEE 754).
func half(h uint16) float64 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	switch exponent {
	case 31:
		return float64(math.Float32frombits(sign | 255<<23 | fraction<<13))
	case 0:
		x := float64(fraction) / (1 << 24)
		if sign != 0 {
			return -x
		}
		return x
	}
	return float64(math.Float32frombits(sign | (exponent+127-15)<<23 | fraction<<13))
}
