package devices_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/knob"
)

func TestParseWhateverTheOrder(t *testing.T) {
	weak := devices.WeakResetRRAM
	texts := []string{"pulses=500", "n=100000", "noise=0", "seed=7", "pink=1"}
	v, ask, err := devices.Parse(weak, texts)
	if err != nil || ask.N != 100000 || ask.Seed != 7 {
		t.Fatalf("%+v, %v", ask, err)
	}
	for key, want := range map[string]float64{"pulses": 500, "rtn": 0, "pink": 1, "d2d": 1, "curve": 1,
		"reprogram": 0} {
		if got := weak.ParamOf(key).Of(&v); got != want {
			t.Errorf("%s is %v, want %v", key, got, want)
		}
	}
	slices.Reverse(texts)
	if again, askAgain, err := devices.Parse(weak, texts); again != v || askAgain.N != ask.N ||
		askAgain.Seed != ask.Seed || err != nil {
		t.Errorf("the other way round: %v %v %v", again, askAgain, err)
	}
	if v, ask, err := devices.Parse(weak, nil); v != weak.Defaults() || ask.N != devices.Population ||
		ask.Seed != 1 || err != nil {
		t.Errorf("nothing given: %v %+v %v", v, ask, err)
	}
}

// TestDefaultsFollowWhatIsGiven: a default that looks at an earlier parameter looks at what was given for it.
func TestDefaultsFollowWhatIsGiven(t *testing.T) {
	all := devices.Parameters() // places of the registry, so that Values hold them apart
	first, second := *all[0], *all[1]
	second.Key, second.Kind, second.Min, second.Max = "second", knob.Real, 0, 10
	second.Default = func(v *devices.Values) float64 { return 2 * first.Of(v) }
	tech := &devices.Technology{Name: "two", Params: []*devices.Param{&first, &second}}
	if v, _, err := devices.Parse(tech, []string{first.Key + "=0.25"}); err != nil || second.Of(&v) != 0.5 {
		t.Errorf("the default is %v, want 0.5 (%v)", second.Of(&v), err)
	}
	if v, _, err := devices.Parse(tech, []string{"second=3", first.Key + "=0.25"}); err != nil || second.Of(&v) != 3 {
		t.Errorf("what was given became %v, want 3 (%v)", second.Of(&v), err)
	}
}

func TestParseNamesEverythingThatIsWrong(t *testing.T) {
	_, _, err := devices.Parse(devices.WeakResetRRAM,
		[]string{"pulse=5", "pink=2", "rtn", "n=0", "seed=-1", "curve=1", "curve=1", "noise=maybe"})
	for _, says := range []string{`"pulse"`, "did you mean pulses", "pink=2", "0 or 1", `"rtn"`, "n=0", "10000000",
		"seed=-1", `"curve" is given twice`, "noise=maybe"} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %s", err, says)
		}
	}
	var key *devices.KeyError
	var text *knob.ValueError
	var use *devices.UsageError
	if !errors.As(err, &key) || key.Near != "pulses" || !errors.As(err, &text) || !errors.As(err, &use) {
		t.Errorf("%#v", err)
	}
	var name *devices.NameError
	if _, err := devices.Find("rram-weak-rset"); !errors.As(err, &name) || name.Near != "rram-weak-reset" {
		t.Errorf("%v", err)
	}
	if _, err := devices.Find("tape"); !errors.As(err, &name) || name.Near != "" {
		t.Errorf("%v", err)
	}
}

// FuzzParse: nothing that is given makes Parse panic; what it takes is allowed and comes back from Texts.
func FuzzParse(f *testing.F) {
	f.Add(uint8(0), "ber=0.5 when=read")
	f.Add(uint8(1), "pulses=500 n=100000 noise=0 seed=1")
	f.Add(uint8(1), "pulses=1e3 pulses")
	f.Add(uint8(0), "ber=NaN =")
	f.Fuzz(func(t *testing.T, which uint8, line string) {
		all := devices.Technologies()
		tech := all[int(which)%len(all)]
		v, ask, err := devices.Parse(tech, strings.Fields(line))
		if err != nil {
			return
		}
		if ask.N < 1 || ask.N > devices.MaxPopulation {
			t.Errorf("a population of %d", ask.N)
		}
		for _, p := range tech.Params {
			x := p.Of(&v)
			if again, err := p.Parse(p.Spell(x)); err != nil || again != x || math.IsNaN(x) {
				t.Errorf("%s became %v: %v", p.Key, x, err)
			}
		}
		if again, _, err := devices.Parse(tech, tech.Texts(&v)); err != nil || again != v {
			t.Errorf("%v came back as %v: %v", v, again, err)
		}
	})
}
