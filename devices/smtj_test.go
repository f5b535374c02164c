package devices_test

import (
	"bytes"
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/devices/knob"
)

// withNumbers are the defaults of a technology with some numbers set.
func withNumbers(t testing.TB, tech *devices.Technology, set map[string]float64) devices.Values {
	t.Helper()
	v := tech.Defaults()
	for key, x := range set {
		p := tech.ParamOf(key)
		if p == nil {
			t.Fatalf("%s has no parameter %s", tech.Name, key)
		}
		p.Put(&v, x)
	}
	return v
}

// characterise characterises a technology; numbers by key.
func characterise(t testing.TB, tech *devices.Technology, v devices.Values, ask devices.Ask) (devices.Sheet,
	map[string]float64) {
	t.Helper()
	s, err := tech.Sheet(&v, ask)
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]float64{}
	for _, n := range s.Numbers {
		if _, twice := numbers[n.Key]; twice {
			t.Errorf("%s: the number %s occurs twice", tech.Name, n.Key)
		}
		numbers[n.Key] = n.Value
	}
	return s, numbers
}

// eachCorner calls f with the defaults and with each parameter at its least, middle and greatest number in turn.
func eachCorner(t *testing.T, tech *devices.Technology, f func(v devices.Values)) {
	t.Helper()
	f(tech.Defaults())
	for _, p := range tech.Params {
		lo, hi := p.Min, p.Max
		switch p.Kind {
		case knob.Switch:
			hi = 1
		case knob.OneOf:
			hi = float64(len(p.Choices) - 1)
		}
		middle := (lo + hi) / 2
		if p.Kind != knob.Real {
			middle = math.Floor(middle)
		}
		for _, x := range []float64{lo, middle, hi} {
			v := tech.Defaults()
			p.Put(&v, x)
			// What follows from it changes with it.
			after := false
			for _, q := range tech.Params {
				if after {
					q.Put(&v, q.DefaultOf(&v))
				}
				after = after || q == p
			}
			f(v)
		}
	}
}

func TestJunctionSheet(t *testing.T) {
	t.Parallel()
	tech := devices.SuperparamagneticJunction
	eachCorner(t, tech, func(v devices.Values) {
		t.Helper()
		s, _ := characterise(t, tech, v, devices.Ask{N: 1000, Seed: 1, Charts: true})
		devices.Drawable(t, tech.Name, s)
		if len(s.Charts) != 7 {
			t.Errorf("%d charts", len(s.Charts))
		}
	})
}

// TestJunctionNumbers holds the sheet to the closed forms of the telegraph process.
func TestJunctionNumbers(t *testing.T) {
	tech := devices.SuperparamagneticJunction
	equal := map[string]float64{"spread": 0, "stray": 0, "disturb": 0, "interval": 5e-7, "current": 0.02}
	for k := 1.0; k <= 5; k++ {
		equal["xor"] = k
		v := withNumbers(t, tech, equal)
		_, n := characterise(t, tech, v, devices.Ask{Seed: 1})
		a, b := 1/n["tau_p"], 1/n["tau_ap"]
		close := func(key string, want float64) {
			if math.Abs(n[key]-want) > 1e-12 {
				t.Errorf("xor=%g: %s = %.12g, want %.12g", k, key, n[key], want)
			}
		}
		c := math.Exp(-(a + b) * 5e-7)
		close("p_raw", a/(a+b))
		close("p_ap", a/(a+b))
		close("correlation_raw", c)
		eps := a/(a+b) - 0.5
		close("p", 0.5+math.Pow(-1, k+1)*math.Pow(2, k-1)*math.Pow(eps, k))
		if k == 1 {
			close("correlation", c)
		}
		if !(eps > 0.1) {
			t.Errorf("a positive current biases towards AP: eps = %g", eps)
		}
	}
	_, n := characterise(t, tech, tech.Defaults(), devices.Ask{Seed: 1})
	if math.Abs(n["joules_per_bit"]-20e-15) > 1e-21 {
		t.Errorf("a bit takes %g J, want 20 fJ", n["joules_per_bit"])
	}
	if low := n["closed_low"]; low < 0.14 || low > 0.26 {
		t.Errorf("at Delta = 7 the closed form is %.3f low, want 0.14 to 0.26", low)
	}
}

// TestRandomBitsFollowTheirLaw: whitened bits of chips with different junctions, within 4 standard errors.
func TestRandomBitsFollowTheirLaw(t *testing.T) {
	tech := devices.SuperparamagneticJunction
	for _, set := range []map[string]float64{
		{}, {"xor": 1}, {"xor": 2, "stray": 0.03}, {"xor": 1, "disturb": 0.2, "interval": 3e-7},
		{"xor": 3, "current": 0.05, "interval": 1e-7},
	} {
		v := withNumbers(t, tech, set)
		for seed := uint32(1); seed <= 3; seed++ {
			_, n := characterise(t, tech, v, devices.Ask{Seed: seed})
			const bits = 64 << 12
			se := math.Sqrt(0.25 / bits * (1 + n["correlation"]) / (1 - n["correlation"]))
			if z := (n["p_drawn"] - n["p"]) / se; math.Abs(z) > 4 {
				t.Errorf("%v, seed %d: share of ones %.5f, %.1f standard errors from %.5f", set, seed,
					n["p_drawn"], z, n["p"])
			}
			se = (1 + n["correlation"]) / math.Sqrt(bits*(1-n["correlation"]))
			if z := (n["correlation_drawn"] - n["correlation"]) / se; math.Abs(z) > 4 {
				t.Errorf("%v, seed %d: correlation %.5f, %.1f standard errors from %.5f", set, seed,
					n["correlation_drawn"], z, n["correlation"])
			}
		}
	}
}

// TestRandomBitsOfAChip: bits are a function of seed and number, and all junctions of a chip without
// variability are the nominal one.
func TestRandomBitsOfAChip(t *testing.T) {
	tech := devices.SuperparamagneticJunction
	read := func(set map[string]float64, seed uint32, number uint64) []byte {
		v := withNumbers(t, tech, set)
		b := make([]byte, 1000)
		devices.RandomBits(&v, seed, number).Read(b)
		return b
	}
	first := read(nil, 1, 0)
	if !bytes.Equal(first, read(nil, 1, 0)) {
		t.Error("the same bits differ")
	}
	for _, other := range [][]byte{read(nil, 2, 0), read(nil, 1, 1), read(map[string]float64{"interval": 1e-7}, 1, 0)} {
		if bytes.Equal(first, other) {
			t.Error("other bits are the same")
		}
	}
	v := withNumbers(t, tech, map[string]float64{"spread": 0, "stray": 0, "xor": 1})
	a, _ := devices.NewBitGenerator(&v, 1).Law()
	b, _ := devices.NewBitGenerator(&v, 2).Law()
	if _, n := characterise(t, tech, v, devices.Ask{Seed: 1}); a != b || a != n["p_raw"] {
		t.Errorf("equal junctions have P = %g, %g; the nominal one %g", a, b, n["p_raw"])
	}
}

func BenchmarkJunctionSheet(b *testing.B) {
	v := devices.SuperparamagneticJunction.Defaults()
	for b.Loop() {
		devices.SuperparamagneticJunction.Sheet(&v, devices.Ask{N: 10000, Seed: 1, Charts: true})
	}
}
