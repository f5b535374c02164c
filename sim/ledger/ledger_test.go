package ledger_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/sim/ledger"
)

// double is a memory with round costs: what comes of it can be worked out by hand.
var double = devices.Costs{
	Write0: devices.Cost{Joules: 2e-12, Seconds: 10e-9, Source: "a paper"},
	Write1: devices.Cost{Joules: 3e-12, Seconds: 20e-9, Source: "a paper"},
	Pulse:  devices.Cost{Joules: 5e-12, Seconds: 100e-9, Source: "a paper"},
	Set:    devices.Cost{Joules: 7e-12, Seconds: 200e-9, Source: "a paper"},
	Read:   devices.Cost{Joules: 10e-15, Seconds: 1e-9, Source: "assumed"},
	Cells:  4, Area: 0.1e-12, AreaSource: "a paper",
}

// small is a network of 784-100-10 with 8-bit pixels, trained elsewhere.
func small() ledger.Counts {
	return ledger.Counts{Images: 1000, Steps: 10, Layers: []ledger.Layer{
		{Inputs: 784, Neurons: 100, Cycles: 8, Weighed: true, Minus: 70000, Plus: 8400},
		{Inputs: 100, Neurons: 10, Cycles: 1, Minus: 400, Plus: 600},
	}}
}

func costs(c devices.Costs, n int) (all []devices.Costs) {
	for range n {
		all = append(all, c)
	}
	return all
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12*math.Abs(want)) {
		t.Errorf("%s: %g, want %g", what, got, want)
	}
}

func TestLedgerByHand(t *testing.T) {
	r := ledger.DefaultRates()
	l := ledger.Compute(small(), costs(double, 2), r)
	near(t, "programming", l.Programming, 70400*2e-12+9000*3e-12)
	// ceil(78400/64) and ceil(1000/64) words of two writes.
	near(t, "time of programming", l.Write, (1225+16)*30e-9)
	const add, fulladder, bit = 0.1e-12, 0.03e-12 / 8, 10e-12 / 64
	first := 784*8*bit + 78400*8*(10e-15+fulladder) + 100*8*add + 100*add + 100*bit
	second := 100*bit + 1000*(10e-15+fulladder) + 10*add + 10*bit
	near(t, "image", l.Image, first+second)
	near(t, "latency", l.Latency, 8*100*3e-9+10*3e-9)
	near(t, "cells", l.Cells, 4*79400)
	near(t, "area", l.Area, 79400*0.1e-12+884*4.5e-12)
	near(t, "training", l.Training, 4.6e-12*1000*(2*78400+3*1000)+79400*192*10*20e-12)
	if l.TrainArray != 0 || !l.Known || !l.PhaseKnown(ledger.Inference) || !l.ImageAssumed() {
		t.Errorf("in the array %g J, known %v, assumed %v", l.TrainArray, l.Known, l.ImageAssumed())
	}
}

// TestWeightsAtManyPlaces: an image senses a weight as often as it is used; what is written, and the area, stay.
func TestWeightsAtManyPlaces(t *testing.T) {
	once := ledger.Counts{Images: 1000, Steps: 10, Layers: []ledger.Layer{
		{Inputs: 27, Neurons: 100, Cycles: 8, Weighed: true, Minus: 2000, Plus: 700},
		{Inputs: 100, Neurons: 10, Cycles: 1, Minus: 400, Plus: 600},
	}}
	often := once
	often.Layers = append([]ledger.Layer{}, once.Layers...)
	first := &often.Layers[0]
	first.Values, first.Places, first.Products = 3072, 64, 2700*60 // at some of the places weights are outside
	first.Sums, first.Compared = 100*16, 100*16*3
	r := ledger.DefaultRates()
	a, b := ledger.Compute(once, costs(double, 2), r), ledger.Compute(often, costs(double, 2), r)
	const add, fulladder, bit = 0.1e-12, 0.03e-12 / 8, 10e-12 / 64
	near(t, "image", b.Image-a.Image, (3072-27)*8*bit+2700*59*8*(10e-15+fulladder)+6300*8*add+4800*add+1500*(add+bit))
	near(t, "latency", b.Latency-a.Latency, 63*8*100*3e-9)
	near(t, "training", b.Training-a.Training, 4.6e-12*1000*2*2700*59)
	if b.Programming != a.Programming || b.Area != a.Area || b.Write != a.Write {
		t.Errorf("programming takes %g J and %g s, the area is %g: want %g, %g, %g", b.Programming, b.Write, b.Area,
			a.Programming, a.Write, a.Area)
	}
	if first.Reads() != 512 || once.Layers[0].Reads() != 8 || b.Places != 64 || a.Places != 1 {
		t.Errorf("at %d places a weight is sensed %d times, at %d %d times", b.Places, first.Reads(), a.Places,
			once.Layers[0].Reads())
	}
	// A digital machine fetches its weights once, too, and has a product more each; it is as fast as it can use them.
	x, y := a.Baselines[2], b.Baselines[2]
	near(t, "8-bit machine", y.Image-x.Image, (3072-27)*8*bit+2700*59*0.3e-12+4800*add+1500*(add+8*bit))
	near(t, "its latency", y.Latency-x.Latency, 2700*59*8/512.*2e-9)
	x, y = a.Baselines[3], b.Baselines[3]
	near(t, "latency with DRAM", y.Latency-x.Latency, 2700*60*32/512.*2e-9-2700*32/(8*12.8e9))
}

