package devices_test

import (
	"fmt"

	"arraylab/devices"
)

// The median device of the published population along its noise-free curve.
func ExampleDevice_WMean() {
	d := devices.HfOxWeakReset().Median()
	for _, pulses := range []float64{0, 100, 500, 1000, 2000} {
		fmt.Printf("%4.0f pulses: %4.0f ohm\n", pulses, d.Resistance(d.WMean(pulses)))
	}
	// Output:
	//    0 pulses: 7033 ohm
	//  100 pulses: 7388 ohm
	//  500 pulses: 8997 ohm
	// 1000 pulses: 9151 ohm
	// 2000 pulses: 9333 ohm
}

// One device followed through pulses, with all its imperfections.
func ExampleSingle() {
	all := devices.Switches{Curve: true, RTN: true, Pink: true, D2D: true}
	d := devices.NewSingle(devices.HfOxWeakReset(), all, devices.NewStreams(1, 1, 0), 42)
	for step := range uint64(4) {
		fmt.Printf("%3d pulses: %.0f ohm\n", d.T, d.R(step))
		d.Pulse(50, step+1)
	}
	// Output:
	//   0 pulses: 6748 ohm
	//  50 pulses: 8295 ohm
	// 100 pulses: 9412 ohm
	// 150 pulses: 10972 ohm
}

// A few weights held in pairs: pulses on BL pull up, pulses on BLb pull down.
func ExamplePairs() {
	p := devices.NewPairs(devices.HfOxWeakReset(), devices.Switches{Curve: true}, devices.NewStreams(1, 1, 0), 0, 4)
	p.Init(0, 4)
	w := make([]int8, 4)
	p.Apply(0, 4, 0, []int8{3, -3, 14, -1}, false, w)
	fmt.Println(w)
	events := p.Apply(0, 4, 1, []int8{-4, 0, -4, 0}, false, w)
	fmt.Println(w, events.Flips, "flip,", events.Pulses, "pulses")
	bl, blb := p.Resistances(2, 1)
	fmt.Printf("%.0f and %.0f ohm\n", bl, blb)
	// Output:
	// [1 -1 1 -1]
	// [-1 -1 1 -1] 1 flip, 8 pulses
	// 7082 and 7047 ohm
}
