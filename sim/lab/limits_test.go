package lab

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

// TestThreeFieldsVary in a study of commands, in the order in which they act; a page refuses it and says who takes it.
func TestThreeFieldsVary(t *testing.T) {
	const link = "v=1&memory=ber&ber=0.1~0.2&when=read~program&lr=0.01~0.02~0.03&seeds=2&chips=2"
	l, err := ParseStudy(link)
	if err != nil {
		t.Fatal(err)
	}
	want := Sweep{Key: "ber", Values: []string{"0.1", "0.2"}, By: "lr", ByValues: []string{"0.01", "0.02", "0.03"},
		Over: "when", OverValues: []string{"read", "program"}, Seeds: 2, Chips: 2}
	again, err := ParseStudy(l.String())
	if !reflect.DeepEqual(*l.Sweep, want) || err != nil || !reflect.DeepEqual(again, l) || l.Sweep.Size() != 48 {
		t.Errorf("%s reads as %+v, spelled %s: %v", link, *l.Sweep, l, err)
	}
	table, err := l.Table()
	if err != nil || table.Size() != 48 {
		t.Fatal(table.Size(), err)
	}
	for i, want := range map[int]SweepPoint{
		0:  {Series: "read/0.01", Value: "0.1", Seed: 1, Chip: 1},
		11: {Series: "read/0.02", Value: "0.1", Seed: 2, Chip: 2},
		47: {Series: "program/0.03", Value: "0.2", Seed: 2, Chip: 2},
	} {
		want.Index = i
		e := table.Experiment(i)
		if got := table.Point(i, Result{}); got != want || e.Seed != want.Seed || e.Chip != want.Chip {
			t.Errorf("point %d is %+v of %s, want %+v", i, got, e.Link(), want)
		}
		if text := want.Series + " " + want.Value; text != fieldText(e, "when")+"/"+fieldText(e, "lr")+" "+fieldText(e, "ber") {
			t.Errorf("point %d is labelled %s and is %s", i, text, e.Link())
		}
	}
	if _, err := ParseLink(link); err == nil || !strings.Contains(err.Error(), "3 fields several values: allowed are "+
		"two in a page; arraylab sweep takes three") {
		t.Errorf("a page says %v", err)
	}
	four := link + "&batch=50~100"
	if _, err := ParseStudy(four); err == nil || !strings.Contains(err.Error(), "allowed are three") {
		t.Errorf("of four fields: %v", err)
	}
}

// fieldText is a field of an experiment as links spell it.
func fieldText(e Experiment, key string) string {
	f, _ := FieldOf(key)
	return f.Get(e)
}

// TestLimitsAreSaid: a page takes small studies, commands a million points and no more.
func TestLimitsAreSaid(t *testing.T) {
	var value *knob.ValueError
	for link, says := range map[string]string{
		"memory=ber&ber=0..0.4..100&seeds=20&chips=2": "1 to 2000 inferences in a page; arraylab sweep takes 1000000",
		"memory=ber&ber=0..0.4..3000":                 "a count from 2 to 2000",
		"memory=ber&ber=0.1&seeds=200":                "seeds=200 is not allowed",
		"memory=ber&ber=0.1&chips=200":                "chips=200 is not allowed",
	} {
		if _, err := ParseLink(link); !errors.As(err, &value) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s in a page: %v, want %q", link, err, says)
		}
		if _, err := ParseStudy(link); err != nil {
			t.Errorf("%s: %v", link, err)
		}
	}
	for _, link := range []string{"memory=ber&ber=0..0.4..101&seeds=100&chips=100", "memory=ber&ber=0.1&chips=10001",
		"memory=ber&ber=0.1&seeds=10001", "memory=ber&ber=0..0.4..1000001",
		"memory=ber&ber=0..0.4..900000&lr=0.001..0.1..900000&trainber=0..0.1..900000&trainerr=ber&chips=10000"} {
		if _, err := ParseStudy(link); !errors.As(err, &value) {
			t.Errorf("%s: %v", link, err)
		}
	}
}
