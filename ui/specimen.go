package ui

import (
	"strconv"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/digit"
	"arraylab/ui/spell"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

// specimen is the image at work: one of the test set, or one of the visitor's own, which is drawn, or a picture where
// images are in colour.
type specimen struct {
	drawing    bool // it is the visitor's own
	index      int  // of the test image
	strokes    []digit.Stroke
	photo      []byte // the picture, of the size of the images it was made for
	scores     *lab.Scores
	asking     question
	classified time.Duration
	nlayer     int // the hidden layer whose neurons are shown
	neuron     *lab.Neuron
	byKeys     bool // the next one was chosen by keys
	maps       mapView
	record     *recording // of a person, in place of the test images; nil for none
	recordName string     // of the one that is read
	typedImage string     // what stands in the field of the image's number while it is typed
	typedUnit  string     // the same of the neuron's number
}

// sums is how many a layer makes for an image: one a neuron, or one a place of each of its maps.
func (p *specimen) sums(layer int) int {
	switch {
	case p.scores == nil || layer < 0 || layer > len(p.scores.Bits):
		return 0
	case layer == len(p.scores.Bits):
		return len(p.scores.Scores)
	}
	return len(p.scores.Bits[layer])
}

// eight tells whether the outputs of a hidden layer have 8 bits.
func (p *specimen) eight(layer int) bool {
	return p.scores != nil && layer >= 0 && layer < len(p.scores.Eight) && p.scores.Eight[layer]
}

// reads notes the name of the recording that is read.
func (p *specimen) reads(name string) { p.recordName = name }

// begins shows a recording, or the test images again.
func (p *specimen) begins(r *recording) {
	p.record, p.drawing = r, r != nil
	if r != nil {
		p.record.sample = 0
	}
}

// look chooses the hidden layer whose neurons are shown.
func (p *specimen) look(layer int) {
	if p.scores != nil {
		p.nlayer = max(min(layer, len(p.scores.Bits)-1), 0)
	}
}

// forget follows that there is no network any more.
func (p *specimen) forget() {
	p.scores, p.neuron = nil, nil
	p.maps.forget()
}

// startAnew follows that nothing the engine was asked will be answered.
func (p *specimen) startAnew() {
	p.asking, p.maps.asking = question{}, question{}
	if p.record != nil {
		p.begins(nil) // another engine has none
	}
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
		if l, err := s.parsed(s.result.Link); err == nil {
			return s.lastOf(l.Experiment)
		}
	}
	return s.lastOf(s.link.Experiment)
}

// pad is the size of the pictures that are drawn for it.
func (s *Store) pad() digit.Size {
	w, h := chart.Plane(s.shownTask().Grid)
	return digit.Size{W: w, H: h}
}

// photos tells whether the visitor's own images are pictures, not drawings: those of the data set are in colour.
func (s *Store) photos() bool { return chart.InColour(s.shownTask().Grid) && !s.signals() }

// own is the visitor's own image as the network takes it; false while there is none.
func (s *Store) own() ([]byte, bool) {
	if s.photos() {
		return s.specimen.photo, len(s.specimen.photo) == s.shownTask().Grid.Values()
	}
	return s.pad().FromStrokes(s.specimen.strokes)
}

// signals tells whether the data set holds signals, of which nobody draws one; nor does the pad have room for pictures
// in colour that are no squares.
func (s *Store) signals() bool {
	g := s.shownTask().Grid
	return g.Signal() || chart.InColour(g) && g.H != g.W
}

// Caveat is what is to be said of all figures of the data set that is shown; "" for nothing.
func (s *Store) Caveat() string { return s.shownTask().Caveat }

// begun tells whether there is something of the visitor's own image.
func (s *Store) begun() bool {
	if s.record() != nil {
		return true
	}
	if s.photos() {
		_, ok := s.own()
		return ok
	}
	return len(s.specimen.strokes) > 0
}

// Photo takes a picture, made as small as the images of the data set: red, green and blue of each pixel.
func (s *Store) Photo(pixels []byte) {
	if !s.photos() || s.Hidden("draw") {
		return
	}
	s.specimen.photo, s.specimen.drawing = pixels, true
	s.classify()
}

// Unseen tells of a picture that cannot be shown.
func (s *Store) Unseen(name string) {
	s.notify(Notice{Where: wire.WhereDigit, Key: "photo",
		What:   spell.Short(name) + " is no picture that this browser can show.",
		Advice: "Choose another one, in PNG or JPEG."})
}

// word is what one sample is called of the data set that is shown.
func (s *Store) word() lab.Word { return s.shownTask().Word }

// lastOf is the data set that is learnt last.
func (s *Store) lastOf(e lab.Experiment) lab.Task {
	names := e.DataSets()
	return s.named(e, e.TaskOf(names[len(names)-1]))
}

// classify asks what the network says of the digit, the latest only.
func (s *Store) classify() {
	if !s.session.Alive() || s.foreign.on || s.result == nil && !s.session.Active() && !s.session.Paused() {
		return
	}
	if s.signals() {
		s.specimen.drawing = s.record() != nil
	}
	if r := s.record(); r != nil && s.specimen.drawing {
		if s.specimen.asking.ask() {
			s.desk.Order(wire.AskSample{Sample: r.sample, A: r.a, B: r.b})
		}
		return
	}
	order := wire.Classify{Index: s.specimen.index}
	if s.specimen.drawing {
		pixels, ok := s.own()
		if !ok && !s.specimen.asking.asked {
			return
		}
		order = wire.Classify{Index: -1, Body: pixels}
	}
	if s.specimen.asking.ask() {
		s.specimen.classified = s.desk.Now()
		s.desk.Order(order)
	}
}

