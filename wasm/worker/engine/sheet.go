package engine

import (
	"strings"

	"arraylab/devices"
	"arraylab/devices/fit"
	"arraylab/wasm/wire"
)

// answerSheet characterises the memory that was asked for, if any.
func (m *Machine) answerSheet() {
	o := m.sheet
	if o == nil {
		return
	}
	m.sheet = nil
	answer := wire.Sheet{Name: o.Name, Texts: o.Texts}
	s, err := characterise(o.Name, o.Texts)
	if answer.Sheet = s; err != nil {
		answer.Sheet, answer.Wrong = devices.Sheet{}, sentence(err.Error())
	}
	m.post(answer)
}

// characterise is the sheet of a memory, with its charts.
func characterise(name string, texts []string) (devices.Sheet, error) {
	t, err := devices.Find(name)
	if err != nil {
		return devices.Sheet{}, err
	}
	v, ask, err := devices.Parse(t, texts)
	if err != nil {
		return devices.Sheet{}, err
	}
	ask.Charts = true
	return t.Characterise(&v, ask)
}

// fit turns a table of measured resistances into a device.
func (m *Machine) fit(o wire.AskFit) {
	answer := wire.Fitted{File: o.Name}
	f, err := fit.Measured(o.Body, o.Name)
	if err != nil {
		answer.Wrong = sentence("In " + strings.TrimPrefix(err.Error(), "fit: "))
	} else {
		answer.Sheet, answer.Words = f.Sheet, f.Words
		answer.Texts = devices.MeasuredDevice.Ordered(f.Values)
	}
	m.post(answer)
}
