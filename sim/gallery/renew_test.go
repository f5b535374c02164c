package gallery

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// print64 is a fingerprint that ends with the text.
func print64(end string) string { return strings.Repeat("0", 64-len(end)) + end }

// halves are as many weights of +1 as of -1, in the standard network.
func halves() []int64 { return []int64{784 * 512, 1024 * 512, 5120} }

// TestStoringTellsWhatTheLedgerSays of the papers' claims.
func TestStoringTellsWhatTheLedgerSays(t *testing.T) {
	curve := []lab.Point{{Epoch: 1, TestAcc: 0.9, TestImages: 10000}}
	r := lab.Result{Link: "memory=rram-2t2r", Ones: halves(), Step: 1, Fingerprint: "ab", Curve: curve}
	s, err := Scenario{Model: true}.Keep(nil, Done{Result: r, Seconds: 3}, 0.07)
	if err != nil || s.Form != StoredForm || s.Curve != nil || s.Seconds != 3 || len(s.Factors["factor-30"]) != 3 {
		t.Fatalf("%+v, %v", s, err)
	}
	if x := s.Factors["factor-30"]; !(x[0] < x[1] && x[1] < x[2]) {
		t.Errorf("from ever smaller error rates the factors are %v", x)
	}
	r.Link = ""
	if s, err = (Scenario{}).Keep(nil, Done{Result: r}, 0.07); err != nil || s.Factors != nil || len(s.Curve) != 1 {
		t.Errorf("without a memory: %+v, %v", s, err)
	}
	text, err := json.Marshal(s)
	if err != nil || !strings.Contains(string(text), `"curve":"1 0.9"`) || strings.Contains(string(text), "factors") {
		t.Errorf("%s, %v", text, err)
	}
}

// TestFactorsAreCountedFromThePoint where a claim is, and are due again when the point moves.
func TestFactorsAreCountedFromThePoint(t *testing.T) {
	s := Scenario{Name: "magnets", Link: "memory=st-mram", Model: true}
	r := lab.Result{Link: "v=1&memory=st-mram", Numerics: lab.NumericVersion, Ones: halves(), Step: 1}
	have, err := s.Keep(nil, Done{Result: r}, 0.07)
	if err != nil || have.PointBER != 0.07 || len(have.Factors["saved-74"]) != 3 || len(s.Due(have, 0.07)) != 0 {
		t.Fatalf("%+v, %v", have, err)
	}
	for _, point := range []float64{0, 0.08} {
		due := s.Due(have, point)
		if !reflect.DeepEqual(due, []Due{{Link: r.Link}}) {
			t.Errorf("a point is lost at %g: %+v is due", point, due)
		}
		moved, err := s.Keep(have, Done{Due: due[0], Result: r}, point)
		counted := moved.Factors["saved-74"] != nil
		if err != nil || moved.PointBER != point || counted != (point > 0) || len(s.Due(moved, point)) != 0 {
			t.Errorf("a point is lost at %g: %+v, %v", point, moved, err)
		}
	}
	s.Link, r.Link = "memory=rram-2t2r", "v=1&memory=rram-2t2r"
	if have, err = s.Keep(nil, Done{Result: r}, 0.07); err != nil || have.PointBER != 0 || len(s.Due(have, 0.08)) != 0 {
		t.Errorf("no claim is counted from the point: %+v, %v", have, err)
	}
}

// swept is a scenario with a sweep of two points and three seeds.
func swept() Scenario {
	sweep := &lab.Sweep{Key: "ber", Values: []string{"0.1", "0.2"}, Chips: 1}
	return Scenario{Name: "swept", Link: "memory=ber&epochs=2", Seeds: 3, Sweep: sweep}
}

