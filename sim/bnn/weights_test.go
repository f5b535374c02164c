package bnn

import (
	"bytes"
	"fmt"
	"testing"

	"arraylab/sim/rng"
)

// randomWeights fill a layer, bits behind the inputs too, and, of ternary ones, with both spellings of 0.
func randomWeights(levels Levels, in, out int, seed uint32) Weights {
	y := NewPerceptron(Input{Grid: Grid{C: in, H: 1, W: 1}}, Loss{}, Layer{Weights: levels}, out).Layers[0]
	rows, draw := y.NewWeights(), rng.New(seed, "weights").Source(0)
	for i := range rows.Words {
		rows.Words[i] = draw.Uint64()
	}
	return y.Packed(rows)
}

// TestWeightsAgainstEachOne: counts, pictures and comparisons are those of one weight after the other.
func TestWeightsAgainstEachOne(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {64, 8}, {150, 37}, {63, 130}, {200, 64}} {
		in, out := size[0], size[1]
		for _, levels := range [][2]Levels{{{}, {}}, {trits(0), trits(0)}, {{}, trits(0)}, {trits(0), {}}} {
			t.Run(fmt.Sprint(in, out, levels[0].Kind, levels[1].Kind), func(t *testing.T) {
				a, b := randomWeights(levels[0], in, out, 1), randomWeights(levels[1], in, out, 2)
				picture, rose, fell := make([]byte, in*out), make([]byte, in*out), make([]byte, in*out)
				changes := map[[2]int]bool{}
				for o := range out {
					for i := range in {
						picture[i*out+o] = [...]byte{0, 128, 255}[a.At(o, i)+1]
						if a.At(o, i) < b.At(o, i) {
							rose[i*out+o] = 255
							changes[[2]int{o, i}] = true
						} else if a.At(o, i) > b.At(o, i) {
							fell[i*out+o] = 255
						}
					}
				}
				up, down := Rises(a, b)
				got := make([]byte, in*out)
				for what, c := range map[string]struct {
					paint func([]byte)
					want  []byte
				}{"weights": {a.Paint, picture}, "up": {up.Paint, rose}, "down": {down.Paint, fell}} {
					if c.paint(got); !bytes.Equal(got, c.want) {
						t.Errorf("the picture of %s is wrong", what)
					}
				}
				n := 0
				for o, i := range up.All() {
					if n++; !changes[[2]int{o, i}] {
						t.Fatalf("weight %d of neuron %d did not rise", i, o)
					}
				}
				if n != len(changes) || up.Count() != int64(n) {
					t.Errorf("%d and %d weights rose, want %d", n, up.Count(), len(changes))
				}
			})
		}
	}
}

// TestChangedWeights are those that differ, of ternary ones in either plane; marks stay until they are cleared.
func TestChangedWeights(t *testing.T) {
	for _, levels := range []Levels{{}, trits(0)} {
		a := randomWeights(levels, 150, 37, 1)
		b := a.Clone()
		if !a.Equal(b) {
			t.Error("a clone is not equal")
		}
		m := a.NewMarks()
		b.rows.Row(5)[1] ^= 1 << 3
		m.AddChanged(a, b)
		a.Copy(b)
		last := b.rows.Row(36) // with the second plane's last word
		last[len(last)-1] ^= 1 << 21
		m.AddChanged(a, b)
		if a.Equal(b) {
			t.Error("other weights are equal")
		}
		var all [][2]int
		for o, i := range m.All() {
			all = append(all, [2]int{o, i})
		}
		if want := [][2]int{{5, 67}, {36, 149}}; fmt.Sprint(all) != fmt.Sprint(want) {
			t.Errorf("%v changed, want %v", all, want)
		}
		if m.Clear(); m.Count() != 0 {
			t.Error("marks are left")
		}
	}
}

// BenchmarkPaint draws a layer of a million weights, as the array view does while it watches a training.
func BenchmarkPaint(b *testing.B) {
	for name, levels := range map[string]Levels{"binary": {}, "ternary": trits(0)} {
		w := randomWeights(levels, 1024, 1024, 1)
		cells := make([]byte, 1024*1024)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				w.Paint(cells)
			}
		})
	}
}
