package lab

import (
	"arraylab/devices/knob"
	"arraylab/sim/bnn"
	"arraylab/sim/chip"
	"arraylab/sim/crew"
)

// Snapshot fills s with the picture of a layer's array. Flips are those since the last snapshot
// of that layer. What only the devices of a crew can tell is asked of all of it.
func (r *Run) Snapshot(layer int, view string, s *Snapshot) error {
	layers := r.exp.net().Layers
	if err := checkPlace("layer", layer, len(layers)); err != nil {
		return err
	}
	if err := r.shows(layer, view); err != nil {
		return err
	}
	if view != ViewWeight && (view == ViewHidden || r.devices(layer) != nil) {
		r.Rest()
	}
	y := &layers[layer]
	s.Layer, s.View, s.Step = layer, view, r.Step()
	s.Width, s.Channels = 0, 0
	if w := y.Window(); w.H*w.W > 1 { // what another dense layer gives has no lines
		s.Width, s.Channels = w.W, w.C
	}
	s.Rows, s.Cols, s.Digital = y.FanIn(), y.Out, y.Digital()
	s.Cells = room(s.Cells, s.Rows*s.Cols)
	r.paint(s)
	r.takeFlips(layer, s)
	return nil
}

// room returns n bytes, those of b where it is large enough.
func room(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}

// shows tells whether a view can be taken of a layer now. The error says which can.
func (r *Run) shows(layer int, view string) error {
	devices := r.devices(layer)
	switch view {
	case ViewWeight, ViewError:
		return nil
	case ViewHidden:
		if r.trainer != nil && r.trained.Learn == LearnLatent {
			return nil
		}
		return knob.Refuse("view", view, ViewWeight+" or "+ViewError+
			" for a network without hidden weights in the memory of the engine")
	case ViewResistance:
		if devices != nil {
			return nil
		}
	case ViewPulses:
		if _, move := devices.(*chip.Pairs); move {
			return nil
		}
	default:
		return knob.Refuse("view", view, "weight, resistance, pulses or error")
	}
	return knob.Refuse("view", view, ViewWeight+" or "+ViewError+" for a memory without such devices")
}

// paint fills the cells with what the view shows.
func (r *Run) paint(s *Snapshot) {
	weights := r.weights(s.Layer)
	_, moves := r.devices(s.Layer).(*chip.Pairs)
	s.Ternary = s.View == ViewWeight && weights.HasZero()
	switch {
	case s.View == ViewWeight:
		s.Lo, s.Mid, s.Hi, s.Unit = -1, 0, 1, ""
		weights.Paint(s.Cells)
	case s.View == ViewError && (!moves || r.at > atProgramming):
		scaleOfErrors(s)
		r.wrong(weights, s.Layer).Paint(s.Cells)
	default:
		crew.Tell(r.crew, order(orderPicture, pictureOrder{s.Layer, s.View}))
		r.devicePicture(s.Layer, s.View, s)
	}
}

// scaleOfErrors says what the bytes of ViewError stand for.
func scaleOfErrors(s *Snapshot) { s.Lo, s.Mid, s.Hi, s.Unit = 0, 0.5, 1, "" }

// wrong are the weights on the chip that differ from the intended ones.
func (r *Run) wrong(weights bnn.Weights, layer int) bnn.Marks {
	m := weights.NewMarks()
	if meant, known := r.intended(layer); known {
		m.AddChanged(meant, weights)
	}
	return m
}

// devicePicture fills the cells with what the devices tell, or the trainer of its hidden weights. Each member makes the
// columns of its own neurons, and the leader puts them together.
func (r *Run) devicePicture(layer int, view string, s *Snapshot) {
	at := 0
	for _, columns := range crew.Collect(r.crew, r.columns(layer, view, s)) {
		for _, x := range columns {
			s.Cells[at] = x
			if at += s.Cols; at >= len(s.Cells) {
				at -= len(s.Cells) - 1 // the next neuron's first
			}
		}
	}
}

// columns are those of this member's neurons, a byte a cell, neuron by neuron.
func (r *Run) columns(layer int, view string, s *Snapshot) []byte {
	pairs, _ := r.devices(layer).(*chip.Pairs)
	switch view {
	case ViewHidden:
		return r.hiddenColumns(layer, s)
	case ViewError:
		scaleOfErrors(s)
		return pairs.Errors()
	case ViewPulses:
		return pairs.Pulses(s)
	}
	return r.devices(layer).Resistances(s)
}

// flips are the weights of a layer that flipped since its last picture.
type flips struct {
	shown bnn.Weights // as that picture showed them
	since bnn.Marks   // those that were others after a step since then
}

// collectFlips notes which weights differ from those that the last snapshot showed.
func (r *Run) collectFlips() {
	for l, f := range r.flips {
		if f != nil {
			f.since.AddChanged(f.shown, r.weights(l))
		}
	}
}

// takeFlips moves the flips of a layer into the snapshot.
func (r *Run) takeFlips(layer int, s *Snapshot) {
	s.Flips = s.Flips[:0]
	weights, f := r.weights(layer), r.flips[layer]
	if f == nil {
		r.flips[layer] = &flips{weights.Clone(), weights.NewMarks()}
		return
	}
	f.since.AddChanged(f.shown, weights)
	for neuron, input := range f.since.All() {
		if len(s.Flips) == 0 {
			s.Flips = room(s.Flips, (len(s.Cells)+7)/8)
			clear(s.Flips)
		}
		at := input*s.Cols + neuron
		s.Flips[at/8] |= 1 << (at % 8)
	}
	f.since.Clear()
	f.shown.Copy(weights)
}
