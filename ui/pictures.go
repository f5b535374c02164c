package ui

import (
	"encoding/base64"

	"arraylab/sim/lab"
	"arraylab/ui/memory"
)

// Picture is a small picture for the element lab-pixels: indices into a palette.
type Picture struct {
	W    int    `json:"w"`
	H    int    `json:"h"`
	Px   string `json:"px"`   // W*H indices, base64
	Pal  string `json:"pal"`  // red, green, blue of each index, base64
	Mark int    `json:"mark"` // index of the pixel with a frame around it; -1 for none
}

func picture(w, h int, px, palette []byte) Picture {
	return Picture{w, h, base64.StdEncoding.EncodeToString(px), base64.StdEncoding.EncodeToString(palette), -1}
}

// rgb is a colour.
type rgb [3]float64

// ramp is a palette of n colours through the given ones, evenly spaced.
func ramp(n int, through ...rgb) []byte {
	p := make([]byte, 0, 3*n)
	for i := range n {
		at := float64(i) * float64(len(through)-1) / float64(n-1)
		k := min(int(at), len(through)-2)
		for c := range 3 {
			a, b := through[k][c], through[k+1][c]
			p = append(p, byte(a+(at-float64(k))*(b-a)+0.5))
		}
	}
	return p
}

// paper and ink are what grey values run between; the signs' colours are those of the array view.
func (s *Store) paper() rgb {
	if s.dark {
		return rgb{18, 20, 24}
	}
	return rgb{255, 255, 255}
}

func (s *Store) ink() rgb {
	if s.dark {
		return rgb{240, 241, 243}
	}
	return rgb{17, 19, 23}
}

// colours are those of the array view for a view of it.
func (s *Store) colours(view string) []byte {
	palette := memory.PaletteOf(view, memory.Style{Dark: s.dark})
	p := make([]byte, 0, 3*len(palette))
	for _, c := range palette {
		p = append(p, c.R, c.G, c.B)
	}
	return p
}

// plane lays the values of an image out, channel below channel.
func plane(g lab.Grid) (w, h int) { return g.W, g.C * g.H }

// DigitPicture is the image that the network got.
func (s *Store) DigitPicture() Picture {
	w, h := plane(s.shownTask().Grid)
	px := make([]byte, w*h)
	if s.scores != nil && len(s.scores.Pixels) == len(px) {
		px = s.scores.Pixels
	}
	return picture(w, h, px, ramp(256, s.paper(), s.ink()))
}

// NeuronsPicture shows which neurons of the chosen hidden layer fire, in rows of index.
func (s *Store) NeuronsPicture() Picture {
	if s.scores == nil || s.nlayer >= len(s.scores.Bits) {
		return Picture{Mark: -1}
	}
	bits := s.scores.Bits[s.nlayer]
	w, h := grid(len(bits))
	p := picture(w, h, padded(bits, w*h), s.bitPalette())
	if n := s.neuron; n != nil && n.Layer == s.nlayer {
		p.Mark = n.Index
	}
	return p
}

// bitPalette: 0, 1, and nothing (the page's ground), which is also what a ternary 0 looks like.
func (s *Store) bitPalette() []byte {
	p, i := s.paper(), s.ink()
	off := rgb{p[0] + 0.16*(i[0]-p[0]), p[1] + 0.16*(i[1]-p[1]), p[2] + 0.16*(i[2]-p[2])}
	return append(ramp(2, off, i), ramp(2, p, p)[:3]...)
}

// padded fills up with the index 2, nothing.
func padded(bits []byte, n int) []byte {
	px := append(make([]byte, 0, n), bits...)
	for len(px) < n {
		px = append(px, 2)
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

// layout lays the inputs of a neuron out: pixels as in the image, bits as in the grid.
func (s *Store) layout(n *lab.Neuron) (w, h int) {
	if g := s.shownTask().Grid; n.Layer == 0 && len(n.Inputs) == g.Values() {
		return plane(g)
	}
	return grid(len(n.Inputs))
}

// grey tells whether a neuron's inputs are grey values.
func grey(n *lab.Neuron) bool {
	for _, x := range n.Inputs {
		if x > 1 && n.Layer == 0 { // of another layer a ternary 0
			return true
		}
	}
	return false
}

// InputsPicture is what comes in.
func (s *Store) InputsPicture() Picture {
	n := s.neuron
	w, h := s.layout(n)
	if grey(n) {
		return picture(w, h, n.Inputs, ramp(256, s.paper(), s.ink()))
	}
	return picture(w, h, padded(n.Inputs, w*h), s.bitPalette())
}

// signPalette: -1, +1, nothing.
func (s *Store) signPalette() []byte {
	c, p := s.colours(lab.ViewWeight), s.paper()
	return append(append(c[:3:3], c[3*255:]...), ramp(2, p, p)[:3]...)
}

// WeightsPicture is what it is multiplied with.
func (s *Store) WeightsPicture() Picture {
	n := s.neuron
	w, h := s.layout(n)
	return picture(w, h, padded(n.Weights, w*h), s.signPalette())
}

// ProductPicture is what is summed: inputs times weights.
func (s *Store) ProductPicture() Picture {
	n := s.neuron
	w, h := s.layout(n)
	if len(n.Weights) != len(n.Inputs) {
		return Picture{Mark: -1}
	}
	px := make([]byte, len(n.Inputs))
	if grey(n) {
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
		return picture(w, h, px, s.colours(lab.ViewResistance))
	}
	for i, x := range n.Inputs {
		switch {
		case x == 2 || n.Weights[i] == 2: // a ternary 0
			px[i] = 2
		case x == n.Weights[i]:
			px[i] = 1
		}
	}
	return picture(w, h, padded(px, w*h), s.signPalette())
}
