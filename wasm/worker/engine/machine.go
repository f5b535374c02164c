// Package engine is the worker's state machine: it takes the orders of the page, works on the
// run in short slices, and reports. It knows no browser; the worker's main wires it to one.
package engine

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/lab"
	"arraylab/sim/signal"
	"arraylab/wasm/wire"
)

// Slice is how long Work works before it returns, so that orders are looked at: together with
// one piece of work that overruns it, well within the 100 ms in which an order is answered.
const Slice = 16 * time.Millisecond

// maxBytes bounds the memory of a run: a wasm program has 4 GiB at most, of which the images
// and the garbage of the run before take their share (assumed).
const maxBytes = 3 << 30

// Run is what the machine needs of a *lab.Run.
type Run interface {
	Advance() bool
	Rest()
	Abandon()
	StepDone() bool
	Stop()
	Reinfer(lab.Experiment) error
	Progress() lab.Progress
	Points() []lab.Point
	Result() (lab.Result, bool)
	Experiment() lab.Experiment
	Classify(pixels []byte, label int) lab.Scores
	Neuron(layer, index int) (lab.Neuron, error)
	MapSums(layer int) (lab.MapSums, error)
	Kernels(layer, row int) (lab.Kernels, error)
	Margins() ([]lab.Margins, error)
	Predictions() (lab.Predictions, error)
	Weights() []byte
	Snapshot(layer int, view string, s *lab.Snapshot) error
	Cell(layer, row, col int) (lab.Cell, error)
	Save() ([]byte, error)
	Model() ([]byte, error)
	ONNX() ([]byte, error)
}

// Machine holds one run and the images. Handle and Work must be called by one goroutine; a
// panic in either ends the machine with a fatal Failure, never the program.
type Machine struct {
	crew   crew.Crew
	shared bool // the crew has a memory in common
	post   func(msg any)
	now    func() time.Duration // since some moment, never backwards

	trace   func(stack string) // of a panic: to the console
	newRun  func(lab.Experiment, lab.Sets) (Run, error)
	openRun func([]byte, lab.Sets) (Run, error)

	sets    map[string]lab.Sets // by task
	brought ownData
	record  *signal.Recording // of a person, which the network is to see; nil for none

	run     Run
	job     wire.Job // that the run is of: the last order that was taken up
	state   string
	reason  string // of the next Result
	waiting any    // wire.Start or wire.Load that lacks images
	packed  []*unpacking
	series  *series        // the sweep under way
	sheet   *wire.AskSheet // not answered yet
	saves   []wire.Save
	resave  time.Duration // no autosave before
	step    bool          // pause after one optimizer step
	from    int           // the optimizer steps done when that was ordered
	dead    bool
	results results

	told struct { // what the page knows already
		progress time.Duration
		points   int
	}
	view viewer
}

// New returns an idle machine that leads a crew and reports through post; a message may be kept by
// it only until it returns. now is a monotonic clock.
func New(c crew.Crew, shared bool, post func(msg any), now func() time.Duration) *Machine {
	return &Machine{
		crew: c, shared: shared, post: post, now: now, sets: map[string]lab.Sets{}, state: wire.StateIdle,
		view:    viewer{watch: wire.Watch{Layer: -1}},
		trace:   func(stack string) { println(stack) },
		newRun:  func(e lab.Experiment, s lab.Sets) (Run, error) { return orNil(lab.Lead(c, e, s)) },
		openRun: func(b []byte, s lab.Sets) (Run, error) { return orNil(lab.OpenWith(c, b, s)) },
	}
}

