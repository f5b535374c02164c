package lab

import "testing"

func TestBERAtALoss(t *testing.T) {
	ber, ok := berAtLoss(0.01)
	more, _ := berAtLoss(0.05)
	if !ok || !(ber > 1e-3 && ber < 0.2 && more > ber) {
		t.Errorf("a point is lost at %g, five at %g", ber, more)
	}
	if _, ok := berAtLoss(1); ok {
		t.Error("all accuracy is lost somewhere")
	}
}
