package gallery

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// TestStoredResultsAreReadAsTheyAreWritten: the file is what the command would write of what is read from it.
func TestStoredResultsAreReadAsTheyAreWritten(t *testing.T) {
	r, err := ReadStored(storedJSON, Rows())
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(r, "", "\t")
	if err != nil || string(text)+"\n" != string(storedJSON) {
		t.Errorf("read and written again it is another file, %v", err)
	}
	for _, s := range Scenarios() {
		switch {
		case s.Stored == nil:
			t.Errorf("%s has no stored result", s.Name)
		case s.Stored != r[s.Name] && !reflect.DeepEqual(s.Stored, r[s.Name]):
			t.Errorf("%s has another result than the file", s.Name)
		case s.Stored.Numerics == lab.NumericVersion && len(s.Due(s.Stored, PointBER())) > 0:
			t.Errorf("%s: %+v is due", s.Name, s.Due(s.Stored, PointBER()))
		case s.Model && s.Seeds > 1:
			t.Errorf("%s: the trained network has one seed", s.Name)
		}
	}
}

// TestOnlyWhatIsKnownIsRead.
func TestOnlyWhatIsKnownIsRead(t *testing.T) {
	s := Scenario{Name: "swept", Link: "epochs=2", Seeds: 2}
	run := func(link string) Outcome {
		return Outcome{Link: link, Numerics: 1, Accuracy: 0.5, Correct: 1, Total: 2, Ideal: -1,
			Fingerprint: print64("a")}
	}
	good := func() *Stored {
		return &Stored{Outcome: run("v=1&epochs=2"), Seeds: []Outcome{run("v=1&epochs=2&seed=2")}, Form: StoredForm}
	}
	read := func(name string, x *Stored) error {
		text, err := json.Marshal(Results{name: x})
		if err != nil {
			t.Fatal(err)
		}
		_, err = ReadStored(text, []Scenario{s})
		return err
	}
	if err := read("swept", good()); err != nil {
		t.Fatal(err)
	}
	if err := read("other", good()); err == nil || !strings.Contains(err.Error(), "other") {
		t.Errorf("a result of no scenario is read: %v", err)
	}
	for name, spoil := range map[string]func(x *Stored){
		"form 9":     func(x *Stored) { x.Form = 9 },
		"form 0":     func(x *Stored) { x.Form = 0 },
		"numerics 0": func(x *Stored) { x.Numerics = 0 },
		"numerics 9": func(x *Stored) { x.Numerics = 9 },
		"seed 2: nu": func(x *Stored) { x.Seeds[0].Numerics = 9 },
		"seed=3":     func(x *Stored) { x.Seeds[0].Link += "&seed=3" },
		"3 seeds":    func(x *Stored) { x.Seeds = append(x.Seeds, run("v=1&epochs=2&seed=3")) },
		"00zz":       func(x *Stored) { x.Fingerprint = print64("zz") },
		"\"a\"":      func(x *Stored) { x.Fingerprint = "a" },
		"3 of 2":     func(x *Stored) { x.Correct = 3 },
		"accuracy 2": func(x *Stored) { x.Accuracy = 2 },
		"1 points":   func(x *Stored) { x.Points = make(lab.Points, 1) },
		"0 points":   func(x *Stored) { x.Sweep = &lab.Sweep{Chips: 1} },
	} {
		x := good()
		spoil(x)
		if err := read("swept", x); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole, err := json.Marshal(Results{"swept": good()})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"unknown":  strings.Replace(string(whole), `"form"`, `"colour":"red","form"`, 1),
		"follows":  string(whole) + "{}",
		"is empty": `{"swept":null}`,
		"EOF":      string(whole[:40]),
	} {
		if _, err := ReadStored([]byte(text), []Scenario{s}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTheOldestFormHadTheFirstNumerics.
func TestTheOldestFormHadTheFirstNumerics(t *testing.T) {
	text := strings.Replace(string(storedJSON), "\"form\": 3", "\"form\": 2", 1)
	line := regexp.MustCompile(`\t\t"numerics": \d+,\n`).FindString(text)
	text = strings.Replace(text, line, "", 1)
	r, err := ReadStored([]byte(text), Rows())
	if err != nil {
		t.Fatal(err)
	}
	if x := r[slices.Sorted(maps.Keys(r))[0]]; x.Form != oldestForm || x.Numerics != 1 {
		t.Errorf("form %d, numerics %d", x.Form, x.Numerics)
	}
}

// TestSeveralSeedsAreJudgedByTheirMean; what is shown is the first.
func TestSeveralSeedsAreJudgedByTheirMean(t *testing.T) {
	run := func(a float64, curve string) Outcome {
		o := Outcome{Accuracy: a, Ideal: a, Total: 100, BER: []float64{a}}
		if err := o.Curve.UnmarshalText([]byte(curve)); err != nil {
			t.Fatal(err)
		}
		return o
	}
	one, two := run(0.5, "1 0.75\n2 0.25 0.75"), run(0.75, "1 0.5\n2 0.5 0.375")
	r := Results{"x": {Outcome: one, Seeds: []Outcome{two}}}
	for name, c := range map[string][2]float64{
		"accuracy": {r.Accuracy("x"), 62.5}, "ideal": {r.Ideal("x"), 62.5}, "wrong": {r.Wrong("x"), 0.625},
		"task": {r.Task("x", 2), 56.25}, "learnt": {r.Learnt("x", 1), 62.5}, "least": {r.Least("x"), 31.25},
		"single": {Results{"x": {Outcome: one}}.Least("x"), 25},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %g, want %g", name, c[0], c[1])
		}
	}
	words := r["x"].words("")
	if !strings.HasPrefix(words, "50.00 %") || !strings.HasSuffix(words, "; mean of 2 seeds 62.50 %") {
		t.Error(words)
	}
}

// TestALinkHasTodaysFingerprintAlone.
func TestALinkHasTodaysFingerprintAlone(t *testing.T) {
	digits := print64("a")[:lab.FingerprintDigits]
	for _, c := range []struct {
		made int
		here lab.Numerics
		link string
		told bool
	}{
		{1, 1, "v=1&fp=" + digits, false}, {2, 2, "v=1&fp=2-" + digits, false}, {1, 2, "v=1", true},
	} {
		have := &Stored{Outcome: Outcome{Link: "v=1", Numerics: c.made, Fingerprint: print64("a")}}
		s := (Scenario{}).with(have, c.here)
		if s.Link != c.link || s.Stored != have || strings.HasSuffix(s.Expect, "; numerics 1") != c.told {
			t.Errorf("made with %d, shown by %d: %+v", c.made, c.here, s)
		}
	}
}
