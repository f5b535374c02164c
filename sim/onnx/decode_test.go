package onnx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"arraylab/sim/bnn"
	"arraylab/sim/rng"
)

// TestDecodedIsTheSame: a model that was written and read says the same of every image, with the same scores, and is
// written as the same bytes.
func TestDecodedIsTheSame(t *testing.T) {
	for name, net := range networks() {
		draw := rng.New(3, "onnx").Source(0)
		m := randomModel(net, draw)
		b := Encode(m)
		d, err := Decode(net, b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !bytes.Equal(Encode(d), b) {
			t.Errorf("%s: written again it is another file", name)
		}
		image := make([]byte, net.Input.Values())
		for range 12 {
			for i := range image {
				image[i] = byte(draw.Below(256))
			}
			want, got := m.Follow(m, bnn.Counts(image)), d.Follow(d, bnn.Counts(image))
			if got.Class != want.Class || got.Y[0] != want.Y[0] {
				t.Errorf("%s: class %d, score %g; want %d, %g", name, got.Class, got.Y[0], want.Class, want.Y[0])
			}
		}
	}
}

// TestDecodeRefuses names the tensor, the place and the value, or the operator.
func TestDecodeRefuses(t *testing.T) {
	nets := networks()
	net := nets["maps, signs"]
	b := Encode(randomModel(net, rng.New(3, "onnx").Source(0)))
	f, err := read(b)
	if err != nil {
		t.Fatal(err)
	}
	with := func(name string, at int, x float32) []byte {
		wrong := bytes.Clone(b)
		from := bytes.Index(wrong, f.constants[name].raw)
		binary.LittleEndian.PutUint32(wrong[from+4*at:], math.Float32bits(x))
		return wrong
	}
	deeper := net
	deeper.Layers = append([]bnn.Layer(nil), net.Layers...)
	deeper.Layers[1].Pad.W = 1
	for says, file := range map[string][]byte{
		"0.5 in the tensor \"W1\" at [1 0 0 2]": with("W1", 11, 0.5),
		"0.25":                                  with("c2", 3, 0.25),
		"NaN":                                   with("gamma", 1, float32(math.NaN())),
		"cut off":                               b[:len(b)-9],
		"no operators":                          {},
	} {
		var refused *FileError
		if _, err := Decode(net, file); !errors.As(err, &refused) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
	if _, err := Decode(nets["dense, signs"], b); err == nil || !strings.Contains(err.Error(), `"W1"`) {
		t.Errorf("of another network: %v", err)
	}
	if _, err := Decode(deeper, b); err == nil || !strings.Contains(err.Error(), "pads") {
		t.Errorf("of other pads: %v", err)
	}
}

// FuzzDecode: no file ends the program, and one that is taken is a model of the network.
func FuzzDecode(f *testing.F) {
	in := bnn.Input{Grid: bnn.Grid{C: 2, H: 3, W: 3}}
	net := bnn.NewPerceptron(in, bnn.Loss{}, bnn.Layer{}, 3, 2)
	maps := bnn.NewNetwork(in, bnn.Loss{}, depthwise(4, bnn.Layer{Kernel: bnn.Span{H: 2, W: 2}, Pool: bnn.Span{H: 2, W: 2}}),
		bnn.Layer{Out: 2})
	f.Add(Encode(randomModel(net, rng.New(3, "onnx").Source(0))))
	f.Add(Encode(randomModel(maps, rng.New(3, "onnx").Source(0))))
	f.Add([]byte("\x3a\x02\x0a\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, net := range []bnn.Network{net, maps} {
			if m, err := Decode(net, b); err == nil {
				if _, err := net.ReadModel(m.Append(nil), bnn.Parts{}, math.MaxFloat32); err != nil && !strings.Contains(err.Error(), "1/sd") {
					t.Error(err)
				}
			}
		}
	})
}
