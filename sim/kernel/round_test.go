package kernel

import (
	"math"
	"testing"
)

// peaks are magnitudes of all sizes: powers of two, the largest of a scale, what is next to them, and the ends.
func peaks() (all []float32) {
	for e := -149; e < 100; e++ {
		p := float32(math.Ldexp(1, e))
		all = append(all, p, math.Nextafter32(p, 0), 127*p, math.Nextafter32(127*p, math.MaxFloat32), 1.3*p)
	}
	return all
}

// TestGradScaleIsTheSmallestThatFits compares with every power of two.
func TestGradScaleIsTheSmallestThatFits(t *testing.T) {
	for _, p := range peaks() {
		if p == 0 || p >= 1<<100 {
			continue
		}
		want := -100
		for math.Ldexp(MaxWhole, want) < float64(p) {
			want++
		}
		if got := GradScale(p); float64(got) != math.Ldexp(1, want) {
			t.Fatalf("the scale of %v is %v, want 2^%d", p, got, want)
		}
		if got := GradScale(2 * p); want > -100 && 2*p < 1<<100 && got != 2*GradScale(p) {
			t.Errorf("the scale of %v is %v, that of its half %v", 2*p, got, GradScale(p))
		}
	}
	for _, p := range []float32{0, 1 << 100, math.MaxFloat32, float32(math.Inf(1)), float32(math.NaN())} {
		if got := GradScale(p); got != 0 {
			t.Errorf("the scale of %v is %v, want 0", p, got)
		}
	}
}

// TestRoundingAgainstRoundToEven: gradients of all sizes, among them all ties, are the nearest whole multiples, the
// even ones in the middle, and zeros are +0.
func TestRoundingAgainstRoundToEven(t *testing.T) {
	n := noise(21)
	for _, p := range peaks() {
		if p == 0 || p >= 1<<100 {
			continue
		}
		row := make([]float32, 1024)
		for i := range row {
			row[i] = p * (float32(int32(n.next()>>32)) / (1 << 31))
		}
		scale := GradScale(p)
		for k := range 254 { // 127.5 scales are no gradient
			row[2*k] = min(p, (float32(k)+0.5)*scale)
			row[2*k+1] = -row[2*k]
		}
		row[600], row[601], row[602] = float32(math.Copysign(0, -1)), p, -p
		if got := Peak(row); got != p {
			t.Fatalf("the peak of %v is %v", p, got)
		}
		want := make([]float32, len(row))
		for i, x := range row {
			k := math.RoundToEven(float64(x) / float64(scale))
			if math.Abs(k) > MaxWhole {
				t.Fatalf("peak %v, scale %v: %v is %v scales", p, scale, x, k)
			}
			want[i] = float32(float64(k)*float64(scale)) + 0
		}
		before, plain := append([]float32{}, row...), append([]float32{}, row...)
		roundRowPlain(plain, scale*wholePlace)
		RoundRow(row, scale)
		sameBits(t, "rounded", row, want)
		sameBits(t, "plainly rounded", plain, want)
		whole := make([]int8, len(row))
		PackWhole(whole, before, scale)
		for i, k := range whole {
			if float32(k)*scale != row[i] {
				t.Fatalf("%v is packed as %d scales of %v, rounded to %v", before[i], k, scale, row[i])
			}
		}
		if p > 1<<98 || scale == finest {
			continue
		}
		twice := make([]float32, len(row))
		for i, x := range before {
			twice[i] = 2 * x
		}
		RoundRow(twice, GradScale(2*p)) // gradients twice as large are the same multiples of twice the scale
		for i, x := range row {
			if twice[i] != 2*x {
				t.Fatalf("%v becomes %v, twice that %v", before[i], x, twice[i])
			}
		}
	}
}

func TestPeaksOfRows(t *testing.T) {
	n := noise(22)
	for width := 16; width <= 112; width += 16 {
		row := n.floats(width)
		for i := range row {
			for _, x := range []float32{-1e30, float32(math.Inf(-1)), float32(math.NaN())} {
				was := row[i]
				row[i] = x
				got, plain := Peak(row), peakRowPlain(row)
				want := float32(math.Abs(float64(x)))
				if math.Float32bits(got) != math.Float32bits(plain) || got != want && want == want {
					t.Fatalf("the peak with %v is %v, plainly %v", x, got, plain)
				}
				row[i] = was
			}
		}
		want := 0.0
		for _, x := range row {
			want = max(want, math.Abs(float64(x)))
		}
		if got := Peak(row); float64(got) != want {
			t.Errorf("the peak is %v, want %v", got, want)
		}
		RoundRow(row, 0)
		sameBits(t, "without a scale", row, make([]float32, width))
	}
}

func TestSubtractRow(t *testing.T) {
	n := noise(23)
	tile, row := n.floats(5*Lanes), [Lanes]float32(n.floats(Lanes))
	want := append([]float32{}, tile...)
	for i := range want {
		want[i] -= row[i%Lanes]
	}
	plain := append([]float32{}, tile...)
	subtractRowPlain(plain, &row)
	SubtractRow(tile, &row)
	sameBits(t, "difference", tile, want)
	sameBits(t, "plain difference", plain, want)
}

// BenchmarkRound finds the peak of a layer of 1024 neurons and a batch of 100 and rounds it.
func BenchmarkRound(b *testing.B) {
	n := noise(1)
	rows := n.floats(1024 * 112)
	for b.Loop() {
		peak := float32(0)
		for o := range 1024 {
			peak = max(peak, Peak(rows[o*112:][:112]))
		}
		scale := GradScale(peak)
		for o := range 1024 {
			RoundRow(rows[o*112:][:112], scale)
		}
	}
}
