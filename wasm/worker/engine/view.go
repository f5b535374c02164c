package engine

import (
	"errors"
	"fmt"
	"time"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// viewer remembers what the array view watches and what it was last shown.
type viewer struct {
	watch wire.Watch
	shot  lab.Snapshot  // reused: a layer has up to 16 million cells
	shown state         // of the run when the last picture was made
	next  time.Duration // no picture before
}

// state is what a change of means that the array may have changed.
type state struct {
	phase    string
	step     int
	fraction float64 // while programming
}

// share bounds the share of the worker's time that pictures take: one part in so many.
const share = 5

// fit keeps to what a new run has to show: another number of layers, perhaps no devices. Each
// Picture says what it shows, so the page follows.
func (v *viewer) fit(run Run) {
	v.next, v.shown = 0, state{step: -1}
	if v.watch.Layer < 0 || run.Snapshot(v.watch.Layer, v.watch.View, &v.shot) == nil {
		return
	}
	v.watch.View = lab.ViewWeight
	if v.watch.Layer >= len(run.Experiment().Stored()) {
		v.watch.Layer = 0
	}
}

func (m *Machine) setWatch(o wire.Watch) {
	if o.Rate < 0 || o.Rate != o.Rate {
		o.Rate = 0
	}
	m.view.watch = o
	m.view.next, m.view.shown = 0, state{step: -1}
	m.picture(true)
}

// picture shows the watched layer when it changed since the last picture and one is due, or
// when at once is set, which also shows it at rate 0.
func (m *Machine) picture(atOnce bool) {
	v := &m.view
	if m.run == nil || v.watch.Layer < 0 {
		return
	}
	begin := m.now()
	if !atOnce && (v.watch.Rate == 0 || begin < v.next) {
		return
	}
	p := m.run.Progress()
	is := state{phase: p.Phase, step: p.Step}
	if p.Phase == "program" {
		is.fraction = p.Fraction
	}
	if is == v.shown {
		return
	}
	err := m.run.Snapshot(v.watch.Layer, v.watch.View, &v.shot)
	var value *knob.ValueError
	if p.Phase == "program" && errors.As(err, &value) {
		return // devices tell nothing before they are programmed: of a sweep's point, the page asks again in the end
	}
	if err != nil && !atOnce { // a knob changed the memory under the view
		v.fit(m.run)
		err = m.run.Snapshot(v.watch.Layer, v.watch.View, &v.shot)
	}
	if err != nil {
		v.watch.Layer = -1
		m.fail(question, wire.WhereView, err.Error(), "Choose another layer or another view.")
		return
	}
	m.post(wire.Picture{Snapshot: v.shot})
	v.shown = is
	wait := share * (m.now() - begin)
	if v.watch.Rate > 0 {
		wait = max(wait, time.Duration(float64(time.Second)/v.watch.Rate))
	}
	v.next = begin + wait
}

// cell answers AskCell.
func (m *Machine) cell(o wire.AskCell) {
	if !m.has(question) {
		return
	}
	cell, err := m.run.Cell(o.Layer, o.Row, o.Col)
	if err != nil {
		m.fail(question, wire.WhereView, err.Error(), "Choose another cell.")
		return
	}
	m.post(wire.CellInfo{Cell: cell})
}

// shown are the images to choose from: those of the data set that is learnt last.
func (m *Machine) shown() lab.Sets {
	names := m.run.Experiment().DataSets()
	return m.sets[names[len(names)-1]]
}

// classify answers Classify.
func (m *Machine) classify(o wire.Classify) {
	if !m.has(question) {
		return
	}
	pixels, label := o.Body, -1
	values := m.run.Experiment().Data().Grid.Values()
	switch test := m.shown().Test; {
	case len(pixels) == values:
		o.Index = -1
	case len(pixels) > 0:
		what := fmt.Sprintf("a drawn image has %d pixels: %d are allowed", len(pixels), values)
		m.fail(question, wire.WhereDigit, what, "Draw it again.")
		return
	case test == nil || o.Index < 0 || o.Index >= test.N:
		m.fail(question, wire.WhereDigit, fmt.Sprintf("there is no test image %d", o.Index), "Choose another image.")
		return
	default:
		pixels, label = test.Image(o.Index), int(test.Labels[o.Index])
	}
	m.post(wire.Scores{Scores: m.run.Classify(pixels, label), Index: o.Index})
}

// margins answers AskMargins, where a result is there: with the next one the page asks again.
func (m *Machine) margins(wire.AskMargins) {
	if m.run == nil {
		return
	}
	if all, err := m.run.Margins(); err == nil {
		m.post(wire.Margins{Layers: all})
	}
}

// predictions answers AskPredictions.
func (m *Machine) predictions(o wire.AskPredictions) {
	if !m.has(question) {
		return
	}
	p, err := m.run.Predictions()
	if err != nil {
		m.fail(question, wire.WhereDigit, err.Error(), "Wait until the test set is through.")
		return
	}
	body := append(p.Said[:len(p.Said):len(p.Said)], p.Labels...)
	if o.Table {
		body, _ = p.MarshalText()
	}
	m.post(wire.Predictions{Table: o.Table, Link: p.Link, Body: body})
}

// images answers AskImages with those that there are.
func (m *Machine) images(o wire.AskImages) {
	if !m.has(question) {
		return
	}
	var answer wire.Images
	test := m.shown().Test
	for _, i := range o.Images {
		if test != nil && i >= 0 && i < test.N {
			answer.Images, answer.Body = append(answer.Images, i), append(answer.Body, test.Image(i)...)
		}
	}
	m.post(answer)
}

// neuron answers AskNeuron.
func (m *Machine) neuron(o wire.AskNeuron) {
	if !m.has(question) {
		return
	}
	n, err := m.run.Neuron(o.Layer, o.Index)
	if err != nil {
		m.fail(question, wire.WhereDigit, err.Error(), "Choose a digit first, then a neuron.")
		return
	}
	m.post(wire.NeuronInfo{Neuron: n})
}

// mapSums answers AskMapSums.
func (m *Machine) mapSums(o wire.AskMapSums) {
	if !m.has(question) {
		return
	}
	sums, err := m.run.MapSums(o.Layer)
	if err != nil {
		m.fail(question, wire.WhereDigit, err.Error(), "Choose a digit first, then a layer.")
		return
	}
	m.post(wire.MapSums{MapSums: sums})
}

// kernels answers AskKernels.
func (m *Machine) kernels(o wire.AskKernels) {
	if !m.has(question) {
		return
	}
	k, err := m.run.Kernels(o.Layer, o.Map)
	if err != nil {
		m.fail(question, wire.WhereDigit, err.Error(), "Choose another layer or another map.")
		return
	}
	m.post(wire.Kernels{Kernels: k})
}
