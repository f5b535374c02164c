package macrospin_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"arraylab/devices/macrospin"
)

func solve(t testing.TB, delta, i float64, g macrospin.Grid) *macrospin.Table {
	t.Helper()
	table, err := macrospin.Solve(delta, i, g)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.6g, want %.6g +- %.2g", what, got, want, tolerance)
	}
}

// TestReference holds both grids against published values of the same equation, WERs within 2 %.
func TestReference(t *testing.T) {
	for _, g := range []macrospin.Grid{macrospin.Fine, macrospin.Coarse} {
		for _, c := range []struct{ i, mean, sd, skew, wer4, wer6, wer8 float64 }{
			{2, 2.235, 0.623, 1.20, 1.53e-2, 2.73e-4, 4.83e-6},
			{3, 1.276, 0.320, 1.15, 3.05e-2, 5.66e-4, 1.03e-5},
		} {
			table := solve(t, 60, c.i, g)
			mean, sd, skew := table.Moments()
			near(t, "mean", mean, c.mean, 0.003)
			near(t, "sd", sd, c.sd, 0.0025)
			near(t, "skew", skew, c.skew, 0.025)
			for x, want := range map[float64]float64{4: c.wer4, 6: c.wer6, 8: c.wer8} {
				near(t, fmt.Sprintf("i = %g, x = %g: WER over %g", c.i, x, want), table.WER(x/(c.i-1))/want, 1, 0.02)
			}
		}
	}
}

// TestRefinement compares the tables with ones of four times the cells and steps, down to a WER of 1e-12.
func TestRefinement(t *testing.T) {
	deltas, currents := []float64{5, 20, 60, 150, 350}, []float64{0.1, 0.6, 0.95, 1, 1.2, 1.5, 2, 3, 5, 10}
	if testing.Short() {
		deltas = []float64{60}
	}
	for _, delta := range deltas {
		for _, i := range currents {
			fine := solve(t, delta, i, macrospin.Grid{Half: 4 * macrospin.Fine.Half, Step: macrospin.Fine.Step / 4})
			for _, g := range []struct {
				macrospin.Grid
				tolerance float64
			}{{macrospin.Fine, 0.01}, {macrospin.Coarse, 0.07}} {
				table := solve(t, delta, i, g.Grid)
				mean, _, _ := fine.Moments()
				for tau := mean / 10; tau < 40*mean; tau *= 1.07 {
					want := fine.LnWER(tau)
					if want < math.Log(1e-12) || want < -10 && delta < 20 { // with low barriers some come back
						break
					}
					tolerance := g.tolerance
					if i < 1 { // then an error of the one rate is that of all times
						tolerance *= 1 - want
					}
					if got := table.LnWER(tau); math.Abs(got-want) > tolerance {
						t.Errorf("Delta = %g, i = %g, tau = %g, %d cells: ln WER = %.5f, want %.5f", delta, i, tau,
							2*g.Half, got, want)
						break
					}
				}
			}
		}
	}
}

// TestTail: in the tail the WER falls by exp(-lambda tau) with lambda near 2(i-1), also long after the table's end.
func TestTail(t *testing.T) {
	for _, i := range []float64{1.5, 2, 3, 5} {
		table := solve(t, 60, i, macrospin.Fine)
		for x := 8.0; x < 300; x *= 1.3 {
			tau := x / (i - 1)
			rate := (table.LnWER(tau) - table.LnWER(tau+0.5/(i-1))) / (0.5 / (i - 1))
			near(t, "rate of the tail", rate/(2*(i-1)), 1, 0.05)
			near(t, "rate at two times", rate/table.Rate(), 1, 2e-3)
		}
	}
}

// TestClosedForm holds the closed form against the solver, as far as it is said to agree.
func TestClosedForm(t *testing.T) {
	// high is by how much the form is above the solver at a WER, in percent.
	high := func(delta, i, wer float64) float64 {
		table := solve(t, delta, i, macrospin.Fine)
		tau := 0.01
		for table.WER(tau) > wer {
			tau += 0.01
		}
		return 100 * math.Expm1(macrospin.ClosedLnWER(delta, i, tau)-table.LnWER(tau))
	}
	for _, wer := range []float64{0.5, 0.1, 1e-2, 1e-3, 1e-4, 1e-5} {
		for _, i := range []float64{3, 5} {
			near(t, fmt.Sprintf("Delta 60, i = %g, WER %g: percent", i, wer), high(60, i, wer), 0, 1)
		}
		for _, delta := range []float64{40, 100, 300} {
			for _, i := range []float64{3, 4, 7, 10} {
				if !macrospin.ClosedHolds(delta, i) {
					t.Errorf("the form holds at Delta = %g, i = %g", delta, i)
				}
				near(t, fmt.Sprintf("Delta %g, i = %g, WER %g: percent", delta, i, wer), high(delta, i, wer), 0, 1.3)
			}
		}
	}
	for _, i := range []float64{2, 2.4, 2.8} {
		for _, wer := range []float64{1e-2, 1e-3, 1e-4, 1e-5} {
			if h := high(60, i, wer); !(h > 0 && h < 11.5) || macrospin.ClosedHolds(60, i) {
				t.Errorf("i = %g, WER %g: the form is %.1f %% high, want 0 to 11", i, wer, h)
			}
		}
	}
	if a, b := high(60, 1.5, 1e-2), high(60, 1.5, 3e-10); !(a > 12 && a < 25 && b > 120 && b < 190) {
		t.Errorf("i = 1.5: the form is %.0f and %.0f %% high, want 20 and 180", a, b)
	}
	// Where the exponential would overflow the form goes on.
	near(t, "ln WER far out", macrospin.ClosedLnWER(60, 3, 150.01)-macrospin.ClosedLnWER(60, 3, 149.99), -0.08, 1e-9)
}

