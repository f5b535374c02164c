// Package npy reads arrays as NumPy writes them (format of NumPy Enhancement Proposal 1, versions 1 to 3): what the
// head of a file says, and the numbers behind it.
package npy

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const magic = "\x93NUMPY"

// MostHead bounds the head of an array: its form is far shorter.
const MostHead = 1 << 14

// Is tells whether bytes begin as an array of NumPy.
func Is(b []byte) bool { return strings.HasPrefix(string(b[:min(len(b), len(magic))]), magic) }

// Head says what an array holds.
type Head struct {
	Number
	Type    string // as the file spells it, such as <f4
	Fortran bool   // the first dimension is counted first
	Dims    []int
}

// Parse reads the head of an array, and returns what follows. An error goes on where a sentence has named the array:
// "of version 9: allowed are 1 to 3".
func Parse(b []byte) (h Head, rest []byte, err error) {
	if !Is(b) || len(b) < len(magic)+4 {
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
	if n > MostHead || n > len(b)-from {
		return h, nil, fmt.Errorf("with a head of %d bytes", n)
	}
	if err := h.parse(string(b[from : from+n])); err != nil {
		return h, nil, err
	}
	return h, b[from+n:], nil
}

// parse reads the dictionary of a head: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }.
func (h *Head) parse(text string) error {
	value := func(key string) string {
		_, after, _ := strings.Cut(text, "'"+key+"':")
		return strings.TrimSpace(after)
	}
	descr := value("descr")
	if len(descr) < 4 || descr[0] != '\'' {
		return fmt.Errorf("whose type cannot be read: %.60q", text)
	}
	h.Type, _, _ = strings.Cut(descr[1:], "'")
	if err := h.number(h.Type); err != nil {
		return err
	}
	h.Fortran = strings.HasPrefix(value("fortran_order"), "True")
	shape, _, closed := strings.Cut(strings.TrimPrefix(value("shape"), "("), ")")
	for _, part := range strings.Split(shape, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		d, err := strconv.Atoi(strings.TrimSuffix(part, "L"))
		if err != nil || d < 0 {
			return fmt.Errorf("whose dimensions cannot be read: %.60q", shape)
		}
		h.Dims = append(h.Dims, d)
	}
	if !closed {
		return fmt.Errorf("whose dimensions cannot be read: %.60q", shape)
	}
	return nil
}

// kinds are the types of numbers that can be read, with their bytes.
var kinds = []string{"i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "b1"}

// maxLetters bounds the letters of a text (assumed): names of classes are short.
const maxLetters = 1 << 16

// number reads a type: the order of the bytes, the kind and the size.
func (h *Head) number(text string) (err error) {
	kind := strings.TrimLeft(text, "<>|=")
	h.Order = binary.LittleEndian
	if strings.HasPrefix(text, ">") {
		h.Order = binary.BigEndian
	}
	if strings.HasPrefix(kind, "U") {
		h.Kind = Text
		if h.Size, err = strconv.Atoi(kind[1:]); err != nil || h.Size < 1 || h.Size > maxLetters {
			return fmt.Errorf("of type %.20q: U with a number of letters, 1 to %d, is allowed", text, maxLetters)
		}
		return nil
	}
	if !slices.Contains(kinds, kind) {
		return fmt.Errorf("of type %.20q: allowed are %s and U (texts)", text, strings.Join(kinds, ", "))
	}
	h.Kind, h.Size = Kind(kind[0]), int(kind[1]-'0')
	return nil
}

// Turned puts numbers that stand in Fortran's order into C's.
func Turned[T any](all []T, dims []int) []T {
	out := make([]T, len(all))
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
