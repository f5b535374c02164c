package ui

import (
	"fmt"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
)

// MapsView shows, in place of the cells of a layer, its maps of bits, the sums before them, or its kernels.
type MapsView struct{ S *Store }

// mapsChoices are what can be seen of a layer.
var mapsChoices = [...][2]string{{"", "cells"}, {showBits, "bits"}, {showSums, "sums"}, {showKernels, "kernels"}}

// MapsPicture is what is seen of the chosen layer.
func (s *Store) MapsPicture() chart.Picture {
	m, g, none := &s.specimen.maps, s.gridOf(s.array.layer), chart.Picture{Mark: -1}
	switch s.mapsShown() {
	case showBits:
		bits := s.specimen.scores.Bits[s.array.layer]
		if len(bits) != g.Values() {
			return none
		}
		if s.specimen.eight(s.array.layer) {
			return s.marked(s.ground().Sums(g, bits), g)
		}
		return s.marked(s.ground().Bits(g, bits), g)
	case showSums:
		if m.sums == nil || len(m.sums.Shades) != g.Values() {
			return none
		}
		return s.marked(s.ground().Sums(g, m.sums.Shades), g)
	case showKernels:
		if m.kernels == nil {
			return none
		}
		p := s.ground().Kernels(*m.kernels)
		if s.severalKernels() {
			t, w := chart.KernelTiles(*m.kernels), m.kernels.Window
			at := t.Pixel(within(m.row, g.C), 0, 0)
			p = p.Framed(lab.Area{Row: at / p.W, Column: at % p.W, Rows: w.H, Columns: w.W})
		}
		return p
	}
	return none
}

// marked is the picture of maps with a frame around the chosen place.
func (s *Store) marked(p chart.Picture, g lab.Grid) chart.Picture {
	if n := s.chosenPlace(); n != nil && n.Index < g.Values() {
		places := g.H * g.W
		t := chart.MapTiles(g)
		at := t.Pixel(n.Index/places, n.Index%places/g.W, n.Index%g.W)
		if rows := t.Rise(); rows > 1 {
			return p.Framed(lab.Area{Row: at / p.W, Column: at % p.W, Rows: rows, Columns: 1})
		}
		p.Mark = at
	}
	return p
}

// style is the form of the picture: so many times as wide as high.
func (c *MapsView) style() string {
	p := c.S.MapsPicture()
	if p.H == 0 {
		return ""
	}
	return fmt.Sprintf("--ratio: %.4f", float64(p.W)/float64(p.H))
}

// name says what the picture is, and how it is used without a pointer.
func (c *MapsView) name() string {
	layer := c.S.array.layer + 1
	switch c.S.mapsShown() {
	case showKernels:
		return fmt.Sprintf("Kernels of layer %d: arrow keys choose a map", layer)
	case showSums:
		return fmt.Sprintf("Sums of layer %d: arrow keys choose a place, Page Up and Page Down a map", layer)
	}
	return fmt.Sprintf("Maps of layer %d: arrow keys choose a place, Page Up and Page Down a map", layer)
}

// caption says what is seen.
func (c *MapsView) caption() string {
	m, g := &c.S.specimen.maps, c.S.gridOf(c.S.array.layer)
	switch c.S.mapsShown() {
	case showBits:
		if c.S.specimen.eight(c.S.array.layer) {
			return gridText(g) + ": outputs of 8 bits, from −1 to 1."
		}
		on := 0
		for _, b := range c.S.specimen.scores.Bits[c.S.array.layer] {
			if b == 1 { // a ternary 0 is 2
				on++
			}
		}
		return fmt.Sprintf("%s: %s of %s bits are 1 (dark).", gridText(g), spell.Thousands(int64(on)),
			spell.Thousands(int64(g.Values())))
	case showSums:
		if m.sums != nil {
			return gridText(g) + ": the sums before the thresholds"
		}
	case showKernels:
		if k := m.kernels; k != nil {
			return kernelText(k, c.S.severalKernels(), m.row)
		}
	}
	return ""
}