// scored takes the answer.
func (s *Store) scored(m wire.Scores) {
	again := s.specimen.asking.answered()
	if s.foreign.on {
		return
	}
	if s.specimen.drawing == (m.Index < 0) && !(s.specimen.drawing && !s.begun()) {
		s.specimen.scores = &m.Scores
		s.followNeuron()
		s.askMaps()
	}
	if again {
		s.classify()
	}
	if !s.array.showFrame {
		s.openArray()
	}
	// The digit was seen at work with the weights as they were trained: now program the chip.
	s.order(s.session.Program(s.modelProgrammed()))
}

// followNeuron shows the chosen neuron at work on the digit, unless the network is another, smaller one.
func (s *Store) followNeuron() {
	s.specimen.look(s.specimen.nlayer)
	switch n := s.specimen.neuron; {
	case n == nil:
	case n.Index < s.specimen.sums(n.Layer):
		s.askNeuron(n.Layer, n.Index)
	default:
		s.CloseNeuron()
	}
}

func (s *Store) neuronInfo(m wire.NeuronInfo) {
	if !s.foreign.on {
		s.specimen.neuron = &m.Neuron
		if s.specimen.byKeys {
			s.desk.Focus("neuron-next")
		}
		s.specimen.byKeys = false
	}
}

// Pick shows a test image by its number; numbers out of range wrap around.
func (s *Store) Pick(index int) {
	s.specimen.typedImage = ""
	if n := s.TestImages(); n > 0 {
		s.specimen.index = (index%n + n) % n
	}
	s.specimen.begins(nil)
	s.classify()
}

// PickText shows a test image by what was typed.
func (s *Store) PickText(text string) {
	if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < s.TestImages() {
		s.Pick(i)
	}
	s.specimen.typedImage = text // it stays as it was typed: "1" on the way to "12"
}

// imageText is what stands in the field of the image's number.
func (p *specimen) imageText() string {
	if p.typedImage != "" {
		return p.typedImage
	}
	return strconv.Itoa(p.index)
}

// Random shows some other test image: a multiplicative walk that meets all of them.
func (s *Store) Random() {
	s.Pick(s.specimen.index + 1 + int(s.desk.Now()/time.Microsecond)%max(s.TestImages()-1, 1))
}

// Draw switches between drawing and the test images.
func (s *Store) Draw(on bool) {
	if s.specimen.drawing == on || on && s.signals() {
		return
	}
	s.specimen.drawing = on
	if on {
		s.specimen.scores = nil
		if !s.photos() {
			s.desk.Ink(s.specimen.strokes)
		}
	}
	s.classify()
}

// Ink takes all strokes on the pad, whenever the pen moved.
func (s *Store) Ink(strokes []digit.Stroke) {
	s.specimen.strokes = strokes
	s.classify()
}

// Undo takes back the last stroke.
func (s *Store) Undo() {
	if n := len(s.specimen.strokes); n > 0 {
		s.redraw(s.specimen.strokes[: n-1 : n-1])
	}
}

// Clear empties the pad.
func (s *Store) Clear() { s.redraw(nil) }

func (s *Store) redraw(strokes []digit.Stroke) {
	s.specimen.strokes = strokes
	s.desk.Ink(strokes)
	if len(strokes) == 0 {
		s.specimen.scores, s.specimen.neuron = nil, nil
	}
	s.classify()
}

// NeuronLayer chooses the hidden layer whose neurons are shown.
func (s *Store) NeuronLayer(layer int) {
	s.specimen.nlayer, s.specimen.neuron, s.specimen.typedUnit = layer, nil, ""
}

// AskNeuron asks for a neuron at work, and marks its column in the array.
func (s *Store) AskNeuron(layer, index int) {
	s.specimen.typedUnit = ""
	s.askNeuron(layer, index)
}

func (s *Store) askNeuron(layer, index int) {
	if s.specimen.scores == nil || layer < 0 || layer > len(s.specimen.scores.Bits) {
		return
	}
	s.desk.Order(wire.AskNeuron{Layer: layer, Index: index})
	if layer == s.array.layer {
		s.desk.Frame(framewire.Select{Row: -1, Col: index / s.positions(layer)})
	}
}

// firstNeuron puts the first neuron of the shown layer to work, for those who choose by keys: the focus follows it.
func (s *Store) firstNeuron() {
	s.specimen.byKeys = true
	s.pickNeuron(0)
}

// AskNeuronText asks for a neuron of the shown layer, or the place in the middle of a map, by what was typed.
func (s *Store) AskNeuronText(text string) {
	layer := s.specimen.nlayer
	g, places := s.gridOf(layer), s.positions(layer)
	if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < s.specimen.sums(layer)/places {
		s.askNeuron(layer, i*places+g.H/2*g.W+g.W/2)
	}
	s.specimen.typedUnit = text
}

// neuronText is what stands in the field of the number of the neuron, or of the map.
func (s *Store) neuronText() string {
	if s.specimen.typedUnit != "" || s.specimen.neuron == nil {
		return s.specimen.typedUnit
	}
	return strconv.Itoa(s.specimen.neuron.Index / s.positions(s.specimen.neuron.Layer))
}

// CloseNeuron goes back to all neurons.
func (s *Store) CloseNeuron() {
	s.specimen.neuron, s.specimen.typedUnit = nil, ""
	s.desk.Frame(framewire.Select{Row: -1, Col: -1})
}
