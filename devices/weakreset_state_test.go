package devices_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"

	"arraylab/devices"
)

// TestProgram: an ideal pair reads as wanted, an imperfect one the more often the more pulses it
// got; without pulses half of the time.
func TestProgram(t *testing.T) {
	const n = 20000
	want := make([]int8, n)
	for i := range want {
		want[i] = int8(i%3/2)*2 - 1
	}
	wrong := func(sw devices.Switches, pulses int) float64 {
		p := devices.NewPairs(devices.HfOxWeakReset(), sw, devices.NewStreams(1, 1, 0), 0, n)
		p.Init(0, n)
		if e := p.Program(0, n, want, pulses, 0); e.Pulses != int64(pulses*n) {
			t.Errorf("%d pulses were spent: want %d", e.Pulses, pulses*n)
		}
		bad := 0
		for k := range n {
			if p.Weight(k) != want[k] {
				bad++
			}
		}
		return float64(bad) / n
	}
	if ber := wrong(devices.Switches{Curve: true}, 1); ber != 0 {
		t.Errorf("ideal pairs are wrong in %v", ber)
	}
	last := wrong(allOn, 0)
	if z := (last - 0.5) * math.Sqrt(4*n); math.Abs(z) > 4 {
		t.Errorf("unprogrammed pairs are wrong in %v", last)
	}
	for _, pulses := range []int{10, 100, 500, 2000} {
		ber := wrong(allOn, pulses)
		if ber >= last {
			t.Errorf("%d pulses give a bit error rate of %v: fewer gave %v", pulses, ber, last)
		}
		last = ber
	}
	t.Logf("bit error rate after 2000 pulses: %.4f", last)
}

// TestProgramAgain: the devices of an array can be programmed anew, with other noise too, as if
// they were fresh; devices that would be others are not the array's to give.
func TestProgramAgain(t *testing.T) {
	const n = 300
	want := slices.Repeat([]int8{1, -1, -1}, n/3)
	again := newPairs(allOn, n)
	again.Program(0, n, want, 1700, 1)
	for _, sw := range []devices.Switches{allOn, {Curve: true, D2D: true, RTN: true}, {Curve: true, D2D: true},
		{Curve: true, D2D: true, Pink: true}} {
		for _, pulses := range []int{0, 3, 900} {
			fresh := newPairs(sw, n)
			fresh.Program(0, n, want, pulses, 4)
			if !again.Switch(sw) {
				t.Fatalf("%+v makes other devices", sw)
			}
			again.Program(0, n, want, pulses, 4)
			if !bytes.Equal(again.AppendState(nil, 0, n), fresh.AppendState(nil, 0, n)) {
				t.Errorf("%+v, %d pulses: another state than that of fresh devices", sw, pulses)
			}
			for k := range n {
				a, b := again.Resistances(k, 4)
				c, d := fresh.Resistances(k, 4)
				if a != c || b != d {
					t.Fatalf("%+v, %d pulses, pair %d: %v, %v ohm: fresh ones have %v, %v", sw, pulses, k, a, b, c, d)
				}
			}
		}
	}
	for _, sw := range []devices.Switches{{Curve: true}, {D2D: true}} {
		if again.Switch(sw) {
			t.Errorf("%+v keeps the devices", sw)
		}
	}
}

// TestProgramEqualsSingle: programmed resistances are those of the reference.
func TestProgramEqualsSingle(t *testing.T) {
	const n = 200
	model, streams := devices.HfOxWeakReset(), devices.NewStreams(3, 4, 1)
	p := newPairs(allOn, n)
	p.Apply(0, n, 0, updates(n, 0), false, nil) // programming forgets this
	p.Program(0, n, slices.Repeat([]int8{1, -1}, n/2), 1000, 5)
	for k := range n {
		x := devices.NewSingle(model, allOn, streams, uint64(2*k))
		y := devices.NewSingle(model, allOn, streams, uint64(2*k+1))
		if k%2 == 0 {
			x.Pulse(1000, 5)
		} else {
			y.Pulse(1000, 5)
		}
		bl, blb := p.Resistances(k, 5)
		if math.Abs(bl/x.R(5)-1) > 2e-5 || math.Abs(blb/y.R(5)-1) > 2e-5 {
			t.Fatalf("pair %d: %v, %v ohm: want %v, %v", k, bl, blb, x.R(5), y.R(5))
		}
	}
}

// TestRestore: what is saved and restored goes on with the same bits.
func TestRestore(t *testing.T) {
	const n = 500
	for _, sw := range everySwitch() {
		for _, at := range []int{0, 1, 6} {
			p, q := newPairs(sw, n), newPairs(sw, n)
			for step := range at {
				p.Apply(0, n, uint64(step), updates(n, step), true, nil)
			}
			q.Apply(0, n, 0, updates(n, 77), true, nil) // is overwritten
			saved := p.AppendState(nil, 0, n)
			if len(saved) != n*devices.StateBytes {
				t.Fatalf("the state has %d bytes: want %d a pair", len(saved), devices.StateBytes)
			}
			if err := q.Restore(0, n, saved); err != nil {
				t.Fatal(err)
			}
			x, y := make([]float32, n), make([]float32, n)
			for step := at; step < at+3; step++ {
				now := uint64(max(step-1, 0))
				p.LogRatios(0, now, x)
				q.LogRatios(0, now, y)
				if !slices.Equal(x, y) {
					t.Fatalf("%+v, restored at %d: the resistances differ at step %d", sw, at, step)
				}
				a := p.Apply(0, n, uint64(step), updates(n, step), true, nil)
				b := q.Apply(0, n, uint64(step), updates(n, step), true, nil)
				if a != b {
					t.Fatalf("%+v, restored at %d: step %d gives %+v: want %+v", sw, at, step, b, a)
				}
			}
			var e *devices.StateError
			before := q.AppendState(nil, 0, n)
			if err := q.Restore(0, n, saved[1:]); !errors.As(err, &e) {
				t.Errorf("a short state gives %v: want a *StateError", err)
			}
			if !bytes.Equal(before, q.AppendState(nil, 0, n)) {
				t.Error("a short state changed the pairs")
			}
		}
	}
}

// FuzzRestore: any words of the right number are a state, which training can go on from.
func FuzzRestore(f *testing.F) {
	f.Add(newPairs(allOn, 2).AppendState(nil, 0, 2))
	f.Add([]byte{14, 0, 0, 128, 15, 0, 0, 128, 255, 255, 31, 0, 0, 0, 0, 64})
	f.Add([]byte("too short"))
	f.Fuzz(func(t *testing.T, state []byte) {
		p := newPairs(allOn, 2)
		if err := p.Restore(0, 2, state); err != nil {
			if len(state) == 2*devices.StateBytes {
				t.Fatal(err)
			}
			return
		}
		if got := p.AppendState(nil, 0, 2); !bytes.Equal(got, state) {
			t.Fatalf("restored % x as % x", state, got)
		}
		p.Apply(0, 2, 1, []int8{14, -14}, true, nil)
		for k := range 2 {
			if bl, blb := p.Resistances(k, 1); !(bl > 0 && blb > 0) {
				t.Fatalf("resistances %v, %v from % x", bl, blb, state)
			}
		}
	})
}
