package devices

import (
	"slices"
	"testing"

	"arraylab/devices/knob"
)

// TestWithoutImperfectionsAllIsRight: with each imperfection of a memory at its ideal value, what is stored is what is
// read, and each of them is a parameter that another value can stand in for.
func TestWithoutImperfectionsAllIsRight(t *testing.T) {
	for _, tech := range technologies {
		if tech.Arrays == nil && tech.PulsedPairs == nil {
			continue
		}
		if len(tech.Ideal) == 0 {
			t.Errorf("%s has no imperfections", tech.Name)
		}
		v := tech.Defaults()
		if tech == MeasuredDevice {
			measuredForm.Put(&v, 3) // log-normal states
		}
		for p, x := range tech.Ideal {
			if !slices.Contains(tech.Params, p) || x < p.Min || p.Kind != knob.Switch && x > p.Max {
				t.Errorf("%s: %s=%g is no value of its own", tech.Name, p.Key, x)
			}
			p.Put(&v, x)
		}
		if tech.Arrays == nil {
			continue
		}
		const inputs, rows = 1000, 40
		site := Site{Chip: 3, Inputs: inputs, Row1: rows}
		cells := tech.Array(&v, site)
		want, hold := make([]uint64, (inputs+63)/64), make([]uint64, (inputs+63)/64)
		for i := range inputs {
			if i%3 == 0 {
				want[i/64] |= 1 << (i % 64)
			}
		}
		for row := range rows {
			if cells.Program(hold, want, row); !slices.Equal(hold, want) {
				t.Errorf("%s: row %d is stored wrongly", tech.Name, row)
				break
			}
		}
		if cells.Noisy() {
			t.Errorf("%s: reads are noisy", tech.Name)
		}
	}
}
