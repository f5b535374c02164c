package devices

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestVerificationAgainstDraws: what verification leaves of the errors, and how many writes and checks it takes, in
// closed form and in the cells, within 4.5 standard errors.
func TestVerificationAgainstDraws(t *testing.T) {
	const n = 200000
	for _, c := range []struct {
		tech *Technology
		set  []string
	}{
		{DifferentialRRAM, []string{"sensing", "1t1r", "verify", "1"}},
		{DifferentialRRAM, []string{"sensing", "1t1r", "verify", "5", "verifymargin", "0.3"}},
		{DifferentialRRAM, []string{"verify", "2", "offset", "0.3"}},
		{DifferentialRRAM, []string{"verify", "3", "celld2d", "0", "verifymargin", "1"}},
		{DifferentialRRAM, []string{"verify", "3", "cellc2c", "0"}},
		{DifferentialRRAM, []string{"sensing", "1t1r", "verify", "2", "hours", "1e5", "temp", "400"}},
		{DifferentialRRAM, []string{"verify", "2", "stucklrs", "0.02", "stuckhrs", "0.01", "verifymargin", "0.2"}},
		{DifferentialRRAM, []string{"sensing", "1t1r", "verify", "2", "stucklrs", "0.02", "stuckhrs", "0.05"}},
		{DifferentialRRAM, []string{"verify", "2", "supply", "0.45", "dead", "0.2", "sensing", "1t1r"}},
		{STMRAM, []string{"tau", "1.5", "verify", "1", "sdra", "5"}},
		{STMRAM, []string{"tau", "1", "verify", "2", "drive", "volts"}},
		{SOTMRAM, []string{"sot01", "0.1", "sot10", "0.3", "verify", "2"}},
	} {
		set := c.set
		if c.tech == DifferentialRRAM {
			set = append([]string{"condition", "limit"}, set...)
		}
		v := ValuesOf(t, c.tech, set...)
		s, err := c.tech.Sheet(v, Ask{N: n, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		within := func(what string, closed, drawn, se float64) {
			if !(math.Abs(drawn-closed) < 4.5*se) {
				t.Errorf("%s %v: %s %.5g, drawn %.5g, standard error %.2g", c.tech.Name, set, what, closed, drawn, se)
			}
		}
		if !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.Contains(n, "written again") }) {
			t.Errorf("%s: the sheet does not say what is assumed of verification", c.tech.Name)
		}
		ber := Figure(t, s, "verify_ber")
		within("BER", ber, Figure(t, s, "verify_ber_mc"), math.Sqrt(ber*(1-ber)/n)+1e-9)
		// Writes beyond the first are at most those that all failing cells get.
		tries := float64(verifyWrites.Int(v))
		more := Figure(t, s, "verify_writes") - 1
		within("writes", 1+more, Figure(t, s, "verify_writes_mc"), math.Sqrt(more*tries/n))
		if fails := Figure(t, s, "verify_checks"); !(fails >= 1-1e-9 && fails <= 1+more) {
			t.Errorf("%s %v: %g checks for %g writes", c.tech.Name, set, fails, 1+more)
		}
	}
}