// passage is the rate of leaving the initial side by the integral of the mean first-passage time:
// 1/rate = 2 Delta (integral of exp(-phi) over the well) (integral of exp(phi)/(1-z^2) over the barrier).
func passage(delta, i float64) float64 {
	phi := func(z float64) float64 { return 2*delta*(i*z-z*z/2) - delta*i*i }
	integral := func(f func(z float64) float64, a, b float64) (sum float64) {
		const n = 40000
		h := (b - a) / n
		for k := range n {
			sum += f(a+(float64(k)+0.5)*h) * h
		}
		return sum
	}
	well := integral(func(z float64) float64 { return math.Exp(-phi(z)) }, i, 1)
	barrier := integral(func(z float64) float64 { return math.Exp(phi(z)) / (1 - z*z) }, -0.999, 0.999)
	return 1 / (2 * delta * well * barrier)
}

// TestRates compares the rates of thermally activated switching with that integral and the closed form.
func TestRates(t *testing.T) {
	for _, delta := range []float64{30, 60, 150} {
		for _, i := range []float64{0, 0.1, 0.2, 0.3, 0.4} {
			table := solve(t, delta, i, macrospin.Fine)
			// Of the relaxation, the share that goes there.
			stay := table.WER(1e300)
			near(t, fmt.Sprintf("Delta %g, i = %g: rate over the integral's", delta, i),
				table.Rate()*(1-stay)/passage(delta, i), 1, 0.002)
		}
	}
	for _, i := range []float64{0.2, 0.3, 0.4, 0.5, 0.6} {
		high := 100 * (macrospin.ClosedRate(35, i)/solve(t, 35, i, macrospin.Fine).Rate() - 1)
		if !(high > 4 && high < 23) {
			t.Errorf("i = %g: the closed rate is %.1f %% high, want 5 to 22", i, high)
		}
	}
}

// TestSwitched: the small probability of leaving has its digits, and both sides sum to 1.
func TestSwitched(t *testing.T) {
	for _, delta := range []float64{20, 60, 300} {
		table := solve(t, delta, 0.2, macrospin.Fine)
		for tau := 50.0; tau*table.Rate() < 1e-3; tau *= 10 {
			near(t, fmt.Sprintf("Delta %g, tau %g: probability over rate times time", delta, tau),
				table.Switched(tau)/(tau*table.Rate()), 1, 0.3)
		}
		near(t, "share after a long time", table.Switched(1e3/table.Rate()), 1-table.WER(1e3/table.Rate()), 1e-12)
	}
	for _, i := range []float64{0, 0.5, 1, 2} {
		table := solve(t, 12, i, macrospin.Fine)
		for tau := 0.01; tau < 1e4; tau *= 1.3 {
			near(t, "both sides", table.Switched(tau)+table.WER(tau), 1, 1e-5)
		}
	}
	for _, delta := range []float64{5, 30, 60, 300} {
		for _, i := range []float64{0, 0.7, 1, 4, 6, 12} {
			table := solve(t, delta, i, macrospin.Fine)
			for tau := 0.1; tau < 1e5; tau *= 2 {
				if p, q := table.Switched(tau), table.WER(tau); !(p >= 0 && p <= 1 && q >= 0 && q <= 1) {
					t.Errorf("Delta %g, i = %g, tau = %g: probabilities %.17g and %.17g", delta, i, tau, p, q)
				}
			}
		}
	}
	near(t, "equilibrium without current", solve(t, 20, 0, macrospin.Fine).WER(1e15), 0.5, 1e-9)
}

// TestMonotone: longer and stronger pulses leave less.
func TestMonotone(t *testing.T) {
	for _, delta := range []float64{macrospin.MinDelta, 5, 60, 350, macrospin.MaxDelta} {
		last := map[float64]float64{}
		for i := 0.0; i <= 10; i += 0.5 {
			table, before := solve(t, delta, i, macrospin.Fine), 0.0
			for _, tau := range []float64{0, 0.003, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1e3, 1e6} {
				ln := table.LnWER(tau)
				if ln > before+1e-15 || ln > last[tau]+0.01 || math.IsNaN(ln) || math.IsInf(ln, 0) {
					t.Errorf("Delta %g, i = %g, tau = %g: ln WER = %g after %g, with less current %g", delta, i, tau,
						ln, before, last[tau])
				}
				before, last[tau] = ln, ln
			}
			if mean, sd, skew := table.Moments(); !(mean > 0 && sd > 0 && skew > 0 && !math.IsInf(mean+sd+skew, 0)) {
				t.Errorf("Delta %g, i = %g: moments %g, %g, %g", delta, i, mean, sd, skew)
			}
		}
	}
}

