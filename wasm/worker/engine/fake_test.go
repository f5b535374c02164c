package engine

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"arraylab/sim/crew"
	"arraylab/sim/data"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// fake is a run of which every piece of work takes a known time on the test's clock: steps
// optimizer steps of pieces Advances each, then tests Advances of testing.
type fake struct {
	rig    *rig
	e      lab.Experiment
	steps  int
	pieces int
	tests  int
	takes  time.Duration
	saving time.Duration // a Save takes

	done     int // Advances
	stopped  bool
	trained  int // by other numerics
	reinfers int
	boom     bool
}

func (f *fake) Advance() bool {
	if f.boom {
		panic("a cell is out of its array")
	}
	if f.left() == 0 {
		return false
	}
	f.done++
	f.rig.clock += f.takes
	return f.left() > 0
}
func (f *fake) left() int      { return f.steps*f.pieces + f.tests - f.done }
func (f *fake) Rest()          {}
func (f *fake) Abandon()       {}
func (f *fake) StepDone() bool { return !f.training() || f.done%f.pieces == 0 }
func (f *fake) training() bool { return f.done < f.steps*f.pieces }
func (f *fake) Stop()          { f.stopped, f.done = true, f.steps*f.pieces }
func (f *fake) Reinfer(e lab.Experiment) error {
	f.e, f.done = e, f.steps*f.pieces
	f.reinfers++
	return nil
}
func (f *fake) Points() []lab.Point { return make([]lab.Point, f.done/10) }
func (f *fake) Result() (lab.Result, bool) {
	return lab.Result{Link: f.e.Link(), Step: f.done, Trained: f.trained}, f.left() == 0
}
func (f *fake) Experiment() lab.Experiment { return f.e }
func (f *fake) Model() ([]byte, error)     { return f.Save() }
func (f *fake) ONNX() ([]byte, error) {
	if f.done < f.pieces*f.steps {
		return nil, &lab.NeedError{What: "a trained network"}
	}
	return []byte("onnx"), nil
}

func (f *fake) Save() ([]byte, error) {
	if f.training() && f.done%f.pieces != 0 {
		return nil, errors.New("lab: saved within a step")
	}
	f.rig.clock += f.saving
	return []byte{byte(f.done)}, nil
}
func (f *fake) Progress() lab.Progress {
	p := lab.Progress{Phase: "test", Step: min(f.done/f.pieces, f.steps)}
	if f.training() {
		p.Phase = "train"
	}
	return p
}
func (f *fake) Classify(pixels []byte, label int) lab.Scores {
	return lab.Scores{Class: int(pixels[0]), Label: label}
}
func (f *fake) Margins() ([]lab.Margins, error) {
	if f.done < f.pieces*f.steps {
		return nil, &lab.NeedError{What: "to be through"}
	}
	return []lab.Margins{{Counts: []int64{1, 2}}}, nil
}

func (f *fake) Predictions() (lab.Predictions, error) {
	if f.done < f.pieces*f.steps {
		return lab.Predictions{}, &lab.NeedError{What: "to be through"}
	}
	return lab.Predictions{Link: "v=1", Task: "mnist", Said: []byte{7, 2, 1}, Labels: []byte{7, 3, 1}}, nil
}

func (f *fake) Weights() []byte { return []byte{1, 2} }

func (f *fake) Neuron(layer, index int) (lab.Neuron, error) {
	return lab.Neuron{}, fmt.Errorf("lab: layer %d has no neuron %d", layer, index)
}
func (f *fake) MapSums(layer int) (lab.MapSums, error) {
	if layer > 0 {
		return lab.MapSums{}, fmt.Errorf("lab: there is no layer %d", layer)
	}
	return lab.MapSums{Most: 3, Shades: []byte{1, 128, 255}}, nil
}
func (f *fake) Kernels(layer, row int) (lab.Kernels, error) {
	if layer > 0 {
		return lab.Kernels{}, fmt.Errorf("lab: there is no layer %d", layer)
	}
	return lab.Kernels{From: row, Window: lab.Grid{C: 1, H: 1, W: 2}, Codes: []byte{0, 1}}, nil
}
func (f *fake) Cell(layer, row, col int) (lab.Cell, error) {
	return lab.Cell{Layer: layer, Row: row, Col: col}, nil
}
func (f *fake) Snapshot(layer int, view string, s *lab.Snapshot) error {
	if layer >= len(f.e.Stored()) {
		return fmt.Errorf("lab: there is no layer %d", layer)
	}
	if view == lab.ViewResistance && !slices.Contains(f.e.Views(), view) {
		return fmt.Errorf("lab: view=%s without devices", view)
	}
	*s = lab.Snapshot{Layer: layer, View: view, Rows: 1, Cols: 1, Step: f.Progress().Step, Cells: []byte{1}}
	return nil
}

// rig is a machine on a bench: what it reports is kept, time is the sum of what fakes take.
type rig struct {
	*Machine
	t     *testing.T
	clock time.Duration
	said  []any
	run   *fake
	stack string
}

// newRig makes a machine whose runs are copies of like.
func newRig(t *testing.T, like fake) *rig {
	r := &rig{t: t}
	r.Machine = New(crew.Alone{}, false, func(msg any) {
		b, err := wire.Table().Encode(msg)
		if err != nil {
			t.Errorf("%T cannot be sent: %v", msg, err)
			return
		}
		arrived, err := wire.Table().Decode(b)
		if err != nil {
			t.Errorf("%T does not arrive: %v", msg, err)
		}
		r.said = append(r.said, arrived)
	}, func() time.Duration { return r.clock })
	r.trace = func(stack string) { r.stack = stack }
	r.newRun = func(e lab.Experiment, s lab.Sets) (Run, error) {
		if s.Train == nil {
			return nil, &lab.NeedError{What: "images"}
		}
		f := like
		f.rig, f.e = r, e
		r.run = &f
		return r.run, nil
	}
	r.sets["mnist"] = lab.Sets{Train: &data.Set{},
		Test: &data.Set{Shape: data.Tasks()[0].Shape, N: 1, Images: make([]byte, 784), Labels: []byte{3}}}
	return r
}

// works lets the machine work until it rests.
func (r *rig) works() {
	for range 1_000_000 {
		if !r.Work() {
			return
		}
	}
	r.t.Fatal("the machine never rests")
}

// of returns what was reported of one type since the last call of clear.
func of[T any](r *rig) []T {
	var all []T
	for _, msg := range r.said {
		if m, ok := msg.(T); ok {
			all = append(all, m)
		}
	}
	return all
}

func (r *rig) clear() { r.said = nil }

// wants checks the states that were reported, in order.
func (r *rig) wants(states ...string) {
	r.t.Helper()
	var got []string
	for _, s := range of[wire.Status](r) {
		got = append(got, s.State)
	}
	if !reflect.DeepEqual(got, states) {
		r.t.Errorf("states %v, want %v", got, states)
	}
	for _, f := range of[wire.Failure](r) {
		r.t.Errorf("failure: %+v", f)
	}
}
