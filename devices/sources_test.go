package devices

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"arraylab/devices/junction"
)

// A source of error that is added never changes the draws of the others: here for what rows of bits show;
// TestSourcesKeepTheirDraws, TestSTMRAMStreams, TestSwitchesLeaveOtherDrawsAlone and TestNoisesOfResponsesAreApart look
// at the devices of their memories.

// errorsUnder are the bits that rows of random bits hold wrongly.
func errorsUnder(t *testing.T, tech *Technology, set ...string) (wrong []uint64) {
	t.Helper()
	const rows, inputs = 40, 784
	m := newMemory(tech, ValuesOf(t, tech, set...), site(rows, inputs))
	for row, w := range randomRows(rows, inputs) {
		for i, h := range m.store(w, row) {
			wrong = append(wrong, h^w[i])
		}
	}
	return wrong
}

// TestErrorsOfEitherBitAreApart: where 0s and 1s err at rates of their own, both together give exactly the errors of
// each.
func TestErrorsOfEitherBitAreApart(t *testing.T) {
	for _, c := range []struct {
		tech *Technology
		a, b string
	}{{SOTMRAM, "sot01", "sot10"}, {FeFET, "p01", "p10"}} {
		both := errorsUnder(t, c.tech, c.a, "0.03", c.b, "0.05")
		one, other := errorsUnder(t, c.tech, c.a, "0.03", c.b, "0"), errorsUnder(t, c.tech, c.a, "0", c.b, "0.05")
		more := errorsUnder(t, c.tech, c.a, "0.3", c.b, "0.05")
		for i := range both {
			if one[i]&other[i] != 0 || one[i]|other[i] != both[i] || both[i]&^more[i] != 0 {
				t.Fatalf("%s, word %d: errors %x and %x alone, %x together, %x with more of one kind", c.tech.Name, i,
					one[i], other[i], both[i], more[i])
			}
		}
	}
}

// TestAmplifiersKeepTheirOffsets: offsets, and the side to which an undecided amplifier falls, are the same whatever
// else goes wrong, and the deviations of the devices are the same however old they are.
func TestAmplifiersKeepTheirOffsets(t *testing.T) {
	const inputs = 150
	for _, tech := range []*Technology{DifferentialRRAM, TernaryRRAM} {
		array := func(set ...string) *cells {
			return tech.Array(ValuesOf(t, tech, append(set, "offset", "0.3", "tile", "64")...),
				site(100, inputs)).(*cells)
		}
		base := array()
		sources := [][]string{{"celld2d", "0"}, {"cellc2c", "0"}, {"stucklrs", "0.1", "stuckhrs", "0.2"},
			{"cycles", "1e7"}, {"hours", "1e5", "temp", "380"}, {"condition", "limit"}}
		for _, set := range sources {
			c := array(set...)
			for _, row := range []int{0, 63, 64, 99} {
				if !slices.Equal(base.offsetsOf(row), c.offsetsOf(row)) || base.fallen(3, row) != c.fallen(3, row) {
					t.Errorf("%s %v: other amplifiers in row %d", tech.Name, set, row)
				}
			}
		}
		// ln R is mean + d2d zD + c2c zC, with the same zD and zC: over the spread it moves by the means alone.
		deviation := func(c *cells) (z []float64) {
			var w words
			c.load(&w, 0, 64, 5)
			for k := range 64 {
				x := c.logR(&w, k, k&1)
				z = append(z, (x-c.mean[k&1])/c.spread(k&1))
			}
			return z
		}
		want := deviation(base)
		for _, set := range [][]string{{"cycles", "2e4"}, {"hours", "1e5", "temp", "380"}, {"condition", "limit"},
			{"slrs", "0.3", "shrs", "1.5"}} {
			for k, z := range deviation(array(append(set, "endurance", "1e12")...)) {
				if math.Abs(z-want[k]) > 1e-9 {
					t.Fatalf("%s %v: device %d deviates by %g spreads, not %g", tech.Name, set, k, z, want[k])
				}
			}
		}
	}
}

