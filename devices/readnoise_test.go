package devices

import (
	"math"
	"slices"
	"testing"
)

// TestReadNoiseAgainstDraws: the error rate of one read in closed form and in the cells, within 4.5 standard errors.
func TestReadNoiseAgainstDraws(t *testing.T) {
	const n = 100000
	for _, set := range [][]string{
		{"readthermal", "1"}, {"readpink", "0.8"}, {"readrtn", "2"}, {"readrtn", "2", "sensing", "1t1r"},
		{"readrtn", "1", "readpink", "0.5", "readthermal", "0.5", "wire", "20", "stucklrs", "0.01"},
		{"readpink", "0.5", "readthermal", "0.5", "sensing", "1t1r", "wire", "20", "supply", "0.5", "dead", "0.1"},
		{"readrtn", "1", "readthermal", "0.5", "sensing", "1t1r", "ecc", "secded"},
		{"readthermal", "0.3", "celld2d", "0", "cellc2c", "0", "separation", "1"},
	} {
		v := ValuesOf(t, DifferentialRRAM, append([]string{"condition", "weak"}, set...)...)
		code := secdedOf(v)
		numbers := readNumbers(v, code, n, 3)
		closed, drawn := numbers[0].Value, numbers[1].Value
		se := math.Sqrt(closed * (1 - closed) / n)
		if hasCode(v) {
			se *= 2 // wrong bits of a word come together
		}
		if quiet := closedBER(v, code).set; !(math.Abs(drawn-closed) < 4.5*se) || !(closed > 1.05*quiet) {
			t.Errorf("%v: %.5g, drawn %.5g, standard error %.2g; without noise %.5g", set, closed, drawn, se, quiet)
		}
	}
	for _, set := range [][]string{
		{"readthermal", "0.2"}, {"readpink", "0.5"}, {"readrtn", "2"},
		{"readrtn", "1", "readpink", "0.3", "readthermal", "0.1", "offset", "0.1", "stuckhrs", "0.02"},
	} {
		v := ValuesOf(t, TernaryRRAM, append([]string{"condition", "weak"}, set...)...)
		p, a := ternary(v)
		noise := readNoiseOf(v, nearSupply.Of(v), Site{Chip: 4})
		closed, drawn := noise.ternary(p, a), drawnTernary(p, a, noise, n, 4)
		for name, c := range map[string][2]float64{"0 to +-1": {closed.zero, drawn.zero},
			"+-1 to 0": {closed.one, drawn.one}, "+1 to -1": {closed.flip, drawn.flip}} {
			if se := math.Sqrt(c[0]*(1-c[0])/n) + 1e-6; !(math.Abs(c[1]-c[0]) < 4.5*se) {
				t.Errorf("%v: %s %.5g, drawn %.5g, standard error %.2g", set, name, c[0], c[1], se)
			}
		}
	}
}

// TestReadNoiseOfMeasuredStates: the same for a device that was measured in two states.
func TestReadNoiseOfMeasuredStates(t *testing.T) {
	const n = 100000
	for _, set := range [][]string{
		{"form", "lognormal", "mhrssd", "1", "readthermal", "0.8"}, {"form", "lognormal", "mhrssd", "1", "readrtn", "2"},
		{"form", "quantiles", "hq0", "3000", "hq1", "4000", "readpink", "0.1", "readrtn", "2"},
	} {
		v := ValuesOf(t, MeasuredDevice, set...)
		low, high := measuredStates(v)
		numbers := sampledReads(v, &low, &high, Ask{N: n, Seed: 4})
		closed, drawn := numbers[0].Value, numbers[1].Value
		se := math.Sqrt(closed * (1 - closed) / n)
		// Noise may as well read right what a state's tail has wrong.
		if quiet := Misread(&low, &high); !(math.Abs(drawn-closed) < 4.5*se) || !(math.Abs(closed-quiet) > 3*se) {
			t.Errorf("%v: %.5g, drawn %.5g, standard error %.2g; without noise %.5g", set, closed, drawn, se, quiet)
		}
	}
}

// TestNoiseFromReadToRead: traps are independent from read to read, the 1/f noise of two reads that are m apart keeps
// the share max(0, 1 - m/2^j) of octave j, and both have the standard deviation that is asked for.
func TestNoiseFromReadToRead(t *testing.T) {
	const devices, sd = 60000, 0.3
	for _, c := range []struct {
		key      string
		m        uint64
		variance float64
		want     float64 // correlation of two reads
	}{
		{"readrtn", 1, sd * sd / 4, 0}, {"readpink", 1, sd * sd, (16 - 2 + 1.0/32768) / 16},
		{"readpink", 64, sd * sd, (16 - 6 - 2 + 64.0/32768) / 16},
	} {
		noise := readNoiseOf(ValuesOf(t, DifferentialRRAM, c.key, "0.3"), nominalSupply, Site{Chip: 2})
		var xx, xy float64
		for d := range devices {
			n := uint64(d) * 977 % 100000 // the share holds for reads anywhere in the octaves
			x, y := noise.device(d, hrs, d%50, n), noise.device(d, hrs, d%50, n+c.m)
			xx += x * x / devices
			xy += x * y / devices
		}
		if z := (xx/c.variance - 1) / math.Sqrt(2.0/devices); math.Abs(z) > 4.5 {
			t.Errorf("%s: the variance is %.5g, not %.5g", c.key, xx, c.variance)
		}
		if z := (xy/c.variance - c.want) * math.Sqrt(devices/2); math.Abs(z) > 4.5 {
			t.Errorf("%s: reads %d apart correlate by %.5g, not %.5g", c.key, c.m, xy/c.variance, c.want)
		}
	}
}

// TestReadsUnderNoise: without noise nothing is noisy; with it a read is the same again, another one is not, and each
// source of noise leaves the draws of the others alone: their sum is that of each.
func TestReadsUnderNoise(t *testing.T) {
	const inputs = 2000
	want := randomRows(1, inputs)[0]
	for _, tech := range []*Technology{DifferentialRRAM, TernaryRRAM} {
		if tech.Array(ValuesOf(t, tech, "condition", "limit"), site(1, inputs)).Noisy() {
			t.Errorf("%s is noisy without noise", tech.Name)
		}
		a := tech.Array(ValuesOf(t, tech, "condition", "limit", "readthermal", "0.5"), site(1, inputs))
		first, again, other := make([]uint64, len(want)), make([]uint64, len(want)), make([]uint64, len(want))
		a.Read(first, want, want, 0, 3)
		a.Read(again, want, want, 0, 3)
		a.Read(other, want, want, 0, 4)
		if !slices.Equal(first, again) || slices.Equal(first, other) {
			t.Errorf("%s: the same read differs, or another does not", tech.Name)
		}
	}
	noiseOf := func(set ...string) readNoise {
		return readNoiseOf(ValuesOf(t, DifferentialRRAM, set...), nominalSupply, Site{Chip: 2})
	}
	both, trap, pink := noiseOf("readrtn", "0.3", "readpink", "0.2", "readthermal", "0.1"), noiseOf("readrtn", "0.3"),
		noiseOf("readpink", "0.2")
	for d := range 300 {
		sum := trap.device(d, hrs, 1, 5) + pink.device(d, hrs, 1, 5)
		if math.Abs(both.device(d, hrs, 1, 5)-sum) > 1e-12 {
			t.Fatalf("device %d: one noise moves the other", d)
		}
	}
}