// TestLearningInTheDevices: pulses and one sensing a step are the array's, and nothing is programmed.
func TestLearningInTheDevices(t *testing.T) {
	c := small()
	c.InDevices = true
	for i := range c.Layers {
		l := &c.Layers[i]
		l.Minus, l.Plus, l.TrainPulses, l.TrainSets = 0, 0, 1e6, 100
	}
	l := ledger.Compute(c, costs(double, 2), ledger.DefaultRates())
	array := 2*(1e6*5e-12+100*7e-12) + 79400*10*10e-15
	near(t, "training in the array", l.TrainArray, array)
	near(t, "training", l.Training, array+4.6e-12*1000*(2*78400+3*1000)+79400*128*10*20e-12)
	if l.Programming != 0 || l.Write != 0 {
		t.Errorf("programming takes %g J and %g s", l.Programming, l.Write)
	}
}

// TestPulsesProgram: a pulsed memory is written by pulses.
func TestPulsesProgram(t *testing.T) {
	c := small()
	c.Layers[1].Minus, c.Layers[1].Plus, c.Layers[1].Pulses, c.Layers[1].Sets = 0, 0, 64e3, 128
	l := ledger.Compute(c, costs(double, 2), ledger.DefaultRates())
	near(t, "programming", l.Programming, 70000*2e-12+8400*3e-12+64e3*5e-12+128*7e-12)
	near(t, "time", l.Write, 1225*30e-9+1000*100e-9+2*200e-9)
}

// TestDecoding: an ECC costs its decoder, its time and an XNOR in logic.
func TestDecoding(t *testing.T) {
	with := double
	with.Decode = devices.Cost{Joules: 4e-15, Seconds: 2e-9, Source: "assumed"}
	r := ledger.DefaultRates()
	a, b := ledger.Compute(small(), costs(double, 2), r), ledger.Compute(small(), costs(with, 2), r)
	reads := 78400.0*8 + 1000
	near(t, "energy of decoding", b.Image-a.Image, float64(reads*(4e-15+r[ledger.XNOR])))
	near(t, "time of decoding", b.Latency-a.Latency, 810*2e-9)
}

// TestStreams: T presentations cost T times the array; a real input of eight planes also its weighing.
func TestStreams(t *testing.T) {
	at := func(cycles int, weighed bool) float64 {
		c := small()
		c.Layers[0].Cycles, c.Layers[0].Weighed = cycles, weighed
		var array float64
		l := ledger.Compute(c, costs(double, 2), ledger.DefaultRates())
		for _, row := range l.Rows {
			if row.Phase == ledger.Inference && row.Place == ledger.InArray && row.Layer == 0 {
				array += row.Joules
			}
		}
		return array
	}
	near(t, "array of 5 streams", at(5, false), 5*at(1, false))
	c := small()
	c.Layers[0].Cycles, c.Layers[0].Weighed, c.Layers[0].Random = 5, false, true
	l := ledger.Compute(c, costs(double, 2), ledger.DefaultRates())
	for _, row := range l.Rows {
		if row.Event == "random" {
			near(t, "random bits", row.Joules, 784*5*8*20e-15)
			return
		}
	}
	t.Error("no random bits are booked")
}

