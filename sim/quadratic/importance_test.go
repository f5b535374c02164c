package quadratic

import (
	"hash/fnv"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// In 500 dimensions the sizes of the hidden weights tell the rises of the loss, and those that drift lie on the law.
func TestImportance(t *testing.T) {
	p := Random(1, 500, 1.5, 4)
	rule := Rule{Rate: 0.05}
	const steps = 300
	m := ImportanceOf(p, rule, steps)
	if m.Rank < 0.95 {
		t.Errorf("rank correlation %g", m.Rank)
	}
	drifting := 0
	for i, size := range m.Size {
		if size < 1 { // swings, or began to drift late
			continue
		}
		drifting++
		near(t, "rise", m.Rise[i]/p.Law(size, rule, steps), 1, 0.25)
	}
	if drifting < 250 {
		t.Errorf("only %d of 500 weights drift", drifting)
	}
	near(t, "rank correlation", m.Rank, stat.Correlation(ranks(m.Size), ranks(m.Rise), nil), 1e-12)
}

// Without coupling the law is exact.
func TestLawOfFreeWeights(t *testing.T) {
	p := Random(1, 100, 1, 4)
	rule := Rule{Rate: 0.05}
	m := ImportanceOf(p, rule, 100)
	for i, size := range m.Size {
		if math.Abs(p.Optimum[i]) <= 1.05 {
			continue
		}
		want := p.Law(size, rule, 100)
		if p.Optimum[i] < 0 { // it began at +1: one step of 1 + |W*| instead of |W*| - 1, so half a step's worth ahead
			want -= 4. / 100
		}
		near(t, "rise", m.Rise[i], want, 1e-9)
	}
}

func TestRanks(t *testing.T) {
	got := ranks([]float64{3, 1, 3, 2, 3})
	for i, want := range []float64{3, 0, 3, 1, 3} {
		if got[i] != want {
			t.Fatalf("ranks %v", got)
		}
	}
	for _, c := range []struct {
		y    []float64
		want float64
	}{{[]float64{1, 8, 9, 100}, 1}, {[]float64{4, 3, 2, -9}, -1}, {[]float64{5, 5, 5, 5}, 0}} {
		near(t, "correlation", correlation(ranks([]float64{1, 2, 3, 4}), ranks(c.y)), c.want, 1e-15)
	}
}

// The same bits on every machine.
func TestPinned(t *testing.T) {
	m := ImportanceOf(Random(1, 60, 3, 4), Rule{Rate: 0.05, Meta: 1.35}, 200)
	sum := fnv.New64a()
	for i := range m.Size {
		for _, x := range []float64{m.Size[i], m.Rise[i]} {
			b := math.Float64bits(x)
			for k := range 8 {
				sum.Write([]byte{byte(b >> (8 * k))})
			}
		}
	}
	if got, want := sum.Sum64(), uint64(0xd321385d4bab584e); got != want {
		t.Errorf("fingerprint %#x, want %#x", got, want)
	}
}

func BenchmarkRandom(b *testing.B) {
	for b.Loop() {
		Random(1, 500, 3, 4)
	}
}

func BenchmarkImportance(b *testing.B) {
	p := Random(1, 500, 3, 4)
	for b.Loop() {
		ImportanceOf(p, Rule{Rate: 0.05}, 100)
	}
}
