package devices

import (
	"math"
	"testing"
)

// TestSizeOfAJunction: barrier and mean times are those of the barrier that goes with the area, at 20 nm nothing
// changes, and an interval given by the memory leaves the correlation that it says.
func TestSizeOfAJunction(t *testing.T) {
	figures := func(set ...string) func(key string) float64 {
		s, err := SuperparamagneticJunction.Sheet(ValuesOf(t, SuperparamagneticJunction, set...), Ask{N: 10, Seed: 2})
		if err != nil {
			t.Fatal(err)
		}
		return func(key string) float64 { return Figure(t, s, key) }
	}
	small, same := figures("smtjnm", "15"), figures("barrier", "3.9375")
	Nearly(t, "mean time of 15 nm", small("tau_p"), same("tau_p"), 1e-12)
	for _, nm := range []string{"12", "20", "30"} {
		paced := figures("smtjnm", nm, "pacedby", "life", "pace", "2", "disturb", "0")
		Nearly(t, "correlation of neighbours", paced("correlation_raw"), math.Exp(-2), 1e-9)
	}
	// At a rate the chance of a turn within a short time is their product.
	v := ValuesOf(t, SuperparamagneticJunction, "disturbby", "current", "smtjreadi", "0", "smtjreadns", "0.1")
	tau, _ := smtjNominal(v).Taus()
	Nearly(t, "disturb by no current", smtjDisturbOf(v, smtjNominal(v)), 1e-10/tau, 1e-3)
	before := 1.0
	for _, nm := range []string{"10", "14", "20", "28", "35"} {
		p := figures("smtjnm", nm, "disturbby", "current")("disturb_p")
		if !(p < before) || p <= 0 {
			t.Errorf("at %s nm reads disturb with %g, smaller ones with %g", nm, p, before)
		}
		before = p
	}
}

// TestDisturbIsDrawn: reads that disturb by their current bias drawn bits as the law says, and XOR makes it smaller.
func TestDisturbIsDrawn(t *testing.T) {
	v := ValuesOf(t, SuperparamagneticJunction, "disturbby", "current", "pacedby", "life", "pace", "1", "smtjnm", "13",
		"smtjreadi", "0.3", "xor", "1", "spread", "0", "stray", "0")
	g := NewBitGenerator(v, 3)
	p, correlation := g.Law()
	m := smtjMeasure(g.Bits(0), 1<<14)
	if math.Abs(m.p-p) > 4.5*m.se || p-0.5 < 20*m.se || math.Abs(m.correlation-correlation) > 9*m.se {
		t.Errorf("P(1) %.6g, drawn %.6g; correlation %.6g, drawn %.6g; standard error %.2g", p, m.p, correlation,
			m.correlation, m.se)
	}
	smtjXOR.Put(v, 2)
	if white, _ := NewBitGenerator(v, 3).Law(); math.Abs(white-0.5) > 2.1*(p-0.5)*(p-0.5) {
		t.Errorf("P(1) %g before and %g after XOR of two", p, white)
	}
}
