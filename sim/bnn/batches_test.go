package bnn

import (
	"testing"

	"arraylab/sim/crew"
)

// TestBatchesCoverAnEpoch: every image is in one batch, all have the size that was asked for but the last one, and no
// batch is of one image where it can be joined.
func TestBatchesCoverAnEpoch(t *testing.T) {
	for images := 1; images <= 40; images++ {
		for size := 1; size <= 42; size++ {
			for _, join := range []bool{false, true} {
				b := Batches{Images: images, Size: size, Join: join}
				next, most := 0, 0
				for n := range b.Steps() {
					lo, hi := b.Of(n)
					if lo != next || hi <= lo || n < b.Steps()-1 && hi-lo != size {
						t.Fatalf("%+v: batch %d is [%d, %d) after %d images", b, n, lo, hi, next)
					}
					if hi-lo == 1 && join && size > 1 && images > 1 {
						t.Errorf("%+v: batch %d is of one image", b, n)
					}
					next, most = hi, max(most, hi-lo)
				}
				if next != images || most != b.Largest() {
					t.Errorf("%+v: %d images, at most %d in a batch of %d", b, next, most, b.Largest())
				}
				if !join && b.Steps() != (images+min(size, images)-1)/min(size, images) {
					t.Errorf("%+v: %d steps", b, b.Steps())
				}
			}
		}
	}
}

// TestAnImageThatIsLeftOver: 100 images in batches of 33 are three steps of which the last has 34 images, or four.
func TestAnImageThatIsLeftOver(t *testing.T) {
	images, labels := toySet(100, 2)
	for _, join := range []bool{false, true} {
		rule := Rule{Batch: 33, LR: 0.005, Decay: 1, Every: 1, Seed: 2, Join: join}
		tr, w := NewTrainer(crew.Alone{}, perceptron(Layer{}, 20), rule, Of(images, labels)), Workers(1)
		stepOnce(tr, w)
		want := [][]int{{33, 33, 33, 1}, {33, 33, 34}}[map[bool]int{true: 1}[join]]
		if tr.Steps() != len(want) {
			t.Fatalf("join %v: %d steps, want %d", join, tr.Steps(), len(want))
		}
		for epoch := range 2 {
			for batch, want := range want {
				stepOnce(tr, w)
				_, _, images := tr.Last()
				if _, e, b, _ := tr.Lesson(); images != want || e != epoch || b != batch {
					t.Errorf("join %v: batch %d of epoch %d has %d images, want %d of %d, %d", join, b, e, images,
						want, batch, epoch)
				}
			}
		}
	}
}
