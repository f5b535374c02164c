package bnn

import (
	"testing"

	"arraylab/sim/rng"
)

// TestSensedCountsWhatIsInside: the products of an image are those that a loop over all places and inputs finds.
func TestSensedCountsWhatIsInside(t *testing.T) {
	draw := rng.New(5, "sensed").Source(0)
	below := func(n int) int { return int(draw.Below(uint32(n))) }
	dense := NewPerceptron(Input{Grid: Grid{3, 5, 7}}, Loss{}, Layer{}, 12, 4)
	if y := &dense.Layers[0]; y.Sensed() != 12*105 || y.Compared() != 0 {
		t.Errorf("of a dense layer %d are sensed and %d compared", y.Sensed(), y.Compared())
	}
	fewer := 0
	for range 200 {
		y := &Layer{Kind: Convolution, In: Grid{1 + below(4), 1 + below(9), 1 + below(9)}, Out: 1 + below(5)}
		if below(2) == 0 {
			y.Kind, y.Out = Depthwise, y.In.C*(1+below(2))
		}
		y.Kernel, y.Stride = Span{1 + below(5), 1 + below(5)}, Span{1 + below(3), 1 + below(3)}
		y.Pad = Span{below(4), below(4)} // with more than the kernel, too: windows that are outside as a whole
		y.Pool = Span{1 + below(2), 1 + below(2)}
		if below(3) == 0 {
			y.Kind, y.Out = Depthwise, y.In.C*(1+below(3))
		}
		places := y.Places()
		if places.H < y.Pool.H || places.W < y.Pool.W || places.H < 1 || places.W < 1 {
			continue
		}
		want := 0
		for k := range places.Area() {
			for i := range y.FanIn() {
				if y.Takes(0, Span{k / places.W, k % places.W}, i) >= 0 {
					want += y.Out
				}
			}
		}
		if got := y.Sensed(); got != want {
			t.Fatalf("%+v: %d are sensed, want %d", y, got, want)
		}
		if want < y.Products() {
			fewer++
		}
		compared := 0
		for position := range y.Positions() {
			compared += y.Out * (len(y.PlacesOf(position)) - 1)
		}
		if got := y.Compared(); got != compared {
			t.Fatalf("%+v: %d are compared, want %d", y, got, compared)
		}
	}
	if fewer < 50 {
		t.Errorf("only %d layers reach over an edge", fewer)
	}
}
