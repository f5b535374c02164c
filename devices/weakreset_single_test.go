package devices

import (
	"math"
	"testing"
)

func TestSetBringsASingleDeviceBack(t *testing.T) {
	silent := NewSingle(HfOxWeakReset(), Switches{Curve: true, D2D: true}, NewStreams(1, 1, 0), 7)
	silent.Pulse(900, 1)
	silent.Set(1, 2)
	if want := silent.Device.Resistance(silent.Device.WMean(1)); silent.T != 1 || silent.R(2) != want {
		t.Errorf("after a SET and one pulse: %d pulses, %v ohm, want %v", silent.T, silent.R(2), want)
	}
	// Its noise begins anew, with other pink numbers than before the SET.
	noisy := NewSingle(HfOxWeakReset(), Switches{Curve: true, Pink: true}, NewStreams(1, 1, 0), 7)
	noisy.Pulse(20, 1)
	before := noisy.W(1)
	noisy.Set(20, 2)
	if after := noisy.W(2); after == before || math.Abs(after-before) > 0.025*4 {
		t.Errorf("20 pulses give ln R/R0 %v before a SET and %v after: want them to differ by a little noise", before,
			after)
	}
	// A SET leaves the trap low until a pulse may raise it.
	trapped := NewSingle(HfOxWeakReset(), Switches{RTN: true}, NewStreams(1, 1, 0), 7)
	for step := uint64(1); !trapped.High; step++ {
		trapped.Pulse(MaxPulses/1000, step)
	}
	if trapped.Set(0, 1); trapped.High || trapped.T != 0 || trapped.Sets != 1 {
		t.Errorf("after a SET: %d pulses, trap high %v, %d SETs", trapped.T, trapped.High, trapped.Sets)
	}
}
