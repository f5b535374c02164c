package lab

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"testing"

	"arraylab/devices/knob"
)

func TestSweepListsValuesAndChips(t *testing.T) {
	e := experimentOf("memory=ber&chip=7")
	all, err := Sweep{Key: "ber", Values: []string{"0.01", "0.1"}, Chips: 3}.Experiments(e)
	if err != nil || len(all) != 6 {
		t.Fatalf("%d experiments, %v", len(all), err)
	}
	for i, x := range all {
		want := experimentOf(fmt.Sprintf("memory=ber&ber=%g&chip=%d", []float64{0.01, 0.1}[i/3], 7+i%3))
		if x != want {
			t.Errorf("inference %d is %s, want %s", i, x.Link(), want.Link())
		}
	}
	all, err = Sweep{Chips: 2}.Experiments(e)
	if err != nil || len(all) != 2 || all[1].Chip != 8 || all[1].Device != e.Device {
		t.Errorf("chips alone: %v, %v", all, err)
	}
}

func TestSweepRefuses(t *testing.T) {
	e := experimentOf("memory=ber")
	many := make([]string, MaxSweep)
	for i := range many {
		many[i] = "0.1"
	}
	var value *knob.ValueError
	var key *KeyError
	for name, s := range map[string]Sweep{
		"no chips":      {Key: "ber", Values: []string{"0.1"}},
		"many chips":    {Key: "ber", Values: []string{"0.1"}, Chips: MaxChips + 1},
		"no values":     {Key: "ber", Chips: 1},
		"too many":      {Key: "ber", Values: many, Chips: 2},
		"many seeds":    {Key: "ber", Values: []string{"0.1"}, Chips: 1, Seeds: MaxSeeds + 1},
		"twice":         {Key: "ber", Values: []string{"0.1"}, Chips: 1, By: "ber", ByValues: []string{"0.1"}},
		"plays no part": {Key: "pulses", Values: []string{"5"}, Chips: 1},
		"out of range":  {Key: "ber", Values: []string{"0.9"}, Chips: 1},
	} {
		if _, err := s.Experiments(e); !errors.As(err, &value) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (Sweep{Key: "nonsense", Values: []string{"1"}, Chips: 1}).Experiments(e); !errors.As(err, &key) {
		t.Errorf("an unknown field: %v", err)
	}
}

func TestGrid(t *testing.T) {
	ber, _ := FieldOf("ber")
	pulses, _ := FieldOf("pulses")
	for _, c := range []struct {
		f      Field
		lo, hi float64
		n      int
		want   []string
	}{
		{ber, 1e-4, 0.1, 4, []string{"0.0001", "0.001", "0.01", "0.1"}},
		{ber, 1e-3, 1e-2, 3, []string{"0.001", "0.00316", "0.01"}},
		{pulses, 0, 2000, 5, []string{"0", "500", "1000", "1500", "2000"}},
		{pulses, 0, 2, 5, []string{"0", "1", "2"}},
		{pulses, 7, 7, 1, []string{"7"}},
	} {
		if got := c.f.Grid(c.lo, c.hi, c.n); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s from %v to %v: %v, want %v", c.f.Key, c.lo, c.hi, got, c.want)
		}
	}
}

// TestMoreErrorsCostMore sweeps the toy network: accuracy falls with the error rate, and at rate
// zero every chip is the ideal one.
func TestMoreErrorsCostMore(t *testing.T) {
	r := mustRun(t, "train=600&test=1200&hidden=40&memory=ber&ber=0.05&epochs=2&batch=64", 1)
	finish(r)
	s := Sweep{Key: "ber", Values: []string{"0", "0.3", "0.4"}, Chips: 3}
	all, err := s.Experiments(r.Experiment())
	if err != nil {
		t.Fatal(err)
	}
	var mean [3]float64
	for i, e := range all {
		if err := r.Reinfer(e); err != nil {
			t.Fatal(err)
		}
		res := finish(r)
		p := s.Point(i, res, e)
		mean[i/3] += p.Accuracy / 3
		if p.Chip != uint32(1+i%3) || p.Value != s.Values[i/3] || i < 3 &&
			(p.BER != 0 || p.Accuracy != res.IdealAccuracy) {
			t.Errorf("point %d is %+v (ideal %v)", i, p, res.IdealAccuracy)
		}
		// 31,760 weights: over ten standard errors
		if want := textOf(t, all[i], "ber"); i >= 3 && (p.BER < 0.9*want || p.BER > 1.1*want) {
			t.Errorf("point %d has a bit error rate of %v, asked for %v", i, p.BER, want)
		}
	}
	if !(mean[0] > mean[1] && mean[1] > mean[2]) {
		t.Errorf("accuracies %v do not fall", mean)
	}
}

// textOf is a field as a number.
func textOf(t *testing.T, e Experiment, key string) float64 {
	t.Helper()
	f, _ := FieldOf(key)
	x, err := strconv.ParseFloat(f.Get(e), 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestPointsAsText(t *testing.T) {
	want := Points{{Index: 0, Series: "a,b", Value: "0.1", Chip: 3, Accuracy: 1.0 / 3, BER: 1e-9, Joules: 2.5e-7},
		{Index: 1, Value: "", Chip: 4, Accuracy: 1}}
	text, err := want.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var got Points
	if err := got.UnmarshalText(text); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v: want %v", got, err, want)
	}
	want[0].Seed, want[0].Fingerprint, want[0].Image = 4294967295, "0123456789abcdef", 1.0/7
	if text, err = want.MarshalText(); err != nil {
		t.Fatal(err)
	}
	if err := got.UnmarshalText(text); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v: want %v", got, err, want)
	}
	former := "series,value,chip,accuracy,ber,joules,seed,fingerprint\n,1,2,1,0,0,3,ab\n"
	if err := got.UnmarshalText([]byte(former)); err != nil || got[0].Seed != 3 || got[0].Fingerprint != "ab" ||
		got[0].Image != 0 {
		t.Errorf("%q is read as %+v, %v", former, got, err)
	}
	for _, bad := range []string{former[:53] + ",image\n,1,2,1,0,0,3,ab,z\n", "a,b\n1,2\n",
		"series,value,chip,accuracy,ber,joules\n,1,x,1,1,1\n", "series,value,chip,accuracy,ber,joules\n,1,1,1,1,y\n"} {
		if err := got.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestSeriesAreSweptOneAfterTheOther(t *testing.T) {
	s := Sweep{Key: "ber", Values: []string{"0.01", "0.1"}, Chips: 2, By: "when"}
	all, err := s.Experiments(experimentOf("memory=ber"))
	if err != nil || len(all) != 8 {
		t.Fatalf("%d experiments, %v", len(all), err)
	}
	if got := all[5].Link(); got != "v=1&memory=ber&ber=0.01&when=read&chip=2" {
		t.Errorf("the sixth is %s", got)
	}
	if p := s.Point(6, Result{}, all[6]); p.Series != "read" || p.Value != "0.1" || p.Chip != 1 {
		t.Errorf("its point is %+v", p)
	}
	for _, by := range []string{"nothing", "seed", "stats2"} {
		if _, err := (Sweep{Key: "ber", Values: []string{"0.1"}, Chips: 1, By: by}).
			Experiments(experimentOf("memory=ber")); err == nil {
			t.Errorf("series by %s are swept", by)
		}
	}
}
