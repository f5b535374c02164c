package wire

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"reflect"
)

// Bounds of what Encode makes and Decode takes.
const (
	// MaxHead bounds a head, in bytes: a thousand times a Result with a long curve.
	MaxHead = 16 << 20
	// MaxBody bounds a body, in bytes: the checkpoint of the largest network fits.
	MaxBody = 1 << 30
	// MaxSide bounds the rows and the columns of a Picture: the widest layer has 4096.
	MaxSide = 4096

	prefix = 5 // kind (1 byte), length of the head (4 bytes)
)

// KindError says that a message is of no kind in the table.
type KindError struct {
	Kind byte   // the byte found; 0 when encoding
	Type string // the Go type given; "" when decoding
}

func (e *KindError) Error() string {
	if e.Type != "" {
		return "wire: " + e.Type + " is no message"
	}
	return fmt.Sprintf("wire: kind %d is unknown: allowed are 1 to %d", e.Kind, len(kinds))
}

// SizeError says that a part of a message is larger than allowed.
type SizeError struct {
	Part string
	Size int
	Max  int
}

func (e *SizeError) Error() string {
	return fmt.Sprintf("wire: %s of %d: allowed are 0 to %d", e.Part, e.Size, e.Max)
}

// FormatError says that bytes do not spell the message that they announce, or that a message
// cannot be spelled.
type FormatError struct{ Reason string }

func (e *FormatError) Error() string { return "wire: " + e.Reason }

// Encode spells a message, one of the struct types of this package by value. Errors are
// *KindError, *SizeError and *FormatError (a number that JSON has no word for).
func Encode(msg any) ([]byte, error) {
	parts, err := Parts(msg)
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
func Parts(msg any) ([][]byte, error) {
	is := reflect.TypeOf(msg)
	for i, k := range kinds {
		if k.is != is {
			continue
		}
		head, err := json.Marshal(msg)
		if err != nil {
			return nil, &FormatError{k.name() + " cannot be spelled: " + err.Error()}
		}
		if len(head) > MaxHead {
			return nil, &SizeError{"head", len(head), MaxHead}
		}
		first := binary.LittleEndian.AppendUint32([]byte{byte(i + 1)}, uint32(len(head)))
		body, size := k.parts(msg), 0
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

// Decode reads one message; the result is a struct of this package by value. A body shares
// memory with b. Errors are *KindError, *SizeError and *FormatError; it never panics.
func Decode(b []byte) (any, error) {
	if len(b) < prefix {
		return nil, &FormatError{fmt.Sprintf("%d bytes are no message: the shortest has %d", len(b), prefix)}
	}
	if b[0] == 0 || int(b[0]) > len(kinds) {
		return nil, &KindError{Kind: b[0]}
	}
	k, size := kinds[b[0]-1], int(binary.LittleEndian.Uint32(b[1:]))
	rest := b[prefix:]
	switch {
	case size > MaxHead:
		return nil, &SizeError{"head", size, MaxHead}
	case size > len(rest):
		return nil, &FormatError{fmt.Sprintf("%s is cut short: its head has %d bytes, %d came", k.name(), size, len(rest))}
	case len(rest)-size > MaxBody:
		return nil, &SizeError{"body", len(rest) - size, MaxBody}
	}
	msg, err := k.build(rest[:size:size], rest[size:])
	if err != nil {
		return nil, err
	}
	return msg, nil
}