// kernelText says what kernels are seen.
func kernelText(k *lab.Kernels, several bool, row int) string {
	size := fmt.Sprintf("%d×%d", k.Window.H, k.Window.W)
	switch {
	case several && k.Window.C == 1:
		return "The kernels of all maps, " + size + "."
	case several && k.Layer == 0 && !k.Digital:
		return "The kernels of all maps, " + size + ": of red, green and blue what has weight +1."
	case several:
		return "The kernels of all maps, " + size + ", one for each map that comes in."
	}
	return fmt.Sprintf("Map %d: its kernels of %s, one for each of the %d maps that come in.", k.From, size, k.Window.C)
}

// scale is the range of the sums, or of outputs or weights of 8 bits.
func (c *MapsView) scale() (lo, hi string) {
	m := &c.S.specimen.maps
	switch c.S.mapsShown() {
	case showSums:
		if m.sums != nil {
			return spell.Thousands(int64(-m.sums.Most)), "+" + spell.Thousands(int64(m.sums.Most))
		}
	case showBits:
		if c.S.specimen.eight(c.S.array.layer) {
			return "−1", "+1"
		}
	case showKernels:
		if m.kernels != nil && m.kernels.Digital {
			return "−1", "+1"
		}
	}
	return "", ""
}

func (c *MapsView) lowest() string { lo, _ := c.scale(); return lo }

func (c *MapsView) highest() string { _, hi := c.scale(); return hi }

// keyStyle are the colours of the scale.
func (c *MapsView) keyStyle() string { return "background: " + c.S.ground().SumsGradient() }

// signs tells whether the key of the weights is shown.
func (c *MapsView) signs() bool {
	k := c.S.specimen.maps.kernels
	return c.S.mapsShown() == showKernels && k != nil && !k.Digital && (k.Window.C != 3 || k.Layer > 0)
}

// oneMap tells whether the kernels of a single map are seen.
func (c *MapsView) oneMap() bool {
	return c.S.mapsShown() == showKernels && c.S.specimen.maps.kernels != nil && !c.S.severalKernels()
}

func (c *MapsView) next(by int) { c.S.Do(func() { c.S.chooseMap(c.S.specimen.maps.row + by) }) }

// placeText is the status line: what is known of the chosen place.
func (s *Store) placeText() string {
	n := s.chosenPlace()
	if n == nil {
		return "Point at a place, tap it, or go there by arrow keys: then its sum is told, and what it sees."
	}
	t := s.placeName(n) + fmt.Sprintf("   sum %s", spell.Thousands(int64(n.Sum)))
	switch {
	case n.Final:
		t += fmt.Sprintf("   score %.3f", n.Score)
	case n.Levels == 3:
		t += fmt.Sprintf("   thresholds %s and %s → %s", spell.Thousands(int64(n.Zero)),
			spell.Thousands(int64(n.Threshold)), [...]string{"−1", "+1", "0"}[n.Output])
	case n.Levels == lab.EightLevels:
		t += fmt.Sprintf("   output %s/128", spell.Thousands(int64(n.Output)))
	default:
		t += fmt.Sprintf("   threshold %s → %d", spell.Thousands(int64(n.Threshold)), n.Output)
	}
	switch a := n.Sees; {
	case s.positions(n.Layer) == 1:
	case s.shownTask().Grid.Signal():
		t += fmt.Sprintf("   sees samples %d–%d", a.Column, a.Column+a.Columns-1)
	default:
		t += fmt.Sprintf("   sees rows %d–%d, columns %d–%d", a.Row, a.Row+a.Rows-1, a.Column, a.Column+a.Columns-1)
	}
	return t
}

// placeName names a neuron, or a place of a map.
func (s *Store) placeName(n *lab.Neuron) string {
	g, places := s.gridOf(n.Layer), s.positions(n.Layer)
	if places == 1 {
		return fmt.Sprintf("neuron %d", n.Index)
	}
	if g.H == 1 {
		return fmt.Sprintf("map %d, place %d", n.Index/places, n.Index%places)
	}
	return fmt.Sprintf("map %d, row %d, column %d", n.Index/places, n.Index%places/g.W, n.Index%g.W)
}

// seen names what the network is shown.
func (c *MapsView) seen() string {
	return "the " + c.S.word().One()
}
