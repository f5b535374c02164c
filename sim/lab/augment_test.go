package lab

import (
	"bytes"
	"slices"
	"testing"

	"arraylab/sim/bnn"
)

// TestMove: images move by whole pixels, with the pixels at the edge beyond it, all channels of a place together.
func TestMove(t *testing.T) {
	colours := bnn.Grid{C: 2, H: 2, W: 3}
	image := []byte{1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60}
	signal := bnn.Grid{C: 1, H: 1, W: 4}
	for _, c := range []struct {
		grid     bnn.Grid
		image    []byte
		mirrored bool
		y, x     int
		want     []byte
	}{
		{colours, image, false, 0, 0, image},
		{colours, image, true, 0, 0, []byte{3, 30, 2, 20, 1, 10, 6, 60, 5, 50, 4, 40}},
		{colours, image, false, 1, 1, []byte{5, 50, 6, 60, 6, 60, 5, 50, 6, 60, 6, 60}},
		{colours, image, false, -1, -4, []byte{1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10}},
		{colours, image, true, -1, 1, []byte{2, 20, 1, 10, 1, 10, 2, 20, 1, 10, 1, 10}},
		{signal, []byte{1, 2, 3, 4}, false, 3, -1, []byte{1, 1, 2, 3}},
		{signal, []byte{1, 2, 3, 4}, true, 0, 2, []byte{2, 1, 1, 1}},
	} {
		got := make([]byte, len(c.image))
		if move(got, c.image, c.grid, c.mirrored, c.y, c.x); !bytes.Equal(got, c.want) {
			t.Errorf("%v, mirrored %v, moved by %d rows and %d columns is %v: want %v", c.image, c.mirrored, c.y, c.x,
				got, c.want)
		}
	}
}

// TestAugmenter: an image is changed in each round anew, each change about as often as the others, and by seed, round
// and number alone.
func TestAugmenter(t *testing.T) {
	image := toySets().Train.Images[:784]
	grid := bnn.Grid{C: 1, H: 28, W: 28}
	whole := map[string]int{} // changes by what they give
	for _, mirrored := range []bool{false, true} {
		for y := -shifted; y <= shifted; y++ {
			for x := -shifted; x <= shifted; x++ {
				dst := make([]byte, 784)
				move(dst, image, grid, mirrored, y, x)
				whole[string(dst)] = 0
			}
		}
	}
	if len(whole) != 2*9*9 {
		t.Fatalf("there are %d different changes", len(whole))
	}
	for _, c := range []struct {
		augment string
		kinds   int
	}{{AugmentFlip, 2}, {AugmentCrop, 2 * 9 * 9}} {
		e, err := Default().With("augment", c.augment)
		if err != nil {
			t.Fatal(err)
		}
		counts, again := map[string]int{}, e.augmenter()
		const each = 100
		for i := range each * c.kinds {
			a, b := make([]byte, 784), make([]byte, 784)
			e.augmenter()(a, image, i%7, i)
			again(b, image, i%7, i)
			if counts[string(a)]++; !bytes.Equal(a, b) {
				t.Fatal("the change is not a function of round and number")
			}
		}
		for image, n := range counts {
			if _, known := whole[image]; !known || n < each/2 || n > 3*each/2 {
				t.Fatalf("%s: a change is there %d times of about %d", c.augment, n, each)
			}
		}
		if len(counts) != c.kinds {
			t.Errorf("%s gives %d different images: want %d", c.augment, len(counts), c.kinds)
		}
	}
	if Default().augmenter() != nil {
		t.Error("images are changed by default")
	}
}

// TestAugmentedTestIsAsItIs: the images of the tests are nobody's to change, nor are those in the set.
func TestAugmentedTestIsAsItIs(t *testing.T) {
	before := slices.Clone(toySets().Train.Images)
	if r := toyRuns["augmented"](); r.images(r.sets.Test, 10, ofTest).Augment != nil ||
		!bytes.Equal(before, toySets().Train.Images) {
		t.Error("images are changed that should stay")
	}
}
