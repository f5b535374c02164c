// Package codectest checks a table of messages: that each comes back as it was, that none is
// missing, and that no bytes make Decode panic.
package codectest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"reflect"
	"runtime"
	"testing"

	"arraylab/wasm/codec"
)

// Example is a message of the kind with every field set to a value of its own, so that a field
// that is lost or swapped shows; of the messages in special, the one of the kind's type.
func Example(k codec.Kind, special ...any) any {
	for _, msg := range special {
		if reflect.TypeOf(msg) == k.Type() {
			return msg
		}
	}
	v, n := reflect.New(k.Type()).Elem(), 0
	fill(v, &n)
	return v.Interface()
}

func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + string(rune('a'+*n%26)))
	case reflect.Int, reflect.Int32, reflect.Int64:
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
		panic("codectest: cannot fill a " + v.Kind().String())
	}
}

// RoundTrip sends an example of each message of a table, and its zero value, through the codec.
func RoundTrip(t *testing.T, table codec.Table, special ...any) {
	for _, k := range table {
		for _, msg := range []any{Example(k, special...), reflect.Zero(k.Type()).Interface()} {
			b, err := table.Encode(msg)
			if err != nil {
				t.Fatalf("%s: %v", k.Name(), err)
			}
			got, err := table.Decode(b)
			if err != nil {
				t.Fatalf("%s: %v", k.Name(), err)
			}
			if !reflect.DeepEqual(got, msg) {
				t.Errorf("%s came back as\n%+v\nwas\n%+v", k.Name(), got, msg)
			}
		}
	}
}

// Complete makes sure that a table has each type that the files declare as a message, once: one
// that is left out would only be noticed when it is first sent.
func Complete(t *testing.T, table codec.Table, files ...string) {
	want := map[string]int{}
	for _, path := range files {
		for _, name := range declared(t, path) {
			want[name]++
		}
	}
	got := map[string]int{}
	for _, k := range table {
		got[k.Name()]++
	}
	if !maps.Equal(got, want) {
		t.Errorf("the table has %v, declared are %v", got, want)
	}
	if len(table) > 255 {
		t.Errorf("%d kinds do not fit a byte", len(table))
	}
}

// declared lists the types of a file that declares messages and nothing else: structs, and names
// for those of another package.
func declared(t *testing.T, path string) (names []string) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			switch spec.Type.(type) {
			case *ast.StructType, *ast.SelectorExpr:
				names = append(names, spec.Name.Name)
			}
		}
		return true
	})
	return names
}

// mostMade bounds what is made of a byte, the memory that a growing list leaves behind included: a list that is nil
// takes a byte, and 24 in memory.
const mostMade = 100

// Fuzz makes sure that no bytes make Decode panic, and that whatever it takes comes back the same
// after Encode and Decode.
func Fuzz(f *testing.F, table codec.Table, special ...any) {
	for _, k := range table {
		b, err := table.Encode(Example(k, special...))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		msg, err := table.Decode(b)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > uint64(mostMade*len(b)+1<<16) {
			t.Errorf("%d bytes are made of %d", n, len(b))
		}
		if err != nil {
			return
		}
		again, err := table.Encode(msg)
		if err != nil {
			t.Fatalf("%#v was decoded but cannot be encoded: %v", msg, err)
		}
		back, err := table.Decode(again)
		if err != nil || !reflect.DeepEqual(msg, back) {
			t.Fatalf("%#v came back as %#v, %v", msg, back, err)
		}
	})
}
