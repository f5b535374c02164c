package devices

import (
	"math"
	"slices"
	"testing"

	"arraylab/sim/num"
)

// TestStoredReadsAgainstDraws: the error rate of a read of stored weights, from the laws of devices and noise, and in
// the pairs, within 4.5 standard errors and the 1 % of the quadrature; noise makes it another one.
func TestStoredReadsAgainstDraws(t *testing.T) {
	const n = 30000
	for _, c := range []struct {
		tech *Technology
		set  []string
	}{
		{WeakResetRRAM, []string{"readthermal", "0.2"}},
		{WeakResetRRAM, []string{"readpink", "0.2", "noiselaw", "stationary"}},
		{WeakResetRRAM, []string{"readrtn", "0.3", "pulses", "500"}},
		{WeakResetRRAM, []string{"readrtn", "0.5", "readpink", "0.1", "readthermal", "0.1", "verifypulses", "100"}},
		{ConductanceRRAM, []string{"snr", "0", "gd2d", "0.3", "gpulses", "20", "readrtn", "1", "readthermal", "0.2"}},
		{ConductanceRRAM, []string{"gd2d", "0.2", "gpulses", "20", "readpink", "0.2"}},
		{MeasuredDevice, []string{"pulses", "300", "readthermal", "0.3"}},
		{MeasuredDevice, []string{"form", "curve", "pulses", "300", "readpink", "0.2", "readrtn", "0.5"}},
	} {
		sheet := func(n int, set ...string) Sheet {
			s, err := c.tech.Sheet(ValuesOf(t, c.tech, set...), Ask{N: n, Seed: 7})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		s := sheet(n, c.set...)
		closed, drawn := Figure(t, s, "ber_read"), Figure(t, s, "ber_read_mc")
		if se := math.Sqrt(closed * (1 - closed) / n); !(math.Abs(drawn-closed) < 4.5*se+0.01*closed) {
			t.Errorf("%s %v: %.5g, drawn %.5g, standard error %.2g", c.tech.Name, c.set, closed, drawn, se)
		}
		if !(closed > 0.005 && closed < 0.4) {
			t.Errorf("%s %v: an error rate of %g shows little", c.tech.Name, c.set, closed)
		}
		if slices.ContainsFunc(sheet(100).Numbers, func(n Number) bool { return n.Key == "ber_read" }) {
			t.Errorf("%s has reads with noise where there is none", c.tech.Name)
		}
	}
}

// TestStoredReadsByMargins: the law of the noise over a margin is that of the two devices and the amplifier: the share
// of wrong reads of one pair over many of them.
func TestStoredReadsByMargins(t *testing.T) {
	const reads, inputs = 4000, 64
	for _, set := range [][]string{{"readthermal", "0.1"}, {"readrtn", "0.3"}, {"readrtn", "0.2", "readthermal", "0.05"}} {
		v := ValuesOf(t, WeakResetRRAM, set...)
		r := WeakResetRRAM.StoredReads(v, Site{Chip: 3, Inputs: inputs, Row1: 1}, 1)
		want, hold, dst := []uint64{0x5555aaaa3333cccc}, []uint64{1<<64 - 1<<21}, make([]uint64, 1)
		for i := range r.margins {
			r.margins[i] = float32(0.01 * float64(i-20)) // in favour of +1
		}
		var ones [inputs]float64
		for n := range uint64(reads) {
			r.Read(dst, hold, want, 0, n)
			for i := range ones {
				ones[i] += float64(dst[0] >> i & 1)
			}
		}
		for i, k := range ones {
			sign := float64(int(want[0]>>i&1)*2 - 1)
			p := r.noise.rate(sign*float64(r.margins[i]), 0)
			if sign > 0 {
				p = 1 - p
			}
			if se := math.Sqrt(p*(1-p)/reads) + 1e-3; !(math.Abs(k/reads-p) < 4.5*se) {
				t.Errorf("%v: a margin of %.2f reads +1 in %.4f: want %.4f", set, r.margins[i], k/reads, p)
			}
		}
	}
	// Without traps the law is the normal one.
	noise := readNoiseOf(ValuesOf(t, WeakResetRRAM, "readpink", "0.1"), nominalSupply, Site{})
	Nearly(t, "a normal law", noise.rate(0.2, 0), num.NormCDF(-0.2/(0.1*math.Sqrt2)), 1e-12)
}

// TestStoredReadsLeavePairsAlone: noise of reads changes neither what is stored nor one read what another is, and the
// draws of one source leave those of the others alone.
func TestStoredReadsLeavePairsAlone(t *testing.T) {
	const inputs = 2000
	want := randomRows(1, inputs)[0]
	read := func(n uint64, set ...string) (hold, dst []uint64) {
		m := newMemory(WeakResetRRAM, ValuesOf(t, WeakResetRRAM, append(set, "pulses", "300")...), site(1, inputs))
		hold = m.store(want, 0)
		return hold, m.read(hold, want, 0, n)
	}
	quiet, same := read(1)
	if !slices.Equal(quiet, same) {
		t.Error("reads differ without noise")
	}
	hold, first := read(1, "readthermal", "0.1")
	_, again := read(1, "readthermal", "0.1")
	_, other := read(2, "readthermal", "0.1")
	if !slices.Equal(hold, quiet) || !slices.Equal(first, again) || slices.Equal(first, other) ||
		slices.Equal(first, hold) {
		t.Error("noise of reads moves what is stored, or does nothing, or is not that of the read")
	}
}
