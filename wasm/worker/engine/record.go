package engine

import (
	"fmt"
	"strings"

	"arraylab/sim/data"
	"arraylab/sim/data/own"
	"arraylab/sim/lab"
	"arraylab/sim/signal"
	"arraylab/wasm/wire"
	"arraylab/wasm/worker/brought"
)

// takeRecord makes samples of a person's recording, as a synthetic data set has them.
func (m *Machine) takeRecord(o wire.Record) {
	records, err := own.Records(brought.Files(o.Names, o.Sizes, o.Body))
	var r *signal.Recording
	if err == nil {
		r, err = recording(o.Task, &records[0])
	}
	if err != nil {
		said := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "data: "), "signal: ")
		m.post(wire.Recorded{Task: o.Task, Wrong: sentence(said)})
		return
	}
	m.record = r
	m.post(wire.Recorded{Task: r.Task, Samples: r.Samples, Electrodes: r.Electrodes})
}

// recording is one as package signal takes it.
func recording(task string, r *own.Record) (*signal.Recording, error) {
	var channels []signal.Channel
	var events []signal.Event
	for _, l := range r.Leads {
		channels = append(channels, signal.Channel{Name: l.Name, Unit: l.Unit, Window: l.Window})
	}
	for _, mark := range r.Marks {
		events = append(events, signal.Event{At: mark.At, Text: mark.Text})
	}
	return signal.Record(task, channels, events, r.Seconds())
}

// sample tells what the network says of a sample of the recording.
func (m *Machine) sample(o wire.AskSample) {
	if !m.has(question) {
		return
	}
	r := m.record
	fits := func(e int) bool { return e >= 0 && e < len(r.Electrodes) }
	switch {
	case r == nil || r.Task != m.run.Experiment().Task:
		m.fail(question, wire.WhereDigit, "there is no recording that this network can see",
			"Train a network for "+lab.TaskOf(data.Inversion).Title+" or "+lab.TaskOf(data.EEG).Title+", then drop it.")
	case o.Sample < 0 || o.Sample >= r.Samples || !fits(o.A) || !fits(o.B):
		m.fail(question, wire.WhereDigit, fmt.Sprintf("there is no sample %d with the electrodes %d and %d exchanged",
			o.Sample, o.A, o.B), "Choose another one.")
	default:
		values, label := r.Sample(o.Sample, o.A, o.B)
		m.post(wire.Scores{Scores: m.run.Classify(values, label), Index: -1})
	}
}
