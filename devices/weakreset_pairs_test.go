package devices_test

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"testing"

	"arraylab/devices"
	"arraylab/sim/rng"
)

var allOn = devices.Switches{Curve: true, RTN: true, Pink: true, D2D: true}

// everySwitch lists all 32 settings.
func everySwitch() []devices.Switches {
	var s []devices.Switches
	for m := range 32 {
		s = append(s, devices.Switches{Curve: m&1 != 0, RTN: m&2 != 0, Pink: m&4 != 0, D2D: m&8 != 0,
			Stationary: m&16 != 0})
	}
	return s
}

// updates are pulses as a trainer gives them: -14 to 14, a third of them none.
func updates(n, step int) []int8 {
	src := rng.New(9, "updates").Source(uint64(step))
	v := make([]int8, n)
	for i := range v {
		if src.Below(3) > 0 {
			v[i] = int8(src.Below(29)) - 14
		}
	}
	return v
}

// newPairs are pairs on chip 3, layer 1, initialized.
func newPairs(sw devices.Switches, n int) *devices.Pairs {
	p := devices.NewPairs(devices.HfOxWeakReset(), sw, devices.NewStreams(3, 4, 1), 0, n)
	p.Init(0, n)
	return p
}

// TestPairsAgainstNaive compares weights exactly and resistances to the precision of the
// array's float32, with traps that move often enough to matter in a few steps.
func TestPairsAgainstNaive(t *testing.T) {
	t.Parallel()
	const n = 700
	model := devices.HfOxWeakReset()
	model.LowToHigh, model.HighToLow = 0.03, 0.05
	for _, sw := range everySwitch() {
		for _, reprogram := range []bool{false, true} {
			streams := devices.NewStreams(3, 4, 1)
			p := devices.NewPairs(model, sw, streams, 0, n)
			p.Init(0, n)
			a := newNaive(model, sw, streams, n)
			var e devices.Events
			for step := range uint64(12) {
				v := updates(n, int(step))
				w := make([]int8, n)
				e.Add(p.Apply(0, n, step, v, reprogram, w))
				a.apply(step, v, reprogram)
				for k := range n {
					bl, blb := p.Resistances(k, step)
					if math.Abs(bl/a.r[2*k]-1) > 2e-5 || math.Abs(blb/a.r[2*k+1]-1) > 2e-5 {
						t.Fatalf("%+v, step %d, pair %d: %v, %v ohm: want %v, %v", sw, step, k, bl, blb,
							a.r[2*k], a.r[2*k+1])
					}
					if w[k] != a.weight[k] || p.Weight(k) != w[k] {
						t.Fatalf("%+v, step %d: weight %d is %d at %v, %v ohm: want %d", sw, step, k, w[k], bl,
							blb, a.weight[k])
					}
				}
			}
			if int(e.Flips) != a.flips || int(e.Sets) != a.sets {
				t.Errorf("%+v, reprogram %v: %d flips and %d SETs: want %d and %d", sw, reprogram, e.Flips, e.Sets,
					a.flips, a.sets)
			}
			if reprogram && e.Sets == 0 {
				t.Errorf("%+v: nothing was reprogrammed", sw)
			}
			for k := range n {
				if bl, blb := p.Pulses(k); bl != a.dev[2*k].t || blb != a.dev[2*k+1].t {
					t.Fatalf("pair %d counts %d and %d pulses: want %d and %d", k, bl, blb, a.dev[2*k].t,
						a.dev[2*k+1].t)
				}
			}
		}
	}
}

