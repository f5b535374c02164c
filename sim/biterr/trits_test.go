package biterr

import (
	"fmt"
	"math"
	"testing"

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
		PutTrit(row, i, int(x))
	}
	return row
}

// TestTritsIsFlipTernary: packed or not, the same weights go wrong the same way.
func TestTritsIsFlipTernary(t *testing.T) {
	for _, n := range []int{1, 63, 130, 784} {
		src, s := randomTrits(n), rng.New(1, rng.Errors)
		want, zeros := make([]int8, n), 0.0
		for _, x := range src {
			if x == 0 {
				zeros++
			}
		}
		row := packTrits(src)
		flipTernary(want, src, 0.2, s, 7)
		Trits(row, row, n, Shift(0.2, zeros/float64(n)), s, 7)
		if got := packTrits(want); fmt.Sprint(got) != fmt.Sprint(row) {
			t.Errorf("%d weights: %x, want %x", n, row, got)
		}
	}
}

// TestFlipTernary: shares of each transition against q = 2 BER/(1+p0), within 4 standard errors.
func TestFlipTernary(t *testing.T) {
	const n = 60000
	for _, zeros := range []float64{0, 0.3, 0.8} {
		src := make([]int8, n)
		draw := rng.New(2, "test").Source(0)
		count := map[int8]float64{}
		for i := range src {
			if u := draw.Float64(); u >= zeros {
				src[i] = int8(draw.Below(2))*2 - 1
			}
			count[src[i]]++
		}
		p0 := count[0] / n
		for _, ber := range []float64{1e-3, 0.05, 0.3} {
			q := 2 * ber / (1 + p0)
			dst := make([]int8, n)
			wrong := flipTernary(dst, src, ber, rng.New(1, rng.Errors), 7)
			to := map[[2]int8]float64{}
			for i := range src {
				to[[2]int8{src[i], dst[i]}]++
			}
			if to[[2]int8{1, -1}]+to[[2]int8{-1, 1}] != 0 {
				t.Errorf("+1 and -1 were exchanged")
			}
			for _, c := range []struct {
				from, to int8
				rate     float64
			}{{0, 1, q / 2}, {0, -1, q / 2}, {1, 0, q / 2}, {-1, 0, q / 2}} {
				got, want := to[[2]int8{c.from, c.to}], c.rate*count[c.from]
				if math.Abs(got-want) > 4*math.Sqrt(want)+1e-9 {
					t.Errorf("p0 %.2f, BER %g: %g of %d become %d, %.0f expected", p0, ber, got, c.from, c.to, want)
				}
			}
			if math.Abs(float64(wrong)-ber*n) > 4*math.Sqrt(ber*n) {
				t.Errorf("p0 %.2f: %d of %d weights are wrong at a BER of %g", p0, wrong, n, ber)
			}
		}
		same := make([]int8, n)
		if wrong := flipTernary(same, src, 0, rng.New(1, rng.Errors), 7); wrong != 0 ||
			fmt.Sprint(same) != fmt.Sprint(src) {
			t.Errorf("BER 0 makes %d errors", wrong)
		}
	}
}
