package ui

import (
	"strconv"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/digit"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

// specimen is the digit at work: an image of the test set, or what the visitor draws.
type specimen struct {
	drawing    bool
	index      int // of the test image
	strokes    []digit.Stroke
	scores     *lab.Scores
	asking     question
	classified time.Duration
	nlayer     int // the hidden layer whose neurons are shown
	neuron     *lab.Neuron
	typedImage string // what stands in the field of the image's number while it is typed
	typedUnit  string // the same of the neuron's number
}

// question is one that the engine is asked again and again: one answer is waited for at a time, the newest question is
// next.
type question struct{ asked, again bool }

// ask tells whether to ask now: else it is asked again after the answer that is on its way.
func (q *question) ask() bool {
	if q.asked {
		q.again = true
		return false
	}
	q.asked, q.again = true, false
	return true
}

// answered tells whether to ask again.
func (q *question) answered() bool {
	again := q.again
	*q = question{}
	return again
}

// TestImages is the number of images to choose from.
func (s *Store) TestImages() int {
	n := s.supplies.held[part(s.shownTask().Name, "test")]
	if s.link.Test < n {
		return s.link.Test
	}
	return n
}

// shownTask is the data set of the network that is shown.
func (s *Store) shownTask() lab.Task {
	if s.result != nil {
		if l, err := lab.ParseLink("#" + s.result.Link); err == nil {
			return lastOf(l.Experiment)
		}
	}
	return lastOf(s.link.Experiment)
}

// pad is the size of the pictures that are drawn for it.
func (s *Store) pad() digit.Size {
	w, h := chart.Plane(s.shownTask().Grid)
	return digit.Size{W: w, H: h}
}

// lastOf is the data set that is learnt last.
func lastOf(e lab.Experiment) lab.Task {
	names := e.DataSets()
	return lab.TaskOf(names[len(names)-1])
}

// classify asks what the network says of the digit, the latest only.
func (s *Store) classify() {
	if !s.session.Alive() || s.result == nil && !s.session.Active() && !s.session.Paused() {
		return
	}
	order := wire.Classify{Index: s.index}
	if s.drawing {
		pixels, ok := s.pad().FromStrokes(s.strokes)
		if !ok && !s.asking.asked {
			return
		}
		order = wire.Classify{Index: -1, Body: pixels}
	}
	if s.asking.ask() {
		s.classified = s.desk.Now()
		s.desk.Order(order)
	}
}

// scored takes the answer.
func (s *Store) scored(m wire.Scores) {
	again := s.asking.answered()
	if s.drawing == (m.Index < 0) && !(s.drawing && len(s.strokes) == 0) {
		s.scores = &m.Scores
		s.followNeuron()
	}
	if again {
		s.classify()
	}
	if !s.showFrame {
		s.openArray()
	}
	// The digit was seen at work with the weights as they were trained: now program the chip.
	s.order(s.session.Program(s.modelProgrammed()))
}

// followNeuron shows the chosen neuron at work on the digit, unless the network is another, smaller one.
func (s *Store) followNeuron() {
	bits := s.scores.Bits
	s.nlayer = max(min(s.nlayer, len(bits)-1), 0)
	switch n := s.neuron; {
	case n == nil:
	case n.Layer < len(bits) && n.Index < len(bits[n.Layer]):
		s.askNeuron(n.Layer, n.Index)
	default:
		s.CloseNeuron()
	}
}

func (s *Store) neuronInfo(m wire.NeuronInfo) { s.neuron = &m.Neuron }

// Pick shows a test image by its number; numbers out of range wrap around.
func (s *Store) Pick(index int) {
	s.typedImage = ""
	if n := s.TestImages(); n > 0 {
		s.index = (index%n + n) % n
	}
	s.drawing = false
	s.classify()
}

// PickText shows a test image by what was typed.
func (s *Store) PickText(text string) {
	if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < s.TestImages() {
		s.Pick(i)
	}
	s.typedImage = text // it stays as it was typed: "1" on the way to "12"
}

// ImageText is what stands in the field of the image's number.
func (s *Store) ImageText() string {
	if s.typedImage != "" {
		return s.typedImage
	}
	return strconv.Itoa(s.index)
}

// Random shows some other test image: a multiplicative walk that meets all of them.
func (s *Store) Random() {
	s.Pick(s.index + 1 + int(s.desk.Now()/time.Microsecond)%max(s.TestImages()-1, 1))
}

// Draw switches between drawing and the test images.
func (s *Store) Draw(on bool) {
	if s.drawing == on {
		return
	}
	s.drawing = on
	if on {
		s.scores = nil
		s.desk.Ink(s.strokes)
	}
	s.classify()
}

// Ink takes all strokes on the pad, whenever the pen moved.
func (s *Store) Ink(strokes []digit.Stroke) {
	s.strokes = strokes
	s.classify()
}

// Undo takes back the last stroke.
func (s *Store) Undo() {
	if n := len(s.strokes); n > 0 {
		s.redraw(s.strokes[: n-1 : n-1])
	}
}

// Clear empties the pad.
func (s *Store) Clear() { s.redraw(nil) }

func (s *Store) redraw(strokes []digit.Stroke) {
	s.strokes = strokes
	s.desk.Ink(strokes)
	if len(strokes) == 0 {
		s.scores, s.neuron = nil, nil
	}
	s.classify()
}

// NeuronLayer chooses the hidden layer whose neurons are shown.
func (s *Store) NeuronLayer(layer int) { s.nlayer, s.neuron, s.typedUnit = layer, nil, "" }

// AskNeuron asks for a neuron at work, and marks its column in the array.
func (s *Store) AskNeuron(layer, index int) {
	s.typedUnit = ""
	s.askNeuron(layer, index)
}

func (s *Store) askNeuron(layer, index int) {
	if s.scores == nil || layer < 0 || layer > len(s.scores.Bits) {
		return
	}
	s.desk.Order(wire.AskNeuron{Layer: layer, Index: index})
	if layer == s.layer {
		s.desk.Frame(framewire.Select{Row: -1, Col: index})
	}
}

// AskNeuronText asks for a neuron of the shown layer by what was typed.
func (s *Store) AskNeuronText(text string) {
	if i, err := strconv.Atoi(text); err == nil && s.scores != nil && s.nlayer < len(s.scores.Bits) && i >= 0 && i < len(s.scores.Bits[s.nlayer]) {
		s.askNeuron(s.nlayer, i)
	}
	s.typedUnit = text
}

// NeuronText is what stands in the field of the neuron's number.
func (s *Store) NeuronText() string {
	if s.typedUnit != "" || s.neuron == nil {
		return s.typedUnit
	}
	return strconv.Itoa(s.neuron.Index)
}

// CloseNeuron goes back to all neurons.
func (s *Store) CloseNeuron() {
	s.neuron, s.typedUnit = nil, ""
	s.desk.Frame(framewire.Select{Row: -1, Col: -1})
}
