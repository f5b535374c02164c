package own

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
)

// npyMagic begins each NPY file (NumPy Enhancement Proposal 1).
const npyMagic = "\x93NUMPY"

func isNPY(f File) bool { return bytes.HasPrefix(f.Body, []byte(npyMagic)) }

// readNPY reads one.
func readNPY(f File) (*array, error) {
	dict, body, err := npyHead(f)
	if err != nil {
		return nil, err
	}
	d, err := npyNumber(f.Name, npyText(dict, "descr"))
	if err != nil {
		return nil, err
	}
	a := &array{name: f.Name}
	if a.dims, err = npyShape(f.Name, dict); err != nil {
		return nil, err
	}
	if err := a.fill(d, body); err != nil {
		return nil, err
	}
	if strings.Contains(strings.ReplaceAll(dict, " ", ""), "'fortran_order':True") {
		a.turn()
	}
	return a, nil
}

// npyHead is the dictionary of a file, and what follows it.
func npyHead(f File) (dict string, body []byte, err error) {
	b := f.Body[len(npyMagic):]
	if len(b) < 6 {
		return "", nil, wrong(f.Name, "%d bytes long: its head is cut", len(f.Body))
	}
	version, length := b[0], int(binary.LittleEndian.Uint16(b[2:]))
	b = b[4:]
	if version > 1 {
		length, b = int(binary.LittleEndian.Uint32(f.Body[len(npyMagic)+2:])), b[2:]
	}
	if version < 1 || version > 3 {
		return "", nil, wrong(f.Name, "is of version %d of NPY: allowed are 1 to 3", version)
	}
	if length < 0 || length > len(b) {
		return "", nil, wrong(f.Name, "its head is said to take %d bytes: there are %d", length, len(b))
	}
	return string(b[:length]), b[length:], nil
}

// npyText is the text under a key of the dictionary, which Python spells; "" where there is none.
func npyText(dict, key string) string {
	_, rest, _ := strings.Cut(dict, "'"+key+"'")
	_, rest, _ = strings.Cut(rest, ":")
	rest = strings.TrimLeft(rest, " ")
	if rest == "" || rest[0] != '\'' {
		return ""
	}
	text, _, _ := strings.Cut(rest[1:], "'")
	return text
}

// npyShape are the dimensions.
func npyShape(file, dict string) (dims []int, err error) {
	_, rest, _ := strings.Cut(dict, "'shape'")
	_, rest, found := strings.Cut(rest, "(")
	inner, _, closed := strings.Cut(rest, ")")
	if !found || !closed {
		return nil, wrong(file, "its head has no shape: it is %q", short(dict))
	}
	for part := range strings.SplitSeq(inner, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil, wrong(file, "its shape has %q: allowed are whole numbers", short(part))
		}
		dims = append(dims, n)
	}
	if len(dims) < 1 || len(dims) > mostDims {
		return nil, wrong(file, "has %d dimensions: allowed are 1 to %d", len(dims), mostDims)
	}
	return dims, nil
}

// npyNumber is the type of the numbers, "<f4": order, kind, size.
func npyNumber(file, descr string) (d number, err error) {
	const allowed = "u1, u2, u4, u8, i1, i2, i4, i8, f2, f4, f8, b1 and U (texts)"
	if len(descr) < 3 {
		return d, wrong(file, "its numbers are of the type %q: allowed are %s", short(descr), allowed)
	}
	d = number{kind: descr[1], order: binary.LittleEndian}
	if descr[0] == '>' {
		d.order = binary.BigEndian
	}
	if d.size, err = strconv.Atoi(descr[2:]); err != nil || d.kind != 'U' &&
		!strings.Contains(" u1 u2 u4 u8 i1 i2 i4 i8 f2 f4 f8 b1 ", " "+descr[1:]+" ") {
		return d, wrong(file, "its numbers are of the type %q: allowed are %s", short(descr), allowed)
	}
	return d, nil
}

// turn brings an array whose first dimension is counted first into the usual order.
func (a *array) turn() {
	n, _ := count(a.dims)
	from := make([]int, n)
	for i := range from {
		at, rest, step := 0, i, n
		for d := len(a.dims) - 1; d >= 0; d-- {
			step /= a.dims[d]
			at += rest % a.dims[d] * step
			rest /= a.dims[d]
		}
		from[i] = at
	}
	a.bytes, a.reals, a.texts = moved(a.bytes, from), moved(a.reals, from), moved(a.texts, from)
}

// moved takes each value from its place.
func moved[T any](values []T, from []int) []T {
	if values == nil {
		return nil
	}
	out := make([]T, len(values))
	for i, j := range from {
		out[i] = values[j]
	}
	return out
}
