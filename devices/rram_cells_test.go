package devices

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"testing"

	"arraylab/sim/rng"
)

// randomRows are rows of random bits, packed.
func randomRows(rows, inputs int) [][]uint64 {
	list := make([][]uint64, rows)
	for o := range list {
		src := rng.New(99, "test").Source(uint64(o))
		list[o] = make([]uint64, (inputs+63)/64)
		for i := range list[o] {
			list[o][i] = src.Uint64()
		}
		if over := inputs & 63; over != 0 {
			list[o][inputs/64] &= 1<<over - 1
		}
	}
	return list
}

// store programs random bits, and returns what is held, xor what was wanted, and how many bits are wrong.
func store(a Array, rows, inputs int) (wrong [][]uint64, count int, t Tally) {
	for o, want := range randomRows(rows, inputs) {
		hold := make([]uint64, len(want))
		t.Add(a.Program(hold, want, o))
		for i := range hold {
			hold[i] ^= want[i]
			count += bits.OnesCount64(hold[i])
		}
		wrong = append(wrong, hold)
	}
	return wrong, count, t
}

// settings under which the cells are tried: each source of error, alone and with the others.
var settings = [][]string{
	{}, {"condition", "ultralow"}, {"sensing", "1t1r"}, {"condition", "limit", "sensing", "1t1r"},
	{"slrs", "0.3", "shrs", "1.2"},
	{"stucklrs", "0.02", "stuckhrs", "0.01"}, {"sensing", "1t1r", "stucklrs", "0.02", "stuckhrs", "0.01"},
	{"celld2d", "0"}, {"cellc2c", "0"},
	{"offset", "0.8", "tile", "64"}, {"offset", "0"}, {"supply", "0.45", "dead", "0.2", "condition", "weak"},
	{"sensing", "1t1r", "supply", "0.45", "dead", "0.2", "offset", "0.2", "tile", "64"}, {"cycles", "1e6"},
	{"hours", "1e5", "temp", "400"},
	{"sensing", "1t1r", "slrs", "0.3", "shrs", "1.2", "cycles", "2e6", "hours", "1e4"},
}

func site(rows, inputs int) Site {
	return Site{Chip: 1, Layer: 2, Inputs: inputs, Row1: rows, Rows: rows}
}

// TestCellsAgainstClosedForm: the share of wrong bits is the closed form's within 4.5 standard errors. Cells under one
// amplifier share its offset, so that the rows of a tile are no independent trials: their number is
// counted as that of the amplifiers where offsets matter.
func TestCellsAgainstClosedForm(t *testing.T) {
	t.Parallel()
	const rows, inputs = 256, 2000
	for _, set := range settings {
		v := ValuesOf(t, DifferentialRRAM, set...)
		p, a := differential(v)
		want := p.ber2T2R(a)
		if sensing.Is(v, "1t1r") {
			want = p.ber1T1R(a)
		}
		wrong, n, _ := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
		se := math.Sqrt(want*(1-want)/(rows*inputs)) + spreadOfAmplifiers(wrong, rowsOfTile(v), inputs)
		if z := (float64(n)/(rows*inputs) - want) / se; math.Abs(z) > 4.5 {
			t.Errorf("%v: BER %.4g, closed form %.4g: %.1f standard errors apart", set,
				float64(n)/(rows*inputs), want, z)
		}
	}
}

// spreadOfAmplifiers is the standard error of the mean over amplifiers of their shares of wrong bits.
func spreadOfAmplifiers(wrong [][]uint64, tile, inputs int) float64 {
	sum, squares, n := 0.0, 0.0, 0.0
	for r0 := 0; r0 < len(wrong); r0 += tile {
		r1 := min(r0+tile, len(wrong))
		for i := range inputs {
			k := 0.0
			for _, row := range wrong[r0:r1] {
				k += float64(row[i/64] >> (i % 64) & 1)
			}
			k /= float64(r1 - r0)
			sum, squares, n = sum+k, squares+k*k, n+1
		}
	}
	return math.Sqrt(max(squares/n-sum/n*sum/n, 0) / n)
}

// TestBoundsDecideRightly: the bits are those of every number drawn in full, and the resistances tell the same.
func TestBoundsDecideRightly(t *testing.T) {
	const rows, inputs = 60, 333
	for _, set := range append(settings, []string{"wire", "50", "offset", "0.3"},
		[]string{"wire", "50", "sensing", "1t1r", "condition", "weak"}) {
		v := ValuesOf(t, DifferentialRRAM, set...)
		c := DifferentialRRAM.Array(v, site(rows, inputs)).(*cells)
		bl, blb := make([]float32, inputs), make([]float32, inputs)
		for o, want := range randomRows(rows, inputs) {
			hold := make([]uint64, len(want))
			c.Program(hold, want, o)
			c.Resistances(bl, blb, want, o)
			var w words
			for i := range inputs {
				if i&63 == 0 {
					c.load(&w, i, min(64, inputs-i), o)
				}
				bit := int(want[i/64] >> (i % 64) & 1)
				full := c.sense(&w, i%64, bit, c.offsetsOf(o), i, o)
				if got := int(hold[i/64] >> (i % 64) & 1); got != full {
					t.Fatalf("%v: weight %d of row %d reads %d, in full %d", set, i, o, got, full)
				}
				if c.offset == 0 && c.dead == 0 && (blb[i] > bl[i]) != (full == 1) {
					t.Fatalf("%v: weight %d of row %d reads %d of %g and %g ohm", set, i, o, full, bl[i], blb[i])
				}
			}
		}
	}
}

