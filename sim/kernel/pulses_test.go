package kernel

import (
	"math"
	"testing"
)

// TestPulses: every half, ends beyond the clamp, any number of inputs and columns.
func TestPulses(t *testing.T) {
	for _, inputs := range []int{1, 3, 4, 5, 64, 67} {
		for _, columns := range []int{1, 10, Lanes} {
			random := noise(inputs)
			steps := random.floats(inputs * Lanes)
			for i := range steps {
				if i%3 > 0 {
					steps[i] = float32(i%83-41) / 2
				} else {
					steps[i] *= 9
				}
			}
			const most = 14
			dst := make([]int8, columns*inputs)
			Pulses(dst, steps, columns, most)
			for i := range inputs {
				for c := range columns {
					x := float64(steps[i*Lanes+c])
					want := int8(math.RoundToEven(max(-most, min(most, x))))
					if got := dst[c*inputs+i]; got != want {
						t.Fatalf("step %v becomes %d pulses: want %d", x, got, want)
					}
				}
			}
		}
	}
}

func TestPulsesPlainTwin(t *testing.T) {
	var fast, plain [Lanes]uint32
	n := noise(5)
	for range 100 {
		steps := (*[4 * Lanes]float32)(n.floats(4 * Lanes))
		for i := range steps {
			steps[i] *= 20
		}
		pulsesOfFour(&fast, steps, 14)
		pulsesOfFourPlain(&plain, steps, 14)
		if fast != plain {
			t.Fatalf("%v become %08x: want %08x", steps, fast, plain)
		}
	}
}
