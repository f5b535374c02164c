package bnn

// Field returns what of the image a position of a layer sees, by way of all layers before: the places from at on, so
// many of them. Of a pool it is what all of its sums see, those of an average between as well.
func (net *Network) Field(layer, position int) (at, size Span) {
	wide := net.Layers[layer].Map().W
	rows, columns := along{position / wide, 1}, along{position % wide, 1}
	for l := layer; l >= 0; l-- {
		y := &net.Layers[l]
		if l < layer && y.OutputMean.there() {
			rows = rows.through(y.OutputMean.Size.H, y.OutputMean.Stride.H)
			columns = columns.through(y.OutputMean.Size.W, y.OutputMean.Stride.W)
		}
		rows, columns = y.sees(rows, columns)
	}
	return Span{rows.at, columns.at}, Span{rows.n, columns.n}
}

// sees is what positions of the layer see of all that comes in.
func (y *Layer) sees(rows, columns along) (along, along) {
	if y.Kind == Dense {
		return along{0, y.In.H}, along{0, y.In.W}
	}
	size, stride := y.Pool, y.Pool
	if y.Mean.there() {
		size, stride = y.Mean.Size, y.Mean.Stride
	}
	rows, columns = rows.through(size.H, stride.H), columns.through(size.W, stride.W)
	rows, columns = rows.through(y.Kernel.H, y.Stride.H), columns.through(y.Kernel.W, y.Stride.W)
	return rows.inside(y.Pad.H, y.In.H), columns.inside(y.Pad.W, y.In.W)
}

// along are n neighbours along a side.
type along struct{ at, n int }

// through are what windows of a size take, a stride apart, which have these numbers.
func (a along) through(size, stride int) along { return along{a.at * stride, (a.n-1)*stride + size} }

// inside is what of them lies in so many values, which have padding before them.
func (a along) inside(pad, values int) along {
	first := max(a.at-pad, 0)
	return along{first, min(a.at-pad+a.n, values) - first}
}
