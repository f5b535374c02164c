package ui

import (
	"reflect"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// TestRecordIsTestData: a recording that is dropped where swapped electrodes are learnt is seen by the network, with
// electrodes exchanged as the visitor likes.
func TestRecordIsTestData(t *testing.T) {
	s, d := opened(t, "task=ecg-inversion")
	names := []string{"100.hea", "100.dat"}
	if s.isRecord(names) {
		t.Error("a recording is taken before there is a network")
	}
	s.Train()
	trained := lab.Result{Link: s.link.Experiment.Link(), Confusion: lab.NewConfusion(2)}
	s.hears(wire.Result{Result: trained, Reason: "train"})
	d.take()
	s.OpenData(names, []int{1, 2}, []byte("abc"), nil)
	ordered(t, d, wire.Record{Task: "ecg-inversion", Names: names, Sizes: []int{1, 2}, Body: []byte("abc")})
	s.hears(wire.Recorded{Task: "ecg-inversion", Wrong: "It has no lead V1."})
	holds(t, s, "The recording cannot be shown. It has no lead V1.")
	electrodes := []string{"RA", "LA", "LL"}
	s.specimen.asking = question{}
	s.hears(wire.Recorded{Task: "ecg-inversion", Samples: 2, Electrodes: electrodes})
	ordered(t, d, wire.AskSample{})
	shows(t, s, "record-text", "100.hea and 1 more, sample 1 of 2, electrodes as they were recorded")
	s.hears(wire.Scores{Scores: lab.Scores{Class: 0, Label: 0, Scores: []float64{.9, .1}}, Index: -1})
	if s.specimen.scores == nil || !s.specimen.drawing {
		t.Error("what is said of it is not shown")
	}
	d.take()
	s.Exchange("b", "1")
	ordered(t, d, wire.AskSample{A: 0, B: 1})
	shows(t, s, "record-text", "RA and LA exchanged")
	s.hears(wire.Scores{Scores: lab.Scores{Class: 1, Label: 1, Scores: []float64{.1, .9}}, Index: -1})
	for _, wrong := range [][2]string{{"sample", "2"}, {"a", "3"}, {"b", "x"}, {"sample", "-1"}} {
		before := *s.record()
		if s.Exchange(wrong[0], wrong[1]); !reflect.DeepEqual(*s.record(), before) {
			t.Errorf("%v is taken", wrong)
		}
	}
	s.LeaveRecord()
	if s.record() != nil || s.specimen.drawing {
		t.Error("the recording stays")
	}
	if s.ShowOwn(); s.isRecord(names) {
		t.Error("where own data are asked for, a recording is test data of another task")
	}
}
