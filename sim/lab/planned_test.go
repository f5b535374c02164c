package lab

import "testing"

// TestPlannedIsWhatARunBooks: what hangs on no run is what a run's ledger says, to the bit; half the weights are written
// each way, and pulses are not known before.
func TestPlannedIsWhatARunBooks(t *testing.T) {
	for _, text := range []string{"memory=st-mram", "memory=rram-weak-reset", "memory=fefet",
		"input=stochastic&streams=8&memory=sot-mram"} {
		l, err := ParseLink("v=1&train=200&test=100&epochs=1&hidden=16&" + text)
		if err != nil {
			t.Fatal(err)
		}
		planned := l.Experiment.Planned()
		r := Result{Link: l.Link()}
		for _, y := range l.Experiment.network().Layers {
			half := y.Weights() / 2
			r.Ones = append(r.Ones, half)
			r.Pulses, r.Sets = append(r.Pulses, 0), append(r.Sets, 0)
		}
		booked, err := Ledger(r)
		if err != nil {
			t.Fatal(err)
		}
		if planned.Totals != booked.Totals {
			t.Errorf("%s: planned %+v, booked %+v", text, planned.Totals, booked.Totals)
		}
		if pulsed := text == "memory=rram-weak-reset"; pulsed != (planned.Programming == 0) {
			t.Errorf("%s: programming of %g J is planned", text, planned.Programming)
		}
	}
}
