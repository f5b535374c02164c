package kernel

import (
	"math"
	"testing"
)

// peaks are magnitudes of all sizes: powers of two, the largest of a scale, what is next to them, and the ends.
func peaks() (all []float32) {
	for e := -149; e < 100; e++ {
		p := float32(math.Ldexp(1, e))
		all = append(all, p, math.Nextafter32(p, 0), 126*p, math.Nextafter32(126*p, math.MaxFloat32), 1.3*p)
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
		for math.Ldexp(MaxWhole-1, want) < float64(p) {
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

// diffused is what DiffuseRows makes of a row, by division and math.RoundToEven.
func diffused(t *testing.T, row []float32, scale float32) (k []int, want []float32) {
	var left [4]float32
	for i, x := range row {
		x += left[i%4]
		n := math.RoundToEven(float64(x) / float64(scale))
		if math.Abs(n) > MaxWhole {
			t.Fatalf("scale %v: %v is %v scales", scale, row[i], n)
		}
		k, want = append(k, int(n)), append(want, float32(n*float64(scale))+0)
		left[i%4] = x - want[i]
	}
	return k, want
}

// TestRowsAreDiffused: gradients of all sizes, among them ties, become the nearest whole multiples with what those
// before have left, in every row, by vectors and plainly; a row keeps its sum, and zeros are +0.
func TestRowsAreDiffused(t *testing.T) {
	n := noise(21)
	const rows, width = 7, 512
	for _, p := range peaks() {
		if p == 0 || p >= 1<<98 {
			continue
		}
		m := Matrix{Data: make([]float32, rows*(width+16)), Stride: width + 16}
		scale := GradScale(p)
		for r := range rows {
			row := m.Data[r*m.Stride:][:width]
			for i := range row {
				row[i] = p * (float32(int32(n.next()>>32)) / (1 << 31))
				if r == 1 { // ties
					row[i] = min(p, (float32(i%100)+0.5)*scale)
				}
			}
			row[r], row[r+100], row[r+200] = float32(math.Copysign(0, -1)), p, -p
			clear(row[width-12:]) // padding
		}
		before, twice := append([]float32{}, m.Data...), append([]float32{}, m.Data...)
		DiffuseRows(m, rows, width, scale)
		for i := range twice {
			twice[i] *= 2
		}
		DiffuseRows(Matrix{Data: twice, Stride: m.Stride}, rows, width, GradScale(2*p))
		for r := range rows {
			at := r * m.Stride
			row, was := m.Data[at:][:width], before[at:][:width]
			k, want := diffused(t, was, scale)
			sameBits(t, "diffused", row, want)
			plain, whole, sum := append([]float32{}, was...), make([]int8, width), 0.0
			diffuseRow(plain, scale*wholePlace)
			sameBits(t, "plainly diffused", plain, want)
			PackWhole(whole, row, scale)
			for i := range row {
				sum += float64(row[i]) - float64(was[i])
				if int(whole[i]) != k[i] {
					t.Fatalf("%v is packed as %d scales of %v, want %d", was[i], whole[i], scale, k[i])
				}
				if scale > finest && twice[at+i] != 2*row[i] { // the same multiples of twice the scale
					t.Fatalf("%v becomes %v, twice that %v", was[i], row[i], twice[at+i])
				}
			}
			if math.Abs(sum) > 2.001*float64(scale) {
				t.Errorf("peak %v: the sum of a row changes by %v, by more than two scales of %v", p, sum, scale)
			}
		}
	}
	m := Matrix{Data: n.floats(64), Stride: 32}
	DiffuseRows(m, 2, 32, 0)
	sameBits(t, "no gradients", m.Data, make([]float32, 64))
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
		DiffuseRows(Matrix{Data: rows, Stride: 112}, 1024, 112, scale)
	}
}
