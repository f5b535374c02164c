package bnn

import "testing"

// A position sees the smallest rectangle around all values that its weights take, those of the layers before included.
func TestField(t *testing.T) {
	net := NewNetwork(Input{Grid: Grid{C: 2, H: 23, W: 17}, Levels: Levels{Kind: Grey}}, Loss{},
		Layer{Kind: Convolution, Out: 3, Kernel: Span{3, 3}, Pad: Span{1, 1}, Pool: Span{2, 1}},
		Layer{Kind: Depthwise, Out: 6, Kernel: Span{3, 2}, Stride: Span{2, 1}, Pad: Span{0, 1},
			OutputMean: Mean{Size: Span{1, 3}, Stride: Span{1, 2}}},
		Layer{Kind: Convolution, Out: 2, Kernel: Span{1, 3}, Mean: Mean{Size: Span{2, 2}, Stride: Span{1, 1}}},
		Layer{Out: 5})
	for l := range net.Layers {
		for p := range net.Layers[l].Positions() {
			top, left, bottom, right := 99, 99, -1, -1
			for v := range taken(&net, l, p) {
				row, column := v/net.Input.C/net.Input.W, v/net.Input.C%net.Input.W
				top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
			}
			at, size := net.Field(l, p)
			if want := (Span{bottom - top + 1, right - left + 1}); at != (Span{top, left}) || size != want {
				t.Errorf("layer %d, position %d: %v, %v, want %v, %v", l, p, at, size, Span{top, left}, want)
			}
		}
	}
}

// taken are the values of an image that a position of a layer hangs on.
func taken(net *Network, layer, position int) map[int]bool {
	all := map[int]bool{}
	y := &net.Layers[layer]
	for _, place := range y.PlacesOf(position) {
		for i := range y.FanIn() {
			v := y.Takes(0, place, i)
			switch {
			case v < 0:
			case layer == 0:
				all[v] = true
			default:
				for _, p := range given(&net.Layers[layer-1], v/y.In.C) {
					for w := range taken(net, layer-1, p) {
						all[w] = true
					}
				}
			}
		}
	}
	return all
}

// given are the positions of a layer that go on as one: several where outputs are added up.
func given(y *Layer, position int) (all []int) {
	if !y.OutputMean.there() {
		return []int{position}
	}
	y.OutputMean.each(position, y.Map().W, func(place Span) { all = append(all, place.H*y.Map().W+place.W) })
	return all
}
