package wire

import (
	"encoding/json"
	"reflect"
)

// kinds is the one table of messages. The kind byte of a message is its place in the table,
// from 1; the programs of one page are always of one build, so the order may change freely.
var kinds = []kind{
	// Orders, from the page to the worker.
	with(func(m *Data) *[]byte { return &m.Body }),
	with(func(m *Load) *[]byte { return &m.Body }),
	with(func(m *Start) *[]byte { return &m.Body }),
	plain[Control](),
	plain[Reinfer](),
	plain[Sweep](),
	with(func(m *Classify) *[]byte { return &m.Body }),
	plain[AskNeuron](),
	plain[AskMargins](),
	plain[Watch](),
	plain[AskCell](),
	plain[AskSheet](),
	with(func(m *AskFit) *[]byte { return &m.Body }),
	plain[Save](),
	// Reports, from the worker to the page.
	plain[Ready](),
	plain[DataState](),
	plain[Status](),
	plain[Progress](),
	plain[CurvePoint](),
	with(func(m *Result) *[]byte { return &m.Body }),
	plain[SweepPoint](),
	plain[Scores](),
	plain[NeuronInfo](),
	plain[Margins](),
	picture(),
	plain[CellInfo](),
	plain[Sheet](),
	plain[Fitted](),
	with(func(m *Saved) *[]byte { return &m.Body }),
	plain[Failure](),
	// Between the page and the array frame.
	plain[FrameReady](),
	plain[Hover](),
	plain[FrameRate](),
	plain[Theme](),
	plain[Select](),
	plain[FrameDo](),
}

// A kind is one row of the table: how one type of message is taken apart and put together.
type kind struct {
	is reflect.Type
	// parts returns the bytes that follow the head, in order; nil for a message without.
	parts func(msg any) [][]byte
	// build reads a head and takes over the body, which is kept, not copied.
	build func(head, body []byte) (any, error)
}

// name of the message, as errors spell it.
func (k kind) name() string { return k.is.Name() }

// plain is the row of a message that is all head.
func plain[T any]() kind {
	return kind{
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

// with is the row of a message with a body.
func with[T any](body func(*T) *[]byte) kind {
	return kind{
		is: reflect.TypeFor[T](),
		parts: func(msg any) [][]byte {
			m := msg.(T)
			return [][]byte{*body(&m)}
		},
		build: func(head, raw []byte) (any, error) {
			var m T
			if len(raw) > 0 {
				*body(&m) = raw
			}
			err := readHead(head, &m)
			return m, err
		},
	}
}

// picture is the row of Picture, whose body is in two parts: on its way out they are Cells and
// Flips (or Body when that is set); on arrival Cells and Flips point into Body.
func picture() kind {
	k := with(func(m *Picture) *[]byte { return &m.Body })
	build := k.build
	k.parts = func(msg any) [][]byte {
		m := msg.(Picture)
		if m.Body != nil {
			return [][]byte{m.Body}
		}
		return [][]byte{m.Cells, m.Flips}
	}
	k.build = func(head, body []byte) (any, error) {
		got, err := build(head, body)
		if err != nil {
			return nil, err
		}
		m := got.(Picture)
		if m.Rows < 0 || m.Cols < 0 || m.Rows > MaxSide || m.Cols > MaxSide {
			return nil, &SizeError{"picture side", max(m.Rows, m.Cols), MaxSide}
		}
		cells := m.Rows * m.Cols
		switch flips := (cells + 7) / 8; len(body) {
		case cells:
			m.Cells = body
		case cells + flips:
			m.Cells, m.Flips = body[:cells:cells], body[cells:]
		default:
			return nil, &FormatError{"Picture's body is not one byte a cell, or that and one bit a cell"}
		}
		return m, nil
	}
	return k
}

func readHead(head []byte, m any) error {
	if err := json.Unmarshal(head, m); err != nil {
		return &FormatError{"the head is no " + reflect.TypeOf(m).Elem().Name() + ": " + err.Error()}
	}
	return nil
}
