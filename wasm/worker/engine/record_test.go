package engine

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"arraylab/wasm/wire"
)

// twelve spells a record of twelve leads of 16 bits, so many seconds at 100 samples a second.
func twelve(seconds int) wire.Record {
	names := strings.Fields("I II III aVR aVL aVF V1 V2 V3 V4 V5 V6")
	head := fmt.Sprintf("r %d 100 %d\n", len(names), 100*seconds)
	var body []byte
	for i, name := range names {
		head += fmt.Sprintf("r.dat 16 1000/mV 16 0 0 %d 0 %s\n", int16(100*seconds*50*i), name)
	}
	for range 100 * seconds {
		for i := range names {
			body = binary.LittleEndian.AppendUint16(body, uint16(50*i))
		}
	}
	return wire.Record{Task: "ecg-inversion", Names: []string{"r.hea", "r.dat"}, Sizes: []int{len(head), len(body)},
		Body: append([]byte(head), body...)}
}

// TestRecordIsSeen: a recording is cut into samples that a network of the task classifies, with electrodes exchanged.
func TestRecordIsSeen(t *testing.T) {
	r := realRig(t)
	r.Handle(twelve(10))
	got := of[wire.Recorded](r)
	if len(got) != 1 || got[0].Wrong != "" || got[0].Samples != 3 || len(got[0].Electrodes) != 9 {
		t.Fatalf("%+v", got)
	}
	r.Handle(wire.AskSample{})
	if f := of[wire.Failure](r); len(f) != 1 {
		t.Errorf("without a network: %+v", f)
	}
	r.Handle(wire.Start{Link: "task=ecg-inversion&train=40&test=20&net=4c9s8-8&epochs=1&batch=20"})
	r.works()
	r.clear()
	r.Handle(wire.AskSample{Sample: 2})
	r.Handle(wire.AskSample{Sample: 2, A: 0, B: 1})
	seen := of[wire.Scores](r)
	if len(seen) != 2 || seen[0].Index != -1 || seen[0].Label != 0 || seen[1].Label != 1 || len(seen[1].Pixels) != 4500 {
		t.Fatalf("%d answers, failures %+v", len(seen), of[wire.Failure](r))
	}
	r.Handle(wire.AskSample{Sample: 3})
	r.Handle(wire.AskSample{A: 9})
	if f := of[wire.Failure](r); len(f) != 2 {
		t.Errorf("%+v", f)
	}
	r.clear()
	short := twelve(1)
	r.Handle(short)
	r.Handle(wire.Record{Task: "eeg", Names: short.Names, Sizes: short.Sizes, Body: short.Body})
	if got := of[wire.Recorded](r); len(got) != 2 || !strings.Contains(got[0].Wrong, "1 seconds long") ||
		!strings.Contains(got[1].Wrong, "has no lead F3") {
		t.Errorf("%+v", got)
	}
}
