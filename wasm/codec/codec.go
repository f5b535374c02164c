// Package codec spells the messages that the programs of the page send each other. Each two
// programs that speak have a Table of their own (package wire, package framewire): a program
// then holds the messages that it speaks, and what they are made of, and no others.
//
// A message travels as one byte string: the kind (one byte), the length of the head (four
// bytes, little-endian), the head (the values of the message's fields), then raw bytes (the body).
package codec

import (
	"encoding/binary"
	"fmt"
	"reflect"
)

// Bounds of what a Table spells and reads.
const (
	// MaxHead bounds a head, in bytes: a thousand times a result with a long curve.
	MaxHead = 16 << 20
	// MaxBody bounds a body, in bytes: the checkpoint of the largest network fits.
	MaxBody = 1 << 30

	prefix = 5 // kind (1 byte), length of the head (4 bytes)
)

// A Table lists the messages that two programs speak. The kind byte of a message is its place in
// the table, from 1; the programs of one page are always of one build, so the order may change
// freely. A table has at most 255 rows.
type Table []Kind

// KindError says that a message is of no kind in the table.
type KindError struct {
	Kind  byte   // Kind is the byte found; 0 when encoding.
	Kinds int    // Kinds is the number of rows of the table.
	Type  string // Type is the Go type given; "" when decoding.
}

func (e *KindError) Error() string {
	if e.Type != "" {
		return "codec: " + e.Type + " is no message of this line"
	}
	return fmt.Sprintf("codec: kind %d is unknown: allowed are 1 to %d", e.Kind, e.Kinds)
}

// SizeError says that a part of a message is larger than allowed.
type SizeError struct {
	Part string
	Size int
	Max  int
}

func (e *SizeError) Error() string {
	return fmt.Sprintf("codec: %s of %d: allowed are 0 to %d", e.Part, e.Size, e.Max)
}

// FormatError says that bytes do not spell the message that they announce, or that a message
// cannot be spelled.
type FormatError struct{ Reason string }

func (e *FormatError) Error() string { return "codec: " + e.Reason }

// Encode spells a message, one of the struct types of the table by value. Errors are *KindError,
// *SizeError and *FormatError (a number that is none).
func (t Table) Encode(msg any) ([]byte, error) {
	parts, err := t.Parts(msg)
	if err != nil {
		return nil, err
	}
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	b := make([]byte, 0, size)
	for _, p := range parts {
		b = append(b, p...)
	}
	return b, nil
}

// Parts is Encode without the copy of the body: the pieces whose concatenation Encode returns.
// They share memory with the message.
func (t Table) Parts(msg any) ([][]byte, error) {
	is := reflect.TypeOf(msg)
	for i, k := range t {
		if k.is != is {
			continue
		}
		head, body, err := k.spell(msg)
		if err != nil {
			return nil, &FormatError{k.Name() + " cannot be spelled: " + err.Error()}
		}
		if len(head) > MaxHead {
			return nil, &SizeError{"head", len(head), MaxHead}
		}
		first := binary.LittleEndian.AppendUint32([]byte{byte(i + 1)}, uint32(len(head)))
		size := 0
		for _, p := range body {
			size += len(p)
		}
		if size > MaxBody {
			return nil, &SizeError{"body", size, MaxBody}
		}
		return append([][]byte{append(first, head...)}, body...), nil
	}
	return nil, &KindError{Type: fmt.Sprintf("%T", msg)}
}

// Decode reads one message; the result is a struct of the table by value. A body shares memory
// with b. Errors are *KindError, *SizeError and *FormatError; it never panics.
func (t Table) Decode(b []byte) (any, error) {
	if len(b) < prefix {
		return nil, &FormatError{fmt.Sprintf("%d bytes are no message: the shortest has %d", len(b), prefix)}
	}
	if b[0] == 0 || int(b[0]) > len(t) {
		return nil, &KindError{Kind: b[0], Kinds: len(t)}
	}
	k, size := t[b[0]-1], int(binary.LittleEndian.Uint32(b[1:]))
	rest := b[prefix:]
	switch {
	case size > MaxHead:
		return nil, &SizeError{"head", size, MaxHead}
	case size > len(rest):
		return nil, &FormatError{fmt.Sprintf("%s is cut short: its head has %d bytes, %d came", k.Name(),
			size, len(rest))}
	case len(rest)-size > MaxBody:
		return nil, &SizeError{"body", len(rest) - size, MaxBody}
	}
	msg, err := k.build(rest[:size:size], rest[size:])
	if err != nil {
		return nil, err
	}
	return msg, nil
}
