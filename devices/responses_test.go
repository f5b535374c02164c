package devices_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"

	"arraylab/devices"
	"arraylab/sim/rng"
)

// noisy is a conductance with every kind of noise, which moves fast enough for a few steps.
var noisy = devices.Conductance{Gmax: 1.3e-4, Gmin: 1.3e-5, B: 2, Gran: 200, SNR: 0.01, SD: 0.05, Read: 0.02}

func newResponses(law devices.Response, k0, k1 int) *devices.Responses {
	p := devices.NewResponses(law, devices.NewResponseStreams(3, 4, 1), k0, k1)
	p.Init(k0, k1)
	return p
}

// TestResponsesAgainstPairs: the kinked line as a Response is what Pairs is without telegraph and pink
// noise, to the last bit.
func TestResponsesAgainstPairs(t *testing.T) {
	const n = 700
	for _, d2d := range []bool{false, true} {
		for _, reprogram := range []bool{false, true} {
			pairs := newPairs(devices.Switches{Curve: true, D2D: d2d}, n)
			p := newResponses(devices.Kinked{Model: devices.HfOxWeakReset(), D2D: d2d}.Response(), 0, n)
			for step := range uint64(40) {
				v := updates(n, int(step))
				w, want := make([]uint64, (n+63)/64), make([]uint64, (n+63)/64)
				a, b := p.ApplyPacked(0, step, v, reprogram, w), pairs.ApplyPacked(0, step, v, reprogram, want)
				if a != b || !slices.Equal(w, want) {
					t.Fatalf("D2D %v, step %d: %+v: want %+v", d2d, step, a, b)
				}
				for k := range n {
					bl, blb := p.Resistances(k, step)
					x, y := pairs.Resistances(k, step)
					if p.Weight(k) != pairs.Weight(k) || step > 0 && (bl != x || blb != y) {
						t.Fatalf("D2D %v, step %d, pair %d: weight %d, %v and %v ohm: want %d, %v, %v", d2d, step, k,
							p.Weight(k), bl, blb, pairs.Weight(k), x, y)
					}
					a, b := p.Pulses(k)
					if i, j := pairs.Pulses(k); a != i || b != j {
						t.Fatalf("pair %d counts %d and %d pulses: want %d and %d", k, a, b, i, j)
					}
				}
			}
		}
	}
}

// TestResponsesKeepTheRandomSign: without D2D, noise and pulses the first random signs stay.
func TestResponsesKeepTheRandomSign(t *testing.T) {
	const n = 1000
	law := noisy
	law.SNR, law.SD, law.Read = 0, 0, 0
	p, pairs := newResponses(law.Response(), 0, n), newPairs(devices.Switches{Curve: true}, n)
	e := p.ApplyPacked(0, 1, make([]int8, n), true, nil)
	plus := 0
	for k := range n {
		if p.Weight(k) != pairs.Weight(k) {
			t.Fatalf("weight %d is %d: want the random sign %d", k, p.Weight(k), pairs.Weight(k))
		}
		plus += int(p.Weight(k)+1) / 2
	}
	if e != (devices.Events{}) || math.Abs(float64(plus)-n/2) > 4*math.Sqrt(n)/2 {
		t.Errorf("%d of %d weights are +1 after %+v", plus, n, e)
	}
}

// TestResponsesAreAFunctionOfThePlace cuts the pairs and the steps in several ways, and goes on from a
// checkpoint.
func TestResponsesAreAFunctionOfThePlace(t *testing.T) {
	const n, steps = 640, 12
	whole := newResponses(noisy.Response(), 0, n)
	parts := []*devices.Responses{newResponses(noisy.Response(), 0, 64), newResponses(noisy.Response(), 64, 320),
		newResponses(noisy.Response(), 320, n)}
	var all, sum devices.Events
	for step := range uint64(steps) {
		if step == 5 { // from here on, others go on
			for i, p := range parts {
				k0, k1 := p.First(), p.First()+p.Len()
				saved := p.AppendState(nil, k0, k1)
				if len(saved) != p.StateSize()*(k1-k0) {
					t.Fatalf("%d pairs save %d bytes: want %d each", k1-k0, len(saved), p.StateSize())
				}
				parts[i] = devices.NewResponses(noisy.Response(), devices.NewResponseStreams(3, 4, 1), k0, k1)
				if err := parts[i].Restore(k0, k1, saved); err != nil {
					t.Fatal(err)
				}
			}
		}
		v := updates(n, int(step))
		all.Add(whole.ApplyPacked(0, step, v, true, nil))
		for _, p := range parts {
			for k := p.First(); k < p.First()+p.Len(); k += 64 {
				sum.Add(p.ApplyPacked(k, step, v[k:k+64], true, nil))
			}
		}
	}
	var joined []byte
	for _, p := range parts {
		joined = p.AppendState(joined, p.First(), p.First()+p.Len())
	}
	if all != sum || !bytes.Equal(joined, whole.AppendState(nil, 0, n)) {
		t.Errorf("in parts: %+v, as a whole: %+v; states are equal: %v", sum, all,
			bytes.Equal(joined, whole.AppendState(nil, 0, n)))
	}
	if all.Flips == 0 || all.Sets == 0 || all.Refused != 0 {
		t.Errorf("the steps did little: %+v", all)
	}
	ratios, late := make([]float32, n), parts[2]
	whole.LogRatios(0, steps-1, ratios)
	for k := late.First(); k < n; k++ {
		bl, blb := late.Resistances(k, steps-1)
		if math.Abs(math.Log(bl/blb)-float64(ratios[k])) > 1e-6 {
			t.Fatalf("pair %d: ln of %v over %v ohm is not %v", k, bl, blb, ratios[k])
		}
		if r := ratios[k]; r > 0 && late.Weight(k) < 0 || r < 0 && late.Weight(k) > 0 {
			t.Fatalf("pair %d has the weight %d at a ratio of %v", k, late.Weight(k), r)
		}
	}
}

