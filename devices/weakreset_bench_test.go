package devices_test

import (
	"fmt"
	"testing"

	"arraylab/devices"
)

// BenchmarkApply is the hot path of device-in-the-loop training, two thirds of the pairs pulsed.
func BenchmarkApply(b *testing.B) {
	for _, sw := range []devices.Switches{{}, {Curve: true, D2D: true}, {Curve: true, D2D: true, RTN: true}, allOn} {
		b.Run(fmt.Sprintf("%+v", sw), func(b *testing.B) {
			const n = 1 << 18
			p := newPairs(sw, n)
			v := updates(n, 0)
			for s := range 20 {
				p.Apply(0, n, uint64(s), v, false, nil)
			}
			w := make([]int8, n)
			b.ResetTimer()
			for i := range b.N {
				p.Apply(0, n, uint64(i+20), v, false, w)
			}
			b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds()/1e6, "Mpairs/s")
		})
	}
}

func BenchmarkInit(b *testing.B) {
	const n = 1 << 14
	p := devices.NewPairs(devices.HfOxWeakReset(), allOn, devices.NewStreams(1, 1, 0), 0, n)
	for range b.N {
		p.Init(0, n)
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds()/1e6, "Mpairs/s")
}

// BenchmarkProgram stores bits by a thousand pulses in devices that are there.
func BenchmarkProgram(b *testing.B) {
	const n = 1 << 14
	p := newPairs(allOn, n)
	want := make([]int8, n)
	for i := range want {
		want[i] = int8(i%2)*2 - 1
	}
	for range b.N {
		p.Program(0, n, want, 1000, 1)
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds()/1e6, "Mpairs/s")
}