// TestClosedFormsOfVerification: what they come to where it is known otherwise. Without a spread that stays, one of n
// further writes leaves f^(n+1) of the errors; without one from write to write it mends nothing.
func TestClosedFormsOfVerification(t *testing.T) {
	const sd, gap = 1.0, 1.5
	f := normalBelow(0, gap, sd)
	for _, tries := range []int{1, 3, 10} {
		s := settling{mean: gap, cycle: sd}.settle(tries)
		Nearly(t, "BER", s.wrong, math.Pow(f, float64(tries+1)), 1e-12)
		Nearly(t, "writes", s.writes, (1-math.Pow(f, float64(tries+1)))/(1-f), 1e-12)
		Nearly(t, "the same by the other form", settledBy(f, tries).writes, s.writes, 1e-12)
		fixed := settling{mean: gap, fixed: sd}.settle(tries)
		Nearly(t, "BER of what stays", fixed.wrong, f, 1e-12)
		Nearly(t, "writes of what stays", fixed.writes, 1+float64(tries)*f, 1e-12)
		most := settling{mean: gap, fixed: sd, cycle: sd / 30}.settle(tries)
		Nearly(t, "BER of what nearly stays", most.wrong, f, 0.1)
		// Drift by more than the margin gives back what was gained above it.
		late := settling{mean: gap, cycle: sd, margin: 0.5, lost: 40}.settle(tries)
		Nearly(t, "BER after all is lost", late.wrong, 1, 1e-12)
	}
	mixed := settling{mean: gap, fixed: sd * math.Sqrt(0.5), cycle: sd * math.Sqrt(0.5)}
	Nearly(t, "BER without a further write", mixed.settle(0).wrong, f, 1e-9)
	if one, three := mixed.settle(1).wrong, mixed.settle(3).wrong; !(f*f < one && one < f && three < one) {
		t.Errorf("BER %g, %g after one more write, %g after three", f, one, three)
	}
}

// TestVerifiedWritesAreCounted: exact counts of a seeded memory, whatever part of it is programmed, and check bits
// included.
func TestVerifiedWritesAreCounted(t *testing.T) {
	const rows, inputs = 40, 784
	for _, c := range []struct {
		tech *Technology
		set  []string
	}{
		{DifferentialRRAM, []string{"condition", "limit", "sensing", "1t1r", "verify", "3"}},
		{DifferentialRRAM, []string{"condition", "limit", "verify", "3", "ecc", "secded"}},
		{STMRAM, []string{"tau", "1.5", "verify", "3"}},
		{SOTMRAM, []string{"sot01", "0.02", "sot10", "0.05", "verify", "3"}},
	} {
		v := ValuesOf(t, c.tech, c.set...)
		_, wrong, all := store(c.tech.Array(v, site(rows, inputs)), rows, inputs)
		verifyWrites.Put(v, 0)
		_, before, plain := store(c.tech.Array(v, site(rows, inputs)), rows, inputs)
		if all.Again0 == 0 || all.Again1 == 0 || all.Checks < rows*inputs || wrong >= before ||
			plain.Again0+plain.Again1+plain.Checks != 0 {
			t.Errorf("%s %v: %d of %d errors are left, %+v, without verification %+v", c.tech.Name, c.set, wrong,
				before,
				all, plain)
		}
		// A check precedes each further write, and the first of all follows each write.
		if cells := int64(rows * cellsOf(v, inputs)); all.Checks < cells ||
			all.Checks > cells+all.Again0+all.Again1 {
			t.Errorf("%s %v: %d checks of %d cells, %+v", c.tech.Name, c.set, all.Checks, cells, all)
		}
	}
}

// cellsOf are the bits of a row, check bits included.
func cellsOf(v *Values, inputs int) int { return cellsOfRow(v, inputs) }

// TestVerificationKeepsOtherDraws: what passes at once is what it was, and a further write changes the part of ln R
// that is of a write, not that of the device.
func TestVerificationKeepsOtherDraws(t *testing.T) {
	const inputs = 1000
	want := randomRows(1, inputs)[0]
	ohms := func(set ...string) (bl, blb []float32) {
		v := ValuesOf(t, DifferentialRRAM, append(set, "condition", "limit", "sensing", "2t2r")...)
		a := DifferentialRRAM.Array(v, site(1, inputs)).(*cells)
		bl, blb = make([]float32, inputs), make([]float32, inputs)
		a.Resistances(bl, blb, want, 0)
		return bl, blb
	}
	x, y := ohms()
	p, q := ohms("verify", "9")
	changed := 0
	for i := range inputs {
		right := (y[i] > x[i]) == (want[i/64]>>(i%64)&1 == 1)
		if same := x[i] == p[i] && y[i] == q[i]; same != right {
			t.Fatalf("weight %d: right %v, the same after verification %v", i, right, same)
		} else if !same {
			changed++
		}
	}
	if changed < 10 {
		t.Errorf("%d weights were written again", changed)
	}
	x, y = ohms("cellc2c", "0")
	if p, q = ohms("cellc2c", "0", "verify", "9"); !slices.Equal(x, p) || !slices.Equal(y, q) {
		t.Error("verification changes devices whose writes are all alike")
	}
}

