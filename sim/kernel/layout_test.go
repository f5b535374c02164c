package kernel

import "testing"

func TestToTiles(t *testing.T) {
	const stride, batch = 48, 37
	for _, outputs := range []int{1, 4, 6, 16, 23} {
		n := noise(outputs)
		src := n.floats(outputs * stride)
		for o0 := 0; o0 < outputs; o0 += Lanes {
			tile, want := n.floats(batch*Lanes), make([]float32, batch*Lanes)
			for i := range want {
				if b, o := i/Lanes, o0+i%Lanes; o < outputs {
					want[i] = src[o*stride+b]
				}
			}
			ToTiles(tile, Matrix{src, stride}, o0, outputs, batch)
			sameBits(t, "tile", tile, want)
		}
	}
}
