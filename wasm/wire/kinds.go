package wire

import (
	"arraylab/wasm/codec"
	"arraylab/wasm/framewire"
)

// Table returns the messages of the line between the page and its worker.
func Table() codec.Table {
	return codec.Table{
		// Orders, from the page to the worker.
		codec.With(func(m *Data) *[]byte { return &m.Body }),
		codec.With(func(m *Load) *[]byte { return &m.Body }),
		codec.With(func(m *Start) *[]byte { return &m.Body }),
		codec.Plain[Control](),
		codec.Plain[Reinfer](),
		codec.Plain[Sweep](),
		codec.With(func(m *Classify) *[]byte { return &m.Body }),
		codec.Plain[AskNeuron](),
		codec.Plain[AskMapSums](),
		codec.Plain[AskKernels](),
		codec.Plain[AskMargins](),
		codec.Plain[AskPredictions](),
		codec.Plain[AskWeights](),
		codec.Plain[AskImages](),
		codec.Plain[Watch](),
		codec.Plain[AskCell](),
		codec.Plain[AskSheet](),
		codec.Plain[AskClaims](),
		codec.With(func(m *AskFit) *[]byte { return &m.Body }),
		codec.With(func(m *Bring) *[]byte { return &m.Body }),
		codec.With(func(m *Record) *[]byte { return &m.Body }),
		codec.Plain[AskSample](),
		codec.Plain[Save](),
		codec.With(func(m *Lend) *[]byte { return &m.Own.Body }),
		// Reports, from the worker to the page.
		codec.Plain[Ready](),
		codec.Plain[DataState](),
		codec.Plain[Status](),
		codec.Plain[Progress](),
		codec.Plain[CurvePoint](),
		codec.Plain[Result](),
		codec.Plain[SweepPoint](),
		codec.Plain[Scores](),
		codec.Plain[NeuronInfo](),
		codec.With(func(m *MapSums) *[]byte { return &m.Shades }),
		codec.With(func(m *Kernels) *[]byte { return &m.Codes }),
		codec.Plain[Margins](),
		codec.With(func(m *Predictions) *[]byte { return &m.Body }),
		codec.With(func(m *Weights) *[]byte { return &m.Body }),
		codec.With(func(m *Images) *[]byte { return &m.Body }),
		framewire.PictureKind(),
		codec.Plain[CellInfo](),
		codec.Plain[Sheet](),
		codec.Plain[Claims](),
		codec.Plain[Fitted](),
		codec.Plain[Lent](),
		codec.Plain[Understood](),
		codec.Plain[Recorded](),
		codec.With(func(m *Saved) *[]byte { return &m.Body }),
		codec.Plain[Failure](),
	}
}