// TestGuardsInTheirChart: what the chart draws is what was counted, and at equal energy a pair, a code and verification
// are better than nothing, in the order that they have where half of the variance is of writes.
func TestGuardsInTheirChart(t *testing.T) {
	v := ValuesOf(t, DifferentialRRAM)
	p := guardPlot(v, Ask{Seed: 3})
	curves := map[string]Curve{}
	for _, l := range p.Lines {
		curves[l.Name] = l
	}
	for i := 0; i+1 < len(p.Lines); i += 2 {
		closed, drawn := p.Lines[i], p.Lines[i+1]
		for k, x := range drawn.X {
			want := rateAt(closed, x)
			if se := math.Sqrt(want/dotCells) * 2; !(math.Abs(drawn.Y[k]-want) < 4.5*se+0.02*want) {
				t.Errorf("%s at %.3g pJ: %.4g, drawn %.4g", closed.Name, x, want, drawn.Y[k])
			}
		}
	}
	at := func(name string, x float64) float64 { return rateAt(curves[name], x) }
	for _, x := range []float64{20, 50, 100} {
		verified := at(fmt.Sprintf("write and verify, %d more writes", usualVerify), x)
		if !(verified < at("pair", x) && at("pair", x) < at("code", x) && at("code", x) < at("nothing", x)) {
			t.Errorf("at %g pJ: verified %g, pair %g, code %g, nothing %g", x, verified, at("pair", x), at("code", x),
				at("nothing", x))
		}
	}
}

// TestVerifiedTritsAgainstDraws: the same of ternary weights, with and without what stays with devices, amplifiers and
// stuck ones.
func TestVerifiedTritsAgainstDraws(t *testing.T) {
	const n = 40000
	for _, set := range [][]string{
		{"verify", "1"},
		{"verify", "3", "celld2d", "0", "offset", "0"},
		{"verify", "2", "cellc2c", "0"},
		{"verify", "2", "offset", "0.4", "dead", "0.3", "near", "0.48"},
		{"verify", "5", "stucklrs", "0.02", "stuckhrs", "0.01", "zeroshare", "0.2"},
	} {
		v := ValuesOf(t, TernaryRRAM, append([]string{"condition", "limit"}, set...)...)
		var s Sheet
		s.verifiedTrits(v, ternaryCosts(v), Ask{N: n, Seed: 9})
		plain := *v
		verifyWrites.Put(&plain, 0)
		p, a := ternary(&plain)
		before := closedTernary(p, a).over(zeroShare.Of(v))
		ber, writes := Figure(t, s, "verify_ber"), Figure(t, s, "verify_writes")
		if se := math.Sqrt(ber*(1-ber)/n) + 1e-5; !(math.Abs(Figure(t, s, "verify_ber_mc")-ber) < 4.5*se) {
			t.Errorf("%v: BER %.5g, drawn %.5g, standard error %.2g", set, ber, Figure(t, s, "verify_ber_mc"), se)
		}
		tries := float64(verifyWrites.Int(v))
		if se := math.Sqrt((writes - 1) * tries / n); !(math.Abs(Figure(t, s, "verify_writes_mc")-writes) < 4.5*se) {
			t.Errorf("%v: %.5g writes, drawn %.5g, standard error %.2g", set, writes,
				Figure(t, s, "verify_writes_mc"), se)
		}
		if mends := cellC2C.On(v); mends != (ber < 0.9*before) {
			t.Errorf("%v: of a BER of %g verification leaves %g", set, before, ber)
		}
	}
}
