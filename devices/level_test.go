package devices

import (
	"math"
	"testing"
)

// TestCyclesOfRows: no cycle is lost or made but for the moves of the gap; without them the written rows take all, with
// many of them all rows take as much, and in between the block lies on each row for the time that a walk in small steps
// says.
func TestCyclesOfRows(t *testing.T) {
	const n, cycles = 64.0, 1e6
	for _, share := range []string{"0.001", "0.1", "0.5", "1"} {
		for _, gap := range []string{"0", "100", "1e4", "5e4", "2e5"} {
			v := ValuesOf(t, DifferentialRRAM, "tile", "64", "cycles", "1e6", "wornrows", share, "startgap", gap)
			all, sum, most, least := cyclesOfRows(v), 0.0, 0.0, math.Inf(1)
			for _, x := range all {
				sum, most, least = sum+x, math.Max(most, x), math.Min(least, x)
			}
			g, block := gapWrites.Of(v), math.Max(1, math.Round(wornShare.Of(v)*n))
			more := 0.0
			if g > 0 {
				more = cycles / g
			}
			Nearly(t, "cycles of all rows", sum, n*(cycles+more), 1e-9)
			switch {
			case g == 0:
				Nearly(t, "cycles of a written row", most, cycles*n/block, 1e-12)
			case g == 100: // 153.8 rounds
				Nearly(t, "most over least cycles", most/least, 1, 0.02)
			default:
				const steps = 20000
				walked := make([]float64, int(n))
				for s := range steps {
					at := more * n / (n + 1) * (float64(s) + 0.5) / steps
					for r := range walked {
						if math.Mod(float64(r)+0.5-at+10*n*float64(1+int(at/n)), n) < block {
							walked[r] += cycles * n / block / steps
						}
					}
				}
				for r, x := range walked {
					if math.Abs(all[r]-more-x) > 1e-3*cycles*n/block {
						t.Fatalf("share %s, gap %s: row %d takes %g cycles, in a walk %g", share, gap, r,
							all[r]-more, x)
					}
				}
			}
		}
	}
}

// TestUnevenWearAgainstDraws: error rates over unevenly worn rows in closed form and in the cells, and where wear is
// level they are those of equal rows.
func TestUnevenWearAgainstDraws(t *testing.T) {
	const n = 400000
	for _, set := range [][]string{
		{"wornrows", "0.1"}, {"wornrows", "0.3", "startgap", "3e5", "sensing", "1t1r"},
		{"wornrows", "0.1", "startgap", "1e5", "sensing", "1t1r", "verify", "2"},
		{"wornrows", "0.1", "readthermal", "0.5"},
	} {
		v := ValuesOf(t, DifferentialRRAM, append([]string{"tile", "64", "cycles", "1e6"}, set...)...)
		code := secdedOf(v)
		closed, drawn := closedBER(v, code), drawnBER(v, code, n, 3)
		for name, c := range map[string][2]float64{"1T1R": {closed.one, drawn.one}, "2T2R": {closed.two, drawn.two}} {
			if se := math.Sqrt(c[0] * (1 - c[0]) / n); !(math.Abs(c[1]-c[0]) < 4.5*se+1e-3*c[0]) {
				t.Errorf("%v: %s %.5g, drawn %.5g, standard error %.2g", set, name, c[0], c[1], se)
			}
		}
		if noise := readNumbers(v, code, n, 3); noise != nil {
			x, y := noise[0].Value, noise[1].Value
			if se := math.Sqrt(x * (1 - x) / n); !(math.Abs(y-x) < 4.5*se) {
				t.Errorf("%v: a read errs with %.5g, drawn %.5g", set, x, y)
			}
		}
	}
	rate := func(set ...string) float64 {
		v := ValuesOf(t, DifferentialRRAM, append([]string{"tile", "64", "cycles", "1e6"}, set...)...)
		return closedBER(v, secdedOf(v)).two
	}
	even, uneven, level := rate(), rate("wornrows", "0.1"), rate("wornrows", "0.1", "startgap", "100")
	Nearly(t, "BER of level wear", level, even, 0.03)
	if !(uneven > 1.05*even) {
		t.Errorf("uneven wear errs with %g, even wear with %g", uneven, even)
	}
}

// TestUnevenRowsKeepTheirDraws: of rows that are worn alike in both, each bit is the same.
func TestUnevenRowsKeepTheirDraws(t *testing.T) {
	base := []string{"tile", "64", "condition", "limit", "cycles", "1e9"}
	const rows, inputs = 64, 500
	bits := func(set ...string) [][]uint64 {
		v := ValuesOf(t, DifferentialRRAM, append(set, base...)...)
		wrong, _, _ := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
		return wrong
	}
	uneven := bits("wornrows", "0.5")
	twice := bits("endurance", "5e5") // half of it is twice the wear
	fresh := func() [][]uint64 {
		base = []string{"tile", "64", "condition", "limit"}
		return bits()
	}()
	for row := range rows {
		want := twice[row]
		if row >= rows/2 {
			want = fresh[row]
		}
		for i := range want {
			if uneven[row][i] != want[i] {
				t.Fatalf("row %d has other errors than where all rows are worn like it", row)
			}
		}
	}
}

// TestRefresh: cells that are refreshed are those that were written an interval ago, with a cycle more for each time,
// and the last write is at most an interval ago.
func TestRefresh(t *testing.T) {
	for _, c := range []struct {
		hours, every string
		n, kept      float64
	}{{"1000", "0", 0, 1000}, {"1000", "300", 3, 100}, {"1000", "500", 1, 500}, {"1000", "2000", 0, 1000},
		{"0", "5", 0, 0}, {"87660", "24", 3652, 12}} {
		v := ValuesOf(t, DifferentialRRAM, "hours", c.hours, "refresh", c.every)
		if refreshes(v) != c.n || math.Abs(keptHours(v)-c.kept) > 1e-6 {
			t.Errorf("%s h, refreshed each %s: %g times, last %g h ago", c.hours, c.every, refreshes(v), keptHours(v))
		}
	}
	for _, tech := range []*Technology{DifferentialRRAM, TernaryRRAM, STMRAM} {
		short := []string{"hours", "0.05"}
		if tech != STMRAM {
			short = append(short, "cycles", "1e5")
		}
		long := append([]string{}, short...)
		long[1] = "0.55"
		base := []string{"delta", "27"}
		if tech != STMRAM {
			base = []string{"condition", "limit", "temp", "400"}
		}
		refreshed := append(append([]string{}, long...), append(base, "refresh", "0.1")...)
		if tech != STMRAM {
			refreshed[3] = "99995"
		}
		want, have := errorsUnder(t, tech, append(short, base...)...), errorsUnder(t, tech, refreshed...)
		worse := errorsUnder(t, tech, append(long, base...)...)
		differs := 0
		for i := range want {
			if want[i] != have[i] {
				t.Fatalf("%s: refreshed cells err otherwise than those written then", tech.Name)
			}
			if want[i] != worse[i] {
				differs++
			}
		}
		if differs == 0 {
			t.Errorf("%s: nothing is lost without a refresh", tech.Name)
		}
		v := ValuesOf(t, tech, refreshed...)
		if n := tech.Costs(v).Refreshes; n != 5 {
			t.Errorf("%s: %g refreshes are booked", tech.Name, n)
		}
	}
}