func TestUnknownCostsAreSaid(t *testing.T) {
	l := ledger.Compute(small(), make([]devices.Costs, 2), ledger.DefaultRates())
	if l.Known || l.PhaseKnown(ledger.Inference) || l.PhaseKnown(ledger.Programming) || l.Programming != 0 ||
		!(l.Image > 0) {
		t.Errorf("known %v %v %v, %g J", l.Known, l.PhaseKnown(ledger.Inference),
			l.PhaseKnown(ledger.Programming), l.Image)
	}
	if l.AreaKnown() {
		t.Error("the area of unknown cells is known")
	}
	for _, r := range l.Rows {
		if r.Place == ledger.InArray && (r.Known || r.Source != "not known" || r.Joules != 0) {
			t.Errorf("%+v", r)
		}
	}
}

// TestBaselines by hand: the weights' way from memory is nearly all.
func TestBaselines(t *testing.T) {
	l := ledger.Compute(small(), costs(double, 2), ledger.DefaultRates())
	const add, fulladder, bit, gate = 0.1e-12, 0.03e-12 / 8, 10e-12 / 64, 1e-15
	want := map[string]float64{
		"sram1":  79400*100e-12/64 + 78400*add + 1000*(gate+fulladder) + 110*add + (784*8+100+110)*bit,
		"dram1":  79400*20e-12 + 78400*add + 1000*(gate+fulladder) + 110*add + (784*8+100+110)*bit,
		"sram8":  8*79400*100e-12/64 + 79400*0.3e-12 + 110*add + 8*(784+100+110)*bit,
		"dram32": 79400*640e-12 + 79400*4.6e-12 + 110*add + 32*(784+100+110)*bit,
	}
	for _, b := range l.Baselines {
		near(t, b.Key, b.Image, want[b.Key])
		delete(want, b.Key)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	near(t, "latency of SRAM", l.Baselines[0].Latency, 79400.0/512*2e-9)
	near(t, "area of SRAM", l.Baselines[0].Area, 79400*0.346e-12)
}

func TestRatesAreSensible(t *testing.T) {
	keys := map[string]bool{}
	for _, r := range ledger.Table() {
		if !(r.Min > 0 && r.Min <= r.Value && r.Value <= r.Max) || r.Source == "" || r.Label == "" ||
			r.Unit == "" || keys[r.Key] {
			t.Errorf("%+v", r)
		}
		keys[r.Key] = true
	}
	lo, hi := ledger.LowRates(), ledger.HighRates()
	a, b, c := ledger.Compute(small(), costs(double, 2), lo),
		ledger.Compute(small(), costs(double, 2), ledger.DefaultRates()), ledger.Compute(small(), costs(double, 2), hi)
	if !(a.Image < b.Image && b.Image < c.Image && a.Baselines[0].Image < b.Baselines[0].Image &&
		b.Baselines[0].Image < c.Baselines[0].Image) {
		t.Errorf("images at low, default, high rates: %g %g %g", a.Image, b.Image, c.Image)
	}
}

// TestCSV reads the table back: the rows sum up to the totals.
func TestCSV(t *testing.T) {
	l := ledger.Compute(small(), costs(double, 2), ledger.DefaultRates())
	var b bytes.Buffer
	if err := l.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows, totals := map[string]float64{}, map[string]float64{}
	for _, r := range records[1:] {
		x, _ := strconv.ParseFloat(r[7], 64)
		if r[4] == "total (J)" {
			totals[r[0]+r[1]] = x
		} else if !strings.HasPrefix(r[4], "total") {
			rows[r[0]+r[1]] += x
		}
	}
	if len(totals) != 3+4 {
		t.Errorf("%d totals: %v", len(totals), totals)
	}
	for k, x := range totals {
		if math.Abs(rows[k]-x) > 1e-4*x {
			t.Errorf("%s: rows give %g, total %g", k, rows[k], x)
		}
	}
}
