package kernel

import (
	"math"
	"testing"
)

func sameBits(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s[%d] = %v, want %v", what, i, got[i], want[i])
		}
	}
}

func TestMomentsAgainstTwoPasses(t *testing.T) {
	n := noise(9)
	for _, count := range []int{1, 2, 1000} {
		row := make([]int32, count)
		for i := range row {
			row[i] = int32(n.next()%400000) - 200000
		}
		mean, variance := Moments(row)
		var m, v float64
		for _, s := range row {
			m += float64(s) / float64(count)
		}
		for _, s := range row {
			v += (float64(s) - m) * (float64(s) - m) / float64(count)
		}
		if math.Abs(mean-m) > 1e-9*200000 || math.Abs(variance-v) > 1e-9*v {
			t.Errorf("%d sums: mean %v variance %v, want %v and %v", count, mean, variance, m, v)
		}
	}
}

func TestExactMomentsOfAWholeSet(t *testing.T) {
	// 60,000 sums at the far end of the range exceed 63 bits when multiplied out.
	const n = 60000
	var sum, squares int64
	for i := range int64(n) {
		s := 199920 - i%3
		sum, squares = sum+s, squares+s*s
	}
	mean, variance := ExactMoments(sum, squares, n)
	if mean != 199919 || math.Abs(variance-2.0/3) > 1e-12 {
		t.Errorf("mean %v variance %v, want 199919 and 2/3", mean, variance)
	}
}

func TestNormalizeTwinsAndTails(t *testing.T) {
	n := noise(4)
	norm := &Norm{Scale: 1.0 / 255, Bias: 0.1, Gamma: -0.7, Beta: 0.05}
	norm.SetMoments(120.5, 9000)
	for _, batch := range []int{1, 16, 63, 64, 100} {
		sums := make([]int32, Pad(batch))
		for i := range sums {
			sums[i] = int32(n.next()%1000) - 400
		}
		xhat, plain := n.floats(len(sums)), make([]float32, len(sums))
		bits := n.words(Words(batch))
		Normalize(xhat, bits, sums, norm, batch)
		xhatRowPlain(plain[:batch], sums[:batch], norm)
		sameBits(t, "xhat", xhat, plain)
		for b := range 64 * len(bits) {
			want := b < batch && norm.Y(sums[min(b, batch-1)]) >= 0
			if got := bits[b/64]>>(b%64)&1 == 1; got != want {
				t.Fatalf("batch %d: bit %d is %v, want %v", batch, b, got, want)
			}
		}
	}
}

func TestSignOfZeroIsPlus(t *testing.T) {
	bits := []uint64{0}
	row := [Lanes]float32{0, 1, -1, float32(math.Copysign(0, -1))}
	signRow(bits, row[:], 1, 0, 4)
	if bits[0] != 0b1011 {
		t.Errorf("signs of 0, 1, -1, -0 pack to %04b, want 1011", bits[0])
	}
}

// TestSquares sums rows of every length up to some vectors, with the largest sums there are.
func TestSquares(t *testing.T) {
	n := noise(3)
	for length := range 70 {
		row := make([]int32, length)
		for i := range row {
			row[i] = int32(n.next()%(2*255*784)) - 255*784
		}
		sum, squares := Squares(row, 0, 1, len(row))
		wantSum, wantSquares := sumSquaresPlain(row)
		if sum != wantSum || squares != wantSquares {
			t.Errorf("%d numbers: %d and %d, want %d and %d", length, sum, squares, wantSum, wantSquares)
		}
	}
	row := make([]int32, 2000)
	for i := range row {
		row[i] = -255 * 784
	}
	if sum, squares := Squares(row, 0, 1, len(row)); sum != -2000*255*784 || squares != 2000*(255*784)*(255*784) {
		t.Errorf("the largest sums add up to %d and %d", sum, squares)
	}
}
