package devices

import (
	"math"
	"testing"

	"arraylab/devices/macrospin"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// TestSTMRAMEnergy: the energies of the default device, whose resistance changes when the magnet turns over. In the
// resistance of the first state alone they would be 0.347 and 0.169 pJ, in the other order.
func TestSTMRAMEnergy(t *testing.T) {
	v := junctionOf(t)
	d := mtjOf(v)
	for b, want := range [2]struct {
		key              string
		picojoules, over float64
	}{
		toAP: {key: "joules_pap", picojoules: 0.238, over: 0.687},
		toP:  {key: "joules_app", picojoules: 0.286, over: 1.690},
	} {
		joules := numberOf(t, v, want.key)
		Nearly(t, want.key, joules, want.picojoules*1e-12, 3e-3)
		Nearly(t, want.key+" over that of the first state", joules/(d.volts[b]*d.volts[b]/d.r[b]*d.second),
			want.over, 1e-3)
	}
	c := STMRAM.Costs(v)
	Nearly(t, "cost of a -1", c.Write0.Joules, numberOf(t, v, "joules_pap"), 1e-12)
	Nearly(t, "cost of a +1", c.Write1.Joules, numberOf(t, v, "joules_app"), 1e-12)
}

// TestSTMRAMEnergyOfDraws: switching times that are drawn from the table give the same mean energy, also of a pulse
// that leaves half of the devices unswitched.
func TestSTMRAMEnergyOfDraws(t *testing.T) {
	for _, texts := range [][]string{{}, {"tau", "1.2"}, {"drive", "volts", "volts", "0.5", "pulse", "4"}} {
		v := junctionOf(t, texts...)
		d := mtjOf(v)
		want := d.joules(macrospin.Fine)
		for b := range want {
			table := d.table(b, macrospin.Fine)
			s := rng.New(7, "test").Source(uint64(b))
			sum, squares, n := 0.0, 0.0, 4000
			for range n {
				first := d.tau * d.tauD
				if u := s.Float64(); u > table.WER(d.tau) { // it switches: when?
					lo, hi := 0.0, d.tau
					for range 50 {
						if middle := (lo + hi) / 2; table.WER(middle) > u {
							lo = middle
						} else {
							hi = middle
						}
					}
					first = lo * d.tauD
				}
				e := d.volts[b] * d.volts[b] * (first/d.r[b] + (d.second-first)/d.r[1-b])
				sum += e / float64(n)
				squares += e * e / float64(n)
			}
			if off := 4 * math.Sqrt((squares-sum*sum)/float64(n)); math.Abs(sum-want[b]) > off {
				t.Errorf("%q, %s: %g J drawn, %g J in closed form", texts, directions[b], sum, want[b])
			}
		}
	}
	// A pulse that switches nothing sees the first state alone.
	d := mtjOf(junctionOf(t, "i", "0.2"))
	joules := d.joules(macrospin.Fine)
	Nearly(t, "energy of a pulse in vain", joules[toAP], d.volts[toAP]*d.volts[toAP]/d.r[toAP]*d.second, 1e-9)
	if num.Exp(d.lnWER(toAP, 1, 1, macrospin.Fine)) < 0.999 {
		t.Error("it switched")
	}
}
