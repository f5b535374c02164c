package lab

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"arraylab/sim/crew"
)

// imported is the result of a file under a link.
func imported(t *testing.T, file []byte, link string) Result {
	t.Helper()
	model, err := Import(file, experimentOf(link))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(model, toySets())
	if err != nil {
		t.Fatal(err)
	}
	finish(r)
	result, _ := r.Result()
	return result
}

// TestImportedONNX: what was exported comes back with the same counts, on any memory, with a crew, and out of a file;
// without a fingerprint.
func TestImportedONNX(t *testing.T) {
	const link = "train=600&test=1200&hidden=40-30&epochs=1&batch=50"
	r := mustRun(t, link, 1)
	finish(r)
	want, _ := r.Result()
	file, err := r.ONNX()
	if err != nil {
		t.Fatal(err)
	}
	got := imported(t, file, link)
	if fmt.Sprint(got.Confusion) != fmt.Sprint(want.Confusion) || got.Fingerprint != "" || !got.Imported {
		t.Errorf("%v, fingerprint %q; want %v", got.Confusion, got.Fingerprint, want.Confusion)
	}
	if note := got.TrainedNote(); !strings.Contains(note, "another program") {
		t.Errorf("noted %q", note)
	}
	worse := imported(t, file, link+"&memory=ber&ber=0.2")
	if worse.Accuracy >= got.Accuracy || worse.IdealAccuracy != got.Accuracy {
		t.Errorf("with errors %g, ideal %g; without %g", worse.Accuracy, worse.IdealAccuracy, got.Accuracy)
	}
	model, _ := Import(file, experimentOf(link))
	crewed(2, func(c crew.Crew) {
		r, err := OpenWith(c, model, toySets())
		if err != nil {
			t.Error(err)
			return
		}
		finish(r)
		if result, _ := r.Result(); result.Correct != want.Correct {
			t.Errorf("a crew of two has %d right, want %d", result.Correct, want.Correct)
		}
		again, err := r.Model()
		if err != nil || !bytes.Equal(again, model) {
			t.Errorf("saved and opened it is another file: %v", err)
		}
	})
}

// npy is an array of NumPy, as version 1 of its form has it.
func npy(dims []int, values []float64) []byte {
	shape := strings.Trim(strings.ReplaceAll(fmt.Sprint(dims), " ", ", "), "[]")
	if len(dims) == 1 {
		shape += ","
	}
	head := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }", shape)
	head += strings.Repeat(" ", 63-(10+len(head))%64) + "\n"
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(head)), byte(len(head)>>8))
	b = append(b, head...)
	for _, x := range values {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
	}
	return b
}

// TestImportedNPZ: a network that is written out array by array gives the result of the run that trained it.
func TestImportedNPZ(t *testing.T) {
	const link = "train=600&test=1200&net=6c5p2-20&epochs=1&batch=50"
	r := mustRun(t, link, 1)
	finish(r)
	want, _ := r.Result()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, dims []int, values []float64) {
		w, err := z.Create(name + ".npy")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(npy(dims, values))
	}
	for l := range r.model.Net.Layers {
		y := &r.model.Net.Layers[l]
		window := y.Window()
		dims, channels, places := []int{y.Out, window.C, window.H, window.W}, window.C, window.H*window.W
		if l > 0 {
			dims, channels, places = []int{y.Out, y.FanIn()}, y.In.C, y.In.H*y.In.W
		}
		var weights []float64
		for o := range y.Out {
			for c := range channels {
				for place := range places {
					weights = append(weights, float64(r.model.Weights(l).At(o, place*channels+c)))
				}
			}
		}
		put(fmt.Sprintf("W%d", l+1), dims, weights)
		parts := map[string][]float64{}
		for _, n := range r.model.Norms[l] {
			inv := float64(n.Inv)
			for name, x := range map[string]float64{"gamma": float64(n.Gamma), "beta": float64(n.Beta),
				"mean": float64(n.Mean), "var": 1/(inv*inv) - 1e-5, "bias": float64(n.Bias)} {
				parts[name] = append(parts[name], x)
			}
		}
		for name, all := range parts {
			put(fmt.Sprintf("%s%d", name, l+1), []int{y.Out}, all)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got := imported(t, b.Bytes(), link); fmt.Sprint(got.Confusion) != fmt.Sprint(want.Confusion) {
		t.Errorf("%v, want %v", got.Confusion, want.Confusion)
	}
	var refused *ImportError
	if _, err := Import(b.Bytes(), experimentOf(strings.Replace(link, "-20", "-21", 1))); !errors.As(err, &refused) ||
		!strings.Contains(err.Error(), `"W2"`) {
		t.Errorf("for another network: %v", err)
	}
}

// TestImportRefuses: experiments that a file cannot be put under, and files that are none.
func TestImportRefuses(t *testing.T) {
	for link, says := range map[string]string{
		"memory=rram-weak-reset":  "learn=latent",
		"sequence=permuted":       "one task",
		"stats=batch":             "stats=frozen",
		"weights=ternary":         "binary",
		"train=600&hidden=40":     "no ONNX",
		"train=600&hidden=40-20 ": "no ONNX",
	} {
		var refused *ImportError
		if _, err := Import([]byte("nothing"), experimentOf(strings.TrimSpace(link))); !errors.As(err, &refused) ||
			!strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", link, err)
		}
	}
}
