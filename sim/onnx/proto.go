package onnx

import (
	"encoding/binary"
	"math"
)

// Numbers that onnx.proto gives.
const (
	irVersion   = 8
	operatorSet = 13
	typeFloat   = 1
	typeInt64   = 7
	oneNumber   = 2 // AttributeProto.INT
	numbers     = 7 // AttributeProto.INTS
)

// message is a protocol-buffer message in the making.
type message []byte

// varint adds a field of a whole number.
func (m *message) varint(field int, v uint64) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3)
	*m = binary.AppendUvarint(*m, v)
}

// bytes adds a field of text, bytes or a message.
func (m *message) bytes(field int, b []byte) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|2)
	*m = binary.AppendUvarint(*m, uint64(len(b)))
	*m = append(*m, b...)
}

func (m *message) text(field int, s string) { m.bytes(field, []byte(s)) }

// attribute is what an operator takes besides tensors: a whole number, or a list of several.
type attribute struct {
	name   string
	values []int
}

// encode returns it as an AttributeProto.
func (a attribute) encode() (p message) {
	p.text(1, a.name)
	if len(a.values) == 1 {
		p.varint(3, uint64(a.values[0]))
		p.varint(20, oneNumber)
		return p
	}
	for _, v := range a.values {
		p.varint(8, uint64(v))
	}
	p.varint(20, numbers)
	return p
}

// graph collects the fields of a GraphProto.
type graph struct{ nodes, constants message }

// node adds an operator with one output.
func (g *graph) node(operator, output string, attributes []attribute, inputs ...string) {
	var n message
	for _, name := range inputs {
		n.text(1, name)
	}
	n.text(2, output)
	n.text(3, output)
	n.text(4, operator)
	for _, a := range attributes {
		n.bytes(5, a.encode())
	}
	g.nodes.bytes(1, n)
}

// constant adds a tensor of floats.
func (g *graph) constant(name string, dims []int, values []float32) {
	raw := make([]byte, 0, 4*len(values))
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	g.tensor(name, typeFloat, dims, raw)
}

// shape adds a list of whole numbers, which says the form of a tensor; -1 is what the others leave.
func (g *graph) shape(name string, dims ...int) {
	var raw []byte
	for _, d := range dims {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(int64(d)))
	}
	g.tensor(name, typeInt64, []int{len(dims)}, raw)
}

// tensor adds a constant of numbers of a kind, little-endian in raw.
func (g *graph) tensor(name string, kind uint64, dims []int, raw []byte) {
	var t message
	for _, d := range dims {
		t.varint(1, uint64(d))
	}
	t.varint(2, kind)
	t.text(8, name)
	t.bytes(9, raw)
	g.constants.bytes(5, t)
}

// value describes an input or output [N][width], or [N] where width is 0.
func value(name string, kind uint64, width int) message {
	var images, shape, tensor, of, v message
	images.text(2, "N")
	shape.bytes(1, images)
	if width > 0 {
		var d message
		d.varint(1, uint64(width))
		shape.bytes(1, d)
	}
	tensor.varint(1, kind)
	tensor.bytes(2, shape)
	of.bytes(1, tensor)
	v.text(1, name)
	v.bytes(2, of)
	return v
}

// model wraps the graph into a ModelProto that takes so many values of an image and scores so many classes.
func (g *graph) model(values, classes int) []byte {
	whole := append(message{}, g.nodes...)
	whole.text(2, "arraylab")
	whole = append(whole, g.constants...)
	whole.bytes(11, value("pixels", typeFloat, values))
	whole.bytes(12, value("scores", typeFloat, classes))
	whole.bytes(12, value("class", typeInt64, 0))
	var set, m message
	set.text(1, "")
	set.varint(2, operatorSet)
	m.varint(1, irVersion)
	m.text(2, "Arraylab")
	m.bytes(7, whole)
	m.bytes(8, set)
	return m
}
