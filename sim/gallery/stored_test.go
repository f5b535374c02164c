package gallery

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// TestCurveKeepsTheEndsOfEpochs, with four digits, and every task of a sequence; its text is read again as it was.
func TestCurveKeepsTheEndsOfEpochs(t *testing.T) {
	single := curveOf([]lab.Point{{Epoch: 0.5, TestAcc: 0.5, TestImages: 1000}, {Epoch: 1, TestAcc: 0.91234, TestImages: 10000}, {Epoch: 1.5, TestAcc: 0.9, TestImages: 1000}, {Epoch: 2, TestAcc: 0.95, TestImages: 10000}})
	tasks := curveOf([]lab.Point{{Epoch: 1, Tasks: []float64{0.9}, TestAcc: 0.9, TestImages: 10000}, {Epoch: 2, Tasks: []float64{0.25, 0.33333}, TestImages: 5000}})
	for want, c := range map[string]Curve{"1 0.9123\n2 0.95": single, "1 0.9\n2 0.25 0.3333": tasks} {
		text, err := c.MarshalText()
		if err != nil || string(text) != want {
			t.Errorf("the curve is %q, want %q; %v", text, want, err)
		}
		var again Curve
		if err := again.UnmarshalText(text); err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("read again: %v, want %v; %v", again, c, err)
		}
	}
	for _, bad := range []string{"1", "x 0.5", "1 0.5\n\n2 0.6"} {
		if err := new(Curve).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is read as a curve", bad)
		}
	}
}

// TestStoringTellsWhatTheLedgerSays of the papers' claims.
func TestStoringTellsWhatTheLedgerSays(t *testing.T) {
	curve := []lab.Point{{Epoch: 1, TestAcc: 0.9, TestImages: 10000}}
	r := lab.Result{Link: "memory=rram-2t2r", Ones: []int64{784 * 512, 1024 * 512, 5120}, Step: 1, Fingerprint: "ab", Curve: curve}
	s, err := Scenario{Model: true}.Store(r, nil, 3)
	if err != nil || s.Form != StoredForm || s.Curve != nil || s.Seconds != 3 || len(s.Factors["factor-30"]) != 3 {
		t.Fatalf("%+v, %v", s, err)
	}
	if x := s.Factors["factor-30"]; !(x[0] < x[1] && x[1] < x[2]) {
		t.Errorf("from ever smaller error rates the factors are %v", x)
	}
	r.Link = ""
	if s, err = (Scenario{}).Store(r, nil, 3); err != nil || s.Factors != nil || len(s.Curve) != 1 {
		t.Errorf("without a memory: %+v, %v", s, err)
	}
	text, err := json.Marshal(s)
	if err != nil || !strings.Contains(string(text), `"curve":"1 0.9"`) || strings.Contains(string(text), "factors") {
		t.Errorf("%s, %v", text, err)
	}
}

// TestRenewingKeepsTheSweep, and refuses another result.
func TestRenewingKeepsTheSweep(t *testing.T) {
	before := &Stored{Fingerprint: "ab", Seconds: 5, Sweep: &lab.Sweep{Chips: 1}, Points: lab.Points{{Chip: 1}}}
	again := &Stored{Fingerprint: "ab", Seconds: 1, Form: StoredForm}
	if err := before.Renew(again); err != nil || again.Seconds != 5 || again.Sweep == nil || len(again.Points) != 1 || again.Form != StoredForm {
		t.Errorf("%+v, %v", again, err)
	}
	if err := before.Renew(&Stored{Fingerprint: "cd"}); err == nil {
		t.Error("another result is taken for the stored one")
	}
}
