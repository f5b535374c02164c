package engine

import (
	"reflect"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// TestSheetsOfTheDevicePage: a sheet is answered without a run and between the pieces of one, the last question alone.
func TestSheetsOfTheDevicePage(t *testing.T) {
	r := newRig(t, fake{steps: 100, pieces: 1, tests: 1, takes: 5 * ms})
	row := []devices.Layer{{Inputs: 392, Rows: 1, Reads: 1}}
	r.Handle(wire.AskSheet{Name: "ber", Texts: []string{"ber=0.5", "n=784"}, Layers: row})
	if !r.Busy() {
		t.Fatal("the machine has nothing to do")
	}
	r.works()
	answers := of[wire.Sheet](r)
	if len(answers) != 2 || answers[0].Charted || len(answers[0].Charts) != 0 ||
		!reflect.DeepEqual(answers[0].Numbers, answers[1].Numbers) ||
		!answers[1].Charted || answers[1].Name != "ber" || answers[1].Wrong != "" || len(answers[1].Numbers) == 0 ||
		len(answers[1].Charts) == 0 {
		t.Fatalf("%d answers: %.300v", len(answers), answers)
	}
	if flips := answers[0].Numbers[1]; flips.Key != "flips" || flips.Value != 196 {
		t.Errorf("of a row of 392 weights %+v", flips)
	}
	r.Handle(wire.Start{})
	r.Work()
	at := r.run.done
	r.clear()
	for _, p := range []string{"1", "2", "3"} {
		r.Handle(wire.AskSheet{Name: "rram-weak-reset", Texts: []string{"pulses=" + p, "n=100"}})
	}
	r.Work()
	if answers = of[wire.Sheet](r); len(answers) != 2 || answers[1].Texts[0] != "pulses=3" || r.run.done == at {
		t.Errorf("%d answers, %d pieces of work: %.300v", len(answers), r.run.done-at, answers)
	}
	r.works()
	r.wants(wire.StateDone)
}

// TestClaims: what papers say of energy is answered with whose it is; nothing where there is nothing to say.
func TestClaims(t *testing.T) {
	r := newRig(t, fake{})
	for memory, n := range map[string]int{"rram-2t2r": 1, "st-mram": 2, "ber": 0} {
		r.clear()
		link, err := lab.ParseLink("#v=1&memory=" + memory)
		if err != nil {
			t.Fatal(err)
		}
		result := lab.Result{Link: link.Experiment.Link(), Step: 600, Fingerprint: memory}
		for _, y := range link.Experiment.Stored() {
			result.Ones, result.BER = append(result.Ones, int64(y.Weights()/2)), append(result.BER, 0)
			result.Pulses, result.Sets = append(result.Pulses, 0), append(result.Sets, 0)
		}
		r.Handle(wire.AskClaims{Result: result, Bears: 0.01})
		if a := of[wire.Claims](r); len(a) != 1 || len(a[0].Claims) != n || a[0].Link != result.Link ||
			a[0].Fingerprint != memory {
			t.Errorf("%s: %d answers: %.500v", memory, len(a), a)
		}
	}
}

func TestSheetsSayWhatIsWrong(t *testing.T) {
	r := newRig(t, fake{})
	for _, c := range [][3]string{{"tape", "", "tape"}, {"ber", "ber=2", "from 0 to 0.5"},
		{"ber", "bear=0", "did you mean ber"}} {
		r.clear()
		o := wire.AskSheet{Name: c[0]}
		if c[1] != "" {
			o.Texts = []string{c[1]}
		}
		r.Handle(o)
		r.works()
		if a := of[wire.Sheet](r); len(a) != 1 || !strings.Contains(a[0].Wrong, c[2]) {
			t.Errorf("%v: %v", c, a)
		}
	}
	r.wants()
}

// TestFit: a table becomes texts that its memory takes; a bad one is told, and one that is not clear gets a choice.
func TestFit(t *testing.T) {
	r := newRig(t, fake{})
	states := "5000,50000\n5100,52000\n4900,47000\n5050,51000\n4950,49500\n"
	unclear := []byte("left,right\n" + strings.Repeat(states, 4))
	for _, o := range []wire.AskFit{
		{Name: "t.csv", Body: []byte("lrs,hrs\n" + strings.Repeat(states, 4))},
		{Name: "t.csv", Body: []byte("lrs,hrs\n5000,-1\n")},
		{Name: "t.csv", Body: []byte("t (ns),wer\n1,0.3\n2,0.03\n3,0.003\n4,0.0003\n5,0.00003\n")},
		{Name: "t.csv", Body: unclear},
		{Name: "t.csv", Body: unclear, Columns: "lrs=2,hrs=1"},
	} {
		r.Handle(o)
	}
	got := of[wire.Fitted](r)
	if len(got) != 5 || got[0].Wrong != "" || got[0].Words == "" || !strings.HasPrefix(got[1].Wrong, "In t.csv: ") ||
		!strings.Contains(got[1].Wrong, "-1") {
		t.Fatalf("%+v", got)
	}
	for i, memory := range map[int]*devices.Technology{0: devices.MeasuredDevice, 2: devices.STMRAM,
		4: devices.MeasuredDevice} {
		if _, _, err := devices.Parse(memory, got[i].Texts); err != nil || got[i].Memory != memory.Name {
			t.Errorf("%s: %v", got[i].Memory, err)
		}
	}
	if c := got[3].Choice; c == nil || c.Why == "" || len(c.Layouts) == 0 || got[3].Texts != nil {
		t.Errorf("the choice is %+v", c)
	}
	if len(got[4].Doubts) != 1 || !strings.Contains(got[4].Doubts[0], "not below the median HRS") {
		t.Errorf("the doubts are %q", got[4].Doubts)
	}
}