// TestWhatIsDue: what is missing, what is of older numerics or of an older form, and nothing else.
func TestWhatIsDue(t *testing.T) {
	s := swept()
	const link = "v=1&memory=ber&epochs=2"
	first := Due{Link: link, Sweep: true}
	second, third := Due{Link: link + "&seed=2", Seed: 1}, Due{Link: link + "&seed=3", Seed: 2}
	run := Outcome{Link: link, Numerics: lab.NumericVersion, Fingerprint: print64("a")}
	old := run
	old.Numerics--
	of := func(o Outcome, form int, seeds ...Outcome) *Stored {
		return &Stored{Outcome: o, Sweep: s.Sweep, Seeds: seeds, Form: form}
	}
	moved := of(run, StoredForm)
	moved.Sweep = &lab.Sweep{}
	other := of(Outcome{Link: "v=1", Numerics: lab.NumericVersion}, StoredForm)
	for name, c := range map[string]struct {
		have *Stored
		due  []Due
	}{
		"nothing is there":   {nil, []Due{first, second, third}},
		"all is there":       {of(run, StoredForm, run, run), nil},
		"a seed is missing":  {of(run, StoredForm, run), []Due{third}},
		"an older form":      {of(run, oldestForm, run, run), []Due{{Link: link}}},
		"older numerics":     {of(old, StoredForm, old, old), []Due{first, second, third}},
		"another sweep":      {moved, []Due{first, second, third}},
		"another experiment": {other, []Due{first, second, third}},
	} {
		if got := s.Due(c.have, 0); !reflect.DeepEqual(got, c.due) {
			t.Errorf("%s: %+v, want %+v", name, got, c.due)
		}
	}
}

// TestKeepingGoesPieceByPiece until nothing is due; a seed whose turn it is not is refused, and nothing stored is
// written over.
func TestKeepingGoesPieceByPiece(t *testing.T) {
	s := swept()
	var have *Stored
	for i, d := range s.Due(nil, 0) {
		done := Done{Due: d, Result: lab.Result{Link: d.Link, Numerics: lab.NumericVersion, Ones: halves()}}
		done.Result.Accuracy = float64(i)
		if d.Sweep {
			done.Points = make(lab.Points, s.Sweep.Size())
		}
		if d.Seed > 0 {
			early := done
			early.Seed++
			if _, err := s.Keep(have, early, 0); err == nil {
				t.Errorf("seed %d is kept before the one before it", early.Seed)
			}
		}
		before := have
		next, err := s.Keep(have, done, 0)
		if err != nil || before != nil && len(before.Seeds) != i-1 {
			t.Fatalf("%+v: %v; before there were %+v", d, err, before)
		}
		have = next
	}
	due := s.Due(have, 0)
	if len(due) > 0 || len(have.Seeds) != 2 || have.Seeds[1].Accuracy != 2 || len(have.Points) != 2 {
		t.Errorf("%+v is due after all; kept are %+v", due, have)
	}
}

// TestAnOlderFormKeepsTheSweep, and another result is refused.
func TestAnOlderFormKeepsTheSweep(t *testing.T) {
	s := swept()
	const link = "v=1&memory=ber&epochs=2"
	r := lab.Result{Link: link, Numerics: lab.NumericVersion, Ones: halves(), Fingerprint: print64("a")}
	run := outcomeOf(r, 5)
	have := &Stored{Outcome: run, Seeds: []Outcome{run, run}, Sweep: s.Sweep, Form: oldestForm}
	have.Points = lab.Points{{Chip: 1}, {Chip: 2}}
	again, err := s.Keep(have, Done{Due: Due{Link: link}, Result: r, Seconds: 1}, 0)
	if err != nil || again.Seconds != 5 || again.Form != StoredForm || len(again.Seeds) != 2 ||
		!reflect.DeepEqual(again.Points, have.Points) {
		t.Errorf("%+v, %v", again, err)
	}
	r.Fingerprint = print64("b")
	if _, err := s.Keep(have, Done{Result: r}, 0); err == nil {
		t.Error("another result is taken for the stored one")
	}
}
