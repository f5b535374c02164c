package devices

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/bits"
	"slices"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// junctionOf are the values of the technology under settings.
func junctionOf(t testing.TB, set ...string) *Values { return ValuesOf(t, STMRAM, set...) }

func numberOf(t testing.TB, v *Values, key string) float64 {
	t.Helper()
	s, err := STMRAM.Sheet(v, Ask{N: 1000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return Figure(t, s, key)
}

func TestSpreadLawMean(t *testing.T) {
	for _, l := range [][3]float64{{-7, 0, 1}, {-7, 0.5, 1}, {-9, 2, 1}, {-4, 1, 1}, {-1, 3, 0.5}, {-20, 0.01, 0.5}} {
		l := spreadLaw{mean: l[0], sd: l[1], most: l[2]}
		want := math.Exp(l.mean)
		if l.sd > 0 {
			top := math.Log(l.most) - l.mean
			want = math.Exp(l.mean+l.sd*l.sd/2)*num.NormCDF(top/l.sd-l.sd) + l.most*num.NormCDF(-top/l.sd)
		}
		Nearly(t, fmt.Sprintf("mean of %+v", l), l.expected(), want, 1e-4)
	}
	if got := (spreadLaw{mean: -2e5, sd: 3e4, most: 1}).expected(); math.IsNaN(got) {
		t.Error("a far law has no mean")
	}
}

// programmed returns what an array holds of rows of alternating bits, and the errors of -1s and +1s.
func programmed(a Array, inputs, rows int) (hold []uint64, errors [2]int, count [2]int) {
	words := (inputs + 63) / 64
	want := make([]uint64, words)
	for i := range inputs {
		want[i>>6] |= uint64(i*i%7&1) << (i & 63)
	}
	hold = make([]uint64, words*rows)
	for r := range rows {
		row := hold[r*words:][:words]
		a.Program(row, want, r)
		for k, w := range want {
			errors[1] += bits.OnesCount64(w &^ row[k])
			errors[0] += bits.OnesCount64(row[k] &^ w)
			count[1] += bits.OnesCount64(w)
		}
	}
	count[0] = inputs*rows - count[1]
	return hold, errors, count
}

// TestSTMRAMArray: the errors of either bit are as many as the law over the devices says, within 4 standard errors.
func TestSTMRAMArray(t *testing.T) {
	for _, texts := range [][]string{
		{"sdra", "0", "sdhk", "0"}, {"sdra", "6", "sdhk", "5"}, {"drive", "volts", "strength", "0.8"},
		{"drive", "volts", "strength", "0.8", "sdra", "0", "sdhk", "0"},
		{"i", "2", "tau", "3.5", "sdra", "10"}, {"delta", "30", "hours", "0.01"},
		{"delta", "30", "hours", "1", "sdhk", "8"},
	} {
		v := junctionOf(t, texts...)
		d := mtjOf(v)
		for numerics := range 3 {
			site := Site{Chip: 2, Inputs: 1000, Row1: 1000, Numerics: numerics}
			_, errors, count := programmed(STMRAM.Array(v, site), 1000, 1000)
			for b := range errors {
				p := d.writeErrors(v, b, numerics).expected()
				lost := d.losses(v, hoursKept.Of(v)*3600, numerics).expected()
				p += lost * (1 - 2*p)
				n := float64(count[b])
				if z := (float64(errors[b]) - n*p) / math.Sqrt(n*p*(1-p)); !(math.Abs(z) < 4) {
					t.Errorf("%q, numerics %d: %d errors of %d bits %d, want %.1f: %.1f standard errors", texts,
						numerics, errors[b], count[b], b, n*p, z)
				}
			}
		}
	}
}

// TestFlipSpread compares with asking each bit.
func TestFlipSpread(t *testing.T) {
	draws, devices := rng.New(1, rng.Errors), rng.New(1, rng.D2D)
	line := func(mean, sd, most float64) spreadLaw { return spreadLaw{mean: mean, sd: sd, most: most} }
	for _, laws := range [][2]spreadLaw{
		{line(-3, 1.5, 1), line(-1, 0.2, 1)}, {line(-7, 0.5, 1), line(-30, 6, 1)}, {line(-1, 4, 0.5), line(-2, 0, 1)},
		{line(math.Inf(-1), 0, 1), line(-4, 1, 1)}, {line(-2, 0, 1), line(-5, 0, 1)},
	} {
		const n = 20011
		src, dst := make([]uint64, n/64+1), make([]uint64, n/64+1)
		for k := range src {
			src[k] = 0xf0f0aaaa12345678 * uint64(k+1)
		}
		src[n/64] &= 1<<(n%64) - 1
		flipSpread(dst, src, n, &[2]spreadFlips{newSpreadFlips(laws[0]), newSpreadFlips(laws[1])}, draws, devices, 7, 9)
		wrong := 0
		for i := range n {
			u, w := draws.Block(uint64(i/4), 7)[i%4], devices.Block(uint64(i/4), 9)[i%4]
			bit := src[i>>6] >> (i & 63) & 1
			p := laws[bit].p(num.InvNorm(rng.Uniform(w)))
			errs := float64(u) < math.Floor(p*(1<<32)+0.5)
			if got := dst[i>>6]>>(i&63)&1 != bit; got != errs {
				t.Fatalf("%+v: bit %d is wrong: %v, want %v", laws, i, got, errs)
			}
			if errs {
				wrong++
			}
		}
		if wrong == 0 || dst[n/64]>>(n%64) != 0 {
			t.Errorf("%+v: %d wrong bits", laws, wrong)
		}
	}
}

// TestSTMRAMIdeal: a pulse long enough stores every bit, whatever the spread.
func TestSTMRAMIdeal(t *testing.T) {
	for _, sd := range []string{"0", "2"} {
		a := STMRAM.Array(junctionOf(t, "tau", "40", "sdra", sd, "sdhk", sd), Site{Chip: 2, Inputs: 1000, Row1: 300})
		if _, errors, _ := programmed(a, 1000, 300); errors != [2]int{} || a.Noisy() {
			t.Errorf("spread %s %%: errors %v, noisy %v", sd, errors, a.Noisy())
		}
	}
}

// TestSTMRAMStreams: losses in storage come on top of the errors of writing, which stay; reads never change them.
func TestSTMRAMStreams(t *testing.T) {
	site := Site{Chip: 9, Inputs: 777, Row1: 200, Layer: 1}
	hold := func(texts ...string) []uint64 {
		h, _, _ := programmed(STMRAM.Array(junctionOf(t, append(texts, "delta", "30")...), site), 777, 200)
		return h
	}
	plain, kept := hold(), hold("hours", "0.05")
	ideal, lost := hold("tau", "60"), hold("tau", "60", "hours", "0.05")
	changed := 0
	for k := range plain {
		changed += bits.OnesCount64(plain[k] ^ kept[k])
		if plain[k]^kept[k] != ideal[k]^lost[k] {
			t.Fatalf("word %d: storage changes %x, with other write errors %x", k, plain[k]^kept[k], ideal[k]^lost[k])
		}
	}
	if changed == 0 || !slices.Equal(plain, hold("readv", "0.2")) {
		t.Errorf("%d bits were lost, or a read voltage changed what is written", changed)
	}
	// Weaker pulses keep the errors of stronger ones where no spread mixes devices.
	weak, strong := hold("sdra", "0", "sdhk", "0", "strength", "0.9"), hold("sdra", "0", "sdhk", "0")
	for k := range weak {
		if (strong[k]^ideal[k])&^(weak[k]^ideal[k]) != 0 {
			t.Fatalf("word %d: a weaker pulse mended an error", k)
		}
	}
}

// TestSTMRAMRead: reads turn over cells in P alone, at their rate, each read others.
func TestSTMRAMRead(t *testing.T) {
	v := junctionOf(t, "delta", "25", "readv", "0.1")
	a := STMRAM.Array(v, Site{Chip: 1, Inputs: 6400, Row1: 1})
	d := mtjOf(v)
	p := d.readDisturb(v)
	if !a.Noisy() || !(p > 1e-5 && p < 0.1) {
		t.Fatalf("noisy %v, disturb %g", a.Noisy(), p)
	}
	hold, dst, other := make([]uint64, 100), make([]uint64, 100), make([]uint64, 100)
	for k := range hold {
		hold[k] = 0xffff0000ffff0000
	}
	turned := 0
	for n := range 2000 {
		a.Read(dst, hold, hold, 0, uint64(n))
		for k := range dst {
			turned += bits.OnesCount64(hold[k] &^ dst[k])
			if dst[k]&^hold[k] != 0 {
				t.Fatal("a cell in AP turned over")
			}
		}
	}
	want := 2000 * 3200 * p
	if z := (float64(turned) - want) / math.Sqrt(want); math.Abs(z) > 4 {
		t.Errorf("%d cells turned over, want %.0f", turned, want)
	}
	a.Read(other, hold, hold, 0, 5)
	if a.Read(dst, hold, hold, 0, 6); slices.Equal(dst, other) && want > 4000 {
		t.Error("two reads are the same")
	}
}

// TestSTMRAMCode: with a code most errors are mended, at the cost of its check bits, and what is left is what
// the code's rates say.
func TestSTMRAMCode(t *testing.T) {
	texts := []string{"sdra", "0", "sdhk", "0", "strength", "0.85"}
	plain, coded := junctionOf(t, texts...), junctionOf(t, append(texts, "ecc", "secded", "ecck", "4")...)
	Nearly(t, "energy of a write", STMRAM.Costs(coded).Write1.Joules, 2*STMRAM.Costs(plain).Write1.Joules, 1e-12)
	if c := STMRAM.Costs(coded); c.Cells != 2 || !(c.Decode.Joules > 0) {
		t.Errorf("costs with (8,4): %+v", c)
	}
	_, errors, count := programmed(STMRAM.Array(coded, Site{Chip: 2, Inputs: 1000, Row1: 1000}), 1000, 1000)
	want := numberOf(t, coded, "ber_ecc")
	got := float64(errors[0]+errors[1]) / float64(count[0]+count[1])
	// Wrong bits of a word come together, two or so.
	if z := (got - want) / math.Sqrt(2*want/1e6); math.Abs(z) > 4 || want > 0.2*numberOf(t, coded, "ber") {
		t.Errorf("the code leaves %g, want %g of %g", got, want, numberOf(t, coded, "ber"))
	}
}

func TestSTMRAMCheck(t *testing.T) {
	var bad *knob.ValueError
	if err := STMRAM.Check(junctionOf(t, "ki", "0.2")); !errors.As(err, &bad) || bad.Key != "ki" {
		t.Errorf("a junction without a barrier: %v", err)
	}
	if err := STMRAM.Check(junctionOf(t, "ki", "0.2", "delta", "60")); err != nil {
		t.Error(err)
	}
}

// TestSTMRAMPinned pins the stored bits of a small layer, on every machine.
func TestSTMRAMPinned(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  uint64
	}{
		{nil, 0x58f523231c552463}, {[]string{"drive", "volts", "sdra", "8"}, 0xa0f4f4f18ea8894a},
		{[]string{"mtj", "uta50", "demag", "ellipsoid", "hours", "0.1"}, 0xb286287a83cd981e},
	} {
		hold, _, _ := programmed(STMRAM.Array(junctionOf(t, c.texts...), Site{Chip: 4, Inputs: 500, Row1: 400}), 500,
			400)
		h := fnv.New64a()
		for _, w := range hold {
			h.Write(fmt.Appendf(nil, "%x,", w))
		}
		if got := h.Sum64(); got != c.want {
			t.Errorf("%q: %#x", c.texts, got)
		}
	}
}

// BenchmarkSTMRAMProgram makes and programs the chip of a 784-1024-1024-10 network.
func BenchmarkSTMRAMProgram(b *testing.B) {
	for _, texts := range [][]string{{"sdra", "0", "sdhk", "0"}, {}, {"sdra", "6", "sdhk", "6", "hours", "8766"}} {
		b.Run(fmt.Sprint(texts), func(b *testing.B) {
			v := junctionOf(b, texts...)
			var hold, want [16]uint64
			for range b.N {
				for layer, l := range [][2]int{{784, 1024}, {1024, 1024}, {1024, 10}} {
					a := STMRAM.Array(v, Site{Chip: 1, Layer: layer, Inputs: l[0], Row1: l[1]})
					for row := range l[1] {
						a.Program(hold[:(l[0]+63)/64], want[:], row)
					}
				}
			}
		})
	}
}

// BenchmarkSTMRAMSheet moves a knob each time, so that nothing is remembered.