// TestSpreadOfJunctionsKeepsTheirDraws: a spread over junctions changes the probability of each one, not its uniform
// number.
func TestSpreadOfJunctionsKeepsTheirDraws(t *testing.T) {
	const rows, inputs = 40, 784
	alike := errorsUnder(t, STMRAM, "delta", "30", "tau", "2", "sdra", "0", "sdhk", "0")
	spread := errorsUnder(t, STMRAM, "delta", "30", "tau", "2", "sdra", "4", "sdhk", "3")
	a := STMRAM.Array(ValuesOf(t, STMRAM, "delta", "30", "tau", "2", "sdra", "4", "sdhk", "3"),
		site(rows, inputs)).(*mtjArray)
	plain := STMRAM.Array(ValuesOf(t, STMRAM, "delta", "30", "tau", "2", "sdra", "0", "sdhk", "0"),
		site(rows, inputs)).(*mtjArray)
	want := randomRows(rows, inputs)
	kept, lost := 0, 0
	for row := range rows {
		for i := range inputs {
			b := want[row][i/64] >> (i & 63) & 1
			block := a.devices.Block(uint64(i/4), uint64(row))
			z := normal(block[i&3])
			was := alike[row*len(want[0])+i/64] >> (i & 63) & 1
			is := spread[row*len(want[0])+i/64] >> (i & 63) & 1
			p, q := plain.write[b].p(0), a.write[b].p(z)
			switch {
			case was == 1 && q > p*(1+1e-9) && is == 0:
				t.Fatalf("row %d, junction %d: its error at WER %g is mended at %g", row, i, p, q)
			case was == 0 && q < p*(1-1e-9) && is == 1:
				t.Fatalf("row %d, junction %d: right at WER %g, wrong at %g", row, i, p, q)
			case was == 1 && is == 1:
				kept++
			case was == 1:
				lost++
			}
		}
	}
	if kept < 20 || lost < 5 {
		t.Errorf("%d errors stay and %d go with the spread: the test shows little", kept, lost)
	}
}

// TestReadDisturbKnowsNothingOfWrites: which junctions a read turns over is drawn whatever they hold.
func TestReadDisturbKnowsNothingOfWrites(t *testing.T) {
	v := ValuesOf(t, STMRAM, "delta", "25", "readv", "0.12")
	a := STMRAM.Array(v, site(10, 640))
	ones, all, some, dst := make([]uint64, 10), make([]uint64, 10), randomRows(1, 640)[0], make([]uint64, 10)
	for i := range ones {
		ones[i] = ^uint64(0)
	}
	a.Read(all, ones, ones, 3, 4)
	a.Read(dst, some, some, 3, 4)
	if slices.Equal(all, ones) {
		t.Fatal("no junction turned over: the test shows nothing")
	}
	for i := range dst {
		if dst[i] != some[i]&all[i] {
			t.Fatalf("word %d: %x turn over of %x, %x of all", i, some[i]&^dst[i], some[i], ^all[i])
		}
	}
}

// TestStatesOfMeasuredDevicesAreApart: the spread of one state leaves the resistances of the other as they are.
func TestStatesOfMeasuredDevicesAreApart(t *testing.T) {
	const inputs = 100
	ohms := func(low, high float64) (lrs, hrs []float32) {
		v := ValuesOf(t, MeasuredDevice, "form", "lognormal", "mlrssd", strconv.FormatFloat(low, 'g', -1, 64), "mhrssd",
			strconv.FormatFloat(high, 'g', -1, 64))
		lrs, hrs = make([]float32, inputs), make([]float32, inputs)
		ones := []uint64{^uint64(0), ^uint64(0)}
		MeasuredDevice.Array(v, site(1, inputs)).(Resistive).Resistances(hrs, lrs, ones, 0)
		return lrs, hrs
	}
	l1, h1 := ohms(0.25, 0.6)
	l2, h2 := ohms(0, 0.6)
	l3, h3 := ohms(0.25, 0)
	if !slices.Equal(h1, h2) || !slices.Equal(l1, l3) || slices.Equal(l1, l2) || slices.Equal(h1, h3) {
		t.Error("the spread of a state changes the other one, or nothing")
	}
}

// TestJunctionsKeepTheirDraws: the barrier of a superparamagnetic junction and its stray field are the same whatever
// else varies, and the reads of one know nothing of how many there are.
func TestJunctionsKeepTheirDraws(t *testing.T) {
	both := ValuesOf(t, SuperparamagneticJunction, "spread", "0.1", "stray", "0.02")
	noStray, noSpread := ValuesOf(t, SuperparamagneticJunction, "spread", "0.1", "stray", "0"),
		ValuesOf(t, SuperparamagneticJunction, "spread", "0", "stray", "0.02", "disturb", "0.3")
	for k := range 8 {
		d := smtjDevice(both, 3, k)
		if d.Barrier != smtjDevice(noStray, 3, k).Barrier || d.Current != smtjDevice(noSpread, 3, k).Current {
			t.Errorf("junction %d is another one where one kind of variability is off", k)
		}
	}
	words := func(xor string) []uint64 {
		b := make([]uint64, 100)
		RandomBits(ValuesOf(t, SuperparamagneticJunction, "xor", xor), 4, 0).Fill(b)
		return b
	}
	second := NewBitGenerator(both, 4)
	second.chains = second.chains[:2]
	second.chains[0] = junction.Chain{Rise: 0, Fall: 1} // zeros for ever
	alone := make([]uint64, 100)
	second.Bits(0).Fill(alone)
	first := words("1")
	third := NewBitGenerator(ValuesOf(t, SuperparamagneticJunction), 4)
	third.chains[1] = second.chains[1]
	third.chains = third.chains[:2]
	together := make([]uint64, 100)
	third.Bits(0).Fill(together)
	for i := range together {
		if together[i] != first[i]^alone[i] {
			t.Fatalf("word %d: two junctions give %x, one gives %x and the other %x", i, together[i],
				first[i], alone[i])
		}
	}
}
