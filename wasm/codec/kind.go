package codec

import "reflect"

// A Kind is one row of a Table: how one type of message is taken apart and put together.
type Kind struct {
	is reflect.Type
	// take moves the body's parts, in order, out of a copy of the message, of which it gets the address;
	// nil where the message has no body. All but this and join is the same code for all messages.
	take func(m any) [][]byte
	// join takes the body over, which is kept, not copied, into a message whose head was read.
	join func(m any, body []byte) error
}

// Name of the message, as errors spell it.
func (k Kind) Name() string { return k.is.Name() }

// Type of the message.
func (k Kind) Type() reflect.Type { return k.is }

// Plain is the row of a message that is all head.
func Plain[T any]() Kind { return Kind{is: reflect.TypeFor[T]()} }

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

// Split is the row of a message whose body is in several parts: take and join are those of Kind.
func Split[T any](take func(m *T) [][]byte, join func(m *T, body []byte) error) Kind {
	return Kind{
		is:   reflect.TypeFor[T](),
		take: func(m any) [][]byte { return take(m.(*T)) },
		join: func(m any, body []byte) error { return join(m.(*T), body) },
	}
}

// spell returns the head of a message, and its body's parts.
func (k Kind) spell(msg any) (head []byte, body [][]byte, err error) {
	m := reflect.ValueOf(msg)
	if k.take != nil {
		copied := reflect.New(k.is)
		copied.Elem().Set(m)
		body, m = k.take(copied.Interface()), copied.Elem()
	}
	head, err = write(nil, m)
	return head, body, err
}

// build reads a head and takes over the body.
func (k Kind) build(head, body []byte) (any, error) {
	m, r := reflect.New(k.is), reader{rest: head}
	r.read(m.Elem(), 0)
	if len(r.rest) > 0 {
		r.fail("%d bytes are left over", len(r.rest))
	}
	if r.err != nil {
		return nil, &FormatError{"the head is no " + k.Name() + ": " + r.err.Error()}
	}
	switch {
	case k.join != nil:
		if err := k.join(m.Interface(), body); err != nil {
			return nil, err
		}
	case len(body) > 0:
		return nil, &FormatError{k.Name() + " has a body, which it never has"}
	}
	return m.Elem().Interface(), nil
}
