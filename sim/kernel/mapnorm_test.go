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
	norms := norms[:len(norms)-1]
	for _, batch := range []int{1, 7, 16, 37, 100, 1030} {
		wide, stride := Pad(batch), Stride(batch)+Lanes
		dy, s := slices.Repeat([]float32{nan}, len(norms)*stride), make([]int16, len(norms)*stride)
		var passing []Passing
		for o, n := range norms {
			passing = append(passing, n.Passing())
			grads := draw.wholes(batch)
			for b, k := range draw.wholes(batch) {
				s[o*stride+b], dy[o*stride+b] = int16(k)+int16(o), float32(int(grads[b])*97)*unit
			}
		}
		totals, want := make([]MapTotals, len(norms)), make([]MapTotals, len(norms))
		MapBackRows(totals, dy, s, stride, batch, passing, unit)
		mapBackRowsPlain(want, dy, s, stride, batch, passing, 1/unit)
		if !slices.Equal(totals, want) {
			t.Fatalf("%d images: totals %v, want %v", batch, totals, want)
		}
		var back []MapBack
		for o := range norms {
			back = append(back, norms[o].Back(totals[o], unit, batch))
		}
		plain := slices.Clone(dy)
		peak, most := MapPeakRows(dy, s, stride, batch, back), mapPeakRowsPlain(plain, s, stride, batch, back)
		if math.Float32bits(peak) != most {
			t.Fatalf("%d images: peak %v, want %v", batch, peak, math.Float32frombits(most))
		}
		for o := range norms {
			sameBits(t, "dS", dy[o*stride:][:batch], plain[o*stride:][:batch])
		}
		scale := GradScale(peak)
		left := make([]float32, len(norms)*wide)
		for b := range left {
			left[b] = float32(b%9-4) / 8 * scale
		}
		leftPlain, whole, wholePlain := slices.Clone(left), draw.wholes(len(dy)), make([]int8, len(dy))
		sums, sumsPlain := make([]int64, len(norms)), make([]int64, len(norms))
		MapRoundRows(whole, sums, left, dy, stride, batch, scale)
		mapRoundRowsPlain(wholePlain, sumsPlain, leftPlain, plain, stride, batch, scale*wholePlace)
		if !slices.Equal(sums, sumsPlain) {
			t.Fatalf("%d images: rounded to %d, want %d", batch, sums, sumsPlain)
		}
		for o := range norms {
			sameBits(t, "left", left[o*wide:][:batch], leftPlain[o*wide:][:batch])
			if got := whole[o*stride:][:wide]; !slices.Equal(got, wholePlain[o*stride:][:wide]) {
				t.Fatalf("%d images: %v, want %v", batch, got, wholePlain[o*stride:][:wide])
			}
		}
	}
}
