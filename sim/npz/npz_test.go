package npz

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/bnn"
	"arraylab/sim/npy"
)

// array is a file of numpy.save: a head as NumPy writes it, and what follows.
func array(descr, order, shape string, body []byte) []byte {
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': %s, }", descr, order, shape)
	head += strings.Repeat(" ", 63-(10+len(head))%64) + "\n"
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(head)), byte(len(head)>>8))
	return append(append(b, head...), body...)
}

// pack makes an archive of arrays.
func pack(arrays map[string][]byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range arrays {
		w, err := z.Create(name + ".npy")
		if err == nil {
			_, err = w.Write(body)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// small is a network of two inputs a channel, three neurons and two classes.
func small() bnn.Network {
	in := bnn.Input{Grid: bnn.Grid{C: 2, H: 1, W: 2}}
	return bnn.NewPerceptron(in, bnn.Loss{}, bnn.Layer{}, 3, 2)
}

// smallFile are the arrays of such a network.
func smallFile() map[string][]byte {
	ones := func(n int) []byte { return array("|i1", "False", fmt.Sprintf("(%d,)", n), bytes.Repeat([]byte{1}, n)) }
	m := byte(0xff)
	return map[string][]byte{
		"W1": array("|i1", "False", "(3, 4)", []byte{1, m, 1, m, 1, 1, m, m, 1, 1, 1, 1}),
		"W2": array("<i2", "True", "(2, 3)", []byte{1, 0, m, m, 1, 0, m, m, 1, 0, m, m}),
		// two columns after the other
		"gamma1": ones(3), "beta1": ones(3), "mean1": ones(3), "var1": ones(3),
		"gamma2": ones(2), "beta2": ones(2), "mean2": ones(2), "var2": ones(2), "bias2": ones(2),
	}
}

// TestDecode: rows and columns, channels and places are where the engine has them.
func TestDecode(t *testing.T) {
	m, err := Decode(small(), pack(smallFile()))
	if err != nil {
		t.Fatal(err)
	}
	row := func(l, o int) (all []int) {
		for i := range m.Weights(l).Inputs() {
			all = append(all, m.Weights(l).At(o, i))
		}
		return all
	}
	// Channel by channel +1 -1 | +1 -1, so place by place +1 +1 | -1 -1; and so on.
	for _, c := range []struct {
		l, o int
		want []int
	}{{0, 0, []int{1, 1, -1, -1}}, {0, 1, []int{1, -1, 1, -1}}, {1, 0, []int{1, 1, 1}}, {1, 1, []int{-1, -1, -1}}} {
		if got := row(c.l, c.o); !slices.Equal(got, c.want) {
			t.Errorf("layer %d, neuron %d: %v, want %v", c.l, c.o, got, c.want)
		}
	}
	if n := m.Norms[1][0]; n.Bias != 1 || n.Mean != 1 || n.Gamma != 1 || !(n.Inv > 0.99 && n.Inv < 1) {
		t.Errorf("norm %+v", n)
	}
}

// TestDecodeRefuses names array, place and value.
func TestDecodeRefuses(t *testing.T) {
	for says, change := range map[string]func(map[string][]byte){
		`no array "var2"`:                 func(a map[string][]byte) { delete(a, "var2") },
		`"W1" at [1 2]`:                   func(a map[string][]byte) { a["W1"][len(a["W1"])-6] = 3 },
		`"W1" of dimensions [4 3]`:        func(a map[string][]byte) { a["W1"] = array("|i1", "False", "(4, 3)", make([]byte, 12)) },
		`"W1" of 11 bytes`:                func(a map[string][]byte) { a["W1"] = a["W1"][:len(a["W1"])-1] },
		`type "<c8"`:                      func(a map[string][]byte) { a["W2"] = array("<c8", "False", "(2, 3)", make([]byte, 48)) },
		`more layers than the 2`:          func(a map[string][]byte) { a["W3"] = a["W2"] },
		`"var1" at 2`:                     func(a map[string][]byte) { a["var1"][len(a["var1"])-1] = 0xff },
		`"gamma1", which is no array`:     func(a map[string][]byte) { a["gamma1"] = []byte("nothing at all") },
		`"gamma1", whose dimensions`:      func(a map[string][]byte) { a["gamma1"] = array("|i1", "False", "(3", nil) },
		`"beta1", of version 9`:           func(a map[string][]byte) { a["beta1"][6] = 9 },
		`is no NPZ, or cut off`:           nil,
		`"mean1", with a head of 65535 b`: func(a map[string][]byte) { a["mean1"][8], a["mean1"][9] = 0xff, 0xff },
	} {
		all := smallFile()
		b := []byte("PK and no more")
		if change != nil {
			change(all)
			b = pack(all)
		}
		var refused *FileError
		if _, err := Decode(small(), b); !errors.As(err, &refused) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

// FuzzDecode: no file ends the program.
func FuzzDecode(f *testing.F) {
	f.Add(pack(smallFile()))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = Decode(small(), b) })
}

// FuzzHead: nor does the head of an array.
func FuzzHead(f *testing.F) {
	f.Add(smallFile()["W1"])
	f.Add(smallFile()["W2"])
	f.Fuzz(func(t *testing.T, b []byte) {
		if h, rest, err := npy.Parse(b); err == nil && (h.Kind != npy.Text && h.Size > 8 || len(rest) > len(b)) {
			t.Errorf("%+v", h)
		}
	})
}
