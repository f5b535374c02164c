package signal

import (
	"fmt"
	"slices"
	"strings"

	"arraylab/sim/data"
)

// Channel is a signal of a person's recording, as long as all of them are.
type Channel struct {
	Name string // "V1", "C3"
	Unit string // of its values: "mV", "uV"
	// Window are the values from a time on, so many over so many seconds.
	Window func(from, seconds float64, values int) []float32
}

// Event is what somebody annotated in a recording.
type Event struct {
	At   float64 // seconds
	Text string  // "T1"
}

// Recording is a person's recording, cut into samples as a network takes them that was trained on a synthetic data set:
// the same leads, rate and steps of the 8 bits. Each lead of a sample is without its mean: that of a model is near zero.
type Recording struct {
	Task       string
	Electrodes []string // that can be swapped
	Samples    int

	channels []Channel // those of the electrodes' leads, in their order
	begins   []float64 // of the samples, seconds
	labels   []int     // of the samples, as they were recorded; -1 where that is not known
	seconds  float64   // of a sample
}

// mostSamples bounds the samples of a recording: those of a day are more than anybody looks at.
const mostSamples = 1000

// limbAndChestLeads are the leads that give the potentials of all electrodes of an electrocardiogram.
func limbAndChestLeads() []string { return []string{"I", "II", "V1", "V2", "V3", "V4", "V5", "V6"} }

// heartElectrodes are in the order of RA, LA, LL and V1 to V6.
func heartElectrodes() []string {
	return []string{"RA", "LA", "LL", "V1", "V2", "V3", "V4", "V5", "V6"}
}

// headElectrodes are those of eegElectrodes.
func headElectrodes() []string {
	return []string{"F3", "Fz", "F4", "FC3", "FC4", "C3", "Cz", "C4", "T7", "T8", "CP3", "CP4", "P3", "Pz", "P4", "Oz"}
}

// Record makes samples of a recording for a data set, which must be one of swapped electrodes or of imagined hands. The
// error says in words which leads there are not.
func Record(task string, channels []Channel, events []Event, seconds float64) (*Recording, error) {
	r := &Recording{Task: task}
	var needed []string
	switch task {
	case data.Inversion:
		r.Electrodes, needed = heartElectrodes(), limbAndChestLeads()
		r.seconds = float64(inversionValues) / inversionRate
	case data.EEG:
		r.Electrodes, needed = headElectrodes(), headElectrodes()
		r.seconds = float64(eegValues) / eegRate
	default:
		return nil, fmt.Errorf("signal: no recording is taken for %s", task)
	}
	var names []string
	for _, c := range channels {
		names = append(names, plain(c.Name))
	}
	for _, name := range needed {
		i := slices.Index(names, strings.ToUpper(name))
		if i < 0 {
			return nil, fmt.Errorf("signal: the recording has no lead %s: needed are %s, there are %s", name,
				strings.Join(needed, " "), strings.Join(names, " "))
		}
		r.channels = append(r.channels, channels[i])
	}
	r.cut(events, seconds)
	if r.Samples == 0 {
		return nil, fmt.Errorf("signal: the recording is %.3g seconds long: a sample takes %.3g", seconds, r.seconds)
	}
	return r, nil
}

// plain is the name of a lead without what files put around it: "EEG C3-REF", "Fc5.", "ECG lead II".
func plain(name string) string {
	words := strings.Fields(strings.ToUpper(name))
	if len(words) == 0 {
		return ""
	}
	word, _, _ := strings.Cut(words[len(words)-1], "-")
	return strings.Trim(word, ".")
}

// cut finds the samples: from the events of imagined hands on, else one after the other.
func (r *Recording) cut(events []Event, seconds float64) {
	if r.Task == data.EEG {
		for _, e := range events {
			label := slices.Index([]string{"T1", "T2"}, e.Text) // left and right, as in EEG Motor Movement/Imagery
			if label >= 0 && e.At >= 0 && e.At+r.seconds <= seconds && len(r.begins) < mostSamples {
				r.begins, r.labels = append(r.begins, e.At), append(r.labels, label)
			}
		}
	}
	for n := 0; len(events) == 0 || r.Task != data.EEG; n++ {
		begin := float64(float64(n) * r.seconds)
		if begin+r.seconds > seconds || n == mostSamples {
			break
		}
		label := -1
		if r.Task == data.Inversion {
			label = 0
		}
		r.begins, r.labels = append(r.begins, begin), append(r.labels, label)
	}
	r.Samples = len(r.begins)
}

// Sample is one of the samples, with two electrodes exchanged, by their numbers; the same number twice exchanges none.
// Label is the class that it then has, -1 where that is not known.
func (r *Recording) Sample(i, a, b int) (values []byte, label int) {
	label = r.labels[i]
	if r.Task == data.Inversion {
		if a != b {
			label = 1
		}
		return r.heart(i, a, b), label
	}
	if a != b {
		label = -1
	}
	return r.head(i, a, b), label
}

// heart are the twelve leads of a sample: the potentials that two electrodes meet are exchanged, from which the leads
// follow.
func (r *Recording) heart(i, a, b int) []byte {
	leads := r.leads(i, inversionValues, 1)
	values := make([]byte, inversionValues*Leads)
	for n := range inversionValues {
		var measured [measured]float64
		for l := range measured {
			measured[l] = leads[l][n]
		}
		v := potentials(&measured)
		v[a], v[b] = v[b], v[a]
		for l, mV := range Twelve(&v) {
			values[n*Leads+l] = level(mV / inversionStep)
		}
	}
	return values
}

// head are the potentials of a sample of an electroencephalogram.
func (r *Recording) head(i, a, b int) []byte {
	leads := r.leads(i, eegValues, 1000)
	leads[a], leads[b] = leads[b], leads[a]
	values := make([]byte, eegValues*len(leads))
	for e, lead := range leads {
		for n, x := range lead {
			values[n*len(leads)+e] = level(x / eegStep)
		}
	}
	return values
}

// leads are the values of a sample without their means, in parts of mV.
func (r *Recording) leads(i, values int, perMilli float64) (all [][]float64) {
	for _, c := range r.channels {
		lead, sum := make([]float64, values), 0.0
		scale := perMilli * milli(c.Unit)
		for n, x := range c.Window(r.begins[i], r.seconds, values) {
			lead[n] = float64(float64(x) * scale)
			sum += lead[n]
		}
		for n := range lead {
			lead[n] -= sum / float64(values)
		}
		all = append(all, lead)
	}
	return all
}

// milli is how many millivolts a unit has; what is not known counts as mV.
func milli(unit string) float64 {
	switch strings.ToLower(strings.TrimSpace(unit)) {
	case "uv", "µv", "μv":
		return 1e-3
	case "v":
		return 1e3
	case "nv":
		return 1e-6
	}
	return 1
}