// TestIdealCellsAreIdeal: without imperfections each bit is as it should be, however weak the programming.
func TestIdealCellsAreIdeal(t *testing.T) {
	for _, set := range [][]string{{}, {"sensing", "1t1r"}, {"ecc", "secded"},
		{"sensing", "1t1r", "ecc", "secded", "ecck", "64"}} {
		v := ValuesOf(t, DifferentialRRAM,
			append(set, "condition", "limit", "celld2d", "0", "cellc2c", "0", "offset", "0")...)
		_, n, tally := store(DifferentialRRAM.Array(v, site(100, 777)), 100, 777)
		if n != 0 || tally != (Tally{}) {
			t.Errorf("%v: %d bits are wrong, %+v", set, n, tally)
		}
		p, a := differential(v)
		if b1, b2 := p.ber1T1R(a), p.ber2T2R(a); b1 != 0 || b2 != 0 {
			t.Errorf("%v: closed forms %g and %g", set, b1, b2)
		}
	}
}

// TestSourcesKeepTheirDraws: a source that is switched on changes the resistances by its own part alone. In a device
// that is not stuck, ln R is the sum of the parts of D2D and C2C, whatever else is on.
func TestSourcesKeepTheirDraws(t *testing.T) {
	const inputs = 200
	logs := func(set ...string) []float64 {
		v := ValuesOf(t, DifferentialRRAM, set...)
		c := DifferentialRRAM.Array(v, site(1, inputs)).(*cells)
		var w words
		list := []float64{}
		for i0 := 0; i0 < inputs; i0 += 64 {
			n := min(64, inputs-i0)
			c.load(&w, i0, n, 0)
			for k := range n {
				x, y := c.logRs(&w, k, k&1)
				list = append(list, x, y)
			}
		}
		return list
	}
	none := logs("celld2d", "0", "cellc2c", "0")
	d2d, c2c := logs("cellc2c", "0"), logs("celld2d", "0")
	both := logs("offset", "0.5", "supply", "0.5", "dead", "0.3", "sensing", "2t2r")
	stuck := logs("stucklrs", "0.1", "stuckhrs", "0.1")
	differ := 0
	for i := range none {
		if got, want := both[i], d2d[i]+c2c[i]-none[i]; math.Abs(got-want) > 1e-12 {
			t.Fatalf("device %d: ln R %.15g, the sum of its parts is %.15g", i, got, want)
		}
		if stuck[i] != both[i] {
			differ++
		}
	}
	// A device stuck in the state it should have does not differ: 1 in 10 of 400 does.
	if differ < 20 || differ > 65 {
		t.Errorf("%d of %d devices differ where 20 %% are stuck, half of them in the state asked for",
			differ, len(none))
	}
	// Errors of stuck devices grow with their share, and those at the other state do not move.
	old := make([]uint64, 4)
	for _, share := range []string{"0.05", "0.1", "0.3"} {
		v := ValuesOf(t, DifferentialRRAM, "sensing", "1t1r", "celld2d", "0", "cellc2c", "0", "offset", "0",
			"stucklrs", share)
		wrong, _, _ := store(DifferentialRRAM.Array(v, site(1, inputs)), 1, inputs)
		for i := range old {
			if old[i]&^wrong[0][i] != 0 {
				t.Errorf("a device that was stuck is free with more of them")
			}
		}
		old = wrong[0]
	}
}

// TestRowsAreFunctionsOfTheirPlace: whoever holds which rows, and in whatever order they are written.
func TestRowsAreFunctionsOfTheirPlace(t *testing.T) {
	v := ValuesOf(t, DifferentialRRAM, "condition", "limit", "offset", "0.5", "tile", "64", "supply",
		"0.5", "dead", "0.1")
	const rows, inputs = 200, 100
	all, _, _ := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
	part := site(rows, inputs)
	part.Row0, part.Row1 = 70, 90
	again, _, _ := store(DifferentialRRAM.Array(v, part), rows, inputs)
	for o := range all {
		if !slices.Equal(all[o], again[o]) {
			t.Fatalf("row %d differs when another part of the rows is kept", o)
		}
	}
	other := site(rows, inputs)
	other.Chip = 2
	for _, s := range []Site{other, {Chip: 1, Layer: 3, Inputs: inputs, Row1: rows}} {
		if next, _, _ := store(DifferentialRRAM.Array(v, s), rows, inputs); slices.Equal(next[0], all[0]) {
			t.Errorf("%+v has the errors of another chip or layer", s)
		}
	}
}

// TestPinnedCells: bits that links depend on.
func TestPinnedCells(t *testing.T) {
	v := ValuesOf(t, DifferentialRRAM, "condition", "limit", "offset", "0.5", "stuckhrs", "0.01", "supply",
		"0.5", "dead", "0.1")
	wrong, n, _ := store(DifferentialRRAM.Array(v, site(20, 130)), 20, 130)
	if got := fmt.Sprintf("%d %016x %016x", n, wrong[0][0],
		wrong[19][1]); got != "775 0080244017488088 13151010806e16c1" {
		t.Errorf("wrong bits: %s", got)
	}
}

func BenchmarkCells(b *testing.B) {
	for _, set := range [][]string{{}, {"condition", "ultralow"}, {"sensing", "1t1r"},
		{"sensing", "1t1r", "ecc", "secded"},
		{"sensing", "1t1r", "ecc", "secded", "ecck", "64"}, {"stucklrs", "0.01"}, {"wire", "1"}} {
		b.Run(fmt.Sprint(set), func(b *testing.B) {
			v := ValuesOf(b, DifferentialRRAM, set...)
			want, hold := randomRows(1000, 1000), make([]uint64, 16)
			for range b.N {
				a := DifferentialRRAM.Array(v, site(1000, 1000))
				for o, row := range want {
					a.Program(hold, row, o)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*1e3, "ms/Mcell")
		})
	}
}
