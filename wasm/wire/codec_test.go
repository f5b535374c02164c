package wire

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"testing"
)

// fill sets every field that travels to a value of its own, so that a field that is lost or
// swapped shows.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + string(rune('a'+*n%26)))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(1 / float64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	case reflect.Uint32:
		v.SetUint(uint64(*n))
	case reflect.Map:
		m := reflect.MakeMap(v.Type())
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(k, n)
		fill(e, n)
		m.SetMapIndex(k, e)
		v.Set(m)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 3 {
			fill(v.Index(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic("wire: the test cannot fill a " + v.Kind().String())
	}
}

// example is a message of the kind with every field set.
func example(k kind) any {
	v, n := reflect.New(k.is).Elem(), 0
	fill(v, &n)
	if p, ok := v.Addr().Interface().(*Picture); ok {
		p.Rows, p.Cols = 3, 5
		p.Body = []byte("0123456789abcdeFL")
		p.Cells, p.Flips = p.Body[:15], p.Body[15:]
	}
	return v.Interface()
}

func TestRoundTrip(t *testing.T) {
	for _, k := range kinds {
		for _, msg := range []any{example(k), reflect.Zero(k.is).Interface()} {
			b, err := Encode(msg)
			if err != nil {
				t.Fatalf("%s: %v", k.name(), err)
			}
			got, err := Decode(b)
			if err != nil {
				t.Fatalf("%s: %v", k.name(), err)
			}
			if p, ok := got.(Picture); ok && len(p.Body) == 0 {
				p.Body, p.Cells = nil, nil
				got = p
			}
			if !reflect.DeepEqual(got, msg) {
				t.Errorf("%s came back as\n%+v\nwas\n%+v", k.name(), got, msg)
			}
		}
	}
}

// A message that is left out of the table would only be noticed when it is first sent.
func TestTableHasEachTypeOnce(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, k := range kinds {
		if seen[k.is] {
			t.Errorf("%s stands twice in the table", k.name())
		}
		seen[k.is] = true
	}
	if len(kinds) > 255 {
		t.Errorf("%d kinds do not fit a byte", len(kinds))
	}
	if n := len(declared(t)); n != len(kinds) {
		t.Errorf("%d messages are declared, %d stand in the table", n, len(kinds))
	}
}

func TestPictureGoesOutInTwoParts(t *testing.T) {
	p := example(picture()).(Picture)
	whole, err := Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	p.Body = nil
	parts, err := Parts(p)
	if err != nil {
		t.Fatal(err)
	}
	if &parts[1][0] != &p.Cells[0] {
		t.Error("Parts copied the cells")
	}
	if got := bytes.Join(parts, nil); !bytes.Equal(got, whole) {
		t.Errorf("Cells and Flips are spelled %q, the same as one Body %q", got, whole)
	}
}

func TestDecodeSharesTheBody(t *testing.T) {
	b, err := Encode(Data{Task: "mnist", Part: "test", Body: []byte{1, 2, 3}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if body := got.(Data).Body; &body[0] != &b[len(b)-3] {
		t.Error("Decode copied the body")
	}
}

func TestErrors(t *testing.T) {
	var kindErr *KindError
	var sizeErr *SizeError
	var formatErr *FormatError
	good, err := Encode(Control{Do: "pause"})
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
		{"no JSON", []byte{good[0], 1, 0, 0, 0, '{'}, &formatErr},
	} {
		msg, err := Decode(c.b)
		if !errors.As(err, c.as) || msg != nil {
			t.Errorf("%s: got %v, %v", c.name, msg, err)
		}
	}
	if _, err := Encode(struct{}{}); !errors.As(err, &kindErr) {
		t.Errorf("a stranger's type: %v", err)
	}
	if _, err := Encode(&Control{}); !errors.As(err, &kindErr) {
		t.Errorf("a pointer: %v", err)
	}
	if _, err := Encode(Watch{Rate: math.NaN()}); !errors.As(err, &formatErr) {
		t.Errorf("NaN: %v", err)
	}
	p := example(picture()).(Picture)
	p.Body = p.Body[:14]
	short, err := Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(short); !errors.As(err, &formatErr) {
		t.Errorf("a picture with a cell missing: %v", err)
	}
	p.Rows = MaxSide + 1
	wide, err := Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(wide); !errors.As(err, &sizeErr) {
		t.Errorf("a picture too high: %v", err)
	}
}

// FuzzDecode: no bytes make Decode panic, and whatever it takes comes back the same after
// Encode and Decode.
func FuzzDecode(f *testing.F) {
	for _, k := range kinds {
		b, err := Encode(example(k))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		msg, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Encode(msg)
		if err != nil {
			t.Fatalf("%#v was decoded but cannot be encoded: %v", msg, err)
		}
		back, err := Decode(again)
		if err != nil || !reflect.DeepEqual(msg, back) {
			t.Fatalf("%#v came back as %#v, %v", msg, back, err)
		}
	})
}

// TestJobOf: what begins a job or comes of one tells which; a question and its answer are of none.
func TestJobOf(t *testing.T) {
	for _, msg := range []any{
		Load{Job: 7}, Start{Job: 7}, Control{Job: 7}, Reinfer{Job: 7}, Sweep{Job: 7}, Status{Job: 7}, Progress{Job: 7},
		CurvePoint{Job: 7}, Result{Job: 7}, SweepPoint{Job: 7}, Failure{Job: 7}, Save{Job: 7}, Saved{Job: 7},
	} {
		if got := JobOf(msg); got != 7 {
			t.Errorf("%T is of job %d", msg, got)
		}
	}
	for _, msg := range []any{Data{}, Classify{}, Scores{}, Save{}, Saved{}, Failure{}, Picture{}, 7} {
		if got := JobOf(msg); got != 0 {
			t.Errorf("%T is of job %d", msg, got)
		}
	}
}
