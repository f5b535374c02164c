package kernel

import (
	"math"
	"slices"
	"testing"
)

// norms are normalizations of all kinds: both signs of gamma, none, few that pass and many.
var norms = []Norm{
	{Scale: 1, Mean: 3.5, Inv: 0.06, Gamma: 1, Beta: 0.1},
	{Scale: 1, Bias: 0.3, Mean: -20, Inv: 0.2, Gamma: -0.7, Beta: -0.4},
	{Scale: 1.0 / 255, Mean: 0.1, Inv: 2, Gamma: 0.01, Beta: 0.2},
	{Scale: 1, Inv: 1, Gamma: 0, Beta: 0.5},
	{Scale: 1, Inv: 1, Gamma: 0, Beta: -2},
	{Scale: 1, Inv: 1, Gamma: 1, Beta: 1e9},
	{Scale: 1, Inv: 1, Gamma: float32(math.NaN())},
}

// TestPassing: those sums pass whose output is from -1 to 1.
func TestPassing(t *testing.T) {
	for _, n := range norms {
		p := n.Passing()
		for s := math.MinInt16; s <= math.MaxInt16; s++ {
			y := n.Y(int32(s))
			if passes := y <= 1 && y >= -1; passes != (int(p.From) <= s && s <= int(p.To)) {
				t.Fatalf("%+v: those from %d to %d pass, the output of %d is %v", n, p.From, p.To, s, y)
			}
		}
	}
}

// TestMapRows: the way back over rows of all lengths has the bits of the plain loops, whatever stands behind the batch.
func TestMapRows(t *testing.T) {
	draw, nan := noise(11), float32(math.NaN())
	const unit = 1.0 / 64
	for i, n := range norms[:len(norms)-1] {
		for _, batch := range []int{1, 7, 16, 37, 100, 1030} {
			wide := Pad(batch)
			dy, s, left := slices.Repeat([]float32{nan}, wide), make([]int16, wide), make([]float32, wide)
			grads := draw.wholes(wide)
			for b, k := range draw.wholes(wide) {
				if s[b] = int16(k) + int16(i); b < batch {
					dy[b] = float32(int(grads[b])*97) * unit
				}
			}
			p := n.Passing()
			sum, bySum := MapBackRow(dy, s, batch, p, unit)
			if a, b := mapBackRowPlain(dy, s, batch, p, 1/unit); sum != a || bySum != b {
				t.Fatalf("%+v, %d images: %d and %d, want %d and %d", n, batch, sum, bySum, a, b)
			}
			m := n.Back(sum, bySum, unit, batch)
			peak := MapPeakRow(dy, s, batch, &m)
			if want := mapPeakRowPlain(dy, s, batch, &m); math.Float32bits(peak) != want {
				t.Fatalf("%+v, %d images: peak %v, want %v", n, batch, peak, math.Float32frombits(want))
			}
			scale := GradScale(peak)
			for b := range left {
				left[b] = float32(b%9-4) / 8 * scale
			}
			whole, plainly, plain := draw.wholes(wide), draw.wholes(wide), slices.Clone(left)
			a := MapRoundRow(whole, left, dy, s, batch, &m, scale)
			b := int64(0)
			if clear(plainly); scale > 0 {
				b = mapRoundRowPlain(plainly, plain, dy, s, batch, &m, scale*wholePlace)
			}
			if a != b || !slices.Equal(whole, plainly) || !slices.Equal(left[:batch], plain[:batch]) {
				t.Fatalf("%+v, %d images: %d of %v, left %v, want %d of %v, left %v", n, batch, a, whole, left, b,
					plainly, plain)
			}
		}
	}
}
