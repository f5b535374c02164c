package bnn

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"arraylab/sim/crew"
)

// TestEightRounds: to the nearest, in the middle to the even one, and no further than 127.
func TestEightRounds(t *testing.T) {
	for x, want := range map[float32]int8{0: 0, 1.0 / 128: 1, 0.5 / 128: 0, 1.5 / 128: 2, 2.5 / 128: 2, -0.5 / 128: 0,
		-1.5 / 128: -2, 1: 127, -1: -127, 0.996: 127, 1e30: 127, -1e30: -127, float32(math.Inf(1)): 127} {
		if got := eight(x); got != want {
			t.Errorf("%g is rounded to %d, want %d", x*128, got, want)
		}
	}
}

// learntEights is a network of 8 bits after some steps.
func learntEights(t *testing.T) (*Model, Images) {
	t.Helper()
	images := smallImages(60)
	r := Rule{Batch: 30, LR: 0.01, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits}
	tr, w := NewTrainer(crew.Alone{}, smallEights(Levels{Kind: Grey}), r, images), Workers(1)
	for tr.Step() < 4 {
		tr.Advance(w)
	}
	return tr.Snapshot(), images
}

// TestModelsOfEightBits: what is written is read again, and what no training gives is refused.
func TestModelsOfEightBits(t *testing.T) {
	m, _ := learntEights(t)
	b := m.Append(nil)
	again, err := m.Net.ReadModel(b, Parts{}, MostLearnt(0.01, 4))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Append(nil), b) {
		t.Error("a model that was read is another one")
	}
	least, behind := bytes.Clone(b), bytes.Clone(b)
	least[0], behind[27] = 0x80, 1 // -128; and the first weight behind the 27 of a row
	for _, wrong := range [][]byte{least, behind, b[1:]} {
		var refused *ModelError
		if _, err := m.Net.ReadModel(wrong, Parts{}, MostLearnt(0.01, 4)); !errors.As(err, &refused) {
			t.Errorf("a damaged model is read: %v", err)
		}
	}
}

// TestMarksOfEightBits: weights that differ are marked, those that rise and those that fall apart, also beside binary
// ones, and painted.
func TestMarksOfEightBits(t *testing.T) {
	m, _ := learntEights(t)
	w := m.Weights(0)
	before, cells := w.Clone(), make([]byte, w.Neurons()*w.Inputs())
	row := crew.Bytes(w.rows.Row(2))
	row[5]++
	row[7] -= 3
	marks := w.NewMarks()
	marks.AddChanged(before, w)
	up, down := Rises(before, w)
	if marks.Count() != 2 || up.Count() != 1 || down.Count() != 1 {
		t.Errorf("%d marks, %d up, %d down", marks.Count(), up.Count(), down.Count())
	}
	for o, i := range up.All() {
		if o != 2 || i != 5 {
			t.Errorf("weight %d of neuron %d is marked", i, o)
		}
	}
	w.Paint(cells)
	plus, zeros := w.Count()
	for i := range w.Inputs() {
		for o := range w.Neurons() {
			x := w.At(o, i)
			if got := int(cells[i*w.Neurons()+o]) - 128; got != x {
				t.Fatalf("weight %d is painted as %d", x, got)
			}
			if x > 0 {
				plus--
			} else if x == 0 {
				zeros--
			}
		}
	}
	if plus != 0 || zeros != 0 {
		t.Errorf("the counts are wrong by %d and %d", plus, zeros)
	}
}