func TestRestoreRefusesBadStates(t *testing.T) {
	p := newResponses(noisy.Response(), 0, 4)
	good := p.AppendState(nil, 0, 4)
	var size *devices.StateError
	if err := p.Restore(0, 4, good[1:]); !errors.As(err, &size) || size.Want != 64 {
		t.Errorf("63 bytes give %v", err)
	}
	bad := slices.Clone(good)
	copy(bad[8:], []byte{0, 0, 0xc0, 0x7f}) // NaN in device 1
	var saved *devices.SavedError
	if err := p.Restore(0, 4, bad); !errors.As(err, &saved) || saved.Device != 1 || saved.Most != 200 {
		t.Errorf("a state that is no number gives %v", err)
	}
	if got := p.AppendState(nil, 0, 4); !bytes.Equal(got, good) {
		t.Error("a refused state changed the devices")
	}
}

// TestNoisesOfResponsesAreApart: one source of error more leaves the draws of the others as they are.
func TestNoisesOfResponsesAreApart(t *testing.T) {
	const n = 200
	quiet, read := noisy, noisy
	quiet.Read, read.SNR = 0, 0
	both, a, b := newResponses(noisy.Response(), 0, n), newResponses(quiet.Response(), 0, n),
		newResponses(read.Response(), 0, n)
	want := slices.Repeat([]int8{1, -1}, n/2)
	for _, p := range []*devices.Responses{both, a, b} {
		p.Program(0, n, want, 50, 7)
	}
	x, y, z := make([]float32, n), make([]float32, n), make([]float32, n)
	both.LogRatios(0, 7, x)
	a.LogRatios(0, 7, y)
	b.LogRatios(0, 7, z)
	silent := noisy
	silent.SNR, silent.Read = 0, 0
	c, base := newResponses(silent.Response(), 0, n), make([]float32, n)
	c.Program(0, n, want, 50, 7)
	c.LogRatios(0, 7, base)
	for k := range n {
		// ln R is the sum of what the devices, the pulses and the read bring.
		if d := float64(x[k] - y[k] - (z[k] - base[k])); math.Abs(d) > 2e-6 {
			t.Fatalf("pair %d: the read noise is %v beside pulse noise and %v without", k, x[k]-y[k], z[k]-base[k])
		}
		if y[k] == base[k] || z[k] == base[k] {
			t.Fatalf("pair %d shows no noise", k)
		}
	}
}

// TestRefusedPulses: a device counts to MaxPulses.
func TestRefusedPulses(t *testing.T) {
	p := newResponses(noisy.Response(), 0, 1)
	e := p.Program(0, 1, []int8{1}, devices.MaxPulses, 0)
	e.Add(p.ApplyPacked(0, 1, []int8{3}, false, nil))
	if bl, blb := p.Pulses(0); e.Refused != 3 || bl != devices.MaxPulses || blb != 0 || p.Beyond(0, 1) != 1 {
		t.Errorf("%d and %d pulses, %+v", bl, blb, e)
	}
}

// TestReadNoiseOfPairs: the share of fresh equal pairs that read +1 is one half, and the spread of the
// ratio is sqrt(2) of the noise, both within 4 standard errors.
func TestReadNoiseOfPairs(t *testing.T) {
	const n = 20000
	law := noisy
	law.SNR, law.SD = 0, 0
	p := newResponses(law.Response(), 0, n)
	p.ApplyPacked(0, 1, make([]int8, n), false, nil)
	plus, sum := 0.0, 0.0
	ratios := make([]float32, n)
	p.LogRatios(0, 1, ratios)
	for k, r := range ratios {
		plus += float64(p.Weight(k)+1) / 2
		sum += float64(r) * float64(r)
	}
	if math.Abs(plus-n/2) > 4*math.Sqrt(n)/2 {
		t.Errorf("%v of %d weights are +1", plus, n)
	}
	if got, want := sum/n, 2*law.Read*law.Read; math.Abs(got/want-1) > 4*math.Sqrt(2.0/n) {
		t.Errorf("the variance of ln of the ratio is %v: want %v", got, want)
	}
}

