package gallery

import (
	"math"
	"testing"

	"arraylab/sim/lab"
)

func TestBERAtALoss(t *testing.T) {
	curve := stored()["ber-tolerance"]
	ber, more := PointBER(), curve.berAtLoss(0.05)
	if !(ber > 1e-3 && ber < 0.2 && more > ber) {
		t.Errorf("a point is lost at %g, five at %g", ber, more)
	}
	if curve.berAtLoss(1) != 0 {
		t.Error("all accuracy is lost somewhere")
	}
}

// TestErrorsThatTheStandardNetworkBears: at most 0.1 point is lost at a bit error rate of 1e-4 and 0.3 at 1e-3, as
// means over 20 chips (arXiv:1904.03652, arXiv:1908.04085), and much at 0.3.
func TestErrorsThatTheStandardNetworkBears(t *testing.T) {
	for _, s := range Scenarios() {
		if s.Name != "ber-tolerance" {
			continue
		}
		mean := map[string]float64{}
		for _, p := range s.Stored.Points {
			mean[p.Value] += p.Accuracy / float64(s.Sweep.Chips)
		}
		for value, most := range map[string]float64{"1e-06": 0.0005, "1e-05": 0.0005, "0.0001": 0.001, "0.001": 0.003} {
			if lost := s.Stored.Ideal - mean[value]; !(lost <= most) {
				t.Errorf("at %s %.4f is lost, more than %.4f", value, lost, most)
			}
		}
		if lost := s.Stored.Ideal - mean["0.3"]; lost < 0.5 {
			t.Errorf("at 0.3 only %.4f is lost", lost)
		}
		return
	}
	t.Fatal("there is no such scenario")
}

// TestEnergyAtALoss: between two values along the logarithm, at the first value where that loses no more, and none
// where all lose more.
func TestEnergyAtALoss(t *testing.T) {
	s := &Stored{Outcome: Outcome{Ideal: 0.9}, Sweep: &lab.Sweep{Key: "separation", Values: []string{"1", "2", "3"}}}
	for i, v := range s.Sweep.Values {
		s.Points = append(s.Points, lab.SweepPoint{Value: v, Accuracy: []float64{0.5, 0.88, 0.9}[i],
			Joules: []float64{1, 4, 16}[i]})
	}
	r := Results{"x": s}
	for points, want := range map[float64]float64{2: 4, 1: 8, 40: 1, 50: 1, 0: 16} {
		if got := r.JoulesAt("x", "", points); math.Abs(got-want) > 1e-9 {
			t.Errorf("%g points are lost at %g J, want %g", points, got, want)
		}
	}
	for _, none := range []float64{r.JoulesAt("x", "", -1), r.JoulesAt("y", "", 1), r.JoulesAt("x", "other", 1)} {
		if !math.IsNaN(none) {
			t.Errorf("an energy of %g J where there is none", none)
		}
	}
}

// TestErrorsAtAnEnergy: between two values along both logarithms, and none beyond them.
func TestErrorsAtAnEnergy(t *testing.T) {
	s := &Stored{Sweep: &lab.Sweep{Key: "separation", Values: []string{"1", "2"}}, Points: lab.Points{
		{Value: "1", BER: 0.1, Joules: 1}, {Value: "2", BER: 0.001, Joules: 16}}}
	r := Results{"x": s}
	for joules, want := range map[float64]float64{1: 0.1, 4: 0.01, 16: 0.001} {
		if got := r.BERAt("x", "", joules); math.Abs(got/want-1) > 1e-12 {
			t.Errorf("%g of the bits are wrong at %g J, want %g", got, joules, want)
		}
	}
	for _, none := range []float64{r.BERAt("x", "", 0.5), r.BERAt("x", "", 17), r.BERAt("y", "", 4)} {
		if !math.IsNaN(none) {
			t.Errorf("an error rate of %g where there is none", none)
		}
	}
}
