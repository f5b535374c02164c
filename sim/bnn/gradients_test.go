package bnn

import (
	"bytes"
	"math"
	"sync"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// TestCrewsOfEightBits: the largest gradient of a layer is found over all members of a crew.
func TestCrewsOfEightBits(t *testing.T) {
	images, labels := toySet(100, 2)
	for name, c := range cases() {
		if c.Gradients == Reals {
			continue
		}
		var want []byte
		for size := 1; size <= 3; size++ {
			var wait sync.WaitGroup
			for _, member := range crew.Local(size) {
				wait.Add(1)
				go func() {
					defer wait.Done()
					from := Images{N: len(labels)}
					if member.Rank() == 0 {
						from = Of(images, labels)
					}
					tr := NewTrainer(member, c.Net, c.Rule, from)
					for w := Workers(1); tr.Step() < 6; {
						stepOnce(tr, w)
					}
					state := tr.AppendState(nil)
					switch {
					case size == 1:
						want = state
					case member.Rank() == 0 && !bytes.Equal(state, want):
						t.Errorf("%s: a crew of %d gives another state than one alone", name, size)
					}
				}()
			}
			wait.Wait()
		}
	}
}

// TestLongestSums: around the batch from which on sums are too long, and at the longest one, the gradient by counts is
// the whole number that it is, rounded once, for the largest counts under gradients that are all the largest, or any.
func TestLongestSums(t *testing.T) {
	const values, scale = 3, 1.0 / (1 << 20)
	streams := Levels{Kind: Streamed, Presentations: MaxStreams}
	for _, of := range []Levels{{Kind: Grey}, {Kind: Streamed, Presentations: 255}, streams} {
		for _, batch := range []int{1, 257, 258, 259, 517, 518, 519, 520, 2001} {
			draw := rng.New(uint32(batch), "longest").Source(0)
			net := NewPerceptron(Input{Grid{C: 1, H: 1, W: values}, of}, Loss{}, Layer{}, kernel.Lanes, Classes)
			d, x := dense{&net.Layers[0]}, newValues(of, values, batch)
			counts := make([]uint16, batch*values)
			for i := range counts {
				if counts[i] = uint16(of.Largest()); i%values == 2 {
					counts[i] = uint16(draw.Below(uint32(of.Largest() + 1)))
				}
			}
			x.loadCounts(counts, batch, true)
			x.countWhole()
			stride := kernel.Stride(batch)
			rows := kernel.Matrix{Data: make([]float32, kernel.Lanes*stride), Stride: stride}
			dS := sumGradients{Gradients: EightBits, real: rows, scale: scale}
			k := make([][]int64, kernel.Lanes)
			for o := range k {
				for b := range batch {
					n := int64(kernel.MaxWhole)
					if o > 0 {
						n = int64(draw.Below(255)) - 127
					}
					k[o] = append(k[o], n)
					rows.Data[o*stride+b] = float32(n) * scale
				}
			}
			w := Workers(1)[0]
			d.gradient(w, 0, dS, &x, batch)
			for o := range k {
				for i := range values {
					sum := int64(0)
					for b, k := range k[o] {
						c := int64(counts[b*values+i])
						if of.Kind == Streamed {
							c = 2*c - int64(of.Presentations)
						}
						sum += k * c
					}
					want := float32(float64(sum) * scale)
					if got := w.grad[i*kernel.Lanes+o]; math.Float32bits(got) != math.Float32bits(want) {
						t.Fatalf("%+v, batch %d: gradient %v, want %v", of, batch, got, want)
					}
				}
			}
		}
	}
}
