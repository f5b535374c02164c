package bnn

import (
	"bytes"
	"testing"

	"arraylab/sim/crew"
)

// TestAugmentedFeed: images of a training batch are changed by round and number before their pixels are permuted, and
// those of the frozen statistics are not; those in the set never.
func TestAugmentedFeed(t *testing.T) {
	set := []byte{1, 2, 3, 4, 5, 6, 7, 8}
	from := Images{N: 4, Pixels: set, Labels: []byte{0, 0, 0, 0}, Places: []int32{1, 0}}
	from.Augment = func(dst, image []byte, round, number int) {
		dst[0], dst[1] = image[0]+byte(round), image[1]+byte(10*number)
	}
	f := newFeed(crew.Alone{}, from, 2)
	for round, want := range map[int][]byte{
		0:           {8 + 30, 7, 6 + 20, 5},
		7:           {8 + 30, 7 + 7, 6 + 20, 5 + 7},
		roundFrozen: {8, 7, 6, 5},
	} {
		f.bring(2, place{first: 1, order: []int32{0, 3, 2, 1}}, round)
		if got := f.pixels[:4]; !bytes.Equal(got, want) || f.place.at(1) != 1 {
			t.Errorf("round %d: the batch is %v, want %v", round, got, want)
		}
	}
	if !bytes.Equal(set, []byte{1, 2, 3, 4, 5, 6, 7, 8}) {
		t.Errorf("the set has become %v", set)
	}
}
