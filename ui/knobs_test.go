package ui

import (
	"math"
	"testing"
	"time"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// A slider reaches both ends of its field, every position is allowed, and positions come back.
func TestSliders(t *testing.T) {
	e := lab.Default()
	for _, f := range lab.Fields() {
		if f.Kind != knob.Whole && f.Kind != knob.Real {
			continue
		}
		last := math.Inf(-1)
		for p := 0; p <= steps; p++ {
			k := Control{Knob: f.Knob}
			k.Text = k.Slid(p)
			scratch := e
			if err := f.Set(&scratch, k.Text); err != nil {
				t.Fatalf("%s: position %d is %q: %v", f.Key, p, k.Text, err)
			}
			x := value(t, k.Text)
			if x < last {
				t.Fatalf("%s: position %d falls from %g to %g", f.Key, p, last, x)
			}
			last = x
			if back := value(t, Control{Knob: f.Knob}.Slid(k.Slide())); math.Abs(back-x) > 0.06*math.Abs(x) {
				t.Errorf("%s: %s comes back as %g", f.Key, k.Text, back)
			}
			if p == 0 && x != f.Min || p == steps && x != f.Max {
				t.Errorf("%s: position %d is %g, the range is %g to %g", f.Key, p, x, f.Min, f.Max)
			}
		}
	}
}

func value(t *testing.T, text string) float64 {
	t.Helper()
	x, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// The speed and the time that is left of a steady run are those of the run.
func TestPace(t *testing.T) {
	s, d := opened(t, "v=1&epochs=1")
	s.Train()
	for i := 1; i <= 40; i++ {
		d.clock += 500 * time.Millisecond
		s.advance(wire.Progress{Progress: lab.Progress{Phase: "train", Images: int64(1000 * i),
			Fraction: float64(i) / 100}})
	}
	if v := s.course.pace.speed; math.Abs(v-2000) > 1 {
		t.Errorf("speed %g images/s, want 2000", v)
	}
	left, ok := s.Left()
	if want := 30 * time.Second; !ok || (left-want).Abs() > want/100 {
		t.Errorf("%v left, want %v", left, want)
	}
	s.measured()
	macs := float64(lab.Plan(s.link.Experiment, 1).MACs)
	if got, known := s.Seconds(s.link.Experiment); !known || math.Abs(got-50) > 0.5 {
		t.Errorf("the next run of %g multiply-adds is to take %g s, want 50", macs, got)
	}
}

func TestIdealOf(t *testing.T) {
	for link, want := range map[string]string{
		"v=1": "v=1", "v=1&memory=ber&ber=0.1&seed=7": "v=1&seed=7",
		"v=1&memory=rram-weak-reset&gain=3":       "v=1&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&gain=3",
		"v=1&memory=rram-weak-reset&learn=latent": "v=1",
	} {
		l, err := lab.ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		if got := IdealOf(l.Experiment).Link(); got != want {
			t.Errorf("ideal of %s is %s, want %s", link, got, want)
		}
		if again := IdealOf(IdealOf(l.Experiment)); again != IdealOf(l.Experiment) {
			t.Errorf("%s: the ideal has an ideal of its own: %s", link, again.Link())
		}
	}
}

// TestTypingIsLeftAlone: what is typed stays as it is on the way to a number, until something else is set.
func TestTypingIsLeftAlone(t *testing.T) {
	s, _ := opened(t, "v=1&memory=ber&ber=0.1")
	for _, text := range []string{"0", "0.", "0.0", "0.00", "0.001", "0.0010"} {
		s.Knob("ber", text)
		if k := controlOf(t, s, "ber"); k.Text != text || k.Error != "" {
			t.Errorf("%q is shown as %q, %q", text, k.Text, k.Error)
		}
	}
	s.Open("v=1&memory=ber&ber=0.02")
	if k := controlOf(t, s, "ber"); k.Text != "0.02" {
		t.Errorf("a link is shown as %q", k.Text)
	}
}

// controlOf is the control of a field.
func controlOf(t *testing.T, s *Store, key string) Control {
	t.Helper()
	for _, g := range s.Groups() {
		for _, k := range g.Knobs {
			if k.Key == key {
				return k
			}
		}
	}
	t.Fatalf("there is no control %s", key)
	return Control{}
}
