package engine

import (
	"errors"
	"strings"

	"arraylab/devices"
	"arraylab/devices/fit"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// askSheet leaves the answer to Work: of several questions that wait only the last counts.
func (m *Machine) askSheet(o wire.AskSheet) { m.sheet = &o }

// answerSheet characterises the memory that was asked for, if any: first by numbers, which a slider can follow, then
// with the charts.
func (m *Machine) answerSheet() {
	o := m.sheet
	if o == nil {
		return
	}
	m.sheet = nil
	for _, charts := range []bool{false, true} {
		answer := wire.Sheet{Name: o.Name, Texts: o.Texts, Charted: charts}
		s, err := characterise(o, charts)
		if answer.Sheet = s; err != nil {
			answer.Sheet, answer.Wrong, answer.Charted = devices.Sheet{}, sentence(err.Error()), true
		}
		m.post(answer)
		if err != nil {
			return
		}
	}
}

// characterise is the sheet of a memory.
func characterise(o *wire.AskSheet, charts bool) (devices.Sheet, error) {
	t, err := devices.Find(o.Name)
	if err != nil {
		return devices.Sheet{}, err
	}
	v, ask, err := devices.Parse(t, o.Texts)
	if err != nil {
		return devices.Sheet{}, err
	}
	ask.Charts, ask.Layers = charts, o.Layers
	return t.Characterise(&v, ask)
}

// claims sets what papers say of energy beside a result.
func (m *Machine) claims(o wire.AskClaims) {
	all, _ := lab.Claims(o.Result, o.Bears) // its errors are those of the ledger, which the page has
	m.post(wire.Claims{Link: o.Result.Link, Fingerprint: o.Result.Fingerprint, Claims: all})
}

// fit turns a table of measurements into a device, or says what there is to choose first.
func (m *Machine) fit(o wire.AskFit) {
	answer := wire.Fitted{File: o.Name}
	f, err := fit.Measured(o.Body, o.Name, fit.Given{Columns: fit.Columns(o.Columns)})
	var unclear *fit.ColumnsError
	switch {
	case errors.As(err, &unclear):
		answer.Choice = &unclear.Choice
	case err != nil:
		answer.Wrong = sentence("In " + strings.TrimPrefix(err.Error(), "fit: "))
	default:
		answer.Sheet, answer.Words, answer.Doubts = f.Sheet, f.Words, f.Doubts
		answer.Memory, answer.Texts = f.Technology.Name, f.Technology.Ordered(f.Values)
	}
	m.post(answer)
}
