package gallery

import "testing"

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
