package devices

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"arraylab/sim/rng"
)

// TestStuckLeft: the mean share of stuck cells in the best n of n + s rows, against rows of binomial numbers that are
// sorted, and where it is known: without spare rows, and where one row of two is good.
func TestStuckLeft(t *testing.T) {
	Nearly(t, "without spare rows", stuckLeft(0.01, 100, 64, 0), 0.01, 0)
	// One row of one cell, one spare: it is stuck where both are.
	Nearly(t, "one of two cells", stuckLeft(0.3, 1, 1, 1), 0.09, 1e-12)
	// Two of three such rows: one stuck cell where two are, two where all are.
	Nearly(t, "two of three", stuckLeft(0.3, 1, 2, 1), (3*0.09*0.7+2*0.027)/2, 1e-12)
	draw := rng.New(4, "test").Source(0)
	for _, c := range []struct {
		q           float64
		cells, n, s int
	}{{1e-3, 784, 64, 8}, {1e-4, 2048, 128, 4}, {0.02, 300, 64, 64}, {0.3, 50, 64, 1}} {
		const repeats = 300
		var all []float64
		for range repeats {
			rows := make([]int, c.n+c.s)
			for i := range rows {
				for range c.cells {
					if draw.Float64() < c.q {
						rows[i]++
					}
				}
			}
			slices.Sort(rows)
			sum := 0
			for _, k := range rows[:c.n] {
				sum += k
			}
			all = append(all, float64(sum)/float64(c.n*c.cells))
		}
		mean, squares := 0.0, 0.0
		for _, x := range all {
			mean += x / repeats
		}
		for _, x := range all {
			squares += (x - mean) * (x - mean) / repeats / repeats
		}
		want := stuckLeft(c.q, c.cells, c.n, c.s)
		if z := (mean - want) / math.Sqrt(squares); !(math.Abs(z) < 4.5) || !(want < c.q) {
			t.Errorf("%+v: %.5g, drawn %.5g, %.1f standard errors apart", c, want, mean, z)
		}
	}
}

// TestSpareRowsReplaceTheWorst: in each memory with stuck cells, as many are left as sorting the rows of a tile leaves,
// no other error moves, and a tile that ends with the layer replaces only what it has.
func TestSpareRowsReplaceTheWorst(t *testing.T) {
	const rows, inputs, spare = 100, 200, 5
	for _, c := range []struct {
		tech *Technology
		set  []string
		tile int
	}{
		{DifferentialRRAM, []string{"celld2d", "0", "cellc2c", "0", "offset", "0", "stucklrs", "0.01",
			"stuckhrs", "0.01", "tile", "64", "sensing", "1t1r"}, 64},
		{STMRAM, []string{"stuckbits", "0.02", "tau", "40", "readv", "0"}, bitRows},
		{SOTMRAM, []string{"stuckbits", "0.02", "sot01", "0", "sot10", "0"}, bitRows},
	} {
		errors := func(n string) (by []int) {
			v := ValuesOf(t, c.tech, append(c.set, "spares", n)...)
			a := c.tech.Array(v, site(rows, inputs))
			for _, ones := range []uint64{0, math.MaxUint64} { // each stuck cell errs with one of both
				for row := range rows {
					want := []uint64{ones, ones, ones, ones & (1<<(inputs-192) - 1)}
					hold := make([]uint64, 4)
					a.Program(hold, want, row)
					wrong := 0
					for i := range hold {
						wrong += bits.OnesCount64(hold[i] ^ want[i])
					}
					if ones == 0 {
						by = append(by, wrong)
					} else {
						by[row] += wrong
					}
				}
			}
			return by
		}
		before, after := errors("0"), errors("5")
		replaced := 0
		for row := range rows {
			if after[row] > before[row] {
				t.Errorf("%s: row %d has %d stuck cells, %d before", c.tech.Name, row, after[row], before[row])
			}
			if after[row] != before[row] {
				replaced++
			}
		}
		tiles := (rows + c.tile - 1) / c.tile
		if replaced == 0 || replaced > spare*tiles {
			t.Errorf("%s: %d rows are better", c.tech.Name, replaced)
		}
		// What was not replaced is not worse than what was.
		for tile := range tiles {
			from, to := tile*c.tile, min(rows, (tile+1)*c.tile)
			sorted := slices.Sorted(slices.Values(before[from:to]))
			most, limit := slices.Max(after[from:to]), sorted[max(0, len(sorted)-1-spare)]
			if most > limit && replaced >= spare*tiles {
				t.Errorf("%s: a row of %d stuck cells is left", c.tech.Name, most)
			}
		}
	}
}

// TestStuckLeftIsDrawn: the closed form of the sheet is what is counted in tiles, within 4.5 standard errors, which the
// sorting makes no larger.
func TestStuckLeftIsDrawn(t *testing.T) {
	for _, c := range []struct {
		tech *Technology
		set  []string
	}{
		{DifferentialRRAM, []string{"stucklrs", "0.0005", "stuckhrs", "0.001", "tile", "64", "spares", "6"}},
		{DifferentialRRAM, []string{"stuckhrs", "0.0001", "tile", "64", "spares", "4", "sensing", "1t1r",
			"cycles", "1e6", "ecc", "secded"}},
		{STMRAM, []string{"stuckbits", "0.001", "spares", "20", "verify", "2"}},
		{SOTMRAM, []string{"stuckbits", "0.0003", "spares", "20"}},
	} {
		s, err := c.tech.Sheet(ValuesOf(t, c.tech, c.set...), Ask{N: 2_000_000, Seed: 3,
			Layers: []Layer{{Inputs: 400, Rows: 64, Reads: 1}}})
		if err != nil {
			t.Fatal(err)
		}
		closed, drawn := Figure(t, s, "stuck_left"), Figure(t, s, "stuck_left_mc")
		if se := math.Sqrt(closed / 2_000_000); !(math.Abs(closed-drawn) < 4.5*se) {
			t.Errorf("%s %v: %.5g, drawn %.5g, standard error %.2g", c.tech.Name, c.set, closed, drawn, se)
		}
	}
}
