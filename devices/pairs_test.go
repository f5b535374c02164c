package devices_test

import (
	"fmt"
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/sim/rng"
)

var allOn = devices.Switches{Curve: true, RTN: true, Pink: true, D2D: true}

// updates are pulses as a trainer gives them: -14 to 14, a third of them none.
func updates(n, step int) []int8 {
	src := rng.New(9, "updates").Source(uint64(step))
	v := make([]int8, n)
	for i := range v {
		if src.Below(3) > 0 {
			v[i] = int8(src.Below(29)) - 14
		}
	}
	return v
}

// BenchmarkApply is the hot path of device-in-the-loop training.
func BenchmarkApply(b *testing.B) {
	for _, sw := range []devices.Switches{{}, {Curve: true, D2D: true}, {Curve: true, D2D: true, RTN: true}, allOn} {
		b.Run(fmt.Sprintf("%+v", sw), func(b *testing.B) {
			const n = 1 << 18
			p := devices.NewPairs(devices.HfOxWeakReset(), sw, devices.NewStreams(1, 1, 0), n)
			p.Init(0, n)
			v := updates(n, 0)
			for s := range 20 {
				p.Apply(0, n, uint64(s), v, false, nil)
			}
			w := make([]int8, n)
			b.ResetTimer()
			b.ReportAllocs()
			for i := range b.N {
				p.Apply(0, n, uint64(i+20), v, false, w)
			}
			b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds()/1e6, "Mpairs/s")
		})
	}
}

func BenchmarkInit(b *testing.B) {
	const n = 1 << 14
	p := devices.NewPairs(devices.HfOxWeakReset(), allOn, devices.NewStreams(1, 1, 0), n)
	for range b.N {
		p.Init(0, n)
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds()/1e6, "Mpairs/s")
}

// TestPairsAgainstSingle follows each device of the array by the scalar reference.
func TestPairsAgainstSingle(t *testing.T) {
	const n = 1000
	model := devices.HfOxWeakReset()
	for mask := range 16 {
		sw := devices.Switches{Curve: mask&1 != 0, RTN: mask&2 != 0, Pink: mask&4 != 0, D2D: mask&8 != 0}
		streams := devices.NewStreams(3, 4, 1)
		p := devices.NewPairs(model, sw, streams, n)
		p.Init(0, n)
		single := make([]*devices.Single, 2*n)
		for i := range single {
			single[i] = devices.NewSingle(model, sw, streams, uint64(i))
		}
		for step := range uint64(12) {
			v := updates(n, int(step))
			p.Apply(0, n, step, v, false, nil)
			for k := range n {
				single[2*k].Pulse(int(max(v[k], 0)), step)
				single[2*k+1].Pulse(int(max(-v[k], 0)), step)
				bl, blb := p.Resistances(k, step)
				x, y := single[2*k].R(step), single[2*k+1].R(step)
				if math.Abs(bl/x-1) > 2e-5 || math.Abs(blb/y-1) > 2e-5 {
					t.Fatalf("%+v, step %d, pair %d: %v, %v ohm: want %v, %v", sw, step, k, bl, blb, x, y)
				}
			}
		}
	}
}