// TestPairsAgainstSingle follows each device by the scalar reference, over the kink and beyond
// what was measured.
func TestPairsAgainstSingle(t *testing.T) {
	const n, steps, pulses = 50, 30, 100
	model, streams := devices.HfOxWeakReset(), devices.NewStreams(3, 4, 1)
	for _, sw := range everySwitch() {
		p := newPairs(sw, n)
		single := make([]*devices.Single, 2*n)
		for i := range single {
			single[i] = devices.NewSingle(model, sw, streams, uint64(i))
		}
		v := slices.Repeat([]int8{pulses, -pulses}, n/2)
		for step := range uint64(steps) {
			p.Apply(0, n, step, v, false, nil)
			for k := range n {
				single[2*k].Pulse(max(int(v[k]), 0), step)
				single[2*k+1].Pulse(max(-int(v[k]), 0), step)
				bl, blb := p.Resistances(k, step)
				x, y := single[2*k].R(step), single[2*k+1].R(step)
				if math.Abs(bl/x-1) > 2e-5 || math.Abs(blb/y-1) > 2e-5 {
					t.Fatalf("%+v, step %d, pair %d: %v, %v ohm: want %v, %v", sw, step, k, bl, blb, x, y)
				}
			}
		}
		if got := p.Beyond(0, n); got != n {
			t.Errorf("%d devices are beyond 2000 pulses: want %d, those with %d", got, n, steps*pulses)
		}
		if got := p.Beyond(0, n/2); got != n/2 {
			t.Errorf("%d devices of the first half are beyond 2000 pulses: want %d", got, n/2)
		}
	}
}

// TestRangesGiveTheSameBits divides the pairs in several ways.
func TestRangesGiveTheSameBits(t *testing.T) {
	const n = 1000
	run := func(part int, reprogram bool) ([]byte, []float32, devices.Events) {
		p := devices.NewPairs(devices.HfOxWeakReset(), allOn, devices.NewStreams(3, 4, 1), 0, n)
		var e devices.Events
		for k := 0; k < n; k += part {
			p.Init(k, min(k+part, n))
		}
		for step := range 8 {
			v := updates(n, step)
			for k := (n - 1) / part * part; k >= 0; k -= part {
				to := min(k+part, n)
				e.Add(p.Apply(k, to, uint64(step), v[k:to], reprogram, nil))
			}
		}
		logs := make([]float32, n)
		p.LogRatios(0, 7, logs)
		return p.AppendState(nil, 0, n), logs, e
	}
	for _, reprogram := range []bool{false, true} {
		state, logs, events := run(n, reprogram)
		for _, part := range []int{1, 7, 128, 333} {
			s, l, e := run(part, reprogram)
			if !bytes.Equal(s, state) || !slices.Equal(l, logs) || e != events {
				t.Errorf("in parts of %d the devices end otherwise than at once", part)
			}
		}
	}
}

// TestPartsOfAPopulation: an array that holds a part of a population is that part, in every method.
func TestPartsOfAPopulation(t *testing.T) {
	const n = 700
	want := make([]int8, n)
	for i := range want {
		want[i] = int8(i%5/3)*2 - 1
	}
	type outcome struct {
		state        []byte
		logs         []float32
		w            []int8
		events       devices.Events
		beyond       int
		highs        int
		bl, blb      float64 // sums over pairs
		pulses, sign int
	}
	run := func(program bool, cuts ...int) (o outcome) {
		for c := range len(cuts) - 1 {
			k0, k1 := cuts[c], cuts[c+1]
			p := devices.NewPairs(devices.HfOxWeakReset(), allOn, devices.NewStreams(3, 4, 1), k0, k1)
			if p.First() != k0 || p.Len() != k1-k0 {
				t.Errorf("pairs from %d to %d: %d from %d on", k0, k1, p.Len(), p.First())
			}
			p.Init(k0, k1)
			if program {
				o.events.Add(p.Program(k0, k1, want[k0:k1], 1990, 3))
			}
			w, logs := make([]int8, k1-k0), make([]float32, k1-k0)
			for step := range 8 {
				o.events.Add(p.Apply(k0, k1, uint64(step), updates(n, step)[k0:k1], step%2 == 1, w))
			}
			state := p.AppendState(nil, k0, k1)
			q := devices.NewPairs(devices.HfOxWeakReset(), allOn, devices.NewStreams(3, 4, 1), k0, k1)
			if err := q.Restore(k0, k1, state); err != nil {
				t.Fatal(err)
			}
			q.LogRatios(k0, 7, logs)
			o.state, o.logs, o.w = append(o.state, state...), append(o.logs, logs...), append(o.w, w...)
			o.beyond += p.Beyond(k0, k1)
			for k := k0; k < k1; k++ {
				bl, blb := p.Resistances(k, 7)
				o.bl, o.blb = o.bl+bl, o.blb+blb
				x, y := p.Traps(k)
				o.highs += map[bool]int{true: 1}[x] + map[bool]int{true: 1}[y]
				i, j := p.Pulses(k)
				o.pulses, o.sign = o.pulses+(i-j)*k, o.sign+int(p.Weight(k))*k
			}
		}
		return o
	}
	for _, program := range []bool{false, true} {
		whole := run(program, 0, n)
		if parts := run(program, 0, 130, 131, 600, n); !reflect.DeepEqual(parts, whole) {
			t.Errorf("programmed %v: the parts of a population are not the whole", program)
		}
		if program && (whole.beyond == 0 || whole.highs == 0) {
			t.Error("no pulses beyond those measured, no high trap: the test shows too little")
		}
	}
}

