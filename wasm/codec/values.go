package codec

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
)

// A head is the values of a struct's exported fields, one after the other in their order, without
// names: both ends are of one build. Whole numbers are varints, real numbers eight bytes and finite,
// texts and lists their length and what they hold; a list, a map or a pointer that is nil comes back
// as nil. JSON would do, but costs each program of the array view 0.1 MB (compressed).

// maxDepth bounds how deep values lie in each other: a recursive type is no message.
const maxDepth = 32

// write appends a value to b. The error says what cannot be spelled.
func write(b []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1), nil
		}
		return append(b, 0), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint()), nil
	case reflect.Float32, reflect.Float64:
		x := v.Float()
		if x-x != 0 {
			return nil, fmt.Errorf("%v is no finite number", x)
		}
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(x)), nil
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...), nil
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0), nil
		}
		return write(append(b, 1), v.Elem())
	case reflect.Slice:
		return writeList(b, v)
	case reflect.Array:
		return writeEach(b, v)
	case reflect.Map:
		return writeMap(b, v)
	case reflect.Struct:
		return writeFields(b, v)
	}
	return nil, fmt.Errorf("a %s has no spelling", v.Type())
}

// writeList spells a slice: 0 for nil, else one more than its length, then what it holds.
func writeList(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, 0), nil
	}
	b = binary.AppendUvarint(b, uint64(v.Len())+1)
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return append(b, v.Bytes()...), nil
	}
	return writeEach(b, v)
}

func writeEach(b []byte, v reflect.Value) (_ []byte, err error) {
	for i := range v.Len() {
		if b, err = write(b, v.Index(i)); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// writeMap spells a map as a list of its pairs, sorted by their spelling.
func writeMap(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, 0), nil
	}
	var pairs [][]byte
	for each := v.MapRange(); each.Next(); {
		pair, err := write(nil, each.Key())
		if err == nil {
			pair, err = write(pair, each.Value())
		}
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, bytes.Compare)
	b = binary.AppendUvarint(b, uint64(len(pairs))+1)
	for _, pair := range pairs {
		b = append(b, pair...)
	}
	return b, nil
}

func writeFields(b []byte, v reflect.Value) (_ []byte, err error) {
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if b, err = write(b, v.Field(i)); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// reader takes values off the front of a head. After an error it reads zeros.
type reader struct {
	rest []byte
	err  error
}

// fail notes the first thing that went wrong.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
	r.rest = nil
}

// take returns the next n bytes.
func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.fail("%d bytes are wanted, %d are left", n, len(r.rest))
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) number() uint64 {
	x, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.fail("a number is cut short or too large")
		return 0
	}
	r.rest = r.rest[n:]
	return x
}

// flag reads a byte that says yes or no.
func (r *reader) flag() bool {
	b := r.take(1)
	if len(b) == 0 {
		return false
	}
	if b[0] > 1 {
		r.fail("%d is neither 0 nor 1", b[0])
	}
	return b[0] == 1
}

func (r *reader) real() float64 {
	b := r.take(8)
	if b == nil {
		return 0
	}
	x := math.Float64frombits(binary.LittleEndian.Uint64(b))
	if x-x != 0 {
		r.fail("%v is no finite number", x)
		return 0
	}
	return x
}

// read fills a value.
func (r *reader) read(v reflect.Value, depth int) {
	if depth > maxDepth {
		r.fail("values lie too deep in each other")
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.flag())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		x, n := binary.Varint(r.rest)
		if n <= 0 || v.OverflowInt(x) {
			r.fail("no %s stands there", v.Type())
			return
		}
		r.rest = r.rest[n:]
		v.SetInt(x)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		x := r.number()
		if v.OverflowUint(x) {
			r.fail("%d is no %s", x, v.Type())
			return
		}
		v.SetUint(x)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(r.real())
	case reflect.String:
		v.SetString(string(r.take(r.number())))
	default:
		r.readParts(v, depth+1)
	}
}

// readParts fills a value that holds others.
func (r *reader) readParts(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if r.flag() {
			v.Set(reflect.New(v.Type().Elem()))
			r.read(v.Elem(), depth)
		}
	case reflect.Slice:
		r.readList(v, depth)
	case reflect.Array:
		for i := range v.Len() {
			r.read(v.Index(i), depth)
		}
	case reflect.Map:
		r.readMap(v, depth)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				r.read(v.Field(i), depth)
			}
		}
	default:
		r.fail("a %s has no spelling", v.Type())
	}
}

// count reads the length of a list; ok is false for nil. What a list holds takes a byte each at
// least, so that a length is no way to take memory.
func (r *reader) count() (n int, ok bool) {
	x := r.number()
	if x == 0 {
		return 0, false
	}
	if x-1 > uint64(len(r.rest)) {
		r.fail("a list of %d has %d bytes", x-1, len(r.rest))
		return 0, false
	}
	return int(x - 1), true
}

func (r *reader) readList(v reflect.Value, depth int) {
	n, ok := r.count()
	if !ok {
		return
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		v.SetBytes(slices.Clone(r.take(uint64(n))))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for range n {
		if r.err != nil {
			return
		}
		v.Grow(1)
		v.SetLen(v.Len() + 1)
		r.read(v.Index(v.Len()-1), depth)
	}
}

func (r *reader) readMap(v reflect.Value, depth int) {
	n, ok := r.count()
	if !ok {
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for range n {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		r.read(key, depth)
		r.read(value, depth)
		if r.err != nil {
			return
		}
		v.SetMapIndex(key, value)
	}
}
