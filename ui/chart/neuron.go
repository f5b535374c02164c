package chart

import (
	"slices"

	"arraylab/sim/lab"
)

// Neurons shows which neurons of a hidden layer fire, in rows of index, with a frame around one of them; -1 for none.
func (g Ground) Neurons(bits []byte, chosen int) Picture {
	w, h := grid(len(bits))
	p := PictureOf(w, h, padded(bits, w*h, 2), g.bits())
	p.Mark = chosen
	return p
}

// Outputs shows the outputs of 8 bits of a hidden layer likewise.
func (g Ground) Outputs(shades []byte, chosen int) Picture {
	w, h := grid(len(shades))
	p := PictureOf(w, h, padded(shades, w*h, 0), g.shades())
	p.Mark = chosen
	return p
}

// Neuron is one neuron at work.
type Neuron struct {
	*lab.Neuron          // Neuron tells its inputs, its weights and its sum.
	Grid        lab.Grid // Grid is that of the images.
	Ground      Ground   // Ground is what its pictures are seen on.
}

// InputsPicture is what comes in.
func (n Neuron) InputsPicture() Picture {
	switch {
	case n.EightInputs:
		return n.lay(n.Inputs, n.Ground.shades(), asIs)
	case n.Grey:
		return n.lay(n.Inputs, n.Ground.greys(), asIs)
	}
	return n.lay(n.Inputs, n.Ground.bits(), bright)
}

// WeightsPicture is what the inputs are multiplied with.
func (n Neuron) WeightsPicture() Picture {
	if n.EightWeights {
		return n.lay(n.Weights, n.Ground.shades(), asIs)
	}
	return n.lay(n.Weights, n.Ground.signs(), bright)
}

// ProductPicture is what is summed: inputs times weights; no picture where these are not as many.
func (n Neuron) ProductPicture() Picture {
	switch {
	case len(n.Weights) != len(n.Inputs):
		return Picture{Mark: -1}
	case n.EightInputs || n.EightWeights:
		return n.lay(n.wholeProducts(), n.Ground.shades(), asIs)
	case n.Grey:
		return n.lay(n.greyProducts(), n.Ground.colours(lab.ViewResistance), asIs)
	}
	return n.lay(n.signProducts(), n.Ground.signs(), bright)
}

// signs are the colours of -1, +1, and nothing.
func (g Ground) signs() []byte {
	c := g.colours(lab.ViewWeight)
	return append(append(c[:3:3], c[3*255:]...), g.nothing()...)
}

// greyProducts are grey values with the sign of their weight, 128 for zero.
func (n Neuron) greyProducts() []byte {
	px := make([]byte, len(n.Inputs))
	for i, x := range n.Inputs {
		switch n.Weights[i] {
		case 0:
			px[i] = 128 - x/2
		case 1:
			px[i] = 128 + x/2
		default: // a ternary 0
			px[i] = 128
		}
	}
	return px
}

// wholeProducts are those of inputs and weights of which either have 8 bits, around 128, the largest magnitude as 127;
// 0 where there is no input.
func (n Neuron) wholeProducts() []byte {
	products, most := make([]int, len(n.Inputs)), 1
	for i := range products {
		if n.absent(i) {
			continue
		}
		x := n.number(n.Inputs[i], n.EightInputs, n.Grey)
		if n.Totals != nil {
			x = int(n.Totals[i])
		}
		products[i] = x * n.number(n.Weights[i], n.EightWeights, false)
		most = max(most, products[i], -products[i])
	}
	px := make([]byte, len(products))
	for i, p := range products {
		if px[i] = byte(128 + 127*p/most); n.absent(i) {
			px[i] = 0
		}
	}
	return px
}

// absent tells whether an input is outside of the map.
func (n Neuron) absent(i int) bool {
	return n.EightInputs && n.Inputs[i] == 0 || !n.EightInputs && !n.Grey && n.Inputs[i] == outsideIndex
}

// number is what a byte of the inputs or the weights stands for.
func (n Neuron) number(code byte, eight, grey bool) int {
	switch {
	case eight:
		return int(code) - 128
	case grey:
		return int(code)
	}
	return [...]int{-1, 1, 0, 0}[code]
}

// signProducts are 0 for -1, 1 for +1, 2 for 0, 3 where there is no input.
func (n Neuron) signProducts() []byte {
	px := make([]byte, len(n.Inputs))
	for i, x := range n.Inputs {
		switch {
		case x == outsideIndex:
			px[i] = outsideIndex
		case x == 2 || n.Weights[i] == 2: // a ternary 0
			px[i] = 2
		case x == n.Weights[i]:
			px[i] = 1
		}
	}
	return px
}

// padded fills up with the index of nothing.
func padded(bits []byte, n int, nothing byte) []byte {
	px := append(make([]byte, 0, n), bits...)
	for len(px) < n {
		px = append(px, nothing)
	}
	return px
}

// grid lays n cells out in rows, about twice as wide as high, without a rest where that is near.
func grid(n int) (w, h int) {
	w = 1
	for w*w < 2*n {
		w++
	}
	for d := range w / 6 {
		for _, v := range [2]int{w + d, w - d} {
			if n%v == 0 {
				return v, n / v
			}
		}
	}
	return w, (n + w - 1) / w
}

// form is that of the inputs: of an image, or of what a window spans.
func (n Neuron) form() lab.Grid {
	if n.Window.Values() == 0 && n.Layer == 0 {
		return n.Grid
	}
	return n.Window
}

// lay is a picture of what belongs to the inputs, one each: of pixels as Plane has them, or in their colours, each as
// bright as its value says; of maps as Tiles have them, of other bits in the grid.
func (n Neuron) lay(px, palette []byte, bright func(byte) byte) Picture {
	g := n.form()
	gap, rest := byte(outsideIndex), byte(2)
	if len(palette) == 3*256 {
		gap, rest = 0, 0 // of shades
	}
	if len(palette) == 3*outsideIndex && (n.Layer > 0 && g.H*g.W > 1 || slices.Contains(px, outsideIndex)) {
		palette = append(palette, n.Ground.line()...)
	}
	switch {
	case len(n.Inputs) != g.Values() || len(px) != len(n.Inputs) || n.Layer > 0 && g.H*g.W == 1:
		w, h := grid(len(n.Inputs))
		return PictureOf(w, h, padded(px, w*h, rest), palette)
	case n.Layer > 0:
		return TilesOf(g, 1).Picture(px, gap, palette)
	case InColour(g):
		values := make([]byte, len(px))
		for i, v := range px {
			values[i] = bright(v)
		}
		return PictureOf(g.W, g.H, values, nil)
	}
	w, h := Plane(g)
	return PictureOf(w, h, planes(g, px), palette)
}

// asIs is how bright a grey value is.
func asIs(v byte) byte { return v }

// bright is how bright a code is: 0 for -1, 1 for +1, 2 for 0, 3 for what is outside.
func bright(code byte) byte { return [...]byte{0, 255, 128, 128}[code] }

// InColour tells whether the neuron's inputs are those of an image in colour.
func (n Neuron) InColour() bool {
	return n.Layer == 0 && InColour(n.form()) && len(n.Inputs) == n.form().Values()
}
