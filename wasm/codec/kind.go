package codec

import (
	"encoding/json"
	"reflect"
)

// A Kind is one row of a Table: how one type of message is taken apart and put together.
type Kind struct {
	is reflect.Type
	// parts returns the bytes that follow the head, in order; nil for a message without.
	parts func(msg any) [][]byte
	// build reads a head and takes over the body, which is kept, not copied.
	build func(head, body []byte) (any, error)
}

// Name of the message, as errors spell it.
func (k Kind) Name() string { return k.is.Name() }

// Type of the message.
func (k Kind) Type() reflect.Type { return k.is }

// Plain is the row of a message that is all head.
func Plain[T any]() Kind {
	return Kind{
		is:    reflect.TypeFor[T](),
		parts: func(any) [][]byte { return nil },
		build: func(head, body []byte) (any, error) {
			var m T
			if len(body) > 0 {
				return nil, &FormatError{reflect.TypeFor[T]().Name() + " has a body, which it never has"}
			}
			err := readHead(head, &m)
			return m, err
		},
	}
}

// With is the row of a message with a body, which is kept out of the head (`json:"-"`).
func With[T any](body func(*T) *[]byte) Kind {
	return Split(
		func(m T) [][]byte { return [][]byte{*body(&m)} },
		func(m *T, raw []byte) error {
			if len(raw) > 0 {
				*body(m) = raw
			}
			return nil
		})
}

// Split is the row of a message whose body is in several parts. parts returns them in order;
// join takes the body, which it keeps, over into a message whose head was read.
func Split[T any](parts func(T) [][]byte, join func(m *T, body []byte) error) Kind {
	return Kind{
		is:    reflect.TypeFor[T](),
		parts: func(msg any) [][]byte { return parts(msg.(T)) },
		build: func(head, body []byte) (any, error) {
			var m T
			if err := readHead(head, &m); err != nil {
				return nil, err
			}
			err := join(&m, body)
			return m, err
		},
	}
}

func readHead(head []byte, m any) error {
	if err := json.Unmarshal(head, m); err != nil {
		return &FormatError{"the head is no " + reflect.TypeOf(m).Elem().Name() + ": " + err.Error()}
	}
	return nil
}
