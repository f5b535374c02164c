package ui

import "arraylab/ui/chart"

// ground is what pictures are seen on.
func (s *Store) ground() chart.Ground { return chart.Ground{Dark: s.chrome.dark} }

// pictures are those on the screen that are no charts and do not come with a comparison, by the id of their element;
// one without pixels is not drawn.
func (s *Store) pictures() map[string]chart.Picture {
	m := map[string]chart.Picture{}
	switch s.chrome.dialog {
	case "share":
		m["share-qr"] = s.QR()
	case "qr":
		m["qr-large"] = s.QR()
	case "mistakes":
		s.mistakePictures(m)
	}
	if s.library.shown || s.specimen.scores == nil {
		return m
	}
	m["digit"] = s.DigitPicture()
	if s.mapsShown() != "" {
		m["maps-image"], m["maps"] = m["digit"], s.MapsPicture()
	}
	if s.specimen.neuron == nil {
		m["neurons"] = s.NeuronsPicture()
		return m
	}
	m["neuron-inputs"], m["neuron-weights"], m["neuron-products"] = s.InputsPicture(), s.WeightsPicture(), s.ProductPicture()
	return m
}

// DigitPicture is the image that the network got, with a frame around what a chosen place of a map sees.
func (s *Store) DigitPicture() chart.Picture {
	var pixels []byte
	if s.specimen.scores != nil {
		pixels = s.specimen.scores.Pixels
	}
	p := s.ground().Image(s.shownTask().Grid, pixels)
	if n := s.specimen.neuron; n != nil && s.positions(n.Layer) > 1 {
		return p.Framed(chart.SeenOf(s.shownTask().Grid, n.Sees))
	}
	return p
}

// NeuronsPicture shows which neurons of the chosen hidden layer fire.
func (s *Store) NeuronsPicture() chart.Picture {
	if s.specimen.scores == nil || s.specimen.nlayer >= len(s.specimen.scores.Bits) {
		return chart.Picture{Mark: -1}
	}
	chosen := -1
	if n := s.specimen.neuron; n != nil && n.Layer == s.specimen.nlayer {
		chosen = n.Index
	}
	bits, g := s.specimen.scores.Bits[s.specimen.nlayer], s.gridOf(s.specimen.nlayer)
	switch maps, eight := g.H*g.W > 1 && len(bits) == g.Values(), s.specimen.eight(s.specimen.nlayer); {
	case maps && eight:
		return s.ground().Sums(g, bits)
	case maps:
		return s.ground().Bits(g, bits)
	case eight:
		return s.ground().Outputs(bits, chosen)
	}
	return s.ground().Neurons(bits, chosen)
}

// pickNeuron asks for what a pixel of that picture shows.
func (s *Store) pickNeuron(pixel int) {
	layer := s.specimen.nlayer
	if g := s.gridOf(layer); g.H*g.W > 1 {
		if c, y, x, ok := chart.MapTiles(g).At(pixel); ok {
			s.AskNeuron(layer, (c*g.H+y)*g.W+x)
		}
		return
	}
	s.AskNeuron(layer, pixel)
}

// atWork are the pictures of the chosen neuron.
func (s *Store) atWork() chart.Neuron {
	return chart.Neuron{Neuron: s.specimen.neuron, Grid: s.shownTask().Grid, Ground: s.ground()}
}

// InputsPicture is what comes into the chosen neuron.
func (s *Store) InputsPicture() chart.Picture { return s.atWork().InputsPicture() }

// WeightsPicture is what it is multiplied with.
func (s *Store) WeightsPicture() chart.Picture { return s.atWork().WeightsPicture() }

// ProductPicture is what is summed: inputs times weights.
func (s *Store) ProductPicture() chart.Picture { return s.atWork().ProductPicture() }
