package ledger_test

import (
	"testing"

	"arraylab/sim/ledger"
)

// TestDigitalLayersByHand: a first layer of 8-bit weights and outputs in SRAM before a binary classifier, whose inputs
// come bit by bit.
func TestDigitalLayersByHand(t *testing.T) {
	c := ledger.Counts{Images: 1000, Steps: 10, InDevices: true, Layers: []ledger.Layer{
		{Inputs: 784, Neurons: 100, Cycles: 8, Weighed: true, Digital: true, EightOutputs: true},
		{Inputs: 100, Neurons: 10, Cycles: 8, Weighed: true, TrainPulses: 1000},
	}}
	l := ledger.Compute(c, costs(double, 2), ledger.DefaultRates())
	const mac, add, fulladder, bit, sram = 0.3e-12, 0.1e-12, 0.03e-12 / 8, 10e-12 / 64, 100e-12 / 64
	first := 784*8*bit + 78400*8*sram + 78400*mac + 100*mac + 100*8*bit
	second := 100*8*bit + 1000*8*(10e-15+fulladder) + 10*8*add + 10*add + 10*bit
	near(t, "image", l.Image, first+second)
	near(t, "latency", l.Latency, 78400*8/512.*2e-9+8*10*3e-9)
	near(t, "cells", l.Cells, 4*1000)
	near(t, "area", l.Area, 1000*0.1e-12+100*4.5e-12+78400*8*0.346e-12+64*96*4.5e-12)
	near(t, "programming", l.Programming, 78400*8*sram)
	near(t, "time of programming", l.Write, 78400*8/512.*2e-9)
	near(t, "training in the array", l.TrainArray, 1000*5e-12+1000*10*10e-15)
	near(t, "training", l.Training-l.TrainArray,
		4.6e-12*1000*(2*78400+3*1000)+20e-12*10*(78400*192+1000*128))
	// A machine of signs has no shorter weights for it.
	of1, of8 := l.Baselines[0], l.Baselines[2]
	near(t, "8-bit machine", of8.Image, first+100*8*bit+1000*(8*sram+mac)+10*(add+8*bit))
	near(t, "machine of signs", of1.Image, first+100*8*bit+1000*(sram+add)+10*(add+bit))
}

// TestDigitalLayersOfSigns: where inputs are signs a weight is added.
func TestDigitalLayersOfSigns(t *testing.T) {
	l := ledger.Compute(ledger.Counts{Layers: []ledger.Layer{{Inputs: 50, Neurons: 10, Cycles: 3, Random: true,
		Digital: true}}}, costs(double, 1), ledger.DefaultRates())
	const add, bit, sram, random = 0.1e-12, 10e-12 / 64, 100e-12 / 64, 20e-15
	near(t, "image", l.Image, 50*3*(bit+8*random+add)+500*8*sram+500*3*add+10*add+10*bit)
}

// TestDigitalLayersThatSRAMDoesNotHold: beyond 1 MB the weights of all of them lie in DRAM, which is another chip.
func TestDigitalLayersThatSRAMDoesNotHold(t *testing.T) {
	c := ledger.Counts{Layers: []ledger.Layer{
		{Inputs: 1024, Neurons: 1024, Cycles: 8, Weighed: true, Digital: true, EightOutputs: true},
		{Inputs: 1024, Neurons: 1, Cycles: 8, Weighed: true, Digital: true},
	}}
	l := ledger.Compute(c, costs(double, 2), ledger.DefaultRates())
	const bits = 1025 * 1024 * 8
	dram := 0.0
	for _, r := range l.Rows {
		if r.Event == "sram" {
			t.Errorf("%+v", r)
		}
		if r.Phase == ledger.Inference && r.Event == "dram" {
			dram += r.Joules
		}
	}
	near(t, "fetching", dram, bits*20e-12)
	near(t, "latency", l.Latency, bits/(8*12.8e9))
	near(t, "area", l.Area, 64*96*4.5e-12)
	if c.Layers = c.Layers[:1]; ledger.Compute(c, costs(double, 1), ledger.DefaultRates()).Area < 1e-6 {
		t.Error("1 MB does not lie in SRAM")
	}
}
