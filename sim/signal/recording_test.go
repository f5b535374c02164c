package signal

import (
	"math"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/data"
)

// steady is a channel that stands at a value, with a wave of one turn a sample on it, of a height.
func steady(name, unit string, at, height, seconds float64) Channel {
	return Channel{Name: name, Unit: unit, Window: func(_, _ float64, values int) (all []float32) {
		for n := range values {
			all = append(all, float32(at+height*math.Sin(2*math.Pi*float64(n)/float64(values))))
		}
		return all
	}}
}

// TestRecordOfAHeart: what a record gives is what its leads say, and exchanged electrodes give the leads that follow.
func TestRecordOfAHeart(t *testing.T) {
	const seconds = 7
	height := []float64{.5, 1, -.5, .2, .8, 1.2, 1, .7} // of I, II, V1 to V6, in mV
	var channels []Channel
	for i, name := range []string{"i", "II", "v1", "V2", "V3", "V4", "V5", "ECG V6"} {
		unit, factor := "mV", 1.0
		if i%2 == 1 {
			unit, factor = "uV", 1000
		}
		channels = append(channels, steady(name, unit, 3, factor*height[i], seconds))
	}
	r, err := Record(data.Inversion, channels, nil, seconds)
	if err != nil || r.Samples != 2 || len(r.Electrodes) != 9 {
		t.Fatalf("%+v, %v", r, err)
	}
	top := func(values []byte, lead int) (most float64) { // mV
		for n := lead; n < len(values); n += Leads {
			most = max(most, math.Abs(float64(values[n])-128)*inversionStep)
		}
		return most
	}
	right, label := r.Sample(1, 0, 0)
	if label != 0 || len(right) != inversionValues*Leads {
		t.Errorf("label %d of %d values", label, len(right))
	}
	for lead, want := range map[int]float64{0: .5, 1: 1, 2: .5, 6: .5, 11: .7} { // III is II less I
		if got := top(right, lead); math.Abs(got-want) > inversionStep {
			t.Errorf("lead %d reaches %g mV, want %g", lead, got, want)
		}
	}
	swapped, label := r.Sample(0, RA, LA)
	if label != 1 {
		t.Errorf("label %d of swapped electrodes", label)
	}
	// RA and LA exchanged: I is turned over, II and III change places (Krasteva et al. 2019).
	for n := 0; n < len(right); n += Leads {
		if d := int(right[n]) + int(swapped[n]) - 256; d < -1 || d > 1 {
			t.Fatalf("lead I is %d and %d", right[n], swapped[n])
		}
		if a, b := int(right[n+1]), int(swapped[n+2]); a-b > 1 || b-a > 1 {
			t.Fatalf("II %d, III of the swapped %d", a, b)
		}
	}
	_, err = Record(data.Inversion, channels[:5], nil, seconds)
	if err == nil || !strings.Contains(err.Error(), "has no lead V4: needed are I II V1") {
		t.Errorf("error %v", err)
	}
	_, err = Record(data.Inversion, channels, nil, 2)
	if err == nil || !strings.Contains(err.Error(), "a sample takes 3") {
		t.Errorf("error %v", err)
	}
	if _, err = Record("mnist", channels, nil, 9); err == nil {
		t.Error("a recording is taken for digits")
	}
}

// TestRecordOfAHead: trials begin at the events of both hands.
func TestRecordOfAHead(t *testing.T) {
	var channels []Channel
	for i, name := range headElectrodes() {
		channels = append(channels, steady(strings.ToLower(name)+"..", "uV", 0, float64(i), 20))
	}
	slices.Reverse(channels)
	r, err := Record(data.EEG, channels, []Event{{1, "T0"}, {5, "T1"}, {9, "T2"}, {19, "T1"}}, 20)
	if err != nil || r.Samples != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	values, label := r.Sample(1, 0, 0)
	last := 0.0
	for n := 15; n < len(values); n += 16 {
		last = max(last, (float64(values[n])-128)*eegStep)
	}
	if label != 1 || len(values) != 3200 || math.Abs(last-15) > eegStep {
		t.Errorf("label %d, the last lead reaches %g", label, last)
	}
	swapped, label := r.Sample(0, 0, 15)
	if label != -1 || swapped[0] != values[15] {
		t.Errorf("label %d of swapped electrodes, %d and %d", label, swapped[0], values[15])
	}
	if r, err = Record(data.EEG, channels, nil, 20); err != nil || r.Samples != 8 || r.labels[0] != -1 {
		t.Errorf("%+v, %v", r, err)
	}
}