// TestApplyPacked: the packed weights are those of Apply, for every tail.
func TestApplyPacked(t *testing.T) {
	for _, sw := range everySwitch() {
		for _, n := range []int{1, 63, 64, 65, 128, 129, 192, 300} {
			p, q := newPairs(sw, n), newPairs(sw, n)
			w, packed := make([]int8, n), make([]uint64, (n+63)/64)
			for k := range n {
				packed[k/64] |= uint64(p.Weight(k)+1) / 2 << (k % 64)
			}
			for step := range uint64(6) {
				v := updates(n, int(step))
				a := p.Apply(0, n, step, v, step%2 == 0, w)
				if b := q.ApplyPacked(0, step, v, step%2 == 0, packed); a != b {
					t.Fatalf("%+v, %d pairs: packed %+v: want %+v", sw, n, b, a)
				}
				for k := range packed {
					var want uint64
					for b, x := range w[64*k : min(64*k+64, n)] {
						want |= uint64(x+1) / 2 << b
					}
					if packed[k] != want {
						t.Fatalf("%+v, %d pairs, step %d: word %d is %x: want %x", sw, n, step, k, packed[k], want)
					}
				}
			}
		}
	}
}

// TestSwitchesLeaveOtherDrawsAlone: a switch changes nothing but its own share of ln R.
func TestSwitchesLeaveOtherDrawsAlone(t *testing.T) {
	const n = 300
	// traps returns the traps' states after some steps.
	traps := func(sw devices.Switches) (high []bool) {
		p := newPairs(sw, n)
		for step := range 60 {
			p.Apply(0, n, uint64(step), updates(n, step), false, nil)
		}
		for k := range n {
			bl, blb := p.Traps(k)
			high = append(high, bl, blb)
		}
		return high
	}
	want := traps(allOn)
	if !slices.Contains(want, true) {
		t.Fatal("no trap is high: the test shows nothing")
	}
	for _, sw := range []devices.Switches{{RTN: true}, {RTN: true, Pink: true}, {RTN: true, D2D: true}} {
		if !slices.Equal(traps(sw), want) {
			t.Errorf("%+v: the traps move otherwise", sw)
		}
	}
	still := devices.Switches{RTN: true, Stationary: true}
	want = traps(still)
	for _, sw := range []devices.Switches{{RTN: true, Stationary: true, Pink: true},
		{RTN: true, Stationary: true, D2D: true}} {
		if !slices.Equal(traps(sw), want) {
			t.Errorf("%+v: the traps move otherwise", sw)
		}
	}
	if slices.Contains(traps(devices.Switches{Pink: true, D2D: true}), true) {
		t.Error("traps move without telegraph noise")
	}
}

// TestStationaryNoiseOfNone: without noise its form is nothing: the same weights, resistances and states.
func TestStationaryNoiseOfNone(t *testing.T) {
	const n = 300
	run := func(sw devices.Switches) ([]byte, []float32) {
		p := newPairs(sw, n)
		for step := range 20 {
			p.Apply(0, n, uint64(step), updates(n, step), true, nil)
		}
		ratios := make([]float32, n)
		p.LogRatios(0, 19, ratios)
		return p.AppendState(nil, 0, n), ratios
	}
	for _, sw := range []devices.Switches{{}, {Curve: true, D2D: true}} {
		state, ratios := run(sw)
		sw.Stationary = true
		if again, others := run(sw); !bytes.Equal(state, again) || !slices.Equal(ratios, others) {
			t.Errorf("%+v is not as without noise in the published form", sw)
		}
	}
}

