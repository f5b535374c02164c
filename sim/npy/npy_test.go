package npy

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
)

// spelled is a head of version 1 with a dictionary.
func spelled(dict string) []byte {
	return append(binary.LittleEndian.AppendUint16([]byte(magic+"\x01\x00"), uint16(len(dict))), dict...)
}

func TestParse(t *testing.T) {
	h, rest, err := Parse(append(spelled("{'descr': '>f2', 'fortran_order': True, 'shape': (2, 3L,), }"), 7, 8))
	if err != nil || h.Type != ">f2" || h.Kind != Real || h.Size != 2 || h.Order != binary.BigEndian || !h.Fortran ||
		!slices.Equal(h.Dims, []int{2, 3}) || len(rest) != 2 {
		t.Errorf("%+v, %v, %v", h, rest, err)
	}
	long := append([]byte(magic+"\x02\x00"), binary.LittleEndian.AppendUint32(nil, 52)...)
	if h, _, err = Parse(append(long, "{'descr': '<U5', 'fortran_order': False, 'shape': ()}  "...)); err != nil ||
		h.Kind != Text || h.Size != 5 || len(h.Dims) != 0 {
		t.Errorf("%+v, %v", h, err)
	}
	for says, b := range map[string][]byte{
		"no array of NumPy":       []byte("nothing"),
		"cut off":                 []byte(magic + "\x02\x00\x01\x00"),
		"of version 9":            []byte(magic + "\x09\x00\x01\x00"),
		"with a head of 65535":    []byte(magic + "\x01\x00\xff\xff"),
		"whose type":              spelled("{'shape': (3,)}"),
		`of type "<c8": allowed`:  spelled("{'descr': '<c8', 'shape': (3,)}"),
		`type "<U": U with`:       spelled("{'descr': '<U', 'shape': (3,)}"),
		"whose dimensions":        spelled("{'descr': '<f4', 'shape': (3"),
		`cannot be read: "-3, 4"`: spelled("{'descr': '<f4', 'shape': (-3, 4)}"),
		`type "<Ux": U with`:      spelled("{'descr': '<Ux', 'shape': (3,)}"),
		`type "<U-1": U with`:     spelled("{'descr': '<U-1', 'shape': (3,)}"),
		`of type ""`:              spelled("{'descr': '', 'shape': (3,)}"),
	} {
		if _, _, err := Parse(b); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v: want %q", err, says)
		}
	}
}

func TestFloat(t *testing.T) {
	little := binary.LittleEndian
	for _, c := range []struct {
		d    Number
		b    []byte
		want float64
	}{
		{Number{Unsigned, 1, little}, []byte{200}, 200}, {Number{Signed, 1, little}, []byte{200}, -56},
		{Number{Bool, 1, little}, []byte{1}, 1}, {Number{Signed, 2, binary.BigEndian}, []byte{0xff, 0xfe}, -2},
		{Number{Unsigned, 2, little}, []byte{1, 2}, 513}, {Number{Signed, 4, little}, []byte{0xfd, 255, 255, 255}, -3},
		{Number{Unsigned, 4, little}, []byte{0, 0, 1, 0}, 65536},
		{Number{Signed, 8, little}, []byte{5, 0, 0, 0, 0, 0, 0, 0}, 5},
		{Number{Unsigned, 8, little}, []byte{0, 0, 0, 0, 1, 0, 0, 0}, 1 << 32},
		{Number{Real, 4, little}, []byte{0, 0, 0xc0, 0x3f}, 1.5},
		{Number{Real, 8, little}, []byte{0, 0, 0, 0, 0, 0, 0xf8, 0x3f}, 1.5},
		// 1 = 0x3c00, -2 = 0xc000, the smallest 2^-24 = 0x0001, infinite 0x7c00.
		{Number{Real, 2, little}, []byte{0, 0x3c}, 1}, {Number{Real, 2, little}, []byte{0, 0xc0}, -2},
		{Number{Real, 2, little}, []byte{1, 0x80}, -1.0 / (1 << 24)}, {Number{Real, 2, little}, []byte{0, 0x7c}, math.Inf(1)},
	} {
		if got := c.d.Float(c.b); got != c.want {
			t.Errorf("%+v of %v: %g, want %g", c.d, c.b, got, c.want)
		}
	}
}

// TestTurned: numbers of two rows and three columns, counted down the columns.
func TestTurned(t *testing.T) {
	if got := Turned([]int{1, 4, 2, 5, 3, 6}, []int{2, 3}); !slices.Equal(got, []int{1, 2, 3, 4, 5, 6}) {
		t.Errorf("%v", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(spelled("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"))
	f.Add(append(spelled("{'descr': '>U3', 'shape': ()}"), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, rest, err := Parse(b)
		if err == nil && (h.Kind != Text && (h.Size < 1 || h.Size > 8) || h.Order == nil || len(rest) > len(b)) {
			t.Fatalf("%+v", h)
		}
	})
}
