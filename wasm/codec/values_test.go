package codec

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

// values is a message with each kind of value.
type values struct {
	Yes     bool
	Small   int8
	Whole   int
	Byte    byte
	Count   uint64
	Half    float32
	Real    float64
	Text    string
	Bytes   []byte
	List    [][]string
	Fixed   [2]int
	Map     map[string]float64
	Pointer *word
	hidden  int
	word
}

func TestValues(t *testing.T) {
	table := Table{Plain[values]()}
	for _, msg := range []values{
		{},
		{
			Yes: true, Small: -128, Whole: math.MinInt64, Byte: 255, Count: math.MaxUint64, Half: 0.5,
			Real: -math.MaxFloat64,
			Text: "é\x00\xff", Bytes: []byte{0, 1}, List: [][]string{{}, nil, {"", "x"}}, Fixed: [2]int{1, -1},
			Map: map[string]float64{"b": 2, "a": 1, "": 0}, Pointer: &word{"y"},
		},
		{Bytes: []byte{}, List: [][]string{}, Map: map[string]float64{}, Real: math.Copysign(0, -1)},
	} {
		b, err := table.Encode(msg)
		if err != nil {
			t.Fatal(err)
		}
		got, err := table.Decode(b)
		if err != nil || !reflect.DeepEqual(got, msg) {
			t.Errorf("%+v came back as %+v, %v", msg, got, err)
		}
		for n := range b {
			if got, err := table.Decode(b[:n]); err == nil {
				t.Errorf("%d of %d bytes were read as %+v", n, len(b), got)
			}
		}
	}
}

// TestValuesThatAreNone: neither end takes a number that is none, nor a type that no message has.
func TestValuesThatAreNone(t *testing.T) {
	type loop struct{ Next []loop }
	type odd struct{ C chan int }
	table := Table{Plain[rate](), Plain[loop](), Plain[odd](), Plain[struct{ X int8 }](), Plain[struct{ B bool }](),
		Plain[struct{ L []int }]()}
	var bad *FormatError
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, err := table.Encode(rate{x}); !errors.As(err, &bad) {
			t.Errorf("%v: %v", x, err)
		}
	}
	if _, err := table.Encode(odd{}); !errors.As(err, &bad) {
		t.Errorf("a channel: %v", err)
	}
	head := func(kind byte, head ...byte) []byte { return append([]byte{kind, byte(len(head)), 0, 0, 0}, head...) }
	for name, b := range map[string][]byte{
		"NaN":             head(1, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f),
		"too deep":        head(2, []byte(strings.Repeat("\x02", 100))...),
		"a channel":       head(3, 0),
		"128 as int8":     head(4, 0x80, 2),
		"neither yes nor": head(5, 2),
		"a list too long": head(6, 0xff, 0xff, 0xff, 0xff, 0x0f, 1),
	} {
		if msg, err := table.Decode(b); !errors.As(err, &bad) {
			t.Errorf("%s: got %+v, %v", name, msg, err)
		}
	}
}
