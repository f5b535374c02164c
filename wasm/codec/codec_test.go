package codec

import (
	"bytes"
	"errors"
	"math"
	"testing"
)

// The messages of the tests.
type (
	word struct{ Do string }
	rate struct{ Rate float64 }
	load struct {
		Name string
		Body []byte
	}
)

func table() Table {
	return Table{Plain[word](), Plain[rate](), With(func(m *load) *[]byte { return &m.Body })}
}

func TestDecodeSharesTheBody(t *testing.T) {
	b, err := table().Encode(load{Name: "mnist", Body: []byte{1, 2, 3}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := table().Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if body := got.(load).Body; &body[0] != &b[len(b)-3] {
		t.Error("Decode copied the body")
	}
}

func TestErrors(t *testing.T) {
	var kindErr *KindError
	var sizeErr *SizeError
	var formatErr *FormatError
	good, err := table().Encode(word{"pause"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		b    []byte
		as   any
	}{
		{"nothing", nil, &formatErr},
		{"four bytes", good[:4], &formatErr},
		{"cut short", good[:len(good)-1], &formatErr},
		{"a body too many", append(bytes.Clone(good), 'x'), &formatErr},
		{"kind 0", append([]byte{0}, good[1:]...), &kindErr},
		{"kind 255", append([]byte{255}, good[1:]...), &kindErr},
		{"huge head", append([]byte{good[0], 0, 0, 0, 255}, good[5:]...), &sizeErr},
		{"a text cut short", []byte{good[0], 1, 0, 0, 0, 9}, &formatErr},
		{"a head too long", []byte{good[0], 2, 0, 0, 0, 0, 0}, &formatErr},
	} {
		msg, err := table().Decode(c.b)
		if !errors.As(err, c.as) || msg != nil {
			t.Errorf("%s: got %v, %v", c.name, msg, err)
		}
	}
	if _, err := table().Encode(struct{}{}); !errors.As(err, &kindErr) {
		t.Errorf("a stranger's type: %v", err)
	}
	if _, err := table().Encode(&word{}); !errors.As(err, &kindErr) {
		t.Errorf("a pointer: %v", err)
	}
	if _, err := table().Encode(rate{math.NaN()}); !errors.As(err, &formatErr) {
		t.Errorf("NaN: %v", err)
	}
}
