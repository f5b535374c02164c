package devices

import (
	"math"
	"testing"

	"arraylab/sim/biterr"
	"arraylab/sim/rng"
)

// randomTrits draws n of the numbers -1, 0, +1, a third each.
func randomTrits(n int) []int8 {
	draw := rng.New(3, "test").Source(0)
	trits := make([]int8, n)
	for i := range trits {
		trits[i] = int8(draw.Below(3)) - 1
	}
	return trits
}

func packTrits(trits []int8) []uint64 {
	row := make([]uint64, 2*((len(trits)+63)/64))
	for i, x := range trits {
		biterr.PutTrit(row, i, int(x))
	}
	return row
}

// tritCounts tells how often each trit became each: [stored+1][read+1].
func tritCounts(stored, read []uint64, n int, c *[3][3]float64) {
	for i := range n {
		c[biterr.Trit(stored, i)+1][biterr.Trit(read, i)+1]++
	}
}

// TestTernaryArrays: what is read of each stored trit, against the closed forms, within 4.5 standard errors, and
// without errors exactly what was stored.
func TestTernaryArrays(t *testing.T) {
	const n, rows = 784, 60
	p, a := ternary(ValuesOf(t, TernaryRRAM, "condition", "limit", "offset", "0", "dead", "0.2", "stucklrs", "0.01"))
	// A third of the weights is 0: q = 2 * 0.06 / (4/3).
	const q = 0.09
	for _, c := range []struct {
		name string
		tech *Technology
		set  []string
		want [3][3]float64
	}{
		{"ber", BitErrors, []string{"ber", "0.06"},
			[3][3]float64{{1 - q/2, q / 2, 0}, {q / 2, 1 - q, q / 2}, {0, q / 2, 1 - q/2}}},
		{"read", BitErrors, []string{"ber", "0.06", "when", "read"},
			[3][3]float64{{1 - q/2, q / 2, 0}, {q / 2, 1 - q, q / 2}, {0, q / 2, 1 - q/2}}},
		{"no errors", BitErrors, []string{"ber", "0"}, [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
		{"no errors at read", BitErrors, []string{"ber", "0", "when", "read"},
			[3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
		{"2t2r", TernaryRRAM, []string{"condition", "limit", "offset", "0", "dead", "0.2", "stucklrs", "0.01"},
			[3][3]float64{p.readsOf(a, -1), p.readsOf(a, 0), p.readsOf(a, 1)}},
		{"2t2r far apart", TernaryRRAM, []string{"separation", "12", "slrs", "0.1", "shrs", "0.1", "offset", "0"},
			[3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	} {
		v := ValuesOf(t, c.tech, c.set...)
		array := c.tech.Array(v, Site{Chip: 5, Inputs: n, Row1: rows, Ternary: true, Zeros: 1.0 / 3})
		var got [3][3]float64
		want := packTrits(randomTrits(n))
		hold, read := make([]uint64, len(want)), make([]uint64, len(want))
		for row := range rows {
			array.Program(hold, want, row)
			copy(read, hold)
			if array.Noisy() {
				array.Read(read, hold, want, row, 2)
			}
			tritCounts(want, read, n, &got)
		}
		for stored := range got {
			all := got[stored][0] + got[stored][1] + got[stored][2]
			for r, x := range got[stored] {
				p := c.want[stored][r]
				if d := math.Abs(x/all - p); d > 4.5*math.Sqrt(p*(1-p)/all)+3e-6 {
					t.Errorf("%s: %d is read as %d in a share of %.5g, want %.5g", c.name, stored-1, r-1, x/all, p)
				}
			}
		}
	}
}

// TestSafeTrits: what bounds decide is what all random numbers say, offsets and stuck devices included.
func TestSafeTrits(t *testing.T) {
	const n, rows = 784, 20
	v := ValuesOf(t, TernaryRRAM, "condition", "weak", "offset", "0.2", "dead", "0.1", "stuckhrs", "0.02")
	c := TernaryRRAM.Array(v, Site{Chip: 5, Inputs: n, Row1: rows, Ternary: true}).(tritCells)
	trits := randomTrits(n)
	want := packTrits(trits)
	hold := make([]uint64, len(want))
	var w words
	for row := range rows {
		c.Program(hold, want, row)
		offsets := c.offsetsOf(row)
		for i, trit := range trits {
			if i%64 == 0 {
				c.load(&w, i, min(64, n-i), row)
			}
			bl, blb := c.pairLogs(&w, i%64, int(trit))
			if got, want := biterr.Trit(hold, i), c.readTrit(bl, blb, offsets[i], i, row); got != want {
				t.Fatalf("row %d: weight %d of %d is read as %d, want %d", row, i, trit, got, want)
			}
		}
	}
}

// TestTernaryResistances: both devices of a 0 are in HRS, one of a +-1 is.
func TestTernaryResistances(t *testing.T) {
	const n = 100
	v := ValuesOf(t, TernaryRRAM, "separation", "12", "slrs", "0.1", "shrs", "0.1")
	trits := randomTrits(n)
	bl, blb := make([]float32, n), make([]float32, n)
	TernaryRRAM.Array(v, Site{Inputs: n, Row1: 1, Ternary: true}).(Resistive).Resistances(bl, blb, packTrits(trits), 0)
	for i, x := range trits {
		// LRS is about 5 kohm, HRS far above.
		if high := [2]bool{bl[i] > 6500, blb[i] > 6500}; high != [2]bool{x <= 0, x >= 0} {
			t.Errorf("%d is stored as %g and %g ohm", x, bl[i], blb[i])
		}
	}
}

func BenchmarkProgramTernary(b *testing.B) {
	const n, rows = 1024, 256
	v := TernaryRRAM.Defaults()
	array := TernaryRRAM.Array(&v, Site{Inputs: n, Row1: rows, Ternary: true})
	want := packTrits(randomTrits(n))
	hold := make([]uint64, len(want))
	for b.Loop() {
		for row := range rows {
			array.Program(hold, want, row)
		}
	}
}
