package ui

import "arraylab/ui/chart"

// ground is what pictures are seen on.
func (s *Store) ground() chart.Ground { return chart.Ground{Dark: s.chrome.dark} }

// DigitPicture is the image that the network got.
func (s *Store) DigitPicture() chart.Picture {
	var pixels []byte
	if s.specimen.scores != nil {
		pixels = s.specimen.scores.Pixels
	}
	return s.ground().Image(s.shownTask().Grid, pixels)
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
	return s.ground().Neurons(s.specimen.scores.Bits[s.specimen.nlayer], chosen)
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
