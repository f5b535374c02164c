package main

import (
	"context"
	"fmt"
	"math/bits"
	"runtime"
	"slices"
	"sync"

	"arraylab/devices"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/sim/nist"
)

// measured are the numbers that a scenario asks for at the points of its sweep around an experiment; none where it asks
// for none. Points are measured side by side.
func measured(ctx context.Context, e lab.Experiment, s gallery.Scenario,
	points lab.Points) ([]gallery.Measured, error) {
	if len(s.Measures) == 0 {
		return nil, nil
	}
	all, err := s.Sweep.Experiments(e)
	if err != nil {
		return nil, err
	}
	found, errs := make([]gallery.Measured, len(all)), make([]error, len(all))
	var group sync.WaitGroup
	turn := make(chan struct{}, runtime.NumCPU())
	for i, x := range all {
		group.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			if errs[i] = context.Cause(ctx); errs[i] != nil {
				return
			}
			found[i] = gallery.Measured{Series: points[i].Series, Value: points[i].Value, Chip: points[i].Chip}
			found[i].Numbers, errs[i] = numbersOf(x, s.Measures)
		})
	}
	group.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, errs[i]
	}
	return found, nil
}

// numbersOf are numbers of an experiment by their keys: of the tests of its random bits, or of its memory's data sheet.
// An error names a key that neither has.
func numbersOf(e lab.Experiment, keys []string) (map[string]float64, error) {
	sheet, of := map[string]float64{}, []*devices.Technology{e.Technology()}
	if e.Source == lab.SourceJunction {
		of = append(of, devices.SuperparamagneticJunction)
	}
	for _, t := range of {
		if t == nil {
			continue
		}
		s, err := t.Sheet(&e.Device, devices.Ask{Seed: e.Chip})
		if err != nil {
			return nil, err
		}
		for _, n := range s.Numbers {
			sheet[n.Key] = n.Value
		}
	}
	if slices.Contains(keys, gallery.BitsFailed) {
		sheet[gallery.BitsFailed], sheet[gallery.BitsOnes] = bitsTested(&e.Device, e.Chip)
	}
	chosen := map[string]float64{}
	for _, key := range keys {
		x, ok := sheet[key]
		if !ok {
			return nil, fmt.Errorf("#%s has no number %q", e.Link(), key)
		}
		chosen[key] = x
	}
	return chosen, nil
}

// bitsTested are how many tests the random bits of a chip's junctions fail, and the share of ones in them.
func bitsTested(v *devices.Values, chip uint32) (failed, share float64) {
	source, words := devices.RandomBits(v, chip, 0), make([]uint64, nist.Length/64)
	ones := 0
	for _, a := range nist.Assess(gallery.BitSequences, func(sequence []byte) {
		source.Fill(words)
		for i := range sequence {
			sequence[i] = byte(words[i/64] >> (i % 64) & 1)
		}
		for _, w := range words {
			ones += bits.OnesCount64(w)
		}
	}) {
		if !a.Good() {
			failed++
		}
	}
	return failed, float64(ones) / (gallery.BitSequences * nist.Length)
}
