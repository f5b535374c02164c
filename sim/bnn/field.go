package bnn

// Field returns what of the image a position of a layer sees, by way of all layers before: the places from at on, so
// many of them. Of a pool it is what all of its sums see.
func (net *Network) Field(layer, position int) (at, size Span) {
	g := net.Layers[layer].Map()
	at, size = Span{position / g.W, position % g.W}, Span{1, 1}
	for l := layer; l >= 0; l-- {
		y := &net.Layers[l]
		at.H, size.H = y.sees(at.H, size.H, func(s Span) int { return s.H }, y.In.H)
		at.W, size.W = y.sees(at.W, size.W, func(s Span) int { return s.W }, y.In.W)
	}
	return at, size
}

// sees is what n positions from one on see along a side, where so many values come in.
func (y *Layer) sees(from, n int, along func(Span) int, values int) (at, size int) {
	if y.Kind != Convolution {
		return 0, values
	}
	pool, stride := along(y.Pool), along(y.Stride)
	first := from*pool*stride - along(y.Pad)
	last := ((from+n)*pool-1)*stride - along(y.Pad) + along(y.Kernel) - 1
	at = max(first, 0)
	return at, min(last, values-1) - at + 1
}
