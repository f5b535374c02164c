package kernel

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"arraylab/sim/rng"
)

// TestInt128: sums of products are those of numbers of any size.
func TestInt128(t *testing.T) {
	draw := rng.New(4, "int128").Source(0)
	var got Int128
	want := new(big.Int)
	for range 2000 {
		a, b := int64(draw.Uint64())>>draw.Below(60), int64(draw.Uint64())>>draw.Below(60)
		got = got.PlusProduct(a>>4, b>>4).Plus(Int128Of(a))
		want.Add(want, new(big.Int).Mul(big.NewInt(a>>4), big.NewInt(b>>4))).Add(want, big.NewInt(a))
		is := new(big.Int).Add(new(big.Int).Lsh(big.NewInt(got.High), 64), new(big.Int).SetUint64(got.Low))
		if is.Cmp(want) != 0 {
			t.Fatalf("%v, want %v", is, want)
		}
		n, fits := got.Int64()
		if fits != want.IsInt64() || fits && n != want.Int64() {
			t.Fatalf("%v is %d, %v", want, n, fits)
		}
		if f, _ := new(big.Float).SetInt(want).Float64(); math.Abs(got.Float()-f) > 1e-15*math.Abs(f) {
			t.Fatalf("%v is %g, want %g", want, got.Float(), f)
		}
	}
}

// TestLongMoments: moments of squares beyond 64 bits are those of smaller numbers, scaled.
func TestLongMoments(t *testing.T) {
	draw := rng.New(5, "int128").Source(0)
	row, large := make([]int32, 5000), make([]int32, 5000)
	for i := range row {
		row[i] = int32(draw.Below(4000)) - 700
		large[i] = row[i] << 19
	}
	sum, squares := LongSquares(row)
	mean, variance := LongMoments(sum, squares, len(row))
	var all Int128
	total := int64(0)
	for range 4096 {
		sum, squares := LongSquares(large)
		total, all = total+sum, all.Plus(squares)
	}
	if _, fits := all.Int64(); fits {
		t.Fatal("the squares fit 64 bits")
	}
	m, v := LongMoments(total, all, 4096*len(large))
	if scale := float64(1 << 19); math.Abs(m/scale-mean) > 1e-9*math.Abs(mean) ||
		math.Abs(v/scale/scale-variance) > 1e-9*variance {
		t.Errorf("mean %g and variance %g, want %g and %g", m/scale, v/scale/scale, mean, variance)
	}
}

// TestLongRows: the way back over sums of 32 bits is that over sums of 16 where these hold them.
func TestLongRows(t *testing.T) {
	draw := noise(12)
	const batch, stride, unit = 37, 64, 1.0 / 64
	norms := norms[:len(norms)-1]
	dy, s, long := make([]float32, len(norms)*stride), make([]int16, len(norms)*stride), make([]int32, len(norms)*stride)
	var passing []Passing
	for o, n := range norms {
		passing = append(passing, n.Passing())
		grads := draw.wholes(batch)
		for b, k := range draw.wholes(batch) {
			s[o*stride+b], dy[o*stride+b] = int16(k), float32(int(grads[b])*97)*unit
			long[o*stride+b] = int32(k)
		}
	}
	want, got := make([]MapTotals, len(norms)), make([]MapTotals, len(norms))
	MapBackRows(want, dy, s, stride, batch, passing, unit)
	LongBackRows(got, dy, long, stride, batch, norms, unit)
	var back, other []MapBack
	for o := range norms {
		back, other = append(back, norms[o].Back(want[o], unit, batch)), append(other, norms[o].Back(got[o], unit, batch))
	}
	if !slices.Equal(back, other) {
		t.Fatalf("%+v, want %+v", other, back)
	}
	plain := slices.Clone(dy)
	if a, b := MapPeakRows(plain, s, stride, batch, back), LongPeakRows(dy, long, stride, batch, back); a != b {
		t.Fatalf("the largest is %v, want %v", b, a)
	}
	for o := range norms {
		sameBits(t, "dS", dy[o*stride:][:batch], plain[o*stride:][:batch])
	}
}
