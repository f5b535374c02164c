package codec

import "reflect"

// A Kind is one row of a Table: how one type of message is taken apart and put together.
type Kind struct {
	is reflect.Type
	// take returns the message without its body, for the head, and the body's parts in order.
	take func(msg any) (head any, body [][]byte)
	// build reads a head and takes over the body, which is kept, not copied.
	build func(head, body []byte) (any, error)
}

// Name of the message, as errors spell it.
func (k Kind) Name() string { return k.is.Name() }

// Type of the message.
func (k Kind) Type() reflect.Type { return k.is }

// Plain is the row of a message that is all head.
func Plain[T any]() Kind {
	return Split(
		func(*T) [][]byte { return nil },
		func(_ *T, body []byte) error {
			if len(body) > 0 {
				return &FormatError{reflect.TypeFor[T]().Name() + " has a body, which it never has"}
			}
			return nil
		})
}

// With is the row of a message that has a body, which is large: it is not spelled, it follows the head.
func With[T any](body func(*T) *[]byte) Kind {
	return Split(
		func(m *T) [][]byte {
			raw := *body(m)
			*body(m) = nil
			return [][]byte{raw}
		},
		func(m *T, raw []byte) error {
			*body(m) = nil
			if len(raw) > 0 {
				*body(m) = raw
			}
			return nil
		})
}

// Split is the row of a message whose body is in several parts. take moves them out of a copy of the
// message, in order; join takes the body, which it keeps, over into a message whose head was read.
func Split[T any](take func(m *T) [][]byte, join func(m *T, body []byte) error) Kind {
	return Kind{
		is: reflect.TypeFor[T](),
		take: func(msg any) (any, [][]byte) {
			m := msg.(T)
			body := take(&m)
			return m, body
		},
		build: func(head, body []byte) (any, error) {
			var m T
			r := reader{rest: head}
			r.read(reflect.ValueOf(&m).Elem(), 0)
			if len(r.rest) > 0 {
				r.fail("%d bytes are left over", len(r.rest))
			}
			if r.err != nil {
				return nil, &FormatError{"the head is no " + reflect.TypeFor[T]().Name() + ": " + r.err.Error()}
			}
			if err := join(&m, body); err != nil {
				return nil, err
			}
			return m, nil
		},
	}
}
