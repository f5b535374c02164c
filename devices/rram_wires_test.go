package devices

import (
	"fmt"
	"math"
	"slices"
	"testing"

	gauss "gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
)

// TestWired adds resistances and takes them away again.
func TestWired(t *testing.T) {
	for _, ohm := range []float64{100, 5e3, 1e6} {
		for _, series := range []float64{0, 1e-3, 1, 1e5} {
			x := wired(math.Log(ohm), series)
			if want := math.Log(ohm + series); math.Abs(x-want) > 1e-14*want {
				t.Errorf("%g + %g ohm: ln R %.17g, want %.17g", ohm, series, x, want)
			}
			if back := math.Exp(unwired(x, series)); math.Abs(back/ohm-1) > 1e-9 {
				t.Errorf("%g + %g - %g ohm: %g", ohm, series, series, back)
			}
		}
	}
	if got := unwired(math.Log(5), 5); !math.IsInf(got, -1) {
		t.Errorf("ln of 5 - 5 ohm: %g", got)
	}
}

// TestNoWiresIsAsBefore: rates behind wires that hardly matter are the closed forms without any, whichever of the laws
// is the widest one, deep in the tail, too.
func TestNoWiresIsAsBefore(t *testing.T) {
	for _, set := range [][]string{
		{}, {"condition", "limit"}, {"separation", "8"}, {"offset", "0.5"}, {"offset", "2"},
		{"slrs", "0.3", "shrs", "1.2"},
		{"slrs", "1.2", "shrs", "0.3", "offset", "0.4"}, {"supply", "0.45", "dead", "0.2", "offset", "0.2"},
		{"stucklrs", "0.02"},
	} {
		v := ValuesOf(t, DifferentialRRAM, set...)
		p, a := differential(v)
		one, two := p.ber1T1R(a), p.ber2T2R(a)
		p.series = 1e-9
		Nearly(t, "BER of 1T1R", p.ber1T1R(a), one, 3e-8)
		Nearly(t, "BER of 2T2R", p.ber2T2R(a), two, 3e-8)
	}
}

// TestComparatorIgnoresWires: without offset and dead zone, equal wires before both devices change nothing.
func TestComparatorIgnoresWires(t *testing.T) {
	v := ValuesOf(t, DifferentialRRAM, "offset", "0", "condition", "limit")
	p, a := differential(v)
	want := p.ber2T2R(a)
	p.series = 1e4
	Nearly(t, "BER of 2T2R", p.ber2T2R(a), want, 3e-8)
	const rows, inputs = 100, 500
	ideal, _, _ := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
	wirePerCell.Put(v, 100)
	behind, _, _ := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
	for o := range ideal {
		if !slices.Equal(ideal[o], behind[o]) {
			t.Fatalf("row %d: other errors behind wires", o)
		}
	}
}

// TestWiresAgainstQuadrature integrates over both devices with gonum.
func TestWiresAgainstQuadrature(t *testing.T) {
	for _, set := range [][]string{{"offset", "0.3"}, {"offset", "0.3", "slrs", "0.4", "shrs", "1"},
		{"offset", "0.3", "slrs", "1", "shrs", "0.4"}, {"offset", "1.5"}} {
		v := ValuesOf(t, DifferentialRRAM, append(set, "condition", "limit")...)
		p, a := differential(v)
		p.series = 3e3
		over := func(state int, f func(float64) float64) float64 {
			law := distuv.Normal{Mu: p.mean[state], Sigma: p.spread(state)}
			return gauss.Fixed(func(x float64) float64 {
				return law.Prob(x) * f(x)
			}, law.Mu-10*law.Sigma, law.Mu+10*law.Sigma, 120, nil, 0)
		}
		behind := func(x float64) float64 { return math.Log(math.Exp(x) + p.series) }
		wrong := func(margin float64) float64 { return distuv.UnitNormal.CDF(-margin / a.offset) }
		two := over(lrs, func(low float64) float64 {
			return over(hrs, func(high float64) float64 { return wrong(behind(high) - behind(low)) })
		})
		one := 0.5 * (over(lrs, func(low float64) float64 { return wrong(p.reference - behind(low)) }) +
			over(hrs, func(high float64) float64 { return wrong(behind(high) - p.reference) }))
		Nearly(t, "BER of 2T2R", p.ber2T2R(a), two, 1e-6)
		Nearly(t, "BER of 1T1R", p.ber1T1R(a), one, 1e-6)
	}
}