// orNil keeps a nil *lab.Run from becoming a Run that is not nil.
func orNil(r *lab.Run, err error) (Run, error) {
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Hello reports that the machine is there. slow is how long an exchange took that kept it alone, else 0.
func (m *Machine) Hello(slow time.Duration) {
	m.post(wire.Ready{Numerics: lab.NumericVersion, SIMD: kernel.Vectorized(), Workers: m.crew.Size(), Shared: m.shared,
		Slow: float64(slow) / float64(time.Millisecond)})
}

// Handle carries out one order of the page.
func (m *Machine) Handle(order any) {
	defer m.guard()
	if m.dead {
		return
	}
	for _, k := range orders {
		if k.is == reflect.TypeOf(order) {
			k.carryOut(m, order)
			return
		}
	}
	what := fmt.Sprintf("the engine does not know the order %T", order)
	m.fail(wire.JobOf(order), "engine", what, "Reload the page.")
}

// kind is a row of the table of orders: a type of them, and what it does.
type kind struct {
	is       reflect.Type
	carryOut func(*Machine, any)
}

func by[T any](carryOut func(*Machine, T)) kind {
	return kind{reflect.TypeFor[T](), func(m *Machine, order any) { carryOut(m, order.(T)) }}
}

// orders is the table.
var orders = [...]kind{
	by((*Machine).take),
	by((*Machine).start),
	by((*Machine).load),
	by((*Machine).control),
	by((*Machine).reinfer),
	by((*Machine).beginSweep),
	by((*Machine).classify),
	by((*Machine).neuron),
	by((*Machine).mapSums),
	by((*Machine).kernels),
	by((*Machine).margins),
	by((*Machine).predictions),
	by((*Machine).weights),
	by((*Machine).images),
	by((*Machine).setWatch),
	by((*Machine).cell),
	by((*Machine).askSheet),
	by((*Machine).claims),
	by((*Machine).fit),
	by((*Machine).bring),
	by((*Machine).takeRecord),
	by((*Machine).sample),
	by((*Machine).save),
	by((*Machine).unread),
}

// unread tells of an order that could not be read.
func (m *Machine) unread(o wire.Failure) { m.post(o) }

// Busy tells whether Work has something to do.
func (m *Machine) Busy() bool {
	switch {
	case m.dead:
		return false
	case len(m.packed) > 0 || m.sheet != nil:
		return true
	case m.run == nil:
		return false
	}
	return m.state == wire.StateRunning || len(m.saves) > 0
}

// Work advances the run for about a Slice, reports, and tells whether there is more to do.
func (m *Machine) Work() bool {
	defer m.guard()
	m.answerSheet()
	for begin := m.now(); m.Busy() && m.now()-begin < Slice; {
		if len(m.packed) > 0 {
			m.unpack()
		} else {
			m.advance()
		}
	}
	m.report(false)
	return m.Busy()
}

// advance does one piece of the run's work.
func (m *Machine) advance() {
	if !m.run.Advance() {
		m.finish()
		return
	}
	if m.run.StepDone() {
		if m.step && m.run.Progress().Step > m.from {
			m.progress(true)
			m.setState(wire.StatePaused)
			m.picture(true)
		}
		m.answerSaves() // after the word of the pause: a large checkpoint takes a good part of a second
	}
}

// finish reports what came of the run.
func (m *Machine) finish() {
	m.answerSaves()
	m.progress(m.reason != "reinfer" || m.series != nil)
	if m.reason != "reinfer" {
		defer m.picture(true) // the figures first
	} // after a knob the page asks for the picture when it rests: of devices it takes as long as an inference
	result, ok := m.run.Result()
	if !ok {
		m.fail(m.job, "engine", "the run ended without a result", "Start it again.")
		m.setState(wire.StateIdle)
		return
	}
	if m.nextOfSweep(result) {
		return
	}
	m.post(wire.Result{Job: m.job, Result: result, Reason: m.reason})
	m.setState(wire.StateDone)
	m.results.keep(wire.NameOf(&result), m.run.Weights()) // after the result: nobody waits for them
}

// report tells the page how far the run is, not too often unless all is asked for.
func (m *Machine) report(all bool) {
	if m.run == nil || m.dead {
		return
	}
	m.progress(all)
	if m.reason != "reinfer" || all { // a knob was moved: its accuracy comes first
		m.picture(all)
	}
}

const (
	progressEvery = 150 * time.Millisecond // about seven a second: fluid and cheap
	unasked       = 400 * time.Millisecond // an inference that is shorter is a moment: its result alone is told
)

// progress tells of progress and of new points.
func (m *Machine) progress(all bool) {
	if now := m.now(); all || now-m.told.progress >= progressEvery {
		m.told.progress = now
		m.post(wire.Progress{Job: m.job, Progress: m.run.Progress()})
	}
	points := m.run.Points()
	for _, p := range points[min(m.told.points, len(points)):] {
		m.post(wire.CurvePoint{Job: m.job, Point: p})
	}
	m.told.points = len(points)
}

// setState changes the state and says so.
func (m *Machine) setState(state string) {
	m.state, m.step = state, false
	status := wire.Status{Job: m.job, State: state}
	if m.run != nil {
		status.Link = m.run.Experiment().Link()
	}
	m.post(status)
}

// fail tells what went wrong with a job, or with a question about the run, which is of none; the machine goes on.
func (m *Machine) fail(of wire.Job, where, what, do string) {
	m.post(wire.Failure{Job: of, Where: where, What: sentence(what), Do: do})
}

// question is the job of what only asks about the run.
const question wire.Job = 0

// guard turns a panic into a fatal Failure.
func (m *Machine) guard() {
	v := recover()
	if v == nil {
		return
	}
	m.dead, m.run, m.waiting, m.packed, m.sheet = true, nil, nil, nil, nil
	m.trace(string(debug.Stack()))
	where, do := "engine", "Start it again."
	if strings.Contains(fmt.Sprint(v), "makeslice") { // the length asked for cannot be had
		where, do = "memory", "Choose a smaller network, then start again."
	}
	m.post(wire.Failure{Where: where, What: sentence(fmt.Sprintf("the engine failed: %v", v)), Do: do, Fatal: true})
}

// sentence makes one of an error's text: without the package's prefix, with a capital and a
// full stop.
func sentence(s string) string {
	if name, rest, ok := strings.Cut(s, ": "); ok && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "" &&
		rest != "" {
		s = rest
	}
	_, first := utf8.DecodeRuneInString(s)
	s = strings.ToUpper(s[:first]) + s[first:]
	return strings.TrimSuffix(s, ".") + "."
}