func BenchmarkResponses(b *testing.B) {
	for name, law := range map[string]devices.Response{
		"conductance": noisy.Response(),
		"line":        devices.Kinked{Model: devices.HfOxWeakReset(), D2D: true, Read: 0.01}.Response(),
	} {
		const n = 1 << 20
		p := devices.NewResponses(law, devices.NewResponseStreams(1, 1, 0), 0, n)
		b.Run(name+"/init", func(b *testing.B) {
			for range b.N {
				p.Init(0, n)
			}
		})
		v, want := updates(n, 1), slices.Repeat([]int8{1, -1}, n/2)
		b.Run(name+"/apply", func(b *testing.B) {
			for step := range b.N {
				p.ApplyPacked(0, uint64(step), v, false, nil)
			}
		})
		b.Run(name+"/program", func(b *testing.B) {
			for step := range b.N {
				p.Program(0, n, want, 100, uint64(step))
			}
		})
	}
}

var _ devices.Pulsed = (*devices.Responses)(nil)

// TestConductancePulsesAddUp: without noise, n pulses at once are n single ones, and both meet the closed form, which
// follows from summing the published step: checked against that step itself.
func TestConductancePulsesAddUp(t *testing.T) {
	law := noisy
	law.SNR = 0
	r := law.Response()
	step := func(g float64, n int) float64 { // the published step
		e := (law.Gmax - law.Gmin) / law.B
		g -= e * math.Log(1+float64(n)/law.Gran*(math.Exp(law.B)-1)*math.Exp(-law.B*(law.Gmax-g)/(law.Gmax-law.Gmin)))
		return max(g, law.Gmin)
	}
	var traits devices.Traits
	state, g, some := float32(0), law.Gmax, float32(0)
	for n := 1; n <= 230; n++ {
		state, g = r.Pulse(&traits, state, 1, 0), step(g, 1)
		if n%23 == 0 {
			some = r.Pulse(&traits, some, 23, 0)
			if some != state {
				t.Fatalf("after %d pulses, 23 at once: state %v, one at a time: %v", n, some, state)
			}
		}
		if once := r.Pulse(&traits, 0, n, 0); once != state {
			t.Fatalf("%d pulses at once give the state %v: want %v", n, once, state)
		}
		got := math.Exp(-float64(r.Ln(&traits, state))) / r.Ohms()
		for what, want := range map[string]float64{"published step": g, "one published step": step(law.Gmax, n),
			"closed form": law.G(float64(n))} {
			if math.Abs(got/want-1) > 1e-6 {
				t.Fatalf("after %d pulses G = %v S: the %s gives %v", n, got, what, want)
			}
		}
	}
	if math.Abs(g-law.Gmin) > 1e-12 {
		t.Errorf("after more than gran pulses G = %v: want Gmin", g)
	}
}

// TestConductanceNoise: the noise of one step has the published scale, and n pulses at once have nearly the
// variance of n single ones, both within 4 standard errors plus the little that G moves.
func TestConductanceNoise(t *testing.T) {
	law := noisy
	law.SNR = 0.001
	r := law.Response()
	c := (law.Gmax - law.Gmin) / law.B * (math.Exp(law.B) - 1)
	const n, pulses = 20000, 10
	var traits devices.Traits
	src := rng.New(1, "noise").Source(0)
	normal := func() float64 { return rngNormal(src) }
	once, single := make([]float64, n), make([]float64, n)
	start := r.Pulse(&traits, 0, 60, 0)
	g := func(s float32) float64 { return math.Exp(-float64(r.Ln(&traits, s))) / r.Ohms() }
	for i := range n {
		once[i] = g(r.Pulse(&traits, start, pulses, normal()))
		s := start
		for range pulses {
			s = r.Pulse(&traits, s, 1, normal())
		}
		single[i] = g(s)
	}
	want := law.SNR * math.Sqrt(pulses*c) / law.Gran
	// Noise moves the state to where the step is another one: a single pulse's noise is damped by the
	// pulses after it, here by less than 3 %.
	for what, got := range map[string]float64{"at once": sampleSD(once), "one at a time": sampleSD(single)} {
		if math.Abs(got/want-1) > 4/math.Sqrt(2*n)+0.03 {
			t.Errorf("%s: sd of G %v S: want %v", what, got, want)
		}
	}
	if got := sampleMean(once); math.Abs(got-law.G(60+pulses)) > 4*want/math.Sqrt(n)+1e-10 {
		t.Errorf("mean of G %v S: want %v", got, law.G(60+pulses))
	}
}
