package onnx

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// FileError says why a file is no model that Encode wrote of a network.
type FileError struct{ Reason string }

func (e *FileError) Error() string { return "onnx: the file " + e.Reason }

func failf(format string, a ...any) error { return &FileError{fmt.Sprintf(format, a...)} }

// file is what a model holds: its operators in their order, and its constants by name.
type file struct {
	nodes     []operation
	constants map[string]constant
}

// operation is an operator of a graph.
type operation struct {
	operator        string
	inputs, outputs []string
	attributes      map[string][]uint64
}

func (n *operation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s(%s)", n.operator, strings.Join(n.inputs, ", "))
	for _, name := range slices.Sorted(maps.Keys(n.attributes)) {
		fmt.Fprintf(&b, " %s %v", name, n.attributes[name])
	}
	return b.String() + " -> " + strings.Join(n.outputs, ", ")
}

// constant is a tensor, little-endian in raw.
type constant struct {
	dims []int
	kind uint64
	raw  []byte
}

// piece is a field of a message: a number, or bytes.
type piece struct {
	number int
	packed bool // it has bytes
	value  uint64
	body   []byte
	at     int // where it begins in the file
}

// pieces takes a message apart that begins at a place of the file.
func pieces(b []byte, at int) (all []piece, err error) {
	whole := len(b)
	varint := func() (v uint64, ok bool) {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return 0, false
		}
		b = b[n:]
		return v, true
	}
	for len(b) > 0 {
		here := at + whole - len(b)
		key, ok := varint()
		p := piece{number: int(key >> 3 & (1<<29 - 1)), at: here}
		size := uint64(0)
		switch {
		case !ok:
		case key&7 == 0:
			p.value, ok = varint()
		case key&7 == 1:
			size = 8
		case key&7 == 2:
			size, ok = varint()
			p.packed = true
		case key&7 == 5:
			size = 4
		default:
			ok = false
		}
		if !ok || size > uint64(len(b)) {
			return nil, failf("is no ONNX, or cut off: at byte %d no field can be read", here)
		}
		p.at = at + whole - len(b)
		p.body, b = b[:size], b[size:]
		all = append(all, p)
	}
	return all, nil
}

// whole adds the whole numbers of a field of several, be they packed or one.
func (p *piece) whole(to []uint64) ([]uint64, error) {
	if !p.packed {
		return append(to, p.value), nil
	}
	for b := p.body; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, failf("has no list of whole numbers at byte %d", p.at)
		}
		to, b = append(to, v), b[n:]
	}
	return to, nil
}

// read takes a ModelProto apart.
func read(b []byte) (*file, error) {
	top, err := pieces(b, 0)
	if err != nil {
		return nil, err
	}
	f := &file{constants: map[string]constant{}}
	for _, m := range top {
		if m.number != 7 || !m.packed {
			continue
		}
		graph, err := pieces(m.body, m.at)
		if err != nil {
			return nil, err
		}
		for _, p := range graph {
			if err := f.take(p); err != nil {
				return nil, err
			}
		}
	}
	if len(f.nodes) == 0 {
		return nil, failf("is no ONNX model: it has no operators")
	}
	return f, nil
}

// take takes a field of a GraphProto.
func (f *file) take(p piece) error {
	if p.number != 1 && p.number != 5 || !p.packed {
		return nil
	}
	fields, err := pieces(p.body, p.at)
	if err != nil {
		return err
	}
	if p.number == 1 {
		n, err := operationOf(fields)
		f.nodes = append(f.nodes, n)
		return err
	}
	name, c, err := constantOf(fields)
	if _, twice := f.constants[name]; twice && err == nil {
		err = failf("has the tensor %q twice, again at byte %d", clip(name), p.at)
	}
	f.constants[name] = c
	return err
}

// operationOf reads a NodeProto.
func operationOf(fields []piece) (n operation, err error) {
	n.attributes = map[string][]uint64{}
	for _, p := range fields {
		switch p.number {
		case 1:
			n.inputs = append(n.inputs, string(p.body))
		case 2:
			n.outputs = append(n.outputs, string(p.body))
		case 4:
			n.operator = string(p.body)
		case 5:
			inside, err := pieces(p.body, p.at)
			if err != nil {
				return n, err
			}
			name, values := "", []uint64(nil)
			for _, a := range inside {
				switch a.number {
				case 1:
					name = string(a.body)
				case 3, 8:
					if values, err = a.whole(values); err != nil {
						return n, err
					}
				}
			}
			n.attributes[name] = values
		}
	}
	return n, nil
}

// constantOf reads a TensorProto.
func constantOf(fields []piece) (name string, c constant, err error) {
	var dims []uint64
	for _, p := range fields {
		switch p.number {
		case 1:
			if dims, err = p.whole(dims); err != nil {
				return name, c, err
			}
		case 2:
			c.kind = p.value
		case 4, 9: // floats of a list stand as in raw
			c.raw = append(c.raw, p.body...)
		case 8:
			name = string(p.body)
		}
	}
	for _, d := range dims {
		if d > 1<<31 {
			return name, c, failf("has the tensor %q with a dimension of %d", clip(name), d)
		}
		c.dims = append(c.dims, int(d))
	}
	return name, c, nil
}

// clip shortens a name that a file gives.
func clip(name string) string {
	const most = 40
	if len(name) > most {
		return name[:most] + "…"
	}
	return name
}