// TestWiresAgainstCells: the share of wrong bits of a layer behind wires is the closed form's within 4.5 standard
// errors, and its rows say the same by bounds and in full.
func TestWiresAgainstCells(t *testing.T) {
	t.Parallel()
	const rows, inputs = 512, 1000
	for _, set := range [][]string{
		{"offset", "0.4", "tile", "512"}, {"offset", "0.4", "tile", "64"}, {"sensing", "1t1r", "tile", "256"},
		{"sensing", "1t1r", "tile", "128", "offset", "0.3", "supply", "0.5", "dead", "0.1"},
		{"tile", "512", "stucklrs", "0.01"},
	} {
		v := ValuesOf(t, DifferentialRRAM, append(set, "wire", "20", "condition", "weak")...)
		want := closedBER(v, secdedOf(v)).set
		wrong, n, _ := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
		se := math.Sqrt(want*(1-want)/(rows*inputs)) + spreadOfAmplifiers(wrong, rowsOfTile(v), inputs)
		if z := (float64(n)/(rows*inputs) - want) / se; math.Abs(z) > 4.5 {
			t.Errorf("%v: BER %.4g, closed form %.4g: %.1f standard errors apart", set,
				float64(n)/(rows*inputs), want, z)
		}
	}
}

// TestMeanOverRows: the mean over the rows of a tile is that of all its rows, also where the wires to the far ones have
// more resistance than the reference.
func TestMeanOverRows(t *testing.T) {
	for _, set := range [][]string{{"wire", "1", "tile", "64"}, {"wire", "10", "tile", "1024"},
		{"wire", "30", "tile", "1024"}, {"wire", "100", "tile", "1024"},
		{"wire", "100", "tile", "512", "slrs", "0.4", "shrs", "0.4"}} {
		v := ValuesOf(t, DifferentialRRAM, append(set, "offset", "0.2")...)
		p, a := differential(v)
		code, rows := secdedOf(v), rowsOfTile(v)
		var one, two, coded float64
		for row := range rows {
			p.series = wirePerCell.Of(v) * float64(row+1)
			b := p.ber1T1R(a)
			one, two, coded = one+b/float64(rows), two+p.ber2T2R(a)/float64(rows),
				coded+code.BitErrorRate(b)/float64(rows)
		}
		got := closedBER(v, code)
		Nearly(t, fmt.Sprint(set, ": 1T1R"), got.one, one, 5e-3)
		Nearly(t, fmt.Sprint(set, ": 2T2R"), got.two, two, 5e-3)
		Nearly(t, fmt.Sprint(set, ": with the code"), got.coded, coded, 1e-2)
	}
}

// TestLargeTilesErrMore: with wires, 2T2R and 1T1R err more in larger tiles, and more at the far end of one than
// near its amplifiers; with ideal wires the closed form does not know tiles.
func TestLargeTilesErrMore(t *testing.T) {
	rates := func(wire, tile string) berOf {
		v := ValuesOf(t, DifferentialRRAM, "condition", "weak", "offset", "0.3", "wire", wire, "tile", tile)
		return closedBER(v, secdedOf(v))
	}
	if a, b := rates("0", "64"), rates("0", "1024"); a != b {
		t.Errorf("ideal wires: %+v in small tiles, %+v in large ones", a, b)
	}
	last := rates("0", "64")
	for _, tile := range []string{"64", "256", "1024"} {
		next := rates("5", tile)
		if !(next.one > last.one && next.two > last.two && next.coded > last.coded) {
			t.Errorf("tile %s: %+v, before %+v", tile, next, last)
		}
		last = next
	}
	const rows, inputs = 1024, 1000
	v := ValuesOf(t, DifferentialRRAM, "condition", "weak", "offset", "0.3", "wire", "20", "tile", "1024")
	wrong, _, _ := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
	zero := make([]uint64, len(wrong[0]))
	first, end := 0, 0
	for o := range 256 {
		first += differ(wrong[o], zero)
		end += differ(wrong[rows-1-o], zero)
	}
	if excess := float64(end - first); excess < 5*math.Sqrt(float64(end+first)) {
		t.Errorf("%d errors near the amplifiers, %d far from them", first, end)
	}
}

func BenchmarkWiredBER(b *testing.B) {
	v := ValuesOf(b, DifferentialRRAM, "wire", "5")
	code := secdedOf(v)
	for b.Loop() {
		closedBER(v, code)
	}
}

// TestWirePlot: the closed form is within 1 % of the solve of the whole tile under the defaults, and both can be drawn
// in all corners.
func TestWirePlot(t *testing.T) {
	for _, set := range [][]string{{}, {"wire", "100", "lrs", "100"}, {"wire", "0.001", "lrs", "1e6"}, {"wire", "1e-9"},
		{"wire", "20", "hours", "1e6", "driftlrs", "1", "temp", "430"}} {
		v := ValuesOf(t, DifferentialRRAM, set...)
		plot, err := wirePlot(v)
		if err != nil {
			t.Fatalf("%v: %v", set, err)
		}
		Drawable(t, "wires", Sheet{Charts: []Plot{plot, tilePlot(v, secdedOf(v), Ask{Seed: 1})}})
		if len(set) > 0 {
			continue
		}
		closed, solved := plot.Lines[0], plot.Lines[1]
		for i, row := range solved.X {
			Nearly(t, "wires in series", closed.Y[int(row)-1], solved.Y[i], 0.01)
		}
	}
}