// TestFreshPairs: the first resistances are R0 alone, the first signs random and the seed's.
func TestFreshPairs(t *testing.T) {
	const n = 4000
	model := devices.HfOxWeakReset()
	p := newPairs(allOn, n)
	plus := 0
	for k := range n {
		bl, blb := p.Resistances(k, 0)
		x := model.Sample(devices.NewStreams(3, 4, 1).D2D, uint64(2*k)).R0
		y := model.Sample(devices.NewStreams(3, 4, 1).D2D, uint64(2*k+1)).R0
		if math.Abs(bl/x-1) > 1e-6 || math.Abs(blb/y-1) > 1e-6 {
			t.Fatalf("fresh pair %d: %v, %v ohm: want %v, %v", k, bl, blb, x, y)
		}
		if p.Weight(k) > 0 {
			plus++
		}
	}
	if z := (float64(plus) - n/2) / math.Sqrt(n/4); math.Abs(z) > 4 {
		t.Errorf("%d of %d fresh weights are +1", plus, n)
	}
	weights := func(chip, seed uint32) []int8 {
		q := devices.NewPairs(model, allOn, devices.NewStreams(chip, seed, 0), 0, n)
		q.Init(0, n)
		w := make([]int8, n)
		q.Weights(0, w)
		return w
	}
	if !slices.Equal(weights(1, 2), weights(5, 2)) {
		t.Error("the chip decides the first signs")
	}
	if slices.Equal(weights(1, 2), weights(1, 3)) {
		t.Error("the seed does not decide the first signs")
	}
}

// TestEqualResistancesKeepTheSign: ideal devices without pulses, or with as many on both sides.
func TestEqualResistancesKeepTheSign(t *testing.T) {
	const n = 256
	p := newPairs(devices.Switches{Curve: true}, n)
	first, w := make([]int8, n), make([]int8, n)
	p.Weights(0, first)
	p.Apply(0, n, 0, make([]int8, n), false, w)
	if !slices.Equal(first, w) {
		t.Error("without a pulse the signs changed")
	}
	p.Apply(0, n, 1, slices.Repeat([]int8{3}, n), false, w)
	if slices.Contains(w, -1) {
		t.Error("pulses on BL do not give +1")
	}
	p.Apply(0, n, 2, slices.Repeat([]int8{-3}, n), false, w)
	if slices.Contains(w, -1) {
		t.Error("equal resistances changed the sign")
	}
	e := p.Apply(0, n, 3, slices.Repeat([]int8{-1}, n), false, w)
	if slices.Contains(w, 1) || e.Flips != n || e.Pulses != n {
		t.Errorf("pulses on BLb do not give -1: %+v", e)
	}
}

// TestMaxPulses: a device counts no further than it can.
func TestMaxPulses(t *testing.T) {
	p := newPairs(devices.Switches{}, 1)
	p.Program(0, 1, []int8{1}, devices.MaxPulses-3, 0)
	e := p.Apply(0, 1, 1, []int8{10}, false, nil)
	if bl, blb := p.Pulses(0); bl != devices.MaxPulses || blb != 0 || e.Refused != 7 || e.Pulses != 10 {
		t.Errorf("%d and %d pulses, %+v: want %d and 0, 7 refused", bl, blb, e, devices.MaxPulses)
	}
	if p.Weight(0) != 1 {
		t.Error("a full counter spoils the weight")
	}
}

func TestApplyAllocatesNothing(t *testing.T) {
	const n = 300
	p := newPairs(allOn, n)
	v, w := updates(n, 0), make([]int8, n)
	step := uint64(0)
	if a := testing.AllocsPerRun(10, func() {
		p.Apply(0, n, step, v, true, w)
		step++
	}); a != 0 {
		t.Errorf("Apply allocates %v times", a)
	}
}

// TestPairsPinned: the bits after some steps, which results depend on.
func TestPairsPinned(t *testing.T) {
	const n = 200
	p := newPairs(allOn, n)
	h := uint64(14695981039346656037) // FNV-1a
	logs := make([]float32, n)
	for step := range 30 {
		p.Apply(0, n, uint64(step), updates(n, step), step%2 == 1, nil)
		p.LogRatios(0, uint64(step), logs)
		for _, x := range logs {
			h = (h ^ uint64(math.Float32bits(x))) * 1099511628211
		}
	}
	for _, b := range p.AppendState(nil, 0, n) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	if want := uint64(0x36f2cdb7b59ae90); h != want {
		t.Errorf("the bits hash to %#x: want %#x", h, want)
	}
}