// TestLangevin compares with single moments that follow the same equation as a random walk in time.
func TestLangevin(t *testing.T) {
	const delta, i, paths, dt = 20.0, 2.0, 6000, 1e-3
	table := solve(t, delta, i, macrospin.Fine)
	r := rand.New(rand.NewPCG(1, 2))
	times := []float64{1, 1.5, 2, 3}
	left := make([]float64, len(times))
	for range paths {
		z := -1.0
		for z < 0 { // Boltzmann's law by rejection: exp(-delta(1-z^2)) <= exp(-delta(1-z))
			u := r.ExpFloat64() / delta
			if u < 1 && r.Float64() < math.Exp(-delta*(u*(2-u)-u)) {
				z = 1 - u
			}
		}
		step := 0
		for k, at := range times {
			for ; float64(step)*dt < at && z > -0.5; step++ {
				d := (1 - z*z) / (2 * delta)
				z += dt*(-(1-z*z)*(i-z)-z/delta) + math.Sqrt(2*d*dt)*r.NormFloat64()
				z = min(z, 1)
			}
			if z > 0 {
				left[k]++
			}
		}
	}
	for k, at := range times {
		p := table.WER(at)
		near(t, fmt.Sprintf("share left at %g", at), left[k]/paths, p, 4*math.Sqrt(p*(1-p)/paths)+0.002)
	}
}

// TestStay: the integral of WER against fine trapezoids, the mean switching time of a long pulse, and all of a pulse
// that switches nothing.
func TestStay(t *testing.T) {
	for _, c := range []struct{ delta, i float64 }{{60, 3}, {60, 2}, {40, 1.2}, {30, 0.6}, {8, 0}} {
		table := solve(t, c.delta, c.i, macrospin.Fine)
		for _, tau := range []float64{0.3, 1.7, 5, 40} {
			const n = 20000
			sum := 0.0
			for k := range n {
				sum += table.WER((float64(k)+0.5)*tau/n) * tau / n
			}
			near(t, fmt.Sprintf("Delta %g, i %g, tau %g", c.delta, c.i, tau), table.Stay(tau), sum, 1e-5)
		}
		if table.Stay(0) != 0 {
			t.Error("time passes without time")
		}
	}
	table := solve(t, 60, 3, macrospin.Fine)
	mean, _, _ := table.Moments()
	near(t, "a long pulse", table.Stay(100), mean, 1e-9)
	near(t, "a long pulse, published solution", table.Stay(100), 1.276, 1e-3)
	near(t, "nothing switches", solve(t, 60, 0, macrospin.Fine).Stay(1e4), 1e4, 1e-9)
}

func TestBadArguments(t *testing.T) {
	for _, c := range [][2]float64{{1, 2}, {600, 2}, {60, -1}, {60, 21}, {math.NaN(), 2}, {60, math.NaN()}} {
		var want *macrospin.RangeError
		if _, err := macrospin.Solved(c[0], c[1], macrospin.Fine); !errors.As(err, &want) {
			t.Errorf("Delta %g, i %g: error %v", c[0], c[1], err)
		}
	}
}

// TestMemo: what is remembered is what is solved, also after more tables than are kept.
func TestMemo(t *testing.T) {
	want := solve(t, 60, 3, macrospin.Coarse).WER(3)
	for range 2 {
		for k := range 300 {
			if _, err := macrospin.Solved(60, 2+float64(k)/200, macrospin.Grid{Half: 10, Step: 0.5}); err != nil {
				t.Fatal(err)
			}
		}
		table, err := macrospin.Solved(60, 3, macrospin.Coarse)
		if err != nil || table.WER(3) != want {
			t.Errorf("WER %v, want %v (%v)", table.WER(3), want, err)
		}
	}
}

// TestPinned pins a table's bits: they reach stored weights, on every machine.
func TestPinned(t *testing.T) {
	for _, c := range []struct {
		delta, i, tau float64
		want          uint64
	}{{60, 3, 3, 0xc01de9cb73e4ffc3}, {60, 1.5, 9, 0xc01933e3647c22c5}, {35, 0.4, 1e4, 0xbfaad60f690c75ae}} {
		if got := math.Float64bits(solve(t, c.delta, c.i, macrospin.Fine).LnWER(c.tau)); got != c.want {
			t.Errorf("{%g, %g, %g, %#x}", c.delta, c.i, c.tau, got)
		}
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, g := range []macrospin.Grid{macrospin.Fine, macrospin.Coarse} {
		for _, i := range []float64{0.3, 1.5, 3} {
			b.Run(fmt.Sprintf("cells=%d/i=%g", 2*g.Half, i), func(b *testing.B) {
				for range b.N {
					solve(b, 60, i, g)
				}
			})
		}
	}
}
